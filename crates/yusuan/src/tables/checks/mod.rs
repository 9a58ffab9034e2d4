//! The identities (勾稽关系) between the finished tables 01 to 11, and between final accounts.
//!
//! A check compares figures of the tables, not the lines behind them: each side is the exact sum of
//! its cells, and the sum of what its cells print. The two together tell rounding from error.
//!
//! Some identities are no rule but what a reader expects: 303 beside 2080502, say. They are
//! checked as well, with [`Check::formal`] false, and by what is printed alone: since the two sides
//! need not be the same money, one last place between them counts as rounding. No lines of positive
//! amounts make a formal check come out as [`Verdict::Differs`]; that takes a wrong table.
//!
//! What is not compared, because it need not be equal:
//!
//! * 4.4 and 5.2 take the carry-over of table 04 into account; 5.2 is left out when table 04
//!   includes it, since no other table splits it by fund and class;
//! * 5.5 and 5.6 are left out when basic money that no table shows separately (of the special
//!   account or the unit's own funds) explains the difference;
//! * 11.3 is left out when carried money shares a functional class with money of this year.
//!
//! A check that finds nothing to compare is left out too.

mod book;
mod by_code;
mod details;
mod final_balances;
mod final_by_code;
mod final_details;
mod final_pages;
mod final_sides;
mod pages;
mod sides;

use serde::Serialize;

use super::error::TableError;
use super::final_account::FinalTemplate;
use super::options::TableOptions;
use super::table::Table;
use crate::money::{AmountError, CurrencyUnit, Fen};
use final_pages::FinalPages;
use pages::{Amounts, Pages};

pub use book::check_budget_book;

/// What a check says about two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Both sides agree, exactly and as printed.
    Holds,
    /// The sides agree, but what is printed does not add up.
    Rounding,
    /// The sides disagree.
    Differs,
}

impl Verdict {
    /// Return the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Rounding => "rounding",
            Self::Differs => "differs",
        }
    }
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Sum of the exact amounts.
    pub fen: Fen,
    /// Sum of the printed amounts, written as they are.
    pub text: String,
}

/// Two figures that ought to be equal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Where: tables, rows and columns by id.
    pub place: String,
    /// Left side of the statement.
    pub left: Figure,
    /// Right side of the statement.
    pub right: Figure,
    /// What came out here.
    pub verdict: Verdict,
}

/// An identity with everything that was compared for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Number, as `6.2`: table, then identity; `决6.2` for a final account, by the order of 2024.
    pub number: &'static str,
    /// The identity in words.
    pub statement: &'static str,
    /// Whether it must hold; otherwise it is only expected to.
    pub formal: bool,
    /// Number of comparisons.
    pub compared: usize,
    /// The worst that came out.
    pub verdict: Verdict,
    /// The first comparison with that verdict.
    pub decisive: Comparison,
    /// Every comparison that does not hold.
    pub findings: Vec<Comparison>,
    /// What to know when reading the result.
    pub note: Option<String>,
}

/// Compare the eleven tables with each other.
///
/// The tables may be any that were made together by [`super::budget_tables`], in any order; more
/// tables do no harm. `options` are those that they were made with.
///
/// # Errors
///
/// [`TableError::TableMissing`]; [`TableError::Amount`] when a printed amount cannot be read or a
/// sum is too large.
pub fn check_budget_tables(
    tables: &[Table],
    options: &TableOptions,
) -> Result<Vec<Check>, TableError> {
    let pages = Pages::new(tables, options)?;
    let mut checks = Vec::new();
    sides::check(&pages, &mut checks)?;
    by_code::check(&pages, &mut checks)?;
    details::check(&pages, &mut checks)?;
    checks.sort_by_key(|check| place_of(check.number));
    Ok(checks)
}

/// Compare the final accounts of a year with each other.
///
/// The tables may be any that were made together by [`super::final_tables`], in any order.
/// `template` and `options` are those that they were made with.
///
/// # Errors
///
/// As [`check_budget_tables`].
pub fn check_final_tables(
    tables: &[Table],
    template: &FinalTemplate,
    options: &TableOptions,
) -> Result<Vec<Check>, TableError> {
    let pages = FinalPages::new(tables, template, options)?;
    let mut checks = Vec::new();
    final_sides::check(&pages, &mut checks)?;
    final_by_code::check(&pages, &mut checks)?;
    final_details::check(&pages, &mut checks)?;
    final_balances::check(&pages, &mut checks)?;
    Ok(checks)
}

/// Return the parts of a number, so that 10.1 comes after 9.1.
fn place_of(number: &str) -> Vec<u32> {
    number
        .split('.')
        .filter_map(|part| part.parse().ok())
        .collect()
}

/// A check while it is being made.
struct Judge {
    number: &'static str,
    statement: &'static str,
    formal: bool,
    unit: CurrencyUnit,
    thousands_separator: bool,
    compared: usize,
    decisive: Option<Comparison>,
    findings: Vec<Comparison>,
    note: Option<String>,
}

impl Judge {
    fn new(pages: &Pages<'_>, number: &'static str, statement: &'static str) -> Self {
        Self {
            number,
            statement,
            formal: true,
            unit: pages.options.currency_unit,
            thousands_separator: pages.options.thousands_separator,
            compared: 0,
            decisive: None,
            findings: Vec::new(),
            note: None,
        }
    }

    /// Compare two sides.
    fn compare(
        &mut self,
        place: impl FnOnce() -> String,
        left: Amounts,
        right: Amounts,
    ) -> Result<(), AmountError> {
        self.compared = self.compared.saturating_add(1);
        let verdict = self.judge(left, right)?;
        let worst_so_far = self.decisive.as_ref().map(|decisive| decisive.verdict);
        if worst_so_far.is_some_and(|worst| verdict <= worst) && verdict == Verdict::Holds {
            return Ok(());
        }
        let (left, right) = (self.figure(left), self.figure(right));
        let comparison = Comparison {
            place: place(),
            left,
            right,
            verdict,
        };
        if verdict != Verdict::Holds {
            self.findings.push(comparison.clone());
        }
        if worst_so_far.is_none_or(|worst| verdict > worst) {
            self.decisive = Some(comparison);
        }
        Ok(())
    }

    /// Compare two sides unless there is no money on either.
    fn compare_money(
        &mut self,
        place: impl FnOnce() -> String,
        left: Amounts,
        right: Amounts,
    ) -> Result<(), AmountError> {
        if left.exact.is_zero() && right.exact.is_zero() {
            return Ok(());
        }
        self.compare(place, left, right)
    }

    fn judge(&self, left: Amounts, right: Amounts) -> Result<Verdict, AmountError> {
        let apart = left
            .displayed
            .checked_sub(right.displayed)?
            .get()
            .unsigned_abs();
        let near = apart <= self.unit.last_place().get().unsigned_abs();
        Ok(match (self.formal, left.exact == right.exact) {
            (true, false) => Verdict::Differs,
            (false, false) if !near => Verdict::Differs,
            _ if apart == 0 => Verdict::Holds,
            _ => Verdict::Rounding,
        })
    }

    fn figure(&self, side: Amounts) -> Figure {
        let text = side.displayed.display(self.unit, self.thousands_separator);
        Figure {
            fen: side.exact,
            text,
        }
    }

    /// Add the finished check to the others, unless nothing was compared.
    fn finish(self, checks: &mut Vec<Check>) {
        if let Some(decisive) = self.decisive {
            checks.push(Check {
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
