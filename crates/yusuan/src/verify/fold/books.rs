//! What postings move, as plain numbers in memory: one small record for each line, income, surplus
//! and commitment, however long the journal is.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use super::super::journal::Total;
use super::super::row::{integer, number, text, word, year};
use super::plans::Planned;
use crate::date::{self, Date};
use crate::error::Result;

/// Funds that finance appropriates; the money of every other one is kept as income.
const FISCAL: [&str; 3] = ["general_public", "government_fund", "state_capital"];

/// Return whether finance appropriates a fund.
pub(super) fn is_fiscal(fund: &str) -> bool {
    FISCAL.contains(&fund)
}

/// Totals that may be below zero.
pub(super) const SIGNED: [&str; 2] = ["prior_year_fen", "money_fen"];

/// A line with what the journal adds up to.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) created_by: i64,
    pub(crate) year: i64,
    pub(crate) unit: i64,
    pub(crate) fund: String,
    pub(crate) level: String,
    pub(crate) origin_year: i64,
    pub(crate) functional_code: String,
    pub(crate) economic_code: String,
    pub(crate) kind: String,
    pub(crate) project: String,
    pub(crate) last_posting: i64,
    /// The last that was neither a payment nor a refund.
    pub(crate) last_authority_posting: i64,
    pub(crate) is_compared: bool,
    pub(crate) is_drafted: bool,
    pub(crate) original: Total,
    pub(crate) early: Total,
    pub(crate) supplement: Total,
    pub(crate) reduction: Total,
    pub(crate) carried_in: Total,
    pub(crate) transferred_in: Total,
    pub(crate) transferred_out: Total,
    pub(crate) surplus_used: Total,
    pub(crate) prior_year: Total,
    pub(crate) recalled: Total,
    pub(crate) committed: Total,
    pub(crate) paid: Total,
    pub(crate) carried_out: Total,
    pub(crate) to_surplus: Total,
    pub(crate) lapsed: Total,
    /// None while nobody plans its payments, as nearly everywhere.
    pub(crate) planned: Option<Box<Planned>>,
}

impl Line {
    pub(crate) fn is_fiscal(&self) -> bool {
        is_fiscal(&self.fund)
    }

    /// Return what it may spend, and what became of that so far.
    pub(crate) fn authority(&self) -> Total {
        let used = self.committed + self.paid;
        self.available() + used + self.carried_out + self.to_surplus + self.lapsed
    }

    /// The most that may be committed and paid.
    fn ceiling(&self) -> Total {
        let granted = self.original
            + self.early
            + self.supplement
            + self.carried_in
            + self.transferred_in
            + self.surplus_used
            + self.prior_year;
        let taken = self.reduction
            + self.transferred_out
            + self.recalled
            + self.carried_out
            + self.to_surplus
            + self.lapsed;
        granted - taken
    }

    pub(crate) fn available(&self) -> Total {
        self.ceiling() - self.committed - self.paid
    }

    /// Every total by the name of its column.
    pub(crate) fn columns(&self) -> [(&'static str, Total); 17] {
        [
            ("original_fen", self.original),
            ("early_fen", self.early),
            ("supplement_fen", self.supplement),
            ("reduction_fen", self.reduction),
            ("carried_in_fen", self.carried_in),
            ("transferred_in_fen", self.transferred_in),
            ("transferred_out_fen", self.transferred_out),
            ("surplus_used_fen", self.surplus_used),
            ("prior_year_fen", self.prior_year),
            ("recalled_fen", self.recalled),
            ("committed_fen", self.committed),
            ("paid_fen", self.paid),
            ("carried_out_fen", self.carried_out),
            ("to_surplus_fen", self.to_surplus),
            ("lapsed_fen", self.lapsed),
            ("ceiling_fen", self.ceiling()),
            ("available_fen", self.available()),
        ]
    }
}

/// An income with what the journal adds up to.
#[derive(Debug, Default)]
pub(crate) struct Income {
    pub(crate) created_by: i64,
    pub(crate) year: i64,
    pub(crate) unit: i64,
    pub(crate) fund: String,
    pub(crate) last_posting: i64,
    pub(crate) is_drafted: bool,
    /// The part of `carried_in` that an approval estimated before last year was closed.
    pub(crate) approved_carried: Total,
    pub(crate) budgeted: Total,
    pub(crate) increased: Total,
    pub(crate) decreased: Total,
    pub(crate) received: Total,
    pub(crate) returned: Total,
    pub(crate) carried_in: Total,
    pub(crate) surplus_used: Total,
    pub(crate) prior_year: Total,
    pub(crate) paid: Total,
    pub(crate) carried_out: Total,
    pub(crate) to_surplus: Total,
}

impl Income {
    pub(crate) fn expected(&self) -> Total {
        self.budgeted + self.increased - self.decreased
    }

    pub(crate) fn money(&self) -> Total {
        let came = self.received + self.carried_in + self.surplus_used + self.prior_year;
        came - self.returned - self.paid - self.carried_out - self.to_surplus
    }

    /// Every total by the name of its column.
    pub(crate) fn columns(&self) -> [(&'static str, Total); 13] {
        [
            ("budgeted_fen", self.budgeted),
            ("increased_fen", self.increased),
            ("decreased_fen", self.decreased),
            ("received_fen", self.received),
            ("returned_fen", self.returned),
            ("carried_in_fen", self.carried_in),
            ("surplus_used_fen", self.surplus_used),
            ("prior_year_fen", self.prior_year),
            ("paid_fen", self.paid),
            ("carried_out_fen", self.carried_out),
            ("to_surplus_fen", self.to_surplus),
            ("expected_fen", self.expected()),
            ("money_fen", self.money()),
        ]
    }
}

/// A surplus with what the journal adds up to.
#[derive(Debug, Default)]
pub(crate) struct Surplus {
    pub(crate) created_by: i64,
    pub(crate) unit: i64,
    pub(crate) fund: String,
    pub(crate) last_posting: i64,
    pub(crate) added: Total,
    pub(crate) used: Total,
    pub(crate) surrendered: Total,
    pub(crate) distributed: Total,
    pub(crate) earmarked: Total,
    pub(crate) earmarked_used: Total,
    pub(crate) pooled_in: Total,
    pub(crate) pooled_out: Total,
    pub(crate) earmarked_in: Total,
    pub(crate) earmarked_out: Total,
}

impl Surplus {
    pub(crate) fn is_fiscal(&self) -> bool {
        is_fiscal(&self.fund)
    }

    pub(crate) fn stock(&self) -> Total {
        let came = self.added + self.pooled_in;
        came - self.used - self.surrendered - self.distributed - self.earmarked - self.pooled_out
    }

    fn earmarked_stock(&self) -> Total {
        self.earmarked + self.earmarked_in - self.earmarked_used - self.earmarked_out
    }

    pub(crate) fn columns(&self) -> [(&'static str, Total); 12] {
        [
            ("added_fen", self.added),
            ("used_fen", self.used),
            ("surrendered_fen", self.surrendered),
            ("distributed_fen", self.distributed),
            ("earmarked_fen", self.earmarked),
            ("earmarked_used_fen", self.earmarked_used),
            ("pooled_in_fen", self.pooled_in),
            ("pooled_out_fen", self.pooled_out),
            ("earmarked_in_fen", self.earmarked_in),
            ("earmarked_out_fen", self.earmarked_out),
            ("stock_fen", self.stock()),
            ("earmarked_stock_fen", self.earmarked_stock()),
        ]
    }
}

/// A commitment with what the journal adds up to.
#[derive(Debug, Default)]
pub(crate) struct Commitment {
    pub(crate) created_by: i64,
    pub(crate) line: i64,
    pub(crate) continues: Option<i64>,
    /// Day of the act that made it.
    pub(crate) made_on: Option<Date>,
    pub(crate) last_posting: i64,
    pub(crate) committed: Total,
    pub(crate) released: Total,
    pub(crate) paid: Total,
    pub(crate) carried_in: Total,
    pub(crate) carried_out: Total,
}

impl Commitment {
    pub(crate) fn remaining(&self) -> Total {
        self.committed + self.carried_in - self.released - self.paid - self.carried_out
    }

    pub(crate) fn columns(&self) -> [(&'static str, Total); 6] {
        [
            ("committed_fen", self.committed),
            ("released_fen", self.released),
            ("paid_fen", self.paid),
            ("carried_in_fen", self.carried_in),
            ("carried_out_fen", self.carried_out),
            ("remaining_fen", self.remaining()),
        ]
    }
}

/// Everything that postings move.
#[derive(Debug, Default)]
pub(crate) struct Books {
    pub(crate) lines: FxHashMap<i64, Line>,
    pub(crate) incomes: FxHashMap<i64, Income>,
    pub(crate) surpluses: FxHashMap<i64, Surplus>,
    pub(crate) commitments: FxHashMap<i64, Commitment>,
}

impl Books {
    /// Read what there is, without any total.
    pub(super) fn load(connection: &Connection) -> Result<Self> {
        let mut books = Self::default();
        let sql = "SELECT line_id, year, unit_id, fund, level, origin_year, functional_code,
            economic_code, kind, project, voucher_id FROM line";
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let line = Line {
                year: year(row, 1)?,
                unit: number(row, 2)?,
                fund: word(row, 3)?,
                level: word(row, 4)?,
                origin_year: year(row, 5)?,
                functional_code: word(row, 6)?,
                economic_code: word(row, 7)?,
                kind: word(row, 8)?,
                project: word(row, 9)?,
                created_by: number(row, 10)?,
                ..Line::default()
            };
            books.lines.insert(number(row, 0)?, line);
        }
        books.load_others(connection)?;
        Ok(books)
    }

    fn load_others(&mut self, connection: &Connection) -> Result<()> {
        let mut statement =
            connection.prepare("SELECT income_id, year, unit_id, fund, voucher_id FROM income")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let income = Income {
                year: year(row, 1)?,
                unit: number(row, 2)?,
                fund: word(row, 3)?,
                created_by: number(row, 4)?,
                ..Income::default()
            };
            self.incomes.insert(number(row, 0)?, income);
        }
        let mut statement =
            connection.prepare("SELECT surplus_id, unit_id, fund, voucher_id FROM surplus")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let surplus = Surplus {
                unit: number(row, 1)?,
                fund: word(row, 2)?,
                created_by: number(row, 3)?,
                ..Surplus::default()
            };
            self.surpluses.insert(number(row, 0)?, surplus);
        }
        let sql = "SELECT k.commitment_id, k.line_id, k.continues_id, v.dated, k.voucher_id
            FROM commitment AS k
            LEFT JOIN voucher AS v ON v.voucher_id = k.voucher_id";
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let commitment = Commitment {
                line: number(row, 1)?,
                continues: integer(row, 2)?,
                made_on: text(row, 3)?.and_then(|text| date::parse(&text).ok()),
                created_by: number(row, 4)?,
                ..Commitment::default()
            };
            self.commitments.insert(number(row, 0)?, commitment);
        }
        Ok(())
    }
}
