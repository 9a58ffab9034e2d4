//! Items 三 to 六: all spending, the fiscal money, and the general public budget.

use std::collections::BTreeSet;

use super::draft::Maker;
use super::figure::Money;
use super::sheet::Sheets;
use crate::line::{Fund, Kind};
use crate::money::{AmountError, Fen};
use crate::tables::budget::{BudgetLine, BudgetTable};
use crate::tables::error::TableError;
use crate::tables::table::RowLevel;

/// Kinds of spending that no column of the tables names, and only few units have.
const OTHER_KINDS: [(Kind, &str, &str); 3] = [
    (Kind::Operating, "operating", "经营支出"),
    (Kind::Remittance, "remittance", "上缴上级支出"),
    (Kind::Subsidy, "subsidy", "对附属单位补助支出"),
];

pub(super) fn items(maker: &mut Maker<'_>) -> Result<(), TableError> {
    all_spending(maker)?;
    fiscal(maker)?;
    general_public(maker)?;
    basic(maker)
}

/// Whose spending of another kind counts.
type Counts = fn(&BudgetLine) -> bool;

fn all_spending(maker: &mut Maker<'_>) -> Result<(), TableError> {
    const TABLE: BudgetTable = BudgetTable::Expenditure;
    maker.heading(3, "三");
    let (total, _) = maker.both(TABLE, "total", "total")?;
    let overall = maker
        .item("3.total", "三")
        .year("y")
        .amount("amount", total);
    maker.keep(overall);
    let mut kinds = Vec::new();
    for (id, name) in [("basic", "基本支出"), ("project", "项目支出")] {
        let (this, last) = maker.both(TABLE, "total", id)?;
        kinds.push((id, name, this, last));
    }
    kinds.extend(others(maker, |_| true)?);
    for (id, name, this, last) in kinds {
        let kind = maker.item(format!("3.{id}"), "三").name("name", name);
        let kind = kind.amount("amount", this).share("share", this, total);
        maker.keep(kind.change(this, last)?.text("reason"));
    }
    Ok(())
}

type KindOfSpending = (&'static str, &'static str, Money, Option<Money>);

/// Return the spending of other kinds that there is in either year.
fn others(maker: &Maker<'_>, counts: Counts) -> Result<Vec<KindOfSpending>, AmountError> {
    let mut found = Vec::new();
    for (kind, id, name) in OTHER_KINDS {
        let sum = |sheets: &Sheets<'_>| {
            let lines = sheets.input.lines.iter();
            let of_kind = lines.filter(|line| line.kind == kind && counts(line));
            let exact = Fen::sum(of_kind.map(|line| line.amount))?;
            Money::rounded(exact, maker.input.options)
        };
        let (this, last) = (sum(&maker.this)?, maker.last.as_ref().map(sum).transpose()?);
        if !this.exact.is_zero() || last.is_some_and(|last| !last.exact.is_zero()) {
            found.push((id, name, this, last));
        }
    }
    Ok(found)
}

fn fiscal(maker: &mut Maker<'_>) -> Result<(), TableError> {
    const TABLE: BudgetTable = BudgetTable::FiscalOverview;
    maker.heading(4, "四");
    let (total, _) = maker.both(TABLE, "total", "income_total")?;
    let overall = maker
        .item("4.total", "四")
        .year("y")
        .amount("amount", total);
    maker.keep(overall);
    let (general, _) = maker.both(TABLE, "general_public", "income_total")?;
    let income = maker.item("4.income", "四").amount("amount", general);
    maker.keep(income);
    let more = [
        ("government_fund", "政府性基金预算拨款"),
        ("state_capital", "国有资本经营预算拨款"),
        ("carryover_fiscal", "上年财政拨款结转"),
    ];
    for (id, name) in more {
        let (this, _) = maker.both(TABLE, id, "income_total")?;
        if !this.exact.is_zero() {
            let income = maker.item(format!("4.income.{id}"), "四");
            maker.keep(income.name("name", name).amount("amount", this));
        }
    }
    let mut spending = maker.item("4.expenditure", "四");
    for (code, name, money) in maker.this.classes(TABLE, "expenditure_total")? {
        spending = spending.name(format!("name{code}"), name);
        spending = spending.amount(format!("a{code}"), money);
        spending = spending.text(format!("use{code}"));
    }
    maker.keep(spending);
    Ok(())
}

fn general_public(maker: &mut Maker<'_>) -> Result<(), TableError> {
    const TABLE: BudgetTable = BudgetTable::GeneralPublic;
    maker.heading(5, "五");
    let (total, _) = maker.both(TABLE, "total", "total")?;
    let overall = maker.item("5.1.total", "五（一）").year("y");
    maker.keep(overall.amount("amount", total));
    let mut kinds = Vec::new();
    for (id, name) in [("basic", "基本支出"), ("project", "项目支出")] {
        let (this, last) = maker.both(TABLE, "total", id)?;
        kinds.push((id, name, this, last));
    }
    let is_current = |line: &BudgetLine| line.fund == Fund::GeneralPublic && !line.is_carried();
    kinds.extend(others(maker, is_current)?);
    for (id, name, this, last) in kinds {
        let kind = maker
            .item(format!("5.1.{id}"), "五（一）")
            .name("name", name);
        let kind = kind.amount("amount", this).change(this, last)?;
        maker.keep(kind.text("reason"));
    }
    let intro = maker.item("5.2.intro", "五（二）").year("y");
    maker.keep(intro);
    let mut structure = Vec::new();
    for line in maker.this.lines(TABLE, RowLevel::Class) {
        let money = maker.this.cell(line.row, "total")?;
        let class = maker.item(format!("5.2.{}", line.id), "五（二）");
        let class = class.name("name", line.name).amount("amount", money);
        structure.push(class.share("share", money, total));
    }
    maker.keep_all(structure);
    let intro = maker.item("5.3.intro", "五（三）").year("y");
    maker.keep(intro);
    let column = if maker.input.options.items_compare_basic {
        "basic"
    } else {
        "total"
    };
    by_item(maker, TABLE, "5.3", "五（三）", column)
}

/// Add an item for each 项 that a table prints, compared with a column of last year's.
pub(super) fn by_item(
    maker: &mut Maker<'_>,
    table: BudgetTable,
    prefix: &str,
    section: &'static str,
    last_column: &str,
) -> Result<(), TableError> {
    let mut items = Vec::new();
    for line in maker.this.lines(table, RowLevel::Item) {
        let this = maker.this.cell(line.row, "total")?;
        let last = last_year_of(maker, table, line.id, last_column)?;
        let item = maker.item(format!("{prefix}.{}", line.id), section);
        let item = item.name("code", line.id).name("name", line.name);
        let item = item.year("y").amount("amount", this).change(this, last)?;
        items.push(item.text("reason"));
    }
    maker.keep_all(items);
    Ok(())
}

/// Return what a 项 had last year, under the codes that it was called by then.
fn last_year_of(
    maker: &Maker<'_>,
    table: BudgetTable,
    code: &str,
    column: &str,
) -> Result<Option<Money>, AmountError> {
    let Some(last) = &maker.last else {
        return Ok(None);
    };
    let renamed = maker.input.successors;
    let mut codes: BTreeSet<&str> = renamed
        .iter()
        .filter(|(_, new)| *new == code)
        .map(|(old, _)| old.as_str())
        .collect();
    if !renamed.contains_key(code) {
        codes.insert(code);
    }
    if let [only] = codes.iter().copied().collect::<Vec<_>>().as_slice() {
        return Ok(Some(last.at(table, only, column)?));
    }
    let mut sum = Fen::ZERO;
    for code in codes {
        sum = sum.checked_add(last.at(table, code, column)?.exact)?;
    }
    Ok(Some(Money::rounded(sum, maker.input.options)?))
}

fn basic(maker: &mut Maker<'_>) -> Result<(), TableError> {
    const TABLE: BudgetTable = BudgetTable::GeneralPublicBasic;
    maker.heading(6, "六");
    let (total, _) = maker.both(TABLE, "total", "total")?;
    let overall = maker
        .item("6.total", "六")
        .year("y")
        .amount("amount", total);
    maker.keep(overall);
    for part in ["personnel", "public"] {
        let (money, _) = maker.both(TABLE, "total", part)?;
        let mut names = Vec::new();
        for line in maker.this.lines(TABLE, RowLevel::Section) {
            if !maker.this.cell(line.row, part)?.exact.is_zero() {
                names.push(line.name);
            }
        }
        let item = maker
            .item(format!("6.{part}"), "六")
            .amount("amount", money);
        maker.keep(item.name("list", names.join("、")));
    }
    Ok(())
}
