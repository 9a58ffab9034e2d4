//! What work on a ledger cannot do without, and nothing else. It is the least that anybody could
//! need for a verification or a closing.

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

/// What a carry-forward moves: four totals of two lines, that begin at zero with their line.
const TOTALS: &str = "
    CREATE TRIGGER line_begins AFTER INSERT ON line
    BEGIN
        INSERT INTO line_authority (line_id, last_posting_id, original_fen, early_fen,
            supplement_fen, reduction_fen, carried_in_fen, transferred_in_fen, transferred_out_fen,
            surplus_used_fen, prior_year_fen, recalled_fen, carried_out_fen, to_surplus_fen,
            lapsed_fen)
        VALUES (NEW.line_id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        INSERT INTO line_spending (line_id, last_posting_id, ceiling_fen, committed_fen, paid_fen)
        VALUES (NEW.line_id, 0, 0, 0, 0);
    END;
    CREATE TRIGGER posting_moves AFTER INSERT ON posting WHEN NEW.event = 'carry_forward'
    BEGIN
        UPDATE line_authority SET last_posting_id = NEW.posting_id,
            carried_out_fen = carried_out_fen + NEW.effect_fen
        WHERE line_id = NEW.line_id;
        UPDATE line_spending SET last_posting_id = NEW.posting_id,
            ceiling_fen = ceiling_fen - NEW.effect_fen,
            committed_fen = committed_fen - NEW.effect_fen * (NEW.commitment_id IS NOT NULL)
        WHERE line_id = NEW.line_id;
        UPDATE line_authority SET last_posting_id = NEW.posting_id,
            carried_in_fen = carried_in_fen + NEW.effect_fen
        WHERE line_id = NEW.to_line_id;
        UPDATE line_spending SET last_posting_id = NEW.posting_id,
            ceiling_fen = ceiling_fen + NEW.effect_fen,
            committed_fen = committed_fen + NEW.effect_fen * (NEW.commitment_id IS NOT NULL)
        WHERE line_id = NEW.to_line_id;
    END";

/// Write the rows of the newest posted voucher of `closed` into `open`, a copy from before it, and
/// move the totals of their lines; return how many postings there were. Nothing else that the file
/// asks or does is asked or done: no guard, no policy, no hash and no certificate.
#[must_use]
pub fn close_unguarded(open: &Path, closed: &Path) -> usize {
    writers::drop_triggers(open);
    let connection = writers::open(open);
    connection.execute_batch(TOTALS).unwrap();
    let attach = "ATTACH ?1 AS closed";
    connection
        .execute(attach, [closed.to_str().unwrap()])
        .unwrap();
    // The voucher after it has no posting: it says that the closing is finished.
    let voucher = "SELECT max(voucher_id) FROM closed.posting";
    let voucher: i64 = connection.query_row(voucher, [], |row| row.get(0)).unwrap();
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut written = 0;
    for table in [
        "voucher",
        "surplus",
        "income",
        "line",
        "commitment",
        "posting",
    ] {
        // Columns that are generated are left out by `table_info`.
        let columns = "SELECT group_concat(name, ', ') FROM pragma_table_info(?1)";
        let columns: String = connection
            .query_row(columns, [table], |row| row.get(0))
            .unwrap();
        let copy = format!(
            "INSERT INTO main.{table} ({columns}) SELECT {columns} FROM closed.{table}
            WHERE voucher_id = ?1 ORDER BY 1"
        );
        written = connection.execute(&copy, [voucher]).unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
    written
}

/// Read and hash the journal of a file; return how many postings it has. This is what SQLite must
/// step through and what the chain binds: nothing is compared, no balance is kept, and the bytes
/// are laid down in the cheapest way there is.
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
