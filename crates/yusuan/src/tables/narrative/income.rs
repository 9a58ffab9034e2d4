//! Items 一 and 二: all money, and where it comes from.

use super::draft::Maker;
use crate::tables::budget::BudgetTable;
use crate::tables::error::TableError;

/// Income rows of 表1 that the narrative speaks of, with the name it gives them.
const SOURCES: [(&str, &str); 7] = [
    ("general_public", "一般公共预算拨款"),
    ("government_fund", "政府性基金预算拨款"),
    ("state_capital", "国有资本经营预算拨款"),
    ("fiscal_special_account", "财政专户管理资金"),
    ("unit_funds", "单位资金"),
    ("carryover_fiscal", "财政拨款结转"),
    ("carryover_nonfiscal", "非财政拨款结转结余"),
];

pub(super) fn items(maker: &mut Maker<'_>) -> Result<(), TableError> {
    let title = maker.item("title", "").year("y");
    maker.keep(title);
    let (total, _) = maker.both(BudgetTable::Overview, "total", "income_amount")?;

    maker.heading(1, "一");
    let overall = maker
        .item("1.total", "一")
        .year("y")
        .amount("amount", total);
    maker.keep(overall);
    let mut sources = Vec::new();
    for (id, name) in SOURCES {
        let (this, last) = maker.both(BudgetTable::Overview, id, "income_amount")?;
        sources.push((id, name, this, last));
    }
    let with_money = sources.iter().filter(|(.., this, _)| !this.exact.is_zero());
    let names: Vec<&str> = with_money.map(|(_, name, ..)| *name).collect();
    let kinds = maker.item("1.income_kinds", "一");
    maker.keep(kinds.name("list", names.join("、")));
    let classes = maker
        .this
        .classes(BudgetTable::Overview, "expenditure_amount")?;
    let names: Vec<String> = classes.into_iter().map(|(_, name, _)| name).collect();
    let kinds = maker.item("1.expenditure_kinds", "一");
    maker.keep(kinds.name("list", names.join("、")));

    maker.heading(2, "二");
    let overall = maker.item("2.total", "二").amount("amount", total);
    maker.keep(overall);
    for (id, name, this, last) in sources {
        if this.exact.is_zero() && last.is_none_or(|last| last.exact.is_zero()) {
            continue;
        }
        let source = maker.item(format!("2.{id}"), "二").name("name", name);
        let source = source.amount("amount", this).share("share", this, total);
        maker.keep(source.change(this, last)?.text("reason"));
    }
    Ok(())
}
