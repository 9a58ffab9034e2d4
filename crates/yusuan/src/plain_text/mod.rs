//! The journal as plain-text accounting: for beancount and for hledger, which can read it, add it up
//! and check it without a line of our code.
//!
//! | file | part |
//! |---|---|
//! | `entries` | the postings as debits and credits, by the rules of the chart |
//! | `names` | what accounts are called, where a program wants them in a form of its own |
//! | `beancount`, `hledger` | the words of each |
//!
//! A posting is a transaction; its date, act and document are those of its voucher. Each row of the
//! ledger has books of its own, as the view `double_entry` has them: `line:12:executable` is the
//! account 可执行指标 of line 12. Debits are positive. The file ends by saying what every account
//! stands at, which whoever reads it finds again or refuses. Payees and memos stay in the ledger,
//! where they can be erased.

mod beancount;
mod entries;
mod hledger;
mod names;

use std::fmt;
use std::io::{self, Write};

use jiff::ToSpan;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use self::beancount::Beancount;
use self::entries::{Account, Transaction, accounts, each_transaction};
use self::hledger::Hledger;
use crate::date::Date;
use crate::error::Result;
use crate::file::Output;
use crate::journal::{self, Head};

/// The currency of every amount.
const CURRENCY: &str = "CNY";

/// A program that reads plain-text accounting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlainText {
    /// [beancount](https://beancount.github.io), and Fava.
    Beancount,
    /// [hledger](https://hledger.org), and ledger.
    Hledger,
}

impl PlainText {
    /// Every program.
    pub const ALL: [Self; 2] = [Self::Beancount, Self::Hledger];

    /// Return the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Beancount => "beancount",
            Self::Hledger => "hledger",
        }
    }

    /// Return the program that has a name.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|program| program.as_str() == word)
    }
}

impl fmt::Display for PlainText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// What an export wrote.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct PlainTextExport {
    /// The newest voucher that is in it, and the hash of its chain.
    pub head: Head,
    /// How many transactions, one for each posting.
    pub transaction_count: u64,
    /// How many accounts.
    pub account_count: usize,
}

/// The words of a program.
trait Words {
    /// What the file begins with.
    fn begin(&mut self, out: &mut dyn Write, said: &Heading<'_>) -> io::Result<()>;
    /// Declare an account.
    fn account(&mut self, out: &mut dyn Write, first: Date, account: &Account) -> io::Result<()>;
    fn transaction(&mut self, out: &mut dyn Write, made: &Transaction) -> io::Result<()>;
    /// Say what every account stands at after the last day.
    fn balances(&mut self, out: &mut dyn Write, after: Date, all: &[Account]) -> io::Result<()>;
}

/// What stands above everything.
struct Heading<'a> {
    title: &'a str,
    head: &'a Head,
}

/// Write the journal for a program.
pub(crate) fn write(
    connection: &Connection,
    program: PlainText,
    output: Output,
) -> Result<PlainTextExport> {
    let head = journal::head(connection)?;
    let title: String = connection.query_row("SELECT title FROM ledger", [], |row| row.get(0))?;
    let (all, days) = accounts(connection)?;
    let account_count = all.len();
    let mut words: Box<dyn Words> = match program {
        PlainText::Beancount => Box::new(Beancount::of(&all)),
        PlainText::Hledger => Box::new(Hledger::of(&all)),
    };
    let heading = Heading {
        title: &title,
        head: &head,
    };
    let mut transaction_count = 0_u64;
    // What the ledger says of it, when it cannot be read on.
    let mut stopped = None;
    output
        .write_by(|out| {
            words.begin(out, &heading)?;
            let Some((first, last)) = days else {
                return Ok(());
            };
            for account in &all {
                words.account(out, first, account)?;
            }
            let read = each_transaction(connection, |made| {
                transaction_count = transaction_count.saturating_add(1);
                words.transaction(out, made)
            });
            match read {
                Ok(written) => written?,
                Err(error) => {
                    stopped = Some(error);
                    return Err(io::ErrorKind::Other.into());
                }
            }
            let after = last.checked_add(1.day()).unwrap_or(last);
            words.balances(out, after, &all)
        })
        .map_err(|error| stopped.take().unwrap_or(error))?;
    Ok(PlainTextExport {
        head,
        transaction_count,
        account_count,
    })
}
