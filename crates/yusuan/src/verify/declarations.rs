//! Declarations 单位申报: each still one that could be written, by the act and in the year that it
//! needs. Which act recorded what is a question to the chain.

use rusqlite::Connection;

use super::finding::{FindingToken, Findings, Place};
use super::row::{number, word};
use crate::declaration::Declaration;
use crate::error::{Error, Result};

/// The act that moved the year last before a declaration; what came with the schema moves none.
const DECLARATIONS: &str = "SELECT d.declaration_id, d.kind, d.content,
    coalesce((
        SELECT s.act FROM voucher AS s JOIN act AS a ON a.act = s.act
        WHERE a.state_after IS NOT NULL AND s.year = v.year AND s.voucher_id < d.voucher_id
        ORDER BY s.voucher_id DESC LIMIT 1
    ), ''),
    v.act IS 'declare' AND EXISTS (
        SELECT 1 FROM unit AS u
        WHERE u.unit_id = d.unit_id AND u.voucher_id < d.voucher_id
        AND coalesce(u.deactivated_by > d.voucher_id, 1)
    )
    FROM declaration AS d LEFT JOIN voucher AS v ON v.voucher_id = d.voucher_id
    ORDER BY d.declaration_id";

/// Read every declaration again.
pub(super) fn run(connection: &Connection, findings: &mut Findings) -> Result<()> {
    let mut statement = connection.prepare(DECLARATIONS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = number(row, 0)?;
        if let Some(fault) = fault(&word(row, 1)?, &word(row, 2)?) {
            findings.add(
                FindingToken::DeclarationDiffers,
                || Place::column("declaration", id, "content"),
                format_args!("{fault}"),
            );
        }
        let moved = word(row, 3)?;
        let is_in_time = matches!(
            moved.as_str(),
            "prepare_year" | "approve" | "cancel_closing"
        );
        if !is_in_time || number(row, 4)? != 1 {
            findings.add(
                FindingToken::DeclarationDiffers,
                || Place::row("declaration", id),
                format_args!(
                    "it is of no unit that was active then, or the year was neither in preparation \
                     nor open"
                ),
            );
        }
    }
    Ok(())
}

/// Say why a content is none.
fn fault(kind: &str, content: &str) -> Option<String> {
    let read = kind
        .parse()
        .and_then(|kind| Declaration::parse(kind, content));
    match read {
        Ok(_) => None,
        Err(Error::Rule(refusal)) => Some(refusal.message),
        Err(other) => Some(other.to_string()),
    }
}
