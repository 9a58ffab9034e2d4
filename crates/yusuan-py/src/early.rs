//! 结转核定: an estimate beside what was really carried over.

use crate::line::Line;
use crate::money::Yuan;
use crate::value::value;

value! {
    /// A line whose carry-over was approved as an estimate, beside what the closing carried.
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
