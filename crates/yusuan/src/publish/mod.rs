//! What people read: the certificate of a closing, and the book of a year.
//!
//! | room | what |
//! |---|---|
//! | `book` | what a body publishes of a year, gathered out of the ledger |
//! | `chart` | pictures of it, as SVG |
//! | `page` | pages for a browser, in Chinese and English |
//! | `workbook` | one workbook, a sheet for each table |
//! | `package` | CSV of every table, with a descriptor for programs |
//! | `document` | a PDF to be printed |
//! | `folder` | all of them as files |
//!
//! Nothing here knows what time it is: the same ledger gives the same bytes.

mod certificate;

#[cfg(feature = "publish")]
mod book;
#[cfg(feature = "publish")]
mod chart;
#[cfg(feature = "publish")]
mod document;
#[cfg(feature = "publish")]
mod folder;
#[cfg(feature = "publish")]
mod package;
#[cfg(feature = "publish")]
mod page;
#[cfg(feature = "publish")]
mod workbook;

#[cfg(feature = "publish")]
pub(crate) use book::book;
#[cfg(feature = "publish")]
pub use book::{
    Book, BookKind, BookOf, BookPart, CarriedAge, ClassChange, MoneyFlow, MonthPaid, Pictures,
};
#[cfg(feature = "publish")]
pub use document::Font;
#[cfg(feature = "publish")]
pub use folder::BookForm;
#[cfg(feature = "publish")]
pub use page::Language;
