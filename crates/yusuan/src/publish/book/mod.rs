//! What a body publishes of a year, before it is given a form.

mod pictures;

use rusqlite::Connection;
use serde::Serialize;

use crate::error::Result;
use crate::journal::Head;
use crate::money::Fen;
use crate::publish::page::Language;
use crate::tables::{Check, Table, TableOptions};

pub use pictures::{CarriedAge, ClassChange, MoneyFlow, MonthPaid, Pictures};

/// How a book is made.
///
/// # Examples
///
/// ```
/// use yusuan::{BookOptions, tables::TableOptions};
///
/// let options = BookOptions {
///     tables: TableOptions { thousands_separator: true, ..TableOptions::default() },
/// };
/// assert!(options.tables.thousands_separator);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookOptions {
    /// How the tables are made and shown.
    pub tables: TableOptions,
}

/// What a body publishes of a year: tables, the checks that they pass, and pictures.
///
/// A book is data. Its forms are [`Book::html`], [`Book::xlsx`], [`Book::pdf`], the files of
/// [`Book::write`], and, serialised, JSON. The same ledger gives the same bytes in every form.
///
/// # Examples
///
/// ```
/// # use yusuan::{BookOptions, Fen, Fund, Kind, Language, Ledger, Level, LineKey, Particulars};
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
/// let book = ledger.book(2025, None, &BookOptions::default())?;
/// assert_eq!(book.title, "社会保险中心2025年部门预算");
/// assert!(book.html(Language::Chinese)?.contains("5.00"));
/// # Ok::<(), yusuan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Book {
    /// Budget year.
    pub year: i16,
    /// Unit or department that publishes.
    pub unit: String,
    /// What the book is called.
    pub title: String,
    /// Whether the budget is approved; a book of drafts says so on its first page.
    pub is_approved: bool,
    /// The newest voucher of the ledger that the book was made from, and the hash of its chain.
    pub head: Head,
    /// Parts in print order.
    pub parts: Vec<BookPart>,
    /// The identities between the tables, and whether they hold.
    pub checks: Vec<Check>,
    /// What is drawn.
    pub pictures: Pictures,
    /// How amounts are shown.
    #[serde(skip)]
    pub(super) options: TableOptions,
}

/// A part of a book: tables under one heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BookPart {
    /// Stable name.
    pub id: &'static str,
    /// Heading in Chinese.
    pub title: String,
    /// Tables in print order.
    pub tables: Vec<Table>,
}

impl Book {
    /// Return all tables of all parts, in print order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.parts.iter().flat_map(|part| &part.tables)
    }

    /// Return an amount as it is shown.
    pub(super) fn shown(&self, amount: Fen) -> String {
        amount.display(self.options.currency_unit, self.options.thousands_separator)
    }

    /// Return an amount rounded to what is shown of it.
    pub(super) fn displayed(&self, amount: Fen) -> Fen {
        amount
            .round_to(self.options.currency_unit)
            .unwrap_or(amount)
    }

    pub(super) const fn unit_of_money(&self, language: Language) -> &'static str {
        language.currency(self.options.currency_unit)
    }
}

/// Gather the book of a year.
pub(crate) fn book(
    connection: &Connection,
    head: Head,
    year: i16,
    unit: Option<&str>,
    options: &BookOptions,
) -> Result<Book> {
    let tables = crate::tables::published(connection, year, unit, &options.tables)?;
    let checks = crate::tables::check_budget_tables(&tables, &options.tables)?;
    let name = tables.first().map(|table| table.unit.clone());
    let name = name.unwrap_or_default();
    Ok(Book {
        year,
        title: format!("{name}{year}年部门预算"),
        unit: name,
        is_approved: crate::tables::is_approved(connection, year)?,
        head,
        parts: vec![BookPart {
            id: "budget",
            title: "部门预算公开表".to_owned(),
            tables,
        }],
        checks,
        pictures: pictures::pictures(connection, year, unit)?,
        options: options.tables.clone(),
    })
}
