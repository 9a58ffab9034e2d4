//! The income side of tables 01 and 04: printed rows, and the row that a line's money belongs to.

use std::collections::BTreeMap;

use super::grid::Sum;
use super::{BudgetInput, BudgetLine};
use crate::line::{Fund, Level};
use crate::money::Fen;
use crate::tables::error::TableError;

/// Where a line's money comes from, as finely as tables 01, 02 and 04 tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Source {
    GeneralPublicOwn,
    GeneralPublicTransfer,
    GovernmentFundOwn,
    GovernmentFundTransfer,
    StateCapitalOwn,
    StateCapitalTransfer,
    SpecialAccount,
    UnitBusinessIncome,
    UnitSuperiorSubsidy,
    UnitAffiliateRemittance,
    UnitOperatingIncome,
    UnitOtherIncome,
    CarriedGeneralPublic,
    CarriedGovernmentFund,
    CarriedStateCapital,
    CarriedSpecialAccount,
    CarriedUnitFunds,
}

impl Source {
    /// Return the source of a line: its fund and level this year, or its fund as a carry-over.
    pub(super) const fn of(line: &BudgetLine) -> Self {
        if line.is_carried() {
            return match line.fund {
                Fund::GeneralPublic => Self::CarriedGeneralPublic,
                Fund::GovernmentFund => Self::CarriedGovernmentFund,
                Fund::StateCapital => Self::CarriedStateCapital,
                Fund::SpecialAccount => Self::CarriedSpecialAccount,
                Fund::UnitBusinessIncome
                | Fund::UnitSuperiorSubsidy
                | Fund::UnitAffiliateRemittance
                | Fund::UnitOperatingIncome
                | Fund::UnitOtherIncome => Self::CarriedUnitFunds,
            };
        }
        match (line.fund, line.level) {
            (Fund::GeneralPublic, Level::Own) => Self::GeneralPublicOwn,
            (Fund::GeneralPublic, Level::Upper) => Self::GeneralPublicTransfer,
            (Fund::GovernmentFund, Level::Own) => Self::GovernmentFundOwn,
            (Fund::GovernmentFund, Level::Upper) => Self::GovernmentFundTransfer,
            (Fund::StateCapital, Level::Own) => Self::StateCapitalOwn,
            (Fund::StateCapital, Level::Upper) => Self::StateCapitalTransfer,
            (Fund::SpecialAccount, _) => Self::SpecialAccount,
            (Fund::UnitBusinessIncome, _) => Self::UnitBusinessIncome,
            (Fund::UnitSuperiorSubsidy, _) => Self::UnitSuperiorSubsidy,
            (Fund::UnitAffiliateRemittance, _) => Self::UnitAffiliateRemittance,
            (Fund::UnitOperatingIncome, _) => Self::UnitOperatingIncome,
            (Fund::UnitOtherIncome, _) => Self::UnitOtherIncome,
        }
    }
}

/// A printed income row. A row without sources is the total of the deeper rows that follow it.
pub(super) struct IncomeRow {
    pub(super) id: &'static str,
    pub(super) level: u8,
    pub(super) label: &'static str,
    sources: &'static [Source],
}

const fn income(
    id: &'static str,
    level: u8,
    label: &'static str,
    sources: &'static [Source],
) -> IncomeRow {
    IncomeRow {
        id,
        level,
        label,
        sources,
    }
}

/// Income rows of table 01.
pub(super) const OVERVIEW_INCOME: &[IncomeRow] = &[
    income("current_income", 0, "一、本年收入", &[]),
    income("general_public", 1, "1.一般公共预算拨款", &[]),
    income(
        "general_public_own",
        2,
        "其中：一般财力",
        &[Source::GeneralPublicOwn],
    ),
    income(
        "general_public_transfer",
        2,
        "上级一般公共预算安排转移支付",
        &[Source::GeneralPublicTransfer],
    ),
    income("government_fund", 1, "2.政府性基金预算拨款", &[]),
    income(
        "government_fund_own",
        2,
        "其中：政府性基金收入",
        &[Source::GovernmentFundOwn],
    ),
    income(
        "government_fund_transfer",
        2,
        "上级政府性基金安排转移支付",
        &[Source::GovernmentFundTransfer],
    ),
    income("state_capital", 1, "3.国有资本经营预算拨款", &[]),
    income(
        "state_capital_own",
        2,
        "其中：国有资本经营收入",
        &[Source::StateCapitalOwn],
    ),
    income(
        "state_capital_transfer",
        2,
        "上级国有资本经营预算安排转移支付",
        &[Source::StateCapitalTransfer],
    ),
    income(
        "fiscal_special_account",
        1,
        "4.财政专户核拨",
        &[Source::SpecialAccount],
    ),
    income("unit_funds", 1, "5.单位资金", &[]),
    income(
        "unit_business_income",
        2,
        "其中：事业收入",
        &[Source::UnitBusinessIncome],
    ),
    income(
        "unit_superior_subsidy",
        2,
        "上级补助收入",
        &[Source::UnitSuperiorSubsidy],
    ),
    income(
        "unit_affiliate_remittance",
        2,
        "附属单位上缴收入",
        &[Source::UnitAffiliateRemittance],
    ),
    income(
        "unit_operating_income",
        2,
        "事业单位经营收入",
        &[Source::UnitOperatingIncome],
    ),
    income(
        "unit_other_income",
        2,
        "其他收入",
        &[Source::UnitOtherIncome],
    ),
    income("carryover", 0, "二、上年结转结余", &[]),
    income("carryover_fiscal", 1, "1.财政拨款结转", &[]),
    income(
        "carryover_general_public",
        2,
        "其中：一般公共预算拨款",
        &[Source::CarriedGeneralPublic],
    ),
    income(
        "carryover_government_fund",
        2,
        "政府性基金预算拨款",
        &[Source::CarriedGovernmentFund],
    ),
    income(
        "carryover_state_capital",
        2,
        "国有资本经营预算拨款",
        &[Source::CarriedStateCapital],
    ),
    income("carryover_nonfiscal", 1, "2.非财政拨款结转结余", &[]),
    income(
        "carryover_special_account",
        2,
        "其中：财政专户核拨",
        &[Source::CarriedSpecialAccount],
    ),
    income(
        "carryover_unit_funds",
        2,
        "单位资金",
        &[Source::CarriedUnitFunds],
    ),
];

/// Income rows of table 04.
pub(super) const FISCAL_INCOME: &[IncomeRow] = &[
    income("fiscal", 0, "一、财政拨款（补助）", &[]),
    income(
        "general_public",
        1,
        "一般公共预算",
        &[Source::GeneralPublicOwn, Source::GeneralPublicTransfer],
    ),
    income(
        "government_fund",
        1,
        "政府性基金预算",
        &[Source::GovernmentFundOwn, Source::GovernmentFundTransfer],
    ),
    income(
        "state_capital",
        1,
        "国有资本经营预算",
        &[Source::StateCapitalOwn, Source::StateCapitalTransfer],
    ),
];

/// Income rows that table 04 has besides when it includes the carry-over.
pub(super) const FISCAL_CARRYOVER_INCOME: &[IncomeRow] = &[
    income("carryover_fiscal", 0, "二、上年财政拨款结转", &[]),
    income(
        "carryover_general_public",
        1,
        "一般公共预算",
        &[Source::CarriedGeneralPublic],
    ),
    income(
        "carryover_government_fund",
        1,
        "政府性基金预算",
        &[Source::CarriedGovernmentFund],
    ),
    income(
        "carryover_state_capital",
        1,
        "国有资本经营预算",
        &[Source::CarriedStateCapital],
    ),
];

/// Return the sum of every income row, and of all rows together.
pub(super) fn income_sums(
    input: &BudgetInput<'_>,
    rows: &[&IncomeRow],
) -> Result<(Vec<Sum>, Sum), TableError> {
    let mut by_source: BTreeMap<Source, Fen> = BTreeMap::new();
    for line in input.lines {
        let amount = by_source.entry(Source::of(line)).or_default();
        *amount = amount.checked_add(line.amount)?;
    }
    let leaf = |row: &&IncomeRow| {
        let amounts = row
            .sources
            .iter()
            .filter_map(|source| by_source.get(source));
        Sum::leaf(Fen::sum(amounts.copied())?, input.options)
    };
    let leaves = rows.iter().map(leaf).collect::<Result<Vec<_>, _>>()?;
    let mut sums = Vec::with_capacity(rows.len());
    for (position, (row, own)) in rows.iter().zip(&leaves).enumerate() {
        let after = rows.iter().zip(&leaves).skip(position.saturating_add(1));
        let below = after
            .take_while(|(other, _)| other.level > row.level)
            .map(|(_, leaf)| leaf);
        sums.push(Sum::total(std::iter::once(own).chain(below))?);
    }
    Ok((sums, Sum::total(&leaves)?))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_source_is_printed_once() {
        let all: Vec<Source> = OVERVIEW_INCOME
            .iter()
            .flat_map(|row| row.sources)
            .copied()
            .collect();
        let distinct: BTreeSet<Source> = all.iter().copied().collect();
        assert_eq!((all.len(), distinct.len()), (17, 17));
    }

    #[test]
    fn a_row_has_sources_exactly_when_nothing_is_below_it() {
        for rows in [OVERVIEW_INCOME, FISCAL_INCOME, FISCAL_CARRYOVER_INCOME] {
            for (row, next) in rows.iter().zip(rows.iter().map(Some).skip(1).chain([None])) {
                let is_parent = next.is_some_and(|next| next.level > row.level);
                assert_eq!(is_parent, row.sources.is_empty(), "{}", row.id);
            }
        }
    }
}
