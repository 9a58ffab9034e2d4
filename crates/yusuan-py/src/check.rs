//! Identities between the tables.

use yusuan::tables;

use crate::frame::Rows;
use crate::money::Yuan;
use crate::value::{all, value};

value! {
    /// An identity between published tables, with everything that was compared for it.
    ///
    /// Example:
    ///     >>> check = ledger.checks(2025)[0]
    ///     >>> check.number, check.statement, check.verdict
    ///     ('1.1', '表1 收入总计 = 本年收入 + 上年结转结余', 'holds')
    Check(tables::Check) {
        /// Number, as `6.2`: table, then identity.
        number: &'static str = |it, _| it.number;
        /// The identity in words.
        statement: &'static str = |it, _| it.statement;
        /// Whether it must hold; otherwise it is only expected to.
        formal: bool = |it, _| it.formal;
        /// Number of comparisons.
        compared: usize = |it, _| it.compared;
        /// The worst that came out: `holds`, `rounding` or `differs`.
        verdict: &'static str = |it, _| it.verdict.as_str();
        /// The first comparison with that verdict.
        decisive: Comparison = |it, _| Comparison(it.decisive.clone());
        /// Every comparison that does not hold.
        findings: Rows<Comparison> = |it, _| all(it.findings.iter().cloned());
        /// What to know when reading the result.
        note: Option<String> = |it, _| it.note.clone();
    }
}

value! {
    /// Two figures that ought to be equal.
    ///
    /// Example:
    ///     >>> comparison = ledger.checks(2025)[0].decisive
    ///     >>> comparison.left, comparison.right, comparison.verdict
    ///     (Decimal('161880.00'), Decimal('161880.00'), 'holds')
    Comparison(tables::Comparison) {
        /// Where: tables, rows and columns by id.
        place: String = |it, _| it.place.clone();
        /// Exact sum of the left side, in yuan.
        left: Yuan = |it, _| Yuan(it.left.fen);
        /// The same in fen.
        left_fen: i64 = |it, _| it.left.fen.get();
        /// Sum of what the left side prints.
        left_text: String = |it, _| it.left.text.clone();
        /// Exact sum of the right side, in yuan.
        right: Yuan = |it, _| Yuan(it.right.fen);
        /// The same in fen.
        right_fen: i64 = |it, _| it.right.fen.get();
        /// Sum of what the right side prints.
        right_text: String = |it, _| it.right.text.clone();
        /// What came out here: `holds`, `rounding` or `differs`.
        verdict: &'static str = |it, _| it.verdict.as_str();
        /// How far the printed sums may be apart by rounding, in yuan.
        tolerance: Yuan = |it, _| Yuan(it.tolerance.fen);
        /// The same in fen.
        tolerance_fen: i64 = |it, _| it.tolerance.fen.get();
        /// The same in the unit of the tables.
        tolerance_text: String = |it, _| it.tolerance.text.clone();
        /// Rounded figures on both sides together.
        rounded: usize = |it, _| it.tolerance.rounded;
        /// Why the tolerance is so much: `rounded` (half a last place a figure), `footed` (totals
        /// of rounded figures), `expected` (need not be the same money), `exact` (every fen is
        /// printed).
        tolerance_reason: &'static str = |it, _| it.tolerance.reason.as_str();
    }
}
