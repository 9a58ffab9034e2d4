//! Tables in print, as different offices do it.

use yusuan::CurrencyUnit;
use yusuan::tables::{Cell, Column, ColumnRole, Row, RowHead, RowLevel, Table, TableOptions};

use super::Random;

/// How codes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Codes {
    Parts,
    ZerosLost,
    OwnPartAlone,
}

/// The habits of an office.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a habit of its own")]
pub(crate) struct Habits {
    pub(crate) unit: CurrencyUnit,
    pub(crate) has_separators: bool,
    pub(crate) is_full_width: bool,
    pub(crate) blank: &'static str,
    pub(crate) codes: Codes,
    pub(crate) has_split_names: bool,
    pub(crate) has_column_numbers: bool,
    pub(crate) is_footed: bool,
}

impl Habits {
    /// Print as the project does.
    pub(crate) const fn plain() -> Self {
        Self {
            unit: CurrencyUnit::WanYuan,
            has_separators: false,
            is_full_width: false,
            blank: "",
            codes: Codes::Parts,
            has_split_names: false,
            has_column_numbers: true,
            is_footed: false,
        }
    }

    pub(crate) fn any(random: &mut Random) -> Self {
        Self {
            unit: if random.percent(70) {
                CurrencyUnit::WanYuan
            } else {
                CurrencyUnit::Yuan
            },
            has_separators: random.percent(40),
            is_full_width: random.percent(20),
            blank: random.pick::<&str>(&["", "0.00", "-", "—"]),
            codes: *random.pick(&[Codes::Parts, Codes::ZerosLost, Codes::OwnPartAlone]),
            has_split_names: random.percent(30),
            has_column_numbers: random.percent(70),
            is_footed: random.percent(25),
        }
    }

    pub(crate) fn options(&self) -> TableOptions {
        TableOptions {
            currency_unit: self.unit,
            foot_displayed: self.is_footed,
            ..TableOptions::default()
        }
    }
}

/// Print all tables below each other, as cells.
pub(crate) fn sheet(tables: &[Table], habits: &Habits) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for table in tables {
        print(table, habits, &mut rows);
        rows.push(Vec::new());
    }
    rows
}

/// Write cells as CSV.
pub(crate) fn csv(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    let blank = vec![String::new()];
    for row in rows {
        writer
            .write_record(if row.is_empty() { &blank } else { row })
            .unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn print(table: &Table, habits: &Habits, rows: &mut Vec<Vec<String>>) {
    let width = table.leaf_columns().len();
    let mut title = vec![String::new(); width];
    title[0] = format!(
        "{} {}",
        table
            .id
            .replace("budget-0", "表")
            .replace("budget-", "表")
            .replace("final-0", "表"),
        table.title
    );
    rows.push(title);
    let mut line = vec![String::new(); width];
    line[0] = format!("编制部门/单位：{}", table.unit);
    line[width - 1] = format!("单位：{}", table.currency_unit);
    rows.push(line);
    let depth = depth(&table.columns);
    let mut header = vec![vec![String::new(); width]; depth];
    head(&table.columns, 0, 0, &mut header);
    rows.extend(header);
    let columns = table.leaf_columns();
    if habits.has_column_numbers && columns.iter().all(|column| column.printed_no.is_some()) {
        rows.push(
            columns
                .iter()
                .map(|column| column.printed_no.clone().unwrap())
                .collect(),
        );
    }
    for (row, texts) in table.rows.iter().zip(table.printed_rows()) {
        body(row, &texts, &columns, habits, rows);
    }
    rows.extend(table.empty_note.iter().map(|note| vec![note.clone()]));
    rows.extend(table.notes.iter().map(|note| vec![format!("注：{note}")]));
}

fn depth(columns: &[Column]) -> usize {
    columns
        .iter()
        .map(|column| depth(&column.children) + 1)
        .max()
        .unwrap_or(0)
}

fn head(columns: &[Column], level: usize, first: usize, header: &mut [Vec<String>]) -> usize {
    let mut at = first;
    for column in columns {
        header[level][at].clone_from(&column.label);
        at += if column.children.is_empty() {
            1
        } else {
            head(&column.children, level + 1, at, header)
        };
    }
    at - first
}

fn body(
    row: &Row,
    texts: &[Option<&str>],
    columns: &[&Column],
    habits: &Habits,
    rows: &mut Vec<Vec<String>>,
) {
    let mut printed = Vec::new();
    let mut rest = vec![String::new(); columns.len()];
    for (at, (text, column)) in texts.iter().zip(columns).enumerate() {
        let text = text.unwrap_or_default();
        printed.push(match column.role {
            ColumnRole::Amount => amount(text, habits, is_there(row, &column.id)),
            _ if matches!(column.id.as_str(), "class" | "section" | "item") && is_coded(row) => {
                code(text, &column.id, row, habits.codes)
            }
            _ if habits.has_split_names && text.chars().count() > 8 => {
                let (begin, end) = split(text);
                // Two ways to break a name: in the cell, and into the next row.
                if at % 2 == 0 && is_coded(row) {
                    rest[at] = end;
                    begin
                } else {
                    format!("{begin}\n{end}")
                }
            }
            _ => text.to_owned(),
        });
    }
    rows.push(printed);
    if rest.iter().any(|text| !text.is_empty()) {
        rows.push(rest);
    }
}

/// In a two-sided table, a blank side has no amount at all.
fn is_there(row: &Row, column: &str) -> bool {
    match &row.head {
        RowHead::Sides {
            income_id,
            expenditure_code,
            ..
        } => {
            if column.starts_with("income") || column.starts_with("personnel") {
                income_id.is_some()
            } else {
                expenditure_code.is_some()
            }
        }
        RowHead::Item { .. } => true,
    }
}

const fn is_coded(row: &Row) -> bool {
    matches!(row.head, RowHead::Item { code: Some(_), .. })
}

fn split(text: &str) -> (String, String) {
    (
        text.chars().take(6).collect(),
        text.chars().skip(6).collect(),
    )
}

fn code(text: &str, column: &str, row: &Row, codes: Codes) -> String {
    let RowHead::Item { level, .. } = &row.head else {
        return text.to_owned();
    };
    let own = match level {
        RowLevel::Class => "class",
        RowLevel::Section => "section",
        _ => "item",
    };
    match codes {
        Codes::ZerosLost => text.trim_start_matches('0').to_owned(),
        Codes::OwnPartAlone if column != own && *level != RowLevel::Project => String::new(),
        _ => text.to_owned(),
    }
}

fn amount(text: &str, habits: &Habits, is_there: bool) -> String {
    if text.is_empty() {
        return if is_there {
            habits.blank.to_owned()
        } else {
            String::new()
        };
    }
    let mut shown = text.to_owned();
    if habits.has_separators {
        let (sign, size) = match text.strip_prefix('-') {
            Some(size) => ("-", size),
            None => ("", text),
        };
        let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let point = if size.contains('.') { "." } else { "" };
        shown = format!("{sign}{grouped}{point}{fraction}");
    }
    if habits.is_full_width {
        shown = shown.chars().map(wide).collect();
    }
    shown
}

fn wide(character: char) -> char {
    match character {
        '!'..='~' => char::from_u32(u32::from(character) + 0xFEE0).unwrap(),
        other => other,
    }
}

/// Return the printed text of a cell that holds an amount.
pub(crate) fn amount_text(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Amount { text, .. } => text.as_deref(),
        _ => None,
    }
}
