//! What the file says, and what the model says, under the same names.

use std::collections::BTreeMap;

use yusuan::LineKey;

use super::books::Books;
use super::contracts::{committed, held, needs};
use super::driver::Driver;
use super::plans::paid;
use super::seats::Slot;
use super::steps::YEARS;
use super::totals::{Totals, of, remaining};

/// Totals by name, those that are not zero.
pub(super) type Snapshot = BTreeMap<String, i64>;

const DERIVED: [&str; 7] = [
    "earmarked_stock_fen",
    "available_fen",
    "ceiling_fen",
    "expected_fen",
    "money_fen",
    "stock_fen",
    "remaining_fen",
];

impl Driver {
    /// Return the totals under the names that the model gives them.
    pub(super) fn snapshot(&self) -> Snapshot {
        let mut found = Snapshot::new();
        for (book, sql) in [
            (
                "line",
                "SELECT concat_ws(' ', l.year, l.origin_year, u.name, l.fund, l.economic_code,
                    l.kind, l.project), b.* FROM line_balance AS b
                 JOIN line AS l ON l.line_id = b.line_id JOIN unit AS u ON u.unit_id = l.unit_id",
            ),
            (
                "income",
                "SELECT concat_ws(' ', i.year, u.name), i.* FROM income AS i
                 JOIN unit AS u ON u.unit_id = i.unit_id",
            ),
            (
                "surplus",
                "SELECT concat_ws(' ', u.name, s.fund), s.* FROM surplus AS s
                 JOIN unit AS u ON u.unit_id = s.unit_id",
            ),
            (
                "commitment",
                "SELECT concat_ws(' ', contract, commitment_id, continues_id), * FROM commitment",
            ),
            (
                "draft",
                "SELECT concat_ws(' ', d.year, d.origin_year, u.name, d.fund, d.economic_code,
                    d.kind, d.project), d.amount_fen FROM draft_line AS d
                 JOIN unit AS u ON u.unit_id = d.unit_id",
            ),
            (
                "plan",
                "SELECT concat_ws(' ', l.year, l.origin_year, u.name, l.fund, l.economic_code,
                    l.kind, l.project, p.month), p.planned_fen, p.paid_fen
                 FROM spending_plan_month AS p JOIN line AS l ON l.line_id = p.line_id
                 JOIN unit AS u ON u.unit_id = l.unit_id",
            ),
            (
                "journal",
                "SELECT '', count(*) AS postings_fen FROM posting",
            ),
        ] {
            self.add(&mut found, book, sql);
        }
        self.add_contracts(&mut found);
        found.retain(|_, fen| *fen != 0);
        found
    }

    fn add_contracts(&self, found: &mut Snapshot) {
        for it in self.ledger.contracts().unwrap() {
            let totals = [it.planned, it.committed, it.paid, it.remaining];
            let name = format!("contract {} {}", it.reference, it.unit);
            add_each(found, &name, totals.map(yusuan::Fen::get));
        }
        for it in YEARS
            .into_iter()
            .flat_map(|year| self.ledger.contract_parts(year).unwrap())
        {
            let totals = [it.needed.get(), it.missing.get(), 0, 0];
            let name = format!("part {} {}", it.reference, line_name(&it.key));
            add_each(found, &name, totals);
        }
    }

    fn add(&self, found: &mut Snapshot, book: &str, sql: &str) {
        let mut statement = self.reader.prepare_cached(sql).unwrap();
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let owner: String = row.get(0).unwrap();
            let totals = names.iter().enumerate();
            for (column, name) in totals.filter(|(_, name)| !DERIVED.contains(&name.as_str())) {
                if let Some(total) = name.strip_suffix("_fen") {
                    let name = format!("{book} {owner}: {total}");
                    found.insert(name, row.get(column).unwrap());
                }
            }
        }
    }
}

fn add_each(found: &mut Snapshot, name: &str, totals: [i64; 4]) {
    let totals = (1..).zip(totals);
    found.extend(totals.map(|(number, fen)| (format!("{name}: {number}"), fen)));
}

fn line_name(key: &LineKey) -> String {
    let project = key.project.as_deref().unwrap_or_default();
    let words = [
        &key.unit,
        key.fund.as_str(),
        &key.economic_code,
        key.kind.as_str(),
        project,
    ];
    format!("{} {} {}", key.year, key.origin_year, words.join(" "))
}

/// Return what the model says under the same names.
pub(super) fn snapshot_of(books: &Books) -> Snapshot {
    let mut found = Snapshot::new();
    let mut add = |owner: String, totals: &Totals| {
        let totals = totals.iter();
        found.extend(totals.map(|(name, fen)| (format!("{owner}: {name}"), *fen)));
    };
    let named = |slot: &Slot| line_name(&slot.key());
    for (slot, totals) in &books.lines {
        add(format!("line {}", named(slot)), totals);
    }
    for ((year, unit), totals) in &books.incomes {
        add(format!("income {year} {unit}"), totals);
    }
    for ((unit, fund), totals) in &books.surpluses {
        add(format!("surplus {unit} {fund}"), totals);
    }
    for held in &books.commitments {
        let continues = held
            .continues
            .map(|id| format!(" {id}"))
            .unwrap_or_default();
        let name = format!("commitment {} {}{continues}", held.reference, held.id);
        add(name, &held.totals);
    }
    for (slot, fen) in &books.drafts {
        found.insert(format!("draft {}: amount", named(slot)), *fen);
    }
    let count = i64::try_from(books.journal.len()).unwrap();
    found.insert("journal : postings".to_owned(), count);
    add_contracts_of(books, &mut found);
    for (slot, months) in &books.plans {
        for (month, (planned, paid)) in (1..).zip(months.iter().zip(paid(books, *slot))) {
            let name = format!("plan {} {month}", named(slot));
            found.insert(format!("{name}: planned"), *planned);
            found.insert(format!("{name}: paid"), paid);
        }
    }
    found.retain(|_, fen| *fen != 0);
    found
}

fn add_contracts_of(books: &Books, found: &mut Snapshot) {
    for signed in &books.contracts {
        let under = || held(books, signed.reference).map(|(_, it)| &it.totals);
        let totals = [
            signed.total(),
            committed(books, signed.reference),
            under().map(|it| of(it, "paid")).sum(),
            under().map(remaining).sum(),
        ];
        let name = format!("contract {} {}", signed.reference, signed.unit);
        add_each(found, &name, totals);
    }
    for need in YEARS.into_iter().flat_map(|year| needs(books, year)) {
        let name = format!("part {} {}", need.reference, line_name(&need.slot.key()));
        add_each(found, &name, [need.fen, need.missing, 0, 0]);
    }
}
