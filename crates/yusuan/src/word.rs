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

/// Most texts of its own that this library has, and the bytes of the longest, with room to spare. What
/// is read may be anybody's, and none of it may fill the memory.
const MOST_TEXTS: usize = 4_096;
const MOST_BYTES: usize = 1_024;

/// Read a text that this library once wrote by itself: there are few of them, and each is kept once.
pub(crate) fn own<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Own, D::Error> {
    kept(String::deserialize(deserializer)?).map_err(Error::custom)
}

/// Read such a text, where there is one.
pub(crate) fn own_if_any<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<&'static str>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(kept).transpose().map_err(Error::custom)
}

fn kept(text: String) -> Result<Own, String> {
    static KEPT: Mutex<BTreeSet<Own>> = Mutex::new(BTreeSet::new());

    keep(
        text,
        &mut KEPT.lock().unwrap_or_else(PoisonError::into_inner),
    )
}

fn keep(text: String, kept: &mut BTreeSet<Own>) -> Result<Own, String> {
    if let Some(known) = kept.get(text.as_str()) {
        return Ok(known);
    }
    if kept.len() >= MOST_TEXTS || text.len() > MOST_BYTES {
        return Err(format!("no text of this library: {text:.50}"));
    }
    let text: Own = String::leak(text);
    kept.insert(text);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once() {
        let one = kept("批复".to_owned()).unwrap();
        assert!(std::ptr::eq(one, kept("批复".to_owned()).unwrap()));
    }

    #[test]
    fn nobody_fills_the_memory_with_texts() {
        let mut kept = BTreeSet::new();
        assert!(keep("长".repeat(MOST_BYTES), &mut kept).is_err());
        for number in 0..MOST_TEXTS {
            assert!(keep(format!("text {number}"), &mut kept).is_ok());
        }
        assert!(keep("one more".to_owned(), &mut kept).is_err());
        assert!(keep("text 0".to_owned(), &mut kept).is_ok());
    }
}
