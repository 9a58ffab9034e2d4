//! Writing what people edit in a spreadsheet: CSV, and xlsx with the feature of that name;
//! and what programs read: names of columns, Parquet with the feature of that name.

mod csv;
mod names;
#[cfg(feature = "parquet")]
pub(crate) mod parquet;
mod plan;
mod sheet;
mod template;
#[cfg(feature = "xlsx")]
mod template_book;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use names::column_name_zh;
pub use template::Template;
