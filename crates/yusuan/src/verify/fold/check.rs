//! What the guards of the file promise of each posting, looked at from the rows alone.

use rusqlite::{Connection, params};

use super::super::finding::{FindingToken, Findings, Place};
use super::super::journal::{Posting, Total, Voucher};
use super::books::{Books, Income, Line, SIGNED, Surplus};
use super::detours::Detours;
use super::limits::Limits;
use super::shape::Shape;
use super::years::Years;
use crate::error::Result;
use crate::journal::Event;

/// Largest amount of a posting, in fen.
const AMOUNT_MAX: i64 = 1_000_000_000_000_000;

/// What a posting is looked at with.
pub(super) struct Examination<'a> {
    pub(super) connection: &'a Connection,
    pub(super) books: &'a Books,
    pub(super) years: &'a Years,
    pub(super) limits: &'a Limits,
    pub(super) detours: &'a Detours,
    pub(super) voucher: &'a Voucher,
    pub(super) posting: &'a Posting,
    pub(super) event: Event,
    pub(super) findings: &'a mut Findings,
}

impl<'a> Examination<'a> {
    /// Look at everything, before the posting counts.
    pub(super) fn run(&mut self) -> Result<()> {
        self.check_amount();
        self.check_shape();
        self.check_voucher();
        self.check_rows();
        self.check_age_of_rows();
        self.check_line_year();
        self.check_commitment_day();
        match self.event {
            Event::Pay => {
                self.check_spending();
                self.check_planned();
            }
            Event::IncomeDecrease => self.check_spending(),
            Event::AllocateEarly => self.check_early(),
            Event::Lapse => {
                self.check_lapse();
                self.check_closing();
            }
            Event::Transfer => {
                self.check_transfer();
                self.check_policies()?;
            }
            Event::CarryForward => {
                self.check_carry_forward()?;
                self.check_policies()?;
                self.check_closing();
            }
            Event::ToSurplus | Event::Recall | Event::Release => self.check_closing(),
            Event::Approve
            | Event::Supplement
            | Event::Reduce
            | Event::UseSurplus
            | Event::UseEarmarked
            | Event::PriorYearIncrease => self.check_policies()?,
            Event::TrueUpIncrease | Event::TrueUpDecrease => {
                self.check_true_up();
                self.check_estimate();
            }
            Event::Distribute | Event::EarmarkSurplus => self.check_fiscal_surplus(),
            Event::PoolOut | Event::PoolIn | Event::PoolEarmarkedOut | Event::PoolEarmarkedIn => {
                self.check_pool()?;
            }
            _ => {}
        }
        self.check_history()
    }

    pub(super) fn add(&mut self, token: FindingToken, message: std::fmt::Arguments<'_>) {
        let id = self.posting.id;
        self.findings
            .add(token, || Place::row("posting", id), message);
    }

    pub(super) fn line(&self) -> Option<&'a Line> {
        self.books.lines.get(&self.posting.line?)
    }

    pub(super) fn to_line(&self) -> Option<&'a Line> {
        self.books.lines.get(&self.posting.to_line?)
    }

    fn income(&self) -> Option<&'a Income> {
        self.books.incomes.get(&self.posting.income?)
    }

    fn invalid_when(&mut self, is_wrong: bool, message: &'static str) {
        if is_wrong {
            self.add(FindingToken::PostingInvalid, format_args!("{message}"));
        }
    }

    pub(super) fn crosses_when(&mut self, is_wrong: bool, message: &'static str) {
        if is_wrong {
            self.add(FindingToken::MoneyCrosses, format_args!("{message}"));
        }
    }

    fn check_amount(&mut self) {
        let is_valid = self
            .posting
            .amount
            .is_some_and(|fen| (1..=AMOUNT_MAX).contains(&fen));
        self.invalid_when(!is_valid, "the amount is not 1 to 10^15 whole fen");
    }

    fn check_shape(&mut self) {
        let (shape, posting) = (Shape::of(self.event), self.posting);
        let is_carried = self.event == Event::CarryForward;
        let is_right = shape.line().admits(posting.line.is_some())
            && shape.to_line().admits(posting.to_line.is_some())
            && shape.surplus().admits(posting.surplus.is_some())
            && (posting.line.is_some() || shape.income().admits(posting.income.is_some()))
            && shape.commitment.admits(posting.commitment.is_some())
            && shape.refunds.admits(posting.refunds.is_some())
            && posting.to_income.is_some() == (is_carried && posting.income.is_some())
            && posting.to_commitment.is_some() == (is_carried && posting.commitment.is_some());
        self.invalid_when(
            !is_right,
            "it names a row its event does not, or lacks one its event needs",
        );
    }

    fn check_voucher(&mut self) {
        let shape = Shape::of(self.event);
        let is_reversal = self.posting.reverses.is_some();
        let is_carried = shape.is_carried_by(&self.voucher.act, is_reversal);
        self.invalid_when(!is_carried, "the act does not carry the event");
        let document = self.voucher.document.as_deref().unwrap_or_default();
        let is_missing = shape.needs_document && !is_reversal && document.trim().is_empty();
        self.invalid_when(is_missing, "the event needs a document");
    }

    /// The rows a posting names must be there and belong together.
    fn check_rows(&mut self) {
        let (books, posting) = (self.books, self.posting);
        let is_missing = posting.line.is_some() && self.line().is_none()
            || posting.to_line.is_some() && self.to_line().is_none()
            || posting.income.is_some() && self.income().is_none();
        self.invalid_when(is_missing, "a row it names is not there");
        let year = self.voucher.year;
        let income = self.income();
        let is_wrong = match self.line() {
            Some(line) => !is_income_of(line, posting.income, books),
            None => income.is_some_and(|income| Some(income.year) != year),
        };
        self.invalid_when(
            is_wrong,
            "the income is not that of the year, unit and fund",
        );
        let is_wrong = self
            .to_line()
            .filter(|_| self.event == Event::CarryForward)
            .is_some_and(|line| !is_income_of(line, posting.to_income, books));
        self.invalid_when(is_wrong, "the income carried into is not that of the line");
        let owner = self.line().map(|line| (line.unit, &line.fund));
        let owner = owner.or(income.map(|income| (income.unit, &income.fund)));
        let surplus = posting.surplus.map(|id| books.surpluses.get(&id));
        let is_wrong = surplus.is_some_and(|surplus| {
            surplus.is_none_or(|s| owner.is_some_and(|owner| owner != (s.unit, &s.fund)))
        });
        self.invalid_when(is_wrong, "the surplus is not that of the unit and fund");
        let commitment = posting.commitment.map(|id| books.commitments.get(&id));
        let is_wrong = commitment.is_some_and(|c| c.map(|c| c.line) != posting.line);
        self.invalid_when(is_wrong, "the commitment is not one of the line");
        let next = posting.to_commitment.map(|id| books.commitments.get(&id));
        let is_wrong = next.is_some_and(|next| {
            next.is_none_or(|next| {
                Some(next.line) != posting.to_line || next.continues != posting.commitment
            })
        });
        self.invalid_when(
            is_wrong,
            "the commitment carried into does not continue the other",
        );
    }

    /// What a posting names was there: it was made by this act or an earlier one.
    fn check_age_of_rows(&mut self) {
        let (books, posting) = (self.books, self.posting);
        let lines = [posting.line, posting.to_line].into_iter().flatten();
        let lines = lines.filter_map(|id| books.lines.get(&id).map(|row| row.created_by));
        let incomes = [posting.income, posting.to_income].into_iter().flatten();
        let incomes = incomes.filter_map(|id| books.incomes.get(&id).map(|row| row.created_by));
        let surplus = posting.surplus.and_then(|id| books.surpluses.get(&id));
        let commitments = [posting.commitment, posting.to_commitment];
        let commitments = commitments.into_iter().flatten();
        let commitments =
            commitments.filter_map(|id| books.commitments.get(&id).map(|row| row.created_by));
        let mut made_by = lines
            .chain(incomes)
            .chain(surplus.map(|row| row.created_by))
            .chain(commitments);
        let voucher = self.voucher.id;
        self.invalid_when(
            made_by.any(|made_by| made_by > voucher),
            "it names a row that a later act made",
        );
    }

    fn check_line_year(&mut self) {
        let year = self.voucher.year;
        let is_wrong = self.line().is_some_and(|line| Some(line.year) != year);
        self.crosses_when(is_wrong, "the line is of another year than the voucher");
    }

    fn check_transfer(&mut self) {
        let (Some(line), Some(to)) = (self.line(), self.to_line()) else {
            return;
        };
        let is_wrong = self.posting.line == self.posting.to_line
            || line.year != to.year
            || line.fund != to.fund
            || line.level != to.level
            || line.origin_year != to.origin_year
            || !line.is_fiscal() && line.unit != to.unit;
        self.crosses_when(
            is_wrong,
            "the lines differ in year, fund, level or origin, or are one",
        );
    }

    fn check_true_up(&mut self) {
        let is_wrong = self
            .line()
            .is_some_and(|line| line.origin_year >= line.year);
        self.crosses_when(is_wrong, "the line it trues up carries nothing over");
    }

    fn check_fiscal_surplus(&mut self) {
        let surplus = self.posting.surplus;
        let surplus = surplus.and_then(|id| self.books.surpluses.get(&id));
        let is_wrong = surplus.is_some_and(Surplus::is_fiscal) && self.posting.reverses.is_none();
        self.crosses_when(
            is_wrong,
            "surplus of a fiscal fund is not distributed or set aside",
        );
    }

    fn check_carry_forward(&mut self) -> Result<()> {
        let (Some(line), Some(to)) = (self.line(), self.to_line()) else {
            return Ok(());
        };
        let is_same = to.year == line.year + 1
            && line.fund == to.fund
            && line.level == to.level
            && line.origin_year == to.origin_year
            && line.kind == to.kind
            && line.project == to.project;
        let connection = self.connection;
        let is_named = (line.unit == to.unit || is_unit_successor(connection, line, to)?)
            && is_successor(
                connection,
                "functional",
                line.year,
                (&line.functional_code, &to.functional_code),
            )?
            && is_successor(
                connection,
                "economic",
                line.year,
                (&line.economic_code, &to.economic_code),
            )?;
        let state = self.years.state(to.year);
        self.crosses_when(
            !(is_same && is_named),
            "next year's line is not the same, nor its successor",
        );
        if !matches!(state, "preparing" | "open") {
            self.add(
                FindingToken::YearStateDiffers,
                format_args!("money is carried into a year that is {state}"),
            );
        }
        Ok(())
    }

    /// Look at what the posting left, once it counts.
    pub(super) fn check_totals(&mut self) {
        let (books, posting) = (self.books, self.posting);
        let money = posting.income.and_then(|id| books.incomes.get(&id));
        for line in [posting.line, posting.to_line].into_iter().flatten() {
            if let Some(found) = books.lines.get(&line) {
                self.require_none_negative("line", line, &found.columns());
                self.check_plan(line, found);
            }
        }
        for income in [posting.income, posting.to_income].into_iter().flatten() {
            if let Some(found) = books.incomes.get(&income) {
                self.require_none_negative("income", income, &found.columns());
                let kept = [(
                    "received_fen less returned_fen",
                    found.received - found.returned,
                )];
                self.require_none_negative("income", income, &kept);
            }
        }
        if let Some((id, found)) = posting
            .surplus
            .and_then(|id| Some((id, books.surpluses.get(&id)?)))
        {
            self.require_none_negative("surplus", id, &found.columns());
        }
        for id in [posting.commitment, posting.to_commitment]
            .into_iter()
            .flatten()
        {
            if let Some(found) = books.commitments.get(&id) {
                self.require_none_negative("commitment", id, &found.columns());
            }
        }
        if let Some(income) = money {
            self.check_money(income.money());
        }
    }

    /// Only money in hand is returned, carried or moved to surplus; only a deficit is covered.
    fn check_money(&mut self, money: Total) {
        let takes = matches!(
            self.event,
            Event::ReturnIncome
                | Event::CarryForward
                | Event::ToSurplus
                | Event::IncomeToSurplus
                | Event::PriorYearDecrease
                | Event::TrueUpDecrease
        );
        let is_wrong = self.posting.reverses.is_none()
            && (takes && money < 0 || self.event == Event::CoverDeficit && money > 0);
        if is_wrong {
            self.add(
                FindingToken::EquationNegative,
                format_args!(
                    "after {} the fund has {money} fen of money",
                    self.event.as_str()
                ),
            );
        }
    }

    fn require_none_negative(&mut self, table: &str, row: i64, totals: &[(&'static str, Total)]) {
        let posting = self.posting.id;
        for (column, total) in totals {
            if *total < 0 && !SIGNED.contains(column) {
                self.findings.differs(
                    FindingToken::EquationNegative,
                    || Place::row("posting", posting),
                    (&"0 or more", total),
                    format_args!("{column} of {table} {row} is negative after it"),
                );
            }
        }
    }
}

/// Return whether a line that is not fiscal has its own income named, and a fiscal one none.
fn is_income_of(line: &Line, income: Option<i64>, books: &Books) -> bool {
    let found = income.and_then(|id| books.incomes.get(&id));
    if line.is_fiscal() {
        return income.is_none();
    }
    found.is_some_and(|income| {
        income.year == line.year && income.unit == line.unit && income.fund == line.fund
    })
}

fn is_successor(
    connection: &Connection,
    scheme: &str,
    year: i64,
    (old, new): (&str, &str),
) -> Result<bool> {
    if old == new {
        return Ok(true);
    }
    let sql = "SELECT EXISTS (SELECT 1 FROM successor
        WHERE scheme = ?1 AND year = ?2 AND old = ?3 AND new = ?4)";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row(params![scheme, year, old, new], |row| row.get(0))?)
}

fn is_unit_successor(connection: &Connection, line: &Line, to: &Line) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM successor AS s
        JOIN unit AS o ON o.name = s.old JOIN unit AS n ON n.name = s.new
        WHERE s.scheme = 'unit' AND s.year = ?1 AND o.unit_id = ?2 AND n.unit_id = ?3)";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row(params![line.year, line.unit, to.unit], |row| row.get(0))?)
}
