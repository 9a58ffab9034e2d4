//! 修复: what guards the ledger was put back.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::resolve::description;
use crate::error::Result;
use crate::file::RestoredGuard;
use crate::journal::{Act, Particulars, Receipt, Voucher, write};
use crate::line;

/// Record what was put back. The guards stand again, and judge this act as any other.
pub(crate) fn record_repair(
    connection: &Connection,
    restored: &[RestoredGuard],
    particulars: &Particulars,
) -> Result<Receipt> {
    let sql = "SELECT coalesce(max(guard_id), 0) FROM restored_guard";
    let first = line::next_id(connection, sql)?;
    let mut voucher = Voucher::new(Act::Repair, None, particulars);
    let table = description("restored_guard")?;
    for (id, guard) in (first..).zip(restored) {
        let values = vec![
            Value::from(id),
            Value::from(guard.kind.clone()),
            Value::from(guard.name.clone()),
            Value::from(guard.was.as_str().to_owned()),
        ];
        voucher.add_record(table, values);
    }
    write(connection, &voucher)
}
