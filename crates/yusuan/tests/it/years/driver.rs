//! The ledger beside the model: acts by the public verbs, and what the file says afterwards.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use tempfile::TempDir;
use yusuan::{
    Code, ContractPayment, Entry, Error, Fen, Ledger, Particulars, Plan, Receipt, Scheme,
    SpendingPlan, UnitKind, VerifyOptions,
};

use super::acts::{Act, Grant};
use super::books::Books;
use super::final_accounts;
use super::paper::Paper;
use super::policies::DECIDED;
use super::seats::{OTHER, UNITS};
use super::steps::YEARS;
use super::verbs::{contract, entry, particulars, parts, plan, policy, verb};

pub(super) struct Driver {
    pub(super) ledger: Ledger,
    pub(super) reader: Connection,
    _folder: TempDir,
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
                .set_policy(&policy(DECIDED[*index]), &none)
                .map(|_| None),
            Act::Sign(..)
            | Act::Amend(..)
            | Act::CommitContract(..)
            | Act::PayContract(..)
            | Act::CloseContract(..)
            | Act::CloseCommitment(..) => self.on_contract(act, books, key),
            Act::Plan(slot, months) => {
                let months = (1..).zip(months.map(Fen::new));
                let plan = SpendingPlan::Months(months.collect());
                ledger.plan_spending(slot.key(), plan, &none).map(|_| None)
            }
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

    fn on_contract(
        &mut self,
        act: &Act,
        books: &Books,
        key: Option<&str>,
    ) -> Result<Option<Receipt>, Error> {
        let ledger = &mut self.ledger;
        let none = Particulars::default();
        match act {
            Act::Sign(reference, unit, costs) => ledger
                .sign_contract(&contract(reference, unit), &parts(costs), &none)
                .map(|_| None),
            Act::Amend(reference, costs) => ledger
                .amend_contract(reference, &parts(costs), None, &none)
                .map(|_| None),
            Act::CommitContract(reference, year, paper) => ledger
                .commit_contract(reference, *year, &particulars(*paper, key))
                .map(Some),
            Act::PayContract(reference, fen, paper) => {
                let payment = ContractPayment::InOrder(Fen::new(*fen));
                ledger
                    .pay_contract(reference, &payment, None, &particulars(*paper, key))
                    .map(Some)
            }
            Act::CloseContract(reference, paper) => ledger
                .close_contract(reference, &particulars(*paper, key))
                .map(Some),
            Act::CloseCommitment(index, paper) => ledger
                .close_commitment(books.commitments[*index].id, &particulars(*paper, key))
                .map(Some),
            _ => unreachable!("{act:?}"),
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

    /// Make the final accounts of every year.
    pub(super) fn account(&self) {
        final_accounts::hold(&self.ledger, &UNITS);
    }

    pub(super) fn verify(&self) {
        let verification = self.ledger.verify(VerifyOptions::default()).unwrap();
        assert_eq!(verification.findings, []);
    }
}
