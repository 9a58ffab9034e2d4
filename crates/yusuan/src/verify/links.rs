//! Hashing rows again as they are now, from the words of `docs/format.md`.

use rusqlite::Row;
use rusqlite::types::ValueRef;

/// Write a value as the chain has it.
pub(super) fn encode(value: ValueRef<'_>, out: &mut Vec<u8>) {
    let mut with_length = |mark: u8, bytes: &[u8]| {
        out.push(mark);
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(bytes);
    };
    match value {
        ValueRef::Null => out.push(0),
        ValueRef::Integer(number) => {
            out.push(1);
            out.extend_from_slice(&number.to_be_bytes());
        }
        ValueRef::Text(text) => with_length(2, text),
        ValueRef::Blob(bytes) => with_length(3, bytes),
        // No value of a ledger; one that got in by force is seen to differ.
        ValueRef::Real(real) => with_length(4, &real.to_bits().to_be_bytes()),
    }
}

/// Reads the columns of a row one after the other, each of them once, and writes them as the chain
/// has them.
pub(super) struct Cells<'r, 'o> {
    row: &'r Row<'r>,
    column: usize,
    out: &'o mut Vec<u8>,
    /// Whether every text so far is UTF-8; SQLite keeps any bytes as text.
    pub(super) is_readable: bool,
}

impl<'r, 'o> Cells<'r, 'o> {
    /// Begin at a column, with the letter of the row's table.
    pub(super) fn begin(tag: u8, row: &'r Row<'r>, column: usize, out: &'o mut Vec<u8>) -> Self {
        out.push(tag);
        Self {
            row,
            column,
            out,
            is_readable: true,
        }
    }

    /// Read on by a column.
    pub(super) fn value(&mut self) -> rusqlite::Result<ValueRef<'r>> {
        let value = self.row.get_ref(self.column)?;
        if let ValueRef::Text(text) = value {
            self.is_readable &= std::str::from_utf8(text).is_ok();
        }
        encode(value, self.out);
        self.column += 1;
        Ok(value)
    }

    /// Read a whole number.
    pub(super) fn integer(&mut self) -> rusqlite::Result<Option<i64>> {
        Ok(match self.value()? {
            ValueRef::Integer(number) => Some(number),
            _ => None,
        })
    }

    /// Read a whole number that is never missing in a sound file; -1 stands for no number.
    pub(super) fn number(&mut self) -> rusqlite::Result<i64> {
        Ok(self.integer()?.unwrap_or(-1))
    }

    /// Read text, as bytes.
    pub(super) fn text(&mut self) -> rusqlite::Result<Option<&'r [u8]>> {
        Ok(match self.value()? {
            ValueRef::Text(text) => Some(text),
            _ => None,
        })
    }
}

/// A voucher with the hash of its rows as they are now.
pub(super) struct Link<'r> {
    /// As it is stored; none when the voucher has none.
    pub(super) stored: Option<&'r [u8]>,
    /// Hash over the stored hash before it, or over zeros when the voucher has none.
    pub(super) computed: [u8; 32],
    pub(super) declared_records: i64,
    pub(super) found_records: i64,
    /// Whether every text of its rows is UTF-8.
    pub(super) is_readable: bool,
}
