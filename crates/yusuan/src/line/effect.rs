//! What each event adds to the running totals of the rows that it names: `docs/events.md` as code.
//!
//! The file does this by triggers and `verify` by code of its own; nothing is shared with either.

use super::{CommitmentTotals, IncomeTotals, LineBalance, SurplusTotals};
use crate::error::{Error, Result};
use crate::money::Fen;

/// A posting as its effects see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Movement<'a> {
    /// What it does.
    pub(crate) event: &'a str,
    /// What it adds: negative when it undoes another.
    pub(crate) effect: Fen,
    /// Whether it names a commitment.
    pub(crate) has_commitment: bool,
}

impl Movement<'_> {
    fn add(&self, total: &mut Fen) -> Result<()> {
        *total = total.checked_add(self.effect)?;
        Ok(())
    }

    fn take(&self, total: &mut Fen) -> Result<()> {
        *total = total.checked_sub(self.effect)?;
        Ok(())
    }

    /// An event that this release does not know must not pass for one without effect.
    fn unknown(&self, book: &str) -> Error {
        Error::damaged(format!("no effect of event {} on {book}", self.event))
    }

    /// Let it count on its line.
    pub(crate) fn on_line(&self, line: &mut LineBalance) -> Result<()> {
        match self.event {
            "approve" | "approve_carried" => self.add(&mut line.original),
            "allocate_early" => self.add(&mut line.early),
            "absorb_early" => self.take(&mut line.early),
            "supplement" => self.add(&mut line.supplement),
            "reduce" => self.add(&mut line.reduction),
            "transfer" => self.add(&mut line.transferred_out),
            "recall" => self.add(&mut line.recalled),
            "prior_year_increase" | "true_up_increase" => self.add(&mut line.prior_year),
            "prior_year_decrease" | "true_up_decrease" => self.take(&mut line.prior_year),
            "commit" => self.add(&mut line.committed),
            "release" => self.take(&mut line.committed),
            "pay" | "carry_forward" => {
                if self.has_commitment {
                    self.take(&mut line.committed)?;
                }
                let total = if self.event == "pay" {
                    &mut line.paid
                } else {
                    &mut line.carried_out
                };
                self.add(total)
            }
            "refund" => {
                if self.has_commitment {
                    self.add(&mut line.committed)?;
                }
                self.take(&mut line.paid)
            }
            "to_surplus" => self.add(&mut line.to_surplus),
            "lapse" => self.add(&mut line.lapsed),
            "use_surplus" | "use_earmarked" => self.add(&mut line.surplus_used),
            _ => Err(self.unknown("its line")),
        }
    }

    /// Let it count on the line that receives.
    pub(crate) fn on_to_line(&self, line: &mut LineBalance) -> Result<()> {
        match self.event {
            "transfer" => self.add(&mut line.transferred_in),
            "carry_forward" => {
                if self.has_commitment {
                    self.add(&mut line.committed)?;
                }
                self.add(&mut line.carried_in)
            }
            _ => Err(self.unknown("the line that receives")),
        }
    }

    /// Let it count on its income. Most events on a line name one that they do not move.
    pub(crate) fn on_income(&self, income: &mut IncomeTotals) -> Result<()> {
        match self.event {
            "budget_income" => self.add(&mut income.budgeted),
            "income_increase" => self.add(&mut income.increased),
            "income_decrease" => self.add(&mut income.decreased),
            "receive" => self.add(&mut income.received),
            "return_income" => self.add(&mut income.returned),
            "approve_carried" => self.add(&mut income.carried_in),
            "use_surplus" | "use_earmarked" | "cover_deficit" => self.add(&mut income.surplus_used),
            "prior_year_increase" | "true_up_increase" => self.add(&mut income.prior_year),
            "prior_year_decrease" | "true_up_decrease" => self.take(&mut income.prior_year),
            "pay" => self.add(&mut income.paid),
            "refund" => self.take(&mut income.paid),
            "carry_forward" => self.add(&mut income.carried_out),
            "to_surplus" | "income_to_surplus" => self.add(&mut income.to_surplus),
            "approve" | "allocate_early" | "absorb_early" | "supplement" | "reduce"
            | "transfer" | "recall" | "commit" | "release" | "lapse" => Ok(()),
            _ => Err(self.unknown("its income")),
        }
    }

    /// Let it count on the income of next year.
    pub(crate) fn on_to_income(&self, income: &mut IncomeTotals) -> Result<()> {
        match self.event {
            "carry_forward" => self.add(&mut income.carried_in),
            _ => Err(self.unknown("the income of next year")),
        }
    }

    /// Let it count on its surplus.
    pub(crate) fn on_surplus(&self, surplus: &mut SurplusTotals) -> Result<()> {
        match self.event {
            "to_surplus" | "income_to_surplus" => self.add(&mut surplus.added),
            "use_surplus" | "cover_deficit" => self.add(&mut surplus.used),
            "surrender" => self.add(&mut surplus.surrendered),
            "distribute" => self.add(&mut surplus.distributed),
            "earmark_surplus" => self.add(&mut surplus.earmarked),
            "use_earmarked" => self.add(&mut surplus.earmarked_used),
            "pool_in" => self.add(&mut surplus.pooled_in),
            "pool_out" => self.add(&mut surplus.pooled_out),
            "pool_earmarked_in" => self.add(&mut surplus.earmarked_in),
            "pool_earmarked_out" => self.add(&mut surplus.earmarked_out),
            _ => Err(self.unknown("its surplus")),
        }
    }

    /// Let it count on its commitment.
    pub(crate) fn on_commitment(&self, commitment: &mut CommitmentTotals) -> Result<()> {
        match self.event {
            "commit" => self.add(&mut commitment.committed),
            "release" => self.add(&mut commitment.released),
            "pay" => self.add(&mut commitment.paid),
            "refund" => self.take(&mut commitment.paid),
            "carry_forward" => self.add(&mut commitment.carried_out),
            _ => Err(self.unknown("its commitment")),
        }
    }

    /// Let it count on the commitment of next year.
    pub(crate) fn on_to_commitment(&self, commitment: &mut CommitmentTotals) -> Result<()> {
        match self.event {
            "carry_forward" => self.add(&mut commitment.carried_in),
            _ => Err(self.unknown("the commitment of next year")),
        }
    }
}
