//! The journal, read once for every derivation: vouchers, postings and records side by side, each
//! table once and in the order of the vouchers. Nothing is looked up, and nothing is kept but the
//! row that comes next.

use rusqlite::{Connection, Row, Rows};
use sha2::{Digest, Sha256};

use super::links::{Cells, Link};
use super::records::{self, Records};
use super::row::{as_year, bytes, number};
use crate::date::{self, Date};
use crate::error::{Error, Result};
use crate::journal::Event;

/// Sums are wider than what the file stores: no damage can overflow them.
pub(crate) type Total = i128;

/// Columns of a voucher in the order of the chain, its hash behind them.
const VOUCHERS: &str = "SELECT voucher_id, act, year, dated, document, prepared_by, reviewed_by,
    key, first_posting_id, posting_count, record_count, hash
    FROM voucher WHERE voucher_id >= ?1 ORDER BY voucher_id";

/// Where the hash stands among them.
const HASH: usize = 11;

/// Columns of a posting in the order of the chain, its voucher behind them.
const POSTINGS: &str = "SELECT posting_id, event, amount_fen, line_id, to_line_id, income_id,
    to_income_id, surplus_id, commitment_id, to_commitment_id, refunds_id, reverses_id, voucher_id
    FROM posting WHERE posting_id >= ?1 ORDER BY posting_id";

/// The same of one posting.
pub(super) const POSTING: &str = "SELECT posting_id, event, amount_fen, line_id, to_line_id,
    income_id, to_income_id, surplus_id, commitment_id, to_commitment_id, refunds_id, reverses_id,
    voucher_id FROM posting WHERE posting_id = ?1";

/// Where its voucher stands.
const VOUCHER: usize = 12;

/// A voucher row.
#[derive(Debug, Default)]
pub(super) struct Voucher {
    pub(super) id: i64,
    pub(super) act: String,
    pub(super) year: Option<i64>,
    pub(super) dated: Option<String>,
    /// The same, when it is a day of the calendar.
    pub(super) day: Option<Date>,
    pub(super) document: Option<String>,
    pub(super) first_posting: i64,
    pub(super) posting_count: i64,
    record_count: i64,
    /// Whether every text of it is UTF-8.
    is_readable: bool,
}

impl Voucher {
    /// Read the next one in place of this one, and write it as the chain has it.
    fn read(&mut self, row: &Row<'_>, encoded: &mut Vec<u8>) -> rusqlite::Result<()> {
        let mut cells = Cells::begin(b'V', row, 0, encoded);
        self.id = cells.number()?;
        self.act.clear();
        self.act
            .push_str(&String::from_utf8_lossy(cells.text()?.unwrap_or_default()));
        self.year = cells.integer()?.map(as_year);
        let dated = cells.text()?;
        // Most vouchers are of the same day as the one before.
        if self.dated.as_deref().map(str::as_bytes) != dated {
            self.dated = dated.map(|text| String::from_utf8_lossy(text).into_owned());
            self.day = self
                .dated
                .as_deref()
                .and_then(|text| date::parse(text).ok());
        }
        let document = cells.text()?;
        self.document = document.map(|text| String::from_utf8_lossy(text).into_owned());
        for _ in ["prepared_by", "reviewed_by", "key"] {
            cells.value()?;
        }
        self.first_posting = cells.number()?;
        self.posting_count = cells.number()?;
        self.record_count = cells.number()?;
        self.is_readable = cells.is_readable;
        Ok(())
    }

    /// Return whether it names a document. Spaces are none, as in SQL.
    pub(super) fn has_document(&self) -> bool {
        let document = self.document.as_deref().unwrap_or_default();
        !document.trim_matches(' ').is_empty()
    }

    /// Return its month, counted from zero.
    pub(super) fn month(&self) -> usize {
        let month = self.day.map_or(1, Date::month);
        usize::try_from(month).unwrap_or(1) - 1
    }

    /// Return the number after the last posting it declares.
    pub(super) const fn end(&self) -> i64 {
        self.first_posting.saturating_add(self.posting_count)
    }

    /// Return the number of its last posting, or of the last before it.
    pub(super) const fn last_posting(&self) -> i64 {
        self.end().saturating_sub(1)
    }
}

/// A posting row. Nothing of it is taken for granted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) id: i64,
    pub(super) voucher: i64,
    pub(super) event: Option<Event>,
    /// What stands there when it is no event.
    pub(super) no_event: String,
    pub(super) amount: Option<i64>,
    pub(super) line: Option<i64>,
    pub(super) to_line: Option<i64>,
    pub(super) income: Option<i64>,
    pub(super) to_income: Option<i64>,
    pub(super) surplus: Option<i64>,
    pub(super) commitment: Option<i64>,
    pub(super) to_commitment: Option<i64>,
    pub(super) refunds: Option<i64>,
    pub(super) reverses: Option<i64>,
}

impl Posting {
    /// Read a row of [`POSTING`].
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self::encode(row, &mut Vec::new())?.0)
    }

    /// Read a row, and write it as the chain has it; return whether its texts are UTF-8.
    fn encode(row: &Row<'_>, encoded: &mut Vec<u8>) -> rusqlite::Result<(Self, bool)> {
        let mut cells = Cells::begin(b'P', row, 0, encoded);
        let id = cells.number()?;
        let word = cells.text()?.unwrap_or_default();
        let event = std::str::from_utf8(word).ok().and_then(Event::from_word);
        let no_event = match event {
            Some(_) => String::new(),
            None => String::from_utf8_lossy(word).into_owned(),
        };
        let posting = Self {
            id,
            event,
            no_event,
            amount: cells.integer()?,
            line: cells.integer()?,
            to_line: cells.integer()?,
            income: cells.integer()?,
            to_income: cells.integer()?,
            surplus: cells.integer()?,
            commitment: cells.integer()?,
            to_commitment: cells.integer()?,
            refunds: cells.integer()?,
            reverses: cells.integer()?,
            voucher: number(row, VOUCHER)?,
        };
        Ok((posting, cells.is_readable))
    }

    /// Return what it adds: a reversal takes away. Without a valid amount it adds nothing.
    pub(super) fn effect(&self) -> Total {
        let amount = Total::from(self.amount.unwrap_or_default());
        if self.reverses.is_some() {
            -amount
        } else {
            amount
        }
    }
}

/// Takes what is read of the journal.
pub(super) trait Reader {
    /// Take a voucher, before its postings.
    fn voucher(&mut self, _voucher: &Voucher) -> Result<()> {
        Ok(())
    }

    /// Take a posting that a voucher declares.
    fn posting(&mut self, _voucher: &Voucher, _posting: &Posting) -> Result<()> {
        Ok(())
    }

    /// Take a voucher with the hash of it, its records and its postings, after these.
    fn link(&mut self, voucher: &Voucher, link: &Link<'_>) -> Result<()>;

    /// Learn that records cannot be read, and so no hash be computed.
    fn no_records(&mut self, error: Error) -> Result<()> {
        Err(error)
    }

    /// Take a posting that no voucher declares.
    fn undeclared(&mut self, _posting: &Posting) {}

    /// Take a record that belongs to no voucher: its table, and the voucher it names.
    fn stray(&mut self, _table: &'static str, _voucher: i64) {}
}

/// The postings, one ahead.
struct Postings<'s> {
    rows: Rows<'s>,
    next: Option<Posting>,
    encoded: Vec<u8>,
    is_readable: bool,
}

impl<'s> Postings<'s> {
    fn begin(rows: Rows<'s>) -> Result<Self> {
        let mut postings = Self {
            rows,
            next: None,
            encoded: Vec::new(),
            is_readable: true,
        };
        postings.read_on()?;
        Ok(postings)
    }

    fn read_on(&mut self) -> Result<()> {
        self.encoded.clear();
        self.next = match self.rows.next()? {
            Some(row) => {
                let (posting, is_readable) = Posting::encode(row, &mut self.encoded)?;
                self.is_readable = is_readable;
                Some(posting)
            }
            None => None,
        };
        Ok(())
    }

    /// Return the next posting when its number is before another.
    fn next_before(&self, end: i64) -> Option<&Posting> {
        self.next.as_ref().filter(|posting| posting.id < end)
    }

    /// Hand over the postings before a number: no voucher declares them.
    fn skip_before(&mut self, first: i64, reader: &mut impl Reader) -> Result<()> {
        while let Some(posting) = self.next_before(first) {
            reader.undeclared(posting);
            self.read_on()?;
        }
        Ok(())
    }
}

/// Read the journal from a voucher on, and hand over all of it.
pub(super) fn read(connection: &Connection, first: i64, reader: &mut impl Reader) -> Result<()> {
    let from_posting = if first > 1 {
        let sql = "SELECT first_posting_id FROM voucher WHERE voucher_id = ?1";
        connection.query_row(sql, [first], |row| row.get(0))?
    } else {
        i64::MIN
    };
    let mut statements = match records::prepare(connection) {
        Ok(statements) => statements,
        Err(error) => {
            reader.no_records(error)?;
            Vec::new()
        }
    };
    let mut records = Records::begin(&mut statements, first)?;
    let mut postings = connection.prepare(POSTINGS)?;
    let mut postings = Postings::begin(postings.query([from_posting])?)?;
    let mut vouchers = connection.prepare(VOUCHERS)?;
    let mut vouchers = vouchers.query([first])?;
    let (mut voucher, mut encoded) = (Voucher::default(), Vec::new());
    let mut previous = [0; 32];
    while let Some(row) = vouchers.next()? {
        encoded.clear();
        voucher.read(row, &mut encoded)?;
        reader.voucher(&voucher)?;
        let stored = bytes(row, HASH)?;
        let mut hasher = Sha256::new();
        hasher.update(if stored.is_some() { previous } else { [0; 32] });
        hasher.update(&encoded);
        let found =
            records.take_of(voucher.id, &mut hasher, |table, of| reader.stray(table, of))?;
        postings.skip_before(voucher.first_posting, reader)?;
        let mut is_readable = voucher.is_readable && found.is_readable;
        while let Some(posting) = postings.next_before(voucher.end()) {
            hasher.update(&postings.encoded);
            is_readable &= postings.is_readable;
            reader.posting(&voucher, posting)?;
            postings.read_on()?;
        }
        let link = Link {
            stored,
            computed: hasher.finalize().into(),
            declared_records: voucher.record_count,
            found_records: found.count,
            is_readable,
        };
        if let Some(stored) = stored {
            // After a broken link the chain goes on from what is stored: each link is judged alone.
            previous = stored.try_into().unwrap_or(link.computed);
        }
        reader.link(&voucher, &link)?;
    }
    postings.skip_before(i64::MAX, reader)?;
    records.end(|table, of| reader.stray(table, of))
}
