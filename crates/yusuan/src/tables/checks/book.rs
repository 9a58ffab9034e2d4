//! Identities of what stands beside the tables: the explanatory part (N) and what units declare (P).
//!
//! A percentage is compared with two sides of its own: exactly, the parts with their whole; as
//! printed, the sum of the printed percentages with 100.00. A number of things counts as an amount
//! with two decimals, 32.00 for 32.
//!
//! N.6 is no rule but a link that is often there: it is left out where it does not hold. P.2 and P.3
//! look at the same money along two axes, the level that gave it and the year it came from; they need
//! not hold, and a note says so.

use super::amounts::Amounts;
use super::judge::{Judge, Outcome};
use super::pages::{Pages, half_of};
use super::{Check, Verdict};
use crate::money::{AmountError, CurrencyUnit, Fen};
use crate::tables::budget::BudgetTable;
use crate::tables::error::TableError;
use crate::tables::narrative::{FigureParts, Narrative, NarrativeFigure};
use crate::tables::options::TableOptions;
use crate::tables::table::{Cell, Table};

/// Hundredths in the whole: of percent, and of weights.
const WHOLE: Fen = Fen::new(10_000);

/// Compare the explanatory part and the tables of declarations with each other and with the tables
/// of the budget, which are those of [`budget_tables`](crate::tables::budget_tables).
///
/// # Errors
///
/// As [`check_budget_tables`](super::check_budget_tables).
pub fn check_budget_book(
    narrative: &Narrative,
    declared: &[Table],
    tables: &[Table],
    options: &TableOptions,
) -> Result<Vec<Check>, TableError> {
    let book = Book {
        pages: Pages::new(tables, options)?,
        narrative,
        declared,
    };
    let mut outcome = Outcome::default();
    book.shares(&mut outcome)?;
    book.operating(&mut outcome)?;
    book.procurement(&mut outcome)?;
    book.vehicles(&mut outcome)?;
    book.people(&mut outcome)?;
    book.sources(&mut outcome)?;
    book.weights(&mut outcome)?;
    Ok(outcome.checks)
}

struct Book<'a> {
    pages: Pages<'a>,
    narrative: &'a Narrative,
    declared: &'a [Table],
}

impl Book<'_> {
    /// Begin a check of numbers with two decimals.
    fn plain(&self, number: &'static str, statement: &'static str) -> Judge {
        Judge::new(&self.pages, number, statement).in_unit(CurrencyUnit::Yuan)
    }

    fn figure(&self, key: &str, id: &str) -> Option<&NarrativeFigure> {
        self.narrative.item(key)?.figure(id)
    }

    /// Return an amount of the narrative; none when nobody stated it.
    fn amount(&self, key: &str, id: &str) -> Result<Option<Amounts>, AmountError> {
        let Some(figure) = self.figure(key, id) else {
            return Ok(None);
        };
        match (figure.exact, &figure.printed) {
            (Some(FigureParts::Amount { fen: exact }), Some(text)) => {
                printed(exact, text, self.pages.options.currency_unit).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Return a sum of amounts of one item; none when one of them was not stated.
    fn sum(&self, key: &str, ids: &[&str]) -> Result<Option<Amounts>, AmountError> {
        let mut parts = Vec::new();
        for id in ids {
            let Some(part) = self.amount(key, id)? else {
                return Ok(None);
            };
            parts.push(part);
        }
        Amounts::sum(parts).map(Some)
    }

    fn shares(&self, outcome: &mut Outcome) -> Result<(), AmountError> {
        let parts = [
            ("N.1", "二：各项收入占比之和 = 100", "2."),
            ("N.2", "三：各项支出占比之和 = 100", "3."),
            ("N.3", "五（二）：各类支出占比之和 = 100", "5.2."),
        ];
        for (number, statement, prefix) in parts {
            let mut judge = self.plain(number, statement);
            let items = self.narrative.items.iter();
            let shares: Vec<_> = items
                .filter(|item| item.key.starts_with(prefix))
                .filter_map(|item| item.figure("share"))
                .collect();
            let mut sum = Amounts::default();
            let mut whole = None;
            for share in &shares {
                let Some(FigureParts::Share {
                    part_fen,
                    whole_fen,
                }) = share.exact
                else {
                    continue;
                };
                whole = Some(whole_fen);
                sum.exact = sum.exact.checked_add(part_fen)?;
                // What is no part of anything is printed as a dash.
                let printed = share.printed.as_deref().unwrap_or_default();
                if let Ok(printed) = Fen::parse_yuan(printed) {
                    sum.displayed = sum.displayed.checked_add(printed)?;
                }
            }
            if let Some(exact) = whole.filter(|whole| !whole.is_zero()) {
                let all = Amounts {
                    displayed: WHOLE,
                    ..Amounts::exact(exact)
                };
                judge.compare(|| format!("budget-narrative {prefix}* share"), sum, all)?;
            }
            judge.finish(outcome);
        }
        Ok(())
    }

    fn operating(&self, outcome: &mut Outcome) -> Result<(), AmountError> {
        let mut judge = Judge::new(&self.pages, "N.4", "十二（一）运行经费 = 表6 公用经费");
        if let Some(said) = self.amount("12.1.operating", "amount")? {
            let table = BudgetTable::GeneralPublicBasic;
            let public = self.pages.at(table, "total", "public")?;
            let place = || "budget-narrative 12.1.operating amount".to_owned();
            judge.compare(place, said, public)?;
        }
        judge.finish(outcome);
        Ok(())
    }

    fn procurement(&self, outcome: &mut Outcome) -> Result<(), AmountError> {
        const ITEM: &str = "12.2.procurement";
        let mut judge = Judge::new(&self.pages, "N.5", "十二（二）采购 = 货物 + 工程 + 服务");
        let parts = self.sum(ITEM, &["goods", "works", "services"])?;
        if let (Some(total), Some(parts)) = (self.amount(ITEM, "amount")?, parts) {
            judge.compare(|| format!("budget-narrative {ITEM} amount"), total, parts)?;
        }
        judge.finish(outcome);

        let statement = "十二（二）服务采购 = 表6 30231 公务用车运行维护费";
        let mut judge = Judge::new(&self.pages, "N.6", statement);
        judge.formal = false;
        if let Some(services) = self.amount(ITEM, "services")? {
            let table = BudgetTable::GeneralPublicBasic;
            let running = self.pages.at(table, "30231", "total")?;
            judge.compare_money(
                || format!("budget-narrative {ITEM} services"),
                services,
                running,
            )?;
        }
        if judge
            .verdict()
            .is_some_and(|verdict| verdict != Verdict::Differs)
        {
            judge.finish(outcome);
        }
        Ok(())
    }

    fn vehicles(&self, outcome: &mut Outcome) -> Result<(), AmountError> {
        const ITEM: &str = "12.3.vehicles";
        let mut judge = Judge::new(&self.pages, "N.7", "十二（三）车辆价值 = 各类车辆价值之和");
        let kinds = self.sum(ITEM, &["general_value", "law_value", "other_value"])?;
        if let (Some(total), Some(kinds)) = (self.amount(ITEM, "value")?, kinds) {
            let special = self.amount("12.3.vehicles.special", "value")?;
            let kinds = Amounts::sum([kinds, special.unwrap_or_default()])?;
            judge.compare(|| format!("budget-narrative {ITEM} value"), total, kinds)?;
        }
        judge.finish(outcome);
        Ok(())
    }

    /// Return the tables of a kind that are declared.
    fn tables(&self, id: &str) -> Vec<&Table> {
        let declared = self.declared.iter();
        declared.filter(|table| table.id == id).collect()
    }

    fn people(&self, outcome: &mut Outcome) -> Result<(), AmountError> {
        let mut judge = self.plain("N.8", "实有人数 = 在职 + 退休 + 离休");
        for table in self.tables("budget-staffing") {
            let count = |row: &str| number(table, row, "count");
            let parts = ["in_service", "retired", "retired_with_honours"];
            let parts = Amounts::sum(parts.map(count))?;
            let place = || format!("budget-staffing {} actual_total", table.unit);
            judge.compare(place, count("actual_total"), parts)?;
        }
        judge.finish(outcome);
        Ok(())
    }

    /// Compare the sources of performance targets with 表1, where every unit that has lines
    /// declares some.
    fn sources(&self, outcome: &mut Outcome) -> Result<(), AmountError> {
        const OVERVIEW: BudgetTable = BudgetTable::Overview;
        let tables = self.tables("budget-performance");
        let sum = |row: &str| {
            let cells = tables.iter().map(|table| Self::cell(table, row));
            Amounts::sum(cells.collect::<Result<Vec<_>, _>>()?)
        };
        let at = |row: &str| self.pages.at(OVERVIEW, row, "income_amount");
        let all = Amounts::sum([sum("upper")?, sum("own")?, sum("other")?])?;
        let total = at("total")?;
        // Others of the department say nothing: the sides are not about the same units.
        if tables.is_empty() || all.exact != total.exact {
            return Ok(());
        }
        let place = || "budget-performance amount".to_owned();
        let statement = "绩效 上级 + 本级 + 其他 = 表1 收入总计";
        let mut judge = Judge::new(&self.pages, "P.1", statement);
        judge.compare(place, all, total)?;
        judge.finish(outcome);

        let transfers = [
            at("general_public_transfer")?,
            at("government_fund_transfer")?,
            at("state_capital_transfer")?,
        ];
        let note = "绩效目标表按安排资金的级次分，表1按本年和上年结转分：结转的上级资金在绩效表属上级安排，在表1属财政拨款结转";
        let others = [
            (
                "P.2",
                "绩效 上级安排 = 表1 上级转移支付（本年）",
                Amounts::sum(transfers)?,
            ),
            (
                "P.3",
                "绩效 上级安排 = 表1 财政拨款结转",
                at("carryover_fiscal")?,
            ),
        ];
        for (number, statement, right) in others {
            let mut judge = Judge::new(&self.pages, number, statement);
            judge.formal = false;
            judge.note = Some(note.to_owned());
            let place = || "budget-performance upper amount".to_owned();
            judge.compare_money(place, sum("upper")?, right)?;
            judge.finish(outcome);
        }
        Ok(())
    }

    fn cell(table: &Table, row: &str) -> Result<Amounts, AmountError> {
        let row = table.row(row);
        match row.and_then(|row| row.cell("amount")) {
            Some(Cell::Amount {
                fen: Some(exact),
                text: Some(text),
            }) => printed(*exact, text, table.currency_unit),
            _ => Ok(Amounts::default()),
        }
    }

    fn weights(&self, outcome: &mut Outcome) -> Result<(), AmountError> {
        let mut judge = self.plain("P.4", "绩效 分值权重之和 = 100");
        judge.formal = false;
        for table in self.tables("budget-performance") {
            let rows = table.rows.iter().filter_map(|row| row.id());
            let weights = rows.filter(|id| id.starts_with("indicator"));
            let sum = Amounts::sum(weights.map(|id| number(table, id, "weight")))?;
            if sum.exact.is_zero() {
                continue;
            }
            if sum.exact != WHOLE {
                let note = "预算执行率通常占 10 分，往往不印出";
                judge.note = Some(note.to_owned());
            }
            let place = || format!("budget-performance {} weight", table.unit);
            judge.compare(place, sum, Amounts::exact(WHOLE))?;
        }
        judge.finish(outcome);
        Ok(())
    }
}

/// Return a number that is printed as a text; nothing where none is.
/// Return an amount of which the exact fen are known.
fn printed(exact: Fen, text: &str, unit: CurrencyUnit) -> Result<Amounts, AmountError> {
    let amounts = Amounts {
        displayed: unit.parse_displayed(text)?,
        ..Amounts::exact(exact)
    };
    Ok(amounts.rounded_by(half_of(unit.last_place()), 1))
}

fn number(table: &Table, row: &str, column: &str) -> Amounts {
    let cell = table.row(row).and_then(|row| row.cell(column));
    let text = cell.and_then(Cell::text).unwrap_or_default();
    let number = Fen::parse_yuan(text).unwrap_or_default();
    Amounts::exact(number)
}
