//! One figure of the explanatory part, and how differences, shares and percentages come about.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::options::{FromZero, NarrativeBasis, NarrativeOptions};
use crate::money::{AmountError, Fen};
use crate::tables::rate;
use crate::word::Own;

/// What a figure says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// A year.
    Year,
    /// Money.
    Amount,
    /// Money more or less than in the original budget of last year, without a sign.
    AmountChange,
    /// One amount as a part of another.
    Share,
    /// The change in percent of last year, without a sign.
    PercentChange,
    /// 增加 or 减少.
    Direction,
    /// 增长 or 下降.
    PercentDirection,
    /// How many.
    Count,
    /// Square metres.
    Area,
    /// What the department says: a reason, a use.
    Text,
    /// A name, or a list of names, out of the ledger.
    Name,
}

impl FigureKind {
    /// Return the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Amount => "amount",
            Self::AmountChange => "amount_change",
            Self::Share => "share",
            Self::PercentChange => "percent_change",
            Self::Direction => "direction",
            Self::PercentDirection => "percent_direction",
            Self::Count => "count",
            Self::Area => "area",
            Self::Text => "text",
            Self::Name => "name",
        }
    }

    /// Say whether it compares with last year.
    pub(super) const fn is_comparison(self) -> bool {
        matches!(
            self,
            Self::AmountChange | Self::PercentChange | Self::Direction | Self::PercentDirection
        )
    }
}

/// The exact figures behind what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(untagged)]
pub enum FigureParts {
    /// Money.
    Amount {
        /// Exact amount.
        fen: Fen,
    },
    /// A part and its whole.
    Share {
        /// Exact part.
        part_fen: Fen,
        /// Exact whole.
        whole_fen: Fen,
    },
    /// An amount of two years.
    Change {
        /// Exact amount of this year.
        this_fen: Fen,
        /// Exact amount of last year.
        last_fen: Fen,
    },
    /// A number of things, or a year.
    Number {
        /// The number.
        number: i64,
    },
    /// An area.
    Area {
        /// Hundredths of a square metre.
        hundredths: i64,
    },
}

/// The name of a figure: nearly always one that this library knows.
pub type FigureId = Cow<'static, str>;

/// A figure of an item, as printed and exact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct NarrativeFigure {
    /// Name, unique in its item.
    pub id: FigureId,
    /// What it says.
    pub kind: FigureKind,
    /// What is printed, without its unit; none where something is missing.
    pub printed: Option<String>,
    /// The unit printed behind it.
    #[serde(deserialize_with = "crate::word::own_if_any")]
    pub unit: Option<Own>,
    /// The exact figures; none for words and for what is missing.
    pub exact: Option<FigureParts>,
}

impl NarrativeFigure {
    /// Return the figure with its unit, as a sentence has it.
    #[must_use]
    pub fn with_unit(&self) -> Option<String> {
        let printed = self.printed.as_deref()?;
        let unit = self.unit.filter(|_| printed != FromZero::DASH);
        Some(format!("{printed}{}", unit.unwrap_or_default()))
    }

    pub(super) fn bare(id: impl Into<FigureId>, kind: FigureKind) -> Self {
        Self {
            id: id.into(),
            kind,
            printed: None,
            unit: None,
            exact: None,
        }
    }
}

/// An amount of the tables: exact, and as they display it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Money {
    pub(super) exact: Fen,
    pub(super) displayed: Fen,
}

impl Money {
    pub(super) fn rounded(exact: Fen, options: &NarrativeOptions) -> Result<Self, AmountError> {
        let displayed = exact.round_to(options.tables.currency_unit)?;
        Ok(Self { exact, displayed })
    }

    /// Return what this method of computing goes on with.
    const fn basis(self, options: &NarrativeOptions) -> Fen {
        match options.basis {
            NarrativeBasis::Displayed => self.displayed,
            NarrativeBasis::Exact => self.exact,
        }
    }
}

/// Makes figures.
#[derive(Clone, Copy)]
pub(super) struct Figures<'a> {
    pub(super) options: &'a NarrativeOptions,
}

impl Figures<'_> {
    fn show(self, amount: Fen) -> String {
        let tables = &self.options.tables;
        amount.display(tables.currency_unit, tables.thousands_separator)
    }

    /// Make an amount; none when it is not known.
    pub(super) fn amount(self, id: impl Into<FigureId>, money: Option<Money>) -> NarrativeFigure {
        NarrativeFigure {
            printed: money.map(|money| self.show(money.displayed)),
            unit: Some(self.options.tables.currency_unit.label()),
            exact: money.map(|money| FigureParts::Amount { fen: money.exact }),
            ..NarrativeFigure::bare(id, FigureKind::Amount)
        }
    }

    /// Make a share; nothing is a part of nothing.
    pub(super) fn share(
        self,
        id: impl Into<FigureId>,
        part: Money,
        whole: Money,
    ) -> NarrativeFigure {
        let of = whole.basis(self.options);
        let printed = if of.is_zero() {
            FromZero::DASH.to_owned()
        } else {
            percent(part.basis(self.options), of)
        };
        NarrativeFigure {
            printed: Some(printed),
            unit: Some("%"),
            exact: Some(FigureParts::Share {
                part_fen: part.exact,
                whole_fen: whole.exact,
            }),
            ..NarrativeFigure::bare(id, FigureKind::Share)
        }
    }

    /// Make the four figures that compare with last year; without last year they are missing.
    ///
    /// The direction follows from the change that is printed, so that 0.00 is never 减少.
    pub(super) fn change(
        self,
        this: Money,
        last: Option<Money>,
    ) -> Result<[NarrativeFigure; 4], AmountError> {
        let figure = |id, kind, unit, printed: Option<String>| NarrativeFigure {
            printed,
            unit,
            exact: last.map(|last| FigureParts::Change {
                this_fen: this.exact,
                last_fen: last.exact,
            }),
            ..NarrativeFigure::bare(id, kind)
        };
        let unit = self.options.tables.currency_unit;
        let mut printed = [None, None, None, None];
        if let Some(last) = last {
            let (now, before) = (this.basis(self.options), last.basis(self.options));
            let change = now.checked_sub(before)?;
            let is_less = change.round_to(unit)? < Fen::ZERO;
            let word = |more: &str, less: &str| if is_less { less } else { more }.to_owned();
            let size = Fen::new(change.get().checked_abs().ok_or(AmountError::Overflow)?);
            let rate = match (before.is_zero(), size.is_zero()) {
                (true, true) => "0.00".to_owned(),
                (true, false) => self.options.from_zero.printed().to_owned(),
                (false, _) => percent(size, before),
            };
            printed = [
                Some(word("增加", "减少")),
                Some(self.show(size)),
                Some(word("增长", "下降")),
                Some(rate),
            ];
        }
        let [direction, change, percent_direction, rate] = printed;
        let label = Some(unit.label());
        Ok([
            figure("dir", FigureKind::Direction, None, direction),
            figure("change", FigureKind::AmountChange, label, change),
            figure(
                "pdir",
                FigureKind::PercentDirection,
                None,
                percent_direction,
            ),
            figure("pct", FigureKind::PercentChange, Some("%"), rate),
        ])
    }
}

/// Make a year.
pub(super) fn year(id: impl Into<FigureId>, year: i16) -> NarrativeFigure {
    NarrativeFigure {
        unit: Some("年"),
        ..number(id, FigureKind::Year, Some(i64::from(year)))
    }
}

/// Make a number of things; none when it is not known.
pub(super) fn count(
    id: impl Into<FigureId>,
    unit: &'static str,
    count: Option<i64>,
) -> NarrativeFigure {
    NarrativeFigure {
        unit: Some(unit),
        ..number(id, FigureKind::Count, count)
    }
}

/// Make an area out of hundredths of a square metre; none when it is not known.
pub(super) fn area(id: impl Into<FigureId>, hundredths: Option<i64>) -> NarrativeFigure {
    NarrativeFigure {
        // Hundredths of a unit are shown as fen are.
        printed: hundredths.map(|hundredths| Fen::new(hundredths).to_yuan_string()),
        unit: Some("平方米"),
        exact: hundredths.map(|hundredths| FigureParts::Area { hundredths }),
        ..NarrativeFigure::bare(id, FigureKind::Area)
    }
}

fn number(id: impl Into<FigureId>, kind: FigureKind, number: Option<i64>) -> NarrativeFigure {
    NarrativeFigure {
        printed: number.map(|number| number.to_string()),
        exact: number.map(|number| FigureParts::Number { number }),
        ..NarrativeFigure::bare(id, kind)
    }
}

/// Return a percentage with two decimals, halves away from zero, without its sign %.
fn percent(part: Fen, whole: Fen) -> String {
    rate::shown(part, whole).trim_end_matches('%').to_owned()
}
