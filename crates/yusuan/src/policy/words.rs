//! What policies are called in Chinese, beside the names that the file keeps.

use super::{Policy, Scope};
use crate::line::{Fund, Kind, Level};

/// Values that are words: what becomes of a rest, and what limits the spending of a fund.
pub(super) const VALUE_WORDS: [(&str, &str); 7] = [
    ("carry_forward", "结转"),
    ("to_surplus", "转入结余"),
    ("recall", "收回"),
    ("surrender", "上缴"),
    ("lapse", "注销"),
    ("budgeted", "收入预算"),
    ("received", "实际收入"),
];

/// Groups of funds.
pub(super) const FUND_GROUPS: [(&str, &str); 2] =
    [("fiscal", "财政拨款"), ("unit_funds", "单位资金")];

/// Return what a word of a value is in Chinese; none for a figure.
pub(super) fn value_zh(word: &str) -> Option<&'static str> {
    name_of(&VALUE_WORDS, word)
}

fn name_of(words: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    let found = words.iter().find(|(known, _)| *known == word);
    found.map(|(_, name_zh)| *name_zh)
}

impl Policy {
    /// Return the value as people read it: a figure, or its word in Chinese.
    #[must_use]
    pub fn value_zh(&self) -> Option<&str> {
        let value = self.value.as_deref()?;
        Some(value_zh(value).unwrap_or(value))
    }
}

impl Scope {
    /// Return what it is narrowed to as people read it; nothing when it is not narrowed.
    #[must_use]
    pub fn name_zh(&self) -> String {
        let fund = self.fund.as_deref().map(|text| {
            let fund = text.parse().ok().map(Fund::name_zh);
            fund.or_else(|| name_of(&FUND_GROUPS, text)).unwrap_or(text)
        });
        let code_level = self
            .code_level
            .map(|level| format!("跨{}", level.name_zh()));
        let item = self.item.as_deref().map(|item| format!("科目{item}"));
        let parts = [
            fund,
            self.level.map(Level::name_zh),
            self.kind.map(Kind::name_zh),
            code_level.as_deref(),
            item.as_deref(),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}
