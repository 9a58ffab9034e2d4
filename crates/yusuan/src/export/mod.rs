//! Writing what people edit in a spreadsheet: CSV, and xlsx with the feature of that name;


mod csv;
mod names;
mod plan;
mod sheet;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use names::column_name_zh;
