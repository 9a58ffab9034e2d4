//! Spending plans beside what their lines may spend and have paid, month by month.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::finding::{FindingToken, Findings, Place};
use super::fold::Folded;
use super::fold::books::Total;
use super::row::{integer, number, text};
use crate::error::Result;

const PLANS: &str = "SELECT line_id, plan_id, m01_fen, m02_fen, m03_fen, m04_fen, m05_fen, m06_fen,
    m07_fen, m08_fen, m09_fen, m10_fen, m11_fen, m12_fen FROM spending_plan ORDER BY plan_id";

const PAID: &str = "SELECT p.event, p.reverses_id, p.amount_fen, v.dated FROM posting AS p
    JOIN voucher AS v ON v.voucher_id = p.voucher_id
    WHERE p.line_id = ?1 AND p.event IN ('pay', 'refund')";

/// Compare the plan in force of every line of an open year.
pub(super) fn run(connection: &Connection, folded: &Folded, findings: &mut Findings) -> Result<()> {
    let mut plans: BTreeMap<i64, (i64, [Total; 12])> = BTreeMap::new();
    let mut statement = connection.prepare(PLANS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut months = [0; 12];
        for (column, month) in (2..).zip(&mut months) {
            *month = integer(row, column)?.unwrap_or_default().into();
        }
        plans.insert(number(row, 0)?, (number(row, 1)?, months));
    }
    for (line, (plan, months)) in plans {
        let Some(found) = folded.books.lines.get(&line) else {
            continue;
        };
        let authority = found.available()
            + found.committed
            + found.paid
            + found.carried_out
            + found.to_surplus
            + found.lapsed;
        let planned: Total = months.iter().sum();
        let is_open = folded.years.0.get(&found.year);
        if is_open.is_some_and(|year| year.state == "open") && planned > authority {
            findings.differs(
                FindingToken::PlanExceeded,
                || Place::row("spending_plan", plan),
                (&authority, &planned),
                format_args!("the plan of line {line} is more than it may spend"),
            );
        }
        let paid = paid(connection, line)?;
        let (mut until, mut paid_until) = (0, 0);
        for ((month, planned), paid) in (1..).zip(&months).zip(&paid) {
            until += planned;
            paid_until += paid;
            if paid_until > until {
                let month: i64 = month;
                findings.differs(
                    FindingToken::PlanExceeded,
                    || Place::row("spending_plan", plan),
                    (&until, &paid_until),
                    format_args!("line {line} has paid more than planned until month {month}"),
                );
                break;
            }
        }
    }
    Ok(())
}

fn paid(connection: &Connection, line: i64) -> Result<[Total; 12]> {
    let mut months = [0; 12];
    let mut statement = connection.prepare_cached(PAID)?;
    let mut rows = statement.query([line])?;
    while let Some(row) = rows.next()? {
        let is_payment = text(row, 0)?.as_deref() == Some("pay");
        let adds = is_payment == integer(row, 1)?.is_none();
        let amount: Total = integer(row, 2)?.unwrap_or_default().into();
        let dated = text(row, 3)?.unwrap_or_default();
        let month = dated
            .get(5..7)
            .and_then(|month| month.parse::<usize>().ok());
        if let Some(total) = month.and_then(|month| months.get_mut(month.wrapping_sub(1))) {
            *total += if adds { amount } else { -amount };
        }
    }
    Ok(months)
}
