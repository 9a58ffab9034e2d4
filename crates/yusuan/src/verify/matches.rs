//! Confirmed matches: still a row and a posting of one amount, each matched once, and taken back by
//! an act. A posting that was undone since is no fault of the file; the report of the statement
//! shows it.

use rusqlite::Connection;

use super::finding::{FindingToken, Findings, Place};
use super::row::{integer, number, word};
use crate::error::Result;

const MATCHES: &str = "SELECT m.match_id, r.amount_fen, p.amount_fen, p.event, p.reverses_id,
    m.cancelled_by, c.act, a.act,
    (SELECT count(*) FROM statement_match AS o WHERE o.cancelled_by IS NULL
        AND (o.row_id = m.row_id OR o.posting_id = m.posting_id)),
    s.kind, f.is_fiscal, p.refunds_id
    FROM statement_match AS m
    LEFT JOIN statement_row AS r ON r.row_id = m.row_id
    LEFT JOIN statement AS s ON s.statement_id = r.statement_id
    LEFT JOIN posting AS p ON p.posting_id = m.posting_id
    LEFT JOIN line AS l ON l.line_id = p.line_id
    LEFT JOIN income AS i ON i.income_id = p.income_id
    LEFT JOIN surplus AS u ON u.surplus_id = p.surplus_id
    LEFT JOIN fund AS f ON f.fund = coalesce(l.fund, i.fund, u.fund)
    LEFT JOIN voucher AS c ON c.voucher_id = m.cancelled_by
    LEFT JOIN voucher AS a ON a.voucher_id = m.voucher_id
    ORDER BY m.match_id";

/// A row lies in a statement, on a day that it covers.
const ROWS: &str = "SELECT r.row_id FROM statement_row AS r
    LEFT JOIN statement AS s ON s.statement_id = r.statement_id AND s.voucher_id = r.voucher_id
    WHERE NOT coalesce(r.dated BETWEEN s.first_on AND s.last_on, 0) ORDER BY r.row_id";

/// Examine every row of a statement and every match.
pub(super) fn run(connection: &Connection, findings: &mut Findings) -> Result<()> {
    let mut statement = connection.prepare(ROWS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = number(row, 0)?;
        findings.add(
            FindingToken::MatchDiffers,
            || Place::row("statement_row", id),
            format_args!("the row lies on no day of its statement"),
        );
    }
    let mut statement = connection.prepare(MATCHES)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = number(row, 0)?;
        let (of_row, of_posting) = (integer(row, 1)?, integer(row, 2)?);
        let is_fiscal = integer(row, 10)? == Some(1);
        let out = moved(
            &word(row, 3)?,
            is_fiscal,
            integer(row, 11)?.is_some(),
            of_posting,
        );
        if of_row.is_none() || of_row != out || integer(row, 4)?.is_some() {
            let shown = |fen: Option<i64>| fen.map_or("none".to_owned(), |fen| fen.to_string());
            findings.differs(
                FindingToken::MatchDiffers,
                || Place::row("statement_match", id),
                (&shown(of_row), &shown(out)),
                format_args!("the row and the posting are not the same money"),
            );
        }
        if (word(row, 9)? == "treasury") != is_fiscal {
            findings.add(
                FindingToken::MatchDiffers,
                || Place::row("statement_match", id),
                format_args!("the posting moved money of other funds than the statement is about"),
            );
        }
        let is_cancelled = integer(row, 5)?.is_some();
        let wrong_acts =
            word(row, 7)? != "confirm_match" || is_cancelled && word(row, 6)? != "cancel_match";
        if wrong_acts || !is_cancelled && number(row, 8)? != 1 {
            findings.add(
                FindingToken::MatchDiffers,
                || Place::row("statement_match", id),
                format_args!("the match stands beside another, or no such act made or ended it"),
            );
        }
    }
    Ok(())
}

/// What a posting moved on an account, more than zero out of it; nothing for what moved only rights
/// to spend. Of fiscal funds, payments move and what comes back of one; of others, what changes
/// their money from outside.
fn moved(event: &str, is_fiscal: bool, names_payment: bool, fen: Option<i64>) -> Option<i64> {
    match event {
        "pay" => fen,
        "refund" => fen.map(i64::wrapping_neg),
        "prior_year_increase" if names_payment => fen.map(i64::wrapping_neg),
        _ if is_fiscal => None,
        "receive" | "prior_year_increase" => fen.map(i64::wrapping_neg),
        "return_income" | "prior_year_decrease" | "surrender" | "distribute" => fen,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_an_account_goes_out_of_it_or_comes_in() {
        let fen = |event: &str, is_fiscal: bool| moved(event, is_fiscal, false, Some(7));
        for is_fiscal in [true, false] {
            assert_eq!(fen("pay", is_fiscal), Some(7));
            assert_eq!(fen("refund", is_fiscal), Some(-7));
            assert_eq!(fen("transfer", is_fiscal), None);
            // Money of a year that is closed comes back of a payment that is named.
            let returned = moved("prior_year_increase", is_fiscal, true, Some(7));
            assert_eq!(returned, Some(-7));
        }
        for (event, out) in [
            ("receive", -7),
            ("prior_year_increase", -7),
            ("return_income", 7),
            ("prior_year_decrease", 7),
            ("surrender", 7),
            ("distribute", 7),
        ] {
            assert_eq!(fen(event, false), Some(out), "{event}");
            assert_eq!(fen(event, true), None, "{event}");
        }
    }
}
