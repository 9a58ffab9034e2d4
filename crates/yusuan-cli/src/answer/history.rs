//! What money stands in beside lines, as text for people.

use yusuan::{CommitmentReport, Fen, IncomeReport, SurplusReport};

use super::words::{Heading, LEFT, RIGHT, grid, yuan};

/// Return headings for the totals of a row.
fn headings(labels: &[Heading], totals: &[&'static str], last: &'static str) -> Vec<Heading> {
    let amounts = totals.iter().copied().chain([last]);
    let amounts = amounts.map(|name| (name, RIGHT));
    labels.iter().copied().chain(amounts).collect()
}

/// Return the cells of a row.
fn cells(labels: Vec<String>, totals: Vec<Fen>, last: Fen) -> Vec<String> {
    let amounts = totals.into_iter().chain([last]).map(yuan);
    labels.into_iter().chain(amounts).collect()
}

pub(crate) fn incomes_text(incomes: &[IncomeReport]) -> String {
    let labels = [("unit", LEFT), ("fund", LEFT)];
    let rows = incomes.iter().map(|income| {
        let labels = vec![income.unit.clone(), income.fund.to_string()];
        cells(labels, income.totals.values(), income.money)
    });
    grid(
        &headings(&labels, yusuan::IncomeTotals::COLUMNS, "money"),
        rows,
    )
}

pub(crate) fn surpluses_text(surpluses: &[SurplusReport]) -> String {
    let labels = [("unit", LEFT), ("fund", LEFT)];
    let rows = surpluses.iter().map(|surplus| {
        let labels = vec![surplus.unit.clone(), surplus.fund.to_string()];
        cells(labels, surplus.totals.values(), surplus.stock)
    });
    grid(
        &headings(&labels, yusuan::SurplusTotals::COLUMNS, "stock"),
        rows,
    )
}

pub(crate) fn commitments_text(commitments: &[CommitmentReport]) -> String {
    let labels = [("commitment", RIGHT), ("contract", LEFT), ("line", RIGHT)];
    let rows = commitments.iter().map(|commitment| {
        let labels = vec![
            commitment.commitment_id.to_string(),
            commitment.contract.clone(),
            commitment.line.id.to_string(),
        ];
        cells(labels, commitment.totals.values(), commitment.remaining)
    });
    grid(
        &headings(&labels, yusuan::CommitmentTotals::COLUMNS, "remaining"),
        rows,
    )
}
