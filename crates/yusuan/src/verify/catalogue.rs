//! Lines beside the catalogue of their year, and the catalogue beside its own hierarchy.

use rusqlite::Connection;

use super::finding::{FindingToken, Findings, Place};
use super::row::{number, word};
use crate::error::Result;

/// A question, and what it means when there is an answer: a row number and what it names.
struct Question {
    table: &'static str,
    sql: &'static str,
    message: &'static str,
}

const QUESTIONS: [Question; 6] = [
    Question {
        table: "line",
        sql: "SELECT l.line_id, l.functional_code FROM line AS l
            WHERE length(l.functional_code) <> 7 OR NOT EXISTS (
                SELECT 1 FROM code AS c WHERE c.year = l.year AND c.scheme = 'functional'
                AND c.code = l.functional_code) ORDER BY l.line_id",
        message: "the functional code is no leaf of the year's catalogue",
    },
    Question {
        table: "line",
        sql: "SELECT l.line_id, l.economic_code FROM line AS l
            WHERE length(l.economic_code) <> 5 OR NOT EXISTS (
                SELECT 1 FROM code AS c WHERE c.year = l.year AND c.scheme = 'economic'
                AND c.code = l.economic_code) ORDER BY l.line_id",
        message: "the economic code is no leaf of the year's catalogue",
    },
    Question {
        table: "line",
        sql: "SELECT line_id, kind || ' ' || project FROM line
            WHERE (kind = 'project') <> (project <> '') OR level NOT IN ('own', 'upper')
            OR origin_year > year OR fund NOT IN (SELECT fund FROM fund WHERE is_leaf = 1)
            OR kind NOT IN ('basic_personnel', 'basic_public', 'project', 'operating',
                'remittance', 'subsidy') ORDER BY line_id",
        message: "kind and project, level, origin or fund are not those of a line",
    },
    Question {
        table: "code",
        sql: "SELECT c.code_id, c.code FROM code AS c
            WHERE c.code GLOB '*[^0-9]*' OR length(c.code) NOT IN (3, 5, 7)
            OR c.parent IS NOT nullif(substr(c.code, 1, length(c.code) - 2), substr(c.code, 1, 1))
            OR c.parent IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM code AS p
                WHERE p.year = c.year AND p.scheme = c.scheme AND p.code = c.parent)
            ORDER BY c.code_id",
        message: "the code is malformed, or its parent is not in the catalogue",
    },
    Question {
        table: "economic_mapping",
        sql: "SELECT m.mapping_id, m.department_code || ' ' || m.government_code
            FROM economic_mapping AS m
            WHERE NOT EXISTS (SELECT 1 FROM code AS c WHERE c.year = m.year
                AND c.scheme = 'economic' AND c.code = m.department_code)
            OR NOT EXISTS (SELECT 1 FROM code AS c WHERE c.year = m.year
                AND c.scheme = 'government_economic' AND c.code = m.government_code)
            ORDER BY m.mapping_id",
        message: "the mapping names a code that is not in the catalogue",
    },
    Question {
        table: "unit",
        sql: "SELECT u.unit_id, u.name FROM unit AS u
            WHERE u.parent_id >= u.unit_id OR u.parent_id IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM unit AS p WHERE p.unit_id = u.parent_id)
            ORDER BY u.unit_id",
        message: "the unit above it was not there when it was added",
    },
];

/// Ask every question.
pub(super) fn run(connection: &Connection, findings: &mut Findings) -> Result<()> {
    for question in &QUESTIONS {
        let mut statement = connection.prepare(question.sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, named) = (number(row, 0)?, word(row, 1)?);
            findings.add(
                FindingToken::CatalogueDiffers,
                || Place::row(question.table, id),
                format_args!("{}: {named}", question.message),
            );
        }
    }
    Ok(())
}
