//! Identities of basic spending by economic code, of 三公, and of budget against final account.

use std::collections::BTreeMap;

use super::amounts::Amounts;
use super::final_pages::{FinalPages, Sides, sum};
use super::judge::Outcome;
use crate::money::AmountError;
use crate::tables::final_account::FinalTable;
use crate::tables::table::{Row, RowHead};

const BASIC: FinalTable = FinalTable::GeneralPublicBasic;
const THREE_PUBLIC: FinalTable = FinalTable::ThreePublic;
const THREE_PUBLIC_COMPARISON: FinalTable = FinalTable::ThreePublicComparison;
const COMPARISON: FinalTable = FinalTable::Comparison;

/// Items of 三公, each with the economic codes that it counts.
const ITEMS: [(&str, &[&str]); 6] = [
    ("total", &["30212", "30913", "31013", "30231", "30217"]),
    ("overseas", &["30212"]),
    ("vehicle", &["30913", "31013", "30231"]),
    ("vehicle_purchase", &["30913", "31013"]),
    ("vehicle_running", &["30231"]),
    ("reception", &["30217"]),
];

pub(super) fn check(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    basic(pages, outcome)?;
    three_public(pages, outcome)?;
    comparison(pages, outcome)
}

fn basic(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let (mut classes, mut totals) = (Vec::new(), Vec::new());
    for side in ["personnel", "public"] {
        let column = format!("{side}_amount");
        let mut by_class: BTreeMap<&str, Amounts> = BTreeMap::new();
        let mut of_classes = Vec::new();
        for row in pages.rows(BASIC) {
            let Some(code) = code_of(row, side) else {
                continue;
            };
            let amount = pages.cell(row, &column)?;
            if code.len() == 3 {
                of_classes.push((code, amount));
            } else if let (5, Some(class)) = (code.len(), code.get(..3)) {
                let sum = by_class.entry(class).or_default();
                *sum = Amounts::sum([std::mem::take(sum), amount])?;
            }
        }
        let id = format!("{side}_total");
        let total = if side == "personnel" {
            pages.at(BASIC, &id, &column)?
        } else {
            pages.right(BASIC, &id, &column)?
        };
        let mut all = sum(of_classes.iter().map(|(_, amount)| Ok(amount.clone())))?;
        let is_class = |class: &str| of_classes.iter().any(|(code, _)| *code == class);
        all.is_unknown |= pages.is_in_part(BASIC) || !by_class.keys().all(|class| is_class(class));
        totals.push(Sides::new(pages.place(BASIC, &id, &column), total, all));
        for (code, amount) in of_classes {
            let mut sections = by_class.get(code).cloned().unwrap_or_default();
            // Some print 类 alone.
            sections.is_unknown |=
                pages.is_in_part(BASIC) || pages.is_printed() && by_class.is_empty();
            classes.push(Sides::new(
                pages.place(BASIC, code, &column),
                amount,
                sections,
            ));
        }
    }
    if pages.rows(BASIC).is_empty() {
        totals.clear();
    }
    pages.check(outcome, "决6.1", "基本支出明细表 类 = 各款之和", classes)?;
    let statement = "基本支出明细表 人员经费合计、公用经费合计 = 各类之和";
    pages.check(outcome, "决6.2", statement, totals)?;
    let both = sum([
        pages.at(BASIC, "personnel_total", "personnel_amount"),
        pages.right(BASIC, "public_total", "public_amount"),
    ])?;
    let general = pages.at(FinalTable::GeneralPublic, "total", "basic")?;
    let place = pages.place(BASIC, "total", "basic");
    let statement = "基本支出明细表 人员经费 + 公用经费 = 一般公共预算支出决算表 基本支出";
    let sides = vec![Sides::new(place, both, general)];
    pages.check(outcome, "决6.3", statement, sides)
}

/// Return what a row is about on one of its sides.
fn code_of<'a>(row: &'a Row, side: &str) -> Option<&'a str> {
    let RowHead::Sides {
        income_id,
        expenditure_code,
        ..
    } = &row.head
    else {
        return None;
    };
    if side == "personnel" {
        income_id.as_deref()
    } else {
        expenditure_code.as_deref()
    }
}

fn three_public(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let (mut sums, mut codes) = (Vec::new(), Vec::new());
    let budget = if pages.template.three_public_adjusted {
        "adjusted"
    } else {
        "approved"
    };
    for (side, column) in [("budget", budget), ("final", "final_total")] {
        let at = |id: &str| pages.at(THREE_PUBLIC, "total", &format!("{side}_{id}"));
        let place = |id: &str| pages.place(THREE_PUBLIC, "total", &format!("{side}_{id}"));
        let items = ["overseas", "vehicle", "reception"].map(at);
        sums.push(Sides::new(place("total"), at("total")?, sum(items)?));
        let parts = ["vehicle_purchase", "vehicle_running"].map(at);
        sums.push(Sides::new(place("vehicle"), at("vehicle")?, sum(parts)?));
        for (id, of_item) in ITEMS {
            let of_codes = of_item
                .iter()
                .map(|code| pages.at(THREE_PUBLIC_COMPARISON, code, column));
            codes.push(Sides::new(place(id), at(id)?, sum(of_codes)?));
        }
    }
    let statement = "三公决算表 合计 = 出国 + 公车 + 接待，公车小计 = 购置 + 运行";
    pages.check(outcome, "决9.1", statement, sums)?;
    let statement = "三公决算表 各项 = 其经济分类（基本支出和项目支出）之和";
    pages.check(outcome, "决9.2", statement, codes)?;

    let parts = ["final_basic", "final_project"];
    let mut sides = pages.rows_add_up(THREE_PUBLIC_COMPARISON, "final_total", &parts)?;
    for (id, of_item) in ITEMS {
        for column in pages.amount_columns(THREE_PUBLIC_COMPARISON) {
            let of_codes = of_item
                .iter()
                .map(|code| pages.at(THREE_PUBLIC_COMPARISON, code, column));
            let left = pages.at(THREE_PUBLIC_COMPARISON, id, column)?;
            let place = pages.place(THREE_PUBLIC_COMPARISON, id, column);
            sides.push(Sides::new(place, left, sum(of_codes)?));
        }
    }
    let statement = "三公对比表 决算数 = 基本支出 + 项目支出，各项 = 其经济分类之和";
    pages.check(outcome, "决11.1", statement, sides)
}

fn comparison(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let sides = pages.levels_add_up(COMPARISON)?;
    let statement = "预算与决算对比表 合计 = 各类之和，类 = 各款之和，款 = 各项之和";
    pages.check(outcome, "决10.1", statement, sides)?;
    let mut sides = Vec::new();
    for row in pages.rows(COMPARISON) {
        let id = row.id().unwrap_or_default();
        let right = pages.at(FinalTable::Expenditure, id, "total")?;
        let place = pages.place(COMPARISON, id, "final");
        sides.push(Sides::new(place, pages.cell(row, "final")?, right));
    }
    let statement = "预算与决算对比表 决算数 = 支出决算表 合计";
    pages.check(outcome, "决10.2", statement, sides)?;
    let fiscal = pages.at(COMPARISON, "total", "fiscal_final")?;
    let right = pages.right(FinalTable::FiscalOverview, "current", "expenditure_total")?;
    let place = pages.place(COMPARISON, "total", "fiscal_final");
    let statement = "预算与决算对比表 财政拨款决算数 = 财政拨款总表 本年支出合计";
    let sides = vec![Sides::new(place, fiscal, right)];
    pages.check(outcome, "决10.3", statement, sides)
}
