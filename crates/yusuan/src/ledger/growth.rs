//! What an act or a question costs does not grow with what was posted before: none walks the journal, save
//! those that are asked for all of it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use rusqlite::StatementStatus;
use rusqlite::trace::{TraceEvent, TraceEventCodes};
use tempfile::TempDir;

use crate::error::Result;
use crate::tables::{ExecutionOptions, FinalOptions, TableOptions};
use crate::{
    AsOf, AssertedRow, Fen, Fund, Ledger, LineId, LineKey, Particulars, ProcurementCategory,
    ProcurementOn, TextPlace, UnitKind, date,
};

const UNIT: &str = "社会保险中心";
/// A line with 78,308.57 yuan that was carried in, two of this year's, and one of another fund.
const LINE: LineId = LineId::new(8);
const OWN: LineId = LineId::new(13);
const OWN_TOO: LineId = LineId::new(15);
const OTHER: LineId = LineId::new(14);
const ONE: Fen = Fen::new(100);

/// Steps of SQLite's machine, by the statement that took them.
type Steps = BTreeMap<String, i64>;

/// A ledger that counts.
struct Counted {
    ledger: Ledger,
    steps: Arc<Mutex<Steps>>,
    _folder: TempDir,
}

impl Counted {
    /// Take a ledger of two years with something of everything, and post so many payments in it.
    fn with_payments(count: usize) -> Self {
        let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/files/schema-2.db");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("county.db");
        std::fs::copy(story, &path).unwrap();
        let mut ledger = Ledger::open(&path).unwrap();
        let paying = ledger.transaction(|ledger| {
            for _ in 0..count {
                ledger.pay(LINE, ONE, None, &on("2025-12-01"))?;
            }
            Ok(())
        });
        paying.unwrap();
        let steps = Arc::default();
        let mut counted = Self {
            ledger,
            steps,
            _folder: folder,
        };
        counted.count();
        counted
    }

    fn count(&mut self) {
        let steps = Arc::clone(&self.steps);
        // A statement that is kept counts on from one time to the next.
        let mut seen = Steps::new();
        let note = move |event: TraceEvent<'_>| {
            if let TraceEvent::Profile(statement, _) = event {
                let (sql, now) = (
                    statement.sql().into_owned(),
                    i64::from(statement.get_status(StatementStatus::VmStep)),
                );
                let before = seen.insert(sql.clone(), now).unwrap_or_default();
                let taken = if now < before { now } else { now - before };
                *steps.lock().unwrap().entry(sql).or_default() += taken;
            }
        };
        let mask = TraceEventCodes::SQLITE_TRACE_PROFILE;
        let connection = &mut self.ledger.file.connection;
        connection.flush_prepared_statement_cache();
        connection.trace_v2(mask, Some(note)).unwrap();
    }

    /// Do something, and return what it took.
    fn take(&mut self, name: &str, act: Act) -> Steps {
        self.steps.lock().unwrap().clear();
        act(&mut self.ledger).unwrap_or_else(|error| panic!("{name}: {error}"));
        std::mem::take(&mut self.steps.lock().unwrap())
    }
}

type Act = fn(&mut Ledger) -> Result<()>;

fn on(day: &str) -> Particulars {
    Particulars::on(date::parse(day).unwrap()).document("财预〔2025〕1号")
}

fn later() -> Particulars {
    on("2025-12-02")
}

fn drop_it<T>(result: Result<T>) -> Result<()> {
    result.map(|_| ())
}

const QUESTIONS: &[(&str, Act)] = &[
    ("head", |it| drop_it(it.head())),
    ("lines", |it| drop_it(it.lines(2025))),
    ("balance", |it| drop_it(it.balance(LINE))),
    ("incomes", |it| drop_it(it.incomes(2025, &AsOf::default()))),
    ("surpluses", |it| drop_it(it.surpluses(&AsOf::default()))),
    ("commitments", |it| {
        drop_it(it.commitments(2025, &AsOf::default()))
    }),
    ("contracts", |it| drop_it(it.contracts())),
    ("contract", |it| drop_it(it.contract("HT-2025-07"))),
    ("contract_commitments", |it| {
        drop_it(it.contract_commitments("HT-2025-07"))
    }),
    ("commitment", |it| drop_it(it.commitment(7))),
    ("contract_parts", |it| drop_it(it.contract_parts(2025))),
    ("procurement", |it| drop_it(it.procurement(2025))),
    ("years", |it| drop_it(it.years())),
    ("units", |it| drop_it(it.units())),
    ("policies", |it| drop_it(it.policies(2025))),
    ("overrides", |it| drop_it(it.overrides(2025))),
    ("successors", |it| drop_it(it.successors(2025))),
    ("statements", |it| drop_it(it.statements())),
    ("assertions", |it| drop_it(it.assertions())),
    ("declarations", |it| drop_it(it.declarations(2025, None))),
    ("spending_plan", |it| drop_it(it.spending_plan(OWN))),
    ("certificate", |it| drop_it(it.certificate(2024))),
    ("closing_history", |it| drop_it(it.closing_history(2024))),
    ("plan_close", |it| drop_it(it.plan_close(2025))),
    ("plan_true_up", |it| drop_it(it.plan_true_up(2025))),
    ("budget_tables", |it| {
        drop_it(it.budget_tables(2025, None, &TableOptions::default()))
    }),
    ("final_tables", |it| {
        drop_it(it.final_tables(2025, None, &FinalOptions::default()))
    }),
    ("check_final", |it| {
        drop_it(it.check_final(2025, None, &FinalOptions::default()))
    }),
    ("table_facts", |it| drop_it(it.table_facts(2025))),
    ("execution", |it| {
        drop_it(it.execution(2025, &ExecutionOptions::default()))
    }),
    ("log", |it| drop_it(it.log(50, Some(10)))),
];

const ACTS: &[(&str, Act)] = &[
    ("pay", |it| {
        drop_it(it.pay(LINE, ONE, Some("供应商"), &later().key("支1")))
    }),
    ("pay again", |it| {
        drop_it(it.pay(LINE, ONE, Some("供应商"), &later().key("支1")))
    }),
    ("refund", |it| {
        let newest = it.head()?.posting_id;
        drop_it(it.refund(newest, ONE, &later()))
    }),
    ("reverse", |it| {
        let paid = it.pay(LINE, ONE, None, &later())?;
        drop_it(it.reverse(paid.voucher_id, &later()))
    }),
    ("reverse_posting", |it| {
        let paid = it.pay(LINE, ONE, None, &later())?;
        drop_it(it.reverse_posting(paid.first_posting_id, &later()))
    }),
    ("erase_text", |it| {
        let paid = it.pay(LINE, ONE, Some("张三"), &later())?;
        let place = TextPlace::Voucher(paid.voucher_id);
        drop_it(it.erase_text(place, None, &later()))
    }),
    ("supplement", |it| {
        drop_it(it.supplement(LINE, ONE, &later()))
    }),
    ("reduce", |it| drop_it(it.reduce(LINE, ONE, &later()))),
    ("transfer", |it| {
        drop_it(it.transfer(OWN_TOO, OWN, Fen::new(1), &later()))
    }),
    ("recall", |it| drop_it(it.recall(LINE, ONE, &later()))),
    ("commit", |it| {
        drop_it(it.commit(OWN, ONE, "合同2025-9", None, &later()))
    }),
    ("pay_commitment", |it| {
        drop_it(it.pay_commitment(6, ONE, None, &later()))
    }),
    ("release", |it| drop_it(it.release(6, ONE, &later()))),
    ("close_commitment", |it| {
        drop_it(it.close_commitment(6, &later()))
    }),
    ("receive", |it| {
        drop_it(it.receive(2025, UNIT, Fund::UnitOtherIncome, ONE, &later()))
    }),
    ("pay_other", |it| {
        drop_it(it.pay(OTHER, ONE, None, &later()))
    }),
    ("to_surplus", |it| {
        drop_it(it.to_surplus(OWN, ONE, &later()))
    }),
    ("use_surplus", |it| {
        drop_it(it.use_surplus(OWN, ONE, &later()))
    }),
    ("assert_balance", |it| {
        let row = AssertedRow::Line(OWN.into());
        let paid = it.balance(OWN)?.paid;
        drop_it(it.assert_balance(&row, "paid", later().dated.unwrap(), paid, "对账", &later()))
    }),
    ("add_unit", |it| {
        drop_it(it.add_unit("新单位", UnitKind::Institution, None, &later()))
    }),
    ("deactivate_unit", |it| {
        drop_it(it.deactivate_unit("新单位", &later()))
    }),
    ("mark_procurement", |it| {
        let on = ProcurementOn::Commitment(7);
        drop_it(it.mark_procurement(&on, ProcurementCategory::Services, None, ONE, &later()))
    }),
    ("prepare_year", |it| {
        drop_it(it.prepare_year(2026, &Particulars::default()))
    }),
    ("draft", |it| {
        let key = it.line(OWN)?.key;
        let key = LineKey {
            year: 2026,
            origin_year: 2026,
            ..key
        };
        drop_it(it.draft(&key, ONE))
    }),
    ("close", |it| {
        let plan = it.plan_close(2025)?;
        drop_it(it.close(&plan, &on("2025-12-31")))
    }),
    ("undo_close", |it| {
        drop_it(it.undo_close(2025, "错", &on("2025-12-31")))
    }),
    ("close anew", |it| {
        let plan = it.plan_close(2025)?;
        drop_it(it.close(&plan, &on("2025-12-31")))
    }),
    ("approve", |it| drop_it(it.approve(2026, &on("2026-01-20")))),
];

/// Return every statement that takes more steps on a long journal than on a short one.
fn growing(acts: &[(&str, Act)]) -> Vec<String> {
    let (mut short, mut long) = (Counted::with_payments(100), Counted::with_payments(1_100));
    let mut growing = Vec::new();
    for (name, act) in acts {
        let (few, many) = (short.take(name, *act), long.take(name, *act));
        assert!(!many.is_empty(), "{name} was not counted");
        for (sql, steps) in &many {
            let before = few.get(sql).copied().unwrap_or_default();
            if steps - before > 500 {
                growing.push(format!("{name}: {before} steps, then {steps}: {sql}"));
            }
        }
    }
    growing
}

#[test]
fn nothing_grows_with_the_journal() {
    let growing = growing(&[QUESTIONS, ACTS].concat());
    assert!(growing.is_empty(), "{}", growing.join("\n\n"));
}

/// The report on policies is about all postings of a year: what it takes is seen to grow.
#[test]
fn what_reads_the_journal_is_noticed() {
    assert!(!growing(&[("policy_report", |it| drop_it(it.policy_report(2025)))]).is_empty());
}
