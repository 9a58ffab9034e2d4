//! The explanatory part of a budget: 部门预算情况说明, figure by figure and sentence by sentence.
//!
//! | file | part |
//! |---|---|
//! | `draft` | an item while its figures are put together |
//! | `figure` | differences, shares and percentages |
//! | `sheet` | the tables, as the figures read them |
//! | `income`, `spending`, `money`, `facts` | items 一 to 十二 |
//! | `shapes` | which items and figures there may be, for templates and texts |
//! | `template` | the sentences |
//!
//! A figure is computed from what the tables display, unless told otherwise: displayed this year
//! minus displayed last year, change over displayed last year, part over displayed total, every
//! rounding half up. Last year is its budget as it was approved, whatever came later.

mod draft;
mod facts;
mod figure;
mod income;
mod money;
mod options;
mod shapes;
mod sheet;
mod spending;
mod template;
mod texts;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::error::TableError;
use super::{BudgetInput, BudgetTable, Cell, RowLevel, Table};
use crate::money::CurrencyUnit;
use crate::word::Own;
use draft::Maker;

pub use facts::NarrativeFacts;
pub use figure::{FigureId, FigureKind, FigureParts, NarrativeFigure};
pub use options::{FromZero, NarrativeBasis, NarrativeOptions};
pub(crate) use shapes::Shape;
pub(crate) use template::TemplateFault;
pub use template::Templates;
pub use texts::NarrativeTexts;

/// Everything that a narrative is made from.
#[derive(Clone, Copy, Debug)]
pub struct NarrativeInput<'a> {
    /// This year, as its tables are made from it; made with the options of `options.tables`.
    pub this: &'a BudgetInput<'a>,
    /// The eleven tables of this year, where they are finished already; else they are made.
    pub tables: Option<&'a [Table]>,
    /// The original budget of last year; none when it is not known.
    pub last: Option<&'a BudgetInput<'a>>,
    /// What functional codes of last year are called this year, where that changed.
    pub successors: &'a BTreeMap<String, String>,
    /// What 公用经费 is called for such a unit: 机关运行经费, 事业单位运行经费.
    pub operating_name: &'a str,
    /// What the units declare of themselves.
    pub facts: &'a NarrativeFacts,
    /// What the department says.
    pub texts: &'a NarrativeTexts,
    /// The sentences.
    pub templates: &'a Templates,
    /// Variants.
    pub options: &'a NarrativeOptions,
}

/// What a narrative is asked for with: variants, and the department's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NarrativeRequest {
    /// Variants.
    pub options: NarrativeOptions,
    /// What the department says: reasons and uses.
    pub texts: NarrativeTexts,
    /// The sentences; those of this library unless told otherwise.
    pub templates: Templates,
}

/// The explanatory part of a budget.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Narrative {
    /// Stable name: `budget-narrative`.
    #[serde(deserialize_with = "crate::word::own")]
    pub id: Own,
    /// The title above it.
    pub title: String,
    /// Unit or department.
    pub unit: String,
    /// Budget year.
    pub year: i16,
    /// Unit of money of the figures.
    pub currency_unit: CurrencyUnit,
    /// What differences, shares and percentages are computed from.
    pub basis: NarrativeBasis,
    /// The items in print order, each with its figures and its sentence.
    pub items: Vec<NarrativeItem>,
    /// The sentences by section.
    pub sections: Vec<NarrativeSection>,
    /// What the sentences lack.
    pub gaps: Vec<Gap>,
    /// What to know when reading it.
    pub notes: Vec<String>,
}

/// An item: the figures of one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct NarrativeItem {
    /// Stable name, as `5.3.2080109`.
    pub key: Arc<str>,
    /// Where it stands, as 五（三）.
    #[serde(deserialize_with = "crate::word::own")]
    pub section: Own,
    /// Its figures.
    pub figures: Vec<NarrativeFigure>,
    /// Its sentence; empty where a template leaves it out.
    pub text: Arc<str>,
}

/// A section of the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct NarrativeSection {
    /// 一 to 十二.
    #[serde(deserialize_with = "crate::word::own")]
    pub number: Own,
    /// The line above it.
    pub heading: String,
    /// Its sentences.
    pub paragraphs: Vec<Arc<str>>,
}

/// Something that a sentence needs and nobody said.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Gap {
    /// The item.
    pub key: Arc<str>,
    /// Its figure.
    pub id: FigureId,
    /// What is missing.
    pub reason: GapReason,
}

/// Why a sentence has a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GapReason {
    /// The department did not say it.
    TextMissing,
    /// The ledger has no approved budget of last year.
    LastYearMissing,
    /// A unit did not declare it.
    DeclarationMissing,
    /// A template names a code that has no money this year.
    FigureAbsent,
}

impl GapReason {
    const fn of(kind: Option<FigureKind>) -> Self {
        match kind {
            None => Self::FigureAbsent,
            Some(FigureKind::Text) => Self::TextMissing,
            Some(kind) if kind.is_comparison() => Self::LastYearMissing,
            Some(_) => Self::DeclarationMissing,
        }
    }

    /// Return the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TextMissing => "text_missing",
            Self::LastYearMissing => "last_year_missing",
            Self::DeclarationMissing => "declaration_missing",
            Self::FigureAbsent => "figure_absent",
        }
    }

    /// Return what stands in the text.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::TextMissing => "待补充",
            Self::LastYearMissing => "缺上年预算",
            Self::DeclarationMissing => "缺单位申报",
            Self::FigureAbsent => "本年无此科目",
        }
    }
}

/// Make the narrative of a year.
///
/// # Errors
///
/// As [`budget_tables`](super::budget_tables).
pub fn budget_narrative(input: &NarrativeInput<'_>) -> Result<Narrative, TableError> {
    let mut maker = Maker::new(input)?;
    income::items(&mut maker)?;
    spending::items(&mut maker)?;
    money::items(&mut maker)?;
    facts::items(&mut maker)?;
    let notes = notes(&maker);
    let mut items = std::mem::take(&mut maker.items);
    let mut gaps = Vec::new();
    let year = input.this.year.to_string();
    for item in &mut items {
        let everywhere = [input.this.title_unit, year.as_str()];
        let text = input.templates.render(item, everywhere, &mut gaps);
        item.text = text.into();
    }
    let title = items.first().map(|item| item.text.to_string());
    Ok(Narrative {
        id: "budget-narrative",
        title: title.unwrap_or_default(),
        unit: input.this.title_unit.to_owned(),
        year: input.this.year,
        currency_unit: input.options.tables.currency_unit,
        basis: input.options.basis,
        sections: sections(&items),
        items,
        gaps,
        notes,
    })
}

/// Gather the sentences below their headings.
fn sections(items: &[NarrativeItem]) -> Vec<NarrativeSection> {
    let mut sections: Vec<NarrativeSection> = Vec::new();
    for item in items.iter().filter(|item| !item.section.is_empty()) {
        let text = item.text.clone();
        if item.key.ends_with(".heading") {
            sections.push(NarrativeSection {
                number: item.section,
                heading: text.to_string(),
                paragraphs: Vec::new(),
            });
        } else if let Some(section) = sections.last_mut().filter(|_| !text.is_empty()) {
            section.paragraphs.push(text);
        }
    }
    sections
}

/// Say what last year had and no item speaks of, and which texts nothing asks for.
fn notes(maker: &Maker<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let (table, level) = (BudgetTable::GeneralPublic, RowLevel::Item);
    let has_item = |code: &str| {
        let key = format!("5.3.{code}");
        maker.items.iter().any(|item| *item.key == *key)
    };
    let unit = maker.input.options.tables.currency_unit;
    for line in maker.last.iter().flat_map(|last| last.lines(table, level)) {
        let now = maker.input.successors.get(line.id);
        if has_item(now.map_or(line.id, String::as_str)) {
            continue;
        }
        if let Some(text) = line.row.cell("total").and_then(Cell::text) {
            let (code, name) = (line.id, line.name);
            notes.push(format!(
                "上年一般公共预算有 {code} {name} {text} {unit}，本年没有，不在分项说明中。"
            ));
        }
    }
    for (key, id, _) in maker.input.texts.iter() {
        let mut figures = maker.items.iter().filter(|item| *item.key == *key);
        if !figures.any(|item| item.figures.iter().any(|figure| figure.id == id)) {
            notes.push(format!("本年没有 {key} {id} 一项，为它写的文字没有用上。"));
        }
    }
    notes
}

impl Narrative {
    /// Return the item of a key.
    #[must_use]
    pub fn item(&self, key: &str) -> Option<&NarrativeItem> {
        self.items.iter().find(|item| *item.key == *key)
    }

    /// Return the text: title, headings and sentences, a line each.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut lines = vec![self.title.as_str()];
        for section in &self.sections {
            lines.extend(["", section.heading.as_str()]);
            lines.extend(section.paragraphs.iter().map(AsRef::as_ref));
        }
        lines.join("\n") + "\n"
    }
}

impl NarrativeItem {
    /// Return a figure.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&NarrativeFigure> {
        self.figures.iter().find(|figure| figure.id == id)
    }
}
