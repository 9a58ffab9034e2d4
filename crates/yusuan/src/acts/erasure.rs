//! 抹除文字: a name goes, and the proof that there was one stays.

use rusqlite::types::Value;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::resolve::description;
use crate::error::{Error, Result};
use crate::journal::{Act, NoteField, Particulars, Receipt, Voucher, write};

/// Whose texts are erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextPlace {
    /// Those of a voucher, and of its postings.
    Voucher(i64),
    /// Those of one posting.
    Posting(i64),
    /// One note, by its number in the file.
    Note(i64),
}

/// What an erasure did.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Erased {
    /// Proof of the act.
    pub receipt: Receipt,
    /// How many texts it erased.
    pub text_count: usize,
    /// Whether the write-ahead log was emptied after it, so that the file and its log hold the
    /// texts no longer. Not within a transaction, and not while another program reads the ledger:
    /// then it happens when the last program closes the file.
    pub is_log_emptied: bool,
}

// Texts that still stand, or that the act with this key erased: asked for again, it is the same.
const NOTES: &str = "SELECT note_id FROM note
    WHERE ((?1 = 'voucher' AND voucher_id = ?2) OR (?1 = 'posting' AND posting_id = ?2)
        OR (?1 = 'note' AND note_id = ?2))
    AND field = coalesce(?3, field)
    AND (erased_by IS NULL OR erased_by = (SELECT voucher_id FROM voucher WHERE key = ?4))
    ORDER BY note_id";

/// Erase the texts of a voucher, posting or note: all, or those of one field.
pub(crate) fn erase_text(
    connection: &Connection,
    place: TextPlace,
    field: Option<NoteField>,
    particulars: &Particulars,
) -> Result<(Receipt, usize)> {
    let (what, id) = match place {
        TextPlace::Voucher(id) => ("voucher", id),
        TextPlace::Posting(id) => ("posting", id),
        TextPlace::Note(id) => ("note", id),
    };
    let values = params![what, id, field.map(NoteField::as_str), particulars.key];
    let mut statement = connection.prepare_cached(NOTES)?;
    let notes = statement.query_map(values, |row| row.get(0))?;
    let notes: Vec<i64> = notes.collect::<rusqlite::Result<_>>()?;
    if notes.is_empty() {
        let shown = field.map_or_else(
            || format!("{what} {id}"),
            |field| format!("{field} of {what} {id}"),
        );
        return Err(Error::not_found(
            "text_unknown",
            "a text to erase",
            shown,
            "a text is erased once; documents, contracts and people on a voucher are no such texts",
        ));
    }
    let mut voucher = Voucher::new(Act::EraseText, None, particulars);
    let table = description("note (erased)")?;
    for note in &notes {
        voucher.add_record(table, vec![Value::from(*note)]);
    }
    Ok((write(connection, &voucher)?, notes.len()))
}
