//! Running totals, and the equations over them.

use std::collections::BTreeMap;

/// Running totals by name; one that was never moved is zero.
pub(super) type Totals = BTreeMap<&'static str, i64>;

pub(super) fn of(totals: &Totals, name: &str) -> i64 {
    totals.get(name).copied().unwrap_or_default()
}

fn sum(totals: &Totals, plus: &[&str], minus: &[&str]) -> i64 {
    let added: i64 = plus.iter().map(|name| of(totals, name)).sum();
    added - minus.iter().map(|name| of(totals, name)).sum::<i64>()
}

pub(super) fn available(line: &Totals) -> i64 {
    let came = [
        "original",
        "early",
        "supplement",
        "carried_in",
        "transferred_in",
        "surplus_used",
        "prior_year",
    ];
    let went = [
        "reduction",
        "transferred_out",
        "recalled",
        "committed",
        "paid",
        "carried_out",
        "to_surplus",
        "lapsed",
    ];
    sum(line, &came, &went)
}

/// Return all that a line may spend in its year, whatever became of it.
pub(super) fn authority(line: &Totals) -> i64 {
    let became = ["committed", "paid", "carried_out", "to_surplus", "lapsed"];
    available(line) + sum(line, &became, &[])
}

pub(super) fn money(income: &Totals) -> i64 {
    let came = ["received", "carried_in", "surplus_used", "prior_year"];
    let went = ["returned", "paid", "carried_out", "to_surplus"];
    sum(income, &came, &went)
}

pub(super) fn stock(surplus: &Totals) -> i64 {
    let went = ["used", "surrendered", "distributed", "earmarked"];
    sum(surplus, &["added"], &went)
}

/// Return what is left of the surplus that was set aside.
pub(super) fn earmarked(surplus: &Totals) -> i64 {
    sum(surplus, &["earmarked"], &["earmarked_used"])
}

pub(super) fn remaining(commitment: &Totals) -> i64 {
    let went = ["released", "paid", "carried_out"];
    sum(commitment, &["committed", "carried_in"], &went)
}

/// Return what a fund that is not fiscal expects.
pub(super) fn expected(income: &Totals) -> i64 {
    sum(income, &["budgeted", "increased"], &["decreased"])
}

/// Return what a fund that is not fiscal may still pay: what it expects, and what it had already.
pub(super) fn spendable(income: &Totals) -> i64 {
    let may = [
        "budgeted",
        "increased",
        "carried_in",
        "surplus_used",
        "prior_year",
    ];
    sum(
        income,
        &may,
        &["decreased", "carried_out", "to_surplus", "paid"],
    )
}
