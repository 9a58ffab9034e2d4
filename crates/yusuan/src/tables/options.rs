//! Variants of the tables, each with a name.

use crate::money::CurrencyUnit;

/// How tables are made and shown, where regions differ.
///
/// The default is what the first user prints.
///
/// # Examples
///
/// ```
/// use yusuan::tables::TableOptions;
///
/// let options = TableOptions { thousands_separator: true, ..TableOptions::default() };
/// assert!(!options.foot_displayed);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// Whether 表4 counts 财政拨款结转 too.
    ///
    /// When false 表4 shows the money of this year alone, and its total is smaller than the fiscal
    /// money of 表1 by the carry-over. When true it gets a second block of income rows for the
    /// carry-over, and its expenditure includes what is spent out of it.
    pub fiscal_overview_includes_carryover: bool,
    /// The unit in which amounts are shown: 万元 unless told otherwise.
    pub currency_unit: CurrencyUnit,
    /// Whether a total shows the sum of the displayed parts, not the displayed exact sum.
    ///
    /// When true the printed columns of one table always add up, but a total may then be off by
    /// the rounding of its parts and disagree with the same total in another table. Exact fen are
    /// the same either way.
    pub foot_displayed: bool,
    /// Whether digits before the point are grouped by commas.
    pub thousands_separator: bool,
}
