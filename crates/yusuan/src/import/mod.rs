//! Reading the files that people have: line files and catalogues as CSV and as workbooks.
//!
//! Bytes go in; rows come out, or every problem of the file with its place and token. Nothing here
//! opens a file, knows a ledger or looks at a clock.
//!
//! # What is read
//!
//! Whatever has one plain meaning:
//!
//! - UTF-8 with or without a byte-order mark, UTF-16 with one, GB18030 (and so GBK, GB2312);
//! - lines that end in LF, CRLF or CR; lines and rows with nothing in them are passed over, and so
//!   are empty cells beyond the last named column;
//! - comma, tab, semicolon or full-width comma between values, as the header shows; double quotes
//!   around a value, doubled inside it;
//! - columns in any order, by their English or one of their Chinese names; white space and case in
//!   a column's name do not matter, nor whether its brackets are full-width;
//! - white space around a value, the ideographic space included; white space inside a name stays;
//! - full-width digits in years, codes and amounts; thousands separators in amounts; `2025年`.
//!
//! Everything else is refused, a text included that is UTF-8 and GB18030 at once and reads
//! differently. A file is read as a whole or not at all.
//!
//! # Workbooks
//!
//! With the feature `xlsx`, the same holds for xlsx, xls and ods. The one sheet that has anything
//! in it is read; of several, the one whose first row names columns; hidden sheets are passed
//! over. A problem names sheet and cell.
//!
//! A workbook keeps numbers as binary fractions. A number is read as the shortest decimal text
//! that means it: what a person typed stays what it was, and a formula's 0.30000000000000004 is
//! refused as an amount (`ROUND` it in the sheet). A formula counts by the value that was saved
//! with it; a cell that holds an error is refused.
//!
//! # A line file
//!
//! | column | or | value |
//! |---|---|---|
//! | `year` | 年度, 年份, 预算年度 | four digits |
//! | `unit` | 单位, 预算单位, 单位名称, 预算单位名称 | name of the unit |
//! | `fund` | 资金性质 | a fund's token or Chinese name |
//! | `level` | 来源级次, 资金级次 | `own` 本级, `upper` 上级 |
//! | `origin_year` | 资金年度, 来源年度 | first year of the money |
//! | `functional_code` | 功能分类科目编码, 支出功能分类科目编码, 功能科目编码 | 项, 7 digits |
//! | `economic_code` | 经济分类科目编码, 部门预算支出经济分类科目编码, 部门经济分类科目编码, 经济科目编码 | 款, 5 digits |
//! | `kind` | 支出类别 | a kind's token or Chinese name |
//! | `project` | 项目名称, 项目 | exactly when the kind is `project` |
//! | `amount_fen` | 金额（分） | whole fen, more than zero |
//! | or `amount` | 金额（元）, 预算金额（元） | yuan, at most two decimal places |
//!
//! 金额 without its unit is refused: half of all budgets are written in 万元.
//!
//! # Entries of a voucher
//!
//! [`read_entries`] takes CSV or a list of JSON objects and says there which columns it knows.
//!
//! # Lists of vouchers
//!
//! [`Ledger::post_many`](crate::Ledger::post_many) takes the columns of entries and of their vouchers,
//! out of a file or out of a [`DataTable`] in the memory of a program.
//!
//! # Somebody's own spreadsheet
//!
//! A [`Mapping`] says what its columns mean; a [`Source`] with a mapping is read like any other.
//!
//! # Parts of a contract
//!
//! [`read_parts`] wants the columns of a line file without unit and origin year, and takes `due_on`.
//!
//! # A catalogue
//!
//! [`read_codes`] wants `code` (科目编码, 编码) and `name` (科目名称, 名称), and takes `level`
//! (级次: 类, 款, 项), `parent` (上级编码), `verified` (yes or no) and `source` (来源).
//! [`read_mappings`] wants `department_code`, `applies_to` (`agency` 行政单位, `institution`
//! 事业单位, `any` 全部) and `government_code`, or the pair `government_code_for_agency` and
//! `government_code_for_public_institution`. A table that does not say is taken as the official
//! one that it was loaded as: verified, its file name being the source.
//!
//! # Successors
//!
//! [`read_successors`] wants `scheme` (类别: `functional` 功能, `economic` 经济, `unit` 单位), `old`
//! (原编码, 原名称) and `new` (新编码, 新名称), and takes `source` (来源).
//!
//! # Policies
//!
//! [`read_policies`] takes TOML, CSV or a workbook: `name` (控制规则) and `action` (处理), and perhaps
//! `value` (值), `source` (依据), `first_year`, `last_year`, `fund`, `level`, `kind`, `code_level`
//! and `item`.
//!
//! # Words of a narrative
//!
//! [`read_narrative_texts`] takes TOML, CSV or a workbook: `key` (项目编号), `id` (名称) and `text`
//! (文字). [`read_narrative_templates`] takes TOML.
//!
//! # Declarations
//!
//! [`read_declarations`] takes TOML: `year`, `unit`, and a table for each kind that is declared.
//!
//! # A plan of a closing
//!
//! [`read_plan`] takes what [`Plan::to_csv`](crate::Plan::to_csv) wrote, edited or not: `action`
//! (处理方式), `amount` (金额（元）) and `document` (批准文号) may have been changed, rows split
//! and sorted; what names a line is compared with the ledger. 原处理方式, 原金额（元） and 下年名称
//! count when the ledger has moved since; what explains a row, and a column 备注, is not read.

#[cfg(feature = "xlsx")]
mod archive;
#[cfg(feature = "xlsx")]
mod biff;
mod bounded;
mod catalogue;
mod cell;
mod column_types;
mod columns;
#[cfg(feature = "xlsx")]
mod compound;
mod declarations;
mod encoding;
mod entries;
mod entry_row;
mod events;
mod file;
mod given;
mod grid;
mod header;
mod lines;
mod mapped;
mod mapping;
mod memory;
mod narrative;
mod parts;
mod plan;
mod policies;
mod problems;
mod record;
#[cfg(feature = "xlsx")]
mod sheet;
mod source;
mod statement;
mod successors;
mod table;
mod template;
mod text_rows;
mod vouchers;

pub use bounded::{JSON_VALUES_MAX, TOML_BYTES_MAX};
pub(crate) use bounded::{from_json, from_toml};
pub(crate) use catalogue::read_judged_codes;
pub use catalogue::{CodeRow, MappingRow, read_codes, read_mappings};
pub use declarations::{DeclarationFile, read_declarations};
pub use entries::read_entries;
pub(crate) use entries::read_judged_entries;
pub use file::RowWarning;
pub(crate) use file::read_file;
pub(crate) use given::{require_name, require_names};
pub(crate) use grid::{Grid, read_grids, read_text, refused};
pub(crate) use lines::read_judged_lines;
pub use lines::{LineRow, read_lines};
pub use mapping::Mapping;
pub use memory::{ColumnType, DataTable, DataValue};
pub use narrative::{read_narrative_templates, read_narrative_texts};
pub use parts::read_parts;
pub use plan::read_plan;
pub(crate) use policies::read_judged_policies;
pub use policies::{PolicyRow, read_policies};
pub(crate) use problems::cell_name;
pub use source::Source;
pub(crate) use statement::read_statement_of;
pub use statement::{StatementLine, read_statement};
pub(crate) use successors::read_judged_successors;
pub use successors::{SuccessorRow, read_successors};
#[cfg(feature = "xlsx")]
pub(crate) use template::TemplateForm;
pub(crate) use template::{TemplateColumn, template_columns};
pub(crate) use text_rows::TextRows;
pub(crate) use vouchers::{VoucherRow, read_vouchers};

/// Bytes of a file: 64 MiB, a million lines of sixty-odd bytes.
///
/// A file is held in memory as a whole, so that it can be refused as a whole.
pub const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Rows of a file: ten times the lines of a county that keeps a hundred thousand.
pub const ROWS_MAX: u64 = 1_000_000;

/// Characters of a value: many times the longest official name, far less than a file that an open
/// quote swallows.
pub const FIELD_CHARACTERS_MAX: usize = 1_000;

/// Values of a row: ten times what any of these files has; more is not a table of ours.
pub const COLUMNS_MAX: usize = 100;

/// Bytes that the cells of a workbook take in memory, all its sheets together: 512 MiB, a million rows of
/// ten values.
pub const WORKBOOK_BYTES_MAX: usize = 512 * 1024 * 1024;

/// Problems that are listed one by one: what somebody may still work through. A last entry, with
/// the token `problems_omitted`, counts the others.
pub const PROBLEMS_MAX: usize = 1_000;

#[cfg(test)]
mod tests;
