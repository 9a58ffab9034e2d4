//! What tables are made from, to be put together over ledgers.

use pyo3::prelude::*;
use yusuan::tables::{FinalOptions, TableError, TableOptions, UnitTransfer};
use yusuan::{Fen, tables};

use crate::errors::{raise, unfit};
use crate::frame::Rows;
use crate::table::Table;
use crate::value::{self, Dict, Repr, all, travels};
use crate::words::{CurrencyUnit, Fund, Year};

/// What the tables of a year are made from: those of one ledger, or of several together.
///
/// `Ledger.table_facts` takes them out of a ledger, `merged` puts them together, and then `tables` and
/// `final_tables` make the tables of all, by the rules of a single ledger. They can be pickled.
///
/// Example:
///     >>> facts = ledger.table_facts(2025)
///     >>> facts.tables() == ledger.tables(2025), facts.units
///     (True, ['社会保险中心'])
#[pyclass(frozen, eq, hash, module = "yusuan")]
#[derive(Clone, PartialEq, Hash)]
pub(crate) struct TableFacts(pub(crate) tables::TableFacts);

travels!(TableFacts, |it| &it.0, TableFacts);

/// Raise what facts are refused for.
fn refused(error: TableError) -> PyErr {
    let hint = match error {
        TableError::UnitTwice { .. } => "take one of them out of the fleet, or rename its unit",
        TableError::TransferExceeded { .. } => "give what both sides have, at most",
        TableError::LineYear { .. } => "put together what is of one year",
        other => return raise(other.into()),
    };
    unfit(error.token(), error.to_string(), hint)
}

fn shown(currency_unit: Option<CurrencyUnit>) -> TableOptions {
    TableOptions {
        currency_unit: currency_unit.map_or_else(Default::default, |shown| shown.0),
        ..TableOptions::default()
    }
}

fn accounts(region: Option<String>, currency_unit: Option<CurrencyUnit>) -> FinalOptions {
    FinalOptions {
        region,
        currency_unit: currency_unit.map(|shown| shown.0),
        ..FinalOptions::default()
    }
}

#[pymethods]
impl TableFacts {
    /// The budget year.
    #[getter]
    const fn year(&self) -> i16 {
        self.0.year
    }

    /// What is printed above the tables.
    #[getter]
    fn title(&self) -> &str {
        &self.0.title
    }

    /// Units that have a line, an income or a surplus.
    #[getter]
    fn units(&self) -> Vec<&str> {
        self.0.units.iter().map(String::as_str).collect()
    }

    /// Whether the year is closed, in every ledger.
    #[getter]
    fn is_closed(&self) -> bool {
        let accounts = self.0.accounts.as_ref();
        accounts.is_some_and(|accounts| accounts.is_closed)
    }

    /// Whether there are final accounts: the budget is approved, in every ledger.
    #[getter]
    const fn has_accounts(&self) -> bool {
        self.0.accounts.is_some()
    }

    /// Put the facts of several ledgers together.
    ///
    /// Of a code that is named differently the first name stands.
    ///
    /// Args:
    ///     parts: the facts, each of other units.
    ///     year: their year.
    ///     title: what is printed above the tables.
    ///
    /// Raises:
    ///     ArgumentError: `unit_twice`, `table_line_year` for facts of another year.
    ///
    /// Example:
    ///     >>> facts = yusuan.TableFacts.merged([ledger.table_facts(2025)], 2025, "某省")
    ///     >>> facts.tables()[0].unit
    ///     '某省'
    #[staticmethod]
    fn merged(
        py: Python<'_>,
        parts: Vec<PyRef<'_, Self>>,
        year: Year,
        title: &str,
    ) -> PyResult<Self> {
        let parts: Vec<_> = parts.into_iter().map(|part| part.0.clone()).collect();
        py.detach(|| tables::TableFacts::merged(parts, year.0, title))
            .map(Self)
            .map_err(refused)
    }

    /// Take transfers between units out of the facts of all of them (抵销).
    ///
    /// In the budget the money of the unit that gave becomes that of the lines which spend it. In the
    /// accounts `final-01` to `final-03` lose the income of the one and the payment of the other; take
    /// the other tables from the facts without this.
    ///
    /// Args:
    ///     transfers: the unit that gave, the unit that got, the fund it has there
    ///         (`unit_superior_subsidy` or `unit_affiliate_remittance`), what both budgets have of it in
    ///         fen, and what was paid in fen.
    ///
    /// Raises:
    ///     ArgumentError: `transfer_exceeded`.
    ///
    /// Example:
    ///     >>> facts = ledger.table_facts(2025)
    ///     >>> facts.eliminated([]) == facts
    ///     True
    fn eliminated(&self, transfers: Vec<(String, String, Fund, i64, i64)>) -> PyResult<Self> {
        let transfers: Vec<_> = transfers
            .into_iter()
            .map(|(from_unit, to_unit, fund, budget, paid)| UnitTransfer {
                from_unit,
                to_unit,
                fund: fund.0,
                budget: Fen::new(budget),
                paid: Fen::new(paid),
            })
            .collect();
        self.0
            .clone()
            .eliminated(&transfers)
            .map(Self)
            .map_err(refused)
    }

    /// Return the eleven tables of the budget.
    ///
    /// Args:
    ///     currency_unit: `wan_yuan` 万元, unless told `yuan` 元.
    ///
    /// Example:
    ///     >>> ledger.table_facts(2025).tables()[0].id
    ///     'budget-01'
    #[pyo3(signature = (*, currency_unit = None))]
    fn tables(&self, py: Python<'_>, currency_unit: Option<CurrencyUnit>) -> PyResult<Vec<Table>> {
        py.detach(|| self.0.budget_tables(&shown(currency_unit)))
            .map(all)
            .map_err(refused)
    }

    /// Return the final accounts; none where a budget is not approved.
    ///
    /// Args:
    ///     region: whose template is wanted; that of no region otherwise, or when it has none.
    ///     currency_unit: `wan_yuan` 万元 or `yuan` 元; that of the template unless told.
    ///
    /// Raises:
    ///     NotFoundError: `template_unknown`.
    ///
    /// Example:
    ///     >>> ledger.table_facts(2025).final_tables() == ledger.final_tables(2025)
    ///     True
    #[pyo3(signature = (*, region = None, currency_unit = None))]
    fn final_tables(
        &self,
        py: Python<'_>,
        region: Option<String>,
        currency_unit: Option<CurrencyUnit>,
    ) -> PyResult<Vec<Table>> {
        py.detach(|| self.0.final_tables(&accounts(region, currency_unit)))
            .map(all)
            .map_err(raise)
    }

    /// Check the tables with each other (勾稽关系).
    ///
    /// Args:
    ///     final: the final accounts instead of the budget.
    ///
    /// Example:
    ///     >>> {check.verdict for check in ledger.table_facts(2025).checks(final=True)}
    ///     {'holds'}
    #[pyo3(signature = (*, r#final = false))]
    fn checks(&self, py: Python<'_>, r#final: bool) -> PyResult<Rows<crate::check::Check>> {
        let checked = py.detach(|| {
            if r#final {
                self.0.check_final(&FinalOptions::default())
            } else {
                self.0.check_budget(&TableOptions::default())
            }
        });
        checked.map(all).map_err(raise)
    }

    /// Return the facts as a dict: lines, names of codes, and what the accounts are made of.
    ///
    /// Example:
    ///     >>> ledger.table_facts(2025).to_dict()["budget"][0]["amount_fen"]
    ///     8188000
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        value::to_dict(py, &self.0)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let repr = Repr::new(py, "TableFacts").field("year", self.0.year)?;
        let repr = repr.field("title", &self.0.title)?;
        Ok(repr.field("unit_count", self.0.units.len())?.finish())
    }
}
