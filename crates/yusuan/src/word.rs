//! Words that come back out of serialised values.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::sync::{Mutex, PoisonError};

use serde::de::{Deserialize, Deserializer, Error};

/// A text that this library wrote by itself. serde takes a reference that it sees for one into what it
/// reads, and does not look behind a name.
pub(crate) type Own = &'static str;

/// Read a word of a closed list.
pub(crate) fn listed<'de, D: Deserializer<'de>, T: Copy, S: Display>(
    deserializer: D,
    all: impl IntoIterator<Item = T>,
    word_of: impl Fn(T) -> S,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    let mut all = all.into_iter();
    let found = all.find(|it| word_of(*it).to_string() == text);
    found.ok_or_else(|| Error::custom(format_args!("no such word: {text}")))
}

/// Read a text that this library once wrote by itself: there are few of them, and each is kept once.
pub(crate) fn own<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Own, D::Error> {
    String::deserialize(deserializer).map(kept)
}

/// Read such a text, where there is one.
pub(crate) fn own_if_any<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<&'static str>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(kept))
}

fn kept(text: String) -> &'static str {
    static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(text.as_str()) {
        return known;
    }
    let text: &'static str = String::leak(text);
    kept.insert(text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once() {
        let one = kept("批复".to_owned());
        assert!(std::ptr::eq(one, kept("批复".to_owned())));
    }
}
