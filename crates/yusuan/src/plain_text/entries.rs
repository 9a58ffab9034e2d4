//! The postings as debits and credits, in the order they were written.

use std::collections::BTreeMap;
use std::io;

use rusqlite::Connection;

use crate::date::{self, Date};
use crate::error::{Error, Result};
use crate::money::{AmountError, Fen};
use crate::progress::{Counter, Stage};

/// One row is one debit and one credit of a posting, in the books of one row of the ledger. A posting
/// is never without a day; the year's first would stand for one that another program left out.
const ENTRIES: &str = "SELECT e.posting_id, e.voucher_id, coalesce(v.dated, v.year || '-01-01'),
    p.event, v.document, replace(e.side, 'to_', ''), e.owner_id, e.debit, e.credit, e.amount_fen
    FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id
    JOIN double_entry AS e ON e.posting_id = p.posting_id ORDER BY p.posting_id";

const CHART: &str = "SELECT account, name_zh, side = 'debit' FROM account_in_force";

/// What the rows of each book are called, for people.
const OWNERS: [(&str, &str); 4] = [
    (
        "line",
        "SELECT l.line_id, rtrim(u.name || ' ' || l.year || ' ' || l.fund || ' ' || l.level || ' '
            || l.origin_year || ' ' || l.functional_code || ' ' || l.economic_code || ' ' || l.kind
            || ' ' || l.project)
        FROM line AS l JOIN unit AS u ON u.unit_id = l.unit_id",
    ),
    (
        "income",
        "SELECT i.income_id, u.name || ' ' || i.year || ' ' || i.fund
        FROM income AS i JOIN unit AS u ON u.unit_id = i.unit_id",
    ),
    (
        "surplus",
        "SELECT s.surplus_id, u.name || ' ' || s.fund
        FROM surplus AS s JOIN unit AS u ON u.unit_id = s.unit_id",
    ),
    (
        "commitment",
        "SELECT commitment_id, contract || ' line ' || line_id FROM commitment",
    ),
];

/// The name of an account: the book, the row of it, and the account of the chart.
pub(super) type Key = (String, i64, String);

/// The first and the last day of a journal; none when it has no posting.
pub(super) type Days = Option<(Date, Date)>;

/// An account in the books of one row.
pub(super) struct Account {
    pub(super) key: Key,
    pub(super) name_zh: String,
    /// Whether it stands on the debit side.
    pub(super) is_debit: bool,
    /// What the row is.
    pub(super) owner: String,
    /// What it stands at, debits positive.
    pub(super) balance: Fen,
}

/// A posting.
pub(super) struct Transaction {
    pub(super) posting_id: i64,
    pub(super) voucher_id: i64,
    pub(super) day: Date,
    pub(super) event: String,
    pub(super) document: Option<String>,
    /// Accounts with what they are debited, as a negative amount credited.
    pub(super) entries: Vec<(Key, Fen)>,
}

/// Return every account that a posting moves, with what it stands at in the end, and the first and
/// the last day.
pub(super) fn accounts(connection: &Connection) -> Result<(Vec<Account>, Days)> {
    let mut balances: BTreeMap<Key, i128> = BTreeMap::new();
    let mut days: Days = None;
    let read = each_transaction(connection, |made| {
        let (first, last) = days.unwrap_or((made.day, made.day));
        days = Some((first.min(made.day), last.max(made.day)));
        for (key, amount) in &made.entries {
            // Sixty-four bits, summed over no more than 2⁶³ postings, fit.
            match balances.get_mut(key) {
                Some(sum) => *sum = sum.saturating_add(i128::from(amount.get())),
                None => {
                    balances.insert(key.clone(), i128::from(amount.get()));
                }
            }
        }
        Ok(())
    });
    // Nothing was written, so nothing could fail there.
    drop(read?);
    let chart = chart(connection)?;
    let owners = owners(connection)?;
    let described = balances.into_iter().map(|(key, sum)| {
        let (name_zh, is_debit) = chart
            .get(&key.2)
            .cloned()
            .ok_or_else(|| Error::Internal(format!("no account of the chart: {}", key.2)))?;
        let owner = owners.get(&(key.0.as_str(), key.1)).cloned();
        let balance = i64::try_from(sum).map_err(|_| AmountError::Overflow)?;
        Ok(Account {
            name_zh,
            is_debit,
            owner: owner.unwrap_or_default(),
            balance: Fen::new(balance),
            key,
        })
    });
    Ok((described.collect::<Result<_>>()?, days))
}

/// Read the transactions one after the other; none is kept.
pub(super) fn each_transaction(
    connection: &Connection,
    mut each: impl FnMut(&Transaction) -> io::Result<()>,
) -> Result<io::Result<()>> {
    let mut counter = Counter::begin(Stage::Exporting, None);
    let mut statement = connection.prepare_cached(ENTRIES)?;
    let mut rows = statement.query([])?;
    let mut current: Option<Transaction> = None;
    while let Some(row) = rows.next()? {
        counter.step()?;
        let posting_id = row.get(0)?;
        if let Some(made) = current.take_if(|made| made.posting_id != posting_id)
            && let Err(error) = give(made, &mut each)
        {
            return Ok(Err(error));
        }
        let made = match &mut current {
            Some(made) => made,
            None => current.insert(Transaction {
                posting_id,
                voucher_id: row.get(1)?,
                day: date::parse(&row.get::<_, String>(2)?)?,
                event: row.get(3)?,
                document: row.get(4)?,
                entries: Vec::new(),
            }),
        };
        let (book, owner): (String, i64) = (row.get(5)?, row.get(6)?);
        let amount = Fen::new(row.get(9)?);
        let credited = Fen::ZERO.checked_sub(amount)?;
        made.entries
            .push(((book.clone(), owner, row.get(7)?), amount));
        made.entries.push(((book, owner, row.get(8)?), credited));
    }
    counter.end()?;
    Ok(current.map_or(Ok(()), |made| give(made, &mut each)))
}

/// Hand on a transaction, its entries in an order that does not depend on how they were found.
fn give(
    mut made: Transaction,
    each: &mut impl FnMut(&Transaction) -> io::Result<()>,
) -> io::Result<()> {
    made.entries.sort();
    each(&made)
}

fn chart(connection: &Connection) -> Result<BTreeMap<String, (String, bool)>> {
    let mut statement = connection.prepare_cached(CHART)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn owners(connection: &Connection) -> Result<BTreeMap<(&'static str, i64), String>> {
    let mut owners = BTreeMap::new();
    for (book, sql) in OWNERS {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
        for row in rows {
            let (id, name) = row?;
            owners.insert((book, id), name);
        }
    }
    Ok(owners)
}
