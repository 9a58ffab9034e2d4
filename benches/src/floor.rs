//! What no verification of the journal can do without: SQLite steps through the rows of every
//! voucher and posting, and each act is hashed over the one before it. Nothing is compared here, no
//! balance is kept, and the bytes are laid down in the cheapest way there is.

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Row, Statement};
use sha2::{Digest, Sha256};

use crate::writers;

const VOUCHERS: &str = "SELECT voucher_id, act, year, dated, document, prepared_by, reviewed_by,
    key, first_posting_id, posting_count, record_count FROM voucher ORDER BY voucher_id";
const POSTINGS: &str = "SELECT voucher_id, posting_id, event, amount_fen, line_id, to_line_id,
    income_id, to_income_id, surplus_id, commitment_id, to_commitment_id, refunds_id, reverses_id
    FROM posting ORDER BY posting_id";

/// Read and hash the journal of a file; return how many postings it has.
#[must_use]
pub fn read_and_hash(path: &Path) -> i64 {
    let connection = writers::open(path);
    let [mut vouchers, mut postings] =
        [VOUCHERS, POSTINGS].map(|sql| connection.prepare(sql).unwrap());
    let widths = [&vouchers, &postings].map(Statement::column_count);
    let mut vouchers = vouchers.query([]).unwrap();
    let mut postings = postings.query([]).unwrap();
    let (mut count, mut head, mut bytes) = (0, [0; 32], Vec::new());
    let mut posting = postings.next().unwrap();
    while let Some(voucher) = vouchers.next().unwrap() {
        bytes.clear();
        bytes.extend(head);
        lay_down(voucher, widths[0], &mut bytes);
        let id: i64 = voucher.get(0).unwrap();
        while let Some(row) = posting.filter(|row| row.get::<_, i64>(0).unwrap() == id) {
            lay_down(row, widths[1], &mut bytes);
            count += 1;
            posting = postings.next().unwrap();
        }
        head = Sha256::digest(&bytes).into();
    }
    std::hint::black_box(head);
    count
}

fn lay_down(row: &Row<'_>, width: usize, bytes: &mut Vec<u8>) {
    for column in 0..width {
        match row.get_ref(column).unwrap() {
            ValueRef::Null => bytes.push(0),
            ValueRef::Integer(number) => bytes.extend(number.to_le_bytes()),
            ValueRef::Text(text) | ValueRef::Blob(text) => bytes.extend(text),
            ValueRef::Real(_) => unreachable!("the file has none"),
        }
    }
}
