//! Vouchers of several entries, and what undoes or returns one of them.

use super::{importing, receipt};
use crate::answer::Done;
use crate::arguments::{OnCommitment, Post, RefundPriorYear, ReversePosting};
use crate::screen::Screen;

pub(super) fn post(arguments: &Post, screen: &mut Screen<'_>) -> Done {
    if arguments.each {
        return importing::post_each(arguments, screen);
    }
    let particulars = arguments
        .adjustment
        .read(arguments.particulars.read_dated()?)?;
    let mut ledger = arguments.ledger.open()?;
    let posted = ledger.post_file(&arguments.entries, &particulars)?;
    receipt(&posted, screen)
}

pub(super) fn reverse_posting(arguments: &ReversePosting, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read_dated()?;
    let mut ledger = arguments.ledger.open()?;
    let reversed = ledger.reverse_posting(arguments.posting, &particulars)?;
    receipt(&reversed, screen)
}

pub(super) fn refund_prior_year(arguments: &RefundPriorYear, screen: &mut Screen<'_>) -> Done {
    let amount = arguments.amount.read()?;
    let particulars = arguments
        .granted
        .read(arguments.particulars.read_dated()?)?;
    let mut ledger = arguments.ledger.open()?;
    let to = if arguments.line.is_empty() {
        None
    } else {
        Some(arguments.line.read(&ledger)?)
    };
    let returned = ledger.refund_prior_year(arguments.payment, to, amount, &particulars)?;
    receipt(&returned, screen)
}

pub(super) fn increase_commitment(arguments: &OnCommitment, screen: &mut Screen<'_>) -> Done {
    let amount = arguments.amount.read()?;
    let particulars = arguments.particulars.read_dated()?;
    let mut ledger = arguments.ledger.open()?;
    let increased = ledger.increase_commitment(arguments.commitment, amount, &particulars)?;
    receipt(&increased, screen)
}
