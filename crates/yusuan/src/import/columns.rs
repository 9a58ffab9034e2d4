//! The closed list of columns that lines, entries and lists of vouchers have: one name, one meaning.

use super::header::{Column, Holds};

pub(super) const EVENT: Column = Column::new("event", &["事项", "业务"]);
pub(super) const LINE: Column = Column::new("line", &["指标编号", "指标", "行"]).holds(Holds::Line);
pub(super) const YEAR: Column =
    Column::new("year", &["年度", "年份", "预算年度"]).holds(Holds::Digits);
pub(super) const UNIT: Column =
    Column::new("unit", &["预算单位", "单位", "单位名称", "预算单位名称"]);
pub(super) const FUND: Column = Column::new("fund", &["资金性质"]);
pub(super) const LEVEL: Column = Column::new("level", &["来源级次", "资金级次"]);
pub(super) const ORIGIN_YEAR: Column =
    Column::new("origin_year", &["资金年度", "来源年度"]).holds(Holds::Digits);
pub(super) const FUNCTIONAL_CODE: Column = Column::new(
    "functional_code",
    &["功能分类科目编码", "支出功能分类科目编码", "功能科目编码"],
)
.holds(Holds::Digits);
pub(super) const ECONOMIC_CODE: Column = Column::new(
    "economic_code",
    &[
        "经济分类科目编码",
        "部门预算支出经济分类科目编码",
        "部门经济分类科目编码",
        "经济科目编码",
    ],
)
.holds(Holds::Digits);
pub(super) const KIND: Column = Column::new("kind", &["支出类别"]);
pub(super) const PROJECT: Column = Column::new("project", &["项目名称", "项目"]);
pub(super) const TO_LINE: Column =
    Column::new("to_line", &["调入指标编号", "调入指标"]).holds(Holds::Line);
pub(super) const COMMITMENT: Column =
    Column::new("commitment", &["承诺编号", "承诺"]).holds(Holds::Number);
pub(super) const PAYMENT: Column =
    Column::new("payment", &["原支付编号", "支付"]).holds(Holds::Number);
pub(super) const POSTING: Column = Column::new("posting", &["记账编号"]).holds(Holds::Number);
pub(super) const CONTRACT: Column = Column::new("contract", &["合同编号", "合同"]);
pub(super) const PAYEE: Column = Column::new("payee", &["收款人"]);
pub(super) const COUNTERPARTY: Column = Column::new("counterparty", &["对方单位", "对方"]);
pub(super) const AMOUNT: Column = Column::new(
    "amount",
    &[
        "金额(元)",
        "预算金额(元)",
        "支付金额(元)",
        "支付金额",
        "付款金额",
    ],
)
.holds(Holds::Yuan);
pub(super) const AMOUNT_FEN: Column =
    Column::new("amount_fen", &["金额(分)", "支付金额(分)"]).holds(Holds::Fen);
pub(super) const DATED: Column = Column::new(
    "dated",
    &[
        "日期",
        "交易日期",
        "支付日期",
        "付款日期",
        "记账日期",
        "入账日期",
        "交易时间",
        "date",
    ],
)
.holds(Holds::Day);
pub(super) const DOCUMENT: Column = Column::new(
    "document",
    &[
        "文号",
        "凭证号",
        "凭证编号",
        "支付凭证号",
        "支付令号",
        "单据号",
    ],
);
pub(super) const REASON: Column = Column::new("reason", &["事由", "调整事由"]).holds(Holds::Memo);
pub(super) const LEGAL_KIND: Column = Column::new("legal_kind", &["调整类型"]);
pub(super) const KEY: Column = Column::new(
    "key",
    &["单号", "流水号", "交易流水号", "业务编号", "支付编号"],
);
pub(super) const MEMO: Column = Column::new("memo", &["摘要", "用途", "备注"]).holds(Holds::Memo);
pub(super) const PREPARED_BY: Column = Column::new("prepared_by", &["制单人", "制单", "经办人"]);
pub(super) const REVIEWED_BY: Column = Column::new("reviewed_by", &["复核人", "复核"]);

/// Every column, in the order in which a person fills them in.
pub(super) const ALL: [&Column; 28] = [
    &EVENT,
    &LINE,
    &YEAR,
    &UNIT,
    &FUND,
    &LEVEL,
    &ORIGIN_YEAR,
    &FUNCTIONAL_CODE,
    &ECONOMIC_CODE,
    &KIND,
    &PROJECT,
    &TO_LINE,
    &COMMITMENT,
    &PAYMENT,
    &POSTING,
    &CONTRACT,
    &PAYEE,
    &COUNTERPARTY,
    &AMOUNT,
    &AMOUNT_FEN,
    &DATED,
    &DOCUMENT,
    &REASON,
    &LEGAL_KIND,
    &KEY,
    &MEMO,
    &PREPARED_BY,
    &REVIEWED_BY,
];

/// Names that could be an amount but do not say of what, and advice.
pub(super) const UNCLEAR: (&[&str], &str) = (
    &[
        "金额",
        "预算金额",
        "预算数",
        "金额(万元)",
        "预算金额(万元)",
        "预算数(万元)",
        "支付金额(万元)",
    ],
    "write amounts in yuan or fen and say so: 金额（元）, amount or amount_fen",
);

/// Return the column of the closed list that a name means.
pub(super) fn called(name: &str) -> Option<&'static Column> {
    ALL.into_iter().find(|column| column.means(name))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_name_means_one_column() {
        let mut names = HashSet::new();
        for column in ALL {
            for name in column.all_names() {
                assert!(names.insert(name), "{name}");
                assert_eq!(called(name).map(|found| found.name), Some(column.name));
            }
        }
    }
}
