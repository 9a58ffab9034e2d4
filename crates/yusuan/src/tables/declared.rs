//! What units declare of themselves, as tables.

use rusqlite::Connection;

use super::published::budget_lines;
use super::scope::Scope;
use super::table::{Cell, Column, Row, RowHead, RowLevel, Table};
use crate::declaration::{
    self, Assets, Declaration, Declared, Performance, Procurement, Staffing, VehicleKind, weights,
};
use crate::error::Result;
use crate::line::{Fund, Level};
use crate::money::{AmountError, CurrencyUnit, Fen};

/// Make a table of each declaration of a year, of a unit with every unit below it, or of all.
pub(crate) fn declared_of(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
) -> Result<Vec<Table>> {
    let scope = Scope::of(connection, unit)?;
    let declared = declaration::declared(connection, year, &scope.units)?;
    declaration_tables(connection, &declared)
}

/// Make a table of each declaration.
pub(crate) fn declaration_tables(
    connection: &Connection,
    declared: &[Declared],
) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    for one in declared {
        let (columns, rows, notes) = match &one.content {
            Declaration::Performance(content) => {
                let sources = sources(connection, one)?;
                performance(content, &sources)
            }
            Declaration::Procurement(content) => procurement(content),
            Declaration::Assets(content) => assets(content),
            Declaration::Staffing(content) => staffing(content),
        };
        let title = match &one.content {
            Declaration::Performance(_) => "部门整体绩效目标表",
            Declaration::Procurement(_) => "政府采购预算表",
            Declaration::Assets(_) => "国有资产占用使用情况表",
            Declaration::Staffing(_) => "机构设置及人员情况表",
        };
        tables.push(Table {
            id: format!("budget-{}", one.kind),
            title: title.to_owned(),
            unit: one.unit.clone(),
            currency_unit: CurrencyUnit::WanYuan,
            columns,
            rows,
            empty_note: None,
            notes,
        });
    }
    Ok(tables)
}

type Body = (Vec<Column>, Vec<Row>, Vec<String>);

/// Return the budget of a unit by who gave the money: 上级安排, 本级安排, 其他.
///
/// This axis is not that of 表1: money of an upper level that was carried over counts as 上级安排.
fn sources(connection: &Connection, one: &Declared) -> Result<[Fen; 3]> {
    let units = std::iter::once(one.unit.clone()).collect();
    let lines = budget_lines(connection, one.year, &units)?;
    let sum = |wanted: fn(Fund, Level) -> bool| {
        let wanted = lines.iter().filter(|line| wanted(line.fund, line.level));
        Fen::sum(wanted.map(|line| line.amount))
    };
    let sums: std::result::Result<_, AmountError> = (|| {
        Ok([
            sum(|fund, level| fund.is_fiscal() && level == Level::Upper)?,
            sum(|fund, level| fund.is_fiscal() && level == Level::Own)?,
            sum(|fund, _| !fund.is_fiscal())?,
        ])
    })();
    Ok(sums?)
}

/// Make a row of an item with the texts and amounts of its columns.
fn row(id: &str, level: RowLevel, name: &str, cells: Vec<(&'static str, Cell)>) -> Row {
    Row {
        head: RowHead::Item {
            id: id.to_owned(),
            level,
            code: None,
            name: name.to_owned(),
        },
        cells: cells
            .into_iter()
            .map(|(column, cell)| (column.into(), cell))
            .collect(),
        unprinted: Fen::ZERO,
    }
}

fn label(text: impl Into<String>) -> Cell {
    Cell::Label(Some(text.into()))
}

/// An amount that is stated, so that zero is printed and not blank.
fn amount(fen: Fen) -> Cell {
    Cell::Amount {
        fen: Some(fen),
        text: Some(fen.display_wan().into()),
    }
}

fn blank() -> Cell {
    Cell::Label(None)
}

const fn no_amount() -> Cell {
    Cell::Amount {
        fen: None,
        text: None,
    }
}

fn performance(content: &Performance, sources: &[Fen; 3]) -> Body {
    let columns = vec![
        Column::label("level1", "一级指标"),
        Column::label("level2", "二级指标"),
        Column::label("level3", "三级指标"),
        Column::label("target", "指标值"),
        Column::label("basis", "指标设定依据"),
        Column::label("weight", "分值权重"),
        Column::amount("amount", "资金总额"),
    ];
    let mut rows = Vec::new();
    let kinds = [
        ("upper", "财政资金", "上级安排"),
        ("own", "财政资金", "本级安排"),
        ("other", "其他资金", "其他"),
    ];
    for ((id, group, name), fen) in kinds.into_iter().zip(sources) {
        let cells = vec![
            ("level1", label(group)),
            ("level2", label(name)),
            ("level3", blank()),
            ("target", blank()),
            ("basis", blank()),
            ("weight", blank()),
            ("amount", amount(*fen)),
        ];
        rows.push(row(id, RowLevel::Group, name, cells));
    }
    for (number, indicator) in (1_usize..).zip(&content.indicators) {
        let weight = indicator.weight_hundredths.map(weight_text);
        let cells = vec![
            ("level1", label(indicator.level1.clone())),
            ("level2", label(indicator.level2.clone())),
            ("level3", label(indicator.level3.clone())),
            ("target", label(indicator.target.clone())),
            ("basis", Cell::Label(indicator.basis.clone())),
            ("weight", Cell::Label(weight)),
            ("amount", no_amount()),
        ];
        let id = format!("indicator{number}");
        rows.push(row(&id, RowLevel::Item, &indicator.level3, cells));
    }
    let mut notes: Vec<String> = content
        .goal
        .iter()
        .map(|goal| format!("年度目标：{goal}"))
        .collect();
    if let Some(sum) = weights(content).filter(|sum| *sum != 10_000) {
        notes.push(format!("各项分值权重合计 {}，不是 100。", weight_text(sum)));
    }
    (columns, rows, notes)
}

/// Return a weight as printed: whole where it is whole.
fn weight_text(hundredths: i64) -> String {
    let text = Fen::new(hundredths).to_yuan_string();
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() { "0" } else { text }.to_owned()
}

fn procurement(content: &Procurement) -> Body {
    let columns = vec![
        Column::label("item", "项目"),
        Column::amount("amount", "采购预算"),
    ];
    let items = [
        ("total", RowLevel::Total, "合计", content.total_fen),
        ("goods", RowLevel::Item, "货物", content.goods_fen),
        ("works", RowLevel::Item, "工程", content.works_fen),
        ("services", RowLevel::Item, "服务", content.services_fen),
        (
            "reserved_sme",
            RowLevel::Sub,
            "其中：面向中小企业预留",
            content.reserved_sme_fen,
        ),
        (
            "reserved_micro",
            RowLevel::Sub,
            "面向小微企业预留",
            content.reserved_micro_fen,
        ),
    ];
    let rows =
        items.map(|(id, level, name, fen)| row(id, level, name, vec![("amount", amount(fen))]));
    (columns, rows.into(), Vec::new())
}

/// Make a row of things that are counted, and perhaps worth something.
fn counted(id: &str, level: RowLevel, name: &str, quantity: String, value: Option<Fen>) -> Row {
    let value = value.map_or_else(no_amount, amount);
    let cells = vec![("quantity", label(quantity)), ("value", value)];
    row(id, level, name, cells)
}

fn assets(content: &Assets) -> Body {
    let columns = vec![
        Column::label("item", "项目"),
        Column::label("quantity", "数量"),
        Column::amount("value", "价值"),
    ];
    let area = Fen::new(content.house_area_hundredths).to_yuan_string();
    let area = format!("{area}平方米");
    let house = Some(content.house_value_fen);
    let mut rows = vec![counted("house", RowLevel::Item, "房屋", area, house)];
    rows.extend(vehicle_rows(content));
    let worth = [
        ("furniture", "办公家具", content.furniture_value_fen),
        ("other_assets", "其他资产", content.other_value_fen),
    ];
    for (id, name, value) in worth {
        let cells = vec![("quantity", blank()), ("value", amount(value))];
        rows.push(row(id, RowLevel::Item, name, cells));
    }
    rows.extend(equipment_rows(content));
    (columns, rows, vec![format!("截至{}。", content.as_of)])
}

fn vehicle_rows(content: &Assets) -> Vec<Row> {
    let count = format!("{}辆", content.vehicle_count);
    let value = Some(content.vehicle_value_fen);
    let mut rows = vec![counted("vehicles", RowLevel::Item, "车辆", count, value)];
    let kinds = [
        ("general", VehicleKind::General),
        ("law_enforcement", VehicleKind::LawEnforcement),
        ("special", VehicleKind::Special),
        ("other", VehicleKind::Other),
    ];
    for (id, kind) in kinds {
        let (count, value) = content.vehicles_of(kind);
        if kind == VehicleKind::Special && count == 0 {
            continue;
        }
        let count = format!("{count}辆");
        rows.push(counted(
            id,
            RowLevel::Sub,
            kind.name_zh(),
            count,
            Some(value),
        ));
    }
    rows
}

fn equipment_rows(content: &Assets) -> Vec<Row> {
    let counts = [
        (
            "over50",
            "单价50万元以上大型设备",
            content.equipment_over_500k,
            "台",
        ),
        (
            "over100",
            "单价100万元以上大型设备",
            content.equipment_over_1m,
            "台",
        ),
        (
            "planned_vehicles",
            "本年预算购置车辆",
            content.planned_vehicles,
            "辆",
        ),
        (
            "planned_over50",
            "本年预算购置单价50万元以上大型设备",
            content.planned_equipment_over_500k,
            "台",
        ),
        (
            "planned_over100",
            "本年预算购置单价100万元以上大型设备",
            content.planned_equipment_over_1m,
            "台",
        ),
    ];
    let row = |(id, name, count, unit): (&str, &str, i64, &str)| {
        counted(id, RowLevel::Item, name, format!("{count}{unit}"), None)
    };
    counts.into_iter().map(row).collect()
}

fn staffing(content: &Staffing) -> Body {
    let columns = vec![
        Column::label("item", "项目"),
        Column::label("count", "人数"),
        Column::label("change", "比上年增减"),
    ];
    let items = [
        (
            "authorised_posts",
            item("编制数"),
            content.authorised_posts,
            None,
        ),
        ("actual_total", item("实有人数"), content.actual_total, None),
        (
            "in_service",
            sub("其中：在职"),
            content.in_service,
            Some(content.in_service_change),
        ),
        (
            "retired",
            sub("退休"),
            content.retired,
            Some(content.retired_change),
        ),
        (
            "retired_with_honours",
            sub("离休"),
            content.retired_with_honours,
            Some(content.retired_with_honours_change),
        ),
    ];
    let mut rows: Vec<Row> = items
        .into_iter()
        .map(|(id, (level, name), count, change)| {
            let change = Cell::Label(change.map(|change| change.to_string()));
            let cells = vec![("count", label(count.to_string())), ("change", change)];
            row(id, level, name, cells)
        })
        .collect();
    let offices = content.offices.len().to_string();
    let cells = vec![("count", label(offices)), ("change", blank())];
    rows.push(row("offices", RowLevel::Item, "内设机构", cells));
    let names = content.offices.join("、");
    let notes = (!names.is_empty()).then(|| format!("内设机构：{names}。"));
    (columns, rows, notes.into_iter().collect())
}

const fn item(name: &str) -> (RowLevel, &str) {
    (RowLevel::Item, name)
}

const fn sub(name: &str) -> (RowLevel, &str) {
    (RowLevel::Sub, name)
}
