//! The ledger as it stood on a day, and as it was known at an act.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::error::{Error, Result};

/// Which postings count: those dated until a day, those written until an act, or both.
///
/// The two differ where vouchers are back-dated. What stood on 30 June as it is known today, what
/// was known on the evening of 30 June, and what stood on 31 May as it was known then, are three
/// questions. The default counts every posting.
///
/// # Examples
///
/// ```
/// use yusuan::{AsOf, date};
///
/// let june = date::parse("2025-06-30")?;
/// let as_of = AsOf::on(june).known_at_voucher(42);
/// assert_eq!(as_of.to_string(), "dated until 2025-06-30, known at voucher 42");
/// assert!(AsOf::now().is_now());
/// # Ok::<(), yusuan::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AsOf {
    /// Postings dated later do not count.
    pub dated: Option<Date>,
    /// Postings written later do not count.
    pub known_at: Option<KnownAt>,
}

/// An act of the journal: what was written after it was not known at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownAt {
    /// The voucher of this number, with all its postings; 0 is before the first.
    Voucher(i64),
    /// The posting of this number; 0 is before the first.
    Posting(i64),
}

impl AsOf {
    /// Count every posting.
    #[must_use]
    pub const fn now() -> Self {
        Self {
            dated: None,
            known_at: None,
        }
    }

    /// Count what is dated until a day.
    #[must_use]
    pub const fn on(dated: Date) -> Self {
        Self {
            dated: Some(dated),
            known_at: None,
        }
    }

    /// Count only what was written until a voucher.
    #[must_use]
    pub const fn known_at_voucher(self, voucher_id: i64) -> Self {
        Self {
            known_at: Some(KnownAt::Voucher(voucher_id)),
            ..self
        }
    }

    /// Count only what was written until a posting.
    #[must_use]
    pub const fn known_at_posting(self, posting_id: i64) -> Self {
        Self {
            known_at: Some(KnownAt::Posting(posting_id)),
            ..self
        }
    }

    /// Say whether every posting counts.
    #[must_use]
    pub const fn is_now(&self) -> bool {
        self.dated.is_none() && self.known_at.is_none()
    }

    /// Return the same in Chinese, as a table says it below its rows; nothing for now.
    pub(crate) fn words_zh(&self) -> Option<String> {
        let dated = self.dated.map(|day| format!("日期截至 {day}"));
        let known = self.known_at.map(|known| match known {
            KnownAt::Voucher(number) => format!("按写到第 {number} 号凭证时的账"),
            KnownAt::Posting(number) => format!("按写到第 {number} 笔记账时的账"),
        });
        let parts: Vec<String> = dated.into_iter().chain(known).collect();
        (!parts.is_empty()).then(|| parts.join("，"))
    }
}

impl std::fmt::Display for AsOf {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.dated {
            Some(day) => write!(formatter, "dated until {day}")?,
            None => formatter.write_str("of any date")?,
        }
        match self.known_at {
            Some(KnownAt::Voucher(number)) => write!(formatter, ", known at voucher {number}"),
            Some(KnownAt::Posting(number)) => write!(formatter, ", known at posting {number}"),
            None => formatter.write_str(", known now"),
        }
    }
}

/// The same as the file compares it.
#[derive(Clone, Debug)]
pub(crate) struct Cut {
    /// The last day that counts, as text; none counts every day.
    pub(crate) dated: Option<String>,
    /// The last posting that counts.
    pub(crate) posting_id: i64,
}

impl Cut {
    /// Find the last posting that was known.
    ///
    /// An act that the ledger does not have yet is refused: what will be known at it nobody knows.
    pub(crate) fn of(connection: &Connection, as_of: &AsOf) -> Result<Self> {
        let posting_id = match as_of.known_at {
            None => i64::MAX,
            Some(KnownAt::Posting(number)) => known_posting(connection, number)?,
            Some(KnownAt::Voucher(0)) => 0,
            Some(KnownAt::Voucher(number)) => last_posting(connection, number)?,
        };
        Ok(Self {
            dated: as_of.dated.map(|day| day.to_string()),
            posting_id,
        })
    }
}

fn known_posting(connection: &Connection, number: i64) -> Result<i64> {
    let sql = "SELECT coalesce(max(posting_id), 0) FROM posting";
    let newest: i64 = connection
        .prepare_cached(sql)?
        .query_row([], |row| row.get(0))?;
    if (0..=newest).contains(&number) {
        return Ok(number);
    }
    Err(Error::not_found(
        "posting_unknown",
        "the posting",
        number,
        format!("the newest posting is {newest}"),
    ))
}

/// Return the last posting of a voucher, or of those before it when it has none.
pub(crate) fn last_posting(connection: &Connection, voucher_id: i64) -> Result<i64> {
    let sql = "SELECT first_posting_id + posting_count - 1 FROM voucher WHERE voucher_id = ?1";
    let found: Option<i64> = connection
        .prepare_cached(sql)?
        .query_row([voucher_id], |row| row.get(0))
        .optional()?;
    found.ok_or_else(|| {
        Error::not_found(
            "voucher_unknown",
            "the voucher",
            voucher_id,
            "list the vouchers with log",
        )
    })
}
