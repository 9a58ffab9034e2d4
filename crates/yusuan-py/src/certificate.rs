//! 年终结账: the certificate, and what a closing did.

#![expect(
    clippy::wrong_self_convention,
    reason = "a getter is called as the column it reads"
)]

use pyo3::prelude::*;
use yusuan::date::Date;

use crate::closing::Successor;
use crate::errors::raise;
use crate::frame::Rows;
use crate::money::Yuan;
use crate::policy::Override;
use crate::value::{all, value};
use crate::words;

value! {
    /// The certificate of a closing; `docs/certificate.md` describes it field by field.
    ///
    /// Example:
    ///     >>> certificate = ledger.close(ledger.plan_close(2025))
    ///     >>> certificate.year, certificate.posting_count, certificate.opening_equals_closing
    ///     (2025, 4, True)
    Certificate(yusuan::Certificate) {
        /// What the ledger is called.
        title: String = |it, _| it.title.clone();
        /// The closed year.
        year: i16 = |it, _| it.year;
        /// Day the closing counts for.
        closed_on: Option<Date> = |it, _| words::day(Some(&it.closed_on))?;
        /// Who prepared it.
        prepared_by: Option<String> = |it, _| it.prepared_by.clone();
        /// Who reviewed it.
        reviewed_by: Option<String> = |it, _| it.reviewed_by.clone();
        /// The document of the closing.
        document: Option<String> = |it, _| it.document.clone();
        /// Vouchers that began and finished it.
        vouchers: (i64, i64) = |it, _| it.vouchers;
        /// Totals per fund and level.
        totals: Rows<ClosingTotal> = |it, _| all(it.totals.iter().cloned());
        /// What became of surpluses, per unit and fund.
        surpluses: Rows<ClosingSurplus> = |it, _| all(it.surpluses.iter().cloned());
        /// Whether what the next year opens with equals what this one carried out.
        opening_equals_closing: bool = |it, _| it.opening_equals_closing;
        /// What the next year's budget estimated of its carry-over, beside the real one that the
        /// closing carried into the same lines: `true_up` must take it out. In yuan.
        estimated: Yuan = |it, _| Yuan(it.estimated);
        /// The same in fen.
        estimated_fen: i64 = |it, _| it.estimated.get();
        /// Lines of the next year that have such an estimate.
        estimated_line_count: i64 = |it, _| it.counts.lines_estimated;
        /// Commitments carried forward, with both numbers.
        commitments: Rows<CarriedCommitment> = |it, _| all(it.commitments.iter().cloned());
        /// Commitments that were released, wholly or in part.
        released_commitments: Rows<ReleasedCommitment> = |it, _| {
            all(it.released_commitments.iter().cloned())
        };
        /// Contracts that were carried forward in part, and released in part.
        divided_contracts: Rows<DividedContract> = |it, _| {
            all(it.divided_contracts.iter().cloned())
        };
        /// Codes and units under whose new names money was carried forward.
        successors: Rows<Successor> = |it, _| all(it.successors.iter().cloned());
        /// Policies that people decided against, each with its document.
        overrides: Rows<Override> = |it, _| all(it.overrides.iter().cloned());
        /// Postings of the closing that stand.
        posting_count: i64 = |it, _| it.counts.postings;
        /// Lines from which something was carried forward.
        carried_line_count: i64 = |it, _| it.counts.lines_carried;
        /// Commitments carried forward.
        carried_commitment_count: i64 = |it, _| it.counts.commitments_carried;
        /// Commitments of which something was released.
        released_commitment_count: i64 = |it, _| it.counts.commitments_released;
        /// Every closing of this year and every undoing of one, oldest first.
        history: Rows<ClosingStep> = |it, _| all(it.history.iter().cloned());
        /// Hash before the closing, in hexadecimal.
        head_before: String = |it, _| it.head_before.clone();
        /// Hash after it.
        head_after: String = |it, _| it.head_after.clone();
        /// Whether `close` found the year closed already and wrote nothing.
        is_repeated: bool = |it, _| it.is_repeated;
    }
}

#[pymethods]
impl Certificate {
    /// Return the certificate as an HTML page in Chinese, to be printed on A4 and signed.
    ///
    /// Example:
    ///     >>> page = ledger.close(ledger.plan_close(2025)).to_html()
    ///     >>> "2025 年度年终结账证书" in page
    ///     True
    fn to_html(&self) -> PyResult<String> {
        self.0.to_html().map_err(raise)
    }
}

value! {
    /// What a closing did to the surplus of a unit and fund.
    ///
    /// Example:
    ///     >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
    ///     ...     amount="20001.00", dated=date(2025, 3, 1))
    ///     >>> (surplus,) = ledger.close(ledger.plan_close(2025)).surpluses
    ///     >>> surplus.fund, surplus.from_lines, surplus.from_income
    ///     ('unit_other_income', Decimal('0.00'), Decimal('1.00'))
    ClosingSurplus(yusuan::ClosingSurplus) {
        /// Name of the unit.
        unit: String = |it, _| it.unit.clone();
        /// The fund.
        fund: String = |it, _| it.fund.clone();
        /// 转入结余, money of lines, in yuan.
        from_lines: Yuan = |it, _| Yuan(it.from_lines);
        /// The same in fen.
        from_lines_fen: i64 = |it, _| it.from_lines.get();
        /// 收支差额转入结余, money that no line held, in yuan.
        from_income: Yuan = |it, _| Yuan(it.from_income);
        /// The same in fen.
        from_income_fen: i64 = |it, _| it.from_income.get();
        /// 结余弥补收支差额, in yuan.
        covered: Yuan = |it, _| Yuan(it.covered);
        /// The same in fen.
        covered_fen: i64 = |it, _| it.covered.get();
        /// 上缴结余, in yuan.
        surrendered: Yuan = |it, _| Yuan(it.surrendered);
        /// The same in fen.
        surrendered_fen: i64 = |it, _| it.surrendered.get();
        /// 提取专用结余, in yuan.
        earmarked: Yuan = |it, _| Yuan(it.earmarked);
        /// The same in fen.
        earmarked_fen: i64 = |it, _| it.earmarked.get();
        /// 归集调入, from units that this one took over, in yuan.
        pooled_in: Yuan = |it, _| Yuan(it.pooled_in);
        /// The same in fen.
        pooled_in_fen: i64 = |it, _| it.pooled_in.get();
        /// 归集调出, to the unit that took this one over, in yuan.
        pooled_out: Yuan = |it, _| Yuan(it.pooled_out);
        /// The same in fen.
        pooled_out_fen: i64 = |it, _| it.pooled_out.get();
    }
}

value! {
    /// A commitment that a closing carried forward.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> (carried,) = ledger.close(ledger.plan_close(2025)).commitments
    ///     >>> carried.contract, carried.commitment_id, carried.to_commitment_id, carried.amount
    ///     ('2025-07', 1, 2, Decimal('30000.00'))
    CarriedCommitment(yusuan::CarriedCommitment) {
        /// Its contract.
        contract: String = |it, _| it.contract.clone();
        /// The unit that has it in the next year.
        unit: String = |it, _| it.unit.clone();
        /// Its number in the closed year.
        commitment_id: i64 = |it, _| it.commitment_id;
        /// Its line there.
        line_id: i64 = |it, _| it.line_id;
        /// Its number in the next year.
        to_commitment_id: i64 = |it, _| it.to_commitment_id;
        /// Its line there.
        to_line_id: i64 = |it, _| it.to_line_id;
        /// How much remained of it, in yuan.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
    }
}

value! {
    /// A commitment of which a closing released something.
    ///
    /// Example:
    ///     >>> training = ledger.lines(2025)[3].line
    ///     >>> receipt = ledger.commit(training, "2000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> (released,) = ledger.close(ledger.plan_close(2025)).released_commitments
    ///     >>> released.contract, released.commitment_id, released.amount
    ///     ('2025-07', 1, Decimal('2000.00'))
    ReleasedCommitment(yusuan::ReleasedCommitment) {
        /// Its contract.
        contract: String = |it, _| it.contract.clone();
        /// Its unit.
        unit: String = |it, _| it.unit.clone();
        /// Its number.
        commitment_id: i64 = |it, _| it.commitment_id;
        /// Its line.
        line_id: i64 = |it, _| it.line_id;
        /// How much of it was released, in yuan.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
    }
}

value! {
    /// A contract whose commitments a closing carried forward in part, and released in part.
    ///
    /// Example:
    ///     >>> training = ledger.lines(2025)[3].line
    ///     >>> receipt = ledger.commit(line, "3000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> receipt = ledger.commit(training, "2000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> (divided,) = ledger.close(ledger.plan_close(2025)).divided_contracts
    ///     >>> divided.contract, divided.carried, divided.released
    ///     ('2025-07', Decimal('3000.00'), Decimal('2000.00'))
    DividedContract(yusuan::DividedContract) {
        /// Its reference.
        contract: String = |it, _| it.contract.clone();
        /// How much was carried forward, in yuan.
        carried: Yuan = |it, _| Yuan(it.carried);
        /// The same in fen.
        carried_fen: i64 = |it, _| it.carried.get();
        /// How much was released, in yuan.
        released: Yuan = |it, _| Yuan(it.released);
        /// The same in fen.
        released_fen: i64 = |it, _| it.released.get();
    }
}

value! {
    /// An act in the history of a year's closings.
    ///
    /// Example:
    ///     >>> ledger.close(ledger.plan_close(2025)).history[0].name_zh
    ///     '开始年终结账'
    ClosingStep(yusuan::ClosingStep) {
        /// Number of the voucher.
        voucher_id: i64 = |it, _| it.voucher_id;
        /// `begin_closing`, `close`, `finish_closing`, `reopen_year`, `undo_close` or
        /// `cancel_closing`.
        act: String = |it, _| it.act.clone();
        /// What the act is called in Chinese.
        name_zh: String = |it, _| it.name_zh.clone();
        /// Day it counts for.
        dated: Option<Date> = |it, _| words::day(it.dated.as_ref())?;
        /// How many postings it has.
        posting_count: i64 = |it, _| it.posting_count;
        /// Why a year was reopened; None when it was erased.
        reason: Option<String> = |it, _| it.reason.clone();
        /// Who prepared it.
        prepared_by: Option<String> = |it, _| it.prepared_by.clone();
        /// Who reviewed it.
        reviewed_by: Option<String> = |it, _| it.reviewed_by.clone();
        /// Its hash in hexadecimal; None when a foreign program wrote it.
        hash: Option<String> = |it, _| it.hash.clone();
    }
}

value! {
    /// What a closing did to the money of one fund and level.
    ///
    /// Example:
    ///     >>> total = ledger.close(ledger.plan_close(2025)).totals[0]
    ///     >>> total.fund, total.level, total.carried_out, total.carried_in
    ///     ('general_public', 'own', Decimal('91880.00'), Decimal('91880.00'))
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
