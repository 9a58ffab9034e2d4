//! Writing what people edit in a spreadsheet: CSV, and xlsx with the feature of that name.

mod csv;
mod plan;
mod sheet;
#[cfg(feature = "xlsx")]
mod xlsx;
