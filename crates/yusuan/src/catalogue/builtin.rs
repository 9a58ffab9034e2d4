//! The catalogue that comes with the library: codes with their sources, official where verified.

use serde::Deserialize;

use super::{Code, EconomicMapping, Scheme};
use crate::error::{Error, Result};

const FUNCTIONAL: &str = include_str!("../../catalogue/functional-expenditure.csv");
const ECONOMIC: &str = include_str!("../../catalogue/economic-department.csv");
const GOVERNMENT_ECONOMIC: &str = include_str!("../../catalogue/economic-government.csv");
const MAPPING: &str = include_str!("../../catalogue/economic-mapping.csv");

#[derive(Deserialize)]
struct CodeRow {
    code: String,
    name: String,
    verified: String,
    source: String,
}

#[derive(Deserialize)]
struct MappingRow {
    department_code: String,
    government_code_for_agency: String,
    government_code_for_public_institution: String,
    applies_to: String,
    verified: String,
    source: String,
}

fn rows<T: for<'de> Deserialize<'de>>(text: &str) -> Result<Vec<T>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: csv::Result<Vec<T>> = reader.deserialize().collect();
    rows.map_err(|error| Error::Internal(format!("built-in catalogue: {error}")))
}

/// Return the built-in codes, parents before children.
pub(crate) fn builtin_codes() -> Result<Vec<Code>> {
    let mut codes = Vec::new();
    for (scheme, text) in [
        (Scheme::Functional, FUNCTIONAL),
        (Scheme::Economic, ECONOMIC),
        (Scheme::GovernmentEconomic, GOVERNMENT_ECONOMIC),
    ] {
        codes.extend(rows::<CodeRow>(text)?.into_iter().map(|row| Code {
            scheme,
            code: row.code,
            name: row.name,
            is_verified: row.verified == "yes",
            source: row.source,
        }));
    }
    Ok(codes)
}

/// Return the built-in mappings from department to government economic codes.
pub(crate) fn builtin_mappings() -> Result<Vec<EconomicMapping>> {
    let mappings = rows::<MappingRow>(MAPPING)?.into_iter().map(|row| {
        let for_agency = row.government_code_for_agency;
        let government_code = if for_agency.is_empty() {
            row.government_code_for_public_institution
        } else {
            for_agency
        };
        EconomicMapping {
            department_code: row.department_code,
            government_code,
            applies_to: row.applies_to,
            is_verified: row.verified == "yes",
            source: row.source,
        }
    });
    Ok(mappings.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_functional_code_is_verified_and_every_row_has_a_source() {
        let codes = builtin_codes().unwrap();
        assert!(codes.iter().all(|code| !code.source.is_empty()));
        let functional = codes
            .iter()
            .filter(|code| code.scheme == Scheme::Functional);
        assert!(functional.clone().all(|code| code.is_verified));
        assert_eq!(functional.count(), 200);
        assert_eq!(builtin_mappings().unwrap().len(), 164);
    }
}
