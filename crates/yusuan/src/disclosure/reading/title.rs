//! Which table a title means.

use super::wording::plain;
use crate::tables::checks::PrintedTable;
use crate::tables::{BudgetTable, FinalTable};

/// Words of a title: all of the first must stand in it, none of the second. The first entry that
/// fits wins, so that the special ones come first.
const TITLES: [(BudgetTable, &[&str], &[&str]); 23] = [
    (BudgetTable::ThreePublic, &["三公"], &[]),
    (BudgetTable::Carryover, &["结转", "明细"], &[]),
    (BudgetTable::Carryover, &["上年结转", "情况"], &[]),
    (
        BudgetTable::GovernmentFund,
        &["政府性基金", "支出"],
        &["收支", "收入"],
    ),
    (
        BudgetTable::StateCapital,
        &["国有资本", "支出"],
        &["收支", "收入"],
    ),
    (BudgetTable::FiscalOverview, &["财政拨款", "收支"], &[]),
    (BudgetTable::FiscalOverview, &["财政拨款", "总体"], &[]),
    (
        BudgetTable::GeneralPublicBasic,
        &["一般公共预算", "基本支出"],
        &[],
    ),
    (
        BudgetTable::GeneralPublicProject,
        &["一般公共预算", "项目支出"],
        &[],
    ),
    (
        BudgetTable::GeneralPublic,
        &["一般公共预算", "支出"],
        &["收支", "收入"],
    ),
    (BudgetTable::Overview, &["部门", "收支"], &[]),
    (BudgetTable::Overview, &["单位", "收支"], &[]),
    (BudgetTable::Overview, &["收支", "总表"], &[]),
    (BudgetTable::Overview, &["收支", "总体"], &[]),
    (BudgetTable::Income, &["部门收入"], &["支出"]),
    (BudgetTable::Income, &["单位收入"], &["支出"]),
    (BudgetTable::Income, &["收入", "总表"], &["支出"]),
    (BudgetTable::Income, &["收入", "总体"], &["支出"]),
    (BudgetTable::Expenditure, &["部门支出"], &["收入"]),
    (BudgetTable::Expenditure, &["单位支出"], &["收入"]),
    (BudgetTable::Expenditure, &["支出", "总表"], &["收入"]),
    (BudgetTable::Expenditure, &["支出", "总体"], &["收入"]),
    (BudgetTable::Carryover, &["结转结余"], &[]),
];

/// The same for final accounts, whose titles all speak of 决算.
const FINAL_TITLES: [(FinalTable, &[&str], &[&str]); 14] = [
    (FinalTable::ThreePublicComparison, &["三公", "对比"], &[]),
    (FinalTable::Comparison, &["预算与决算对比"], &[]),
    (FinalTable::ThreePublic, &["三公"], &[]),
    (FinalTable::GovernmentFund, &["政府性基金", "支出"], &[]),
    (FinalTable::StateCapital, &["国有资本", "支出"], &[]),
    (
        FinalTable::GeneralPublicBasic,
        &["一般公共预算", "基本支出"],
        &["收入"],
    ),
    (
        FinalTable::GeneralPublic,
        &["一般公共预算", "支出决算"],
        &["收入", "项目支出"],
    ),
    (
        FinalTable::FiscalOverview,
        &["财政拨款", "收入支出决算"],
        &["一般公共预算"],
    ),
    (
        FinalTable::FiscalOverview,
        &["财政拨款", "收支决算"],
        &["一般公共预算"],
    ),
    (
        FinalTable::Overview,
        &["收入支出决算"],
        &["财政拨款", "一般公共预算"],
    ),
    (
        FinalTable::Overview,
        &["收支决算"],
        &["财政拨款", "一般公共预算"],
    ),
    (FinalTable::Income, &["收入决算"], &["支出", "财政拨款"]),
    (
        FinalTable::Expenditure,
        &["支出决算"],
        &["收入", "财政拨款", "一般公共预算", "项目支出", "基本支出"],
    ),
    (FinalTable::Balances, &["结转和结余变动"], &[]),
];

/// Recognise a title, or the name of a sheet or file.
pub(in crate::disclosure) fn table_of_title(title: &str) -> Option<PrintedTable> {
    let title = plain(title);
    let own = BudgetTable::ALL.into_iter();
    if let Some(found) = own.into_iter().find(|table| title == table.id()) {
        return Some(found.into());
    }
    if title.starts_with("final-") {
        return table_of_id(&title, "").map(PrintedTable::from);
    }
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let has_all = |words: &[&str]| words.iter().all(|word| title.contains(word));
    if has(&["决算", "结转和结余变动"]) {
        let mut titles = FINAL_TITLES.iter();
        let found = titles.find(|(_, all, none)| has_all(all) && !has(none));
        return found.map(|(table, ..)| (*table).into());
    }
    let mut titles = TITLES.iter();
    let found = titles.find(|(_, all, none)| has_all(all) && !has(none));
    found.map(|(table, ..)| (*table).into())
}

/// Recognise the id of a final account. What the last three of the nine are is a matter of the year:
/// `words` are what the table says besides, its title or its headings.
pub(in crate::disclosure) fn table_of_id(id: &str, words: &str) -> Option<FinalTable> {
    if let Some((found, ..)) = FinalTable::BEHIND.iter().find(|(_, known, _)| *known == id) {
        return Some(*found);
    }
    let number: usize = id.strip_prefix("final-")?.parse().ok()?;
    let by_number = *FinalTable::NUMBERED.get(number.checked_sub(1)?)?;
    if number < 7 {
        return Some(by_number);
    }
    let words = plain(words);
    let says = |all: &[&str]| all.iter().any(|word| words.contains(word));
    Some(if says(&["三公", "公务接待"]) {
        FinalTable::ThreePublic
    } else if says(&["政府性基金", "年初"]) {
        FinalTable::GovernmentFund
    } else if says(&["国有资本", "基本支出"]) {
        FinalTable::StateCapital
    } else {
        by_number
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::FinalTemplates;

    #[test]
    fn own_titles_are_recognised_and_usual_ones_too() {
        for table in BudgetTable::ALL {
            assert_eq!(table_of_title(table.title()), Some(table.into()));
            assert_eq!(table_of_title(table.id()), Some(table.into()));
        }
        for (title, table) in [
            ("表1 2025年部门收支总表", BudgetTable::Overview),
            ("部门收入总表", BudgetTable::Income),
            ("部门支出总表", BudgetTable::Expenditure),
            ("财政拨款收支总表", BudgetTable::FiscalOverview),
            ("一般公共预算支出表", BudgetTable::GeneralPublic),
            (
                "一般公共预算基本支出表（按经济分类）",
                BudgetTable::GeneralPublicBasic,
            ),
            ("政府性基金预算支出表", BudgetTable::GovernmentFund),
            ("一般公共预算“三公”经费支出表", BudgetTable::ThreePublic),
        ] {
            assert_eq!(table_of_title(title), Some(table.into()), "{title}");
        }
        assert_eq!(table_of_title("绩效目标表"), None);
    }

    #[test]
    fn titles_of_final_accounts_are_those_of_all_years() {
        for template in FinalTemplates::built_in().unwrap().all() {
            for table in &template.tables {
                let wanted = Some(table.content.into());
                assert_eq!(table_of_title(&table.title), wanted, "{}", table.title);
            }
        }
        for (content, id, title) in FinalTable::BEHIND {
            assert_eq!(table_of_title(title), Some(content.into()), "{title}");
            assert_eq!(table_of_title(id), Some(content.into()), "{id}");
        }
        for (title, table) in [
            ("2024年度部门收支决算总表", FinalTable::Overview),
            ("财政拨款收支决算总表", FinalTable::FiscalOverview),
            (
                "一般公共预算财政拨款基本支出决算表",
                FinalTable::GeneralPublicBasic,
            ),
            (
                "国有资本经营预算财政拨款收入支出决算表",
                FinalTable::StateCapital,
            ),
            (
                "“三公”经费、行政参公单位机关运行经费情况决算表",
                FinalTable::ThreePublic,
            ),
        ] {
            assert_eq!(table_of_title(title), Some(table.into()), "{title}");
        }
        // A table of another kind: income and expenditure of one budget with its balances.
        let other = "一般公共预算财政拨款收入支出决算表";
        assert_eq!(table_of_title(other), None);
        let words = "科目编码 年初结转和结余 本年收入";
        assert_eq!(
            table_of_id("final-08", words),
            Some(FinalTable::GovernmentFund)
        );
    }
}
