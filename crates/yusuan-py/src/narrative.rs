//! The explanatory part of a budget.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pyo3::prelude::*;
use yusuan::tables::{self, FigureParts, NarrativeTexts, Templates};
use yusuan::{Error, Result};

use crate::errors::raise;
use crate::frame::Rows;
use crate::value::{all, value};

value! {
    /// The explanatory part of a budget (部门预算情况说明): figures by key, and the text.
    ///
    /// `str(narrative)` is the text.
    ///
    /// Example:
    ///     >>> narrative = ledger.narrative(2025)
    ///     >>> narrative.title, narrative.currency_unit, narrative.items[0].key
    ///     ('社会保险中心2025年部门预算情况说明', '万元', 'title')
    Narrative(tables::Narrative) {
        /// Stable name: `budget-narrative`.
        id: &'static str = |it, _| it.id;
        /// The title above it.
        title: String = |it, _| it.title.clone();
        /// Unit or department.
        unit: String = |it, _| it.unit.clone();
        /// Budget year.
        year: i16 = |it, _| it.year;
        /// Unit of money of the figures, 万元 or 元.
        currency_unit: &'static str = |it, _| it.currency_unit.label();
        /// What changes are computed from: `displayed` or `exact`.
        basis: &'static str = |it, _| it.basis.as_str();
        /// The items in print order.
        [hidden] items: Rows<NarrativeItem> = |it, _| all(it.items.iter().cloned());
        /// The sentences by section.
        [hidden] sections: Rows<NarrativeSection> = |it, _| all(it.sections.iter().cloned());
        /// What the sentences lack.
        gaps: Rows<NarrativeGap> = |it, _| all(it.gaps.iter().cloned());
        /// What to know when reading it.
        notes: Vec<String> = |it, _| it.notes.clone();
    }
}

#[pymethods]
impl Narrative {
    /// The text: title, headings and sentences, a line each.
    #[getter]
    fn text(&self) -> String {
        self.0.to_text()
    }

    /// Return the item of a key, as `5.3.2080109`.
    ///
    /// Raises:
    ///     NotFoundError: `item_unknown`.
    ///
    /// Example:
    ///     >>> ledger.narrative(2025).item("1.total").section
    ///     '一'
    fn item(&self, key: &str) -> PyResult<NarrativeItem> {
        let found = self.0.item(key).cloned();
        found.map(NarrativeItem).ok_or_else(|| {
            raise(Error::NotFound {
                token: "item_unknown",
                what: "the item",
                value: key.to_owned(),
                hint: "the keys are those of its items".to_owned(),
            })
        })
    }

    fn __str__(&self) -> String {
        self.0.to_text()
    }
}

value! {
    /// The figures of one sentence of the explanatory part, and the sentence.
    ///
    /// Example:
    ///     >>> item = ledger.narrative(2025).item("1.total")
    ///     >>> item.section, tuple(figure.id for figure in item.figures)
    ///     ('一', ('y', 'amount'))
    NarrativeItem(tables::NarrativeItem) {
        /// Stable name, as `5.3.2080109`.
        key: String = |it, _| it.key.to_string();
        /// Where it stands, as 五（三）.
        section: &'static str = |it, _| it.section;
        /// Its figures.
        figures: Rows<NarrativeFigure> = |it, _| all(it.figures.iter().cloned());
        /// Its sentence.
        text: String = |it, _| it.text.to_string();
    }
}

#[pymethods]
impl NarrativeItem {
    /// Return a figure by its name, as `pct`.
    ///
    /// Raises:
    ///     NotFoundError: `figure_unknown`.
    ///
    /// Example:
    ///     >>> ledger.narrative(2025).item("1.total").figure("amount").printed
    ///     '16.19'
    fn figure(&self, id: &str) -> PyResult<NarrativeFigure> {
        let found = self.0.figure(id).cloned();
        found.map(NarrativeFigure).ok_or_else(|| {
            raise(Error::NotFound {
                token: "figure_unknown",
                what: "the figure",
                value: id.to_owned(),
                hint: "the names are those of the figures of its item".to_owned(),
            })
        })
    }
}

value! {
    /// A figure of the explanatory part, as printed and exact.
    ///
    /// Example:
    ///     >>> figure = ledger.narrative(2025).item("1.total").figure("amount")
    ///     >>> figure.kind, figure.printed, figure.unit, figure.fen
    ///     ('amount', '16.19', '万元', 16188000)
    NarrativeFigure(tables::NarrativeFigure) {
        /// Name, unique in its item.
        id: String = |it, _| it.id.to_string();
        /// What it says: `amount`, `share`, `direction`, `amount_change`, `percent_direction`,
        /// `percent_change`, `year`, `count`, `area`, `text` or `name`.
        kind: &'static str = |it, _| it.kind.as_str();
        /// What is printed, without its unit; None where something is missing.
        printed: Option<String> = |it, _| it.printed.clone();
        /// The unit printed behind it.
        unit: Option<&'static str> = |it, _| it.unit;
        /// Exact amount in fen: of a share the part, of a change this year's.
        fen: Option<i64> = |it, _| match it.exact {
            Some(FigureParts::Amount { fen } | FigureParts::Share { part_fen: fen, .. }
                | FigureParts::Change { this_fen: fen, .. }) => Some(fen.get()),
            _ => None,
        };
        /// What it is compared with, in fen: of a share the whole, of a change last year's.
        base_fen: Option<i64> = |it, _| match it.exact {
            Some(FigureParts::Share { whole_fen: fen, .. }
                | FigureParts::Change { last_fen: fen, .. }) => Some(fen.get()),
            _ => None,
        };
        /// A number of things, a year, or hundredths of a square metre.
        number: Option<i64> = |it, _| match it.exact {
            Some(FigureParts::Number { number } | FigureParts::Area { hundredths: number }) => {
                Some(number)
            }
            _ => None,
        };
    }
}

value! {
    /// A section of the explanatory part.
    ///
    /// Example:
    ///     >>> section = ledger.narrative(2025).sections[0]
    ///     >>> section.number, section.heading
    ///     ('一', '一、2025年部门收支预算总体情况')
    NarrativeSection(tables::NarrativeSection) {
        /// 一 to 十二.
        number: &'static str = |it, _| it.number;
        /// The line above it.
        heading: String = |it, _| it.heading.clone();
        /// Its sentences.
        paragraphs: Vec<String> = |it, _| it.paragraphs.iter().map(ToString::to_string).collect();
    }
}

value! {
    /// Something that a sentence needs and nobody said.
    ///
    /// Example:
    ///     >>> gap = ledger.narrative(2025).gaps[0]
    ///     >>> gap.key, gap.id, gap.reason
    ///     ('2.general_public', 'dir', 'last_year_missing')
    NarrativeGap(tables::Gap) {
        /// The item.
        key: String = |it, _| it.key.to_string();
        /// Its figure.
        id: String = |it, _| it.id.to_string();
        /// Why: `text_missing`, `last_year_missing`, `declaration_missing` or `figure_absent`.
        reason: &'static str = |it, _| it.reason.as_str();
    }
}

/// What the department says: by item and figure, or the path of a file.
#[derive(FromPyObject)]
pub(crate) enum Texts {
    #[pyo3(transparent)]
    Said(BTreeMap<String, BTreeMap<String, String>>),
    #[pyo3(transparent)]
    Path(PathBuf),
}

impl Texts {
    pub(crate) fn read(given: Option<Self>) -> Result<NarrativeTexts> {
        match given {
            None => Ok(NarrativeTexts::default()),
            Some(Self::Path(path)) => NarrativeTexts::load(path),
            Some(Self::Said(said)) => {
                let said = said.iter().flat_map(|(key, figures)| {
                    let figures = figures.iter();
                    figures.map(move |(id, text)| (key.as_str(), id.as_str(), text.as_str()))
                });
                Ok(NarrativeTexts::of(said)?)
            }
        }
    }
}

/// Sentences: by item, or the path of a file.
#[derive(FromPyObject)]
pub(crate) enum Words {
    #[pyo3(transparent)]
    Said(BTreeMap<String, String>),
    #[pyo3(transparent)]
    Path(PathBuf),
}

impl Words {
    pub(crate) fn read(given: Option<Self>) -> Result<Templates> {
        match given {
            None => Ok(Templates::default()),
            Some(Self::Path(path)) => Templates::load(path),
            Some(Self::Said(said)) => {
                let said = said.iter();
                let said = said.map(|(key, text)| (key.as_str(), text.as_str()));
                Ok(Templates::default().with(said)?)
            }
        }
    }
}
