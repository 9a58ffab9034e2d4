//! Identities of 结转和结余变动情况表, with itself and with the overviews.

use super::amounts::Amounts;
use super::final_pages::{FinalPages, Sides, sum};
use super::judge::Outcome;
use crate::money::AmountError;
use crate::tables::final_account::FinalTable;

const BALANCES: FinalTable = FinalTable::Balances;
const ALL: FinalTable = FinalTable::Overview;
const FISCAL: FinalTable = FinalTable::FiscalOverview;

/// What adds to a balance, and what takes from it.
const CAME: [&str; 5] = ["opening", "adjusted", "pooled_in", "internal", "income"];
const WENT: [&str; 5] = [
    "pooled_out",
    "surrendered",
    "paid",
    "distributed",
    "closing",
];

/// Groups of rows, each with those that it adds up.
const GROUPS: [(&str, &[&str]); 3] = [
    (
        "fiscal",
        &[
            "general_public_carried",
            "general_public_surplus",
            "government_fund_carried",
            "government_fund_surplus",
            "state_capital_carried",
            "state_capital_surplus",
        ],
    ),
    (
        "nonfiscal",
        &["nonfiscal_carried", "nonfiscal_surplus", "earmarked"],
    ),
    ("total", &["fiscal", "nonfiscal"]),
];

pub(super) fn check(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let mut sides = Vec::new();
    for row in pages.rows(BALANCES) {
        let place = pages.place(BALANCES, row.id().unwrap_or_default(), "closing");
        let came = sum(CAME.map(|column| pages.cell(row, column)))?;
        let went = sum(WENT.map(|column| pages.cell(row, column)))?;
        sides.push(Sides::new(place, came, went));
    }
    let statement = "结转和结余变动表 每行 年末 = 上年年末 ± 各项变动";
    pages.check(outcome, "决12.1", statement, sides)?;

    let mut sides = Vec::new();
    for (group, parts) in GROUPS {
        for column in pages.amount_columns(BALANCES) {
            let right = sum(parts.iter().map(|row| pages.at(BALANCES, row, column)))?;
            let left = pages.at(BALANCES, group, column)?;
            sides.push(Sides::new(
                pages.place(BALANCES, group, column),
                left,
                right,
            ));
        }
        let place = pages.place(BALANCES, group, "internal");
        let internal = pages.at(BALANCES, group, "internal")?;
        sides.push(Sides::new(place, internal, Amounts::default()));
    }
    let statement = "结转和结余变动表 各组 = 各行之和，内部调剂合计为零";
    pages.check(outcome, "决12.2", statement, sides)?;
    overview(pages, outcome)?;
    fiscal(pages, outcome)
}

/// Compare with 收入支出决算总表, which has 结转 of all money but 结余 of fiscal money alone.
fn overview(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let left = |row: &str| pages.at(ALL, row, "income_amount");
    let right = |row: &str| pages.right(ALL, row, "expenditure_amount");
    let at = |row: &str, column: &str| pages.at(BALANCES, row, column);
    let opening = sum([
        left("opening"),
        at("fiscal", "pooled_out"),
        at("fiscal", "surrendered"),
    ])?;
    let from = sum([
        pages.across(
            BALANCES,
            "fiscal",
            &["opening", "adjusted", "pooled_in", "internal"],
        ),
        pages.across(BALANCES, "nonfiscal_carried", &["opening", "adjusted"]),
    ])?;
    let closing = sum([at("fiscal", "closing"), at("nonfiscal_carried", "closing")])?;
    let internal = sum([right("distributed"), at("nonfiscal_carried", "internal")])?;
    let income = sum([at("fiscal", "income"), at("nonfiscal", "income")])?;
    let paid = sum([at("fiscal", "paid"), at("nonfiscal", "paid")])?;
    let place = |row| pages.place(ALL, row, "income_amount");
    let right_place = |row| pages.place(ALL, row, "expenditure_amount");
    let sides = vec![
        Sides::new(place("opening"), opening, from),
        Sides::new(place("surplus_used"), left("surplus_used")?, internal),
        Sides::new(place("current"), left("current")?, income),
        Sides::new(right_place("current"), right("current")?, paid),
        Sides::new(right_place("closing"), right("closing")?, closing),
    ];
    let statement = "总表 年初、年末、使用结余和结余分配 = 结转和结余变动表";
    pages.check(outcome, "决12.3", statement, sides)
}

fn fiscal(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let at = |column: &str| pages.at(BALANCES, "fiscal", column);
    let opening = pages.at(FISCAL, "opening", "income_total");
    let opening = sum([opening, at("pooled_out"), at("surrendered")])?;
    let from = sum(["opening", "adjusted", "pooled_in", "internal"].map(at))?;
    let closing = pages.right(FISCAL, "closing", "expenditure_total")?;
    let income = pages.at(FISCAL, "current", "income_total")?;
    let place = |row| pages.place(FISCAL, row, "income_total");
    let sides = vec![
        Sides::new(place("opening"), opening, from),
        Sides::new(place("current"), income, at("income")?),
        Sides::new(
            pages.place(FISCAL, "closing", "expenditure_total"),
            closing,
            at("closing")?,
        ),
    ];
    let statement = "财政拨款总表 年初、本年收入、年末 = 结转和结余变动表";
    pages.check(outcome, "决12.4", statement, sides)
}
