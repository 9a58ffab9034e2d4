//! What agrees, and what is on one side only.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::matching::{MatchedBy, pair};
use super::near::{NEAR_DAYS, NearMiss, near_misses};
use super::store::{self, Known};
use super::{MoneyPosting, ReconcileOptions, Statement, StatementRow};
use crate::catalogue;
use crate::error::{Error, Result};
use crate::money::Fen;

/// Money in both directions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Flow {
    /// How many rows or postings.
    pub count: usize,
    /// What went out.
    #[serde(rename = "paid_fen")]
    pub paid: Fen,
    /// What came in.
    #[serde(rename = "received_fen")]
    pub received: Fen,
}

impl Flow {
    fn of(amounts: impl Iterator<Item = Fen> + Clone) -> Result<Self> {
        let came_in = amounts.clone().filter(|amount| amount.get() < 0);
        let received = came_in.map(Fen::checked_neg);
        Ok(Self {
            count: amounts.clone().count(),
            paid: Fen::sum(amounts.filter(|amount| amount.get() > 0))?,
            received: Fen::sum(received.collect::<std::result::Result<Vec<_>, _>>()?)?,
        })
    }

    fn and(self, other: Self) -> Result<Self> {
        Ok(Self {
            count: self.count.saturating_add(other.count),
            paid: self.paid.checked_add(other.paid)?,
            received: self.received.checked_add(other.received)?,
        })
    }
}

/// A row and a posting that are the same money.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Matched {
    /// The row.
    pub row: StatementRow,
    /// The posting.
    pub posting: MoneyPosting,
    /// By what they were found.
    pub by: MatchedBy,
    /// Number of the match, once it is confirmed.
    pub match_id: Option<i64>,
}

/// A row that no posting is the same money as, or more than one could be.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct OnlyInStatement {
    /// The row.
    pub row: StatementRow,
    /// Postings that it could be, none of them the only one.
    pub candidates: Vec<i64>,
}

/// A confirmed match whose posting was undone since.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Reversed {
    /// The row.
    pub row: StatementRow,
    /// The posting that was undone.
    pub posting: MoneyPosting,
    /// Number of the match.
    pub match_id: i64,
}

/// A statement beside the ledger (对账结果).
///
/// The `near_misses` are suggestions: rows and postings of the parts that one side has alone, and
/// part of no sum.
///
/// In both directions, what the statement says is `matched` + `only_in_statement` + `reversed`, and
/// what the ledger says is `matched` + `only_in_ledger`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Reconciliation {
    /// The statement.
    pub statement: Statement,
    /// What is the same money on both sides, in the order of the statement.
    pub matched: Vec<Matched>,
    /// Rows that the ledger has not.
    pub only_in_statement: Vec<OnlyInStatement>,
    /// Postings of the statement's days that no statement has.
    pub only_in_ledger: Vec<MoneyPosting>,
    /// Confirmed matches whose posting was undone since: on the statement, and no more in the
    /// ledger.
    pub reversed: Vec<Reversed>,
    /// Rows without a posting, and postings that they nearly are: for a person to look at.
    pub near_misses: Vec<NearMiss>,
    /// Sum of the statement.
    pub statement_total: Flow,
    /// Sum of what is matched.
    pub matched_total: Flow,
    /// Sum of what is on the statement only.
    pub only_in_statement_total: Flow,
    /// Sum of what is in the ledger only.
    pub only_in_ledger_total: Flow,
    /// Sum of what was matched and undone.
    pub reversed_total: Flow,
    /// Sum of the ledger.
    pub ledger_total: Flow,
}

impl Reconciliation {
    /// Return whether both sides say the same.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.only_in_statement.is_empty()
            && self.only_in_ledger.is_empty()
            && self.reversed.is_empty()
    }

    /// Return the pairs that nobody confirmed yet: row and posting.
    #[must_use]
    pub fn proposals(&self) -> Vec<(i64, i64)> {
        let new = self.matched.iter().filter(|one| one.match_id.is_none());
        new.map(|one| (one.row.row_id, one.posting.posting_id))
            .collect()
    }
}

/// Compare a statement with the ledger.
pub(crate) fn reconcile(
    connection: &Connection,
    statement_id: i64,
    options: &ReconcileOptions,
) -> Result<Reconciliation> {
    if let Some(unit) = &options.unit {
        catalogue::require_unit(connection, unit)?;
    }
    let found = store::statements(connection, Some(statement_id))?.pop();
    let statement = found.ok_or_else(|| {
        let hint = "list the statements of the ledger";
        Error::not_found("statement_unknown", "the statement", statement_id, hint)
    })?;
    let Sorted {
        mut matched,
        reversed,
        rows,
    } = sort(connection, statement_id)?;
    let postings = candidates(connection, &statement, options, &rows)?;
    let found = pair(&rows, &postings, options.days);
    let mut used = (BTreeSet::new(), BTreeSet::new());
    for (row, posting, by) in found.pairs {
        if let (Some(one), Some(other)) = (rows.get(row), postings.get(posting)) {
            used.0.insert(row);
            used.1.insert(posting);
            matched.push(Matched {
                row: one.clone(),
                posting: other.clone(),
                by,
                match_id: None,
            });
        }
    }
    matched.sort_by_key(|one| one.row.row_id);
    let posting_id = |at: &usize| postings.get(*at).map(|posting| posting.posting_id);
    let left = rows.into_iter().enumerate();
    let left = left.filter(|(at, _)| !used.0.contains(at));
    let only_in_statement = left.map(|(at, row)| OnlyInStatement {
        row,
        candidates: found.unclear.get(&at).map_or_else(Vec::new, |unclear| {
            unclear.iter().filter_map(posting_id).collect()
        }),
    });
    let only_in_statement: Vec<_> = only_in_statement.collect();
    let days = statement.first_on..=statement.last_on;
    let left = postings.iter().enumerate();
    let left = left.filter(|(at, posting)| !used.1.contains(at) && days.contains(&posting.dated));
    let only_in_ledger = left.map(|(_, posting)| posting.clone()).collect();
    let near_misses = nearly(
        connection,
        &statement,
        options,
        &matched,
        &only_in_statement,
    )?;
    add_up(
        statement,
        matched,
        only_in_statement,
        only_in_ledger,
        reversed,
        near_misses,
    )
}

/// Find the near misses of rows that no posting is the same money as.
fn nearly(
    connection: &Connection,
    statement: &Statement,
    options: &ReconcileOptions,
    matched: &[Matched],
    missing: &[OnlyInStatement],
) -> Result<Vec<NearMiss>> {
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let farther = ReconcileOptions {
        days: options.days.saturating_add(NEAR_DAYS),
        unit: options.unit.clone(),
    };
    let rows: Vec<_> = missing.iter().map(|one| one.row.clone()).collect();
    let used: BTreeSet<_> = matched.iter().map(|one| one.posting.posting_id).collect();
    let mut postings = candidates(connection, statement, &farther, &rows)?;
    postings.retain(|posting| !used.contains(&posting.posting_id));
    Ok(near_misses(&rows, &postings, options.days))
}

/// The rows of a statement by what somebody confirmed of them.
#[derive(Default)]
struct Sorted {
    matched: Vec<Matched>,
    reversed: Vec<Reversed>,
    rows: Vec<StatementRow>,
}

fn sort(connection: &Connection, statement_id: i64) -> Result<Sorted> {
    let mut sorted = Sorted::default();
    for (row, confirmed) in store::rows(connection, statement_id)? {
        let known = match confirmed {
            None => None,
            Some((id, posting)) => store::one(connection, posting)?.map(|known| (id, known)),
        };
        match known {
            None => sorted.rows.push(row),
            Some((match_id, known)) if known.is_reversed => sorted.reversed.push(Reversed {
                row,
                posting: known.posting,
                match_id,
            }),
            Some((match_id, known)) => sorted.matched.push(Matched {
                row,
                posting: known.posting,
                by: MatchedBy::Confirmed,
                match_id: Some(match_id),
            }),
        }
    }
    Ok(sorted)
}

/// The postings that rows without a match may be: those of the days, and those of the rows' keys.
fn candidates(
    connection: &Connection,
    statement: &Statement,
    options: &ReconcileOptions,
    rows: &[StatementRow],
) -> Result<Vec<MoneyPosting>> {
    let reach = jiff::Span::new().days(i64::from(options.days));
    let first = statement.first_on.saturating_sub(reach);
    let last = statement.last_on.saturating_add(reach);
    let unit = options.unit.as_deref();
    let mut found = store::between(connection, (first, last), statement.kind, unit)?;
    for key in rows.iter().filter_map(|row| row.key.as_deref()) {
        found.extend(store::of_key(connection, key, statement.kind, unit)?);
    }
    found.sort_by_key(|known| known.posting.posting_id);
    found.dedup_by_key(|known| known.posting.posting_id);
    let is_open = |known: &Known| !known.is_reversed && !known.is_matched;
    let open = found.into_iter().filter(is_open);
    Ok(open.map(|known| known.posting).collect())
}

fn add_up(
    statement: Statement,
    matched: Vec<Matched>,
    only_in_statement: Vec<OnlyInStatement>,
    only_in_ledger: Vec<MoneyPosting>,
    reversed: Vec<Reversed>,
    near_misses: Vec<NearMiss>,
) -> Result<Reconciliation> {
    let matched_total = Flow::of(matched.iter().map(|one| one.row.amount))?;
    let only_in_statement_total = Flow::of(only_in_statement.iter().map(|one| one.row.amount))?;
    let only_in_ledger_total = Flow::of(only_in_ledger.iter().map(|one| one.amount))?;
    let reversed_total = Flow::of(reversed.iter().map(|one| one.row.amount))?;
    Ok(Reconciliation {
        statement_total: matched_total
            .and(only_in_statement_total)?
            .and(reversed_total)?,
        ledger_total: matched_total.and(only_in_ledger_total)?,
        statement,
        matched,
        only_in_statement,
        only_in_ledger,
        reversed,
        near_misses,
        matched_total,
        only_in_statement_total,
        only_in_ledger_total,
        reversed_total,
    })
}
