//! The public rules for appropriation accounts (docs/views.md), as formulas over what the running
//! totals say of an account, and what the journal says of its lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rusqlite::{Connection, OptionalExtension, Row};

use super::detail::{Detail, Details, PaidBy};
use super::finding::{FindingToken, Findings, Place};
use super::journal::Total;
use super::row::{integer, number, word, year};
use crate::error::Result;

/// What an account is known by: year, unit, fund, level, origin year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    year: i64,
    unit_id: i64,
    fund: String,
    level: String,
    origin_year: i64,
}

impl Key {
    /// Read the key that begins at a column.
    pub(super) fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            year: year(row, first)?,
            unit_id: number(row, first + 1)?,
            fund: word(row, first + 2)?,
            level: word(row, first + 3)?,
            origin_year: year(row, first + 4)?,
        })
    }

    /// Return the key of what is on no line.
    pub(super) const fn of_nothing() -> Self {
        Self {
            year: -1,
            unit_id: -1,
            fund: String::new(),
            level: String::new(),
            origin_year: -1,
        }
    }

    fn place(&self) -> Place {
        Place::row("appropriation_account", self)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            year,
            unit_id,
            fund,
            level,
            origin_year,
        } = self;
        write!(formatter, "{year} {unit_id} {fund} {level} {origin_year}")
    }
}

/// Figures that an account and its details have in common, as columns of both views.
const FIGURES: [&str; 12] = [
    "opening_fen",
    "adjustment_fen",
    "appropriated_fen",
    "transferred_in_fen",
    "transferred_out_fen",
    "other_fen",
    "obligation_fen",
    "unobligated_fen",
    "closing_fen",
    "expired_fen",
    "outlay_fen",
    "recovery_fen",
];

/// What an account, or its details together, come to.
#[derive(Debug, Default)]
pub(super) struct Figures(pub(super) [Total; FIGURES.len()]);

impl Figures {
    fn add(&mut self, row: &Row<'_>, first: usize) -> rusqlite::Result<()> {
        for (column, total) in (first..).zip(&mut self.0) {
            *total += Total::from(number(row, column)?);
        }
        Ok(())
    }

    const fn sources(&self) -> Total {
        let [
            opening,
            adjustment,
            appropriated,
            from_others,
            to_others,
            other,
            ..,
        ] = self.0;
        opening + adjustment + appropriated + from_others - to_others + other
    }

    const fn uses(&self) -> Total {
        let [
            _,
            _,
            _,
            _,
            _,
            _,
            obligation,
            unobligated,
            closing,
            expired,
            ..,
        ] = self.0;
        obligation + unobligated + closing + expired
    }

    const fn opening(&self) -> Total {
        self.0[0]
    }

    const fn closing(&self) -> Total {
        self.0[8]
    }
}

/// An account by its running totals.
#[derive(Debug)]
struct Account {
    unit: String,
    status: Total,
    figures: Figures,
}

type Accounts = BTreeMap<Key, Account>;

/// Check every formula.
pub(super) fn run(
    connection: &Connection,
    details: &Details,
    findings: &mut Findings,
) -> Result<()> {
    let accounts = accounts(connection)?;
    let months = details.months();
    let details = details.by_account(connection)?;
    each_stands_once(&accounts, &details, findings);
    for (key, account) in &accounts {
        let none = Detail::default();
        let detail = details.get(key).unwrap_or(&none);
        totals(key, account, detail, findings);
        figures(key, account, detail, findings);
    }
    openings(&accounts, findings);
    nothing_vanishes(connection, &months, findings)
}

/// Ask a view for the key of an account, a column of its own and the figures.
fn question(view: &str, own: &str) -> String {
    let figures = FIGURES.join(", ");
    format!("SELECT year, unit_id, fund, level, origin_year, {own}, {figures} FROM {view}")
}

fn accounts(connection: &Connection) -> Result<Accounts> {
    let sql = question("appropriation_account", "status_fen, unit");
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut accounts = Accounts::new();
    while let Some(row) = rows.next()? {
        let mut account = Account {
            status: Total::from(number(row, 5)?),
            unit: word(row, 6)?,
            figures: Figures::default(),
        };
        account.figures.add(row, 7)?;
        accounts.insert(Key::read(row, 0)?, account);
    }
    Ok(accounts)
}

/// A32: an account stands once, and every detail has its account.
fn each_stands_once(accounts: &Accounts, details: &BTreeMap<Key, Detail>, findings: &mut Findings) {
    let mut names = BTreeSet::new();
    for (key, account) in accounts {
        let name = (
            key.year,
            &account.unit,
            &key.fund,
            &key.level,
            key.origin_year,
        );
        if !names.insert(name) {
            findings.add(
                FindingToken::AccountRepeated,
                || key.place(),
                format_args!("another unit of the same name has the same account"),
            );
        }
    }
    for key in details.keys().filter(|key| !accounts.contains_key(key)) {
        findings.add(
            FindingToken::AccountRepeated,
            || key.place(),
            format_args!("postings move money of an account that is not there"),
        );
    }
}

/// A2, A4, A24: sources and uses.
fn totals(key: &Key, account: &Account, detail: &Detail, findings: &mut Findings) {
    let sources = account.figures.sources();
    let formulas = [
        (
            FindingToken::AccountResources,
            (detail.resource, sources),
            "opening + adjustments + appropriated + transfers + other is not what was given",
        ),
        (
            FindingToken::AccountStatus,
            (account.figures.uses(), account.status),
            "the status is not obligations + unobligated + closing + expired",
        ),
        (
            FindingToken::AccountUses,
            (detail.resource, account.status),
            "uses are not sources",
        ),
    ];
    for (token, (expected, found), message) in formulas {
        if expected != found {
            findings.differs(
                token,
                || key.place(),
                (&expected, &found),
                format_args!("{message}"),
            );
        }
    }
}

/// A8 to A19, A35: each figure of the account beside the sum of its details.
fn figures(key: &Key, account: &Account, detail: &Detail, findings: &mut Findings) {
    let pairs = detail.figures.0.iter().zip(&account.figures.0);
    for (name, (expected, found)) in FIGURES.iter().zip(pairs) {
        if expected != found {
            let token = match *name {
                "outlay_fen" => FindingToken::AccountOutlays,
                "obligation_fen" => FindingToken::AccountObligations,
                "recovery_fen" => FindingToken::AccountRecoveries,
                _ => FindingToken::AccountFigure,
            };
            findings.differs(
                token,
                || Place::column("appropriation_account", key, name),
                (expected, found),
                format_args!("the figure is not the sum of its detail"),
            );
        }
    }
}

/// A7: each year opens with what the one before closed with. A unit may have a successor.
fn openings(accounts: &Accounts, findings: &mut Findings) {
    let mut handed: BTreeMap<(i64, &str, &str, i64), (Total, Total)> = BTreeMap::new();
    for (key, account) in accounts {
        let row = |year| (year, key.fund.as_str(), key.level.as_str(), key.origin_year);
        handed.entry(row(key.year)).or_default().1 += account.figures.opening();
        let next = row(key.year.saturating_add(1));
        handed.entry(next).or_default().0 += account.figures.closing();
    }
    for ((year, fund, level, origin_year), (closed, opened)) in handed {
        if closed != opened {
            findings.differs(
                FindingToken::AccountOpening,
                || {
                    let row = format!("{year} {fund} {level} {origin_year}");
                    Place::row("appropriation_account", row)
                },
                (&closed, &opened),
                format_args!("the year does not open with what the year before closed with"),
            );
        }
    }
}

/// C27: what was paid by some month is still paid at the end of the year.
fn nothing_vanishes(
    connection: &Connection,
    months: &[PaidBy],
    findings: &mut Findings,
) -> Result<()> {
    let sql = "SELECT b.paid_fen FROM line AS l JOIN line_balance AS b ON b.line_id = l.line_id
        WHERE l.line_id = ?1 AND l.year = ?2";
    let mut statement = connection.prepare(sql)?;
    for month in months {
        let paid = statement.query_row([month.line, month.year], |row| integer(row, 0));
        let paid = paid.optional()?.flatten().map(Total::from);
        let vanished = if month.is_last {
            paid != Some(month.paid)
        } else {
            paid.is_none() && month.paid != 0
        };
        if vanished {
            let shown = paid.map_or("nothing".to_owned(), |fen| fen.to_string());
            findings.differs(
                FindingToken::AccountVanished,
                || Place::row("line", month.line),
                (&month.paid, &shown),
                format_args!(
                    "what was paid by {}-{:02} is not what the year has paid",
                    month.year, month.month
                ),
            );
        }
    }
    Ok(())
}
