//! Vouchers and postings as they are read, and what each event needs.

use rusqlite::Row;

use super::super::row::{integer, number, text, word};
use super::books::Total;
use crate::date::{self, Date};
use crate::journal::Event;

/// Largest amount of a posting, in fen.
pub(super) const AMOUNT_MAX: i64 = 1_000_000_000_000_000;

pub(super) const VOUCHERS: &str = "SELECT voucher_id, act, year, dated, document,
    first_posting_id, posting_count FROM voucher ORDER BY voucher_id";

pub(super) const POSTINGS: &str = "SELECT posting_id, voucher_id, event, amount_fen, line_id,
    to_line_id, income_id, to_income_id, surplus_id, commitment_id, to_commitment_id, refunds_id,
    reverses_id FROM posting ORDER BY posting_id";

/// A voucher row.
#[derive(Debug)]
pub(super) struct Voucher {
    pub(super) id: i64,
    pub(super) act: String,
    pub(super) year: Option<i64>,
    pub(super) dated: Option<String>,
    /// The same, when it is a day of the calendar.
    pub(super) day: Option<Date>,
    pub(super) document: Option<String>,
    pub(super) first_posting: i64,
    pub(super) posting_count: i64,
}

impl Voucher {
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let dated = text(row, 3)?;
        Ok(Self {
            id: number(row, 0)?,
            act: word(row, 1)?,
            year: integer(row, 2)?,
            day: dated.as_deref().and_then(|text| date::parse(text).ok()),
            dated,
            document: text(row, 4)?,
            first_posting: number(row, 5)?,
            posting_count: number(row, 6)?,
        })
    }

    /// Return whether it names a document. Spaces are none, as in SQL.
    pub(super) fn has_document(&self) -> bool {
        let document = self.document.as_deref().unwrap_or_default();
        !document.trim_matches(' ').is_empty()
    }

    /// Return its month, counted from zero.
    pub(super) fn month(&self) -> usize {
        let month = self.day.map_or(1, Date::month);
        usize::try_from(month).unwrap_or(1) - 1
    }

    /// Return the number after the last posting it declares.
    pub(super) const fn end(&self) -> i64 {
        self.first_posting.saturating_add(self.posting_count)
    }

    pub(super) const fn declares(&self, posting: &Posting) -> bool {
        posting.id >= self.first_posting && posting.id < self.end()
    }
}

/// A posting row. Nothing of it is taken for granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) id: i64,
    pub(super) voucher: i64,
    pub(super) event: String,
    pub(super) amount: Option<i64>,
    pub(super) line: Option<i64>,
    pub(super) to_line: Option<i64>,
    pub(super) income: Option<i64>,
    pub(super) to_income: Option<i64>,
    pub(super) surplus: Option<i64>,
    pub(super) commitment: Option<i64>,
    pub(super) to_commitment: Option<i64>,
    pub(super) refunds: Option<i64>,
    pub(super) reverses: Option<i64>,
}

impl Posting {
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: number(row, 0)?,
            voucher: number(row, 1)?,
            event: word(row, 2)?,
            amount: integer(row, 3)?,
            line: integer(row, 4)?,
            to_line: integer(row, 5)?,
            income: integer(row, 6)?,
            to_income: integer(row, 7)?,
            surplus: integer(row, 8)?,
            commitment: integer(row, 9)?,
            to_commitment: integer(row, 10)?,
            refunds: integer(row, 11)?,
            reverses: integer(row, 12)?,
        })
    }

    /// Return what it adds: a reversal takes away. Without a valid amount it adds nothing.
    pub(super) fn effect(&self) -> Total {
        let amount = Total::from(self.amount.unwrap_or_default());
        if self.reverses.is_some() {
            -amount
        } else {
            amount
        }
    }
}

/// Whether a posting names a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Never,
    May,
    Must,
}

impl Presence {
    pub(super) const fn admits(self, is_there: bool) -> bool {
        match self {
            Self::Never => !is_there,
            Self::May => true,
            Self::Must => is_there,
        }
    }

    const fn when(is_needed: bool) -> Self {
        if is_needed { Self::Must } else { Self::Never }
    }
}

/// The rows an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Line,
    TwoLines,
    LineAndSurplus,
    Income,
    IncomeAndSurplus,
    Surplus,
}

/// What an event needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    about: About,
    pub(super) commitment: Presence,
    pub(super) refunds: Presence,
    acts: &'static [&'static str],
    pub(super) needs_document: bool,
}

impl Shape {
    /// Return what an event needs.
    pub(super) const fn of(event: Event) -> Self {
        const APPROVE: &[&str] = &["approve"];
        const EARLY: &[&str] = &["post_early"];
        const POST: &[&str] = &["post"];
        const SPEND: &[&str] = &["post_early", "post"];
        const RELEASE: &[&str] = &["post_early", "post", "close"];
        const CLOSE: &[&str] = &["close"];
        const BOTH: &[&str] = &["post", "close"];
        let (about, acts, needs_document) = match event {
            Event::Approve | Event::ApproveCarried | Event::AbsorbEarly => {
                (About::Line, APPROVE, true)
            }
            Event::AllocateEarly => (About::Line, EARLY, true),
            Event::Supplement
            | Event::Reduce
            | Event::PriorYearIncrease
            | Event::PriorYearDecrease
            | Event::TrueUpIncrease
            | Event::TrueUpDecrease => (About::Line, POST, true),
            Event::Commit | Event::Pay | Event::Refund => (About::Line, SPEND, false),
            Event::Release => (About::Line, RELEASE, false),
            Event::Recall | Event::Lapse => (About::Line, BOTH, false),
            Event::Transfer => (About::TwoLines, POST, true),
            Event::CarryForward => (About::TwoLines, CLOSE, false),
            Event::ToSurplus => (About::LineAndSurplus, BOTH, false),
            Event::UseSurplus | Event::UseEarmarked => (About::LineAndSurplus, POST, true),
            Event::Surrender
            | Event::Distribute
            | Event::EarmarkSurplus
            | Event::PoolOut
            | Event::PoolIn
            | Event::PoolEarmarkedOut
            | Event::PoolEarmarkedIn => (About::Surplus, BOTH, false),
            Event::BudgetIncome => (About::Income, APPROVE, true),
            Event::IncomeIncrease | Event::IncomeDecrease => (About::Income, POST, true),
            Event::Receive => (About::Income, SPEND, false),
            Event::ReturnIncome => (About::Income, POST, false),
            Event::IncomeToSurplus | Event::CoverDeficit => (About::IncomeAndSurplus, CLOSE, false),
        };
        Self {
            about,
            commitment: match event {
                Event::Commit | Event::Release => Presence::Must,
                Event::Pay | Event::Refund | Event::CarryForward => Presence::May,
                _ => Presence::Never,
            },
            refunds: match event {
                Event::Refund => Presence::Must,
                Event::PriorYearIncrease => Presence::May,
                _ => Presence::Never,
            },
            acts,
            needs_document,
        }
    }

    pub(super) const fn line(self) -> Presence {
        Presence::when(matches!(
            self.about,
            About::Line | About::TwoLines | About::LineAndSurplus
        ))
    }

    pub(super) const fn to_line(self) -> Presence {
        Presence::when(matches!(self.about, About::TwoLines))
    }

    pub(super) const fn surplus(self) -> Presence {
        Presence::when(matches!(
            self.about,
            About::LineAndSurplus | About::IncomeAndSurplus | About::Surplus
        ))
    }

    /// Return whether an event that names no line names an income.
    pub(super) const fn income(self) -> Presence {
        Presence::when(matches!(
            self.about,
            About::Income | About::IncomeAndSurplus
        ))
    }

    /// Return whether an act may carry the event.
    pub(super) fn is_carried_by(self, act: &str, is_reversal: bool) -> bool {
        match act {
            "post" | "post_early" => self.acts.contains(&act),
            "approve" | "close" => !is_reversal && self.acts.contains(&act),
            "undo_close" => is_reversal && self.acts.contains(&"close"),
            _ => false,
        }
    }
}
