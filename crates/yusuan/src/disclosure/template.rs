//! The tables of a budget as they are expected in print: titles, headings, fixed rows.
//!
//! Headings and rows are those of the project's own tables: a template is the table of a budget
//! without lines. What other documents call the same thing stands here as data. Final accounts will
//! be further entries of the same kind.

use std::collections::BTreeMap;

use super::wording::{label, plain};
use crate::catalogue::{Scheme, builtin_codes};
use crate::error::Result;
use crate::tables::{
    BudgetInput, BudgetTable, CodeNames, Column, ColumnRole, RowHead, Table, TableOptions,
    budget_tables,
};

/// Words of a title: all of the first must stand in it, none of the second. The first entry that
/// fits wins, so that the special ones come first.
const TITLES: [(BudgetTable, &[&str], &[&str]); 23] = [
    (BudgetTable::ThreePublic, &["三公"], &[]),
    (BudgetTable::Carryover, &["结转", "明细"], &[]),
    (BudgetTable::Carryover, &["上年结转", "情况"], &[]),
    (
        BudgetTable::GovernmentFund,
        &["政府性基金", "支出"],
        &["收支", "收入"],
    ),
    (
        BudgetTable::StateCapital,
        &["国有资本", "支出"],
        &["收支", "收入"],
    ),
    (BudgetTable::FiscalOverview, &["财政拨款", "收支"], &[]),
    (BudgetTable::FiscalOverview, &["财政拨款", "总体"], &[]),
    (
        BudgetTable::GeneralPublicBasic,
        &["一般公共预算", "基本支出"],
        &[],
    ),
    (
        BudgetTable::GeneralPublicProject,
        &["一般公共预算", "项目支出"],
        &[],
    ),
    (
        BudgetTable::GeneralPublic,
        &["一般公共预算", "支出"],
        &["收支", "收入"],
    ),
    (BudgetTable::Overview, &["部门", "收支"], &[]),
    (BudgetTable::Overview, &["单位", "收支"], &[]),
    (BudgetTable::Overview, &["收支", "总表"], &[]),
    (BudgetTable::Overview, &["收支", "总体"], &[]),
    (BudgetTable::Income, &["部门收入"], &["支出"]),
    (BudgetTable::Income, &["单位收入"], &["支出"]),
    (BudgetTable::Income, &["收入", "总表"], &["支出"]),
    (BudgetTable::Income, &["收入", "总体"], &["支出"]),
    (BudgetTable::Expenditure, &["部门支出"], &["收入"]),
    (BudgetTable::Expenditure, &["单位支出"], &["收入"]),
    (BudgetTable::Expenditure, &["支出", "总表"], &["收入"]),
    (BudgetTable::Expenditure, &["支出", "总体"], &["收入"]),
    (BudgetTable::Carryover, &["结转结余"], &[]),
];

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

/// A column of a template.
#[derive(Clone, Debug)]
pub(super) struct TemplateColumn {
    pub(super) id: String,
    pub(super) role: ColumnRole,
    /// What its heading may be, without those above it.
    pub(super) labels: Vec<String>,
    /// The headings above it.
    pub(super) groups: Vec<String>,
}

/// A row that stands in every such table.
#[derive(Clone, Debug)]
pub(super) struct TemplateRow {
    pub(super) id: String,
    pub(super) labels: Vec<String>,
    pub(super) head: RowHead,
}

/// A table as it is expected.
#[derive(Clone, Debug)]
pub(super) struct Template {
    pub(super) table: BudgetTable,
    pub(super) columns: Vec<TemplateColumn>,
    /// Fixed rows of tables 01, 04 (income side) and 10.
    pub(super) rows: Vec<TemplateRow>,
    /// Whether income stands beside expenditure.
    pub(super) is_two_sided: bool,
}

/// All templates with the names of the shipped catalogue.
pub(super) struct Templates {
    pub(super) all: Vec<Template>,
    /// Shipped names by code, with whether a published document shows them.
    pub(super) functional: BTreeMap<String, (String, bool)>,
    pub(super) economic: BTreeMap<String, (String, bool)>,
}

impl Templates {
    /// Make the templates out of the tables of a budget without lines.
    pub(super) fn new() -> Result<Self> {
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
        let all = BudgetTable::ALL.into_iter().zip(&tables);
        Ok(Self {
            all: all.map(|(table, made)| template(table, made)).collect(),
            functional,
            economic,
        })
    }

    /// Return the template of a table.
    pub(super) fn of(&self, table: BudgetTable) -> Option<&Template> {
        self.all.iter().find(|template| template.table == table)
    }

    /// Return the shipped names that the codes of a table are of.
    pub(super) fn names(&self, table: BudgetTable) -> &BTreeMap<String, (String, bool)> {
        if table == BudgetTable::GeneralPublicBasic {
            &self.economic
        } else {
            &self.functional
        }
    }
}

/// Recognise a title, or the name of a sheet or file.
pub(super) fn table_of_title(title: &str) -> Option<BudgetTable> {
    let title = plain(title);
    if let Some(found) = BudgetTable::ALL
        .into_iter()
        .find(|table| title == table.id())
    {
        return Some(found);
    }
    let fits = |(_, all, none): &&(BudgetTable, &[&str], &[&str])| {
        all.iter().all(|word| title.contains(word)) && !none.iter().any(|word| title.contains(word))
    };
    TITLES.iter().find(fits).map(|(table, ..)| *table)
}

fn template(table: BudgetTable, made: &Table) -> Template {
    let mut columns = Vec::new();
    collect(&made.columns, &[], &mut columns);
    let rows = made.rows.iter().filter_map(|row| {
        let (id, printed) = match &row.head {
            RowHead::Sides { income_id, .. } => (
                income_id.clone()?,
                row.cell("income_item")?.text()?.to_owned(),
            ),
            RowHead::Item { id, name, .. } => (id.clone(), name.clone()),
        };
        let labels = labels(&id, &printed);
        let head = row.head.clone();
        Some(TemplateRow { id, labels, head })
    });
    let is_two_sided = matches!(table, BudgetTable::Overview | BudgetTable::FiscalOverview);
    Template {
        table,
        columns,
        rows: rows.collect(),
        is_two_sided,
    }
}

fn collect(columns: &[Column], groups: &[String], found: &mut Vec<TemplateColumn>) {
    for column in columns {
        let mut below = groups.to_vec();
        if column.children.is_empty() {
            found.push(TemplateColumn {
                id: column.id.clone(),
                role: column.role,
                labels: labels(&column.id, &column.label),
                groups: below,
            });
        } else {
            below.push(plain(&column.label));
            collect(&column.children, &below, found);
        }
    }
}

fn labels(id: &str, printed: &str) -> Vec<String> {
    let aliases = ALIASES.iter().filter(|(of, _)| *of == id);
    let aliases = aliases.map(|(_, alias)| label(alias));
    let mut labels: Vec<String> = std::iter::once(label(printed)).chain(aliases).collect();
    labels.dedup();
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_titles_are_recognised_and_usual_ones_too() {
        for table in BudgetTable::ALL {
            assert_eq!(table_of_title(table.title()), Some(table));
            assert_eq!(table_of_title(table.id()), Some(table));
        }
        for (title, table) in [
            ("表1 2025年部门收支总表", BudgetTable::Overview),
            ("部门收入总表", BudgetTable::Income),
            ("部门支出总表", BudgetTable::Expenditure),
            ("财政拨款收支总表", BudgetTable::FiscalOverview),
            ("一般公共预算支出表", BudgetTable::GeneralPublic),
            (
                "一般公共预算基本支出表（按经济分类）",
                BudgetTable::GeneralPublicBasic,
            ),
            ("政府性基金预算支出表", BudgetTable::GovernmentFund),
            ("一般公共预算“三公”经费支出表", BudgetTable::ThreePublic),
        ] {
            assert_eq!(table_of_title(title), Some(table), "{title}");
        }
        assert_eq!(table_of_title("绩效目标表"), None);
    }

    #[test]
    fn templates_have_the_ids_of_the_tables() {
        let templates = Templates::new().unwrap();
        let income = templates.of(BudgetTable::Income).unwrap();
        assert_eq!(income.columns.len(), 16);
        assert_eq!(income.columns[5].groups, ["财政拨款(补助)"]);
        let overview = templates.of(BudgetTable::Overview).unwrap();
        assert_eq!(overview.rows.len(), 26);
        assert_eq!(
            templates.of(BudgetTable::ThreePublic).unwrap().rows.len(),
            6
        );
    }
}
