//! 结转核定: an estimate beside what was really carried over.

use crate::line::Line;
use crate::money::Yuan;
use crate::value::value;

value! {
    /// A line whose carry-over was approved as an estimate, beside what the closing carried.
    ///
    /// Example:
    ///     >>> carried = yusuan.LineKey(**line.to_dict() | {"year": 2026})
    ///     >>> warnings = ledger.draft(carried, "80000.00")
    ///     >>> receipt = ledger.approve(2026, document="预算批复〔2026〕1号", dated=date(2026, 2, 17))
    ///     >>> certificate = ledger.close(ledger.plan_close(2025))
    ///     >>> (true_up,) = ledger.plan_true_up(2026)
    ///     >>> true_up.estimate, true_up.actual, true_up.difference
    ///     (Decimal('80000.00'), Decimal('81880.00'), Decimal('1880.00'))
    TrueUp(yusuan::TrueUp) {
        /// The line.
        line: Line = |it, _| Line(it.line.clone());
        /// What was approved, less what was taken out already, in yuan.
        estimate: Yuan = |it, _| Yuan(it.estimate);
        /// The same in fen.
        estimate_fen: i64 = |it, _| it.estimate.get();
        /// What the closing of the year before carried into the line, in yuan.
        actual: Yuan = |it, _| Yuan(it.actual);
        /// The same in fen.
        actual_fen: i64 = |it, _| it.actual.get();
        /// `actual` less `estimate`, in yuan: negative when the line loses.
        difference: Yuan = |it, _| Yuan(it.difference);
        /// The same in fen.
        difference_fen: i64 = |it, _| it.difference.get();
        /// How much of the estimate is used beyond what was carried, in yuan; mostly zero.
        shortfall: Yuan = |it, _| Yuan(it.shortfall);
        /// The same in fen.
        shortfall_fen: i64 = |it, _| it.shortfall.get();
    }
}
