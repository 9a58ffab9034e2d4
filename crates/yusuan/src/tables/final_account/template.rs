//! What differs by region and year: order, titles and rows of the tables, unit of money.

use std::path::Path;
use std::sync::LazyLock;

use super::template_file;
use crate::error::{Error, Result, SourceErrors};
use crate::line::Fund;
use crate::money::CurrencyUnit;

/// The templates that come with the program.
const BUILT_IN: &str = include_str!("../../../templates/final-accounts.toml");

static BUILT_IN_TEMPLATES: LazyLock<std::result::Result<FinalTemplates, SourceErrors>> =
    LazyLock::new(|| FinalTemplates::read("final-accounts.toml", BUILT_IN.as_bytes()));

/// A table of a final account, by what it says; where it stands is a matter of the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FinalTable {
    /// 收入支出决算总表.
    Overview,
    /// 收入决算表.
    Income,
    /// 支出决算表.
    Expenditure,
    /// 财政拨款收入支出决算总表.
    FiscalOverview,
    /// 一般公共预算财政拨款支出决算表.
    GeneralPublic,
    /// 一般公共预算财政拨款基本支出决算明细表.
    GeneralPublicBasic,
    /// 政府性基金预算财政拨款收入支出决算表.
    GovernmentFund,
    /// 国有资本经营预算财政拨款支出决算表.
    StateCapital,
    /// 财政拨款“三公”经费支出决算表.
    ThreePublic,
    /// 支出预算与决算对比表.
    Comparison,
    /// “三公”经费预算与决算对比表.
    ThreePublicComparison,
    /// 结转和结余变动情况表.
    Balances,
}

impl FinalTable {
    /// The nine that every template has, in the order of 2024.
    pub const NUMBERED: [Self; 9] = [
        Self::Overview,
        Self::Income,
        Self::Expenditure,
        Self::FiscalOverview,
        Self::GeneralPublic,
        Self::GeneralPublicBasic,
        Self::GovernmentFund,
        Self::StateCapital,
        Self::ThreePublic,
    ];

    /// Those that stand behind the nine, with id and title. They have no number.
    pub const BEHIND: [(Self, &'static str, &'static str); 3] = [
        (Self::Comparison, "final-comparison", "支出预算与决算对比表"),
        (
            Self::ThreePublicComparison,
            "final-three-public",
            "财政拨款“三公”经费预算与决算对比表",
        ),
        (Self::Balances, "final-balances", "结转和结余变动情况表"),
    ];

    /// Return the word that a template uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Income => "income",
            Self::Expenditure => "expenditure",
            Self::FiscalOverview => "fiscal_overview",
            Self::GeneralPublic => "general_public",
            Self::GeneralPublicBasic => "general_public_basic",
            Self::GovernmentFund => "government_fund",
            Self::StateCapital => "state_capital",
            Self::ThreePublic => "three_public",
            Self::Comparison => "comparison",
            Self::ThreePublicComparison => "three_public_comparison",
            Self::Balances => "balances",
        }
    }

    /// Return what is missing when the table is empty.
    pub(super) const fn missing(self) -> &'static str {
        match self {
            Self::Income => "收入",
            Self::GeneralPublic => "使用一般公共预算财政拨款安排的支出",
            Self::GeneralPublicBasic => "使用一般公共预算财政拨款安排的基本支出",
            Self::GovernmentFund => {
                "政府性基金预算财政拨款收入，也没有使用政府性基金预算安排的支出"
            }
            Self::StateCapital => "使用国有资本经营预算财政拨款安排的支出",
            Self::Overview
            | Self::Expenditure
            | Self::FiscalOverview
            | Self::ThreePublic
            | Self::Comparison
            | Self::ThreePublicComparison
            | Self::Balances => "支出",
        }
    }
}

/// Which rows of a classification a table prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowChoice {
    /// Every code of the year, whether it has money or not.
    All,
    /// Codes with money.
    Used,
}

impl RowChoice {
    pub(super) fn of(text: &str) -> Option<Self> {
        match text {
            "all" => Some(Self::All),
            "used" => Some(Self::Used),
            _ => None,
        }
    }
}

/// A printed income row of 收入支出决算总表.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateIncome {
    /// What is printed.
    pub label: String,
    /// Funds that it counts; the first names the row.
    pub funds: Vec<Fund>,
}

/// A printed row of 收入支出决算总表 that says how much of another is money of some funds (其中). It is
/// not added to anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplatePart {
    /// The row that it is a part of, and stands below.
    pub of: PartOf,
    /// What is printed.
    pub label: String,
    /// Funds that it counts; the first names the row.
    pub funds: Vec<Fund>,
}

/// A row of 收入支出决算总表 that may have parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOf {
    /// The income row that this fund names.
    Row(Fund),
    /// 本年收入合计.
    Income,
    /// 本年支出合计.
    Expenditure,
    /// 年初结转和结余, of fiscal money alone: what is not fiscal is one balance there.
    Opening,
    /// 年末结转和结余, likewise.
    Closing,
}

impl PartOf {
    /// Return the word that a template uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Row(fund) => fund.as_str(),
            Self::Income => "income",
            Self::Expenditure => "expenditure",
            Self::Opening => "opening",
            Self::Closing => "closing",
        }
    }

    pub(super) fn of(text: &str) -> Option<Self> {
        let known = [
            Self::Income,
            Self::Expenditure,
            Self::Opening,
            Self::Closing,
        ];
        let found = known.into_iter().find(|of| of.as_str() == text);
        found.or_else(|| text.parse().ok().map(Self::Row))
    }
}

impl TemplatePart {
    /// Return the id of the row.
    pub(in crate::tables) fn id(&self) -> String {
        let fund = self.funds.first().map_or("", |fund| fund.as_str());
        format!("{}.{fund}", self.of.as_str())
    }
}

/// A table and where it stands: the first is `final-01`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateTable {
    /// What it says.
    pub content: FinalTable,
    /// Printed title.
    pub title: String,
}

/// How the final accounts of some years are printed in a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinalTemplate {
    /// Name, unique among its like.
    pub name: String,
    /// Region it is for; none is for all that have no template of their own.
    pub region: Option<String>,
    /// First year.
    pub first_year: i16,
    /// Last year.
    pub last_year: i16,
    /// Where it comes from.
    pub source: String,
    /// The unit in which amounts are shown.
    pub currency_unit: CurrencyUnit,
    /// What 使用非财政拨款结余 is called.
    pub surplus_used_label: String,
    /// Functional classes in the two overviews.
    pub classes: RowChoice,
    /// Economic codes in the table of basic spending.
    pub economic_codes: RowChoice,
    /// Economic classes that are 人员经费 there; all others are 公用经费.
    pub personnel_classes: Vec<String>,
    /// Whether 预算数 of 三公 is the adjusted budget 全年预算数, not the original one.
    pub three_public_adjusted: bool,
    /// Funds that 三公 counts.
    pub three_public_funds: Vec<Fund>,
    /// Income rows.
    pub income: Vec<TemplateIncome>,
    /// Rows 其中 below them, and below totals and balances.
    pub parts: Vec<TemplatePart>,
    /// The nine tables in print order.
    pub tables: Vec<TemplateTable>,
}

impl FinalTemplate {
    /// Return id, content and title of every table, in print order.
    pub(super) fn all(&self) -> Vec<(String, FinalTable, &str)> {
        let numbered = self.tables.iter().zip(1_usize..).map(|(table, number)| {
            let id = format!("final-{number:02}");
            (id, table.content, table.title.as_str())
        });
        let behind = FinalTable::BEHIND
            .into_iter()
            .map(|(table, id, title)| (id.to_owned(), table, title));
        numbered.chain(behind).collect()
    }

    /// Return the id of a table.
    pub(crate) fn id_of(&self, wanted: FinalTable) -> String {
        let mut all = self.all().into_iter();
        let found = all.find(|(_, content, _)| *content == wanted);
        found.map(|(id, ..)| id).unwrap_or_default()
    }
}

/// Templates to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinalTemplates(pub(super) Vec<FinalTemplate>);

impl FinalTemplates {
    /// Return the templates that come with the program.
    ///
    /// # Examples
    ///
    /// ```
    /// use yusuan::tables::FinalTemplates;
    ///
    /// let templates = FinalTemplates::built_in()?;
    /// assert_eq!(templates.choose(None, 2024)?.tables[8].title, "财政拨款“三公”经费支出决算表");
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn built_in() -> Result<Self> {
        Ok(BUILT_IN_TEMPLATES.clone()?)
    }

    /// Return the file of the templates that come with the program, to begin one's own with.
    #[must_use]
    pub const fn built_in_file() -> &'static str {
        BUILT_IN
    }

    /// Read templates from the bytes of a TOML file; they replace those that are built in.
    ///
    /// `path` is the name that problems carry; nothing is opened.
    ///
    /// # Errors
    ///
    /// Every fault of the file, each with the line on which its template begins:
    /// `template_invalid`.
    ///
    /// # Examples
    ///
    /// ```
    /// use yusuan::tables::FinalTemplates;
    ///
    /// let wrong = "[[template]]\nname = '州'\nclasses = 'some'\n";
    /// let faults = FinalTemplates::read("own.toml", wrong.as_bytes()).unwrap_err();
    /// assert!(faults.0.len() > 3);
    /// assert_eq!((faults.token(), faults.0[0].row), ("template_invalid", Some(1)));
    /// ```
    pub fn read(path: &str, bytes: &[u8]) -> std::result::Result<Self, SourceErrors> {
        template_file::read(path, bytes).map(Self)
    }

    /// Read templates from a TOML file.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read); [`Error::Source`] when the file cannot be read.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = crate::import::read_file(path)?;
        Ok(Self::read(&path.to_string_lossy(), &bytes)?)
    }

    /// Return every template, in the order of the file.
    #[must_use]
    pub fn all(&self) -> &[FinalTemplate] {
        &self.0
    }

    /// Return the template of a region and year; where the region has none, that of no region.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] with the token `template_unknown`.
    pub fn choose(&self, region: Option<&str>, year: i16) -> Result<&FinalTemplate> {
        let of = |region: Option<&str>| {
            let mut all = self.0.iter();
            all.find(|template| {
                template.region.as_deref() == region
                    && (template.first_year..=template.last_year).contains(&year)
            })
        };
        let own = region.and_then(|region| of(Some(region)));
        own.or_else(|| of(None)).ok_or_else(|| {
            Error::not_found(
                "template_unknown",
                "the template of final accounts",
                format!(
                    "{}{year}",
                    region.map_or(String::new(), |region| format!("{region} "))
                ),
                "write one for the year: docs/final-accounts.md shows how",
            )
        })
    }
}
