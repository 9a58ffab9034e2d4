//! 年终结账: the plan, its decisions, the certificate.

#![expect(
    clippy::new_ret_no_self,
    clippy::wrong_self_convention,
    reason = "a getter is called as the column it reads"
)]

use yusuan::{MoneyAction, date::Date};

use crate::journal::Head;
use crate::line::Line;
use crate::money::Yuan;
use crate::value::{all, value};
use crate::words::{self, Fund};

value! {
    /// The plan of a closing: one decision for everything that a year leaves.
    ///
    /// It fits the ledger as it stood when the plan was made, and names that head.
    Plan(yusuan::Plan) {
        /// The year to close.
        year: i16 = |it, _| it.year;
        /// Where the chain stood.
        head: Head = |it, _| Head(it.head.clone());
        /// Decisions on lines and commitments, in the order they are applied.
        decisions: Vec<Decision> = |it, _| all(it.decisions.iter().cloned());
        /// Decisions on money that no line holds.
        money: Vec<MoneyDecision> = |it, _| all(it.money.iter().cloned());
    }
}

value! {
    /// A decision on what a line or a commitment leaves.
    Decision(yusuan::Decision) {
        /// The line.
        line: Line = |it, _| Line(it.line.clone());
        /// The commitment the amount belongs to; None for what is available.
        commitment_id: Option<i64> = |it, _| it.commitment_id;
        /// What happens: `release`, `carry_forward`, `to_surplus`, `recall` or `lapse`.
        action: &'static str = |it, _| it.action.as_str();
        /// To how much of it, in yuan.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
        /// The rule that took the decision.
        policy: String = |it, _| it.policy.clone();
        /// Full years since the first budget year of the money.
        age_years: i16 = |it, _| it.age_years;
    }
}

value! {
    /// A decision on the money of a unit and fund that is not fiscal.
    MoneyDecision(yusuan::MoneyDecision) {
        /// Name of the unit.
        unit: String = |it, _| it.unit.clone();
        /// The fund.
        fund: Fund = |it, _| Fund(it.fund);
        /// What happens: `income_to_surplus` or `cover_deficit`.
        action: &'static str = |it, _| match it.action {
            MoneyAction::IncomeToSurplus => "income_to_surplus",
            MoneyAction::CoverDeficit => "cover_deficit",
        };
        /// To how much of it, in yuan.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
    }
}

value! {
    /// A code or unit of a year, and what it is called in the next.
    Successor(yusuan::Successor) {
        /// What is renamed: `functional`, `economic` or `unit`.
        scheme: &'static str = |it, _| it.scheme.as_str();
        /// Last year of the old name.
        year: i16 = |it, _| it.year;
        /// The code or unit of that year.
        old: String = |it, _| it.old.clone();
        /// What it becomes.
        new: String = |it, _| it.new.clone();
        /// Where that is said.
        source: String = |it, _| it.source.clone();
    }
}

value! {
    /// The certificate of a closing.
    Certificate(yusuan::Certificate) {
        /// The closed year.
        year: i16 = |it, _| it.year;
        /// Day the closing counts for.
        closed_on: Option<Date> = |it, _| words::day(Some(&it.closed_on))?;
        /// Vouchers that began and finished it.
        vouchers: (i64, i64) = |it, _| it.vouchers;
        /// Totals per fund and level.
        totals: Vec<ClosingTotal> = |it, _| all(it.totals.iter().cloned());
        /// Whether what the next year opens with equals what this one carried out.
        opening_equals_closing: bool = |it, _| it.opening_equals_closing;
        /// Hash before the closing, in hexadecimal.
        head_before: String = |it, _| it.head_before.clone();
        /// Hash after it.
        head_after: String = |it, _| it.head_after.clone();
    }
}

value! {
    /// What a closing did to the money of one fund and level.
    ClosingTotal(yusuan::ClosingTotal) {
        /// The fund.
        fund: String = |it, _| it.fund.clone();
        /// The level.
        level: String = |it, _| it.level.clone();
        /// 结转: carried forward out of the year, in yuan.
        carried_out: Yuan = |it, _| Yuan(it.carried_out);
        /// The same in fen.
        carried_out_fen: i64 = |it, _| it.carried_out.get();
        /// Carried forward into the next year: the same money, read on the other side.
        carried_in: Yuan = |it, _| Yuan(it.carried_in);
        /// The same in fen.
        carried_in_fen: i64 = |it, _| it.carried_in.get();
        /// 转入结余, money of lines, in yuan.
        to_surplus: Yuan = |it, _| Yuan(it.to_surplus);
        /// The same in fen.
        to_surplus_fen: i64 = |it, _| it.to_surplus.get();
        /// 收回, in yuan.
        recalled: Yuan = |it, _| Yuan(it.recalled);
        /// The same in fen.
        recalled_fen: i64 = |it, _| it.recalled.get();
        /// 注销, in yuan.
        lapsed: Yuan = |it, _| Yuan(it.lapsed);
        /// The same in fen.
        lapsed_fen: i64 = |it, _| it.lapsed.get();
    }
}
