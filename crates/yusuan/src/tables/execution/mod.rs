//! 预算执行情况表: what was given, what became of it and what is left, by whatever lines have in
//! common.
//!
//! | column | is |
//! |---|---|
//! | `approved` 年初批复 | what the approval gave |
//! | `adjusted` 调整后指标 | all authority at that time: approved, what was added, carried and moved in, less what was taken and moved out |
//! | `committed` 承诺未付 | what contracts reserve and nobody paid yet |
//! | `paid` 累计支付 | payments less refunds |
//! | `settled` 年终处理 | carried on, moved into the surplus, lapsed |
//! | `left` 可用余额 | what may still be committed or paid |
//! | `rate` 执行率 | paid of adjusted |
//!
//! In every row adjusted = committed + paid + settled + left, exactly in fen.

mod by;
mod figures;
mod groups;

use std::collections::BTreeMap;

use rusqlite::Connection;

pub use by::ExecutionBy;
use by::Words;
use figures::{Figures, Shown};
use groups::{Group, Groups};

use super::published::code_names;
use super::scope::Scope;
use super::table::{Cell, Column, ColumnId, Row, RowHead, RowLevel, Table, number_columns};
use crate::catalogue;
use crate::date;
use crate::error::Result;
use crate::line::{self, AsOf, Cut, Line, LineBalance, LineId};
use crate::money::{CurrencyUnit, Fen};

const TITLE: &str = "预算执行情况表";
const DEFINITIONS: &str =
    "调整后指标＝承诺未付＋累计支付＋年终处理＋可用余额；执行率＝累计支付÷调整后指标，四舍五入。";

/// Which execution table is made.
///
/// # Examples
///
/// ```
/// use yusuan::tables::{ExecutionBy, ExecutionOptions};
///
/// let options = ExecutionOptions {
///     by: vec![ExecutionBy::Unit, "functional_group".parse().unwrap()],
///     ..ExecutionOptions::default()
/// };
/// assert!(options.as_of.is_now());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExecutionOptions {
    /// By what lines are grouped, outermost first; nothing gives the total alone.
    pub by: Vec<ExecutionBy>,
    /// A unit, or a department with every unit below it; all units when none is named.
    pub unit: Option<String>,
    /// Which postings count.
    pub as_of: AsOf,
    /// The unit in which amounts are shown.
    pub currency_unit: CurrencyUnit,
    /// Whether digits before the point are grouped by commas.
    pub thousands_separator: bool,
}

/// Make the execution table of a year.
pub(crate) fn execution(
    connection: &Connection,
    year: i16,
    options: &ExecutionOptions,
) -> Result<Table> {
    line::require_year(connection, year)?;
    let scope = Scope::of(connection, options.unit.as_deref())?;
    let mut by = Vec::new();
    for one in &options.by {
        if *one != ExecutionBy::Month && !by.contains(one) {
            by.push(*one);
        }
    }
    let names = code_names(connection, year)?;
    let units = unit_places(connection)?;
    let words = Words {
        names: &names,
        units: &units,
    };
    let mut groups = Groups::new(&by, &words);
    let has_months = options.by.contains(&ExecutionBy::Month);
    if has_months {
        add_by_month(connection, year, options, &scope, &mut groups)?;
    } else {
        for (line, balance) in line::lines_as_of(connection, year, &options.as_of)? {
            if scope.units.contains(&line.key.unit) {
                let places = groups.places(&line);
                groups.add(&places, 1, &balance)?;
            }
        }
    }
    let page = Page {
        by: &by,
        shown: Shown {
            currency_unit: options.currency_unit,
            thousands_separator: options.thousands_separator,
            has_months,
        },
    };
    let rows = page.rows(&groups, last_month(&groups, year, &options.as_of))?;
    let empty_note = format!("{}{year}年没有预算指标，{TITLE}为空表。", scope.title);
    Ok(Table {
        id: "execution".to_owned(),
        title: format!("{year}年{TITLE}"),
        unit: scope.title,
        currency_unit: options.currency_unit,
        columns: page.columns(),
        empty_note: rows.is_empty().then_some(empty_note),
        rows,
        notes: std::iter::once(DEFINITIONS.to_owned())
            .chain(options.as_of.words_zh().map(|words| words + "。"))
            .collect(),
    })
}

/// Add up what every posting moved, in the month that it is dated in.
fn add_by_month(
    connection: &Connection,
    year: i16,
    options: &ExecutionOptions,
    scope: &Scope,
    groups: &mut Groups<'_>,
) -> Result<()> {
    let cut = Cut::of(connection, &options.as_of)?;
    let lines: BTreeMap<LineId, Line> = line::lines_of_year(connection, year)?
        .into_iter()
        .filter(|line| scope.units.contains(&line.key.unit))
        .map(|line| (line.id, line))
        .collect();
    let mut places: BTreeMap<LineId, Vec<usize>> = BTreeMap::new();
    line::each_of_year(connection, year, &cut, |moved| {
        let Some(line) = lines.get(&moved.line) else {
            return Ok(());
        };
        let places = places
            .entry(moved.line)
            .or_insert_with(|| groups.places(line));
        let day = date::parse(moved.dated)?;
        // The closing of last year moves its money in before January begins.
        let month = if day.year() < year { 1 } else { day.month() };
        let mut added = LineBalance::default();
        moved.apply(&mut added)?;
        groups.add(places, month, &added)
    })
}

/// Return the last month to print: that of the day asked for, or the last one with a posting.
fn last_month(groups: &Groups<'_>, year: i16, as_of: &AsOf) -> i8 {
    match as_of.dated {
        Some(day) if day.year() > year => 12,
        Some(day) if day.year() == year => day.month(),
        _ => groups.last_month,
    }
}

/// Return the place of every unit, and the unit at the top of its tree.
fn unit_places(connection: &Connection) -> Result<BTreeMap<String, (usize, String)>> {
    let mut places: BTreeMap<String, (usize, String)> = BTreeMap::new();
    // A unit is added after the one above it.
    for (place, unit) in (0..).zip(catalogue::units(connection)?) {
        let above = unit.parent.as_ref().and_then(|parent| places.get(parent));
        let top = above.map_or_else(|| unit.name.clone(), |(_, top)| top.clone());
        places.insert(unit.name, (place, top));
    }
    Ok(places)
}

/// How the table is laid out.
struct Page<'a> {
    by: &'a [ExecutionBy],
    shown: Shown,
}

impl Page<'_> {
    fn columns(&self) -> Vec<Column> {
        let mut columns = self.label_columns();
        columns.extend(self.shown.columns());
        number_columns(&mut columns);
        columns
    }

    fn label_columns(&self) -> Vec<Column> {
        let mut columns: Vec<Column> = self.by.iter().flat_map(|by| by.columns(self.by)).collect();
        if self.shown.has_months {
            let month = ExecutionBy::Month;
            columns.push(Column::label(month.as_str(), month.name_zh()));
        }
        if columns.is_empty() {
            columns.push(Column::label("item", "范围"));
        }
        columns
    }

    /// Make the rows: 总计, then each group before those within it, then its months.
    fn rows(&self, groups: &Groups<'_>, last_month: i8) -> Result<Vec<Row>> {
        let columns = self.label_columns();
        let mut rows = Vec::new();
        for (key, place) in &groups.index {
            let Some(group) = groups.all.get(*place) else {
                continue;
            };
            let labels = if key.is_empty() {
                vec!["总计".to_owned()]
            } else {
                group.path.clone()
            };
            let ids: Vec<&str> = key.iter().map(|common| common.id.as_str()).collect();
            let mut total = Figures::default();
            for added in group.months.values() {
                total.add(added)?;
            }
            rows.push(self.row(&columns, &ids, labels, (&total, None))?);
            if self.shown.has_months && key.len() == self.by.len() {
                rows.extend(self.month_rows(&columns, &ids, group, last_month)?);
            }
        }
        Ok(rows)
    }

    /// Make a row for each month of a group: how it stood at the month's end.
    fn month_rows(
        &self,
        columns: &[Column],
        ids: &[&str],
        group: &Group,
        last_month: i8,
    ) -> Result<Vec<Row>> {
        let mut figures = Figures::default();
        let mut rows = Vec::new();
        for month in 1..=last_month {
            let added = group.months.get(&month).copied().unwrap_or_default();
            figures.add(&added)?;
            let id = format!("{month:02}");
            let mut ids = ids.to_vec();
            ids.push(&id);
            let before = columns.len().saturating_sub(1);
            let mut labels = group.path.clone();
            labels.resize(before, String::new());
            labels.push(format!("{month}月"));
            rows.push(self.row(columns, &ids, labels, (&figures, Some(&added)))?);
        }
        Ok(rows)
    }

    fn row(
        &self,
        columns: &[Column],
        ids: &[&str],
        labels: Vec<String>,
        (figures, in_month): (&Figures, Option<&Figures>),
    ) -> Result<Row> {
        let is_total = ids.is_empty();
        let labels = labels.into_iter().map(Some).chain(std::iter::repeat(None));
        let mut cells: Vec<(ColumnId, Cell)> = columns
            .iter()
            .zip(labels)
            .map(|(column, label)| {
                let label = label.filter(|label| !label.is_empty());
                (column.id.clone().into(), Cell::Label(label))
            })
            .collect();
        cells.extend(self.shown.cells(figures, in_month)?);
        Ok(Row {
            head: RowHead::Item {
                id: if is_total {
                    "total".to_owned()
                } else {
                    ids.join("/")
                },
                level: if is_total {
                    RowLevel::Total
                } else {
                    RowLevel::Group
                },
                code: None,
                name: String::new(),
            },
            cells,
            unprinted: Fen::ZERO,
        })
    }
}
