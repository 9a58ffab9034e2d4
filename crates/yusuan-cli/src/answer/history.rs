//! What money stands in beside lines, as text for people.

use yusuan::{
    Change, CommitmentReport, CommitmentTotals, Difference, Fen, IncomeReport, IncomeTotals,
    LineBalance, LineReport, SurplusReport, SurplusTotals,
};

use super::words::{Heading, LEFT, RIGHT, add, grid, yuan};

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
    grid(&headings(&labels, IncomeTotals::COLUMNS, "money"), rows)
}

pub(crate) fn surpluses_text(surpluses: &[SurplusReport]) -> String {
    let labels = [("unit", LEFT), ("fund", LEFT)];
    let rows = surpluses.iter().map(|surplus| {
        let labels = vec![surplus.unit.clone(), surplus.fund.to_string()];
        cells(labels, surplus.totals.values(), surplus.stock)
    });
    grid(&headings(&labels, SurplusTotals::COLUMNS, "stock"), rows)
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
        &headings(&labels, CommitmentTotals::COLUMNS, "remaining"),
        rows,
    )
}

/// Return what happened between two heads: vouchers, years, and each total that moved.
pub(crate) fn difference_text(difference: &Difference) -> String {
    let mut text = format!("from {}\nto   {}\n", difference.earlier, difference.later);
    for voucher in &difference.vouchers {
        let year = voucher.year.map(|year| format!(" year {year}"));
        let dated = voucher.dated.as_ref().map(|day| format!(" dated {day}"));
        let document = voucher.document.as_ref();
        let document = document.map(|document| format!(" document {document}"));
        let parts = [year, dated, document].map(Option::unwrap_or_default);
        let postings = voucher.posting_count;
        let (id, act) = (voucher.voucher_id, &voucher.act);
        let parts = parts.concat();
        add(
            &mut text,
            format_args!("voucher {id} {act}{parts} postings {postings}\n"),
        );
    }
    for year in &difference.years {
        let before = year.before.map_or("none", yusuan::YearState::as_str);
        let (year, after) = (year.year, year.after);
        add(&mut text, format_args!("year {year} {before} -> {after}\n"));
    }
    let mut rows = Vec::new();
    for change in &difference.lines {
        let totals = |report: &LineReport| {
            let (names, values) = (LineBalance::COLUMNS, report.balance.values());
            pairs(&names, &values, ("available", report.available))
        };
        let line = &change.after.line;
        rows.extend(moved(("line", line.id.get()), change, totals, &line.key));
    }
    for change in &difference.incomes {
        let totals = |report: &IncomeReport| {
            let (names, values) = (IncomeTotals::COLUMNS, report.totals.values());
            pairs(names, &values, ("money", report.money))
        };
        let income = &change.after;
        let of = format!("{} {} {}", income.year, income.unit, income.fund);
        rows.extend(moved(("income", income.income_id), change, totals, &of));
    }
    for change in &difference.surpluses {
        let totals = |report: &SurplusReport| {
            let (names, values) = (SurplusTotals::COLUMNS, report.totals.values());
            pairs(names, &values, ("stock", report.stock))
        };
        let surplus = &change.after;
        let of = format!("{} {}", surplus.unit, surplus.fund);
        rows.extend(moved(("surplus", surplus.surplus_id), change, totals, &of));
    }
    for change in &difference.commitments {
        let totals = |report: &CommitmentReport| {
            let (names, values) = (CommitmentTotals::COLUMNS, report.totals.values());
            pairs(names, &values, ("remaining", report.remaining))
        };
        let held = &change.after;
        let named = ("commitment", held.commitment_id);
        rows.extend(moved(named, change, totals, &held.contract));
    }
    if !rows.is_empty() {
        let headings = [
            ("row", LEFT),
            ("total", LEFT),
            ("before", RIGHT),
            ("after", RIGHT),
            ("of", LEFT),
        ];
        text += &grid(&headings, rows);
    }
    text
}

/// Put totals beside their names, the derived one last.
fn pairs(
    names: &[&'static str],
    values: &[Fen],
    last: (&'static str, Fen),
) -> Vec<(&'static str, Fen)> {
    let pairs = names.iter().copied().zip(values.iter().copied());
    pairs.chain([last]).collect()
}

/// Return a row for each total that moved; what is new began at nothing.
fn moved<T>(
    (book, id): (&str, i64),
    change: &Change<T>,
    totals: impl Fn(&T) -> Vec<(&'static str, Fen)>,
    of: &impl ToString,
) -> Vec<Vec<String>> {
    let before = change.before.as_ref().map(&totals);
    let mut rows = Vec::new();
    for (at, (name, after)) in totals(&change.after).into_iter().enumerate() {
        let before = before.as_ref().and_then(|totals| totals.get(at));
        let before = before.map_or(Fen::ZERO, |(_, fen)| *fen);
        if before != after {
            rows.push(vec![
                format!("{book} {id}"),
                name.to_owned(),
                yuan(before),
                yuan(after),
                of.to_string(),
            ]);
        }
    }
    rows
}
