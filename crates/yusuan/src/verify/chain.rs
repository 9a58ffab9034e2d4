//! The chain, read back from the rows and hashed again.

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::error::Result;
use crate::journal::{Encoder, RECORD_TABLES};

/// Columns of a voucher in the order of the chain.
const VOUCHER: &str =
    "SELECT voucher_id, act, year, dated, document, prepared_by, reviewed_by, key,
    first_posting_id, posting_count, record_count FROM voucher WHERE voucher_id = ?1";

/// Columns of the postings of a voucher in the order of the chain.
const POSTINGS: &str = "SELECT posting_id, event, amount_fen, line_id, to_line_id, income_id,
    to_income_id, surplus_id, commitment_id, to_commitment_id, refunds_id, reverses_id
    FROM posting WHERE voucher_id = ?1 ORDER BY posting_id";

/// Return the hash of a voucher as its rows are now, over the hash before it.
pub(super) fn hash_of(
    connection: &Connection,
    voucher_id: i64,
    previous: &[u8; 32],
) -> Result<[u8; 32]> {
    let mut encoder = Encoder::after(previous);
    encode_rows(connection, &mut encoder, b'V', VOUCHER, voucher_id)?;
    for table in &RECORD_TABLES {
        encode_rows(
            connection,
            &mut encoder,
            table.tag,
            table.select,
            voucher_id,
        )?;
    }
    encode_rows(connection, &mut encoder, b'P', POSTINGS, voucher_id)?;
    Ok(encoder.finish())
}

fn encode_rows(
    connection: &Connection,
    encoder: &mut Encoder,
    tag: u8,
    sql: &'static str,
    voucher_id: i64,
) -> Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([voucher_id])?;
    while let Some(row) = rows.next()? {
        encoder.record(tag);
        for column in 0..columns {
            encoder.value(&row.get::<_, Value>(column)?);
        }
    }
    Ok(())
}

/// Return the vouchers without a hash that no seal covers, with the digest a seal would hold.
pub(crate) fn unsealed_digests(connection: &Connection) -> Result<Vec<(i64, [u8; 32])>> {
    let sql = "SELECT voucher_id FROM voucher WHERE hash IS NULL AND voucher_id NOT IN (
        SELECT sealed_voucher_id FROM seal) ORDER BY voucher_id";
    let mut statement = connection.prepare(sql)?;
    let ids = statement.query_map([], |row| row.get(0))?;
    let mut digests = Vec::new();
    for voucher_id in ids.collect::<rusqlite::Result<Vec<i64>>>()? {
        digests.push((voucher_id, hash_of(connection, voucher_id, &[0; 32])?));
    }
    Ok(digests)
}
