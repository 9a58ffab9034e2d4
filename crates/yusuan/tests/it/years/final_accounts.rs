//! The final accounts of random years: every formula holds in fen, whatever happened.

use yusuan::tables::{FinalOptions, Table, Verdict};
use yusuan::{Ledger, YearState};

/// Check the final accounts of every year that was approved, of all units and of each, and that each
/// year opens as the one before ended.
pub(super) fn hold(ledger: &Ledger, units: &[&str]) {
    let options = FinalOptions::default();
    let mut ended: Option<Table> = None;
    for year in ledger.years().unwrap() {
        if year.state == YearState::Preparing {
            continue;
        }
        let whose = [None].into_iter().chain(units.iter().copied().map(Some));
        for unit in whose {
            let checks = ledger.check_final(year.year, unit, &options).unwrap();
            let differ: Vec<_> = checks
                .iter()
                .filter(|check| check.verdict == Verdict::Differs)
                .map(|check| (check.number, check.statement, &check.decisive))
                .collect();
            assert!(differ.is_empty(), "{} of {unit:?}: {differ:#?}", year.year);
        }
        let balances = ledger.final_table("final-balances", year.year, None, &options);
        let balances = balances.unwrap();
        if let Some(ended) = ended.take() {
            opens_as_it_ended(&ended, &balances);
        }
        if year.state == YearState::Closed {
            ended = Some(balances);
        }
    }
}

fn opens_as_it_ended(ended: &Table, begun: &Table) {
    let fen = |table: &Table, id: &str, column: &str| {
        let row = table.row(id)?;
        Some(row.cell(column)?.fen().unwrap_or_default())
    };
    for row in ended.rows.iter().chain(&begun.rows) {
        let id = row.id().unwrap();
        let ended = fen(ended, id, "closing").unwrap_or_default();
        let begun = fen(begun, id, "opening").unwrap_or_default();
        assert_eq!(ended, begun, "{id} opens otherwise than it ended");
    }
}
