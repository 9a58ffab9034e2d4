//! 单位申报: recording what units declare of themselves.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::resolve::description;
use crate::catalogue;
use crate::declaration::{self, NewDeclaration};
use crate::error::{Error, Result, Rule};
use crate::journal::{Act, Particulars, Receipt, Voucher, write};
use crate::line;

/// Record what units declare for a year. What they declared before is no longer in force.
pub(crate) fn declare(
    connection: &Connection,
    year: i16,
    declarations: &[NewDeclaration],
    particulars: &Particulars,
) -> Result<Receipt> {
    line::require_year(connection, year)?;
    if declarations.is_empty() {
        return Err(Error::refused(
            Rule::VoucherCountInvalid,
            "nothing is declared",
            "give at least one declaration",
        ));
    }
    let table = description("declaration")?;
    let next = declaration::next_id(connection)?;
    let mut voucher = Voucher::new(Act::Declare, Some(year), particulars);
    for (id, NewDeclaration { unit, content }) in (next..).zip(declarations) {
        content.check()?;
        let unit_id = catalogue::require_unit(connection, unit)?;
        voucher.add_record(
            table,
            vec![
                Value::from(id),
                Value::from(unit_id),
                Value::from(content.kind().as_str().to_owned()),
                Value::from(content.content()?),
            ],
        );
    }
    write(connection, &voucher).map_err(|error| {
        let units: Vec<&str> = declarations.iter().map(|it| it.unit.as_str()).collect();
        let hint = "declare for a unit that is active, or for the one that took it over";
        error.naming(
            &[(Rule::UnitInactive, hint)],
            format_args!("{} for {year}", units.join(", ")),
        )
    })
}
