//! What the department says: reasons and uses, by item and figure.

use std::collections::BTreeMap;

/// Free texts of the department, by the key of an item and the name of its figure.
///
/// # Examples
///
/// ```
/// use yusuan::tables::NarrativeTexts;
///
/// let texts = NarrativeTexts::of([("2.unit_funds", "reason", "利息收入减少")])?;
/// assert_eq!(texts.get("2.unit_funds", "reason"), Some("利息收入减少"));
/// assert!(NarrativeTexts::of([("2.unit_fund", "reason", "利息收入减少")]).is_err());
/// # Ok::<(), yusuan::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NarrativeTexts {
    texts: BTreeMap<(String, String), String>,
}

impl NarrativeTexts {
    /// Add a text; a blank one says nothing.
    pub(crate) fn say(&mut self, key: impl Into<String>, id: impl Into<String>, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.texts.insert((key.into(), id.into()), text.to_owned());
        }
    }

    /// Return a text.
    #[must_use]
    pub fn get(&self, key: &str, id: &str) -> Option<&str> {
        let text = self.texts.get(&(key.to_owned(), id.to_owned()));
        text.map(String::as_str)
    }

    /// Return every text: key, name of the figure, and what is said.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let all = self.texts.iter();
        all.map(|((key, id), text)| (key.as_str(), id.as_str(), text.as_str()))
    }
}
