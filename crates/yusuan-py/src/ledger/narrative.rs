//! The explanatory part of a budget.

#![expect(
    clippy::fn_params_excessive_bools,
    reason = "each is an option of its own, to be given or left out"
)]

use pyo3::prelude::*;
use yusuan::tables::{NarrativeOptions, NarrativeRequest, TableOptions};

use super::Ledger;
use crate::narrative::{Narrative, Texts, Words};
use crate::words::{CurrencyUnit, FromZero, NarrativeBasis, Year};

#[pymethods]
impl Ledger {
    /// Return the explanatory part of the budget of a year (部门预算情况说明): every figure by its
    /// key, the sentences around them, and what they lack.
    ///
    /// Compared is the original budget of the year before; where the ledger has none that was
    /// approved, the comparisons are gaps. What the department did not say is a gap as well.
    ///
    /// Args:
    ///     year: the budget year.
    ///     unit: the unit or department, with every unit below it; all units unless told otherwise.
    ///     texts: what the department says, by item and figure, as
    ///         `{"2.general_public": {"reason": "…"}}`, or a TOML or CSV file of it.
    ///     templates: sentences in place of the built-in ones, by item, as
    ///         `{"2.total": "收入预算共{amount}，其中："}`, or a TOML file of them.
    ///     basis: what changes, shares and percentages are computed from: `displayed` figures
    ///         unless told `exact`.
    ///     from_zero: what stands for the percentage of a change from nothing: `hundred` (100.00%)
    ///         unless told `dash` (—).
    ///     items_compare_basic: whether a 项 is compared with last year's 基本支出 alone.
    ///     currency_unit: `wan_yuan` 万元, unless told `yuan` 元.
    ///     fiscal_overview_includes_carryover: whether 表4 counts 财政拨款结转 too.
    ///     foot_displayed: whether a total shows the sum of the displayed parts.
    ///     thousands_separator: whether digits before the point are grouped by commas.
    ///
    /// Raises:
    ///     RuleError: `year_unknown`, `unit_unknown`.
    ///     SourceError: `template_unknown`, `template_placeholder_unknown`, `template_malformed`,
    ///         `narrative_text_unknown`, each in `problems` with key, placeholder and line.
    ///
    /// Example:
    ///     >>> narrative = ledger.narrative(2025, texts={"3.project": {"reason": "新增项目"}})
    ///     >>> narrative.item("3.project").figure("amount").printed
    ///     '7.00'
    ///     >>> narrative.gaps[0].key, narrative.gaps[0].reason
    ///     ('2.general_public', 'last_year_missing')
    #[pyo3(signature = (
        year, *, unit = None, texts = None, templates = None, basis = None, from_zero = None,
        items_compare_basic = false, currency_unit = None,
        fiscal_overview_includes_carryover = false, foot_displayed = false,
        thousands_separator = false
    ))]
    fn narrative(
        &self,
        py: Python<'_>,
        year: Year,
        unit: Option<&str>,
        texts: Option<Texts>,
        templates: Option<Words>,
        basis: Option<NarrativeBasis>,
        from_zero: Option<FromZero>,
        items_compare_basic: bool,
        currency_unit: Option<CurrencyUnit>,
        fiscal_overview_includes_carryover: bool,
        foot_displayed: bool,
        thousands_separator: bool,
    ) -> PyResult<Narrative> {
        let options = NarrativeOptions {
            tables: TableOptions {
                fiscal_overview_includes_carryover,
                currency_unit: currency_unit.map_or_else(Default::default, |shown| shown.0),
                foot_displayed,
                thousands_separator,
            },
            basis: basis.map_or_else(Default::default, |basis| basis.0),
            from_zero: from_zero.map_or_else(Default::default, |from_zero| from_zero.0),
            items_compare_basic,
        };
        self.with(py, |ledger| {
            let request = NarrativeRequest {
                options,
                texts: Texts::read(texts)?,
                templates: Words::read(templates)?,
            };
            ledger.narrative(year.0, unit, &request)
        })
        .map(Narrative)
    }
}
