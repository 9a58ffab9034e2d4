//! What a section of a text is about, by the headings above it.

use super::figure::figures;
use crate::disclosure::reading::wording::{label, plain};

/// Characters of a heading; what is longer is a sentence.
const HEADING_CHARACTERS_MAX: usize = 45;

/// What a section speaks of: a word alone, as 基本支出, means another figure in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// No heading stands above.
    Whole,
    /// 收支总体情况.
    Overview,
    /// 收入情况.
    Income,
    /// 支出情况.
    Expenditure,
    /// 财政拨款收支情况.
    Fiscal,
    /// 一般公共预算.
    GeneralPublic,
    /// 一般公共预算基本支出.
    Basic,
    /// 一般公共预算项目支出.
    Projects,
    /// 政府性基金预算.
    Fund,
    /// 国有资本经营预算.
    Capital,
    /// “三公”经费.
    ThreePublic,
    /// 上年结转结余.
    Carryover,
    /// Something that the tables do not speak of.
    Other,
}

/// Words of a heading: all of the first stand in it, none of the second.
const HEADINGS: [(Scope, &[&str], &[&str]); 17] = [
    (Scope::ThreePublic, &["三公"], &[]),
    (Scope::Fund, &["政府性基金"], &[]),
    (Scope::Capital, &["国有资本"], &[]),
    (Scope::Basic, &["一般公共预算", "基本支出"], &[]),
    (Scope::Projects, &["一般公共预算", "项目支出"], &[]),
    (Scope::GeneralPublic, &["一般公共预算"], &[]),
    (Scope::Fiscal, &["财政拨款"], &["结转"]),
    (Scope::Carryover, &["上年结转"], &[]),
    (Scope::Overview, &["收支预算"], &[]),
    (Scope::Overview, &["收支决算"], &[]),
    (Scope::Overview, &["收支总体"], &[]),
    (Scope::Overview, &["收入支出"], &[]),
    (Scope::Income, &["收入预算"], &["支出"]),
    (Scope::Income, &["收入决算"], &["支出"]),
    (Scope::Income, &["收入总体"], &["支出"]),
    (Scope::Expenditure, &["支出预算"], &["收入"]),
    (Scope::Expenditure, &["支出决算"], &["收入"]),
];

/// The headings above a line.
#[derive(Debug)]
pub(super) struct Headings {
    /// Of the last 一、.
    top: Scope,
    /// Of the last （一） below it, where it says something.
    sub: Option<Scope>,
}

impl Headings {
    pub(super) const fn new() -> Self {
        Self {
            top: Scope::Whole,
            sub: None,
        }
    }

    /// Take a line; say whether it is a heading.
    pub(super) fn take(&mut self, line: &str) -> bool {
        if !is_heading(line) {
            return false;
        }
        let found = scope_of(line);
        if plain(line).starts_with('(') {
            self.sub = found.or(self.sub);
        } else {
            (self.top, self.sub) = (found.unwrap_or(Scope::Other), None);
        }
        true
    }

    pub(super) fn scope(&self) -> Scope {
        self.sub.unwrap_or(self.top)
    }
}

/// Say whether a line is a heading: short, numbered, without an amount.
pub(super) fn is_heading(line: &str) -> bool {
    let text = plain(line);
    let is_numbered = label(&text) != text || text.starts_with('第');
    is_numbered
        && text.chars().count() <= HEADING_CHARACTERS_MAX
        && !text.ends_with([';', ',', '。', ':'])
        && figures(&text).is_empty()
}

fn scope_of(line: &str) -> Option<Scope> {
    let text = plain(line);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let has_all = |words: &[&str]| words.iter().all(|word| text.contains(word));
    let mut headings = HEADINGS.iter();
    let found = headings.find(|(_, all, none)| has_all(all) && !has(none));
    found.map(|(scope, ..)| *scope)
}

/// Say whether a text speaks of final accounts, or of a budget; none when it does not say.
pub(super) fn is_final(text: &str) -> Option<bool> {
    /// Names of funds, which both have.
    const FUNDS: [&str; 3] = ["一般公共预算", "基金预算", "经营预算"];
    let of = |text: &str| {
        let mut text = plain(text);
        for fund in FUNDS {
            text = text.replace(fund, "");
        }
        let is_budget = text.contains("预算").then_some(false);
        text.contains("决算").then_some(true).or(is_budget)
    };
    let short = |line: &&str| line.chars().count() <= HEADING_CHARACTERS_MAX;
    let bare = |line: &&str| figures(line).is_empty();
    // The title comes first.
    let mut headings = text.lines().filter(short).filter(bare).filter_map(of);
    headings.next().or_else(|| of(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_a_section_is_about() {
        for (heading, scope) in [
            ("一、2025年部门收支预算总体情况", Scope::Overview),
            ("二、2025年部门收入预算情况", Scope::Income),
            ("三、2025年部门支出预算情况", Scope::Expenditure),
            ("四、财政拨款收入支出决算总体情况说明", Scope::Fiscal),
            (
                "五、一般公共预算财政拨款支出决算情况说明",
                Scope::GeneralPublic,
            ),
            ("六、2025年一般公共预算基本支出情况", Scope::Basic),
            ("（二）收入决算情况说明", Scope::Income),
            ("十、机关运行经费支出情况", Scope::Other),
        ] {
            let mut headings = Headings::new();
            assert!(headings.take("第二部分 情况说明"));
            assert!(headings.take(heading), "{heading}");
            assert_eq!(headings.scope(), scope, "{heading}");
        }
        let mut headings = Headings::new();
        headings.take("五、2025年一般公共预算拨款情况");
        assert!(headings.take("（一）规模与变化"));
        assert_eq!(headings.scope(), Scope::GeneralPublic);
        assert!(!headings.take("（一）收入预算652.04万元"));
    }

    #[test]
    fn a_text_says_which_publication_it_is_of() {
        assert_eq!(
            is_final("某局2025年部门预算情况说明\n与上年决算相比"),
            Some(false)
        );
        assert_eq!(
            is_final("某局2025年度部门决算\n年初预算为1.00万元"),
            Some(true)
        );
        assert_eq!(is_final("一般公共预算财政拨款支出1.00万元"), None);
    }
}
