//! An item while its figures are put together.

use std::sync::Arc;

use super::figure::{self, FigureId, FigureKind, Figures, Money, NarrativeFigure};
use super::sheet::Sheets;
use super::texts::NarrativeTexts;
use super::{NarrativeInput, NarrativeItem};
use crate::money::AmountError;
use crate::tables::budget::BudgetTable;
use crate::tables::error::TableError;

/// What items are made from, and those that are made.
pub(super) struct Maker<'a> {
    pub(super) input: &'a NarrativeInput<'a>,
    pub(super) this: Sheets<'a>,
    pub(super) last: Option<Sheets<'a>>,
    pub(super) items: Vec<NarrativeItem>,
}

/// An item while it grows.
pub(super) struct Draft<'a> {
    figures: Figures<'a>,
    texts: &'a NarrativeTexts,
    year: i16,
    item: NarrativeItem,
}

impl<'a> Maker<'a> {
    pub(super) fn new(input: &'a NarrativeInput<'a>) -> Result<Self, TableError> {
        Ok(Self {
            input,
            this: Sheets::of(input.this, input.tables)?,
            last: input.last.map(|last| Sheets::of(last, None)).transpose()?,
            items: Vec::new(),
        })
    }

    pub(super) const fn year(&self) -> i16 {
        self.input.this.year
    }

    /// Begin an item.
    pub(super) fn item(&self, key: impl Into<Arc<str>>, section: &'static str) -> Draft<'a> {
        Draft {
            figures: Figures {
                options: self.input.options,
            },
            texts: self.input.texts,
            year: self.year(),
            item: NarrativeItem {
                key: key.into(),
                section,
                figures: Vec::new(),
                text: "".into(),
            },
        }
    }

    pub(super) fn keep(&mut self, draft: Draft<'_>) {
        self.keep_all(vec![draft]);
    }

    pub(super) fn keep_all(&mut self, drafts: Vec<Draft<'_>>) {
        self.items.extend(drafts.into_iter().map(|mut draft| {
            // A county has a hundred thousand of them.
            draft.item.figures.shrink_to_fit();
            draft.item
        }));
    }

    /// Add a heading, which says the year.
    pub(super) fn heading(&mut self, number: u8, section: &'static str) {
        let draft = self.item(format!("{number}.heading"), section).year("y");
        self.keep(draft);
    }

    /// Return a cell of this year and of last year.
    pub(super) fn both(
        &self,
        table: BudgetTable,
        row: &str,
        column: &str,
    ) -> Result<(Money, Option<Money>), AmountError> {
        let last = self.last.as_ref();
        let last = last.map(|sheets| sheets.at(table, row, column));
        Ok((self.this.at(table, row, column)?, last.transpose()?))
    }
}

impl Draft<'_> {
    fn with(mut self, figure: NarrativeFigure) -> Self {
        self.item.figures.push(figure);
        self
    }

    /// Add the budget year.
    pub(super) fn year(self, id: impl Into<FigureId>) -> Self {
        let year = self.year;
        self.this_year(id, year)
    }

    /// Add another year.
    pub(super) fn this_year(self, id: impl Into<FigureId>, year: i16) -> Self {
        let figure = figure::year(id, year);
        self.with(figure)
    }

    pub(super) fn amount(self, id: impl Into<FigureId>, money: Money) -> Self {
        self.stated_amount(id, Some(money))
    }

    /// Add an amount that may be missing.
    pub(super) fn stated_amount(self, id: impl Into<FigureId>, money: Option<Money>) -> Self {
        let figure = self.figures.amount(id, money);
        self.with(figure)
    }

    pub(super) fn share(self, id: impl Into<FigureId>, part: Money, whole: Money) -> Self {
        let figure = self.figures.share(id, part, whole);
        self.with(figure)
    }

    /// Add direction, change, its direction in percent, and the percentage.
    pub(super) fn change(mut self, this: Money, last: Option<Money>) -> Result<Self, AmountError> {
        let figures = self.figures.change(this, last)?;
        self.item.figures.extend(figures);
        Ok(self)
    }

    pub(super) fn count(
        self,
        id: impl Into<FigureId>,
        unit: &'static str,
        count: Option<i64>,
    ) -> Self {
        let figure = figure::count(id, unit, count);
        self.with(figure)
    }

    pub(super) fn area(self, id: impl Into<FigureId>, hundredths: Option<i64>) -> Self {
        let figure = figure::area(id, hundredths);
        self.with(figure)
    }

    /// Add a name, or a list of names.
    pub(super) fn name(self, id: impl Into<FigureId>, name: impl Into<String>) -> Self {
        self.stated_name(id, Some(name.into()))
    }

    /// Add a name that may be missing.
    pub(super) fn stated_name(self, id: impl Into<FigureId>, name: Option<String>) -> Self {
        self.with(NarrativeFigure {
            printed: name,
            ..NarrativeFigure::bare(id, FigureKind::Name)
        })
    }

    /// Add what the department says; missing when it says nothing.
    pub(super) fn text(self, id: impl Into<FigureId>) -> Self {
        let id = id.into();
        let said = self.texts.get(&self.item.key, &id).map(str::to_owned);
        self.with(NarrativeFigure {
            printed: said,
            ..NarrativeFigure::bare(id, FigureKind::Text)
        })
    }
}
