//! What money stands in beside lines: income, surplus, commitments.

use crate::line::Line;
use crate::money::Yuan;
use crate::value::value;
use crate::words::Fund;

value! {
    /// The income of a unit and a fund that is not fiscal, in a year, as running totals.
    ///
    /// Example:
    ///     >>> (income,) = ledger.incomes(2025)
    ///     >>> income.fund, income.budgeted, income.received
    ///     ('unit_other_income', Decimal('20000.00'), Decimal('0.00'))
    IncomeReport(yusuan::IncomeReport) {
        /// Number of the income in its ledger.
        income_id: i64 = |it, _| it.income_id;
        /// Budget year.
        year: i16 = |it, _| it.year;
        /// Name of the unit.
        unit: String = |it, _| it.unit.clone();
        /// The purse that the money comes from.
        fund: Fund = |it, _| Fund(it.fund);
        /// 年初收入预算: what the approval expected, in yuan.
        budgeted: Yuan = |it, _| Yuan(it.totals.budgeted);
        /// The same in fen.
        budgeted_fen: i64 = |it, _| it.totals.budgeted.get();
        /// 收入预算调增, in yuan.
        increased: Yuan = |it, _| Yuan(it.totals.increased);
        /// The same in fen.
        increased_fen: i64 = |it, _| it.totals.increased.get();
        /// 收入预算调减, in yuan.
        decreased: Yuan = |it, _| Yuan(it.totals.decreased);
        /// The same in fen.
        decreased_fen: i64 = |it, _| it.totals.decreased.get();
        /// 收到: what came in, in yuan.
        received: Yuan = |it, _| Yuan(it.totals.received);
        /// The same in fen.
        received_fen: i64 = |it, _| it.totals.received.get();
        /// 退付: what went back, in yuan.
        returned: Yuan = |it, _| Yuan(it.totals.returned);
        /// The same in fen.
        returned_fen: i64 = |it, _| it.totals.returned.get();
        /// 上年结转资金: what came from the year before, in yuan.
        carried_in: Yuan = |it, _| Yuan(it.totals.carried_in);
        /// The same in fen.
        carried_in_fen: i64 = |it, _| it.totals.carried_in.get();
        /// 使用结余资金: what came out of the surplus, in yuan.
        surplus_used: Yuan = |it, _| Yuan(it.totals.surplus_used);
        /// The same in fen.
        surplus_used_fen: i64 = |it, _| it.totals.surplus_used.get();
        /// 以前年度调整资金: corrections of earlier years; may be negative, in yuan.
        prior_year: Yuan = |it, _| Yuan(it.totals.prior_year);
        /// The same in fen.
        prior_year_fen: i64 = |it, _| it.totals.prior_year.get();
        /// 已付资金: what was paid, less what was refunded, in yuan.
        paid: Yuan = |it, _| Yuan(it.totals.paid);
        /// The same in fen.
        paid_fen: i64 = |it, _| it.totals.paid.get();
        /// 结转下年资金: what went on into the next year, in yuan.
        carried_out: Yuan = |it, _| Yuan(it.totals.carried_out);
        /// The same in fen.
        carried_out_fen: i64 = |it, _| it.totals.carried_out.get();
        /// 转入结余资金: what went into the surplus, in yuan.
        to_surplus: Yuan = |it, _| Yuan(it.totals.to_surplus);
        /// The same in fen.
        to_surplus_fen: i64 = |it, _| it.totals.to_surplus.get();
        /// What the budget expects to come in, in yuan.
        expected: Yuan = |it, _| Yuan(it.expected);
        /// The same in fen.
        expected_fen: i64 = |it, _| it.expected.get();
        /// Money in hand; negative while more was paid than came in, in yuan.
        money: Yuan = |it, _| Yuan(it.money);
        /// The same in fen.
        money_fen: i64 = |it, _| it.money.get();
    }
}

value! {
    /// The surplus 结余 of a unit and fund, over all years.
    ///
    /// Example:
    ///     >>> receipt = ledger.to_surplus(project, "50000.00", dated=date(2025, 11, 30))
    ///     >>> (surplus,) = ledger.surpluses()
    ///     >>> surplus.unit, surplus.fund, surplus.stock
    ///     ('社会保险中心', 'general_public', Decimal('50000.00'))
    SurplusReport(yusuan::SurplusReport) {
        /// Number of the surplus in its ledger.
        surplus_id: i64 = |it, _| it.surplus_id;
        /// Name of the unit.
        unit: String = |it, _| it.unit.clone();
        /// The purse that the money comes from.
        fund: Fund = |it, _| Fund(it.fund);
        /// 结余转入: what went into it, in yuan.
        added: Yuan = |it, _| Yuan(it.totals.added);
        /// The same in fen.
        added_fen: i64 = |it, _| it.totals.added.get();
        /// 结余使用: what lines and deficits took out of it, in yuan.
        used: Yuan = |it, _| Yuan(it.totals.used);
        /// The same in fen.
        used_fen: i64 = |it, _| it.totals.used.get();
        /// 结余上缴: what finance got, in yuan.
        surrendered: Yuan = |it, _| Yuan(it.totals.surrendered);
        /// The same in fen.
        surrendered_fen: i64 = |it, _| it.totals.surrendered.get();
        /// 结余分配: what was distributed, in yuan.
        distributed: Yuan = |it, _| Yuan(it.totals.distributed);
        /// The same in fen.
        distributed_fen: i64 = |it, _| it.totals.distributed.get();
        /// 专用结余: what is left of what was set aside for a purpose of its own, in yuan.
        earmarked_stock: Yuan = |it, _| Yuan(it.earmarked_stock);
        /// The same in fen.
        earmarked_stock_fen: i64 = |it, _| it.earmarked_stock.get();
        /// 使用专用结余: what was used of what was set aside, in yuan.
        earmarked_used: Yuan = |it, _| Yuan(it.totals.earmarked_used);
        /// The same in fen.
        earmarked_used_fen: i64 = |it, _| it.totals.earmarked_used.get();
        /// 结余归集调入: what came from units that this one took over, in yuan.
        pooled_in: Yuan = |it, _| Yuan(it.totals.pooled_in);
        /// The same in fen.
        pooled_in_fen: i64 = |it, _| it.totals.pooled_in.get();
        /// 结余归集调出: what went to the unit that took this one over, in yuan.
        pooled_out: Yuan = |it, _| Yuan(it.totals.pooled_out);
        /// The same in fen.
        pooled_out_fen: i64 = |it, _| it.totals.pooled_out.get();
        /// 专用结余归集调入: likewise of what was set aside, in yuan.
        earmarked_in: Yuan = |it, _| Yuan(it.totals.earmarked_in);
        /// The same in fen.
        earmarked_in_fen: i64 = |it, _| it.totals.earmarked_in.get();
        /// 专用结余归集调出: likewise of what was set aside, in yuan.
        earmarked_out: Yuan = |it, _| Yuan(it.totals.earmarked_out);
        /// The same in fen.
        earmarked_out_fen: i64 = |it, _| it.totals.earmarked_out.get();
        /// What is there for any purpose, in yuan.
        stock: Yuan = |it, _| Yuan(it.stock);
        /// The same in fen.
        stock_fen: i64 = |it, _| it.stock.get();
    }
}

value! {
    /// A commitment 承诺: a part of one line reserved for one contract.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> (report,) = ledger.commitments(2025)
    ///     >>> report.contract, report.line.id, report.remaining_fen
    ///     ('2025-07', 1, 3000000)
    CommitmentReport(yusuan::CommitmentReport) {
        /// Number of the commitment in its ledger.
        commitment_id: i64 = |it, _| it.commitment_id;
        /// Its line.
        line: Line = |it, _| Line(it.line.clone());
        /// Contract or procurement reference.
        contract: String = |it, _| it.contract.clone();
        /// The commitment of last year that this one carries on; None for a new one.
        continues_id: Option<i64> = |it, _| it.continues_id;
        /// The commitment of the next year that carries this one on; None where none does.
        continued_by_id: Option<i64> = |it, _| it.continued_by_id;
        /// 承诺金额: what was reserved, in yuan.
        committed: Yuan = |it, _| Yuan(it.totals.committed);
        /// The same in fen.
        committed_fen: i64 = |it, _| it.totals.committed.get();
        /// 承诺释放: what was given back, in yuan.
        released: Yuan = |it, _| Yuan(it.totals.released);
        /// The same in fen.
        released_fen: i64 = |it, _| it.totals.released.get();
        /// 承诺支付: what was paid against it, in yuan.
        paid: Yuan = |it, _| Yuan(it.totals.paid);
        /// The same in fen.
        paid_fen: i64 = |it, _| it.totals.paid.get();
        /// 上年承诺转入: what the year before handed on, in yuan.
        carried_in: Yuan = |it, _| Yuan(it.totals.carried_in);
        /// The same in fen.
        carried_in_fen: i64 = |it, _| it.totals.carried_in.get();
        /// 承诺结转: what went on into the next year, in yuan.
        carried_out: Yuan = |it, _| Yuan(it.totals.carried_out);
        /// The same in fen.
        carried_out_fen: i64 = |it, _| it.totals.carried_out.get();
        /// What may still be paid against it, in yuan.
        remaining: Yuan = |it, _| Yuan(it.remaining);
        /// The same in fen.
        remaining_fen: i64 = |it, _| it.remaining.get();
    }
}
