//! The certificate of a closing, read back from the file.

mod store;
mod sums;

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::history::{ClosingStep, history};
use crate::catalogue::Successor;
use crate::error::{Error, Result, Rule};
use crate::journal::hexadecimal;
use crate::money::Fen;
use crate::policy::{self, OverrideReport};
use sums::Sums;

/// What a closing did to the money of one fund and level.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct ClosingTotal {
    /// The fund.
    pub fund: String,
    /// The level.
    pub level: String,
    /// 结转: carried forward out of the year.
    #[serde(rename = "carried_out_fen")]
    pub carried_out: Fen,
    /// Carried forward into the next year; the same figure, from the totals of its lines.
    #[serde(rename = "carried_in_fen")]
    pub carried_in: Fen,
    /// 转入结余, money of lines.
    #[serde(rename = "to_surplus_fen")]
    pub to_surplus: Fen,
    /// 收回.
    #[serde(rename = "recalled_fen")]
    pub recalled: Fen,
    /// 注销.
    #[serde(rename = "lapsed_fen")]
    pub lapsed: Fen,
}

/// What a closing did to the surplus of a unit and fund.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct ClosingSurplus {
    /// The unit.
    pub unit: String,
    /// The fund.
    pub fund: String,
    /// 转入结余: money of lines.
    #[serde(rename = "from_lines_fen")]
    pub from_lines: Fen,
    /// 收支差额转入结余: money that no line held.
    #[serde(rename = "from_income_fen")]
    pub from_income: Fen,
    /// 结余弥补收支差额.
    #[serde(rename = "covered_fen")]
    pub covered: Fen,
    /// 上缴结余.
    #[serde(rename = "surrendered_fen")]
    pub surrendered: Fen,
    /// 提取专用结余.
    #[serde(rename = "earmarked_fen")]
    pub earmarked: Fen,
    /// 归集调入: from units that this one took over, what they had set aside among it.
    #[serde(rename = "pooled_in_fen")]
    pub pooled_in: Fen,
    /// 归集调出: to the unit that took this one over, likewise.
    #[serde(rename = "pooled_out_fen")]
    pub pooled_out: Fen,
}

/// A commitment that a closing carried forward.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct CarriedCommitment {
    /// Its contract.
    pub contract: String,
    /// The unit that has it in the next year.
    pub unit: String,
    /// Its number in the closed year.
    pub commitment_id: i64,
    /// Its line there.
    pub line_id: i64,
    /// Its number in the next year.
    pub to_commitment_id: i64,
    /// Its line there.
    pub to_line_id: i64,
    /// How much remained of it.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
}

/// A commitment of which a closing released something.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct ReleasedCommitment {
    /// Its contract.
    pub contract: String,
    /// Its unit.
    pub unit: String,
    /// Its number.
    pub commitment_id: i64,
    /// Its line.
    pub line_id: i64,
    /// How much of it was released.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
}

/// A contract whose commitments a closing carried forward in part, and released in part.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct DividedContract {
    /// Its reference.
    pub contract: String,
    /// How much was carried forward.
    #[serde(rename = "carried_fen")]
    pub carried: Fen,
    /// How much was released.
    #[serde(rename = "released_fen")]
    pub released: Fen,
}

/// How much a closing decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct ClosingCounts {
    /// Postings of the closing that stand.
    pub postings: i64,
    /// Lines from which something was carried forward.
    pub lines_carried: i64,
    /// Commitments carried forward.
    pub commitments_carried: i64,
    /// Commitments of which something was released.
    pub commitments_released: i64,
    /// Lines of the next year with an estimated carry-over.
    pub lines_estimated: i64,
}

/// The certificate of a closing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Certificate {
    /// What the ledger is called.
    pub title: String,
    /// The closed year.
    pub year: i16,
    /// Day the closing counts for.
    pub closed_on: String,
    /// Who prepared it.
    pub prepared_by: Option<String>,
    /// Who reviewed it.
    pub reviewed_by: Option<String>,
    /// The document of the closing.
    pub document: Option<String>,
    /// Vouchers that began and finished it.
    pub vouchers: (i64, i64),
    /// Totals per fund and level.
    pub totals: Vec<ClosingTotal>,
    /// What became of surpluses, per unit and fund.
    pub surpluses: Vec<ClosingSurplus>,
    /// Whether what the next year opens with from this one equals what this one carried out.
    pub opening_equals_closing: bool,
    /// What the next year's budget estimated of its carry-over and a true-up 结转核定 must take out
    /// again, since the closing carried the real one into the same lines.
    #[serde(rename = "estimated_fen")]
    pub estimated: Fen,
    /// Commitments carried forward, with both numbers.
    pub commitments: Vec<CarriedCommitment>,
    /// Commitments that were released, wholly or in part.
    pub released_commitments: Vec<ReleasedCommitment>,
    /// Contracts that were carried forward in part, and released in part.
    pub divided_contracts: Vec<DividedContract>,
    /// Codes and units under whose new names money was carried forward.
    pub successors: Vec<Successor>,
    /// Policies that people decided against, each with its document.
    pub overrides: Vec<OverrideReport>,
    /// How much was decided.
    pub counts: ClosingCounts,
    /// Every closing of this year and every undoing of one, oldest first.
    pub history: Vec<ClosingStep>,
    /// Hash before the closing, in hexadecimal.
    pub head_before: String,
    /// Hash after it.
    pub head_after: String,
    /// Whether the year was closed before it was asked for, so that nothing was written; false
    /// where the certificate is only read.
    pub is_repeated: bool,
}

/// The act that began or finished a closing.
struct Marked {
    voucher_id: i64,
    dated: Option<String>,
    document: Option<String>,
    prepared_by: Option<String>,
    reviewed_by: Option<String>,
    hash: Option<Vec<u8>>,
}

/// A closing: the vouchers that began and finished it, and its year.
type Span = (i64, i64, i16);

/// Return the certificate of a closed year.
pub(crate) fn certificate(connection: &Connection, year: i16) -> Result<Certificate> {
    let begun = newest(connection, year, "begin_closing")?;
    // A year that was reopened has no certificate any more.
    let finished = if is_closed(connection, year)? {
        newest(connection, year, "finish_closing")?
    } else {
        None
    };
    let (Some(begun), Some(finished)) = (begun, finished) else {
        return Err(Error::refused(
            Rule::YearOpen,
            format!("the year is not closed: {year}"),
            "close it first",
        ));
    };
    let title = "SELECT title FROM ledger";
    let title = connection
        .prepare_cached(title)?
        .query_row([], |row| row.get(0))?;
    let span = (begun.voucher_id, finished.voucher_id, year);
    let sums = Sums::of(connection, span)?;
    // What there is none of is not looked for.
    let (lines_estimated, estimated) = if sums.has_estimates {
        store::estimated(connection, span)?
    } else {
        (0, Fen::ZERO)
    };
    let counts = sums.counts(lines_estimated);
    let commitments = sums.carried_commitments(connection)?;
    let released_commitments = sums.released_commitments(connection)?;
    Ok(Certificate {
        title,
        year,
        closed_on: finished.dated.unwrap_or_default(),
        prepared_by: finished.prepared_by,
        reviewed_by: finished.reviewed_by,
        document: finished.document,
        vouchers: (begun.voucher_id, finished.voucher_id),
        opening_equals_closing: sums
            .totals
            .iter()
            .all(|total| total.carried_in == total.carried_out),
        surpluses: sums.surpluses(connection)?,
        totals: sums.totals,
        estimated,
        divided_contracts: divided(&commitments, &released_commitments)?,
        commitments,
        released_commitments,
        successors: store::applied(connection, span)?,
        overrides: policy::overrides(connection, year)?
            .into_iter()
            .filter(|granted| granted.voucher_id > span.0 && granted.voucher_id < span.1)
            .collect(),
        counts,
        history: history(connection, year)?,
        head_before: hexadecimal(&hash_before(connection, begun.voucher_id)?.unwrap_or_default()),
        head_after: hexadecimal(&finished.hash.unwrap_or_default()),
        is_repeated: false,
    })
}

/// Return the hash of the chain before a voucher.
fn hash_before(connection: &Connection, voucher_id: i64) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT hash FROM voucher WHERE voucher_id < ?1 AND hash IS NOT NULL
        ORDER BY voucher_id DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([voucher_id], |row| row.get(0));
    Ok(found.optional()?)
}

/// Return the contracts that were carried forward in part, and released in part.
fn divided(
    carried: &[CarriedCommitment],
    released: &[ReleasedCommitment],
) -> Result<Vec<DividedContract>> {
    let mut contracts: BTreeMap<&str, DividedContract> = BTreeMap::new();
    for commitment in released {
        let contract = contracts.entry(&commitment.contract);
        let contract = contract.or_insert_with(|| DividedContract {
            contract: commitment.contract.clone(),
            carried: Fen::ZERO,
            released: Fen::ZERO,
        });
        contract.released = contract.released.checked_add(commitment.amount)?;
    }
    for commitment in carried {
        if let Some(contract) = contracts.get_mut(commitment.contract.as_str()) {
            contract.carried = contract.carried.checked_add(commitment.amount)?;
        }
    }
    let contracts = contracts.into_values();
    Ok(contracts
        .filter(|contract| !contract.carried.is_zero())
        .collect())
}

/// Return whether a year is closed.
pub(in crate::closing) fn is_closed(connection: &Connection, year: i16) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM budget_year WHERE year = ?1 AND state = 'closed')";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([year], |row| row.get(0))?)
}

fn newest(connection: &Connection, year: i16, act: &str) -> Result<Option<Marked>> {
    let sql = "SELECT voucher_id, dated, document, prepared_by, reviewed_by, hash FROM voucher
        WHERE year = ?1 AND act = ?2 AND act <> 'post' ORDER BY voucher_id DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row(params![year, act], |row| {
        Ok(Marked {
            voucher_id: row.get(0)?,
            dated: row.get(1)?,
            document: row.get(2)?,
            prepared_by: row.get(3)?,
            reviewed_by: row.get(4)?,
            hash: row.get(5)?,
        })
    });
    Ok(found.optional()?)
}
