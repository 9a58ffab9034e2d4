//! The equation of a line with its numbers, and the postings behind each.

use std::collections::BTreeMap;
use std::fmt;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::line::{self, AsOf, Cut, Line, LineBalance, LineId, LineName, Movement};
use crate::money::Fen;
use crate::word::Own;

/// How the running totals of a line stand in its equation: name, Chinese term, whether it adds.
const TERMS: &[(&str, &str, bool)] = &[
    ("original", "年初预算", true),
    ("early", "提前安排", true),
    ("supplement", "追加", true),
    ("reduction", "追减", false),
    ("carried_in", "上年结转", true),
    ("transferred_in", "调入", true),
    ("transferred_out", "调出", false),
    ("surplus_used", "使用结余", true),
    ("prior_year", "以前年度调整", true),
    ("recalled", "收回", false),
    ("committed", "承诺", false),
    ("paid", "支付", false),
    ("carried_out", "结转下年", false),
    ("to_surplus", "转入结余", false),
    ("lapsed", "注销", false),
];

/// Why a line has what it has.
///
/// As text it is the equation in Chinese terms, each term with its postings below it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Explanation {
    /// The line.
    pub line: Line,
    /// Which postings count.
    pub as_of: AsOf,
    /// What may still be committed or paid: the terms added up.
    #[serde(rename = "available_fen")]
    pub available: Fen,
    /// Every running total, in the order of [`LineBalance::COLUMNS`].
    pub terms: Vec<Term>,
}

/// A running total of a line in its equation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Term {
    /// Name of the total, as `paid`.
    #[serde(deserialize_with = "crate::word::own")]
    pub total: Own,
    /// Its Chinese term, as 支付.
    #[serde(deserialize_with = "crate::word::own")]
    pub name_zh: Own,
    /// Whether it adds to what is available; else it takes.
    pub adds: bool,
    /// The total: the sum of its postings.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// What moved it, oldest first.
    pub postings: Vec<TermPosting>,
}

/// A posting as it moved one running total.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct TermPosting {
    /// Its number.
    pub posting_id: i64,
    /// Its voucher.
    pub voucher_id: i64,
    /// Day that the voucher counts for.
    pub dated: String,
    /// Reference of the voucher's document.
    pub document: Option<String>,
    /// What it does.
    pub event: String,
    /// The same in Chinese.
    pub event_zh: String,
    /// What it added to the total.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// The other line of a transfer or carry-forward.
    pub counter_line: Option<Line>,
    /// Reference of the contract, where the posting names a commitment.
    pub contract: Option<String>,
    /// Who was paid; none when nobody was named or the name was erased.
    pub payee: Option<String>,
    /// The posting that it undoes.
    pub reverses_id: Option<i64>,
}

const POSTINGS: &str = "SELECT p.posting_id, p.voucher_id, v.dated, v.document, p.event, e.name_zh,
    p.effect_fen, p.commitment_id IS NOT NULL, p.line_id, p.to_line_id, c.contract, p.reverses_id,
    (SELECT n.text FROM note AS n WHERE n.voucher_id = p.voucher_id
        AND n.posting_id = p.posting_id AND n.field = 'payee')
    FROM (
        SELECT posting_id FROM posting WHERE line_id = ?1
        UNION SELECT posting_id FROM posting WHERE to_line_id = ?1
    ) AS touching
    JOIN posting AS p ON p.posting_id = touching.posting_id
    JOIN voucher AS v ON v.voucher_id = p.voucher_id
    JOIN event AS e ON e.event = p.event
    LEFT JOIN commitment AS c ON c.commitment_id = p.commitment_id
    WHERE p.posting_id <= ?2 AND (?3 IS NULL OR v.dated <= ?3) ORDER BY p.posting_id";

/// Explain a line as of a day or an act.
pub(crate) fn explain(
    connection: &Connection,
    name: &LineName,
    as_of: &AsOf,
) -> Result<Explanation> {
    let line = line::resolve(connection, name)?;
    let cut = Cut::of(connection, as_of)?;
    let mut balance = LineBalance::default();
    let mut terms = terms()?;
    let mut others: BTreeMap<i64, Line> = BTreeMap::new();
    let mut statement = connection.prepare_cached(POSTINGS)?;
    let mut rows = statement.query(params![line.id.get(), cut.posting_id, cut.dated])?;
    while let Some(row) = rows.next()? {
        let event: String = row.get(4)?;
        let movement = Movement {
            event: &event,
            effect: Fen::new(row.get(6)?),
            has_commitment: row.get(7)?,
        };
        let (from, to): (Option<i64>, Option<i64>) = (row.get(8)?, row.get(9)?);
        let is_received = to == Some(line.id.get());
        let mut moved = LineBalance::default();
        if is_received {
            movement.on_to_line(&mut moved)?;
            movement.on_to_line(&mut balance)?;
        } else {
            movement.on_line(&mut moved)?;
            movement.on_line(&mut balance)?;
        }
        let counter_line = match if is_received { from } else { to } {
            Some(id) => Some(other(connection, &mut others, id)?),
            None => None,
        };
        for (term, amount) in terms.iter_mut().zip(moved.values()) {
            if amount.is_zero() {
                continue;
            }
            term.postings.push(TermPosting {
                posting_id: row.get(0)?,
                voucher_id: row.get(1)?,
                dated: row.get(2)?,
                document: row.get(3)?,
                event: event.clone(),
                event_zh: row.get(5)?,
                amount,
                counter_line: counter_line.clone(),
                contract: row.get(10)?,
                payee: row.get(12)?,
                reverses_id: row.get(11)?,
            });
        }
    }
    for (term, amount) in terms.iter_mut().zip(balance.values()) {
        term.amount = amount;
    }
    let available = balance.available()?;
    if added_up(&terms)? != available {
        return Err(Error::damaged(
            "the terms of the equation are not whole".to_owned(),
        ));
    }
    Ok(Explanation {
        line,
        as_of: *as_of,
        available,
        terms,
    })
}

/// Return every term with nothing in it, in the order of the totals.
fn terms() -> Result<Vec<Term>> {
    let term = |total: &'static str| {
        let found = TERMS.iter().find(|(name, ..)| *name == total);
        let (_, name_zh, adds) =
            found.ok_or_else(|| Error::Internal(format!("no term for the total {total}")))?;
        Ok(Term {
            total,
            name_zh,
            adds: *adds,
            amount: Fen::ZERO,
            postings: Vec::new(),
        })
    };
    LineBalance::COLUMNS.into_iter().map(term).collect()
}

fn added_up(terms: &[Term]) -> Result<Fen> {
    let sum = terms.iter().try_fold(Fen::ZERO, |sum, term| {
        if term.adds {
            sum.checked_add(term.amount)
        } else {
            sum.checked_sub(term.amount)
        }
    });
    Ok(sum?)
}

fn other(connection: &Connection, known: &mut BTreeMap<i64, Line>, id: i64) -> Result<Line> {
    if let Some(line) = known.get(&id) {
        return Ok(line.clone());
    }
    let line = line::require_id(connection, LineId::new(id))?;
    known.insert(id, line.clone());
    Ok(line)
}

impl fmt::Display for Explanation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "指标 {}：{}", self.line.id, named(&self.line))?;
        if let Some(words) = self.as_of.words_zh() {
            writeln!(formatter, "{words}")?;
        }
        write!(formatter, "可用 {} ＝", self.available.to_yuan_string())?;
        let moved = || self.terms.iter().filter(|term| !term.postings.is_empty());
        for (at, term) in moved().enumerate() {
            let sign = match (term.adds, at) {
                (true, 0) => "",
                (true, _) => "＋ ",
                (false, _) => "－ ",
            };
            let amount = term.amount.to_yuan_string();
            write!(formatter, " {sign}{} {amount}", term.name_zh)?;
        }
        if moved().next().is_none() {
            write!(formatter, " 无记账")?;
        }
        writeln!(formatter)?;
        for term in moved() {
            writeln!(
                formatter,
                "{} {}",
                term.name_zh,
                term.amount.to_yuan_string()
            )?;
            for posting in &term.postings {
                writeln!(formatter, "  {posting}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for TermPosting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} 凭证 {} 记账 {} {} {}",
            self.dated,
            self.voucher_id,
            self.posting_id,
            self.event_zh,
            self.amount.to_yuan_string()
        )?;
        if let Some(undone) = self.reverses_id {
            write!(formatter, " 冲销记账 {undone}")?;
        }
        if let Some(document) = &self.document {
            write!(formatter, " {document}")?;
        }
        if let Some(payee) = &self.payee {
            write!(formatter, " 收款人 {payee}")?;
        }
        if let Some(contract) = &self.contract {
            write!(formatter, " 合同 {contract}")?;
        }
        if let Some(line) = &self.counter_line {
            write!(formatter, " 对方指标 {}：{}", line.id, named(line))?;
        }
        Ok(())
    }
}

/// Return the key of a line in Chinese terms.
fn named(line: &Line) -> String {
    let key = &line.key;
    let mut parts = vec![
        format!("{}年", key.year),
        key.unit.clone(),
        key.fund.name_zh().to_owned(),
        key.level.name_zh().to_owned(),
    ];
    if key.is_carry_over() {
        parts.push(format!("{}年资金", key.origin_year));
    }
    parts.extend([
        key.functional_code.clone(),
        key.economic_code.clone(),
        key.kind.name_zh().to_owned(),
    ]);
    parts.extend(key.project.clone());
    parts.join(" ")
}
