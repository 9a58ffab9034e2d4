//! Sentences against the tables that they speak of.

use yusuan::disclosure::{
    Cause, Disclosure, DisclosureFinding, DisclosureToken, check_disclosure_json,
};
use yusuan::tables::{Table, TableOptions, Verdict};

use super::shown;
use crate::publication::{Published, Random, Size, statements};

fn check(tables: &[Table], text: &str) -> Disclosure {
    check_disclosure_json(&serde_json::to_string(tables).unwrap(), &[text]).unwrap()
}

fn wrong(found: &Disclosure) -> Vec<&DisclosureFinding> {
    let findings = found.findings.iter();
    findings
        .filter(|finding| finding.token == DisclosureToken::Sentence)
        .collect()
}

/// Every amount of the project's own narrative that a table has, changed one at a time.
#[test]
fn every_figure_of_the_own_narrative_is_compared() {
    for (size, seed) in [(Size::FirstUser, 1), (Size::Large, 3), (Size::Large, 4)] {
        let mut random = Random(seed);
        let options = TableOptions::default();
        let (tables, text) = Published::Budget.with_text(size, &options, &mut random);
        let amounts = statements::amounts(&text);
        assert!(amounts.len() > 30, "{text}");
        let found = check(&tables, &text);
        assert!(found.is_sound(), "{}", shown(&found));
        let check_of_all = found
            .checks
            .iter()
            .find(|check| check.number == "文1")
            .unwrap();
        assert_eq!(check_of_all.compared, amounts.len(), "{text}");
        for (begin, end) in amounts {
            let changed = format!("{}987654.32{}", &text[..begin], &text[end..]);
            let found = check(&tables, &changed);
            let [only] = wrong(&found)[..] else {
                panic!(
                    "{}\n{}",
                    &changed[begin.saturating_sub(60)..end],
                    shown(&found)
                );
            };
            assert_eq!(only.printed, "987654.32");
            // Projects of several codes may have one name.
            let is_project = changed[..begin].ends_with('：');
            let expected = text[begin..end].replace(',', "");
            assert!(is_project || only.expected.as_deref() == Some(&expected));
            assert_eq!(only.place.row, Some(changed[..begin].lines().count()));
        }
    }
}

fn budget() -> Vec<Table> {
    let mut random = Random(1);
    let options = TableOptions::default();
    Published::Budget.tables(Size::FirstUser, &options, &mut random)
}

#[test]
fn a_sentence_names_the_table_and_what_happened() {
    let text = "某局2025年部门预算情况说明\n二、收入预算情况\n2025年收入预算625.04万元。";
    let found = check(&budget(), text);
    let [only] = wrong(&found)[..] else {
        panic!("{}", shown(&found));
    };
    assert_eq!(
        (only.verdict, only.cause),
        (Verdict::Differs, Some(Cause::DigitsSwapped))
    );
    assert_eq!(
        (only.printed.as_str(), only.expected.as_deref()),
        ("625.04", Some("652.04"))
    );
    assert_eq!(only.place.row, Some(3));
    assert_eq!(only.also[0].table.as_deref(), Some("budget-01"));
    let failed = &only.identities[0];
    assert_eq!(
        (failed.number, failed.left.as_str(), failed.right.as_str()),
        ("文1", "625.04", "652.04")
    );
}

/// A last place is rounding, fewer places are no finding, and another unit is read as such.
#[test]
fn rounding_is_told_from_error() {
    let heading = "某局2025年部门预算情况说明\n二、收入预算情况\n2025年收入预算";
    for (amount, verdict) in [
        ("652.04万元", None),
        ("652.05万元", Some(Verdict::Rounding)),
        ("652万元", None),
        ("6520439.45元", None),
        ("6520539.45元", Some(Verdict::Differs)),
        ("652.06万元", Some(Verdict::Differs)),
    ] {
        let found = check(&budget(), &format!("{heading}{amount}。"));
        let verdicts: Vec<Verdict> = wrong(&found)
            .iter()
            .map(|finding| finding.verdict)
            .collect();
        assert_eq!(
            verdicts,
            verdict.into_iter().collect::<Vec<_>>(),
            "{amount}"
        );
    }
}

/// What is another figure, or may be one, is passed over.
#[test]
fn what_is_not_surely_the_same_figure_is_let_be() {
    for sentence in [
        "2024年收入预算600.00万元。",
        "收入预算约600.00万元。",
        "收入预算增加600.00万元。",
        "其他收入预算600.00万元。",
        "某某学校2025年收入预算600.00万元。",
        "上年收入预算600.00万元。",
        "机关运行经费600.00万元。",
        "人员经费600.00万元。",
        "2080109 社会保险经办机构，2025年预算600.00万元。",
        "公务接待费600.00万元。",
    ] {
        let text = format!("某局2025年部门预算情况说明\n二、收入预算情况\n{sentence}");
        let found = check(&budget(), &text);
        assert!(wrong(&found).is_empty(), "{sentence}: {}", shown(&found));
    }
    // The same words of another publication than the tables.
    let text = "某局2025年度部门决算情况说明\n收入总计600.00万元，支出总计600.00万元。";
    assert!(wrong(&check(&budget(), text)).is_empty());
    let text = text.replace("决算", "预算");
    assert_eq!(wrong(&check(&budget(), &text)).len(), 2);
}

/// Shares beside each other without their whole are compared with nothing.
#[test]
fn the_largest_part_is_no_whole() {
    let text = "（二）结构\n社会保障和就业支出6464.23万元，占98.69%。\n卫生健康支出0.01万元，占0.00%。\n住房保障支出0.02万元，占0.00%。";
    let found = check(&budget(), text);
    let tokens = found.findings.iter().map(|finding| finding.token);
    assert!(
        tokens.clone().all(|token| token != DisclosureToken::Share),
        "{}",
        shown(&found)
    );
    // A whole that the parts add up to may stand further up in the section.
    let text = "五、情况\n共6550.32万元，其中：\n（二）结构\n教育支出6464.23万元，占89.69%。\n卫生健康支出86.09万元，占1.31%。";
    let found = check(&budget(), text);
    assert_eq!(
        found.findings[0].token,
        DisclosureToken::Share,
        "{}",
        shown(&found)
    );
}
