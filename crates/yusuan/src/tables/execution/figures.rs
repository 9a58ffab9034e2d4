//! What is printed of a group of lines.

use crate::error::Result;
use crate::line::LineBalance;
use crate::money::{CurrencyUnit, Fen};
use crate::tables::rate;
use crate::tables::table::{Cell, Column, ColumnId};

/// Sums over lines, exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    approved: Fen,
    committed: Fen,
    paid: Fen,
    settled: Fen,
    left: Fen,
}

impl Figures {
    /// Take the figures of a line.
    pub(super) fn of(balance: &LineBalance) -> Result<Self> {
        Ok(Self {
            approved: balance.original,
            committed: balance.committed,
            paid: balance.paid,
            settled: Fen::sum([balance.carried_out, balance.to_surplus, balance.lapsed])?,
            left: balance.available()?,
        })
    }

    /// Add up.
    pub(super) fn add(&mut self, other: &Self) -> Result<()> {
        self.approved = self.approved.checked_add(other.approved)?;
        self.committed = self.committed.checked_add(other.committed)?;
        self.paid = self.paid.checked_add(other.paid)?;
        self.settled = self.settled.checked_add(other.settled)?;
        self.left = self.left.checked_add(other.left)?;
        Ok(())
    }

    /// All that a line was given and not taken again: whatever became of it.
    fn adjusted(&self) -> Result<Fen> {
        Ok(Fen::sum([
            self.committed,
            self.paid,
            self.settled,
            self.left,
        ])?)
    }
}

/// How amounts are shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    pub(super) currency_unit: CurrencyUnit,
    pub(super) thousands_separator: bool,
    /// Whether there is a column for the month alone.
    pub(super) has_months: bool,
}

impl Shown {
    /// Return the columns behind the labels.
    pub(super) fn columns(self) -> Vec<Column> {
        let amount = Column::amount;
        let mut columns = vec![
            amount("approved", "年初批复"),
            amount("adjusted", "调整后指标"),
            amount("committed", "承诺未付"),
        ];
        if self.has_months {
            columns.push(amount("paid_in_month", "本月支付"));
        }
        columns.extend([
            amount("paid", "累计支付"),
            amount("settled", "年终处理"),
            amount("left", "可用余额"),
            Column::rate("rate", "执行率"),
        ]);
        columns
    }

    /// Return the cells of those columns.
    pub(super) fn cells(
        self,
        figures: &Figures,
        in_month: Option<&Figures>,
    ) -> Result<Vec<(ColumnId, Cell)>> {
        let adjusted = figures.adjusted()?;
        let mut cells = vec![
            ("approved", self.amount(figures.approved)),
            ("adjusted", self.amount(adjusted)),
            ("committed", self.amount(figures.committed)),
        ];
        if self.has_months {
            let paid = in_month.map_or(Fen::ZERO, |month| month.paid);
            cells.push(("paid_in_month", self.amount(paid)));
        }
        cells.extend([
            ("paid", self.amount(figures.paid)),
            ("settled", self.amount(figures.settled)),
            ("left", self.amount(figures.left)),
            ("rate", rate::cell(figures.paid, adjusted)),
        ]);
        let named = cells.into_iter().map(|(id, cell)| (id.into(), cell));
        Ok(named.collect())
    }

    fn amount(self, fen: Fen) -> Cell {
        let shown = (!fen.is_zero()).then_some(fen);
        Cell::Amount {
            fen: shown,
            text: shown.map(|fen| {
                fen.display(self.currency_unit, self.thousands_separator)
                    .into()
            }),
        }
    }
}
