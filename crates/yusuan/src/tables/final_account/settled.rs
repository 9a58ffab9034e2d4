//! Every total that the tables of a final account share.

use std::collections::BTreeMap;

use super::flow::Flow;
use super::surplus::{carried_flow, surplus_flows};
use super::{FinalInput, FinalLine};
use crate::line::Fund;
use crate::money::{AmountError, Fen};

/// What a year came to.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// 财政拨款结转 by budget.
    pub(super) fiscal_carried: BTreeMap<Fund, Flow>,
    /// 财政拨款结余 by budget.
    pub(super) fiscal_surplus: BTreeMap<Fund, Flow>,
    /// Both together by budget and functional code; the code is empty where there is none.
    pub(super) by_code: BTreeMap<(Fund, String), Flow>,
    /// 非财政拨款结转.
    pub(super) carried: Flow,
    /// 非财政拨款结余.
    pub(super) surplus: Flow,
    /// 专用结余.
    pub(super) earmarked: Flow,
    /// 使用非财政拨款结余.
    pub(super) surplus_used: Fen,
    /// 结余分配: what went into the surplus of funds that are not fiscal.
    pub(super) to_surplus: Fen,
    /// 本年收入 by fund and functional code; the code is empty where there is none.
    pub(super) income: BTreeMap<(Fund, String), Fen>,
    /// Whether income of one fund was split over several codes.
    pub(super) is_split: bool,
}

impl Settled {
    /// Add up.
    pub(super) fn of(input: &FinalInput<'_>) -> Result<Self, AmountError> {
        let mut settled = Self::default();
        settled.add_fiscal_lines(input)?;
        settled.add_incomes(input)?;
        settled.add_surplus(input)?;
        for ((fund, code), flow) in &settled.by_code {
            settled.income.insert((*fund, code.clone()), flow.income);
        }
        Ok(settled)
    }

    fn add_fiscal_lines(&mut self, input: &FinalInput<'_>) -> Result<(), AmountError> {
        let fiscal = input.lines.iter().filter(|line| line.key.fund.is_fiscal());
        for line in fiscal {
            let is_carried = line.is_carried();
            let flow = Flow::of_fiscal_line(&line.balance, is_carried, input.is_last_year_closed)?;
            let (fund, code) = (line.key.fund, line.key.functional_code.clone());
            self.fiscal_carried.entry(fund).or_default().merge(&flow)?;
            self.by_code.entry((fund, code)).or_default().merge(&flow)?;
        }
        Ok(())
    }

    fn add_incomes(&mut self, input: &FinalInput<'_>) -> Result<(), AmountError> {
        let mut lines: BTreeMap<(&str, Fund), Vec<&FinalLine>> = BTreeMap::new();
        for line in input.lines {
            let key = (line.key.unit.as_str(), line.key.fund);
            lines.entry(key).or_default().push(line);
        }
        for income in input.incomes {
            let own = lines.get(&(income.unit.as_str(), income.fund));
            let own = own.map(Vec::as_slice).unwrap_or_default();
            let estimated = if input.is_last_year_closed {
                let carried = own.iter().filter(|line| line.is_carried());
                Fen::sum(carried.map(|line| line.balance.original))?
            } else {
                Fen::ZERO
            };
            let flow = carried_flow(&income.totals, estimated)?;
            self.carried.merge(&flow)?;
            Flow::add(&mut self.surplus_used, income.totals.surplus_used)?;
            Flow::add(&mut self.to_surplus, income.totals.to_surplus)?;
            let shares = shares(own, flow.income)?;
            self.is_split |= shares.len() > 1;
            for (code, amount) in shares {
                let key = (income.fund, code);
                Flow::add(self.income.entry(key).or_default(), amount)?;
            }
        }
        Ok(())
    }

    fn add_surplus(&mut self, input: &FinalInput<'_>) -> Result<(), AmountError> {
        let flows = surplus_flows(input.surplus, input.year)?.into_iter();
        for ((_, fund), flows) in flows.filter(|((unit, _), _)| input.units.contains(unit)) {
            if !fund.is_fiscal() {
                for flow in flows.free.values() {
                    self.surplus.merge(flow)?;
                }
                self.earmarked.merge(&flows.earmarked)?;
                continue;
            }
            for (code, flow) in flows.free {
                self.fiscal_surplus.entry(fund).or_default().merge(&flow)?;
                self.by_code.entry((fund, code)).or_default().merge(&flow)?;
            }
            for (code, returned) in flows.returned {
                let back = Flow {
                    income: returned.checked_neg()?,
                    internal: returned,
                    ..Flow::default()
                };
                self.fiscal_carried.entry(fund).or_default().merge(&back)?;
                self.by_code.entry((fund, code)).or_default().merge(&back)?;
            }
        }
        Ok(())
    }

    /// Return 年初财政拨款结转和结余 of a budget.
    pub(super) fn fiscal_opening(&self, fund: Fund) -> Result<Fen, AmountError> {
        self.of_fund(fund)?.adjusted_opening()
    }

    /// Return 年末财政拨款结转和结余 of a budget.
    pub(super) fn fiscal_closing(&self, fund: Fund) -> Result<Fen, AmountError> {
        Ok(self.of_fund(fund)?.closing)
    }

    /// Return 本年收入 of a fund.
    pub(super) fn income_of(&self, fund: Fund) -> Result<Fen, AmountError> {
        let of_fund = self.income.iter().filter(|((of, _), _)| *of == fund);
        Fen::sum(of_fund.map(|(_, amount)| *amount))
    }

    /// Return 年初结转和结余 of all funds.
    pub(super) fn opening(&self) -> Result<Fen, AmountError> {
        let mut sum = self.carried.opening.checked_add(self.carried.adjusted)?;
        for fund in FISCAL {
            Flow::add(&mut sum, self.fiscal_opening(fund)?)?;
        }
        Ok(sum)
    }

    /// Return 年末结转和结余 of all funds.
    pub(super) fn closing(&self) -> Result<Fen, AmountError> {
        let mut sum = self.carried.closing;
        for fund in FISCAL {
            Flow::add(&mut sum, self.fiscal_closing(fund)?)?;
        }
        Ok(sum)
    }

    fn of_fund(&self, fund: Fund) -> Result<Flow, AmountError> {
        let mut both = Flow::default();
        for flows in [&self.fiscal_carried, &self.fiscal_surplus] {
            if let Some(flow) = flows.get(&fund) {
                both.merge(flow)?;
            }
        }
        Ok(both)
    }
}

/// The three budgets of 财政拨款.
pub(super) const FISCAL: [Fund; 3] = [
    Fund::GeneralPublic,
    Fund::GovernmentFund,
    Fund::StateCapital,
];

/// Split what came in for a unit and fund over the functional codes that it was for: by what its
/// lines of the year were given and kept, where they were given nothing by what they paid. Without
/// either there is no code.
fn shares(lines: &[&FinalLine], income: Fen) -> Result<Vec<(String, Fen)>, AmountError> {
    let mut weights: BTreeMap<&str, (Fen, Fen)> = BTreeMap::new();
    for line in lines {
        let balance = &line.balance;
        let (given, paid) = weights
            .entry(line.key.functional_code.as_str())
            .or_default();
        Flow::add(paid, balance.paid)?;
        if !line.is_carried() {
            let came = Fen::sum([
                balance.original,
                balance.early,
                balance.supplement,
                balance.transferred_in,
            ])?;
            let went = Fen::sum([
                balance.reduction,
                balance.transferred_out,
                balance.recalled,
                balance.lapsed,
            ])?;
            Flow::add(given, came.checked_sub(went)?)?;
        }
    }
    if income.is_zero() {
        return Ok(Vec::new());
    }
    let positive = |fen: Fen| u64::try_from(fen.get()).unwrap_or_default();
    let given: Vec<u64> = weights
        .values()
        .map(|(given, _)| positive(*given))
        .collect();
    let paid: Vec<u64> = weights.values().map(|(_, paid)| positive(*paid)).collect();
    let Some(by) = [given, paid]
        .into_iter()
        .find(|weights| weights.iter().any(|weight| *weight > 0))
    else {
        return Ok(vec![(String::new(), income)]);
    };
    let codes = weights.keys().map(|code| (*code).to_owned());
    let parts = codes.zip(income.split(&by)?);
    Ok(parts.filter(|(_, amount)| !amount.is_zero()).collect())
}
