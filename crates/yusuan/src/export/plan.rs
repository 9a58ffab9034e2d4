//! A plan of a closing, to be read and edited by people.

use super::csv;
use super::sheet::{Cell, Column};
#[cfg(feature = "xlsx")]
use super::xlsx;
#[cfg(feature = "xlsx")]
use crate::closing::{ClosingAction, PlanAction, PlanRemark};
use crate::closing::{Plan, PlanRow};
use crate::error::Result;
use crate::file::Output;
use crate::line::{Kind, Level};

const fn fixed(heading: &'static str, width: u16) -> Column {
    Column {
        heading,
        width,
        is_editable: false,
    }
}

const fn editable(heading: &'static str, width: u16) -> Column {
    Column {
        heading,
        width,
        is_editable: true,
    }
}

/// The columns, in the order of [`cells`].
const COLUMNS: [Column; 23] = [
    fixed("年度", 6),
    fixed("指标编号", 9),
    fixed("承诺编号", 9),
    fixed("合同", 14),
    fixed("预算单位", 22),
    fixed("资金性质", 16),
    fixed("来源级次", 9),
    fixed("资金年度", 9),
    fixed("功能分类科目编码", 12),
    fixed("经济分类科目编码", 12),
    fixed("支出类别", 12),
    fixed("项目名称", 30),
    fixed("已结转年数", 8),
    editable("处理方式（可改）", 18),
    editable("金额（元）（可改）", 18),
    editable("批准文号（可改）", 22),
    fixed("依据规则", 18),
    fixed("规则编号", 9),
    fixed("规则来源", 30),
    fixed("下年名称", 24),
    fixed("原处理方式", 12),
    fixed("原金额（元）", 18),
    fixed("账本位置", 26),
];

/// The columns of what the reader should know. None has the name of a column of the plan, by which
/// the sheet that is loaded is told from this one.
#[cfg(feature = "xlsx")]
const NOTE_COLUMNS: [Column; 4] = [
    fixed("标识", 20),
    fixed("阻碍结账", 10),
    fixed("说明", 70),
    fixed("办法", 50),
];

fn cells(row: PlanRow) -> Vec<Cell> {
    vec![
        row.year.into(),
        row.line_id.into(),
        row.commitment_id.into(),
        row.contract.into(),
        row.unit.into(),
        row.fund.name_zh().into(),
        row.level.map(Level::name_zh).into(),
        row.origin_year.into(),
        row.functional_code.into(),
        row.economic_code.into(),
        row.kind.map(Kind::name_zh).into(),
        row.project.into(),
        row.age_years.into(),
        row.action.name_zh().into(),
        row.amount.into(),
        row.document.into(),
        row.policy.into(),
        row.policy_id.into(),
        row.source.into(),
        row.becomes.into(),
        row.action.name_zh().into(),
        row.amount.into(),
        row.head.into(),
    ]
}

impl Plan {
    /// Write the plan as CSV with Chinese headings, one row for each decision, to be edited and
    /// loaded back with [`Ledger::load_plan`](crate::Ledger::load_plan).
    ///
    /// # Shape
    ///
    /// UTF-8 with a byte-order mark, amounts in yuan. What a person may change stands in the
    /// columns 处理方式（可改）, 金额（元）（可改） and 批准文号（可改）; a row may be split into
    /// several of the same line.
    ///
    /// # Errors
    ///
    /// None but lack of memory.
    pub fn to_csv(&self) -> Result<String> {
        csv::write(&COLUMNS, self.rows().into_iter().map(cells))
    }

    /// Write the plan to a file: a workbook when its name ends in `.xlsx`, else CSV.
    ///
    /// # Errors
    ///
    /// [`FileError::NotWritten`](crate::FileError::NotWritten).
    pub fn save(&self, output: Output) -> Result<()> {
        #[cfg(feature = "xlsx")]
        if output.is_workbook() {
            return output.write(&self.to_xlsx()?);
        }
        output.write(self.to_csv()?.as_bytes())
    }

    /// Write the plan as a workbook, like [`to_csv`](Self::to_csv): what may be changed is yellow.
    /// What its reader should know ([`Plan::remarks`]) stands on a sheet of its own, 说明.
    ///
    /// # Errors
    ///
    /// None but lack of memory.
    #[cfg(feature = "xlsx")]
    pub fn to_xlsx(&self) -> Result<Vec<u8>> {
        let actions = ClosingAction::ALL.iter().copied().map(PlanAction::Line);
        let words: Vec<_> = actions.map(PlanAction::name_zh).collect();
        let rows = self.rows().into_iter().map(cells);
        let notes = ("说明", &NOTE_COLUMNS[..], self.notes());
        xlsx::write("年终结账方案", &COLUMNS, rows, (13, &words), &notes)
    }

    /// Return what the reader of the plan should know, a row each.
    #[cfg(feature = "xlsx")]
    fn notes(&self) -> Vec<Vec<Cell>> {
        let cells = |remark: &PlanRemark| {
            let stops = if remark.is_obstacle { "是" } else { "否" };
            let (message, hint) = (remark.message.clone(), remark.hint.clone());
            vec![
                remark.token.into(),
                stops.into(),
                message.into(),
                hint.into(),
            ]
        };
        self.remarks.iter().map(cells).collect()
    }
}
