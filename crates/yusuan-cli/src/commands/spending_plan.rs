//! 用款计划.

use std::collections::BTreeMap;

use yusuan::{Fen, SpendingPlan};

use super::receipt;
use crate::answer::{Done, plan_text};
use crate::arguments::{Period, PlanCommand, PlanSpending, ShowPlan};
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

pub(super) fn run(command: &PlanCommand, screen: &mut Screen<'_>) -> Done {
    match command {
        PlanCommand::PlanSpending(arguments) => plan(arguments, screen),
        PlanCommand::SpendingPlan(arguments) => show(arguments, screen),
    }
}

fn plan(arguments: &PlanSpending, screen: &mut Screen<'_>) -> Done {
    let plan = match arguments.by {
        Some(Period::Month) => SpendingPlan::ByMonth,
        Some(Period::Quarter) => SpendingPlan::ByQuarter,
        None => SpendingPlan::Months(months(&arguments.months)?),
    };
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let line = arguments.line.read(&ledger)?;
    let planned = ledger.plan_spending(line, plan, &particulars)?;
    receipt(&planned, screen)
}

fn months(given: &[String]) -> Result<BTreeMap<u8, Fen>, Failure> {
    let mut months = BTreeMap::new();
    for text in given {
        let parts = text.split_once('=');
        let month = parts.and_then(|(month, _)| month.trim().parse().ok());
        let (Some(month), Some((_, amount))) = (month, parts) else {
            return Err(Failure::usage(
                format!("not a month and its amount: {text}"),
                "write the number of the month and yuan, as 3=500.00",
            ));
        };
        let amount = Fen::parse_yuan(amount.trim());
        let amount = amount.map_err(|error| Failure::about("MONTH=AMOUNT")(error.into()))?;
        if months.insert(month, amount).is_some() {
            return Err(Failure::usage(
                format!("the month is given twice: {month}"),
                "give each month once",
            ));
        }
    }
    Ok(months)
}

fn show(arguments: &ShowPlan, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    let line = arguments.line.read(&ledger)?;
    let plan = ledger.spending_plan(line)?;
    screen.answer(&plan, || plan_text(&plan))?;
    Ok(exit::OK)
}
