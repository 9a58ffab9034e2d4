//! The published tables of every approved year, beside their identities.

use rusqlite::Connection;

use super::finding::{FindingToken, Findings, Place, Remark};
use super::fold::years::Years;
use super::unreadable;
use crate::error::Result;
use crate::tables::{
    Check, Table, TableOptions, Verdict, check_budget_tables, published_of_top_units,
};

/// Make the tables of every year that was approved, and check them.
pub(super) fn run(connection: &Connection, years: &Years, findings: &mut Findings) -> Result<()> {
    let options = TableOptions::default();
    for (year, _) in years.0.iter().filter(|(_, year)| year.is_approved) {
        let Ok(short) = i16::try_from(*year) else {
            continue;
        };
        let done = published_of_top_units(connection, short, &options, |unit, tables| {
            check(*year, unit, &tables, &options, findings)
        });
        if let Err(error) = done {
            unreadable(error, Place::row("tables", year), findings)?;
        }
    }
    Ok(())
}

fn check(
    year: i64,
    unit: &str,
    tables: &[Table],
    options: &TableOptions,
    findings: &mut Findings,
) -> Result<()> {
    for check in check_budget_tables(tables, options)? {
        for comparison in &check.findings {
            if check.formal && comparison.verdict == Verdict::Differs {
                findings.differs(
                    FindingToken::TableIdentity,
                    || Place::column(&table_of(&check), format!("{year} {unit}"), check.number),
                    (&comparison.left.fen.get(), &comparison.right.fen.get()),
                    format_args!("{}; {}", check.statement, comparison.place),
                );
                continue;
            }
            findings.remark(Remark {
                table: table_of(&check),
                check: check.number.to_owned(),
                year,
                unit: unit.to_owned(),
                place: comparison.place.clone(),
                verdict: comparison.verdict,
                printed: (comparison.left.text.clone(), comparison.right.text.clone()),
                exact: (comparison.left.fen, comparison.right.fen),
                statement: check.statement.to_owned(),
            });
        }
    }
    Ok(())
}

/// Return the id of the table that the number of a check begins with.
fn table_of(check: &Check) -> String {
    let number = check.number.split('.').next().unwrap_or_default();
    format!("budget-{number:0>2}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::line::{Fund, Kind, Level};
    use crate::money::Fen;
    use crate::tables::{BudgetInput, BudgetLine, Cell, CodeNames, budget_tables};

    /// The tables of a budget with two lines.
    fn tables(amounts: [i64; 2]) -> Vec<Table> {
        let named = |codes: &[&str]| -> BTreeMap<String, String> {
            let codes = codes.iter();
            codes
                .map(|code| ((*code).to_owned(), "名称".to_owned()))
                .collect()
        };
        let line = |economic_code: &str, amount| BudgetLine {
            unit: "单位".to_owned(),
            fund: Fund::GeneralPublic,
            level: Level::Own,
            year: 2025,
            origin_year: 2025,
            functional_code: "2080109".to_owned(),
            economic_code: economic_code.to_owned(),
            kind: Kind::BasicPublic,
            project: None,
            amount: Fen::new(amount),
        };
        let lines = [line("30201", amounts[0]), line("30202", amounts[1])];
        budget_tables(&BudgetInput {
            year: 2025,
            title_unit: "单位",
            lines: &lines,
            names: &CodeNames {
                functional: named(&["208", "20801", "2080109"]),
                economic: named(&["302", "30201", "30202"]),
            },
            options: &TableOptions::default(),
        })
        .unwrap()
    }

    fn findings_of(tables: &[Table]) -> Findings {
        let mut findings = Findings::default();
        check(
            2025,
            "单位",
            tables,
            &TableOptions::default(),
            &mut findings,
        )
        .unwrap();
        findings
    }

    #[test]
    fn a_wrong_table_is_found() {
        let mut tables = tables([8_180_000, 8_049]);
        assert!(findings_of(&tables).list.is_empty());
        let cells = tables[2].rows.iter_mut().flat_map(|row| &mut row.cells);
        let fen = cells.filter_map(|(_, cell)| match cell {
            Cell::Amount { fen: Some(fen), .. } => Some(fen),
            _ => None,
        });
        for fen in fen.take(1) {
            *fen = fen.checked_add(Fen::new(1)).unwrap();
        }
        let found = findings_of(&tables);
        assert_eq!(found.list[0].token, FindingToken::TableIdentity);
        assert_eq!(found.list[0].place.to_string(), "budget-03 2025 单位 3.1");
    }
    #[test]
    fn figures_that_only_rounding_parts_are_named_and_not_wrong() {
        let found = findings_of(&tables([8_185_000, 8_185_000]));
        assert!(found.list.is_empty());
        let said: Vec<String> = found.remarks.iter().map(Remark::to_string).collect();
        let expected = [
            "budget-06 6.3 2025: rounding 16.37 beside 16.38; budget-06 302 total",
            "budget-06 6.10 2025: rounding 16.37 beside 16.38; budget-06 302 public",
        ];
        assert_eq!(said, expected);
    }
}
