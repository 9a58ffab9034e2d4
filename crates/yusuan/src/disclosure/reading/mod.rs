//! From files to tables: which text is which cell of which table.
//!
//! | file | what it does |
//! |---|---|
//! | `wording`, `amount`, `code` | read a text, an amount, a code as people type them |
//! | `title`, `template` | what the tables are called and look like; data |
//! | `area`, `columns`, `rows`, `sides`, `blocks` | find tables in cells, and what each cell is |
//! | `json` | the same for JSON |
//! | `raw` | a table before its amounts are read |

pub(super) mod amount;
mod area;
mod blocks;
mod code;
mod columns;
pub(super) mod json;
pub(super) mod raw;
pub(super) mod rows;
mod sides;
pub(super) mod template;
mod title;
pub(super) mod wording;

pub(super) use area::areas;
pub(super) use raw::RawTable;
pub(super) use rows::table;
pub(super) use template::Templates;
