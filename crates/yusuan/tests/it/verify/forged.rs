//! Somebody drops the guards, writes what they refuse so that every sum stays right, puts them back
//! and has it sealed: nothing but the rule that was broken is left to be found.

use rusqlite::Connection;
use yusuan::{
    Fen, FindingToken, Ledger, LineId, Particulars, Policy, PolicyAction, SpendingPlan,
    VerifyOptions, date,
};

use super::{Copy, Told};
use crate::story::line;

/// One posting by a voucher of another program: act, year, day, event, amount, the columns of the
/// rows it names and their values.
pub(super) type Forgery<'a> = (&'a str, i64, &'a str, &'a str, i64, &'a str, &'a str);

/// Keep what moves totals and years, and nothing of what refuses.
fn silenced(connection: &Connection) -> Told<Vec<(String, String)>> {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'";
    let mut statement = connection.prepare(sql)?;
    let triggers = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let triggers = triggers.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    for (name, sql) in &triggers {
        connection.execute_batch(&format!("DROP TRIGGER {name}"))?;
        if name.contains("_after_insert_") || name.starts_with("posting_effect_") {
            connection.execute_batch(&sql.replace("RAISE(ABORT, ", "("))?;
        }
    }
    Ok(triggers)
}

impl Copy {
    /// Write a posting that the guards may refuse.
    pub(super) fn forge(&self, forgery: Forgery<'_>) -> Told<()> {
        let (act, year, dated, event, fen, columns, values) = forgery;
        self.rewrite(&format!(
            "INSERT INTO voucher (voucher_id, act, year, dated, document, first_posting_id,
                posting_count, record_count)
            SELECT max(voucher_id) + 1, '{act}', {year}, '{dated}', '县财〔2025〕9号',
                (SELECT max(posting_id) + 1 FROM posting), 1, 0 FROM voucher;
            INSERT INTO posting (posting_id, voucher_id, event, amount_fen, {columns})
            SELECT first_posting_id, voucher_id, '{event}', {fen}, {values} FROM newest_voucher;"
        ))
    }

    /// Write what the guards may refuse.
    pub(super) fn rewrite(&self, sql: &str) -> Told<()> {
        let connection = Connection::open(&self.path)?;
        let triggers = silenced(&connection)?;
        connection.execute_batch(sql)?;
        for (name, sql) in triggers {
            connection.execute_batch(&format!("DROP TRIGGER IF EXISTS {name}; {sql}"))?;
        }
        Ok(())
    }

    /// Have everything sealed and return the tokens that are found.
    pub(super) fn found(&self) -> Told<Vec<FindingToken>> {
        let mut ledger = Ledger::open(&self.path)?;
        ledger.seal_foreign("外部系统", &two_people())?;
        let verification = ledger.verify(VerifyOptions::default())?;
        Ok(verification.counts.into_keys().collect())
    }
}

pub(super) fn two_people() -> Particulars {
    Particulars::default().prepared_by("王").reviewed_by("李")
}

pub(super) fn on(day: &str) -> Particulars {
    let day = Particulars::on(date::parse(day).unwrap());
    day.document("县财〔2026〕1号")
}

/// Forge a posting of 2025 in a copy, after something that the library does.
pub(super) fn found_after(
    first: impl FnOnce(&mut Ledger),
    forgery: (&str, &str, i64, &str, &str),
) -> Vec<FindingToken> {
    let copy = Copy::new().unwrap();
    first(&mut Ledger::open(&copy.path).unwrap());
    let (day, event, fen, columns, values) = forgery;
    let forgery = ("post", 2025, day, event, fen, columns, values);
    copy.forge(forgery).unwrap();
    copy.found().unwrap()
}

pub(super) fn nothing(_: &mut Ledger) {}

/// Take the document from the newest voucher with postings, which is to be sealed again.
pub(super) const UNDOCUMENTED: &str = "UPDATE voucher SET document = ' ', hash = NULL
    WHERE voucher_id = (SELECT max(voucher_id) FROM posting)";

#[test]
fn what_was_not_forged_is_not_found() {
    let sound = ("2025-11-03", "pay", 100, "line_id", "13");
    assert_eq!(found_after(nothing, sound), []);
}

#[test]
fn what_a_policy_refused_is_found() {
    let more = ("2025-11-03", "supplement", 100, "line_id", "15");
    assert_eq!(found_after(nothing, more), [FindingToken::PolicyRefused]);
    // Of carried-over money, for another purpose.
    let forbid = |ledger: &mut Ledger| {
        let policy = Policy::new(
            "carry_over_purpose",
            PolicyAction::Forbid,
            "县财〔2025〕2号",
        );
        ledger.set_policies(&[policy], &two_people()).unwrap();
    };
    let moved = (
        "2025-11-03",
        "transfer",
        100,
        "line_id, to_line_id",
        "7, 12",
    );
    assert_eq!(found_after(nothing, moved), []);
    assert_eq!(found_after(forbid, moved), [FindingToken::PolicyRefused]);
}

#[test]
fn policies_are_those_of_the_time() {
    let copy = Copy::new().unwrap();
    let more = (
        "post",
        2025,
        "2025-11-03",
        "supplement",
        100,
        "line_id",
        "15",
    );
    copy.forge(more).unwrap();
    let mut ledger = Ledger::open(&copy.path).unwrap();
    let allowed = Policy::new(
        "three_public_increase",
        PolicyAction::Allow,
        "县财〔2025〕2号",
    );
    let frozen = Policy {
        value: Some("06-30".to_owned()),
        ..Policy::new("freeze_date", PolicyAction::Forbid, "县财〔2025〕3号")
    };
    ledger
        .set_policies(&[allowed, frozen], &two_people())
        .unwrap();
    drop(ledger);
    assert_eq!(copy.found().unwrap(), [FindingToken::PolicyRefused]);
    let later = (
        "post",
        2025,
        "2025-11-03",
        "supplement",
        100,
        "line_id",
        "13",
    );
    copy.forge(later).unwrap();
    let found = Ledger::open(&copy.path).unwrap();
    let found = found.verify(VerifyOptions::default()).unwrap();
    assert_eq!(found.counts[&FindingToken::PolicyRefused], 2);
}

#[test]
fn what_is_dated_too_early_is_found() {
    let release = (
        "2025-03-02",
        "release",
        100,
        "line_id, commitment_id",
        "13, 7",
    );
    assert_eq!(found_after(nothing, release), [FindingToken::DateTooEarly]);
    let refund = ("2025-05-09", "refund", 100, "line_id, refunds_id", "13, 77");
    let paid = |ledger: &mut Ledger| {
        let line = LineId::new(13);
        ledger
            .pay(line, Fen::new(100), None, &on("2025-05-10"))
            .unwrap();
    };
    assert_eq!(found_after(paid, refund), [FindingToken::DateTooEarly]);
}

#[test]
fn a_commitment_may_be_undone_with_an_earlier_date() {
    let committed = |ledger: &mut Ledger| {
        let day = on("2025-11-05");
        let line = LineId::new(13);
        let made = ledger.commit(line, Fen::new(100), "HT-9", None, &day);
        let voucher = made.unwrap().voucher_id;
        ledger.reverse(voucher, &on("2025-11-04")).unwrap();
    };
    let sound = ("2025-11-06", "pay", 100, "line_id", "13");
    assert_eq!(found_after(committed, sound), []);
}

#[test]
fn a_closing_dated_before_its_year_moved_is_found() {
    let copy = Copy::new().unwrap();
    let mut ledger = Ledger::open(&copy.path).unwrap();
    ledger.prepare_year(2026, &two_people()).unwrap();
    let plan = ledger.plan_close(2025).unwrap();
    ledger.close(&plan, &two_people()).unwrap();
    drop(ledger);
    assert_eq!(copy.found().unwrap(), []);
    copy.rewrite(
        "UPDATE voucher SET dated = '2025-01-02', hash = NULL WHERE act = 'close' AND year = 2025",
    )
    .unwrap();
    assert!(copy.found().unwrap().contains(&FindingToken::DateTooEarly));
}

#[test]
fn money_of_one_unit_that_goes_to_another_is_found() {
    let columns = "line_id, to_line_id, income_id";
    let moved = ("2025-11-03", "transfer", 100, columns, "16, 14, 3");
    assert!(found_after(nothing, moved).contains(&FindingToken::MoneyCrosses));
}

#[test]
fn a_deficit_that_is_not_there_and_is_covered_is_found() {
    let covered = (
        "2025-11-03",
        "cover_deficit",
        1,
        "income_id, surplus_id",
        "2, 1",
    );
    let found = found_after(nothing, covered);
    assert!(found.contains(&FindingToken::EquationNegative), "{found:?}");
}

#[test]
fn too_much_arranged_early_is_found() {
    let copy = Copy::new().unwrap();
    let mut ledger = Ledger::open(&copy.path).unwrap();
    ledger.prepare_year(2026, &two_people()).unwrap();
    let office = line(2026, 2026, ("2080109", "30201"), None);
    ledger
        .allocate_early(&office, Fen::new(1_000_000), &on("2026-01-05"))
        .unwrap();
    drop(ledger);
    // A quarter of what 2025 approved is 22500 yuan.
    for (fen, found) in [(1_250_000, vec![]), (1, vec![FindingToken::EarlyExceeded])] {
        let more = (
            "post_early",
            2026,
            "2026-01-06",
            "allocate_early",
            fen,
            "line_id",
            "17",
        );
        copy.forge(more).unwrap();
        assert_eq!(copy.found().unwrap(), found);
    }
    copy.rewrite("UPDATE line SET origin_year = 2025 WHERE line_id = 17")
        .unwrap();
    let verification = copy.verify().unwrap();
    let mut messages = verification.findings.iter().map(|it| it.message.as_str());
    assert!(messages.any(|it| it == "carried-over money was arranged before the approval"));
}

#[test]
fn a_true_up_beyond_its_estimate_is_found() {
    for event in ["true_up_increase", "true_up_decrease"] {
        let trued_up = ("2025-05-10", event, 1, "line_id", "8");
        assert_eq!(
            found_after(nothing, trued_up),
            [FindingToken::TrueUpExceeded]
        );
    }
}

#[test]
fn more_than_is_left_of_an_estimate_is_found() {
    let estimated = || {
        let copy = Copy::new().unwrap();
        let mut ledger = Ledger::open(&copy.path).unwrap();
        ledger.prepare_year(2026, &two_people()).unwrap();
        let old = line(2026, 2025, ("2080109", "30201"), None);
        ledger.draft(&old, Fen::new(1_000)).unwrap();
        ledger.approve(2026, &on("2026-01-05")).unwrap();
        copy
    };
    let trued_up = |copy: &Copy, event, fen| {
        let forgery = ("post", 2026, "2026-05-10", event, fen, "line_id", "17");
        copy.forge(forgery).unwrap();
        copy.found().unwrap()
    };
    let copy = estimated();
    assert_eq!(trued_up(&copy, "true_up_decrease", 600), []);
    let more = trued_up(&copy, "true_up_decrease", 401);
    assert!(more.contains(&FindingToken::TrueUpExceeded), "{more:?}");
    // A closing will bring the real carry-over whole.
    let added = trued_up(&estimated(), "true_up_increase", 1);
    assert_eq!(added, [FindingToken::TrueUpExceeded]);
}

#[test]
fn fiscal_money_that_lapsed_by_nothing_is_found() {
    let lapse = ("post", 2025, "2025-05-10", "lapse", 100, "line_id", "13");
    let copy = Copy::new().unwrap();
    copy.forge(lapse).unwrap();
    assert_eq!(copy.found().unwrap(), []);
    copy.forge(lapse).unwrap();
    copy.rewrite(UNDOCUMENTED).unwrap();
    assert_eq!(copy.found().unwrap(), [FindingToken::PostingInvalid]);
    // A policy that lets it lapse is one for closings.
    let lapsing = Policy {
        value: Some("lapse".to_owned()),
        ..Policy::new("closing", PolicyAction::Allow, "县财〔2025〕4号")
    };
    let copy = Copy::new().unwrap();
    let mut ledger = Ledger::open(&copy.path).unwrap();
    ledger.set_policies(&[lapsing], &two_people()).unwrap();
    drop(ledger);
    copy.forge(lapse).unwrap();
    copy.rewrite(UNDOCUMENTED).unwrap();
    assert_eq!(copy.found().unwrap(), [FindingToken::PostingInvalid]);
}

#[test]
fn payments_beyond_their_plan_are_found() {
    let columns = "line_id, income_id";
    let paid = ("2025-01-05", "pay", 250_000, columns, "14, 2");
    assert_eq!(found_after(nothing, paid), []);
    let paid = ("2025-01-05", "pay", 250_001, columns, "14, 2");
    assert_eq!(found_after(nothing, paid), [FindingToken::PlanExceeded]);
    let reduced = ("2025-05-05", "reduce", 1, columns, "14, 2");
    assert_eq!(found_after(nothing, reduced), [FindingToken::PlanExceeded]);
    // A later plan does not excuse what was paid before it.
    let copy = Copy::new().unwrap();
    let paid = ("post", 2025, "2025-01-05", "pay", 250_001, columns, "14, 2");
    copy.forge(paid).unwrap();
    let mut ledger = Ledger::open(&copy.path).unwrap();
    let plan = SpendingPlan::Months([(1, Fen::new(1_000_000))].into());
    ledger
        .plan_spending(LineId::new(14), plan, &two_people())
        .unwrap();
    drop(ledger);
    assert_eq!(copy.found().unwrap(), [FindingToken::PlanExceeded]);
}

/// Set a policy that denies, for every year.
fn deny(name: &'static str) -> impl FnOnce(&mut Ledger) {
    move |ledger| {
        let policy = Policy::new(name, PolicyAction::Deny, "县财〔2025〕2号");
        ledger.set_policies(&[policy], &two_people()).unwrap();
    }
}

#[test]
fn a_payment_without_its_plan_is_found() {
    let paid = ("2025-11-03", "pay", 100, "line_id", "13");
    let found = found_after(deny("spending_plan"), paid);
    assert_eq!(found, [FindingToken::PlanMissing]);
    let planned = ("2025-11-03", "pay", 100, "line_id, income_id", "14, 2");
    assert_eq!(found_after(deny("spending_plan"), planned), []);
    // What was paid before is undone without one.
    let undone = |ledger: &mut Ledger| {
        deny("spending_plan")(ledger);
        ledger.reverse(54, &on("2025-11-03")).unwrap();
    };
    assert_eq!(found_after(undone, planned), []);
}

#[test]
fn what_one_person_did_alone_is_found() {
    let paid = ("2025-11-03", "pay", 100, "line_id", "13");
    assert_eq!(
        found_after(deny("four_eyes"), paid),
        [FindingToken::FourEyes]
    );
    let by = |prepared: &str, reviewed: &str| {
        let copy = Copy::new().unwrap();
        deny("four_eyes")(&mut Ledger::open(&copy.path).unwrap());
        let (day, event, fen, columns, values) = paid;
        copy.forge(("post", 2025, day, event, fen, columns, values))
            .unwrap();
        copy.rewrite(&format!(
            "UPDATE voucher SET prepared_by = {prepared}, reviewed_by = {reviewed}
            WHERE voucher_id = (SELECT max(voucher_id) FROM posting)"
        ))
        .unwrap();
        copy.found().unwrap()
    };
    assert_eq!(by("'王'", "'李'"), []);
    for (prepared, reviewed) in [("'王'", "'王'"), ("'王'", "NULL"), ("' '", "'李'")] {
        let found = by(prepared, reviewed);
        assert_eq!(found, [FindingToken::FourEyes], "{prepared} {reviewed}");
    }
}
