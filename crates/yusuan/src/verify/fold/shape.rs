//! What each event needs.

use crate::journal::Event;

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
