//! What figures of the tables are called in sentences: only what can mean nothing else there.

mod accounts;
mod budget;

use super::scope::Scope;
use crate::tables::checks::PrintedTable;
use crate::tables::{BudgetTable, FinalTable};

/// A figure of a table: table, row, column.
pub(super) type Cell = (PrintedTable, &'static str, &'static str);

/// Names with the sections that they mean it in, and the figures that it is. These are equal in a
/// sound document; an amount that is one of them is right.
pub(super) type Name = (&'static [&'static str], &'static [Scope], &'static [Cell]);

pub(super) use accounts::ACCOUNTS;
pub(super) use budget::BUDGET;

use Scope::{
    Basic, Capital, Carryover, Expenditure, Fiscal, Fund, GeneralPublic, Income, Other, Overview,
    Projects, ThreePublic, Whole,
};

/// Sections of all money.
const OF_ALL: [Scope; 4] = [Whole, Overview, Income, Expenditure];
const ANY: [Scope; 13] = [
    Whole,
    Overview,
    Income,
    Expenditure,
    Fiscal,
    GeneralPublic,
    Basic,
    Projects,
    Fund,
    Capital,
    ThreePublic,
    Carryover,
    Other,
];

const fn in_budget(table: BudgetTable, row: &'static str, column: &'static str) -> Cell {
    (PrintedTable::Budget(table), row, column)
}

const fn in_accounts(table: FinalTable, row: &'static str, column: &'static str) -> Cell {
    (PrintedTable::Final(table), row, column)
}

/// Columns of tables.
type Columns = &'static [(PrintedTable, &'static str)];

/// Where the classes, and the rows by code, of a section stand: of a budget, of final accounts.
pub(super) const BY_CODE: [(Scope, [Columns; 2]); 4] = [
    (
        Fiscal,
        [
            &[(
                PrintedTable::Budget(BudgetTable::FiscalOverview),
                "expenditure_total",
            )],
            &[
                (
                    PrintedTable::Final(FinalTable::FiscalOverview),
                    "expenditure_total",
                ),
                (
                    PrintedTable::Final(FinalTable::FiscalOverview),
                    "general_public",
                ),
            ],
        ],
    ),
    (
        GeneralPublic,
        [
            &[(PrintedTable::Budget(BudgetTable::GeneralPublic), "total")],
            &[(PrintedTable::Final(FinalTable::GeneralPublic), "total")],
        ],
    ),
    (
        Fund,
        [
            &[(PrintedTable::Budget(BudgetTable::GovernmentFund), "total")],
            &[(
                PrintedTable::Final(FinalTable::GovernmentFund),
                "spend_total",
            )],
        ],
    ),
    (
        Capital,
        [
            &[(PrintedTable::Budget(BudgetTable::StateCapital), "total")],
            &[(PrintedTable::Final(FinalTable::StateCapital), "total")],
        ],
    ),
];

/// Where the projects of a section stand.
pub(super) const PROJECTS: [(Scope, PrintedTable); 2] = [
    (
        Projects,
        PrintedTable::Budget(BudgetTable::GeneralPublicProject),
    ),
    (Carryover, PrintedTable::Budget(BudgetTable::Carryover)),
];
