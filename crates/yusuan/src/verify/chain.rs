//! The chain: every hash as it is stored, beside the hash of the rows as they are now.

use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::finding::{FindingToken, Findings, Place};
use super::journal::{self, Reader, Voucher};
use super::links::{Link, encode};
use super::row::{bytes, integer, number, word};
use crate::error::Result;
use crate::file;
use crate::journal::{Head, hexadecimal};

/// Bytes of salt before a note's text, at least.
const SALT_BYTES: usize = 16;

/// Return the vouchers without a hash that no seal covers, with the digest a seal would hold.
pub(crate) fn unsealed_digests(connection: &Connection) -> Result<Vec<(i64, [u8; 32])>> {
    let sql = "SELECT voucher_id FROM voucher WHERE hash IS NULL AND voucher_id NOT IN (
        SELECT sealed_voucher_id FROM seal) ORDER BY voucher_id LIMIT 1";
    let first: Option<i64> = connection.query_row(sql, [], |row| row.get(0)).optional()?;
    let Some(first) = first else {
        return Ok(Vec::new());
    };
    let mut unsealed = Unsealed {
        connection,
        digests: Vec::new(),
    };
    journal::read(connection, first, &mut unsealed)?;
    Ok(unsealed.digests)
}

/// Vouchers that no seal covers.
struct Unsealed<'c> {
    connection: &'c Connection,
    digests: Vec<(i64, [u8; 32])>,
}

impl Reader for Unsealed<'_> {
    fn link(&mut self, voucher: &Voucher, link: &Link<'_>) -> Result<()> {
        if link.stored.is_none() && seal_of(self.connection, voucher.id)?.is_none() {
            self.digests.push((voucher.id, link.computed));
        }
        Ok(())
    }
}

/// The chain goes through a head that was kept outside the file.
fn check_kept(kept: &Head, found: &Head, findings: &mut Findings) {
    let is_same = (kept.voucher_id, kept.posting_id, &kept.hash)
        == (found.voucher_id, found.posting_id, &found.hash);
    if !is_same {
        findings.differs(
            FindingToken::HeadDiffers,
            || Place::row("voucher", kept.voucher_id),
            (kept, found),
            format_args!("the ledger was never there: its end was cut off, or it was written anew"),
        );
    }
}

fn seal_of(connection: &Connection, voucher_id: i64) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT digest FROM seal WHERE sealed_voucher_id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([voucher_id], |row| Ok(bytes(row, 0)?.map(<[u8]>::to_vec)));
    Ok(found.optional()?.flatten())
}

/// The chain up to some voucher.
#[derive(Clone, Debug, Default)]
struct Reached {
    voucher_id: i64,
    posting_id: i64,
    hash: [u8; 32],
}

impl Reached {
    fn head(&self) -> Head {
        Head {
            voucher_id: self.voucher_id,
            posting_id: self.posting_id,
            hash: hexadecimal(&self.hash),
            schema: file::fingerprint(),
        }
    }
}

/// What the chain came to.
#[derive(Debug)]
pub(super) struct Chain<'c> {
    connection: &'c Connection,
    /// A head that was kept outside the file, and what stands there.
    kept: Option<&'c Head>,
    passed: Reached,
    reached: Reached,
    pub(super) sealed_count: u64,
    pub(super) unsealed_count: u64,
    pub(super) findings: Findings,
}

impl<'c> Chain<'c> {
    /// Begin before the first voucher.
    pub(super) fn new(connection: &'c Connection, kept: Option<&'c Head>) -> Self {
        Self {
            connection,
            kept,
            passed: Reached::default(),
            reached: Reached::default(),
            sealed_count: 0,
            unsealed_count: 0,
            findings: Findings::default(),
        }
    }

    /// Return the head it came to.
    pub(super) fn head(&self) -> Head {
        self.reached.head()
    }

    /// Look for the head that was kept, and at the seals.
    pub(super) fn finish(&mut self) -> Result<()> {
        if let Some(kept) = self.kept {
            check_kept(kept, &self.passed.head(), &mut self.findings);
        }
        check_seals(self.connection, &mut self.findings)
    }

    fn check_seal(&mut self, voucher_id: i64, digest: &[u8; 32]) -> Result<()> {
        let Some(seal) = seal_of(self.connection, voucher_id)? else {
            self.unsealed_count += 1;
            self.findings.add(
                FindingToken::ChainUnsealed,
                || Place::row("voucher", voucher_id),
                format_args!("a foreign program wrote the voucher, and no seal records it"),
            );
            return Ok(());
        };
        self.sealed_count += 1;
        if seal != digest {
            self.findings.differs(
                FindingToken::SealDiffers,
                || Place::row("voucher", voucher_id),
                (&hexadecimal(&seal), &hexadecimal(digest)),
                format_args!("the rows of the voucher are not those that were sealed"),
            );
        }
        Ok(())
    }

    fn check_hash(&mut self, voucher_id: i64, stored: &[u8], computed: &[u8; 32]) {
        if stored != computed {
            self.findings.differs(
                FindingToken::ChainBroken,
                || Place::row("voucher", voucher_id),
                (&hexadecimal(stored), &hexadecimal(computed)),
                format_args!("its rows, or the hash before it, are not those that were hashed"),
            );
        }
    }

    /// An act without postings has the records it declares; one with postings declares none, for the
    /// rows that it makes are bound by those.
    fn check_records(&mut self, voucher: &Voucher, link: &Link<'_>) {
        let expected = if voucher.posting_count > 0 {
            0
        } else {
            link.found_records
        };
        if link.declared_records != expected {
            self.findings.differs(
                FindingToken::VoucherIncomplete,
                || Place::column("voucher", voucher.id, "record_count"),
                (&link.declared_records, &expected),
                format_args!("the voucher has not the records it declares"),
            );
        }
    }
}

impl Reader for Chain<'_> {
    fn link(&mut self, voucher: &Voucher, link: &Link<'_>) -> Result<()> {
        self.reached.voucher_id = voucher.id;
        self.reached.posting_id = voucher.last_posting();
        self.check_records(voucher, link);
        if !link.is_readable {
            refuse_text(Place::row("voucher", voucher.id), &mut self.findings);
        }
        match link.stored {
            Some(stored) => {
                // A hash of another length differs from any, and is shown as it should be.
                self.reached.hash = stored.try_into().unwrap_or(link.computed);
                self.check_hash(voucher.id, stored, &link.computed);
            }
            None => self.check_seal(voucher.id, &link.computed)?,
        }
        if self.kept.is_some_and(|kept| kept.voucher_id >= voucher.id) {
            self.passed = self.reached.clone();
        }
        Ok(())
    }

    fn stray(&mut self, table: &'static str, voucher: i64) {
        self.findings.add(
            FindingToken::RecordOutside,
            || Place::table(table),
            format_args!("a record names a voucher that is not there: {voucher}"),
        );
    }
}

/// Name a text that no program can read as text.
fn refuse_text(place: Place, findings: &mut Findings) {
    findings.add(
        FindingToken::Unreadable,
        || place,
        format_args!("a text of it is not UTF-8"),
    );
}

/// A seal is for an earlier voucher without a hash.
fn check_seals(connection: &Connection, findings: &mut Findings) -> Result<()> {
    let sql = "SELECT s.seal_id, s.sealed_voucher_id FROM seal AS s
        LEFT JOIN voucher AS v ON v.voucher_id = s.sealed_voucher_id
        WHERE v.voucher_id IS NULL OR v.hash IS NOT NULL OR v.voucher_id >= s.voucher_id
        ORDER BY s.seal_id";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, sealed) = (number(row, 0)?, number(row, 1)?);
        findings.add(
            FindingToken::SealDiffers,
            || Place::row("seal", id),
            format_args!("voucher {sealed} is not one that it could seal"),
        );
    }
    Ok(())
}

/// Compare every note with its digest, and every erased one with the act that erased it.
pub(super) fn check_notes(connection: &Connection, findings: &mut Findings) -> Result<()> {
    let sql = "SELECT n.note_id, n.digest, n.salt, n.text, n.erased_by, v.act FROM note AS n
        LEFT JOIN voucher AS v ON v.voucher_id = n.erased_by ORDER BY n.note_id";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = bytes(row, 3)?;
        if text.is_some_and(|text| std::str::from_utf8(text).is_err()) {
            refuse_text(Place::row("note", number(row, 0)?), findings);
        }
        let wrong = match (bytes(row, 2)?, bytes(row, 3)?, integer(row, 4)?) {
            (Some(salt), Some(_), None) => {
                let mut encoded = Vec::new();
                encode(row.get_ref(2)?, &mut encoded);
                encode(row.get_ref(3)?, &mut encoded);
                let digest = Sha256::digest(&encoded);
                let is_right = bytes(row, 1)? == Some(digest.as_slice());
                (!is_right || salt.len() < SALT_BYTES).then_some("the text is not what was written")
            }
            (None, None, Some(_)) => {
                (word(row, 5)? != "erase_text").then_some("it was erased by no act erase_text")
            }
            _ => Some("it is neither whole nor erased"),
        };
        if let Some(message) = wrong {
            let id = number(row, 0)?;
            findings.add(
                FindingToken::NoteDigestDiffers,
                || Place::row("note", id),
                format_args!("{message}"),
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::types::ValueRef;

    use super::*;

    #[test]
    fn a_text_needs_enough_salt_besides_its_digest() {
        for (count, is_found) in [
            (SALT_BYTES - 1, true),
            (SALT_BYTES, false),
            (SALT_BYTES + 1, false),
        ] {
            let connection = Connection::open_in_memory().unwrap();
            connection
                .execute_batch(
                    "CREATE TABLE voucher (voucher_id INTEGER, act TEXT);
                    CREATE TABLE note (note_id INTEGER, digest BLOB, salt BLOB, text TEXT,
                        erased_by INTEGER)",
                )
                .unwrap();
            let salt = vec![7_u8; count];
            let note = "INSERT INTO note VALUES (1, ?1, ?2, '乙公司', NULL)";
            let mut encoded = Vec::new();
            encode(ValueRef::Blob(&salt), &mut encoded);
            encode(ValueRef::Text("乙公司".as_bytes()), &mut encoded);
            let digest = Sha256::digest(&encoded);
            connection.execute(note, (&digest[..], &salt)).unwrap();
            let mut findings = Findings::default();
            check_notes(&connection, &mut findings).unwrap();
            let counted = findings
                .counts
                .contains_key(&FindingToken::NoteDigestDiffers);
            assert_eq!(counted, is_found, "{count} bytes");
        }
    }
}
