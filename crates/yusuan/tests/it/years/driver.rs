//! The ledger beside the model: acts by the public verbs, and what the file says afterwards.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use tempfile::TempDir;
use yusuan::{
    Code, Direction, Entry, Error, Fen, Ledger, Particulars, Plan, Policy, Receipt, Scheme, Scope,
    UnitKind, VerifyOptions, date,
};

use super::acts::{Act, Deed, Grant, Move};
use super::books::Books;
use super::paper::Paper;
use super::policies;
use super::seats::{OTHER, Slot, UNITS};
use super::steps::YEARS;
use super::totals::Totals;

pub(super) struct Driver {
    pub(super) ledger: Ledger,
    reader: Connection,
    _folder: TempDir,
}

/// Totals by name, those that are not zero.
pub(super) type Snapshot = BTreeMap<String, i64>;

const DERIVED: [&str; 6] = [
    "earmarked_stock_fen",
    "available_fen",
    "expected_fen",
    "money_fen",
    "stock_fen",
    "remaining_fen",
];

/// Policies of postings that documents lift.
const LIFTED: [&str; 9] = [
    "three_public_increase",
    "three_public_total",
    "personnel_to_public",
    "public_to_personnel",
    "basic_project",
    "project_to_project",
    "economic_transfer",
    "carry_over_purpose",
    "freeze_date",
];

pub(super) fn particulars(paper: Paper, key: Option<&str>) -> Particulars {
    let day = format!("{}-{}", paper.day.0, paper.month_day());
    let mut particulars = Particulars::on(date::parse(&day).unwrap()).prepared_by("王");
    particulars.document = paper.has_document.then(|| "文1号".to_owned());
    particulars.key = key.map(str::to_owned);
    if paper.is_overriding {
        let lifted = LIFTED.into_iter();
        return lifted.fold(particulars, |it, policy| it.overriding(policy, "批复1号"));
    }
    particulars
}

/// Say a policy of the model to the ledger.
fn policy(decided: policies::Policy) -> Policy {
    Policy {
        value: decided.value.map(str::to_owned),
        scope: Scope {
            fund: decided.is_fiscal.then(|| "fiscal".to_owned()),
            kind: decided.kind,
            code_level: decided.code_level.map(|level| level.parse().unwrap()),
            item: decided.item.map(str::to_owned),
            ..Scope::default()
        },
        ..Policy::new(
            decided.name,
            decided.action.parse().unwrap(),
            "县财预〔2024〕1号",
        )
    }
}

impl Driver {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("county.db");
        let mut ledger = Ledger::create(&path, "").unwrap();
        let none = Particulars::default();
        for unit in UNITS {
            ledger
                .add_unit(unit, UnitKind::Institution, None, &none)
                .unwrap();
        }
        let codes = [
            (Scheme::Functional, ["208", "20801", "2080109"].as_slice()),
            (
                Scheme::Economic,
                &[
                    "301", "30101", "302", "30201", "30202", "30217", "30231", "30299",
                ],
            ),
            (Scheme::GovernmentEconomic, &["501", "502"]),
        ];
        let codes = codes.into_iter().flat_map(|(scheme, codes)| {
            codes.iter().map(move |code| Code {
                scheme,
                code: (*code).to_owned(),
                name: (*code).to_owned(),
                is_verified: false,
                source: "例".to_owned(),
            })
        });
        let codes: Vec<Code> = codes.collect();
        ledger.load_codes(YEARS[0], &codes, &[], &none).unwrap();
        // A change of a setting is not what is walked through.
        let reader = Connection::open(&path).unwrap();
        Self {
            ledger,
            reader,
            _folder: folder,
        }
    }

    /// Do an act; a receipt where the act gives one.
    pub(super) fn perform(
        &mut self,
        act: &Act,
        books: &Books,
        key: Option<&str>,
    ) -> Result<Option<Receipt>, Error> {
        let ledger = &mut self.ledger;
        let none = Particulars::default();
        match act {
            Act::Prepare(year) => ledger.prepare_year(*year, &none).map(|_| None),
            Act::Draft(slot, fen) => ledger.draft(&slot.key(), Fen::new(*fen)).map(|_| None),
            Act::DeleteDraft(slot) => ledger.delete_draft(&slot.key()).map(|()| None),
            Act::DraftIncome(year, unit, fen) => ledger
                .budget_income(*year, unit, OTHER, Fen::new(*fen))
                .map(|()| None),
            Act::Approve(paper) => ledger
                .approve(paper.day.0, &particulars(*paper, None))
                .map(Some),
            Act::SetPolicy(index) => ledger
                .set_policy(&policy(policies::DECIDED[*index]), &none)
                .map(|_| None),
            Act::Post(moves, paper) => {
                let particulars = particulars(*paper, key);
                match moves.as_slice() {
                    [one] => verb(ledger, books, one, &particulars),
                    moves => {
                        let entries = moves.iter().map(|one| entry(books, one));
                        ledger.post(&entries.collect::<Vec<Entry>>(), &particulars)
                    }
                }
                .map(Some)
            }
            Act::Reverse(voucher, paper) => {
                let mut postings = books.journal.iter();
                let posting = postings.find(|posted| posted.voucher == *voucher);
                let number = self.voucher_of(posting.unwrap().id);
                let particulars = particulars(*paper, None);
                self.ledger.reverse(number, &particulars).map(Some)
            }
            Act::TrueUp(year) => ledger.true_up(*year, &particulars(Paper::of(*year), key)),
            Act::Close(year, grant) => {
                let plan = plan(ledger, *year, *grant)?;
                ledger.close(&plan, &none).map(|_| None)
            }
            Act::UndoClose(year) => ledger.undo_close(*year, "漏记", &none).map(|()| None),
        }
    }

    pub(super) fn plan(&self, year: i16, grant: Grant) -> Option<Plan> {
        plan(&self.ledger, year, grant).ok()
    }

    fn voucher_of(&self, posting: i64) -> i64 {
        let sql = "SELECT voucher_id FROM posting WHERE posting_id = ?1";
        self.reader
            .query_row(sql, [posting], |row| row.get(0))
            .unwrap()
    }

    /// Return the number of the commitment that carries another on.
    pub(super) fn carried(&self, commitment: i64) -> i64 {
        let sql = "SELECT max(commitment_id) FROM commitment WHERE continues_id = ?1";
        self.reader
            .query_row(sql, [commitment], |row| row.get(0))
            .unwrap()
    }

    /// Return a digest of every row of every table.
    pub(super) fn contents(&self) -> u64 {
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table'";
        let mut statement = self.reader.prepare_cached(sql).unwrap();
        let tables = statement
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap();
        let mut contents = DefaultHasher::new();
        for table in tables.map(Result::unwrap) {
            let sql = format!("SELECT * FROM {table}");
            let mut statement = self.reader.prepare_cached(&sql).unwrap();
            let columns = statement.column_count();
            let mut rows = statement.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                table.hash(&mut contents);
                for column in 0..columns {
                    match row.get_ref(column).unwrap() {
                        ValueRef::Null => contents.write_u8(0),
                        ValueRef::Integer(number) => (1, number).hash(&mut contents),
                        ValueRef::Real(number) => (2, number.to_bits()).hash(&mut contents),
                        ValueRef::Text(text) => (3, text).hash(&mut contents),
                        ValueRef::Blob(blob) => (4, blob).hash(&mut contents),
                    }
                }
            }
        }
        contents.finish()
    }

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
                "SELECT concat_ws(' ', commitment_id, continues_id), * FROM commitment",
            ),
            (
                "draft",
                "SELECT concat_ws(' ', d.year, d.origin_year, u.name, d.fund, d.economic_code,
                    d.kind, d.project), d.amount_fen FROM draft_line AS d
                 JOIN unit AS u ON u.unit_id = d.unit_id",
            ),
            (
                "journal",
                "SELECT '', count(*) AS postings_fen FROM posting",
            ),
        ] {
            self.add(&mut found, book, sql);
        }
        found.retain(|_, fen| *fen != 0);
        found
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

    pub(super) fn verify(&self) {
        let verification = self.ledger.verify(VerifyOptions::default()).unwrap();
        assert_eq!(verification.findings, []);
    }
}

/// Return what the model says under the same names.
pub(super) fn snapshot_of(books: &Books) -> Snapshot {
    let mut found = Snapshot::new();
    let mut add = |owner: String, totals: &Totals| {
        let totals = totals.iter();
        found.extend(totals.map(|(name, fen)| (format!("{owner}: {name}"), *fen)));
    };
    let named = |slot: &Slot| {
        let seat = slot.seat();
        let words = [
            seat.unit,
            seat.fund.as_str(),
            seat.economic,
            seat.kind.as_str(),
        ];
        let project = seat.project.unwrap_or_default();
        format!(
            "{} {} {} {project}",
            slot.year,
            slot.origin,
            words.join(" ")
        )
    };
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
        add(format!("commitment {}{continues}", held.id), &held.totals);
    }
    for (slot, fen) in &books.drafts {
        found.insert(format!("draft {}: amount", named(slot)), *fen);
    }
    let count = i64::try_from(books.journal.len()).unwrap();
    found.insert("journal : postings".to_owned(), count);
    found.retain(|_, fen| *fen != 0);
    found
}

fn plan(ledger: &Ledger, year: i16, grant: Grant) -> Result<Plan, Error> {
    if grant == Grant::Nothing {
        return ledger.plan_close(year);
    }
    let granted = Particulars::default().overriding("max_carry_years", "批复1号");
    let mut plan = ledger.plan_close_overriding(year, &granted.overrides)?;
    if grant == Grant::Lost {
        for decision in &mut plan.decisions {
            decision.document = None;
            decision.is_edited = false;
        }
    }
    Ok(plan)
}

fn entry(books: &Books, Move { deed, fen }: &Move) -> Entry {
    let amount = Fen::new(*fen);
    let commitment = |index: &usize| books.commitments[*index].id;
    let posting = |index: &usize| books.journal[*index].id;
    match deed {
        Deed::Line(event, slot) => {
            let line = slot.key();
            match *event {
                "supplement" => Entry::supplement(line, amount),
                "allocate_early" => Entry::allocate_early(line, amount),
                "reduce" => Entry::reduce(line, amount),
                "recall" => Entry::recall(line, amount),
                "lapse" => Entry::lapse(line, amount),
                "to_surplus" => Entry::to_surplus(line, amount),
                "use_surplus" => Entry::use_surplus(line, amount),
                "use_earmarked" => Entry::use_earmarked(line, amount),
                "true_up_increase" => Entry::true_up_increase(line, amount),
                "true_up_decrease" => Entry::true_up_decrease(line, amount),
                "prior_year_increase" => Entry::prior_year_increase(line, amount),
                "prior_year_decrease" => Entry::prior_year_decrease(line, amount),
                _ => Entry::pay(line, amount),
            }
        }
        Deed::Transfer(from, to) => Entry::transfer(from.key(), to.key(), amount),
        Deed::Commit(slot) => Entry::commit(slot.key(), amount, "合同"),
        Deed::Commitment(event, index) => match *event {
            "pay" => Entry::pay_commitment(commitment(index), amount),
            "release" => Entry::release(commitment(index), amount),
            _ => Entry::increase_commitment(commitment(index), amount),
        },
        Deed::Refund(index) => Entry::refund(posting(index), amount),
        Deed::LateRefund(index, slot) => {
            let entry = Entry::refund_prior_year(posting(index), amount);
            // The line of the payment needs no name.
            let is_same = books.journal[*index].line.map(|line| line.seat) == Some(slot.seat);
            if is_same {
                entry
            } else {
                entry.to_line(slot.key())
            }
        }
        Deed::Income(event, year, unit) => match *event {
            "receive" => Entry::receive(*year, *unit, OTHER, amount),
            "return_income" => Entry::return_income(*year, *unit, OTHER, amount),
            "income_increase" => Entry::income_increase(*year, *unit, OTHER, amount),
            _ => Entry::income_decrease(*year, *unit, OTHER, amount),
        },
        Deed::Surplus(event, year, unit, fund) => match *event {
            "surrender" => Entry::surrender(*year, *unit, *fund, amount),
            "distribute" => Entry::distribute(*year, *unit, *fund, amount),
            _ => Entry::earmark_surplus(*year, *unit, *fund, amount),
        },
        Deed::Reverse(index) => Entry::reverse(posting(index)),
    }
}

/// Say a movement in the verb of its own.
fn verb(
    ledger: &mut Ledger,
    books: &Books,
    one: &Move,
    with: &Particulars,
) -> Result<Receipt, Error> {
    let amount = Fen::new(one.fen);
    let commitment = |index: &usize| books.commitments[*index].id;
    let posting = |index: &usize| books.journal[*index].id;
    let (more, less) = (Direction::Increase, Direction::Decrease);
    match &one.deed {
        Deed::Line(event, slot) => {
            let line = slot.key();
            match *event {
                "supplement" => ledger.supplement(line, amount, with),
                "allocate_early" => ledger.allocate_early(line, amount, with),
                "reduce" => ledger.reduce(line, amount, with),
                "recall" => ledger.recall(line, amount, with),
                "lapse" => ledger.lapse(line, amount, with),
                "to_surplus" => ledger.to_surplus(line, amount, with),
                "use_surplus" => ledger.use_surplus(line, amount, with),
                "use_earmarked" => ledger.use_earmarked(line, amount, with),
                "true_up_increase" => ledger.true_up_line(line, more, amount, with),
                "true_up_decrease" => ledger.true_up_line(line, less, amount, with),
                "pay" => ledger.pay(line, amount, Some("甲公司"), with),
                _ => ledger.post(&[entry(books, one)], with),
            }
        }
        Deed::Transfer(from, to) => ledger.transfer(from.key(), to.key(), amount, with),
        Deed::Commit(slot) => ledger.commit(slot.key(), amount, "合同", None, with),
        Deed::Commitment("pay", index) => {
            ledger.pay_commitment(commitment(index), amount, None, with)
        }
        Deed::Commitment("release", index) => ledger.release(commitment(index), amount, with),
        Deed::Commitment(_, index) => ledger.increase_commitment(commitment(index), amount, with),
        Deed::Refund(index) => ledger.refund(posting(index), amount, with),
        Deed::Income("receive", year, unit) => ledger.receive(*year, unit, OTHER, amount, with),
        Deed::Income("return_income", year, unit) => {
            ledger.return_income(*year, unit, OTHER, amount, with)
        }
        Deed::Income(event, year, unit) => {
            let way = if *event == "income_increase" {
                more
            } else {
                less
            };
            ledger.adjust_income(*year, unit, OTHER, way, amount, with)
        }
        Deed::Surplus(event, year, unit, fund) => match *event {
            "surrender" => ledger.surrender(*year, unit, *fund, amount, with),
            "distribute" => ledger.distribute(*year, unit, *fund, amount, with),
            _ => ledger.earmark_surplus(*year, unit, *fund, amount, with),
        },
        Deed::Reverse(index) => ledger.reverse_posting(posting(index), with),
        Deed::LateRefund(..) => ledger.post(&[entry(books, one)], with),
    }
}
