//! Two years of one county office, with the public verbs of the library alone: read this file to
//! learn them.
//!
//! The budget of both years is the first user's. **The execution of neither year was published, so
//! what is paid here is illustrative, and so is the draft of 2026.**

use yusuan::date::{self, Date};
use yusuan::import::read_declarations;
use yusuan::{
    Certificate, Fen, Fund, Imported, Kind, Ledger, Level, LineKey, Particulars, Plan, Result,
    UnitKind,
};

/// The office whose budget it is.
pub(super) const UNIT: &str = "玛纳斯县社会保险中心";

/// The original budget of 2024, and that of 2025 without the money carried over from 2024.
const LINES_2024: &[u8] = include_bytes!("../../demo/lines-2024.csv");
const LINES_2025: &[u8] = include_bytes!("../../demo/lines-2025.csv");

/// Published: what the office declares of itself for 2025.
const DECLARATIONS_2025: &[u8] = include_bytes!("../../demo/declarations-2025.toml");

/// Published: 单位资金 that the budgets expect, 40,000.00 yuan in 2024 and 10,000.00 in 2025.
const UNIT_INCOME_2024: Fen = Fen::new(4_000_000);
const UNIT_INCOME_2025: Fen = Fen::new(1_000_000);

/// Published: the day of the budget of 2025.
const APPROVED_2025: &str = "2025-02-17";

/// Illustrative: what came in for 单位资金 in 2025, 2,000.00 yuan more than expected.
const RECEIVED_2025: Fen = Fen::new(1_200_000);

/// Illustrative: a project that came in 2025 and is not finished when the year ends.
const INSPECTION_SUPPLEMENT: Fen = Fen::new(8_000_000);
const INSPECTION_PAID: Fen = Fen::new(4_800_000);

/// Illustrative: what was paid of the project that 2024 left, out of 50,000.00 yuan, and what
/// finance took back of the office's supplies.
const PROJECT_PAID_2025: Fen = Fen::new(4_800_000);
const RECALLED_2025: Fen = Fen::new(300_000);

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

/// The project that came in 2025.
fn inspection() -> LineKey {
    LineKey {
        year: 2025,
        origin_year: 2025,
        functional_code: "2080109".to_owned(),
        economic_code: "30299".to_owned(),
        project: Some("社会保险基金监督检查经费（示例）".to_owned()),
        ..project()
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
        ledger.transaction(|ledger| pay_instalments(ledger, 2024, month, |_| 100))?;
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

/// Pay on the last day of a month what each line of the budget owes up to then; `percent` says how
/// much of a line is owed in a whole year.
fn pay_instalments(
    ledger: &mut Ledger,
    year: i16,
    month: i8,
    percent: fn(&LineKey) -> i64,
) -> Result<()> {
    let day = last_day_of_month(year, month)?;
    for report in ledger.lines(year)? {
        let budget = report.balance.original;
        // The project came later; it is paid by itself.
        if budget.is_zero() {
            continue;
        }
        let owed = Fen::new(budget.get() * percent(&report.line.key) / 100);
        let due = twelfths(owed, month).checked_sub(report.balance.paid)?;
        ledger.pay(&report.line, due, None, &Particulars::on(day))?;
    }
    Ok(())
}

fn last_day_of_month(year: i16, month: i8) -> Result<Date> {
    Ok(date::parse(&format!("{year}-{month:02}-01"))?.last_of_month())
}

/// Return what is owed after so many months, whole fen.
fn twelfths(budget: Fen, months: i8) -> Fen {
    // A budget line is far below the bound at which this would not fit into 64 bits.
    Fen::new(budget.get() * i64::from(months) / 12)
}

/// Close a year. What it carries forward needs a year to go to, so the next is prepared first.
pub(super) fn close(ledger: &mut Ledger, year: i16) -> Result<(Plan, Certificate)> {
    let nothing_more = Particulars::default();
    ledger.prepare_year(year + 1, &nothing_more)?;
    let plan = ledger.plan_close(year)?;
    let certificate = ledger.close(&plan, &nothing_more)?;
    Ok((plan, certificate))
}

/// Declare for 2025 what no budget line says.
pub(super) fn declare_2025(ledger: &mut Ledger) -> Result<()> {
    let file = read_declarations("declarations-2025.toml", DECLARATIONS_2025)?;
    ledger.declare(file.year, &file.declarations, &Particulars::default())?;
    Ok(())
}

/// Approve the budget of 2025, which begins with what 2024 left.
pub(super) fn approve_2025(ledger: &mut Ledger) -> Result<Imported> {
    let imported = ledger.import_lines_from("lines-2025.csv", LINES_2025)?;
    ledger.budget_income(2025, UNIT, Fund::UnitOtherIncome, UNIT_INCOME_2025)?;
    ledger.approve(2025, &on(APPROVED_2025, "2025年部门预算批复（示例）")?)?;
    Ok(imported)
}

/// How much of a line 2025 pays, in percent: staff in full, supplies a little less, receptions less.
fn percent_of_2025(key: &LineKey) -> i64 {
    match (key.kind, key.economic_code.as_str()) {
        (Kind::BasicPublic, "30217") => 60,
        (Kind::BasicPublic, _) => 95,
        _ => 100,
    }
}

/// Run 2025: more income than expected comes in, most of the budget is paid, a new project is paid by
/// a part, the one of 2024 ends with a rest, and finance takes something back.
pub(super) fn run_2025(ledger: &mut Ledger) -> Result<()> {
    let received = Particulars::on(date::parse("2025-03-31")?);
    ledger.receive(2025, UNIT, Fund::UnitOtherIncome, RECEIVED_2025, &received)?;
    let carried = LineKey {
        year: 2025,
        ..project()
    };
    let ended = Particulars::on(date::parse("2025-05-30")?);
    ledger.pay(carried, PROJECT_PAID_2025, None, &ended)?;
    // The budget was approved in February: the first two twelfths are paid then.
    for month in 2..=12 {
        ledger.transaction(|ledger| pay_instalments(ledger, 2025, month, percent_of_2025))?;
        if month == 6 {
            let document = on("2025-06-20", "追加专项经费的通知（示例）")?;
            ledger.supplement(inspection(), INSPECTION_SUPPLEMENT, &document)?;
            let paid = Particulars::on(date::parse("2025-06-30")?);
            ledger.pay(inspection(), INSPECTION_PAID, None, &paid)?;
        }
    }
    let supplies = LineKey {
        kind: Kind::BasicPublic,
        economic_code: "30201".to_owned(),
        level: Level::Own,
        project: None,
        ..inspection()
    };
    let document = on("2025-12-31", "收回预算指标的通知（示例）")?;
    ledger.recall(supplies, RECALLED_2025, &document)?;
    Ok(())
}

/// Draft the budget of 2026: what 2025 was approved, with nothing decided anew.
pub(super) fn draft_2026(ledger: &mut Ledger) -> Result<()> {
    for report in ledger.lines(2025)? {
        let key = report.line.key;
        if !report.balance.original.is_zero() {
            let key = LineKey {
                year: 2026,
                origin_year: 2026,
                ..key
            };
            ledger.draft(&key, report.balance.original)?;
        }
    }
    ledger.budget_income(2026, UNIT, Fund::UnitOtherIncome, UNIT_INCOME_2025)
}
