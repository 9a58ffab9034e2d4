//! Acts without money: the ledger itself, units, catalogues, policies, years, seals.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::resolve::description;
use crate::catalogue::{self, Code, EconomicMapping, Scheme, UnitKind};
use crate::error::{Error, Result, Rule};
use crate::import::require_name;
use crate::journal::{Act, NoteField, Particulars, Receipt, Voucher, write};
use crate::line;
use crate::policy::{self, Policy};
use crate::verify;

/// Begin a ledger.
pub(crate) fn create(connection: &Connection, title: &str) -> Result<Receipt> {
    let mut voucher = Voucher::new(Act::Create, None, &Particulars::default());
    voucher.add_record(
        description("ledger")?,
        vec![Value::from(1), Value::from(title.to_owned())],
    );
    write(connection, &voucher)
}

/// Add a unit, below another or on its own.
pub(crate) fn add_unit(
    connection: &Connection,
    name: &str,
    kind: UnitKind,
    parent: Option<&str>,
    particulars: &Particulars,
) -> Result<Receipt> {
    require_name(Act::AddUnit.as_str(), "name", name)?;
    let parent = parent
        .map(|parent| catalogue::require_unit(connection, parent))
        .transpose()?;
    let id = line::next_id(connection, "SELECT coalesce(max(unit_id), 0) FROM unit")?;
    let mut voucher = Voucher::new(Act::AddUnit, None, particulars);
    voucher.add_record(
        description("unit")?,
        catalogue::unit_record(id, name, kind, parent),
    );
    write(connection, &voucher).map_err(|error| match error.rule() {
        Some(rule @ Rule::UnitExists) => Error::refused(
            rule,
            format!("a unit (预算单位) of this name is there: {name}"),
            "use that unit, or another name",
        ),
        Some(rule @ Rule::UnitInvalid) => Error::refused(
            rule,
            format!("not the name of a unit (预算单位): {name:?}"),
            "give it a name, without blanks around it",
        ),
        _ => error,
    })
}

/// Mark a unit after which nothing new is budgeted for it.
pub(crate) fn deactivate_unit(
    connection: &Connection,
    name: &str,
    particulars: &Particulars,
) -> Result<Receipt> {
    let id = catalogue::require_unit(connection, name)?;
    let mut voucher = Voucher::new(Act::DeactivateUnit, None, particulars);
    voucher.add_record(description("unit (deactivated)")?, vec![Value::from(id)]);
    write(connection, &voucher).map_err(|error| match error.rule() {
        Some(rule @ Rule::AppendOnly) => Error::refused(
            rule,
            format!("the unit is deactivated (停用) already: {name}"),
            "nothing is left to do",
        ),
        _ => error,
    })
}

/// Add codes and mappings to the catalogue of a year.
pub(crate) fn load_catalogue(
    connection: &Connection,
    year: i16,
    codes: &[Code],
    mappings: &[EconomicMapping],
    particulars: &Particulars,
) -> Result<Receipt> {
    let mut voucher = Voucher::new(Act::LoadCatalogue, Some(year), particulars);
    let table = description("code")?;
    for (id, code) in (catalogue::next_code_id(connection)?..).zip(codes) {
        voucher.add_record(table, catalogue::code_record(id, year, code));
    }
    let table = description("economic_mapping")?;
    for (id, mapping) in (catalogue::next_mapping_id(connection)?..).zip(mappings) {
        voucher.add_record(table, catalogue::mapping_record(id, year, mapping));
    }
    write(connection, &voucher)
}

/// Prepare a year. A classification the year has no code of is adopted from last year's catalogue,
/// or from the built-in one.
pub(crate) fn prepare_year(
    connection: &Connection,
    year: i16,
    particulars: &Particulars,
) -> Result<Receipt> {
    let last = year.checked_sub(1).ok_or_else(|| {
        Error::refused(
            Rule::YearInvalid,
            format!("not a year: {year}"),
            "give a year",
        )
    })?;
    let (codes, mappings) = catalogue::of_year(connection, last)?;
    let (codes, mappings) = if codes.is_empty() {
        (catalogue::builtin_codes()?, catalogue::builtin_mappings()?)
    } else {
        (codes, mappings)
    };
    let (known, known_mappings) = catalogue::of_year(connection, year)?;
    let lacks = |code: &Code| known.iter().all(|known| known.scheme != code.scheme);
    let codes: Vec<Code> = codes.into_iter().filter(lacks).collect();
    let has_economic = codes.iter().any(|code| code.scheme == Scheme::Economic);
    let mappings = if has_economic && known_mappings.is_empty() {
        mappings
    } else {
        Vec::new()
    };
    if !codes.is_empty() {
        // A ledger can want to know who did any act, of this one too (four_eyes).
        let adopted = Particulars {
            dated: particulars.dated,
            document: particulars.document.clone(),
            prepared_by: particulars.prepared_by.clone(),
            reviewed_by: particulars.reviewed_by.clone(),
            ..Particulars::default()
        };
        load_catalogue(connection, year, &codes, &mappings, &adopted)?;
    }
    write(
        connection,
        &Voucher::new(Act::PrepareYear, Some(year), particulars),
    )
    .map_err(|error| error.naming(&[(Rule::YearExists, "go on with that year")], year))
}

/// Add to the catalogue of a year what it lacks of another year's.
pub(crate) fn adopt_catalogue(
    connection: &Connection,
    year: i16,
    from_year: i16,
    particulars: &Particulars,
) -> Result<Receipt> {
    let (codes, mappings) = catalogue::of_year(connection, from_year)?;
    if codes.is_empty() {
        return Err(Error::not_found(
            "catalogue_unknown",
            "the catalogue",
            from_year,
            "load the official table of that year",
        ));
    }
    let (known, known_mappings) = catalogue::of_year(connection, year)?;
    let known: BTreeSet<_> = known.iter().map(|code| (code.scheme, &code.code)).collect();
    let codes: Vec<Code> = codes
        .into_iter()
        .filter(|code| !known.contains(&(code.scheme, &code.code)))
        .collect();
    let mappings: Vec<EconomicMapping> = mappings
        .into_iter()
        .filter(|mapping| {
            !known_mappings
                .iter()
                .any(|known| known.is_same_pair(mapping))
        })
        .collect();
    if codes.is_empty() && mappings.is_empty() {
        return Err(Error::refused(
            Rule::CodeExists,
            format!("the catalogue of {year} has everything that {from_year} has"),
            "nothing has to be adopted; load the official table of the year for what is new",
        ));
    }
    load_catalogue(connection, year, &codes, &mappings, particulars)
}

/// Put policies in force, all of them or none.
pub(crate) fn set_policies(
    connection: &Connection,
    policies: &[Policy],
    particulars: &Particulars,
) -> Result<Receipt> {
    let mut voucher = Voucher::new(Act::SetPolicy, None, particulars);
    for (id, policy) in (policy::next_id(connection)?..).zip(policies) {
        let policy = policy::named(connection, policy)?;
        policy::check(connection, &policy)?;
        let (table, values) = policy.record(id);
        voucher.add_record(description(table)?, values);
    }
    write(connection, &voucher)
}

/// Record the vouchers that a foreign program wrote, as they are now.
pub(crate) fn seal_foreign(
    connection: &Connection,
    reason: &str,
    particulars: &Particulars,
) -> Result<Option<Receipt>> {
    let unsealed = verify::unsealed_digests(connection)?;
    if unsealed.is_empty() {
        return Ok(None);
    }
    let first = line::next_id(connection, "SELECT coalesce(max(seal_id), 0) FROM seal")?;
    let mut voucher = Voucher::new(Act::SealForeign, None, particulars);
    let table = description("seal")?;
    for (id, (sealed, digest)) in (first..).zip(unsealed) {
        let values = vec![
            Value::from(id),
            Value::from(sealed),
            Value::from(digest.to_vec()),
        ];
        voucher.add_record(table, values);
    }
    voucher.add_note(None, NoteField::Reason, Some(reason));
    write(connection, &voucher).map(Some)
}
