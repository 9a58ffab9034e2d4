//! Variants of the final accounts, each with a name.

use super::template::FinalTemplates;
use crate::line::AsOf;
use crate::money::CurrencyUnit;

/// How final accounts are made and shown, where regions and years differ.
///
/// # Examples
///
/// ```
/// use yusuan::tables::FinalOptions;
///
/// let options = FinalOptions { foot_displayed: true, ..FinalOptions::default() };
/// assert!(options.currency_unit.is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FinalOptions {
    /// Templates to choose from; those that are built in unless told otherwise.
    pub templates: Option<FinalTemplates>,
    /// Region whose template is wanted; that of no region otherwise, or when it has none.
    pub region: Option<String>,
    /// The unit in which amounts are shown; that of the template unless told otherwise.
    pub currency_unit: Option<CurrencyUnit>,
    /// Whether a total shows the sum of the displayed parts, not the displayed exact sum.
    pub foot_displayed: bool,
    /// Whether digits before the point are grouped by commas.
    pub thousands_separator: bool,
    /// Which postings count. As of an earlier moment the tables are drafts.
    pub as_of: AsOf,
}
