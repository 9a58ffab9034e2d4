//! What is written where a program reads names and texts in a form of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::entries::{Account, Key};

/// The names of all accounts, no two of them alike.
pub(super) struct Names(BTreeMap<Key, String>);

impl Names {
    /// Name every account; what a chart calls two accounts may look alike in the form of a program.
    pub(super) fn of(all: &[Account], name: impl Fn(&Account) -> String) -> Self {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut names = BTreeMap::new();
        for account in all {
            let wanted = name(account);
            let mut found = wanted.clone();
            for number in 2_u32.. {
                if taken.insert(found.clone()) {
                    break;
                }
                found = format!("{wanted}-{number}");
            }
            names.insert(account.key.clone(), found);
        }
        Self(names)
    }

    /// Return a name; every account that is asked for has one.
    pub(super) fn get(&self, key: &Key) -> &str {
        self.0.get(key).map(String::as_str).unwrap_or_default()
    }
}

/// Return a text on one line, without what ends a comment or a string.
pub(super) fn on_one_line(text: &str) -> String {
    let kept = text.chars().map(|letter| match letter {
        '"' | '\\' | ';' | '|' => ' ',
        letter if letter.is_control() => ' ',
        letter => letter,
    });
    kept.collect::<String>().trim().to_owned()
}
