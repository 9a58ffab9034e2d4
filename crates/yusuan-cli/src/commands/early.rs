//! Before the approval, and what an approval estimated.

use serde_json::json;
use yusuan::Ledger;

use super::execution::on_line;
use super::receipt;
use crate::answer::{Done, early as words};
use crate::arguments::{DeleteControlTotal, DeleteIncome, OnLine, TrueUp, fund, level};
use crate::exit;
use crate::screen::Screen;

pub(super) fn allocate(arguments: &OnLine, screen: &mut Screen<'_>) -> Done {
    on_line(arguments, Ledger::allocate_early, screen)
}

pub(super) fn delete_income(arguments: &DeleteIncome, screen: &mut Screen<'_>) -> Done {
    let fund = fund(&arguments.fund, "FUND")?;
    let (year, unit) = (arguments.year, arguments.unit.as_str());
    let mut ledger = arguments.ledger.open()?;
    ledger.delete_draft_income(year, unit, fund)?;
    let deleted = json!({"deleted": {"year": year, "unit": unit, "fund": fund}});
    screen.answer(&deleted, || format!("deleted income {year} {unit} {fund}"))?;
    Ok(exit::OK)
}

pub(super) fn delete_control(arguments: &DeleteControlTotal, screen: &mut Screen<'_>) -> Done {
    let fund = fund(&arguments.fund, "FUND")?;
    let level = level(&arguments.level, "LEVEL")?;
    let year = arguments.year;
    let mut ledger = arguments.ledger.open()?;
    ledger.delete_control_total(year, fund, level)?;
    let deleted = json!({"deleted": {"year": year, "fund": fund, "level": level}});
    screen.answer(&deleted, || {
        format!("deleted control total {year} {fund} {level}")
    })?;
    Ok(exit::OK)
}

pub(super) fn true_up(arguments: &TrueUp, screen: &mut Screen<'_>) -> Done {
    let year = arguments.year;
    if arguments.dry_run {
        let plan = arguments.ledger.open_read_only()?.plan_true_up(year)?;
        screen.answer(&plan, || words::true_up_text(&plan))?;
        return Ok(exit::OK);
    }
    let particulars = arguments.particulars.read_dated()?;
    let mut ledger = arguments.ledger.open()?;
    let Some(done) = ledger.true_up(year, &particulars)? else {
        screen.answer(&serde_json::Value::Null, || {
            "no estimate is left".to_owned()
        })?;
        return Ok(exit::OK);
    };
    receipt(&done, screen)
}
