//! The words of the column `event`, and what a row of each event says.

use super::cell::half_width;
use super::columns::{
    AMOUNT, COMMITMENT, CONTRACT, COUNTERPARTY, DATED, DOCUMENT, ECONOMIC_CODE, EVENT,
    FUNCTIONAL_CODE, FUND, KEY, KIND, LEGAL_KIND, LEVEL, LINE, MEMO, ORIGIN_YEAR, PAYEE, PAYMENT,
    POSTING, PREPARED_BY, PROJECT, REASON, REVIEWED_BY, TO_LINE, UNIT, YEAR,
};
use super::header::Column;
use super::problems::{Flaw, shorten};
use crate::error::Rule;

/// What a row names beside its amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    Line,
    LineOrCommitment,
    Contract,
    TwoLines,
    Commitment,
    Payment,
    PaymentAndLine,
    LineAndPayment,
    Owner,
    Posting,
}

/// A word of the column `event`.
pub(super) struct EventWord {
    pub(super) token: &'static str,
    pub(super) name_zh: &'static str,
    pub(super) names: Names,
    /// Whether it says why it is done, and what it is in law.
    is_adjustment: bool,
}

const fn word_of(token: &'static str, name_zh: &'static str, names: Names) -> EventWord {
    EventWord {
        token,
        name_zh,
        names,
        is_adjustment: false,
    }
}

const fn adjustment(token: &'static str, name_zh: &'static str, names: Names) -> EventWord {
    EventWord {
        is_adjustment: true,
        ..word_of(token, name_zh, names)
    }
}

/// Every event that an entry of a voucher can be.
pub(super) const EVENTS: [EventWord; 28] = [
    adjustment("supplement", "追加", Names::Line),
    adjustment("reduce", "追减", Names::Line),
    adjustment("transfer", "调剂", Names::TwoLines),
    adjustment("recall", "收回", Names::Line),
    word_of("pay", "支付", Names::LineOrCommitment),
    word_of("refund", "退回", Names::Payment),
    word_of("commit", "承诺", Names::Contract),
    word_of("release", "释放", Names::Commitment),
    word_of("receive", "收到", Names::Owner),
    word_of("return_income", "退付", Names::Owner),
    word_of("income_increase", "收入预算调增", Names::Owner),
    word_of("income_decrease", "收入预算调减", Names::Owner),
    word_of("refund_prior_year", "以前年度退回", Names::PaymentAndLine),
    word_of(
        "prior_year_increase",
        "以前年度调整(增)",
        Names::LineAndPayment,
    ),
    word_of("prior_year_decrease", "以前年度调整(减)", Names::Line),
    word_of("allocate_early", "提前安排", Names::Line),
    word_of("true_up_increase", "结转核定(增)", Names::Line),
    word_of("true_up_decrease", "结转核定(减)", Names::Line),
    word_of("lapse", "注销", Names::Line),
    word_of("to_surplus", "转入结余", Names::Line),
    word_of("use_surplus", "使用结余", Names::Line),
    word_of("use_earmarked", "使用专用结余", Names::Line),
    word_of("surrender", "上缴结余", Names::Owner),
    word_of("distribute", "结余分配", Names::Owner),
    word_of("earmark_surplus", "提取专用结余", Names::Owner),
    word_of("pool_surplus", "结余归集", Names::Owner),
    word_of("pool_earmarked", "专用结余归集", Names::Owner),
    word_of("reverse", "冲销", Names::Posting),
];

/// Return the event that a word means, in English or Chinese.
pub(super) fn find(text: &str) -> Option<&'static EventWord> {
    let is_same = |known: &str| known.chars().eq(text.trim().chars().map(half_width));
    EVENTS
        .iter()
        .find(|event| is_same(event.token) || is_same(event.name_zh))
}

/// Read the word of an event.
pub(super) fn word(text: &str) -> Result<&'static str, Flaw> {
    find(text).map(|event| event.token).ok_or_else(|| {
        let message = format!("no such event: {}", shorten(text));
        let hint = "give an event that an ordinary act carries, as docs/events.md lists them, \
                    refund_prior_year, or reverse";
        Flaw::rule(Rule::EventUnknown, message, hint)
    })
}

const LINE_KEY: [&Column; 10] = [
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
];

impl EventWord {
    /// Return the columns that say of which of the ledger's rows an entry is, any of which is enough.
    pub(super) const fn naming(&self) -> &'static [&'static Column] {
        match self.names {
            Names::Line | Names::TwoLines | Names::LineAndPayment => &[&LINE, &FUNCTIONAL_CODE],
            Names::LineOrCommitment | Names::Contract => &[&LINE, &COMMITMENT, &FUNCTIONAL_CODE],
            Names::Commitment => &[&COMMITMENT],
            Names::Payment | Names::PaymentAndLine => &[&PAYMENT],
            Names::Owner => &[&UNIT],
            Names::Posting => &[&POSTING],
        }
    }

    /// Return every column that a row of this event can have, in the order of filling in.
    pub(super) fn columns(&self) -> Vec<&'static Column> {
        let mut columns: Vec<&'static Column> = Vec::new();
        match self.names {
            Names::Line => columns.extend(LINE_KEY),
            Names::LineOrCommitment => {
                columns.extend(LINE_KEY);
                columns.extend([&COMMITMENT, &PAYEE]);
            }
            Names::Contract => {
                columns.extend(LINE_KEY);
                columns.extend([&COMMITMENT, &CONTRACT, &COUNTERPARTY]);
            }
            Names::TwoLines => {
                columns.extend(LINE_KEY);
                columns.push(&TO_LINE);
            }
            Names::LineAndPayment => {
                columns.extend(LINE_KEY);
                columns.push(&PAYMENT);
            }
            Names::Commitment => columns.push(&COMMITMENT),
            Names::Payment => columns.push(&PAYMENT),
            Names::PaymentAndLine => columns.extend([&PAYMENT, &TO_LINE]),
            Names::Owner => columns.extend([&YEAR, &UNIT, &FUND]),
            Names::Posting => columns.push(&POSTING),
        }
        if self.names != Names::Posting {
            columns.push(&AMOUNT);
        }
        columns.extend([&DATED, &DOCUMENT]);
        if self.is_adjustment {
            columns.extend([&REASON, &LEGAL_KIND]);
        }
        columns.extend([&KEY, &MEMO, &PREPARED_BY, &REVIEWED_BY]);
        columns
    }
}

/// Return every column of a list of entries of any event.
pub(super) fn all_columns() -> Vec<&'static Column> {
    let mut columns = vec![&EVENT];
    columns.extend(LINE_KEY);
    columns.extend([
        &TO_LINE,
        &COMMITMENT,
        &PAYMENT,
        &POSTING,
        &CONTRACT,
        &PAYEE,
        &COUNTERPARTY,
        &AMOUNT,
        &DATED,
        &DOCUMENT,
        &REASON,
        &LEGAL_KIND,
        &KEY,
        &MEMO,
        &PREPARED_BY,
        &REVIEWED_BY,
    ]);
    columns
}
