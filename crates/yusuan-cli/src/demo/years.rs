//! Two years of one county office, with the public verbs of the library alone: read this file to
//! learn them.
//!
//! The budget of both years is the first user's. **The execution of 2024 was not published, so
//! what is paid here is illustrative.**

use yusuan::date::{self, Date};
use yusuan::{
    Certificate, Fen, Fund, Imported, Kind, Ledger, Level, LineKey, Particulars, Plan, Result,
    UnitKind,
};

/// The office whose budget it is.
pub(super) const UNIT: &str = "玛纳斯县社会保险中心";

/// The original budget of 2024, and that of 2025 without the money carried over from 2024.
const LINES_2024: &[u8] = include_bytes!("../../demo/lines-2024.csv");
const LINES_2025: &[u8] = include_bytes!("../../demo/lines-2025.csv");

/// Published: 单位资金 that the budgets expect, 40,000.00 yuan in 2024 and 10,000.00 in 2025.
const UNIT_INCOME_2024: Fen = Fen::new(4_000_000);
const UNIT_INCOME_2025: Fen = Fen::new(1_000_000);

/// Published: the day of the budget of 2025.
const APPROVED_2025: &str = "2025-02-17";

/// Illustrative: the day of the budget of 2024, and that on which its unit income came in.
const APPROVED_2024: &str = "2024-01-25";
const RECEIVED_2024: &str = "2024-01-31";

/// Illustrative: what the project got in the year, and what it spent. Published is only the rest
/// that 2025 took over, 50,000.00 yuan.
const PROJECT_SUPPLEMENT: Fen = Fen::new(10_000_000);
const PROJECT_SUPPLEMENTED: &str = "2024-05-20";
const PROJECT_PAID: Fen = Fen::new(5_000_000);
const PROJECT_PAID_ON: &str = "2024-06-28";

/// The project that was not in the original budget, and is not finished when the year ends.
fn project() -> LineKey {
    LineKey {
        year: 2024,
        unit: UNIT.to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Upper,
        origin_year: 2024,
        functional_code: "2299999".to_owned(),
        economic_code: "30299".to_owned(),
        kind: Kind::Project,
        project: Some("2024年上半年自治区驻村工作专项经费".to_owned()),
    }
}

/// A day and the document behind an act.
fn on(day: &str, document: &str) -> Result<Particulars> {
    Ok(Particulars::on(date::parse(day)?).document(document))
}

/// Prepare 2024 and approve its budget.
pub(super) fn approve_2024(ledger: &mut Ledger) -> Result<Imported> {
    let nothing_more = Particulars::default();
    ledger.add_unit(UNIT, UnitKind::Institution, None, &nothing_more)?;
    ledger.prepare_year(2024, &nothing_more)?;
    let imported = ledger.import_lines_from("lines-2024.csv", LINES_2024)?;
    ledger.budget_income(2024, UNIT, Fund::UnitOtherIncome, UNIT_INCOME_2024)?;
    ledger.approve(2024, &on(APPROVED_2024, "2024年部门预算批复（示例）")?)?;
    Ok(imported)
}

/// Run 2024: income comes in, every line of the budget is paid in full in twelve instalments, and
/// a project that came later is paid by half.
pub(super) fn run_2024(ledger: &mut Ledger) -> Result<()> {
    let received = Particulars::on(date::parse(RECEIVED_2024)?);
    ledger.receive(
        2024,
        UNIT,
        Fund::UnitOtherIncome,
        UNIT_INCOME_2024,
        &received,
    )?;
    for month in 1..=12 {
        // Either all payments of a month happen, or none.
        ledger.transaction(|ledger| pay_instalments(ledger, month))?;
        if month == 5 {
            let document = on(PROJECT_SUPPLEMENTED, "追加专项经费的通知（示例）")?;
            ledger.supplement(project(), PROJECT_SUPPLEMENT, &document)?;
        }
        if month == 6 {
            let paid = Particulars::on(date::parse(PROJECT_PAID_ON)?);
            ledger.pay(project(), PROJECT_PAID, None, &paid)?;
        }
    }
    Ok(())
}

/// Pay on the last day of a month what each line of the budget owes up to then.
fn pay_instalments(ledger: &mut Ledger, month: i8) -> Result<()> {
    let day = last_day_of_month(month)?;
    for report in ledger.lines(2024)? {
        let budget = report.balance.original;
        // The project came later; it is paid by itself.
        if budget.is_zero() {
            continue;
        }
        let due = twelfths(budget, month).checked_sub(report.balance.paid)?;
        ledger.pay(&report.line, due, None, &Particulars::on(day))?;
    }
    Ok(())
}

fn last_day_of_month(month: i8) -> Result<Date> {
    Ok(date::parse(&format!("2024-{month:02}-01"))?.last_of_month())
}

/// Return what is owed after so many months, whole fen.
fn twelfths(budget: Fen, months: i8) -> Fen {
    // A budget line is far below the bound at which this would not fit into 64 bits.
    Fen::new(budget.get() * i64::from(months) / 12)
}

/// Close 2024. What it carries forward needs a year to go to, so 2025 is prepared first.
pub(super) fn close_2024(ledger: &mut Ledger) -> Result<(Plan, Certificate)> {
    let nothing_more = Particulars::default();
    ledger.prepare_year(2025, &nothing_more)?;
    let plan = ledger.plan_close(2024)?;
    let certificate = ledger.close(&plan, &nothing_more)?;
    Ok((plan, certificate))
}

/// Approve the budget of 2025, which begins with what 2024 left.
pub(super) fn approve_2025(ledger: &mut Ledger) -> Result<Imported> {
    let imported = ledger.import_lines_from("lines-2025.csv", LINES_2025)?;
    ledger.budget_income(2025, UNIT, Fund::UnitOtherIncome, UNIT_INCOME_2025)?;
    ledger.approve(2025, &on(APPROVED_2025, "2025年部门预算批复（示例）")?)?;
    Ok(imported)
}
