//! The tables of a budget as they are expected in print: titles, headings, fixed rows.
//!
//! Headings and rows are those of the project's own tables: a template is the table of a budget, or
//! the final account of a year, without lines. What other documents call the same thing stands here
//! as data.

use std::collections::{BTreeMap, BTreeSet};

use super::wording::{label, plain};
use crate::catalogue::{Scheme, builtin_codes};
use crate::error::Result;
use crate::tables::checks::PrintedTable;
use crate::tables::{
    BudgetInput, BudgetTable, Cell, CodeNames, Column, ColumnRole, FinalInput, FinalTable,
    FinalTemplate, FinalTemplates, RowHead, Table, TableOptions, budget_tables, final_tables,
};

/// A year of the latest template of final accounts: their rows are the same in all.
const LATEST: i16 = 9999;

/// What other documents print for a heading or a fixed row: table where it matters, id, label.
const ALIASES: [(&str, &str); 34] = [
    ("total", "合计"),
    ("total", "总计"),
    ("income_amount", "预算数"),
    ("income_amount", "金额"),
    ("expenditure_amount", "金额"),
    ("fiscal_subtotal", "小计"),
    ("fiscal_subtotal", "财政拨款小计"),
    ("general_public", "一般公共预算"),
    ("general_public", "一般公共预算拨款"),
    ("general_public", "一般公共预算财政拨款"),
    ("government_fund", "政府性基金"),
    ("government_fund", "政府性基金预算"),
    ("government_fund", "政府性基金预算拨款"),
    ("state_capital", "国有资本经营预算"),
    ("state_capital", "国有资本经营预算拨款"),
    ("fiscal_special_account", "财政专户管理资金"),
    ("fiscal_special_account", "财政专户核拨"),
    ("current_income", "本年收入合计"),
    ("carryover", "上年结转"),
    ("carryover", "上年结转结余"),
    ("carryover_fiscal", "财政拨款结转"),
    ("carryover_nonfiscal", "非财政拨款结转结余"),
    ("basic", "基本支出"),
    ("project", "项目支出"),
    ("personnel", "人员经费"),
    ("public", "公用经费"),
    ("overseas", "因公出国(境)费用"),
    ("vehicle", "公务用车购置及运行费"),
    ("vehicle", "公务用车购置及运行维护费"),
    ("vehicle_purchase", "公务用车购置费"),
    ("vehicle_running", "公务用车运行维护费"),
    ("name", "科目名称"),
    ("project_name", "项目名称"),
    ("item", "项目"),
];

/// The same for final accounts, whose 预算数 is another figure than that of a budget.
const FINAL_ALIASES: [(&str, &str); 31] = [
    ("total", "合计"),
    ("total", "总计"),
    ("income_amount", "金额"),
    ("expenditure_amount", "金额"),
    ("income_total", "金额"),
    ("personnel_amount", "金额"),
    ("public_amount", "金额"),
    ("current", "本年收入"),
    ("current", "本年支出"),
    ("surplus_used", "使用非财政拨款结余"),
    ("surplus_used", "使用非财政拨款结余(含专用结余)"),
    ("surplus_used", "用事业基金弥补收支差额"),
    ("opening", "上年结转和结余"),
    ("opening", "年初结转结余"),
    ("closing", "年末结转结余"),
    ("general_public", "一般公共预算"),
    ("government_fund", "政府性基金预算"),
    ("state_capital", "国有资本经营预算"),
    ("opening_general_public", "一般公共预算"),
    ("opening_government_fund", "政府性基金预算"),
    ("opening_state_capital", "国有资本经营预算"),
    ("spend_total", "合计"),
    ("subsidy", "对附属单位补助"),
    ("remittance", "上缴上级"),
    ("affiliate_remittance", "附属单位缴款"),
    ("unit_affiliate_remittance", "附属单位缴款"),
    ("budget_vehicle", "合计"),
    ("final_vehicle", "合计"),
    ("budget_overseas", "因公出国(境)费用"),
    ("final_overseas", "因公出国(境)费用"),
    ("name", "科目名称"),
];

/// A column of a template.
#[derive(Clone, Debug)]
pub(in crate::disclosure) struct TemplateColumn {
    pub(in crate::disclosure) id: String,
    pub(in crate::disclosure) role: ColumnRole,
    /// What its heading may be, without those above it.
    pub(in crate::disclosure) labels: Vec<String>,
    /// The headings above it.
    pub(in crate::disclosure) groups: Vec<String>,
}

/// A row that stands in every such table.
#[derive(Clone, Debug)]
pub(in crate::disclosure) struct TemplateRow {
    pub(in crate::disclosure) id: String,
    pub(in crate::disclosure) labels: Vec<String>,
    pub(in crate::disclosure) head: RowHead,
}

/// How a table is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::disclosure) enum Layout {
    /// A row a code.
    Codes,
    /// A row an item, without codes.
    Items,
    /// Income beside expenditure.
    Sides,
    /// Economic codes in blocks beside each other.
    Blocks,
    /// One row of amounts.
    Line,
}

/// A table as it is expected.
#[derive(Clone, Debug)]
pub(in crate::disclosure) struct Template {
    pub(in crate::disclosure) table: PrintedTable,
    pub(in crate::disclosure) columns: Vec<TemplateColumn>,
    /// Fixed rows of tables 01, 04 (income side) and 10, and of the final accounts.
    pub(in crate::disclosure) rows: Vec<TemplateRow>,
    /// Fixed rows of the expenditure side.
    pub(in crate::disclosure) right_rows: Vec<TemplateRow>,
    pub(in crate::disclosure) layout: Layout,
}

/// All templates with the names of the shipped catalogue.
pub(in crate::disclosure) struct Templates {
    pub(in crate::disclosure) all: Vec<Template>,
    /// Shipped names by code, with whether a published document shows them.
    pub(in crate::disclosure) functional: BTreeMap<String, (String, bool)>,
    pub(in crate::disclosure) economic: BTreeMap<String, (String, bool)>,
    /// Of the final accounts: the order of their tables, and the rows of their income.
    pub(in crate::disclosure) accounts: FinalTemplates,
}

impl Templates {
    /// Make the templates out of the tables of a budget, and the final accounts, without lines.
    pub(in crate::disclosure) fn new() -> Result<Self> {
        let (mut functional, mut economic) = (BTreeMap::new(), BTreeMap::new());
        for code in builtin_codes()? {
            let names = match code.scheme {
                Scheme::Functional => &mut functional,
                Scheme::Economic => &mut economic,
                Scheme::GovernmentEconomic => continue,
            };
            names.insert(code.code, (code.name, code.is_verified));
        }
        let plain = |names: &BTreeMap<String, (String, bool)>| {
            let names = names.iter();
            names
                .map(|(code, (name, _))| (code.clone(), name.clone()))
                .collect()
        };
        let names = CodeNames {
            functional: plain(&functional),
            economic: plain(&economic),
        };
        let options = TableOptions {
            fiscal_overview_includes_carryover: true,
            ..TableOptions::default()
        };
        let tables = budget_tables(&BudgetInput {
            year: 0,
            title_unit: "",
            lines: &[],
            names: &names,
            options: &options,
        })?;
        let budget = BudgetTable::ALL.into_iter().zip(&tables);
        let mut all: Vec<Template> = budget
            .map(|(table, made)| template(table.into(), made))
            .collect();
        let accounts = FinalTemplates::built_in()?;
        let latest = accounts.choose(None, LATEST)?;
        let made = final_accounts(latest, &names, &options)?;
        let numbered = latest.tables.iter().zip(&made);
        all.extend(numbered.map(|(table, made)| template(table.content.into(), made)));
        Ok(Self {
            all,
            functional,
            economic,
            accounts,
        })
    }

    /// Return the template of a table.
    pub(in crate::disclosure) fn of(&self, table: PrintedTable) -> Option<&Template> {
        self.all.iter().find(|template| template.table == table)
    }

    /// Return the shipped names that the codes of a table are of.
    pub(in crate::disclosure) fn names(
        &self,
        table: PrintedTable,
    ) -> &BTreeMap<String, (String, bool)> {
        if is_economic(table) {
            &self.economic
        } else {
            &self.functional
        }
    }
}

/// Say whether the codes of a table are economic ones.
pub(in crate::disclosure) fn is_economic(table: PrintedTable) -> bool {
    [
        PrintedTable::Budget(BudgetTable::GeneralPublicBasic),
        PrintedTable::Final(FinalTable::GeneralPublicBasic),
        PrintedTable::Final(FinalTable::ThreePublicComparison),
    ]
    .contains(&table)
}

/// Make the final accounts of a year without lines.
fn final_accounts(
    template: &FinalTemplate,
    names: &CodeNames,
    options: &TableOptions,
) -> Result<Vec<Table>> {
    Ok(final_tables(&FinalInput {
        year: 0,
        title_unit: "",
        lines: &[],
        incomes: &[],
        surplus: &[],
        units: &BTreeSet::new(),
        names,
        template,
        options,
        is_last_year_closed: true,
        is_closed: true,
    })?)
}

fn layout(table: PrintedTable) -> Layout {
    match table {
        PrintedTable::Budget(BudgetTable::ThreePublic | BudgetTable::Carryover) => Layout::Items,
        PrintedTable::Final(FinalTable::GeneralPublicBasic) => Layout::Blocks,
        PrintedTable::Final(FinalTable::ThreePublic) => Layout::Line,
        _ if table.is_overview() => Layout::Sides,
        _ => Layout::Codes,
    }
}

fn template(table: PrintedTable, made: &Table) -> Template {
    let aliases: &[(&str, &str)] = if table.is_final() {
        &FINAL_ALIASES
    } else {
        &ALIASES
    };
    let mut columns = Vec::new();
    collect(&made.columns, &[], aliases, &mut columns);
    let (mut rows, mut right_rows) = (Vec::new(), Vec::new());
    for row in &made.rows {
        let fixed = |id: &str, printed: &str| TemplateRow {
            id: id.to_owned(),
            labels: labels(id, printed, aliases),
            head: row.head.clone(),
        };
        let text = |column: &str| row.cell(column).and_then(Cell::text).unwrap_or_default();
        match &row.head {
            RowHead::Sides {
                income_id,
                expenditure_code,
                ..
            } => {
                let left = income_id.iter().map(|id| fixed(id, text("income_item")));
                rows.extend(left);
                let right = expenditure_code.iter();
                right_rows.extend(right.map(|id| fixed(id, text("expenditure_item"))));
            }
            RowHead::Item { id, name, .. } => rows.push(fixed(id, name)),
        }
    }
    Template {
        table,
        columns,
        rows,
        right_rows,
        layout: layout(table),
    }
}

fn collect(
    columns: &[Column],
    groups: &[String],
    aliases: &[(&str, &str)],
    found: &mut Vec<TemplateColumn>,
) {
    for column in columns {
        let mut below = groups.to_vec();
        if column.children.is_empty() {
            found.push(TemplateColumn {
                id: column.id.clone(),
                role: column.role,
                labels: labels(&column.id, &column.label, aliases),
                groups: below,
            });
        } else {
            below.push(plain(&column.label));
            collect(&column.children, &below, aliases, found);
        }
    }
}

fn labels(id: &str, printed: &str, aliases: &[(&str, &str)]) -> Vec<String> {
    let aliases = aliases.iter().filter(|(of, _)| *of == id);
    let aliases = aliases.map(|(_, alias)| label(alias));
    let mut labels: Vec<String> = std::iter::once(label(printed)).chain(aliases).collect();
    labels.dedup();
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_have_the_ids_of_the_tables() {
        let templates = Templates::new().unwrap();
        let income = templates.of(BudgetTable::Income.into()).unwrap();
        assert_eq!(income.columns.len(), 16);
        assert_eq!(income.columns[5].groups, ["财政拨款(补助)"]);
        let overview = templates.of(BudgetTable::Overview.into()).unwrap();
        assert_eq!(overview.rows.len(), 26);
        assert_eq!(
            templates
                .of(BudgetTable::ThreePublic.into())
                .unwrap()
                .rows
                .len(),
            6
        );
    }
}
