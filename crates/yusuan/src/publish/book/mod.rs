//! What a body publishes of a year, before it is given a form.

mod pictures;

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;

use crate::error::Result;
use crate::journal::Head;
use crate::money::{CurrencyUnit, Fen};
use crate::publish::page::Language;
use crate::tables::{
    self, Check, FinalOptions, Narrative, NarrativeRequest, NarrativeSection, Table,
};

pub use pictures::{CarriedAge, ClassChange, MoneyFlow, MonthPaid, Pictures};

/// Which book of a year is made, and how.
///
/// # Examples
///
/// ```
/// use yusuan::BookOf;
/// use yusuan::tables::NarrativeRequest;
///
/// let mut request = NarrativeRequest::default();
/// request.options.tables.thousands_separator = true;
/// assert_ne!(BookOf::Budget(Box::new(request)), BookOf::default());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookOf {
    /// The budget (部门预算公开), as it was approved; of a year that is being prepared, its drafts.
    /// The request says what the department adds to its explanatory part, and how tables are shown.
    Budget(Box<NarrativeRequest>),
    /// The final accounts (部门决算公开); drafts until the year is closed.
    FinalAccounts(FinalOptions),
}

impl Default for BookOf {
    fn default() -> Self {
        Self::Budget(Box::default())
    }
}

/// What a body publishes of a year: tables, the checks that they pass, and pictures.
///
/// A book is data. Its forms are [`Book::html`], [`Book::xlsx`], [`Book::pdf`], the files of
/// [`Book::write`], and, serialised, JSON. The same ledger gives the same bytes in every form.
///
/// # Examples
///
/// ```
/// # use yusuan::{BookOf, Fen, Fund, Kind, Language, Ledger, Level, LineKey, Particulars};
/// # use yusuan::UnitKind;
/// # let folder = tempfile::tempdir().unwrap();
/// # let mut ledger = Ledger::create(folder.path().join("county.db"), "某县")?;
/// # let none = Particulars::default();
/// # ledger.add_unit("社会保险中心", UnitKind::Institution, None, &none)?;
/// # ledger.prepare_year(2025, &none)?;
/// # let key = LineKey {
/// #     year: 2025, unit: "社会保险中心".into(), fund: Fund::GeneralPublic, level: Level::Own,
/// #     origin_year: 2025, functional_code: "2080109".into(), economic_code: "30201".into(),
/// #     kind: Kind::BasicPublic, project: None,
/// # };
/// # ledger.draft(&key, Fen::parse_yuan("50000.00")?)?;
/// let book = ledger.book(2025, None, &BookOf::default())?;
/// assert_eq!(book.title, "社会保险中心2025年部门预算");
/// assert!(book.html(Language::Chinese)?.contains("5.00"));
/// # Ok::<(), yusuan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Book {
    /// Budget year.
    pub year: i16,
    /// Which book of the year this is.
    pub kind: BookKind,
    /// Unit or department that publishes.
    pub unit: String,
    /// What the book is called.
    pub title: String,
    /// Whether figures may still change: the budget is not approved, or the year not closed. A
    /// draft says so on its first page.
    pub is_draft: bool,
    /// The newest voucher of the ledger that the book was made from, and the hash of its chain.
    pub head: Head,
    /// Parts in print order.
    pub parts: Vec<BookPart>,
    /// The explanatory part of a budget (部门预算情况说明), with its figures and what it lacks.
    pub narrative: Option<Narrative>,
    /// The identities between the tables, and whether they hold.
    pub checks: Vec<Check>,
    /// What is drawn.
    pub pictures: Pictures,
    /// The unit in which amounts are shown.
    pub currency_unit: CurrencyUnit,
    /// Whether digits before the point are grouped by commas.
    pub thousands_separator: bool,
}

/// Which book of a year it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BookKind {
    /// 部门预算公开.
    Budget,
    /// 部门决算公开.
    FinalAccounts,
}

/// A part of a book: sentences and tables under one heading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct BookPart {
    /// Stable name.
    pub id: &'static str,
    /// Heading in Chinese.
    pub title: String,
    /// Tables in print order.
    pub tables: Vec<Table>,
    /// Sentences above the tables, those of the explanatory part.
    #[serde(skip)]
    pub sections: Vec<NarrativeSection>,
}

impl BookPart {
    fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.sections.is_empty()
    }
}

impl Book {
    /// Return all tables of all parts, in print order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.parts.iter().flat_map(|part| &part.tables)
    }

    /// Return an amount as it is shown.
    pub(super) fn shown(&self, amount: Fen) -> String {
        amount.display(self.currency_unit, self.thousands_separator)
    }

    /// Return an amount rounded to what is shown of it.
    pub(super) fn displayed(&self, amount: Fen) -> Fen {
        amount.round_to(self.currency_unit).unwrap_or(amount)
    }

    pub(super) const fn unit_of_money(&self, language: Language) -> &'static str {
        language.currency(self.currency_unit)
    }
}

/// Gather a book of a year.
pub(crate) fn book(
    connection: &Connection,
    head: Head,
    year: i16,
    unit: Option<&str>,
    of: &BookOf,
) -> Result<Book> {
    match of {
        BookOf::Budget(request) => budget(connection, head, year, unit, request),
        BookOf::FinalAccounts(options) => accounts(connection, head, year, unit, options),
    }
}

fn budget(
    connection: &Connection,
    head: Head,
    year: i16,
    unit: Option<&str>,
    request: &NarrativeRequest,
) -> Result<Book> {
    let options = &request.options.tables;
    let (tables, narrative, pictures) =
        tables::with_input(connection, year, unit, options, |input| {
            // First, while nothing else is held: they read every line and keep a few sums.
            let pictures = pictures::of_budget(connection, unit, input)?;
            let tables = tables::budget_tables(input)?;
            let finished = Some(tables.as_slice());
            let narrative = tables::narrated_of(connection, unit, request, input, finished)?;
            Ok((tables, narrative, pictures))
        })?;
    let declared = tables::declared_of(connection, year, unit)?;
    let checks = tables::checks_of(&tables, &narrative, &declared, options)?;
    let declared = told_apart(declared);
    let (profile, declared) = declared
        .into_iter()
        .partition(|table| table.id.starts_with("budget-staffing"));
    let name = narrative.unit.clone();
    let part = |id, title: &str, tables| BookPart {
        id,
        title: title.to_owned(),
        tables,
        sections: Vec::new(),
    };
    let explained = BookPart {
        sections: narrative.sections.clone(),
        ..part("narrative", &narrative.title, declared)
    };
    let parts = vec![
        part("profile", "部门概况", profile),
        part("budget", "部门预算公开表", tables),
        explained,
    ];
    Ok(Book {
        year,
        kind: BookKind::Budget,
        title: format!("{name}{year}年部门预算"),
        unit: name,
        is_draft: !tables::is_approved(connection, year)?,
        head,
        parts: parts.into_iter().filter(|part| !part.is_empty()).collect(),
        narrative: Some(narrative),
        checks,
        pictures,
        currency_unit: options.currency_unit,
        thousands_separator: options.thousands_separator,
    })
}

/// Give each table a name of its own: of several units each declares the same.
fn told_apart(mut declared: Vec<Table>) -> Vec<Table> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for table in &mut declared {
        let count = seen.entry(table.id.clone()).or_default();
        *count = count.saturating_add(1);
        if *count > 1 {
            table.id = format!("{}-{count}", table.id);
        }
    }
    declared
}

fn accounts(
    connection: &Connection,
    head: Head,
    year: i16,
    unit: Option<&str>,
    options: &FinalOptions,
) -> Result<Book> {
    let (tables, checks) = tables::final_checked(connection, year, unit, options)?;
    let first = tables.first();
    let name = first.map(|table| table.unit.clone()).unwrap_or_default();
    Ok(Book {
        year,
        kind: BookKind::FinalAccounts,
        title: format!("{name}{year}年部门决算"),
        unit: name,
        is_draft: !options.as_of.is_now() || !crate::line::is_closed(connection, year)?,
        head,
        currency_unit: first.map(|table| table.currency_unit).unwrap_or_default(),
        parts: vec![BookPart {
            id: "final",
            title: "部门决算公开表".to_owned(),
            tables,
            sections: Vec::new(),
        }],
        narrative: None,
        checks,
        pictures: pictures::of_accounts(connection, year, unit, &options.as_of)?,
        thousands_separator: options.thousands_separator,
    })
}
