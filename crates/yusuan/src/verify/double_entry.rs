//! The second second derivation: every posting as debit and credit, by the rules of the chart.
//!
//! The view `double_entry` makes the entries; they are added up here, a slice of the journal after
//! the other, because the view `trial_balance` sorts all of it. The views know nothing of the
//! columns of the running totals, and this file nothing of the events.

use std::collections::HashMap;

use rusqlite::Connection;

use super::finding::{FindingToken, Findings, Place};
use super::fold::books::Total;
use super::row::{integer, number, word};
use crate::error::Result;

/// Postings that are turned into entries at a time: what SQLite keeps meanwhile stays small.
const SLICE: i64 = 50_000;

const ENTRIES: &str = "SELECT side, owner_id, debit, credit, amount_fen, posting_id
    FROM double_entry WHERE posting_id > ?1 AND posting_id <= ?2";

const LINES: &str =
    "SELECT line_id, original_fen, early_fen, supplement_fen, reduction_fen, carried_in_fen,
    transferred_in_fen, transferred_out_fen, surplus_used_fen, prior_year_fen, recalled_fen,
    committed_fen, paid_fen, carried_out_fen, to_surplus_fen, lapsed_fen, available_fen
    FROM line_balance ORDER BY line_id";

const INCOMES: &str = "SELECT income_id, budgeted_fen, increased_fen, decreased_fen, received_fen,
    returned_fen, carried_in_fen, surplus_used_fen, prior_year_fen, paid_fen, carried_out_fen,
    to_surplus_fen, expected_fen, money_fen FROM income ORDER BY income_id";

const SURPLUSES: &str = "SELECT surplus_id, added_fen, used_fen, surrendered_fen, distributed_fen,
    earmarked_used_fen, pooled_in_fen, pooled_out_fen, earmarked_in_fen, earmarked_out_fen,
    stock_fen, earmarked_stock_fen FROM surplus ORDER BY surplus_id";

const COMMITMENTS: &str = "SELECT commitment_id, committed_fen, released_fen, paid_fen,
    carried_in_fen, carried_out_fen, remaining_fen FROM commitment ORDER BY commitment_id";

/// Books by name, the table of their running totals, and the query for these.
const BOOKS: [(&str, &str, &str); 4] = [
    ("line", "line_balance", LINES),
    ("income", "income", INCOMES),
    ("surplus", "surplus", SURPLUSES),
    ("commitment", "commitment", COMMITMENTS),
];

/// An account of the chart in force.
struct Account {
    is_debit: bool,
    /// Book, running total, and whether the account stands on the other side.
    book: usize,
    total: String,
    is_contra: bool,
}

/// Balances of the books: by book and owner, the balance of each account that moved.
#[derive(Default)]
struct Trial {
    accounts: Vec<Account>,
    by_name: HashMap<String, usize>,
    balances: HashMap<(usize, i64), Vec<(usize, Total)>>,
}

/// Derive every running total from the entries, and compare.
pub(super) fn run(connection: &Connection, findings: &mut Findings) -> Result<()> {
    let mut trial = Trial::default();
    check_chart(connection, findings)?;
    trial.read_chart(connection, findings)?;
    trial.add_entries(connection, findings)?;
    for (index, (book, table, sql)) in BOOKS.into_iter().enumerate() {
        trial.check_balanced(index, book, findings);
        trial.compare(connection, (index, table, sql), findings)?;
    }
    for (book, owner) in trial.balances.keys() {
        let table = BOOKS.get(*book).map_or("", |(_, table, _)| table);
        findings.add(
            FindingToken::DoubleEntryDiffers,
            || Place::row(table, owner),
            format_args!("it has entries and no running totals"),
        );
    }
    Ok(())
}

/// Name the events that the chart in force leaves out. A chart that was loaded before a migration
/// knows nothing of the events that came with it: what they post would not be found in its accounts.
fn check_chart(connection: &Connection, findings: &mut Findings) -> Result<()> {
    let sql = "SELECT DISTINCT event FROM posting_rule WHERE voucher_id = 0
        AND event NOT IN (SELECT event FROM posting_rule_in_force) ORDER BY event";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let event = word(row, 0)?;
        findings.add(
            FindingToken::ChartIncomplete,
            || Place::row("posting_rule_in_force", &event),
            format_args!("the chart in force has no rule for it: load one that has"),
        );
    }
    Ok(())
}

impl Trial {
    fn read_chart(&mut self, connection: &Connection, findings: &mut Findings) -> Result<()> {
        let sql = "SELECT account, side, total FROM account_in_force ORDER BY account";
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (name, side, total) = (word(row, 0)?, word(row, 1)?, word(row, 2)?);
            let (is_contra, total) = match total.strip_prefix('-') {
                Some(total) => (true, total),
                None => (false, total.as_str()),
            };
            let (book, total) = total.split_once('.').unwrap_or_default();
            let Some(book) = BOOKS.iter().position(|(name, ..)| *name == book) else {
                findings.add(
                    FindingToken::DoubleEntryDiffers,
                    || Place::column("account", &name, "total"),
                    format_args!("the account stands for no running total"),
                );
                continue;
            };
            self.by_name.insert(name.clone(), self.accounts.len());
            self.accounts.push(Account {
                is_debit: side == "debit",
                book,
                total: total.to_owned(),
                is_contra,
            });
        }
        Ok(())
    }

    fn add_entries(&mut self, connection: &Connection, findings: &mut Findings) -> Result<()> {
        let sql = "SELECT coalesce(max(posting_id), 0) FROM posting";
        let newest: i64 = connection.query_row(sql, [], |row| row.get(0))?;
        let mut statement = connection.prepare(ENTRIES)?;
        let mut after = 0;
        while after < newest {
            let until = after.saturating_add(SLICE);
            let mut rows = statement.query([after, until])?;
            while let Some(row) = rows.next()? {
                let side = word(row, 0)?;
                let owner = number(row, 1)?;
                let amount = Total::from(integer(row, 4)?.unwrap_or_default());
                let posting = number(row, 5)?;
                for (account, is_debit) in [(word(row, 2)?, true), (word(row, 3)?, false)] {
                    if !self.add(&side, owner, &account, is_debit, amount) {
                        findings.add(
                            FindingToken::DoubleEntryDiffers,
                            || Place::row("posting", posting),
                            format_args!("its {side} has no account {account}"),
                        );
                    }
                }
            }
            after = until;
        }
        Ok(())
    }

    /// Add one half of an entry; return whether there is such a book and account.
    fn add(
        &mut self,
        side: &str,
        owner: i64,
        account: &str,
        is_debit: bool,
        amount: Total,
    ) -> bool {
        let book = side.strip_prefix("to_").unwrap_or(side);
        let Some(book) = BOOKS.iter().position(|(name, ..)| *name == book) else {
            return false;
        };
        let Some(&index) = self.by_name.get(account) else {
            return false;
        };
        let stands = self
            .accounts
            .get(index)
            .is_some_and(|account| account.is_debit);
        let amount = if is_debit == stands { amount } else { -amount };
        let balances = self.balances.entry((book, owner)).or_default();
        match balances.iter_mut().find(|(known, _)| *known == index) {
            Some((_, balance)) => *balance += amount,
            None => balances.push((index, amount)),
        }
        true
    }

    /// Debit accounts and credit accounts of a book come to the same.
    fn check_balanced(&self, book: usize, name: &str, findings: &mut Findings) {
        let mut unbalanced = Vec::new();
        for ((of, owner), balances) in &self.balances {
            let sides = balances.iter().map(|(index, balance)| {
                let account = self.accounts.get(*index);
                let is_debit = account.is_some_and(|account| account.is_debit);
                if is_debit { *balance } else { -*balance }
            });
            let difference: Total = sides.sum();
            if *of == book && difference != 0 {
                unbalanced.push((*owner, difference));
            }
        }
        unbalanced.sort_unstable();
        for (owner, difference) in unbalanced {
            findings.differs(
                FindingToken::DoubleEntryDiffers,
                || Place::row(name, owner),
                (&0, &difference),
                format_args!("debit and credit of the book differ"),
            );
        }
    }

    /// Compare the running totals of a table with the balances of their accounts.
    fn compare(
        &mut self,
        connection: &Connection,
        (book, table, sql): (usize, &str, &'static str),
        findings: &mut Findings,
    ) -> Result<()> {
        let mut statement = connection.prepare(sql)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let columns = self.columns(book, &names, findings);
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = number(row, 0)?;
            let balances = self.balances.remove(&(book, id)).unwrap_or_default();
            for (column, accounts) in &columns {
                let signed = balances.iter().filter_map(|(index, balance)| {
                    let (_, is_contra) = accounts.iter().find(|(known, _)| known == index)?;
                    Some(if *is_contra { -*balance } else { *balance })
                });
                let expected: Total = signed.sum();
                let found = integer(row, *column)?;
                if found.map(Total::from) != Some(expected) {
                    let found = found.map_or("no number".to_owned(), |fen| fen.to_string());
                    let name = names.get(*column).map_or("", String::as_str);
                    findings.differs(
                        FindingToken::DoubleEntryDiffers,
                        || Place::column(table, id, name),
                        (&expected, &found),
                        format_args!("the running total is not the balance of its account"),
                    );
                }
            }
        }
        Ok(())
    }

    /// Return for each column of a book the accounts that make it up.
    fn columns(
        &self,
        book: usize,
        names: &[String],
        findings: &mut Findings,
    ) -> Vec<(usize, Vec<(usize, bool)>)> {
        let mut columns: Vec<(usize, Vec<(usize, bool)>)> = Vec::new();
        for (index, account) in self.accounts.iter().enumerate() {
            if account.book != book {
                continue;
            }
            let column = names.iter().position(|name| *name == account.total);
            let Some(column) = column.filter(|column| *column > 0) else {
                findings.add(
                    FindingToken::DoubleEntryDiffers,
                    || Place::table("account"),
                    format_args!("an account stands for no running total: {}", account.total),
                );
                continue;
            };
            let known = columns.iter_mut().find(|(known, _)| *known == column);
            match known {
                Some((_, accounts)) => accounts.push((index, account.is_contra)),
                None => columns.push((column, vec![(index, account.is_contra)])),
            }
        }
        columns
    }
}
