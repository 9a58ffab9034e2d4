//! Items 七 to 十一: projects, the other two budgets, 三公, and the carry-over.

use super::draft::Maker;
use super::spending::by_item;
use crate::tables::budget::BudgetTable;
use crate::tables::error::TableError;
use crate::tables::table::RowLevel;

/// 三公 spending: rows of 表10, in the order of the sentence.
const THREE_PUBLIC: [(&str, &str); 4] = [
    ("overseas", "因公出国（境）费"),
    ("vehicle_purchase", "公务用车购置费"),
    ("vehicle_running", "公务用车运行费"),
    ("reception", "公务接待费"),
];

pub(super) fn items(maker: &mut Maker<'_>) -> Result<(), TableError> {
    projects(maker)?;
    fund(maker, BudgetTable::GovernmentFund, 8, "八")?;
    fund(maker, BudgetTable::StateCapital, 9, "九")?;
    three_public(maker)?;
    carryover(maker)
}

/// Say that there is nothing, where there is nothing.
fn is_empty(maker: &mut Maker<'_>, table: BudgetTable, number: u8, section: &'static str) -> bool {
    maker.heading(number, section);
    let is_empty = maker.this.is_empty(table);
    if is_empty {
        let empty = maker.item(format!("{number}.empty"), section).year("y");
        maker.keep(empty);
    }
    is_empty
}

fn projects(maker: &mut Maker<'_>) -> Result<(), TableError> {
    const TABLE: BudgetTable = BudgetTable::GeneralPublicProject;
    if is_empty(maker, TABLE, 7, "七") {
        return Ok(());
    }
    let (total, _) = maker.both(TABLE, "total", "total")?;
    let overall = maker
        .item("7.total", "七")
        .year("y")
        .amount("amount", total);
    maker.keep(overall);
    let mut projects = Vec::new();
    for (number, line) in (1_usize..).zip(maker.this.lines(TABLE, RowLevel::Project)) {
        let name = line.row.cell("project").and_then(|cell| cell.text());
        let project = maker.item(format!("7.project{number}"), "七");
        let project = project.name("name", name.unwrap_or_default());
        let money = maker.this.cell(line.row, "total")?;
        projects.push(project.amount("amount", money).text("use"));
    }
    maker.keep_all(projects);
    Ok(())
}

fn fund(
    maker: &mut Maker<'_>,
    table: BudgetTable,
    number: u8,
    section: &'static str,
) -> Result<(), TableError> {
    if is_empty(maker, table, number, section) {
        return Ok(());
    }
    let (total, last) = maker.both(table, "total", "total")?;
    let overall = maker.item(format!("{number}.total"), section).year("y");
    let overall = overall.amount("amount", total).change(total, last)?;
    maker.keep(overall.text("reason"));
    by_item(maker, table, &number.to_string(), section, "total")
}

fn three_public(maker: &mut Maker<'_>) -> Result<(), TableError> {
    const TABLE: BudgetTable = BudgetTable::ThreePublic;
    maker.heading(10, "十");
    let (total, last) = maker.both(TABLE, "total", "total")?;
    let mut overall = maker.item("10.total", "十").year("y");
    overall = overall.amount("amount", total);
    for (id, _) in THREE_PUBLIC {
        overall = overall.amount(id, maker.this.at(TABLE, id, "total")?);
    }
    maker.keep(overall);
    let change = maker.item("10.change", "十").year("y");
    maker.keep(change.change(total, last)?);
    for (id, name) in THREE_PUBLIC {
        let (this, last) = maker.both(TABLE, id, "total")?;
        let change = maker.item(format!("10.change.{id}"), "十");
        let change = change.name("name", name).change(this, last)?;
        maker.keep(change.text("reason"));
    }
    Ok(())
}

fn carryover(maker: &mut Maker<'_>) -> Result<(), TableError> {
    const TABLE: BudgetTable = BudgetTable::Carryover;
    if is_empty(maker, TABLE, 11, "十一") {
        return Ok(());
    }
    let at = |column| maker.this.at(TABLE, "total", column);
    let overall = maker.item("11.total", "十一").year("y");
    let overall = overall.amount("amount", at("total")?);
    let overall = overall.amount("fiscal", at("fiscal_subtotal")?);
    let overall = overall.amount("nonfiscal", at("nonfiscal_subtotal")?);
    maker.keep(overall);
    let mut projects = Vec::new();
    for (number, line) in (1_usize..).zip(maker.this.lines(TABLE, RowLevel::Project)) {
        let project = maker.item(format!("11.project{number}"), "十一");
        let project = project.name("name", line.name);
        let money = maker.this.cell(line.row, "total")?;
        projects.push(project.amount("amount", money).text("use"));
    }
    maker.keep_all(projects);
    Ok(())
}
