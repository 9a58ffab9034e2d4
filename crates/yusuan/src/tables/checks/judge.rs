//! A check while it is being made.

use super::amounts::{Amounts, Tolerance, ToleranceReason};
use super::pages::Pages;
use super::printing::{Equation, PrintedTable};
use super::{Check, Comparison, Figure, Verdict};
use crate::money::{AmountError, CurrencyUnit, Fen};
use crate::tables::options::TableOptions;

/// What all identities together come to.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) checks: Vec<Check>,
    /// Every comparison with its cells, when only the print is known.
    pub(super) equations: Vec<Equation>,
}

/// A check while it is being made.
pub(super) struct Judge {
    number: &'static str,
    statement: &'static str,
    pub(super) formal: bool,
    options: TableOptions,
    last_place: Fen,
    is_printed: bool,
    compared: usize,
    decisive: Option<Comparison>,
    findings: Vec<Comparison>,
    equations: Vec<Equation>,
    pub(super) note: Option<String>,
}

impl Judge {
    pub(super) fn new(pages: &Pages<'_>, number: &'static str, statement: &'static str) -> Self {
        Self {
            number,
            statement,
            formal: true,
            options: pages.options.clone(),
            last_place: pages.last_place(),
            is_printed: pages.is_printed(),
            compared: 0,
            decisive: None,
            findings: Vec::new(),
            equations: Vec::new(),
            note: None,
        }
    }

    /// Compare figures of another unit than that of the tables.
    pub(super) fn in_unit(mut self, unit: CurrencyUnit) -> Self {
        self.options.currency_unit = unit;
        self.last_place = unit.last_place();
        self
    }

    /// Return the worst of what was compared so far; none when nothing was.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        self.decisive.as_ref().map(|decisive| decisive.verdict)
    }

    /// Compare two sides, unless one is not wholly known.
    pub(super) fn compare(
        &mut self,
        place: impl FnOnce() -> String,
        left: Amounts,
        right: Amounts,
    ) -> Result<(), AmountError> {
        if left.is_unknown || right.is_unknown {
            return Ok(());
        }
        self.compared = self.compared.saturating_add(1);
        let (verdict, tolerance) = self.judge(&left, &right)?;
        let worst_so_far = self.decisive.as_ref().map(|decisive| decisive.verdict);
        let is_idle =
            worst_so_far.is_some_and(|worst| verdict <= worst) && verdict == Verdict::Holds;
        if is_idle && !self.is_printed {
            return Ok(());
        }
        let place = place();
        let (left_figure, right_figure) = (self.figure(&left), self.figure(&right));
        let tolerance_fen = tolerance.fen;
        let comparison = Comparison {
            place: place.clone(),
            left: left_figure,
            right: right_figure,
            verdict,
            tolerance,
        };
        if verdict != Verdict::Holds {
            self.findings.push(comparison.clone());
        }
        if worst_so_far.is_none_or(|worst| verdict > worst) {
            self.decisive = Some(comparison);
        }
        self.remember(place, left, right, tolerance_fen);
        Ok(())
    }

    /// Compare two sides unless there is no money on either.
    pub(super) fn compare_money(
        &mut self,
        place: impl FnOnce() -> String,
        left: Amounts,
        right: Amounts,
    ) -> Result<(), AmountError> {
        if left.exact.is_zero() && right.exact.is_zero() {
            if self.is_printed && !left.is_unknown && !right.is_unknown {
                self.remember(place(), left, right, Fen::ZERO);
            }
            return Ok(());
        }
        self.compare(place, left, right)
    }

    /// Keep what a comparison says about cells, when those are all there is.
    fn remember(&mut self, place: String, left: Amounts, right: Amounts, tolerance: Fen) {
        if !self.is_printed {
            return;
        }
        self.equations.push(Equation {
            number: self.number,
            statement: self.statement,
            formal: self.formal,
            place,
            sums: (left.displayed, right.displayed),
            rounded: left.rounded.saturating_add(right.rounded),
            left: left.cells,
            right: right.cells,
            tolerance,
        });
    }

    fn judge(&self, left: &Amounts, right: &Amounts) -> Result<(Verdict, Tolerance), AmountError> {
        let apart = left.displayed.checked_sub(right.displayed)?;
        let apart = Fen::new(apart.get().checked_abs().ok_or(AmountError::Overflow)?);
        let is_equal = left.exact == right.exact;
        let must_be_equal = self.formal && !self.is_printed;
        let tolerance = self.tolerance(left, right)?;
        let verdict = if must_be_equal && !is_equal {
            Verdict::Differs
        } else if apart.is_zero() {
            Verdict::Holds
        } else if apart <= tolerance.fen {
            Verdict::Rounding
        } else {
            Verdict::Differs
        };
        Ok((verdict, tolerance))
    }

    /// Say how far apart the printed sides may be.
    fn tolerance(&self, left: &Amounts, right: &Amounts) -> Result<Tolerance, AmountError> {
        let slack = left.slack.checked_add(right.slack)?.get();
        let place = self.last_place.get().max(1);
        let whole = Fen::new(slack.saturating_sub(slack.checked_rem(place).unwrap_or_default()));
        let rounded = left.rounded.saturating_add(right.rounded);
        // In print, where totals are footed: those of one table are sums of the same figures.
        let is_one_sum = self.is_printed && self.options.foot_displayed && is_one_sum(left, right);
        let (fen, reason) = if is_one_sum {
            (Fen::ZERO, ToleranceReason::Footed)
        } else if !self.formal && whole < self.last_place {
            (self.last_place, ToleranceReason::Expected)
        } else if rounded == 0 {
            (whole, ToleranceReason::Exact)
        } else if self.options.foot_displayed {
            (whole, ToleranceReason::Footed)
        } else {
            (whole, ToleranceReason::Rounded)
        };
        Ok(Tolerance {
            fen,
            text: self.text(fen),
            rounded,
            reason,
        })
    }

    pub(super) fn figure(&self, side: &Amounts) -> Figure {
        Figure {
            fen: side.exact,
            text: self.text(side.displayed),
        }
    }

    fn text(&self, fen: Fen) -> String {
        let options = &self.options;
        fen.display(options.currency_unit, options.thousands_separator)
    }

    /// Add the finished check to the others, unless nothing was compared.
    pub(super) fn finish(self, outcome: &mut Outcome) {
        outcome.equations.extend(self.equations);
        if let Some(decisive) = self.decisive {
            outcome.checks.push(Check {
                number: self.number,
                statement: self.statement,
                formal: self.formal,
                compared: self.compared,
                verdict: decisive.verdict,
                decisive,
                findings: self.findings,
                note: self.note,
            });
        }
    }
}

/// Say whether a total stands beside its parts in one table, whose figures are parts of all its
/// totals; the two sides of an overview are not of the same parts.
fn is_one_sum(left: &Amounts, right: &Amounts) -> bool {
    // 年初 + 本年收入 = 本年支出 + 年末: four figures, each rounded on its own.
    if left.cells.len() > 1 && right.cells.len() > 1 {
        return false;
    }
    let mut tables = left.cells.iter().chain(&right.cells).map(|cell| cell.table);
    let first = tables.next();
    let has_two_lists = first.is_some_and(PrintedTable::is_overview);
    !has_two_lists && tables.all(|table| Some(table) == first)
}
