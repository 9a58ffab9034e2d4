//! The published tables, on the screen or as files.

use yusuan::tables::{BudgetTable, Table, csv, text};
use yusuan::{Error, Ledger};

use crate::answer::{Done, Form, write_files};
use crate::arguments::Tables;
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

pub(super) fn tables(arguments: &Tables, screen: &mut Screen<'_>) -> Done {
    let form = match (screen.is_json(), arguments.csv) {
        (true, _) => Form::Json,
        (false, true) => Form::Csv,
        (false, false) => Form::Text,
    };
    let tables = made(arguments)?;
    if let Some(folder) = &arguments.out {
        let files = write_files(&tables, form, folder)?;
        let names: Vec<_> = files
            .iter()
            .map(|file| file.display().to_string())
            .collect();
        screen.answer(&names, || names.join("\n"))?;
        return Ok(exit::OK);
    }
    match (form, tables.as_slice()) {
        (Form::Json, tables) => screen.json(&tables)?,
        (Form::Csv, [table]) => screen.text(&csv::render(table).map_err(Error::from)?)?,
        (Form::Csv, _) => {
            return Err(Failure::usage(
                "CSV holds one table a file",
                "name one with --table, or a folder for all of them with --out",
            ));
        }
        (Form::Text, tables) => {
            let texts: Vec<String> = tables.iter().map(text::render).collect();
            screen.text(&texts.join("\n"))?;
        }
    }
    Ok(exit::OK)
}

/// Make the tables that were asked for, in the order in which they were named.
fn made(arguments: &Tables) -> Result<Vec<Table>, Failure> {
    let ledger: Ledger = arguments.ledger.open_read_only()?;
    let variant = &arguments.variant;
    let (unit, options) = (variant.unit.as_deref(), variant.options());
    let as_of = arguments.as_of.read()?;
    let is_of_accounts = |id: &String| id.starts_with("final-");
    arguments.accounts.require_use(
        arguments.ids.is_empty(),
        arguments.ids.iter().any(is_of_accounts),
    )?;
    let of_accounts = arguments.accounts.options(variant, as_of)?;
    if arguments.ids.is_empty() {
        return Ok(if arguments.accounts.is_final {
            ledger.final_tables(arguments.year, unit, &of_accounts)?
        } else {
            ledger.budget_tables_as_of(arguments.year, unit, &options, &as_of)?
        });
    }
    let named = arguments.ids.iter().map(|id| {
        if is_of_accounts(id) {
            let table = ledger.final_table(id, arguments.year, unit, &of_accounts);
            return table.map_err(|error| match error.code() {
                "table_unknown" => Failure::about("--table")(error),
                _ => error.into(),
            });
        }
        let table: BudgetTable = id
            .parse()
            .map_err(|unknown| Failure::about("--table")(Error::from(unknown)))?;
        Ok(ledger.budget_table_as_of(table, arguments.year, unit, &options, &as_of)?)
    });
    named.collect()
}
