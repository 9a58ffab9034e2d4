//! One reading of the journal for every derivation that goes through all of it.

use rusqlite::Connection;

use super::chain::Chain;
use super::detail::Details;
use super::double_entry::Trial;
use super::finding::{Findings, Place};
use super::fold::Fold;
use super::journal::{self, Posting, Reader, Voucher};
use super::links::Link;
use super::unreadable;
use crate::error::{Error, Result};
use crate::journal::Head;
use crate::progress::{Counter, Stage};

/// The derivations, up to some voucher.
#[derive(Debug)]
pub(super) struct Reading<'c> {
    connection: &'c Connection,
    pub(super) chain: Chain<'c>,
    pub(super) fold: Fold<'c>,
    trial: Trial,
    pub(super) details: Details,
    /// What stopped the chain; the others go on without it.
    unchained: Option<Error>,
    vouchers: Option<Counter>,
}

impl<'c> Reading<'c> {
    /// Begin before the first voucher.
    pub(super) fn new(connection: &'c Connection, kept: Option<&'c Head>) -> Self {
        Self {
            connection,
            chain: Chain::new(connection, kept),
            fold: Fold::new(connection),
            trial: Trial::default(),
            details: Details::default(),
            unchained: None,
            vouchers: None,
        }
    }

    /// Read the journal to its end, compare, and report what each derivation found, one after the
    /// other.
    pub(super) fn run(&mut self, findings: &mut Findings) -> Result<()> {
        let done = self.derive();
        findings.append(std::mem::take(&mut self.chain.findings));
        if let Some(error) = self.unchained.take() {
            unreadable(error, Place::table("chain"), findings)?;
        }
        findings.append(std::mem::take(&mut self.fold.findings));
        findings.append(std::mem::take(&mut self.trial.findings));
        done
    }

    fn derive(&mut self) -> Result<()> {
        let connection = self.connection;
        let newest = "SELECT voucher_id FROM voucher ORDER BY voucher_id DESC LIMIT 1";
        let newest = connection.query_row(newest, [], |row| row.get::<_, i64>(0));
        let newest = newest.ok().and_then(|newest| u64::try_from(newest).ok());
        self.vouchers = Some(Counter::begin(Stage::Journal, newest));
        self.fold.load()?;
        self.trial.load(connection)?;
        journal::read(connection, 0, self)?;
        if let Some(vouchers) = self.vouchers.take() {
            vouchers.end()?;
        }
        if self.unchained.is_none() {
            self.unchained = self.chain.finish().err();
        }
        self.fold.finish()?;
        self.trial.finish(connection)
    }
}

impl Reader for Reading<'_> {
    fn voucher(&mut self, voucher: &Voucher) -> Result<()> {
        if let Some(vouchers) = &mut self.vouchers {
            vouchers.step()?;
        }
        self.fold.voucher(voucher)
    }

    fn posting(&mut self, voucher: &Voucher, posting: &Posting) -> Result<()> {
        self.fold.posting(voucher, posting)?;
        self.trial.enter(posting);
        self.details.count(voucher, posting);
        Ok(())
    }

    fn link(&mut self, voucher: &Voucher, link: &Link<'_>) -> Result<()> {
        if self.unchained.is_none() {
            self.unchained = self.chain.link(voucher, link).err();
        }
        self.fold.link(voucher, link)
    }

    fn no_records(&mut self, error: Error) -> Result<()> {
        self.unchained = Some(error);
        Ok(())
    }

    fn undeclared(&mut self, posting: &Posting) {
        self.fold.undeclared(posting);
    }

    fn stray(&mut self, table: &'static str, voucher: i64) {
        self.chain.stray(table, voucher);
    }
}
