//! The identities (勾稽关系) between the finished tables 01 to 11, and between final accounts.
//!
//! A check compares figures of the tables, not the lines behind them: each side is the exact sum of
//! its cells, and the sum of what its cells print. The two together tell rounding from error.
//!
//! # Tolerance
//!
//! A figure that is rounded once is off by at most half a last place. So the printed sides of an
//! identity that holds are apart by at most (rounded figures on both sides) × half a last place;
//! a total beside n addends has n + 1 of them. Printed figures differ by whole last places, so that
//! the bound counts down to one: 646.04 beside 626.51 + 19.54 may be 0.015 apart, and so 0.01.
//! Blank cells are nothing and were not rounded; where every fen is printed nothing was.
//!
//! Two figures alone may so be one last place apart: whoever rounds both alike prints one amount
//! alike, but a reader does not know that (one may be a footed total, or a half went up here and
//! down there), and gets a `rounding` that says where to look.
//!
//! With [`TableOptions::foot_displayed`] a total is a sum of rounded figures and off by as many
//! halves as it has parts; it is taken to have as many as its table prints.
//!
//! * Exact fen known: equality is exact, and the tolerance only judges what is printed. Sides that
//!   are equal in fen and further apart in print than rounding explains differ as well.
//! * Only the print known: within the tolerance is `rounding`, beyond it `differs`.
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

mod amounts;
mod book;
mod by_code;
mod details;
mod final_balances;
mod final_by_code;
mod final_details;
mod final_pages;
mod final_sides;
mod judge;
mod pages;
mod printing;
mod sides;

use serde::{Deserialize, Serialize};

use super::error::TableError;
use super::final_account::{FinalTable, FinalTemplate};
use super::options::TableOptions;
use super::table::Table;
use crate::money::{AmountError, Fen};
use crate::word::Own;
pub(crate) use amounts::CellRef;
pub use amounts::{Tolerance, ToleranceReason};
use final_pages::FinalPages;
use judge::Outcome;
use pages::Pages;
pub(crate) use printing::{Equation, PrintedTable, Printing};

pub use book::check_budget_book;

/// What a check says about two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
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

    /// Return the Chinese name.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Holds => "相符",
            Self::Rounding => "尾差",
            Self::Differs => "不符",
        }
    }
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Figure {
    /// Sum of the exact amounts.
    pub fen: Fen,
    /// Sum of the printed amounts, written as they are.
    pub text: String,
}

/// Two figures that ought to be equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Comparison {
    /// Where: tables, rows and columns by id.
    pub place: String,
    /// Left side of the statement.
    pub left: Figure,
    /// Right side of the statement.
    pub right: Figure,
    /// What came out here.
    pub verdict: Verdict,
    /// How far apart the printed figures may be, and why.
    pub tolerance: Tolerance,
}

/// An identity with everything that was compared for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Check {
    /// Number, as `6.2`: table, then identity; `决6.2` for a final account, by the order of 2024.
    #[serde(deserialize_with = "crate::word::own")]
    pub number: Own,
    /// The identity in words.
    #[serde(deserialize_with = "crate::word::own")]
    pub statement: Own,
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
    Ok(run(&pages)?.checks)
}

/// Compare the tables of a document, of which only the print is known: each amount cell holds what
/// it prints, and tables that are not there are compared with nothing.
///
/// Says for every comparison, those that hold included, which cells it is about.
pub(crate) fn check_printed_tables(
    tables: &[Table],
    options: &TableOptions,
    printing: &Printing,
) -> Result<(Vec<Check>, Vec<Equation>), TableError> {
    let outcome = run(&Pages::printed(tables, options, printing))?;
    Ok((outcome.checks, outcome.equations))
}

/// Compare the final accounts of a document, as [`check_printed_tables`] does those of a budget.
/// `template` says which income rows there are.
pub(crate) fn check_printed_accounts(
    tables: &[(FinalTable, &Table)],
    template: &FinalTemplate,
    options: &TableOptions,
    printing: &Printing,
) -> Result<(Vec<Check>, Vec<Equation>), TableError> {
    let pages = FinalPages::printed(tables, template, options, printing);
    let outcome = run_final(&pages)?;
    Ok((outcome.checks, outcome.equations))
}

fn run(pages: &Pages<'_>) -> Result<Outcome, AmountError> {
    let mut outcome = Outcome::default();
    sides::check(pages, &mut outcome)?;
    by_code::check(pages, &mut outcome)?;
    details::check(pages, &mut outcome)?;
    outcome.checks.sort_by_key(|check| place_of(check.number));
    Ok(outcome)
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
    Ok(run_final(&FinalPages::new(tables, template, options)?)?.checks)
}

fn run_final(pages: &FinalPages<'_>) -> Result<Outcome, AmountError> {
    let mut outcome = Outcome::default();
    final_sides::check(pages, &mut outcome)?;
    final_by_code::check(pages, &mut outcome)?;
    final_details::check(pages, &mut outcome)?;
    final_balances::check(pages, &mut outcome)?;
    Ok(outcome)
}

/// Return the parts of a number, so that 10.1 comes after 9.1.
fn place_of(number: &str) -> Vec<u32> {
    number
        .split('.')
        .filter_map(|part| part.parse().ok())
        .collect()
}
