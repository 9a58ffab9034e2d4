//! What the row that a posting takes from has, in words.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::{About, is_receipt};
use crate::acts::limits;
use crate::catalogue;
use crate::error::{Result, Rule};
use crate::journal::{Event, Posting, Voucher};
use crate::line::{self, Line, LineId};
use crate::money::Fen;

/// A posting that was refused.
pub(super) struct Case<'a> {
    pub(super) connection: &'a Connection,
    pub(super) about: &'a About,
    pub(super) voucher: &'a Voucher,
    pub(super) posting: &'a Posting,
}

/// What a row has.
pub(super) struct Has {
    pub(super) what: String,
    pub(super) amount: Fen,
    pub(super) word: String,
    pub(super) hint: &'static str,
    pub(super) line_id: Option<i64>,
    /// The policy that sets the limit.
    pub(super) policy: Option<&'static str>,
}

impl Has {
    fn new(what: String, amount: Fen, word: impl Into<String>, hint: &'static str) -> Self {
        Self {
            what,
            amount,
            word: word.into(),
            hint,
            line_id: None,
            policy: None,
        }
    }

    fn of_line(line: &Line, amount: Fen, word: impl Into<String>, hint: &'static str) -> Self {
        Self {
            line_id: Some(line.id.get()),
            ..Self::new(line.to_string(), amount, word, hint)
        }
    }
}

/// The income of a unit and fund, which the refused voucher may have made.
#[derive(Default)]
pub(super) struct Income {
    pub(super) year: i16,
    pub(super) unit: String,
    pub(super) fund: String,
    /// What came in and was not given back.
    received: i64,
    expected: i64,
    money: i64,
}

impl Case<'_> {
    /// Return what the row has that a rule found too small; none where it is not about an amount.
    pub(super) fn has(&self, rule: Rule) -> Result<Option<Has>> {
        match rule {
            Rule::AvailableExceeded => self.available(),
            Rule::CommitmentExceeded => self.remaining(),
            Rule::PlanExceeded => self.planned(),
            Rule::PlanExceedsAuthority => self.unplanned(),
            Rule::SpendingExceedsIncome => self.spendable(),
            Rule::ContractExceeded => self.uncommitted(),
            Rule::RefundExceeded => self.unreturned(),
            Rule::MoneyExceeded => self.money(),
            Rule::TotalNegative => self.came_in(),
            Rule::SurplusExceeded => self.stock(),
            Rule::TrueUpExceeded => self.estimate(),
            _ => Ok(None),
        }
    }

    /// Return the line that the posting takes from: undone, a transfer takes from the line it gave.
    pub(super) fn line(&self) -> Result<Option<Line>> {
        let undone = self.posting.reverses.and(self.posting.to_line);
        match (&self.about.line, undone.or(self.posting.line)) {
            (Some(line), _) if undone.is_none() => Ok(Some(line.clone())),
            (_, Some(id)) => line::require_id(self.connection, LineId::new(id)).map(Some),
            (_, None) => Ok(None),
        }
    }

    fn available(&self) -> Result<Option<Has>> {
        let Some(line) = self.line()? else {
            return Ok(None);
        };
        let balance = line::balance(self.connection, line.id)?;
        let hint = if self.posting.reverses.is_some() {
            "undo first what spent it, or supplement the line"
        } else {
            "take at most what is available, or supplement the line first"
        };
        let amount = balance.available()?;
        Ok(Some(Has::of_line(&line, amount, "available", hint)))
    }

    /// What is left of the carry-over that the approved budget estimated.
    fn estimate(&self) -> Result<Option<Has>> {
        let Some(line) = self.line()? else {
            return Ok(None);
        };
        let sql = "SELECT estimate_fen FROM carry_over_estimate WHERE line_id = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let estimate = statement.query_row([line.id.get()], |row| row.get(0));
        let hint = if self.posting.reverses.is_some() {
            "undo first what was taken out of the estimate since"
        } else {
            "take out at most what is left of the estimate"
        };
        let word = "left of its estimated carry-over (结转核定)";
        let estimate: Option<i64> = estimate.optional()?;
        Ok(estimate.map(|fen| Has::of_line(&line, Fen::new(fen), word, hint)))
    }

    fn remaining(&self) -> Result<Option<Has>> {
        let Some(id) = self.posting.commitment else {
            return Ok(None);
        };
        let sql = "SELECT contract, remaining_fen FROM commitment WHERE commitment_id = ?1";
        let found = self.one(sql, id)?;
        Ok(found.map(|(contract, amount)| {
            Has::new(
                format!("commitment {id} (contract {contract})"),
                amount,
                "remaining",
                if self.posting.reverses.is_some() {
                    "undo first what was paid or released of it"
                } else {
                    "take at most what remains, or increase the commitment first"
                },
            )
        }))
    }

    /// What the plan of a line lets it still pay, by the month whose end is the limit.
    fn planned(&self) -> Result<Option<Has>> {
        let (Some(line), Some(dated)) = (self.line()?, self.voucher.particulars.dated) else {
            return Ok(None);
        };
        let plan = line::plan_of(self.connection, line.id)?;
        let begun = plan
            .iter()
            .filter(|planned| i64::from(planned.month) >= i64::from(dated.month()));
        let Some(month) =
            begun.min_by_key(|month| month.planned_to_date.get() - month.paid_to_date.get())
        else {
            return Ok(None);
        };
        let word = format!(
            "left of its spending plan (用款计划) by the end of month {}",
            month.month
        );
        let amount = month.planned_to_date.checked_sub(month.paid_to_date)?;
        let hint = "pay at most what the plan leaves, or plan anew";
        Ok(Some(Has::of_line(&line, amount, word, hint)))
    }

    /// What a line may spend beyond its plan.
    fn unplanned(&self) -> Result<Option<Has>> {
        let Some(line) = self.line()? else {
            return Ok(None);
        };
        let authority = line::authority(self.connection, line.id)?;
        let plan = line::plan_of(self.connection, line.id)?;
        let planned = Fen::sum(plan.iter().map(|month| month.planned))?;
        Ok(Some(Has::of_line(
            &line,
            authority.checked_sub(planned)?,
            "beyond its spending plan (用款计划)",
            "plan less first with plan_spending, or take at most what is not planned",
        )))
    }

    /// What the policy lets a fund that is not fiscal still spend.
    fn spendable(&self) -> Result<Option<Has>> {
        let Some(income) = self.posting.income else {
            return Ok(None);
        };
        let Some(spendable) = limits::spendable(self.connection, income)? else {
            return Ok(None);
        };
        let (word, hint) = if spendable.is_by_money {
            (
                "left of the money that came in",
                "record what came in first; the policy unit_spending decides",
            )
        } else {
            (
                "left of what its budget expects and of what it had",
                "adjust the income budget first; the policy unit_spending decides",
            )
        };
        Ok(Some(Has {
            policy: Some("unit_spending"),
            line_id: self.posting.line,
            ..Has::new(spendable.what, spendable.left, word, hint)
        }))
    }

    fn uncommitted(&self) -> Result<Option<Has>> {
        let Some(reference) = self.about.contract.as_deref() else {
            return Ok(None);
        };
        let sql = "SELECT planned_fen - committed_fen FROM contract_report WHERE reference = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let fen: i64 = statement.query_row([reference], |row| row.get(0))?;
        Ok(Some(Has::new(
            format!("contract {reference}"),
            Fen::new(fen),
            "that are not committed yet",
            "commit at most what the contract costs, or amend it first",
        )))
    }

    fn unreturned(&self) -> Result<Option<Has>> {
        let Some(payment) = self.posting.refunds else {
            return Ok(None);
        };
        let sql = "SELECT v.dated, p.amount_fen - (
                SELECT coalesce(sum(r.effect_fen), 0) FROM posting AS r WHERE r.refunds_id = ?1
            ) FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id
            WHERE p.posting_id = ?1";
        let found = self.one(sql, payment)?;
        Ok(found.map(|(dated, amount)| {
            Has::new(
                format!("payment {payment} of {dated}"),
                amount,
                "left that was not returned yet",
                "return at most what is left of the payment",
            )
        }))
    }

    fn money(&self) -> Result<Option<Has>> {
        Ok(self.income()?.map(|income| {
            Has::new(
                income.named(),
                Fen::new(income.money),
                "of money in hand",
                "take at most the money that is there",
            )
        }))
    }

    /// What came in, or is expected to, and can be taken back.
    fn came_in(&self) -> Result<Option<Has>> {
        Ok(self.income()?.map(|income| {
            let what = income.named();
            if is_receipt(self.posting.event) {
                return Has::new(
                    what,
                    Fen::new(income.received),
                    "that came in and was not given back",
                    "give back at most what came in",
                );
            }
            let hint = "take out at most what the budget expects";
            let amount = Fen::new(income.expected);
            Has::new(what, amount, "that its budget expects to come in", hint)
        }))
    }

    fn stock(&self) -> Result<Option<Has>> {
        let Some(id) = self.posting.surplus else {
            return Ok(None);
        };
        let is_earmarked = match self.posting.event {
            Event::UseEarmarked | Event::PoolEarmarkedOut => true,
            Event::EarmarkSurplus | Event::PoolEarmarkedIn => self.posting.reverses.is_some(),
            _ => false,
        };
        let sql = "SELECT CASE WHEN ?2 THEN earmarked_stock_fen ELSE stock_fen END
            FROM surplus WHERE surplus_id = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let stored: Option<i64> = statement
            .query_row((id, is_earmarked), |row| row.get(0))
            .optional()?;
        let found = self.surplus()?;
        let found = found.map(|(unit, fund)| (format!("{fund} of {unit}"), stored.unwrap_or(0)));
        Ok(found.map(|(what, fen)| {
            let (word, hint) = if is_earmarked {
                (
                    "of earmarked surplus (专用结余)",
                    "take at most what was set aside",
                )
            } else {
                ("of surplus (结余)", "take at most what the surplus has")
            };
            Has::new(what, Fen::new(fen), word, hint)
        }))
    }

    /// Return unit and fund of the surplus that the posting names, also of one that its voucher would
    /// have made.
    pub(super) fn surplus(&self) -> Result<Option<(String, String)>> {
        let Some(id) = self.posting.surplus else {
            return Ok(None);
        };
        let sql = "SELECT u.name, s.fund FROM surplus AS s JOIN unit AS u ON u.unit_id = s.unit_id
            WHERE s.surplus_id = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let stored = statement.query_row([id], |row| row.try_into()).optional()?;
        if stored.is_some() {
            return Ok(stored);
        }
        let made = self.made("surplus", id)?;
        Ok(made.map(|(_, unit, fund)| (unit, fund)))
    }

    /// Return the income that the posting names, also one that its voucher would have made.
    pub(super) fn income(&self) -> Result<Option<Income>> {
        let Some(id) = self.posting.income else {
            return Ok(None);
        };
        let sql = "SELECT i.year, u.name, i.fund, i.received_fen - i.returned_fen, i.expected_fen,
            i.money_fen FROM income AS i JOIN unit AS u ON u.unit_id = i.unit_id
            WHERE i.income_id = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let stored = statement.query_row([id], |row| {
            Ok(Income {
                year: row.get(0)?,
                unit: row.get(1)?,
                fund: row.get(2)?,
                received: row.get(3)?,
                expected: row.get(4)?,
                money: row.get(5)?,
            })
        });
        if let Some(income) = stored.optional()? {
            return Ok(Some(income));
        }
        let made = self.made("income", id)?;
        Ok(made.map(|(year, unit, fund)| Income {
            year,
            unit,
            fund,
            ..Income::default()
        }))
    }

    /// Return year, unit and fund of a row that the voucher would have made.
    fn made(&self, table: &str, id: i64) -> Result<Option<(i16, String, String)>> {
        let mut records = self.voucher.records.iter();
        let made = records.find(|record| {
            record.table.name == table && record.values.first() == Some(&Value::from(id))
        });
        let Some([.., Value::Integer(unit), Value::Text(fund)]) =
            made.map(|it| it.values.as_slice())
        else {
            return Ok(None);
        };
        let unit = catalogue::unit_name(self.connection, *unit)?;
        Ok(Some((
            self.voucher.year.unwrap_or_default(),
            unit,
            fund.clone(),
        )))
    }

    fn one(&self, sql: &'static str, id: i64) -> Result<Option<(String, Fen)>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_row([id], |row| Ok((row.get(0)?, Fen::new(row.get(1)?))));
        Ok(found.optional()?)
    }
}

impl Income {
    pub(super) fn named(&self) -> String {
        format!("{} of {} in {}", self.fund, self.unit, self.year)
    }
}
