//! The second second derivation: every posting as debit and credit, by the rules of the chart.
//!
//! It makes the entries that the view `double_entry` shows, from the same rows of the chart. It knows
//! nothing of what the events mean, and the chart nothing of the columns of the running totals.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use super::finding::{FindingToken, Findings, Place};
use super::journal::{Posting, Total};
use super::row::{integer, number, word};
use crate::error::Result;
use crate::journal::Event;

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
#[derive(Debug)]
struct Account {
    is_debit: bool,
    /// Book, running total, and whether the account stands on the other side.
    book: usize,
    total: String,
    is_contra: bool,
}

/// Which row of a posting an entry is in the books of.
#[derive(Clone, Copy, Debug)]
enum Side {
    Line,
    ToLine,
    Income,
    ToIncome,
    Surplus,
    Commitment,
    ToCommitment,
}

impl Side {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "line" => Self::Line,
            "to_line" => Self::ToLine,
            "income" => Self::Income,
            "to_income" => Self::ToIncome,
            "surplus" => Self::Surplus,
            "commitment" => Self::Commitment,
            "to_commitment" => Self::ToCommitment,
            _ => return None,
        })
    }

    /// Return the book and the row in it.
    const fn of(self, posting: &Posting) -> (usize, Option<i64>) {
        match self {
            Self::Line => (0, posting.line),
            Self::ToLine => (0, posting.to_line),
            Self::Income => (1, posting.income),
            Self::ToIncome => (1, posting.to_income),
            Self::Surplus => (2, posting.surplus),
            Self::Commitment => (3, posting.commitment),
            Self::ToCommitment => (3, posting.to_commitment),
        }
    }
}

/// One side of an entry.
#[derive(Debug)]
enum Half {
    /// The account, and whether the amount adds to its balance.
    Of(usize, bool),
    /// The chart has no account of this name.
    Missing(String),
}

/// An entry that the chart makes of an event.
#[derive(Debug)]
struct Rule {
    side: Side,
    word: String,
    debit: Half,
    credit: Half,
}

/// Balances of the books: by book and owner, the balance of each account that moved.
#[derive(Debug, Default)]
pub(super) struct Trial {
    accounts: Vec<Account>,
    by_name: FxHashMap<String, usize>,
    /// By event, and whether the posting names a commitment.
    rules: FxHashMap<(Event, bool), Vec<Rule>>,
    balances: FxHashMap<(usize, i64), Vec<(usize, Total)>>,
    pub(super) findings: Findings,
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
    /// Read the chart in force.
    pub(super) fn load(&mut self, connection: &Connection) -> Result<()> {
        check_chart(connection, &mut self.findings)?;
        self.read_accounts(connection)?;
        self.read_rules(connection)
    }

    fn read_accounts(&mut self, connection: &Connection) -> Result<()> {
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
                self.findings.add(
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

    fn read_rules(&mut self, connection: &Connection) -> Result<()> {
        let sql =
            "SELECT event, against_commitment, side, debit, credit FROM posting_rule_in_force";
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (event, side) = (word(row, 0)?, word(row, 2)?);
            let (Some(event), Some(known)) = (Event::from_word(&event), Side::from_word(&side))
            else {
                self.findings.add(
                    FindingToken::DoubleEntryDiffers,
                    || Place::row("posting_rule", &event),
                    format_args!("the rule is about no event, or about no row of one: {side}"),
                );
                continue;
            };
            let rule = Rule {
                side: known,
                debit: self.half(word(row, 3)?, true),
                credit: self.half(word(row, 4)?, false),
                word: side,
            };
            let key = (event, integer(row, 1)? == Some(1));
            self.rules.entry(key).or_default().push(rule);
        }
        Ok(())
    }

    fn half(&self, name: String, is_debit: bool) -> Half {
        let Some(&index) = self.by_name.get(&name) else {
            return Half::Missing(name);
        };
        let account = self.accounts.get(index);
        Half::Of(
            index,
            account.is_some_and(|account| account.is_debit == is_debit),
        )
    }

    /// Enter a posting.
    pub(super) fn enter(&mut self, posting: &Posting) {
        let key = posting
            .event
            .map(|event| (event, posting.commitment.is_some()));
        for rule in key
            .and_then(|key| self.rules.get(&key))
            .into_iter()
            .flatten()
        {
            let (book, Some(owner)) = rule.side.of(posting) else {
                continue;
            };
            let balances = self.balances.entry((book, owner)).or_default();
            for half in [&rule.debit, &rule.credit] {
                let (index, adds) = match half {
                    Half::Of(index, adds) => (*index, *adds),
                    Half::Missing(account) => {
                        self.findings.add(
                            FindingToken::DoubleEntryDiffers,
                            || Place::row("posting", posting.id),
                            format_args!("its {} has no account {account}", rule.word),
                        );
                        continue;
                    }
                };
                let amount = if adds {
                    posting.effect()
                } else {
                    -posting.effect()
                };
                match balances.iter_mut().find(|(known, _)| *known == index) {
                    Some((_, balance)) => *balance += amount,
                    None => balances.push((index, amount)),
                }
            }
        }
    }

    /// Compare every running total with the entries.
    pub(super) fn finish(&mut self, connection: &Connection) -> Result<()> {
        for (index, (book, table, sql)) in BOOKS.into_iter().enumerate() {
            self.check_balanced(index, book);
            self.compare(connection, (index, table, sql))?;
        }
        let mut left: Vec<_> = self.balances.keys().copied().collect();
        left.sort_unstable();
        for (book, owner) in left {
            let table = BOOKS.get(book).map_or("", |(_, table, _)| table);
            self.findings.add(
                FindingToken::DoubleEntryDiffers,
                || Place::row(table, owner),
                format_args!("it has entries and no running totals"),
            );
        }
        Ok(())
    }

    /// Debit accounts and credit accounts of a book come to the same.
    fn check_balanced(&mut self, book: usize, name: &str) {
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
            self.findings.differs(
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
    ) -> Result<()> {
        let mut statement = connection.prepare(sql)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let columns = self.columns(book, &names);
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
                    self.findings.differs(
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
    fn columns(&mut self, book: usize, names: &[String]) -> Vec<(usize, Vec<(usize, bool)>)> {
        let mut columns: Vec<(usize, Vec<(usize, bool)>)> = Vec::new();
        for (index, account) in self.accounts.iter().enumerate() {
            if account.book != book {
                continue;
            }
            let column = names.iter().position(|name| *name == account.total);
            let Some(column) = column.filter(|column| *column > 0) else {
                self.findings.add(
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
