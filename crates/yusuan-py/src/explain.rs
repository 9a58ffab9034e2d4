//! The equation of a line, and what stands behind it.

use pyo3::prelude::*;

use crate::frame::Rows;
use crate::line::Line;
use crate::money::Yuan;
use crate::value::{all, value};

value! {
    /// Why a line has what it has; as text, the equation in Chinese terms with its postings.
    ///
    /// Example:
    ///     >>> explanation = ledger.explain(line)
    ///     >>> explanation.available, explanation.terms[0].name_zh
    ///     (Decimal('81880.00'), '年初预算')
    Explanation(yusuan::Explanation) {
        /// The line.
        line: Line = |it, _| Line(it.line.clone());
        /// What may still be committed or paid: the terms added up, in yuan.
        available: Yuan = |it, _| Yuan(it.available);
        /// The same in fen.
        available_fen: i64 = |it, _| it.available.get();
        /// Every running total, in the order of the equation.
        terms: Rows<Term> = |it, _| all(it.terms.iter().cloned());
    }
}

#[pymethods]
impl Explanation {
    /// Return the equation in Chinese terms, each term with its postings below it.
    fn __str__(&self) -> String {
        self.0.to_string()
    }
}

value! {
    /// A running total of a line in its equation.
    ///
    /// Example:
    ///     >>> term = ledger.explain(line).terms[0]
    ///     >>> term.total, term.name_zh, term.adds, term.amount
    ///     ('original', '年初预算', True, Decimal('81880.00'))
    Term(yusuan::Term) {
        /// Name of the total, as `paid`.
        total: &'static str = |it, _| it.total;
        /// Its Chinese term, as 支付.
        name_zh: &'static str = |it, _| it.name_zh;
        /// Whether it adds to what is available; else it takes.
        adds: bool = |it, _| it.adds;
        /// The total in yuan: the sum of its postings.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
        /// What moved it, oldest first.
        [rows] postings: Rows<TermPosting> = |it, _| all(it.postings.iter().cloned());
    }
}

value! {
    /// A posting as it moved one running total.
    ///
    /// Example:
    ///     >>> (posting,) = ledger.explain(line).terms[0].postings
    ///     >>> posting.event, posting.event_zh, posting.document, posting.amount
    ///     ('approve', '批复', '预算批复〔2025〕1号', Decimal('81880.00'))
    TermPosting(yusuan::TermPosting) {
        /// Its number.
        posting_id: i64 = |it, _| it.posting_id;
        /// Its voucher.
        voucher_id: i64 = |it, _| it.voucher_id;
        /// Day that the voucher counts for.
        dated: Option<yusuan::date::Date> = |it, _| crate::words::day(Some(&it.dated))?;
        /// Reference of the voucher's document.
        document: Option<String> = |it, _| it.document.clone();
        /// What it does, as `pay`.
        event: String = |it, _| it.event.clone();
        /// The same in Chinese.
        event_zh: String = |it, _| it.event_zh.clone();
        /// What it added to the total, in yuan.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
        /// The other line of a transfer or carry-forward.
        counter_line: Option<Line> = |it, _| it.counter_line.clone().map(Line);
        /// Reference of the contract, where the posting names a commitment.
        contract: Option<String> = |it, _| it.contract.clone();
        /// Who was paid; None when nobody was named or the name was erased.
        payee: Option<String> = |it, _| it.payee.clone();
        /// The posting that it undoes.
        reverses_id: Option<i64> = |it, _| it.reverses_id;
    }
}
