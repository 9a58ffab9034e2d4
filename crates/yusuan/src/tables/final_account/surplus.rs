//! Where the surplus 结余 of a year comes from and goes to, and under which functional code.
//!
//! A surplus is a stock of a unit and fund and has no code; a final account arranges the opening and
//! the closing balance by code all the same. So the movements are told again in the order of their
//! years, first in, first out: what was put in last goes out last, and each fen keeps the code of
//! the line that left it. Money that never had a code, or that came with a merged unit in a way that
//! cannot be told, has none.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::flow::Flow;
use crate::line::{Fund, IncomeTotals};
use crate::money::{AmountError, Fen};

/// A posting on a surplus that stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct SurplusMovement {
    /// Year of its voucher.
    pub year: i16,
    /// Unit of the surplus.
    pub unit: String,
    /// Its fund.
    pub fund: Fund,
    /// The event.
    pub event: String,
    /// The amount.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// 支出功能分类 of its line, where it has one.
    pub functional_code: Option<String>,
    /// Whether its line is of money of its own year.
    pub is_current: bool,
}

/// What a unit and fund have as surplus, with what a year moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SurplusFlows {
    /// For any purpose: 财政拨款结余 or 非财政拨款结余, by functional code; of a fund that is not
    /// fiscal all under none.
    pub(super) free: BTreeMap<String, Flow>,
    /// 专用结余: set aside.
    pub(super) earmarked: Flow,
    /// 上缴 of what the year itself had left: no balance, but less income, by functional code.
    pub(super) returned: BTreeMap<String, Fen>,
}

/// What a stock holds of one code.
#[derive(Clone, Debug)]
struct Lot {
    code: String,
    /// Whether it is money of the year that is told.
    is_current: bool,
    amount: Fen,
}

/// The surplus of a unit and fund while it is told.
#[derive(Default)]
struct Stock {
    lots: VecDeque<Lot>,
    earmarked: Fen,
    flows: SurplusFlows,
}

impl Stock {
    fn put(&mut self, lot: Lot) {
        self.lots.push_back(lot);
    }

    /// Take what came first. What is not there is owed: no ledger owes at the end of an act, but a
    /// later year may have spent first what an earlier one still gets.
    fn take(&mut self, amount: Fen) -> Result<Vec<Lot>, AmountError> {
        let (mut taken, mut left) = (Vec::new(), amount);
        for lot in &mut self.lots {
            if left.is_zero() {
                break;
            }
            let part = left.min(lot.amount.max(Fen::ZERO));
            if part.is_zero() {
                continue;
            }
            lot.amount = lot.amount.checked_sub(part)?;
            left = left.checked_sub(part)?;
            taken.push(Lot {
                amount: part,
                ..lot.clone()
            });
        }
        self.lots.retain(|lot| !lot.amount.is_zero());
        if !left.is_zero() {
            let owed = |amount| Lot {
                code: String::new(),
                is_current: false,
                amount,
            };
            self.put(owed(left.checked_neg()?));
            taken.push(owed(left));
        }
        Ok(taken)
    }

    fn flow(&mut self, code: &str) -> &mut Flow {
        self.flows.free.entry(code.to_owned()).or_default()
    }

    /// Return what is there by code.
    fn by_code(&self) -> Result<BTreeMap<String, Fen>, AmountError> {
        let mut sums: BTreeMap<String, Fen> = BTreeMap::new();
        for lot in &self.lots {
            let sum = sums.entry(lot.code.clone()).or_default();
            *sum = sum.checked_add(lot.amount)?;
        }
        Ok(sums)
    }

    /// The year begins: what is there now is its opening balance.
    fn open(&mut self) -> Result<(), AmountError> {
        self.flows = SurplusFlows::default();
        for lot in &mut self.lots {
            lot.is_current = false;
        }
        for (code, amount) in self.by_code()? {
            self.flow(&code).opening = amount;
        }
        self.flows.earmarked.opening = self.earmarked;
        Ok(())
    }

    fn close(mut self) -> Result<SurplusFlows, AmountError> {
        for (code, amount) in self.by_code()? {
            self.flow(&code).closing = amount;
        }
        self.flows.earmarked.closing = self.earmarked;
        Ok(self.flows)
    }
}

/// Tell all movements up to the end of a year, and what that year moved, by unit and fund.
///
/// The movements stand in the order of the journal.
pub(super) fn surplus_flows(
    movements: &[SurplusMovement],
    year: i16,
) -> Result<BTreeMap<(String, Fund), SurplusFlows>, AmountError> {
    let mut ordered: Vec<&SurplusMovement> = movements
        .iter()
        .filter(|movement| movement.year <= year)
        .collect();
    // Stable: within a year the order is that of the journal.
    ordered.sort_by_key(|movement| movement.year);
    let mut stocks: BTreeMap<(String, Fund), Stock> = BTreeMap::new();
    let mut in_hand = Vec::new();
    let mut is_open = false;
    for movement in ordered {
        if movement.year == year && !is_open {
            is_open = true;
            open_all(&mut stocks)?;
        }
        let key = (movement.unit.clone(), movement.fund);
        tell(movement, stocks.entry(key).or_default(), &mut in_hand)?;
    }
    if !is_open {
        open_all(&mut stocks)?;
    }
    let closed = stocks.into_iter();
    closed
        .map(|(key, stock)| Ok((key, stock.close()?)))
        .collect()
}

fn open_all(stocks: &mut BTreeMap<(String, Fund), Stock>) -> Result<(), AmountError> {
    stocks.values_mut().try_for_each(Stock::open)
}

/// Let a movement count.
fn tell(
    movement: &SurplusMovement,
    stock: &mut Stock,
    in_hand: &mut Vec<Lot>,
) -> Result<(), AmountError> {
    let amount = movement.amount;
    let code = match &movement.functional_code {
        Some(code) if movement.fund.is_fiscal() => code.clone(),
        _ => String::new(),
    };
    match movement.event.as_str() {
        "to_surplus" | "income_to_surplus" => {
            Flow::add(&mut stock.flow(&code).internal, amount)?;
            stock.put(Lot {
                code,
                // Only finance takes back what it gave in the same year.
                is_current: movement.is_current && movement.fund.is_fiscal(),
                amount,
            });
        }
        "use_surplus" | "cover_deficit" => {
            for lot in stock.take(amount)? {
                Flow::take(&mut stock.flow(&lot.code).internal, lot.amount)?;
            }
        }
        "surrender" => surrender(stock, amount)?,
        "distribute" => {
            for lot in stock.take(amount)? {
                Flow::add(&mut stock.flow(&lot.code).distributed, lot.amount)?;
            }
        }
        "earmark_surplus" => {
            for lot in stock.take(amount)? {
                Flow::take(&mut stock.flow(&lot.code).internal, lot.amount)?;
            }
            Flow::add(&mut stock.earmarked, amount)?;
            Flow::add(&mut stock.flows.earmarked.internal, amount)?;
        }
        "use_earmarked" => {
            Flow::take(&mut stock.earmarked, amount)?;
            Flow::take(&mut stock.flows.earmarked.internal, amount)?;
        }
        // The posting right behind it gives what this one takes.
        "pool_out" => {
            *in_hand = stock.take(amount)?;
            for lot in in_hand.clone() {
                Flow::add(&mut stock.flow(&lot.code).pooled_out, lot.amount)?;
            }
        }
        "pool_in" => {
            for lot in std::mem::take(in_hand) {
                Flow::add(&mut stock.flow(&lot.code).pooled_in, lot.amount)?;
                stock.put(lot);
            }
        }
        "pool_earmarked_out" => {
            Flow::take(&mut stock.earmarked, amount)?;
            Flow::add(&mut stock.flows.earmarked.pooled_out, amount)?;
        }
        "pool_earmarked_in" => {
            Flow::add(&mut stock.earmarked, amount)?;
            Flow::add(&mut stock.flows.earmarked.pooled_in, amount)?;
        }
        _ => {}
    }
    Ok(())
}

/// Hand up what came first. What the year itself left was never a balance of last year: it goes
/// back as less income, and not by way of the surplus.
fn surrender(stock: &mut Stock, amount: Fen) -> Result<(), AmountError> {
    for lot in stock.take(amount)? {
        if lot.is_current {
            let returned = stock.flows.returned.entry(lot.code.clone()).or_default();
            Flow::add(returned, lot.amount)?;
            Flow::take(&mut stock.flow(&lot.code).internal, lot.amount)?;
        } else {
            Flow::add(&mut stock.flow(&lot.code).surrendered, lot.amount)?;
        }
    }
    Ok(())
}

/// Return what became of the money of a unit and fund that is not fiscal, in hand or carried on:
/// 非财政拨款结转. `estimated` is what its approved budget estimated of the carry-over, where the
/// closing of last year brought the real one.
pub(super) fn carried_flow(totals: &IncomeTotals, estimated: Fen) -> Result<Flow, AmountError> {
    Ok(Flow {
        opening: totals.carried_in.checked_sub(estimated)?,
        adjusted: totals.prior_year.checked_add(estimated)?,
        income: totals.received.checked_sub(totals.returned)?,
        internal: totals.surplus_used.checked_sub(totals.to_surplus)?,
        paid: totals.paid,
        closing: totals.carried_out.checked_add(totals.money()?)?,
        ..Flow::default()
    })
}
