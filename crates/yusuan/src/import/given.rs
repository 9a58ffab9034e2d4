//! Names that a program hands to a verb: held to what those in a file are held to.

use super::cell;
use super::problems::{Place, Problems};
use crate::error::Result;
use crate::journal::Particulars;

/// Refuse a name with something in it that nobody can see, with the token that one in a file has: two
/// names that look the same must be the same. `verb` and `what` say where it was given.
pub(crate) fn require_name(verb: &str, what: &str, name: &str) -> Result<()> {
    // Of blanks around a name, and of one that is nothing else, the rules say what is wrong.
    let Err(flaw) = cell::name(name.trim()) else {
        return Ok(());
    };
    let mut problems = Problems::new(verb);
    let place = Place {
        column: Some(what),
        value: Some(name),
        ..Place::default()
    };
    problems.add(place, flaw);
    Ok(problems.finish(())?)
}

/// Refuse the names that stand on a voucher, as [`require_name`] does. Memo and reason are free text.
pub(crate) fn require_names(verb: &str, particulars: &Particulars) -> Result<()> {
    let names = [
        ("document", &particulars.document),
        ("prepared_by", &particulars.prepared_by),
        ("reviewed_by", &particulars.reviewed_by),
        ("key", &particulars.key),
    ];
    let mut given = names.into_iter();
    given.try_for_each(|(what, name)| match name {
        Some(name) => require_name(verb, what, name),
        None => Ok(()),
    })
}
