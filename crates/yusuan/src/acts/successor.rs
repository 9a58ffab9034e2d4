//! 科目对照: recording what codes and units become in the next year.

use rusqlite::{Connection, params};

use super::resolve::description;
use super::reversal::is_replay;
use crate::catalogue::{self, Successor, SuccessorMap, SuccessorScheme};
use crate::error::{Error, Result, Rule};
use crate::journal::{Act, Particulars, Receipt, Voucher, write};
use crate::line;

/// Record what codes and units of a year become in the next; what the ledger has already is passed
/// over.
pub(crate) fn load_successors(
    connection: &Connection,
    year: i16,
    successors: &[Successor],
    particulars: &Particulars,
) -> Result<Receipt> {
    let first = line::next_id(
        connection,
        "SELECT coalesce(max(successor_id), 0) FROM successor",
    )?;
    // The same act again under its key is recognised by all its rows.
    let known = if is_replay(connection, particulars)? {
        SuccessorMap::default()
    } else {
        SuccessorMap::of_year(connection, year)?
    };
    let is_new = |successor: &&Successor| {
        let known = known.get(successor.scheme, &successor.old);
        known.is_none_or(|known| !known.is_same(successor))
    };
    let mut voucher = Voucher::new(Act::LoadSuccessor, Some(year), particulars);
    let table = description("successor")?;
    for (id, successor) in (first..).zip(successors.iter().filter(is_new)) {
        voucher.add_record(table, successor.record(id));
    }
    if voucher.records.is_empty() {
        return Err(Error::refused(
            Rule::SuccessorInvalid,
            format!("the ledger has every row of the file already for {year}"),
            "nothing has to be loaded",
        ));
    }
    write(connection, &voucher)
}

/// Say what is wrong with a successor: the column `old` or `new`, and why.
pub(crate) fn check_successor(
    connection: &Connection,
    successor: &Successor,
) -> Result<Option<(&'static str, Error)>> {
    let Successor {
        scheme,
        year,
        old,
        new,
        ..
    } = successor;
    let refused = |message: String, hint: &str| {
        Error::refused(Rule::SuccessorInvalid, message, hint.to_owned())
    };
    let exists = |name: &str| match scheme {
        SuccessorScheme::Unit => catalogue::find_unit(connection, name).map(|unit| unit.is_some()),
        SuccessorScheme::Functional | SuccessorScheme::Economic => {
            let sql = "SELECT EXISTS (
                SELECT 1 FROM code WHERE year = ?1 AND scheme = ?2 AND code = ?3)";
            let values = params![year, scheme.as_str(), name];
            let mut statement = connection.prepare_cached(sql)?;
            Ok(statement.query_row(values, |row| row.get(0))?)
        }
    };
    if !exists(old)? {
        let hint = "name a code or unit as the ledger has it in the year before the change";
        let message = format!("{year} has no such {scheme}: {old}");
        return Ok(Some(("old", refused(message, hint))));
    }
    if *scheme == SuccessorScheme::Unit && !exists(new)? {
        let hint = "add the unit first";
        let message = format!("the ledger has no such unit: {new}");
        return Ok(Some(("new", refused(message, hint))));
    }
    let known = SuccessorMap::of_year(connection, *year)?;
    let known = known.get(*scheme, old);
    if successor.is_withdrawal() && known.is_none() {
        let message = format!("{old} has no successor in {year} that could be withdrawn");
        let hint = "give the name it has in the next year";
        return Ok(Some(("new", refused(message, hint))));
    }
    // What a closing was done by stays; a unit may take over contracts later than that.
    let is_fixed = known.map_or(*scheme != SuccessorScheme::Unit, |known| known.new != *new);
    if is_fixed && is_closed(connection, *year)? {
        let message =
            format!("{year} is closed: its closing did not know that {old} becomes {new}");
        let hint = "undo the closing first, and close again";
        return Ok(Some((
            "old",
            Error::refused(Rule::YearClosed, message, hint),
        )));
    }
    Ok(None)
}

fn is_closed(connection: &Connection, year: i16) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM budget_year WHERE year = ?1 AND state = 'closed')";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([year], |row| row.get(0))?)
}
