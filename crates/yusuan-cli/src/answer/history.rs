//! What money stands in beside lines, as text for people.

use yusuan::{
    Change, CommitmentReport, CommitmentTotals, Difference, Fen, IncomeReport, IncomeTotals,
    LineBalance, LineReport, SurplusReport, SurplusTotals, column_name_zh,
};

use super::words::{Heading, LEFT, RIGHT, add, grid, yuan};

/// Return headings for the totals of a class of rows.
fn headings(
    class: &str,
    labels: &[Heading],
    totals: &[&'static str],
    last: &'static str,
) -> Vec<Heading<String>> {
    let labels = labels
        .iter()
        .map(|(name, side)| ((*name).to_owned(), *side));
    let amounts = totals.iter().chain([&last]);
    let amounts = amounts.map(|name| (total_zh(class, name), RIGHT));
    labels.chain(amounts).collect()
}

/// Return what a total of a class of rows is called.
fn total_zh(class: &str, name: &str) -> String {
    column_name_zh(class, name).unwrap_or_else(|| name.to_owned())
}

/// Return the cells of a row.
fn cells(labels: Vec<String>, totals: Vec<Fen>, last: Fen) -> Vec<String> {
    let amounts = totals.into_iter().chain([last]).map(yuan);
    labels.into_iter().chain(amounts).collect()
}

pub(crate) fn incomes_text(incomes: &[IncomeReport]) -> String {
    let labels = [("单位", LEFT), ("资金性质", LEFT)];
    let rows = incomes.iter().map(|income| {
        let labels = vec![income.unit.clone(), income.fund.name_zh().to_owned()];
        cells(labels, income.totals.values(), income.money)
    });
    let headings = headings("IncomeReport", &labels, IncomeTotals::COLUMNS, "money");
    grid(&headings, rows)
}

pub(crate) fn surpluses_text(surpluses: &[SurplusReport]) -> String {
    let labels = [("单位", LEFT), ("资金性质", LEFT)];
    let rows = surpluses.iter().map(|surplus| {
        let labels = vec![surplus.unit.clone(), surplus.fund.name_zh().to_owned()];
        cells(labels, surplus.totals.values(), surplus.stock)
    });
    let headings = headings("SurplusReport", &labels, SurplusTotals::COLUMNS, "stock");
    grid(&headings, rows)
}

pub(crate) fn commitments_text(commitments: &[CommitmentReport]) -> String {
    let labels = [("承诺", RIGHT), ("合同", LEFT), ("指标", RIGHT)];
    let rows = commitments.iter().map(|commitment| {
        let labels = vec![
            commitment.commitment_id.to_string(),
            commitment.contract.clone(),
            commitment.line.id.to_string(),
        ];
        cells(labels, commitment.totals.values(), commitment.remaining)
    });
    let (class, totals) = ("CommitmentReport", CommitmentTotals::COLUMNS);
    grid(&headings(class, &labels, totals, "remaining"), rows)
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
    let rows = moved_totals(difference);
    if !rows.is_empty() {
        let headings = [
            ("对象", LEFT),
            ("合计项", LEFT),
            ("变更前", RIGHT),
            ("变更后", RIGHT),
            ("名称", LEFT),
        ];
        text += &grid(&headings, rows);
    }
    text
}

/// Return a row for each total that moved between two heads.
fn moved_totals(difference: &Difference) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for change in &difference.lines {
        let totals = |report: &LineReport| {
            let (names, values) = (LineBalance::COLUMNS, report.balance.values());
            pairs(&names, &values, ("available", report.available))
        };
        let line = &change.after.line;
        rows.extend(moved(
            ("LineReport", "指标", line.id.get()),
            change,
            totals,
            &line.key,
        ));
    }
    for change in &difference.incomes {
        let totals = |report: &IncomeReport| {
            let (names, values) = (IncomeTotals::COLUMNS, report.totals.values());
            pairs(names, &values, ("money", report.money))
        };
        let income = &change.after;
        let of = format!("{} {} {}", income.year, income.unit, income.fund.name_zh());
        rows.extend(moved(
            ("IncomeReport", "收入", income.income_id),
            change,
            totals,
            &of,
        ));
    }
    for change in &difference.surpluses {
        let totals = |report: &SurplusReport| {
            let (names, values) = (SurplusTotals::COLUMNS, report.totals.values());
            pairs(names, &values, ("stock", report.stock))
        };
        let surplus = &change.after;
        let of = format!("{} {}", surplus.unit, surplus.fund.name_zh());
        rows.extend(moved(
            ("SurplusReport", "结余", surplus.surplus_id),
            change,
            totals,
            &of,
        ));
    }
    for change in &difference.commitments {
        let totals = |report: &CommitmentReport| {
            let (names, values) = (CommitmentTotals::COLUMNS, report.totals.values());
            pairs(names, &values, ("remaining", report.remaining))
        };
        let held = &change.after;
        let named = ("CommitmentReport", "承诺", held.commitment_id);
        rows.extend(moved(named, change, totals, &held.contract));
    }
    rows
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
    (class, book, id): (&str, &str, i64),
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
                total_zh(class, name),
                yuan(before),
                yuan(after),
                of.to_string(),
            ]);
        }
    }
    rows
}
