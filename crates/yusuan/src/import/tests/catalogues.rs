//! Catalogue files, and the files of this project.

use std::path::Path;

use crate::error::SourceErrors;
use crate::import::{CodeRow, MappingRow, read_codes, read_lines, read_mappings};

const FUNCTIONAL: &[u8] = include_bytes!("../../../catalogue/functional-expenditure.csv");
const ECONOMIC: &[u8] = include_bytes!("../../../catalogue/economic-department.csv");
const GOVERNMENT: &[u8] = include_bytes!("../../../catalogue/economic-government.csv");
const MAPPING: &[u8] = include_bytes!("../../../catalogue/economic-mapping.csv");

fn codes(text: &str) -> Result<Vec<CodeRow>, SourceErrors> {
    read_codes("tables/2026.csv", text.as_bytes())
}

fn mappings(text: &str) -> Result<Vec<MappingRow>, SourceErrors> {
    read_mappings("tables/2026.csv", text.as_bytes())
}

/// Return the only problem's token, row and column.
fn one<T: std::fmt::Debug>(read: Result<T, SourceErrors>) -> (String, u64, String) {
    let mut found = read.unwrap_err().0;
    assert_eq!(found.len(), 1, "{found:?}");
    let problem = found.remove(0);
    (problem.token, problem.row.unwrap(), problem.column.unwrap())
}

#[test]
fn reads_the_built_in_tables() {
    for (bytes, count, verified) in [
        (FUNCTIONAL, 200, 200),
        (ECONOMIC, 110, 90),
        (GOVERNMENT, 81, 11),
    ] {
        let rows = read_codes("built-in.csv", bytes).unwrap();
        assert_eq!(rows.len(), count);
        assert_eq!(rows.iter().filter(|row| row.is_verified).count(), verified);
        assert!(rows.iter().all(|row| row.source != "built-in.csv"));
        let parents = rows.iter().filter_map(|row| row.parent.as_ref());
        assert!(
            parents
                .into_iter()
                .all(|parent| rows.iter().any(|row| row.code == *parent))
        );
    }
    let rows = read_mappings("built-in.csv", MAPPING).unwrap();
    assert_eq!(rows.len(), 164);
    assert_eq!(rows.iter().filter(|row| row.is_verified).count(), 31);
    let count = |kind: &str| rows.iter().filter(|row| row.applies_to == kind).count();
    assert_eq!(
        (count("agency"), count("institution"), count("any")),
        (67, 68, 29)
    );
}

#[test]
fn reads_the_demo() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../yusuan-cli/demo");
    for (name, count) in [("lines-2024.csv", 11), ("lines-2025.csv", 25)] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        assert_eq!(read_lines(name, &bytes).unwrap().len(), count);
    }
}

#[test]
fn an_official_table_is_taken_as_it_is() {
    let rows = codes(
        "科目编码\t科目名称\n２０８\t社会保障和就业支出\n20801\t 人力资源\n2080109\t社会保险经办机构\n",
    );
    let rows = rows.unwrap();
    let parents: Vec<_> = rows.iter().map(|row| row.parent.as_deref()).collect();
    assert_eq!(parents, [None, Some("208"), Some("20801")]);
    assert_eq!((&*rows[0].code, &*rows[1].name), ("208", "人力资源"));
    assert!(
        rows.iter()
            .all(|row| row.is_verified && row.source == "2026.csv")
    );
}

#[test]
fn codes_that_do_not_fit() {
    let header = "code,name,level,parent,verified,source\n";
    let right = "208,社会保障和就业支出,类,,yes,表\n20801,人力资源,款,208,no,\n";
    let rows = codes(&format!("{header}{right}")).unwrap();
    assert_eq!((rows[1].is_verified, &*rows[1].source), (false, "2026.csv"));
    for (row, token, column) in [
        ("2080,名,,,yes,表", "code_malformed", "code"),
        ("名,209,,,yes,表", "code_malformed", "code"),
        ("20802,,,,yes,表", "code_malformed", "name"),
        ("20802,名,项,,yes,表", "code_malformed", "level"),
        ("20802,名,款,209,yes,表", "code_malformed", "parent"),
        ("209,名,类,2,yes,表", "code_malformed", "parent"),
        ("20802,名,款,208,,表", "code_malformed", "verified"),
        ("20801,名,款,208,yes,表", "code_exists", "code"),
    ] {
        let found = one(codes(&format!("{header}{right}{row}\n")));
        assert_eq!(found, (token.to_owned(), 4, column.to_owned()), "{row}");
    }
    assert_eq!(
        one(codes("code\n208\n")),
        ("column_missing".to_owned(), 1, "name".to_owned())
    );
}

#[test]
fn mappings_have_one_code_or_a_pair() {
    let rows =
        mappings("department_code,government_code,applies_to\n30101,50101,行政单位\n").unwrap();
    assert_eq!(
        (&*rows[0].government_code, &*rows[0].applies_to),
        ("50101", "agency")
    );
    let pair = "department_code,government_code_for_agency,\
                government_code_for_public_institution,applies_to\n";
    let rows = "30101,50101,,agency\n30101,,50501,institution\n30301,50905,50905,any\n";
    let read = mappings(&format!("{pair}{rows}")).unwrap();
    let read: Vec<_> = read.iter().map(|row| &*row.government_code).collect();
    assert_eq!(read, ["50101", "50501", "50905"]);
    let agency = "government_code_for_agency";
    let institution = "government_code_for_public_institution";
    for (row, token, column) in [
        ("3010,50101,,agency", "code_malformed", "department_code"),
        ("30101,,,agency", "code_malformed", agency),
        ("30101,50101,50501,agency", "mapping_invalid", institution),
        ("30101,50101,50501,any", "mapping_invalid", institution),
        ("30101,50101,50501,institution", "mapping_invalid", agency),
        ("30101,50101,,", "mapping_invalid", "applies_to"),
        ("30101,50101,,agency", "mapping_invalid", "department_code"),
    ] {
        let found = one(mappings(&format!("{pair}{rows}{row}\n")));
        assert_eq!(found, (token.to_owned(), 5, column.to_owned()), "{row}");
    }
    let half = format!("department_code,{agency},applies_to\n30101,,institution\n");
    assert_eq!(
        one(mappings(&half)),
        ("mapping_invalid".to_owned(), 2, institution.to_owned())
    );
}
