//! 归集: surplus of a deactivated unit goes to the unit that took it over, as a pair of postings.

use super::post::{Made, of_owner};
use super::resolve::Resolver;
use crate::catalogue;
use crate::error::{Error, Result, Rule};
use crate::journal::{Event, Posting};
use crate::line::Fund;
use crate::money::Fen;

/// Make the posting that takes, by its event, and the one that gives to the other unit.
pub(super) fn pool(
    resolver: &mut Resolver<'_>,
    event: Event,
    (year, unit, fund): (i16, &str, Fund),
    amount: Fen,
) -> Result<Made> {
    let mut made = of_owner(event, year, amount)?;
    let heir = heir(resolver, year, unit)?;
    made.posting.surplus = Some(resolver.surplus(unit, fund)?);
    let mut given = Posting::new(event.pooled_in(), amount);
    given.surplus = Some(resolver.surplus(&heir, fund)?);
    made.counterpart = Some(given);
    Ok(made)
}

/// Return the unit that took over a deactivated one before a year.
fn heir(resolver: &Resolver<'_>, year: i16, unit: &str) -> Result<String> {
    let connection = resolver.connection();
    catalogue::require_unit(connection, unit)?;
    if catalogue::is_active(connection, unit)? {
        return Err(Error::refused(
            Rule::PoolWrong,
            format!("the unit is active, and keeps its surplus: {unit}"),
            "deactivate the unit first, once another has taken it over",
        ));
    }
    catalogue::unit_successor(connection, unit, year.saturating_sub(1))?.ok_or_else(|| {
        Error::refused(
            Rule::PoolWrong,
            format!("no unit has taken over before {year} from: {unit}"),
            "name its successor with load_successors, under the last year of the unit",
        )
    })
}
