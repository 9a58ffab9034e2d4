//! What happened between two heads of the chain.

use std::collections::BTreeMap;
use std::str::FromStr;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::Head;
use super::digest::hexadecimal;
use super::write::head;
use crate::error::{Error, Result};
use crate::line::{
    self, CommitmentReport, IncomeReport, LineReport, Movement, SurplusReport, YearState,
};
use crate::money::Fen;

/// What happened between two heads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Difference {
    /// The earlier head.
    pub earlier: Head,
    /// The later head.
    pub later: Head,
    /// The vouchers after the earlier one, up to the later one.
    pub vouchers: Vec<DiffVoucher>,
    /// Years that are in another state.
    pub years: Vec<YearChange>,
    /// Lines that are new or have other totals.
    pub lines: Vec<Change<LineReport>>,
    /// Incomes that are new or have other totals.
    pub incomes: Vec<Change<IncomeReport>>,
    /// Surpluses that are new or have other totals.
    pub surpluses: Vec<Change<SurplusReport>>,
    /// Commitments that are new or have other totals.
    pub commitments: Vec<Change<CommitmentReport>>,
}

/// A voucher as a difference lists it; the log has its postings.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct DiffVoucher {
    /// Number of the voucher.
    pub voucher_id: i64,
    /// What it does.
    pub act: String,
    /// Budget year, where the act has one.
    pub year: Option<i16>,
    /// Day it counts for.
    pub dated: Option<String>,
    /// Reference of its document.
    pub document: Option<String>,
    /// How many postings it has.
    pub posting_count: i64,
}

/// A year before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct YearChange {
    /// The year.
    pub year: i16,
    /// Where it stood; none when nobody had prepared it.
    pub before: Option<YearState>,
    /// Where it stands.
    pub after: YearState,
}

/// A row of totals before and after.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Change<T> {
    /// As it was; none when it is new.
    pub before: Option<T>,
    /// As it is.
    pub after: T,
}

impl FromStr for Head {
    type Err = Error;

    /// Read an anchor line back; it does not name the schema, which is left empty.
    fn from_str(text: &str) -> Result<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let read = || match words.as_slice() {
            [
                "yusuan:1",
                "voucher",
                voucher,
                "posting",
                posting,
                "sha256",
                hash,
            ] if hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                Some(Self {
                    voucher_id: voucher.parse().ok()?,
                    posting_id: posting.parse().ok()?,
                    hash: hash.to_ascii_lowercase(),
                    schema: String::new(),
                })
            }
            _ => None,
        };
        read().ok_or_else(|| {
            Error::not_found(
                "head_unknown",
                "the head",
                text,
                "give an anchor line as head prints it: yusuan:1 voucher 42 posting 345 sha256 …",
            )
        })
    }
}

/// Rows of totals by number.
#[derive(Clone, Default)]
struct Books {
    lines: BTreeMap<i64, LineReport>,
    incomes: BTreeMap<i64, IncomeReport>,
    surpluses: BTreeMap<i64, SurplusReport>,
    commitments: BTreeMap<i64, CommitmentReport>,
}

const POSTINGS: &str = "SELECT event, effect_fen, commitment_id IS NOT NULL, line_id, to_line_id,
    income_id, to_income_id, surplus_id, commitment_id, to_commitment_id
    FROM posting WHERE posting_id > ?1 AND posting_id <= ?2";

const VOUCHERS: &str = "SELECT voucher_id, act, year, dated, document, posting_count FROM voucher
    WHERE voucher_id > ?1 AND voucher_id <= ?2 ORDER BY voucher_id";

/// The condition keeps the index over acts of a year in use.
const STATE: &str = "SELECT a.state_after FROM voucher AS v JOIN act AS a ON a.act = v.act
    WHERE v.year = ?1 AND v.act <> 'post' AND v.voucher_id <= ?2 AND a.state_after IS NOT NULL
    ORDER BY v.voucher_id DESC LIMIT 1";

/// Return what happened between two heads, whichever comes first.
pub(crate) fn diff(
    connection: &Connection,
    one: &Head,
    other: Option<&Head>,
) -> Result<Difference> {
    let newest = head(connection)?;
    let one = known(connection, one, &newest)?;
    let other = match other {
        Some(other) => known(connection, other, &newest)?,
        None => newest.clone(),
    };
    let (from, to) = if one.voucher_id <= other.voucher_id {
        (one, other)
    } else {
        (other, one)
    };
    let mut after = Books::default();
    each(connection, from.posting_id, to.posting_id, |row, _| {
        after.touch(connection, row)
    })?;
    // What is stored is of now: take back what came after the later head, then what came between.
    each(
        connection,
        to.posting_id,
        newest.posting_id,
        |row, moved| after.apply(row, moved),
    )?;
    let mut before = after.clone();
    each(connection, from.posting_id, to.posting_id, |row, moved| {
        before.apply(row, moved)
    })?;
    let was_there = |sql, id| was_there(connection, sql, id, from.voucher_id);
    Ok(Difference {
        vouchers: vouchers(connection, &from, &to)?,
        years: years(connection, &from, &to)?,
        lines: changes(before.lines, after.lines, |id| {
            was_there("SELECT voucher_id FROM line WHERE line_id = ?1", id)
        })?,
        incomes: changes(before.incomes, after.incomes, |id| {
            was_there("SELECT voucher_id FROM income WHERE income_id = ?1", id)
        })?,
        surpluses: changes(before.surpluses, after.surpluses, |id| {
            was_there("SELECT voucher_id FROM surplus WHERE surplus_id = ?1", id)
        })?,
        commitments: changes(before.commitments, after.commitments, |id| {
            was_there(
                "SELECT voucher_id FROM commitment WHERE commitment_id = ?1",
                id,
            )
        })?,
        earlier: from,
        later: to,
    })
}

/// Find a head in this chain, or say why it is not in it.
fn known(connection: &Connection, given: &Head, newest: &Head) -> Result<Head> {
    let foreign = |why: String| Err(Error::not_found("head_unknown", "the head", given, why));
    if given.voucher_id > newest.voucher_id {
        return foreign(format!(
            "this ledger ends with voucher {}: it is an older copy, or its end was cut off",
            newest.voucher_id
        ));
    }
    let sql = "SELECT v.first_posting_id + v.posting_count - 1, (
            SELECT w.hash FROM voucher AS w WHERE w.voucher_id <= v.voucher_id
            AND w.hash IS NOT NULL ORDER BY w.voucher_id DESC LIMIT 1
        ) FROM voucher AS v WHERE v.voucher_id = ?1";
    let found: Option<(i64, Option<[u8; 32]>)> = connection
        .prepare_cached(sql)?
        .query_row([given.voucher_id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((posting_id, hash)) = found else {
        return foreign("a head names a voucher of the ledger, from 1".to_owned());
    };
    let hash = hexadecimal(&hash.unwrap_or_default());
    if hash != given.hash || posting_id != given.posting_id {
        return foreign(format!(
            "here voucher {} ends with posting {posting_id} and hash {hash}: it is a head of \
             another ledger, or this one was written anew",
            given.voucher_id
        ));
    }
    Ok(Head {
        schema: newest.schema.clone(),
        ..given.clone()
    })
}

/// Show every posting after one and up to another, as it is taken back.
fn each(
    connection: &Connection,
    after: i64,
    until: i64,
    mut see: impl FnMut(&Row<'_>, Movement<'_>) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(POSTINGS)?;
    let mut rows = statement.query([after, until])?;
    while let Some(row) = rows.next()? {
        let movement = Movement {
            event: row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?,
            effect: Fen::new(row.get(1)?).checked_neg()?,
            has_commitment: row.get(2)?,
        };
        see(row, movement)?;
    }
    Ok(())
}

/// Add a row of totals unless it is there.
fn keep<T>(
    rows: &mut BTreeMap<i64, T>,
    id: Option<i64>,
    read: impl FnOnce(i64) -> Result<T>,
) -> Result<()> {
    if let Some(id) = id
        && !rows.contains_key(&id)
    {
        rows.insert(id, read(id)?);
    }
    Ok(())
}

impl Books {
    /// Read the totals of every row that a posting names.
    fn touch(&mut self, connection: &Connection, row: &Row<'_>) -> Result<()> {
        for column in [3, 4] {
            keep(&mut self.lines, row.get(column)?, |id| {
                line::line_report(connection, id)
            })?;
        }
        for column in [5, 6] {
            keep(&mut self.incomes, row.get(column)?, |id| {
                line::income_report(connection, id)
            })?;
        }
        keep(&mut self.surpluses, row.get(7)?, |id| {
            line::surplus_report(connection, id)
        })?;
        for column in [8, 9] {
            keep(&mut self.commitments, row.get(column)?, |id| {
                line::commitment_report(connection, id)
            })?;
        }
        Ok(())
    }

    /// Let a posting count on the rows that are kept.
    fn apply(&mut self, row: &Row<'_>, moved: Movement<'_>) -> Result<()> {
        if let Some(line) = found(&mut self.lines, row.get(3)?) {
            moved.on_line(&mut line.balance)?;
        }
        if let Some(line) = found(&mut self.lines, row.get(4)?) {
            moved.on_to_line(&mut line.balance)?;
        }
        if let Some(income) = found(&mut self.incomes, row.get(5)?) {
            moved.on_income(&mut income.totals)?;
        }
        if let Some(income) = found(&mut self.incomes, row.get(6)?) {
            moved.on_to_income(&mut income.totals)?;
        }
        if let Some(surplus) = found(&mut self.surpluses, row.get(7)?) {
            moved.on_surplus(&mut surplus.totals)?;
        }
        if let Some(commitment) = found(&mut self.commitments, row.get(8)?) {
            moved.on_commitment(&mut commitment.totals)?;
        }
        if let Some(commitment) = found(&mut self.commitments, row.get(9)?) {
            moved.on_to_commitment(&mut commitment.totals)?;
        }
        Ok(())
    }
}

fn found<T>(rows: &mut BTreeMap<i64, T>, id: Option<i64>) -> Option<&mut T> {
    rows.get_mut(&id?)
}

/// Totals whose derived figures follow from them.
trait Derived: Clone + PartialEq {
    fn derived(&self) -> Result<Self>;
}

impl Derived for LineReport {
    fn derived(&self) -> Result<Self> {
        Self::of(self.line.clone(), self.balance)
    }
}

impl Derived for IncomeReport {
    fn derived(&self) -> Result<Self> {
        self.with(self.totals)
    }
}

impl Derived for SurplusReport {
    fn derived(&self) -> Result<Self> {
        self.with(self.totals)
    }
}

impl Derived for CommitmentReport {
    fn derived(&self) -> Result<Self> {
        self.with(self.totals)
    }
}

/// Return the rows that are new or differ.
fn changes<T: Derived>(
    before: BTreeMap<i64, T>,
    after: BTreeMap<i64, T>,
    was_there: impl Fn(i64) -> Result<bool>,
) -> Result<Vec<Change<T>>> {
    let mut changes = Vec::new();
    for ((id, before), after) in before.into_iter().zip(after.into_values()) {
        let before = if was_there(id)? {
            Some(before.derived()?)
        } else {
            None
        };
        let after = after.derived()?;
        if before.as_ref() != Some(&after) {
            changes.push(Change { before, after });
        }
    }
    Ok(changes)
}

fn was_there(connection: &Connection, sql: &'static str, id: i64, voucher_id: i64) -> Result<bool> {
    let created: i64 = connection
        .prepare_cached(sql)?
        .query_row([id], |row| row.get(0))?;
    Ok(created <= voucher_id)
}

fn vouchers(connection: &Connection, from: &Head, to: &Head) -> Result<Vec<DiffVoucher>> {
    let mut statement = connection.prepare_cached(VOUCHERS)?;
    let rows = statement.query_map([from.voucher_id, to.voucher_id], |row| {
        Ok(DiffVoucher {
            voucher_id: row.get(0)?,
            act: row.get(1)?,
            year: row.get(2)?,
            dated: row.get(3)?,
            document: row.get(4)?,
            posting_count: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn years(connection: &Connection, from: &Head, to: &Head) -> Result<Vec<YearChange>> {
    let state = |year: i16, head: &Head| -> Result<Option<YearState>> {
        let text: Option<String> = connection
            .prepare_cached(STATE)?
            .query_row(params![year, head.voucher_id], |row| row.get(0))
            .optional()?;
        text.map(|text| text.parse()).transpose()
    };
    let mut changes = Vec::new();
    for year in line::years(connection)? {
        let (before, after) = (state(year.year, from)?, state(year.year, to)?);
        if let Some(after) = after.filter(|after| before != Some(*after)) {
            changes.push(YearChange {
                year: year.year,
                before,
                after,
            });
        }
    }
    Ok(changes)
}
