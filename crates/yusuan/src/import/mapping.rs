//! Mapping files: what the columns of a spreadsheet mean that was not made for this ledger.

use std::collections::HashMap;
use std::path::Path;

use toml::{Table, Value};

use super::bounded::from_toml;
use super::cell;
use super::columns;
use super::encoding::decode;
use super::header::Column;
use super::problems::{Flaw, Place, Problems, shorten};
use super::read_file;
use crate::error::{Result, SourceErrors};

/// The keys of a mapping file, in English and Chinese.
const KEYS: [(&str, &str); 9] = [
    ("sheet", "工作表"),
    ("header_row", "表头行"),
    ("unit_of_money", "金额单位"),
    ("skip_rows", "跳过"),
    ("skip_empty", "为空跳过"),
    ("fill_down", "向下填充"),
    ("columns", "列"),
    ("constants", "常量"),
    ("values", "取值"),
];

const HINT: &str = "docs/importing.md shows a mapping file with every key";

/// What the columns of somebody's own spreadsheet mean: read from a TOML file.
///
/// | key | or | says |
/// |---|---|---|
/// | `sheet` | 工作表 | name of the sheet; without it, the one that has the columns |
/// | `header_row` | 表头行 | line of the names; without it, the first that is not blank |
/// | `unit_of_money` | 金额单位 | `元` (`yuan`) or `万元` (`ten_thousand_yuan`) |
/// | `skip_rows` | 跳过 | rows are passed over in which a cell is one of these, `合计` or `制表*` |
/// | `skip_empty` | 为空跳过 | rows are passed over in which one of these columns is empty |
/// | `fill_down` | 向下填充 | columns whose empty cells say what the cell above says |
/// | `[columns]` | 列 | our name of a column = its name in the sheet, or several that are joined |
/// | `[constants]` | 常量 | our name of a column that the sheet lacks = its value in every row |
/// | `[values.COLUMN]` | 取值 | a value in the sheet = what it means |
///
/// # Examples
///
/// ```
/// use yusuan::import::Mapping;
///
/// let text = "[columns]\nunit = '单位'\ncolour = '颜色'\n[constants]\nyear = 25\n";
/// let problems = Mapping::read("county.toml", text.as_bytes()).unwrap_err();
/// let columns: Vec<_> = problems.0.iter().map(|it| it.column.as_deref().unwrap()).collect();
/// assert_eq!(columns, ["columns.colour", "constants.year"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    pub(super) path: String,
    pub(super) sheet: Option<String>,
    pub(super) header_row: Option<u64>,
    pub(super) columns: Vec<(&'static Column, Vec<String>)>,
    pub(super) constants: Vec<(&'static Column, String)>,
    pub(super) values: Vec<(&'static Column, HashMap<String, String>)>,
    pub(super) is_in_ten_thousands: bool,
    pub(super) skip_rows: Vec<String>,
    pub(super) skip_empty: Vec<&'static Column>,
    pub(super) fill_down: Vec<&'static Column>,
}

impl Mapping {
    /// Read a mapping file.
    ///
    /// # Errors
    ///
    /// Every fault of the file, with the token `mapping_file_invalid` or that of the value, and the
    /// key in place of the column.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = read_file(path)?;
        Ok(Self::read(&path.to_string_lossy(), &bytes)?)
    }

    /// Read a mapping file from its bytes; `path` stands for it in messages.
    pub fn read(path: &str, bytes: &[u8]) -> std::result::Result<Self, SourceErrors> {
        let mut faults = Faults(Problems::new(path));
        let mapping = table(bytes, &mut faults).map(|table| faults.mapping(path, table));
        faults.0.finish(mapping.unwrap_or_default())
    }
}

fn table(bytes: &[u8], faults: &mut Faults) -> Option<Table> {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err((row, flaw)) => {
            let place = Place {
                row,
                ..Place::default()
            };
            faults.0.add(place, flaw);
            return None;
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    match from_toml::<Table>(text) {
        Ok(table) => Some(table),
        Err(error) => {
            let before = error.span().and_then(|span| text.get(..span.start));
            let row = before.map(|before| before.matches('\n').count() + 1);
            let place = Place {
                row: row.and_then(|row| u64::try_from(row).ok()),
                ..Place::default()
            };
            faults.0.add(place, invalid(error.message()));
            None
        }
    }
}

fn invalid(message: impl Into<String>) -> Flaw {
    Flaw::new("mapping_file_invalid", message, HINT)
}

/// Collects everything that is wrong with a mapping file.
struct Faults(Problems);

impl Faults {
    fn add(&mut self, key: &str, value: Option<&str>, flaw: Flaw) {
        let place = Place {
            column: Some(key),
            value,
            ..Place::default()
        };
        self.0.add(place, flaw);
    }

    fn mapping(&mut self, path: &str, table: Table) -> Mapping {
        let mut mapping = Mapping {
            path: path.to_owned(),
            ..Mapping::default()
        };
        for (key, value) in table {
            let known = KEYS.iter().find(|(name, zh)| *name == key || *zh == key);
            match known.map(|(name, _)| *name) {
                Some("sheet") => mapping.sheet = self.text(&key, &value),
                Some("header_row") => mapping.header_row = self.row(&key, &value),
                Some("unit_of_money") => {
                    mapping.is_in_ten_thousands = self.is_in_ten_thousands(&key, &value);
                }
                Some("skip_rows") => mapping.skip_rows = self.texts(&key, &value),
                Some("skip_empty") => mapping.skip_empty = self.known_columns(&key, &value),
                Some("fill_down") => mapping.fill_down = self.known_columns(&key, &value),
                Some("columns") => mapping.columns = self.columns(&key, &value),
                Some("constants") => mapping.constants = self.constants(&key, &value),
                Some("values") => mapping.values = self.values(&key, &value),
                _ => {
                    let keys: Vec<&str> = KEYS.iter().map(|(name, _)| *name).collect();
                    let message = format!("no such key; a mapping has {}", keys.join(", "));
                    self.add(&key, None, invalid(message));
                }
            }
        }
        self.check_whole(&mapping);
        mapping
    }

    /// Check what several keys say together.
    fn check_whole(&mut self, mapping: &Mapping) {
        if mapping.columns.is_empty() && self.0.is_empty() {
            let message = "no column of the sheet is named";
            self.add("columns", None, invalid(message));
        }
        let is_read = |column: &Column| {
            let mut columns = mapping.columns.iter();
            columns.any(|(read, _)| read.name == column.name)
        };
        for (column, value) in &mapping.constants {
            if is_read(column) {
                let message = "the column is read from the sheet, and a constant too";
                self.add(
                    &format!("constants.{}", column.name),
                    Some(value),
                    invalid(message),
                );
            }
        }
        let valued = mapping.values.iter().map(|(column, _)| ("values", *column));
        let emptied = mapping
            .skip_empty
            .iter()
            .map(|column| ("skip_empty", *column));
        let filled = mapping
            .fill_down
            .iter()
            .map(|column| ("fill_down", *column));
        for (key, column) in valued.chain(emptied).chain(filled) {
            if !is_read(column) && !mapping.columns.is_empty() {
                let message = format!("[columns] does not say where {} stands", column.name);
                self.add(&format!("{key}.{}", column.name), None, invalid(message));
            }
        }
        if mapping.is_in_ten_thousands && is_read(&columns::AMOUNT_FEN) {
            let message = "amount_fen is in fen, and the money in 万元: call the column amount";
            self.add("columns.amount_fen", None, invalid(message));
        }
    }

    fn text(&mut self, key: &str, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Integer(number) => Some(number.to_string()),
            other => {
                let message = format!("neither text nor a whole number, but {}", other.type_str());
                self.add(key, Some(&shown(other)), invalid(message));
                None
            }
        }
    }

    fn texts(&mut self, key: &str, value: &Value) -> Vec<String> {
        match value {
            Value::Array(values) => {
                let texts = values.iter().filter_map(|value| self.text(key, value));
                texts.collect()
            }
            one => self.text(key, one).into_iter().collect(),
        }
    }

    fn row(&mut self, key: &str, value: &Value) -> Option<u64> {
        let row = value.as_integer().and_then(|row| u64::try_from(row).ok());
        let row = row.filter(|row| *row > 0);
        if row.is_none() {
            let message = "not the number of a row, counted from 1";
            self.add(key, Some(&shown(value)), invalid(message));
        }
        row
    }

    fn is_in_ten_thousands(&mut self, key: &str, value: &Value) -> bool {
        match value.as_str() {
            Some("元" | "yuan") => false,
            Some("万元" | "ten_thousand_yuan") => true,
            _ => {
                let message = "not a unit of money: one of 元 yuan, 万元 ten_thousand_yuan";
                self.add(key, Some(&shown(value)), invalid(message));
                false
            }
        }
    }

    fn column(&mut self, key: &str, name: &str) -> Option<&'static Column> {
        let column = columns::called(name);
        if column.is_none() {
            let names: Vec<&str> = columns::ALL.iter().map(|column| column.name).collect();
            let message = format!("no such column: {}", shorten(name));
            let hint = format!("one of {}", names.join(", "));
            self.add(key, None, Flaw::new("mapping_file_invalid", message, hint));
        }
        column
    }

    fn known_columns(&mut self, key: &str, value: &Value) -> Vec<&'static Column> {
        let names = self.texts(key, value);
        let columns = names.iter().filter_map(|name| self.column(key, name));
        columns.collect()
    }

    /// Return the pairs of a table, each with its dotted key and the column that it names.
    fn pairs<'v>(
        &mut self,
        key: &str,
        value: &'v Value,
    ) -> Vec<(String, &'static Column, &'v Value)> {
        let Value::Table(table) = value else {
            self.add(
                key,
                None,
                invalid("not a table: begin a line with its name in brackets"),
            );
            return Vec::new();
        };
        let mut pairs: Vec<(String, &'static Column, &Value)> = Vec::new();
        for (name, value) in table {
            let dotted = format!("{key}.{name}");
            let Some(column) = self.column(&dotted, name) else {
                continue;
            };
            if pairs.iter().any(|(_, other, _)| other.name == column.name) {
                self.add(&dotted, None, invalid("the column is named twice"));
            } else {
                pairs.push((dotted, column, value));
            }
        }
        pairs
    }

    fn columns(&mut self, key: &str, value: &Value) -> Vec<(&'static Column, Vec<String>)> {
        let mut columns = Vec::new();
        for (key, column, value) in self.pairs(key, value) {
            let names = self.texts(&key, value);
            if names.iter().any(String::is_empty) {
                self.add(&key, None, invalid("a column of the sheet without a name"));
            } else if !names.is_empty() {
                columns.push((column, names));
            }
        }
        columns
    }

    fn constants(&mut self, key: &str, value: &Value) -> Vec<(&'static Column, String)> {
        let mut constants = Vec::new();
        for (key, column, value) in self.pairs(key, value) {
            let Some(text) = self.text(&key, value) else {
                continue;
            };
            match meaning(column, &text) {
                Ok(()) => constants.push((column, text)),
                Err(flaw) => self.add(&key, Some(&text), flaw),
            }
        }
        constants
    }

    fn values(
        &mut self,
        key: &str,
        value: &Value,
    ) -> Vec<(&'static Column, HashMap<String, String>)> {
        let mut all = Vec::new();
        for (key, column, value) in self.pairs(key, value) {
            let Value::Table(table) = value else {
                self.add(
                    &key,
                    None,
                    invalid("not a table of values and what they mean"),
                );
                continue;
            };
            let mut values = HashMap::new();
            for (from, to) in table {
                let key = format!("{key}.{from}");
                let Some(to) = self.text(&key, to) else {
                    continue;
                };
                match meaning(column, &to) {
                    Ok(()) => {
                        values.insert(from.trim().to_owned(), to);
                    }
                    Err(flaw) => self.add(&key, Some(&to), flaw),
                }
            }
            all.push((column, values));
        }
        all
    }
}

/// Say how a value of the file looks.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(is_true) => is_true.to_string(),
        other => other.type_str().to_owned(),
    }
}

/// Check that a text can be the value of a column.
fn meaning(column: &Column, text: &str) -> std::result::Result<(), Flaw> {
    if text.is_empty() {
        return Ok(());
    }
    match column.name {
        "year" | "origin_year" => cell::year(text).map(|_| ()),
        "fund" => cell::fund(text).map(|_| ()),
        "level" => cell::level(text).map(|_| ()),
        "kind" => cell::kind(text).map(|_| ()),
        "functional_code" => cell::functional_code(text).map(|_| ()),
        "economic_code" => cell::economic_code(text).map(|_| ()),
        "amount" => cell::yuan(text).map(|_| ()),
        "amount_fen" => cell::fen(text).map(|_| ()),
        "dated" => cell::day(text).map(|_| ()),
        "memo" | "reason" => Ok(()),
        _ => cell::name(text).map(|_| ()),
    }
}
