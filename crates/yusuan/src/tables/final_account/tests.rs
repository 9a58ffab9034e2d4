//! The surplus by functional code: first in, first out.

use std::collections::BTreeMap;

use super::flow::Flow;
use super::surplus::{SurplusMovement, surplus_flows};
use crate::line::Fund;
use crate::money::Fen;

const FUND: Fund = Fund::GovernmentFund;

fn movement(year: i16, unit: &str, event: &str, amount: i64, code: &str) -> SurplusMovement {
    SurplusMovement {
        year,
        unit: unit.to_owned(),
        fund: FUND,
        event: event.to_owned(),
        amount: Fen::new(amount),
        functional_code: (!code.is_empty()).then(|| code.to_owned()),
        is_current: !code.is_empty(),
    }
}

/// Return opening, what was handed up, pooled and used, and closing, by code.
fn told(movements: &[SurplusMovement], unit: &str) -> BTreeMap<String, [i64; 5]> {
    let mut flows = surplus_flows(movements, 2025).unwrap();
    let flows = flows.remove(&(unit.to_owned(), FUND)).unwrap_or_default();
    let figures = |flow: &Flow| {
        [
            flow.opening,
            flow.surrendered,
            flow.pooled_in.checked_sub(flow.pooled_out).unwrap(),
            flow.internal,
            flow.closing,
        ]
        .map(Fen::get)
    };
    let free = flows.free.iter();
    free.map(|(code, flow)| (code.clone(), figures(flow)))
        .collect()
}

fn expected(rows: &[(&str, [i64; 5])]) -> BTreeMap<String, [i64; 5]> {
    let rows = rows.iter();
    rows.map(|(code, figures)| ((*code).to_owned(), *figures))
        .collect()
}

#[test]
fn what_came_first_goes_first_under_its_code() {
    let movements = [
        movement(2024, "甲", "to_surplus", 10, "2120801"),
        movement(2024, "甲", "to_surplus", 20, "2120803"),
        movement(2025, "甲", "surrender", 15, ""),
        movement(2025, "甲", "use_surplus", 5, "2120899"),
        // A later year does not count.
        movement(2026, "甲", "surrender", 10, ""),
    ];
    let rows = [
        ("2120801", [10, 10, 0, 0, 0]),
        ("2120803", [20, 5, 0, -5, 10]),
    ];
    assert_eq!(told(&movements, "甲"), expected(&rows));
}

#[test]
fn a_merged_unit_hands_its_codes_over() {
    let movements = [
        movement(2024, "甲", "to_surplus", 10, "2120801"),
        movement(2025, "甲", "pool_out", 6, ""),
        movement(2025, "乙", "pool_in", 6, ""),
        movement(2025, "甲", "pool_out", 4, ""),
        movement(2025, "丙", "pool_in", 4, ""),
    ];
    let of = |unit| told(&movements, unit);
    assert_eq!(of("甲"), expected(&[("2120801", [10, 0, -10, 0, 0])]));
    assert_eq!(of("乙"), expected(&[("2120801", [0, 0, 6, 0, 6])]));
    assert_eq!(of("丙"), expected(&[("2120801", [0, 0, 4, 0, 4])]));
}

#[test]
fn what_a_year_hands_up_of_its_own_is_less_income() {
    let movements = [
        movement(2024, "甲", "to_surplus", 10, "2120801"),
        movement(2025, "甲", "to_surplus", 20, "2120803"),
        movement(2025, "甲", "surrender", 15, ""),
    ];
    let rows = [
        ("2120801", [10, 10, 0, 0, 0]),
        ("2120803", [0, 0, 0, 15, 15]),
    ];
    assert_eq!(told(&movements, "甲"), expected(&rows));
    let mut flows = surplus_flows(&movements, 2025).unwrap();
    let flows = flows.remove(&("甲".to_owned(), FUND)).unwrap();
    let returned: Vec<_> = flows.returned.into_iter().collect();
    assert_eq!(returned, [("2120803".to_owned(), Fen::new(5))]);
}

#[test]
fn a_year_that_spends_what_an_earlier_one_gets_later_owes_it() {
    // The closing of 2024 is written after January of 2025, and takes what only 2025 put in.
    let movements = [
        movement(2025, "甲", "to_surplus", 10, "2120803"),
        movement(2024, "甲", "surrender", 10, ""),
    ];
    let rows = [("", [-10, 0, 0, 0, -10]), ("2120803", [0, 0, 0, 10, 10])];
    assert_eq!(told(&movements, "甲"), expected(&rows));
}

#[test]
fn a_year_without_movements_ends_as_it_began() {
    let movements = [movement(2024, "甲", "to_surplus", 10, "2120801")];
    let rows = [("2120801", [10, 0, 0, 0, 10])];
    assert_eq!(told(&movements, "甲"), expected(&rows));
}
