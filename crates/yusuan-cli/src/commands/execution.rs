//! The open year.

use serde_json::json;
use yusuan::{Direction, Fen, Ledger, LineName, Particulars, Receipt};

use super::receipt;
use crate::answer::Done;
use crate::arguments::{
    Adjust, Commit, Income, IncomeEvent, OnCommitment, OnLine, Pay, Refund, Reverse, Transfer, fund,
};
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

/// An act on a line, read from its arguments.
pub(super) struct LineAct {
    pub(super) ledger: Ledger,
    pub(super) line: LineName,
    pub(super) amount: Fen,
    pub(super) particulars: Particulars,
}

impl OnLine {
    pub(super) fn read(&self) -> Result<LineAct, Failure> {
        let amount = self.amount.read()?;
        let particulars = self.particulars.read_dated()?;
        let ledger = self.ledger.open()?;
        Ok(LineAct {
            line: self.line.read(&ledger)?,
            ledger,
            amount,
            particulars,
        })
    }
}

/// A verb on one line, as the ledger has it.
pub(super) type LineVerb = fn(&mut Ledger, LineName, Fen, &Particulars) -> yusuan::Result<Receipt>;

pub(super) fn on_line(arguments: &OnLine, verb: LineVerb, screen: &mut Screen<'_>) -> Done {
    let mut act = arguments.read()?;
    let done = verb(&mut act.ledger, act.line, act.amount, &act.particulars)?;
    receipt(&done, screen)
}

pub(super) fn adjust(arguments: &Adjust, verb: LineVerb, screen: &mut Screen<'_>) -> Done {
    let mut act = arguments.on.read()?;
    let particulars = arguments.adjustment.read(act.particulars)?;
    let done = verb(&mut act.ledger, act.line, act.amount, &particulars)?;
    receipt(&done, screen)
}

pub(super) fn supplement(arguments: &Adjust, screen: &mut Screen<'_>) -> Done {
    adjust(arguments, Ledger::supplement, screen)
}

pub(super) fn reduce(arguments: &Adjust, screen: &mut Screen<'_>) -> Done {
    adjust(arguments, Ledger::reduce, screen)
}

pub(super) fn recall(arguments: &Adjust, screen: &mut Screen<'_>) -> Done {
    adjust(arguments, Ledger::recall, screen)
}

pub(super) fn pay(arguments: &Pay, screen: &mut Screen<'_>) -> Done {
    let on = &arguments.on;
    let payee = arguments.payee.as_deref();
    let Some(commitment) = arguments.commitment else {
        let mut act = on.read()?;
        let paid = act
            .ledger
            .pay(act.line, act.amount, payee, &act.particulars)?;
        return receipt(&paid, screen);
    };
    if !on.line.is_empty() {
        return Err(Failure::usage(
            "a payment against a commitment names no line",
            "give --commitment alone: it knows its line",
        ));
    }
    let (amount, particulars) = (on.amount.read()?, on.particulars.read_dated()?);
    let mut ledger = on.ledger.open()?;
    let paid = ledger.pay_commitment(commitment, amount, payee, &particulars)?;
    receipt(&paid, screen)
}

pub(super) fn transfer(arguments: &Transfer, screen: &mut Screen<'_>) -> Done {
    let mut act = arguments.on.read()?;
    let from = act.ledger.line(act.line)?;
    let to = arguments.to.read(&from.key)?;
    let particulars = arguments.adjustment.read(act.particulars)?;
    let moved = act.ledger.transfer(&from, to, act.amount, &particulars)?;
    receipt(&moved, screen)
}

pub(super) fn commit(arguments: &Commit, screen: &mut Screen<'_>) -> Done {
    let mut act = arguments.on.read()?;
    let counterparty = arguments.counterparty.as_deref();
    let committed = act.ledger.commit(
        act.line,
        act.amount,
        &arguments.contract,
        counterparty,
        &act.particulars,
    )?;
    receipt(&committed, screen)
}

pub(super) fn release(arguments: &OnCommitment, screen: &mut Screen<'_>) -> Done {
    let amount = arguments.amount.read()?;
    let particulars = arguments.particulars.read_dated()?;
    let mut ledger = arguments.ledger.open()?;
    let released = ledger.release(arguments.commitment, amount, &particulars)?;
    receipt(&released, screen)
}

pub(super) fn refund(arguments: &Refund, screen: &mut Screen<'_>) -> Done {
    let amount = arguments.amount.read()?;
    let particulars = arguments.particulars.read_dated()?;
    let mut ledger = arguments.ledger.open()?;
    let refunded = ledger.refund(arguments.payment, amount, &particulars)?;
    receipt(&refunded, screen)
}

pub(super) fn reverse(arguments: &Reverse, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read_dated()?;
    let mut ledger = arguments.ledger.open()?;
    let reversed = ledger.reverse(arguments.voucher, &particulars)?;
    receipt(&reversed, screen)
}

pub(super) fn income(arguments: &Income, screen: &mut Screen<'_>) -> Done {
    let amount = arguments.amount.read()?;
    let fund = fund(&arguments.fund, "FUND")?;
    let (year, unit) = (arguments.year, arguments.unit.as_str());
    let (event, option, dated) = arguments.event();
    if event == IncomeEvent::Budgeted {
        if !arguments.particulars.is_empty() {
            return Err(Failure::usage(
                "a budgeted income is a draft and has no voucher yet",
                "give --received with the day on which the money came in, or leave the rest out",
            ));
        }
        let mut ledger = arguments.ledger.open()?;
        ledger.budget_income(year, unit, fund, amount)?;
        let budgeted = json!({"year": year, "unit": unit, "fund": fund, "amount_fen": amount});
        screen.answer(&budgeted, || {
            format!("budgeted income {} yuan", amount.to_yuan_string())
        })?;
        return Ok(exit::OK);
    }
    let particulars = arguments.particulars.read_on(dated, option)?;
    let mut ledger = arguments.ledger.open()?;
    let adjust = |ledger: &mut Ledger, direction| {
        ledger.adjust_income(year, unit, fund, direction, amount, &particulars)
    };
    let done = match event {
        IncomeEvent::Returned => ledger.return_income(year, unit, fund, amount, &particulars),
        IncomeEvent::Increased => adjust(&mut ledger, Direction::Increase),
        IncomeEvent::Decreased => adjust(&mut ledger, Direction::Decrease),
        IncomeEvent::Budgeted | IncomeEvent::Received => {
            ledger.receive(year, unit, fund, amount, &particulars)
        }
    };
    receipt(&done?, screen)
}
