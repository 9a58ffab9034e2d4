//! Tables by functional code: 收入决算表, 支出决算表, and those of single budgets.
//!
//! 本年收入 of a fund that is not fiscal has no code in the ledger. It is printed under those that
//! its lines were for: in the proportion in which they were given and kept authority.

use super::settled::Settled;
use super::{Body, FinalInput};
use crate::line::{Fund, Kind};
use crate::money::Fen;
use crate::tables::budget::OTHER_KINDS;
use crate::tables::budget::codes::{FUNCTIONAL, code_rows, functional_subject_column};
use crate::tables::budget::grid::{Grid, Shape};
use crate::tables::error::TableError;
use crate::tables::table::{Column, Row, number_columns};

const INCOME: Shape = Shape {
    width: 6,
    columns: &[
        ("total", &[0, 1, 2, 3, 4, 5]),
        ("fiscal", &[0]),
        ("superior_subsidy", &[1]),
        ("business", &[2]),
        ("operating", &[3]),
        ("affiliate_remittance", &[4]),
        ("other", &[5]),
    ],
    unprinted: &[],
};

const EXPENDITURE: Shape = Shape {
    width: 5,
    columns: &[
        ("total", &[0, 1, 2, 3, 4]),
        ("basic", &[0]),
        ("project", &[1]),
        ("remittance", &[2]),
        ("operating", &[3]),
        ("subsidy", &[4]),
    ],
    unprinted: &[],
};

const BUDGET: Shape = Shape {
    width: 3,
    columns: &[("total", &[0, 1, 2]), ("basic", &[0]), ("project", &[1])],
    unprinted: &[2],
};

const GOVERNMENT_FUND: Shape = Shape {
    width: 6,
    columns: &[
        ("opening", &[0]),
        ("income", &[1]),
        ("spend_total", &[2, 3, 4]),
        ("basic", &[2]),
        ("project", &[3]),
        ("closing", &[5]),
    ],
    unprinted: &[4],
};

/// Make 收入决算表.
pub(super) fn income(input: &FinalInput<'_>, settled: &Settled) -> Result<Body, TableError> {
    let mut grid = Grid::new(INCOME.width);
    for ((fund, code), amount) in &settled.income {
        grid.add((code.as_str(), ""), income_leaf(*fund), *amount);
    }
    let amount = Column::amount;
    let mut columns = vec![
        functional_subject_column(),
        amount("total", "本年收入合计"),
        amount("fiscal", "财政拨款收入"),
        amount("superior_subsidy", "上级补助收入"),
        amount("business", "事业收入"),
        amount("operating", "经营收入"),
        amount("affiliate_remittance", "附属单位上缴收入"),
        amount("other", "其他收入"),
    ];
    number_columns(&mut columns);
    let split = "非财政拨款收入按各科目本年指标的比例分列。";
    Ok(Body {
        columns,
        rows: code_rows(&input.page(), &FUNCTIONAL, grid, &INCOME)?,
        unprinted: "",
        notes: settled
            .is_split
            .then(|| split.to_owned())
            .into_iter()
            .collect(),
    })
}

/// Make 支出决算表.
pub(super) fn expenditure(input: &FinalInput<'_>) -> Result<Body, TableError> {
    let amount = Column::amount;
    let mut columns = vec![
        functional_subject_column(),
        amount("total", "本年支出合计"),
        amount("basic", "基本支出"),
        amount("project", "项目支出"),
        amount("remittance", "上缴上级支出"),
        amount("operating", "经营支出"),
        amount("subsidy", "对附属单位补助支出"),
    ];
    number_columns(&mut columns);
    let leaf = |kind| match kind {
        Kind::BasicPersonnel | Kind::BasicPublic => 0,
        Kind::Project => 1,
        Kind::Remittance => 2,
        Kind::Operating => 3,
        Kind::Subsidy => 4,
    };
    Ok(Body {
        columns,
        rows: paid_rows(input, None, &EXPENDITURE, leaf)?,
        unprinted: "",
        notes: Vec::new(),
    })
}

/// Make 一般公共预算财政拨款支出决算表.
pub(super) fn general_public(input: &FinalInput<'_>) -> Result<Body, TableError> {
    budget(input, Fund::GeneralPublic)
}

/// Make 国有资本经营预算财政拨款支出决算表.
pub(super) fn state_capital(input: &FinalInput<'_>) -> Result<Body, TableError> {
    budget(input, Fund::StateCapital)
}

fn budget(input: &FinalInput<'_>, fund: Fund) -> Result<Body, TableError> {
    let spend = vec![
        Column::amount("total", "合计"),
        Column::amount("basic", "基本支出"),
        Column::amount("project", "项目支出"),
    ];
    let mut columns = vec![
        functional_subject_column(),
        Column::group("spend", "本年支出", spend),
    ];
    number_columns(&mut columns);
    Ok(Body {
        columns,
        rows: paid_rows(input, Some(fund), &BUDGET, kind_leaf)?,
        unprinted: OTHER_KINDS,
        notes: Vec::new(),
    })
}

/// Make 政府性基金预算财政拨款收入支出决算表.
pub(super) fn government_fund(
    input: &FinalInput<'_>,
    settled: &Settled,
) -> Result<Body, TableError> {
    const FUND: Fund = Fund::GovernmentFund;
    let mut grid = Grid::new(GOVERNMENT_FUND.width);
    for ((fund, code), flow) in &settled.by_code {
        if *fund == FUND {
            let key = (code.as_str(), "");
            grid.add(key, 0, flow.adjusted_opening()?);
            grid.add(key, 1, flow.income);
            grid.add(key, 5, flow.closing);
        }
    }
    for line in input.lines.iter().filter(|line| line.key.fund == FUND) {
        let leaf = kind_leaf(line.key.kind).saturating_add(2);
        grid.add(
            (line.key.functional_code.as_str(), ""),
            leaf,
            line.balance.paid,
        );
    }
    let spend = vec![
        Column::amount("spend_total", "小计"),
        Column::amount("basic", "基本支出"),
        Column::amount("project", "项目支出"),
    ];
    let mut columns = vec![
        functional_subject_column(),
        Column::amount("opening", "年初结转和结余"),
        Column::amount("income", "本年收入"),
        Column::group("spend", "本年支出", spend),
        Column::amount("closing", "年末结转和结余"),
    ];
    number_columns(&mut columns);
    Ok(Body {
        columns,
        rows: code_rows(&input.page(), &FUNCTIONAL, grid, &GOVERNMENT_FUND)?,
        unprinted: OTHER_KINDS,
        notes: Vec::new(),
    })
}

/// Make rows of what was paid, of one fund or of all.
fn paid_rows(
    input: &FinalInput<'_>,
    fund: Option<Fund>,
    shape: &Shape,
    leaf_of: impl Fn(Kind) -> usize,
) -> Result<Vec<Row>, TableError> {
    let mut grid = Grid::new(shape.width);
    let is_of = |of: Fund| fund.is_none_or(|fund| fund == of);
    for line in input.lines.iter().filter(|line| is_of(line.key.fund)) {
        let paid: Fen = line.balance.paid;
        grid.add(
            (line.key.functional_code.as_str(), ""),
            leaf_of(line.key.kind),
            paid,
        );
    }
    code_rows(&input.page(), &FUNCTIONAL, grid, shape)
}

const fn kind_leaf(kind: Kind) -> usize {
    match kind {
        Kind::BasicPersonnel | Kind::BasicPublic => 0,
        Kind::Project => 1,
        Kind::Operating | Kind::Remittance | Kind::Subsidy => 2,
    }
}

const fn income_leaf(fund: Fund) -> usize {
    match fund {
        Fund::GeneralPublic | Fund::GovernmentFund | Fund::StateCapital => 0,
        Fund::UnitSuperiorSubsidy => 1,
        Fund::UnitBusinessIncome | Fund::SpecialAccount => 2,
        Fund::UnitOperatingIncome => 3,
        Fund::UnitAffiliateRemittance => 4,
        Fund::UnitOtherIncome => 5,
    }
}
