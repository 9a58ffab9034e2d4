//! Answers as text for people: columns that align, amounts in yuan.

use std::fmt::{self, Write as _};

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};
use yusuan::tables::{Check, Tolerance, ToleranceReason, Verdict};
use yusuan::{
    Certificate, Draft, Fen, Fund, Level, LineKey, LineReport, LogEntry, LogPosting, Plan, Receipt,
    Verification,
};

/// A heading and how its column is aligned. Lists are Chinese, as the tables that are published are;
/// sentences are English.
pub(super) type Heading<T = &'static str> = (T, CellAlignment);

pub(super) const LEFT: CellAlignment = CellAlignment::Left;
pub(super) const RIGHT: CellAlignment = CellAlignment::Right;

/// Draw rows below headings.
pub(super) fn grid<T: AsRef<str>>(
    headings: &[Heading<T>],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING);
    table.set_header(headings.iter().map(|(heading, _)| heading.as_ref()));
    table.add_rows(rows);
    for (column, (_, alignment)) in table.column_iter_mut().zip(headings) {
        column.set_cell_alignment(*alignment);
        column.set_padding((0, 2));
    }
    let lines = table.lines().map(|line| line.trim_end().to_owned() + "\n");
    lines.collect()
}

pub(super) fn yuan(amount: Fen) -> String {
    amount.to_yuan_string()
}

/// Return what a fund is called, given its name in files.
pub(super) fn fund_zh(name: &str) -> String {
    name.parse::<Fund>()
        .map_or_else(|_| name.to_owned(), |fund| fund.name_zh().to_owned())
}

/// Return what a level is called, given its name in files.
fn level_zh(name: &str) -> String {
    name.parse::<Level>()
        .map_or_else(|_| name.to_owned(), |level| level.name_zh().to_owned())
}

/// Write words at the end of a text.
pub(super) fn add(text: &mut String, words: fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = text.write_fmt(words);
}

pub(crate) fn receipt_text(receipt: &Receipt) -> String {
    let mut text = format!("voucher {}", receipt.voucher_id);
    if receipt.posting_count > 0 {
        add(
            &mut text,
            format_args!(" posting {}", receipt.first_posting_id),
        );
    }
    if receipt.posting_count > 1 {
        add(&mut text, format_args!(" count {}", receipt.posting_count));
    }
    for commitment in &receipt.commitment_ids {
        add(&mut text, format_args!(" commitment {commitment}"));
    }
    if let Some(hash) = &receipt.hash {
        add(&mut text, format_args!(" sha256 {hash}"));
    }
    text
}

const KEY: [Heading; 7] = [
    ("资金性质", LEFT),
    ("级次", LEFT),
    ("资金年度", LEFT),
    ("功能分类", LEFT),
    ("经济分类", LEFT),
    ("支出类别", LEFT),
    ("项目", LEFT),
];

fn key_cells(key: &LineKey) -> Vec<String> {
    vec![
        key.fund.name_zh().to_owned(),
        key.level.name_zh().to_owned(),
        key.origin_year.to_string(),
        key.functional_code.clone(),
        key.economic_code.clone(),
        key.kind.name_zh().to_owned(),
        key.project.clone().unwrap_or_default(),
    ]
}

pub(crate) fn drafts_text(drafts: &[Draft]) -> String {
    let headings: Vec<Heading> = [("单位", LEFT)]
        .into_iter()
        .chain(KEY)
        .chain([("草案", RIGHT)])
        .collect();
    let rows = drafts.iter().map(|draft| {
        let mut cells = vec![draft.key.unit.clone()];
        cells.extend(key_cells(&draft.key));
        cells.push(yuan(draft.amount));
        cells
    });
    grid(&headings, rows)
}

pub(crate) fn lines_text(lines: &[LineReport]) -> String {
    // Only a year that is not approved yet has any.
    let has_early = lines
        .iter()
        .any(|report| report.balance.early != Fen::default());
    let headings: Vec<Heading> = [("指标", RIGHT), ("单位", LEFT)]
        .into_iter()
        .chain(KEY)
        .chain(has_early.then_some(("提前安排", RIGHT)))
        .chain([
            ("年初预算", RIGHT),
            ("追加", RIGHT),
            ("上年结转", RIGHT),
            ("调整后指标", RIGHT),
            ("承诺", RIGHT),
            ("支付", RIGHT),
            ("可用余额", RIGHT),
        ])
        .collect();
    let rows = lines.iter().map(|report| {
        let (key, balance) = (&report.line.key, &report.balance);
        let mut cells = vec![report.line.id.to_string(), key.unit.clone()];
        cells.extend(key_cells(key));
        cells.extend(has_early.then(|| yuan(balance.early)));
        let amounts = [
            balance.original,
            balance.supplement,
            balance.carried_in,
            report.adjusted,
            balance.committed,
            balance.paid,
            report.available,
        ];
        cells.extend(amounts.map(yuan));
        cells
    });
    grid(&headings, rows)
}

/// Return a voucher as one line, and each of its postings as another.
pub(crate) fn log_text(entry: &LogEntry) -> String {
    let mut text = format!("voucher {} {}", entry.voucher_id, entry.act);
    let year = entry.year.map(|year| year.to_string());
    for (name, part) in [
        ("year", &year),
        ("dated", &entry.dated),
        ("document", &entry.document),
        ("prepared_by", &entry.prepared_by),
        ("reviewed_by", &entry.reviewed_by),
        ("key", &entry.key),
        ("legal_kind", &entry.legal_kind),
        ("reason", &entry.reason),
        ("memo", &entry.memo),
    ] {
        if let Some(part) = part {
            add(&mut text, format_args!(" {name} {part}"));
        }
    }
    for granted in &entry.overrides {
        let (policy, document) = (&granted.policy, &granted.document);
        add(&mut text, format_args!(" override {policy}={document}"));
    }
    text.push('\n');
    for posting in &entry.postings {
        text += &posting_text(posting);
    }
    text
}

fn posting_text(posting: &LogPosting) -> String {
    let mut text = format!(
        "  posting {} {} {}",
        posting.posting_id,
        posting.event,
        yuan(posting.amount)
    );
    for (name, number) in [
        ("line", posting.line_id),
        ("to_line", posting.to_line_id),
        ("commitment", posting.commitment_id),
        ("refunds", posting.refunds_id),
        ("reverses", posting.reverses_id),
    ] {
        if let Some(number) = number {
            add(&mut text, format_args!(" {name} {number}"));
        }
    }
    for (name, part) in [
        ("payee", &posting.payee),
        ("contract", &posting.contract),
        ("counterparty", &posting.counterparty),
    ] {
        if let Some(part) = part {
            add(&mut text, format_args!(" {name} {part}"));
        }
    }
    text.push('\n');
    text
}

/// Return the plan of a closing: what becomes of everything that is left, and by which rule.
pub fn plan_text(plan: &Plan) -> String {
    let headings: Vec<Heading> = [
        ("处理方式", LEFT),
        ("金额", RIGHT),
        ("依据规则", LEFT),
        ("已结转年数", RIGHT),
        ("承诺", RIGHT),
        ("指标", RIGHT),
        ("单位", LEFT),
    ]
    .into_iter()
    .chain(KEY)
    .collect();
    let rows = plan.decisions.iter().map(|decision| {
        let commitment = decision.commitment_id.map(|id| id.to_string());
        let mut cells = vec![
            decision.action.name_zh().to_owned(),
            yuan(decision.amount),
            decision.rule.policy.clone(),
            decision.age_years.to_string(),
            commitment.unwrap_or_default(),
            decision.line.id.to_string(),
            decision.line.key.unit.clone(),
        ];
        cells.extend(key_cells(&decision.line.key));
        cells
    });
    let mut text = if plan.decisions.is_empty() {
        format!("no line of {} has anything left\n", plan.year)
    } else {
        grid(&headings, rows)
    };
    for money in &plan.money {
        let (action, fund) = (money.action.name_zh(), money.fund.name_zh());
        let amount = yuan(money.amount);
        add(
            &mut text,
            format_args!("{action} {amount} {} {fund}\n", money.unit),
        );
    }
    text
}

/// Return what the reader of a plan should know.
pub fn remarks_text(plan: &Plan) -> String {
    let mut text = String::new();
    for remark in &plan.remarks {
        add(
            &mut text,
            format_args!(
                "{}: {}\nhint: {}\n",
                remark.token, remark.message, remark.hint
            ),
        );
    }
    text
}

/// Return the certificate of a closing.
pub(crate) fn certificate_text(certificate: &Certificate) -> String {
    let headings = [
        ("资金性质", LEFT),
        ("级次", LEFT),
        ("结转下年", RIGHT),
        ("上年结转", RIGHT),
        ("转入结余", RIGHT),
        ("收回", RIGHT),
        ("注销", RIGHT),
    ];
    let rows = certificate.totals.iter().map(|total| {
        let mut cells = vec![fund_zh(&total.fund), level_zh(&total.level)];
        let amounts = [
            total.carried_out,
            total.carried_in,
            total.to_surplus,
            total.recalled,
            total.lapsed,
        ];
        cells.extend(amounts.map(yuan));
        cells
    });
    let equal = if certificate.opening_equals_closing {
        "opening equals closing"
    } else {
        "OPENING DIFFERS FROM CLOSING"
    };
    let (begun, finished) = certificate.vouchers;
    let due = match certificate.counts.lines_estimated {
        0 => String::new(),
        lines => format!(
            "{lines} lines of {} have an estimated carry-over of {} yuan beside the real one: true \
             it up\n",
            certificate.year + 1,
            yuan(certificate.estimated)
        ),
    };
    format!(
        "{} closed on {} by vouchers {begun} to {finished}; {equal}\n{due}{}before {}\nafter  {}\n",
        certificate.year,
        certificate.closed_on,
        grid(&headings, rows),
        certificate.head_before,
        certificate.head_after
    )
}

/// Return checks, each with the comparison that decided it.
pub(crate) fn checks_text<'a>(checks: impl IntoIterator<Item = &'a Check>) -> String {
    let headings = [
        ("编号", LEFT),
        ("结论", LEFT),
        ("左方", RIGHT),
        ("右方", RIGHT),
        ("允许误差", LEFT),
        ("勾稽关系", LEFT),
        ("位置", LEFT),
    ];
    let rows = checks.into_iter().map(|check| {
        let decisive = &check.decisive;
        let mut place = match check.verdict {
            Verdict::Holds => format!("{} 处", check.compared),
            _ => decisive.place.clone(),
        };
        if let Some(note) = &check.note {
            add(&mut place, format_args!("（{note}）"));
        }
        vec![
            check.number.to_owned(),
            check.verdict.name_zh().to_owned(),
            decisive.left.text.clone(),
            decisive.right.text.clone(),
            tolerance_text(&decisive.tolerance),
            check.statement.to_owned(),
            place,
        ]
    });
    grid(&headings, rows)
}

/// Say how far printed figures may be apart, and why so far.
fn tolerance_text(tolerance: &Tolerance) -> String {
    let (text, rounded) = (&tolerance.text, tolerance.rounded);
    match tolerance.reason {
        ToleranceReason::Exact => text.clone(),
        ToleranceReason::Rounded => format!("{text}（{rounded} 个取整数）"),
        ToleranceReason::Footed => format!("{text}（至多 {rounded} 个取整数）"),
        ToleranceReason::Expected => format!("{text}（仅供参考）"),
    }
}

/// Return what a verification found, a line each, and what it read.
pub fn verification_text(verification: &Verification) -> String {
    let mut text = String::new();
    for finding in &verification.findings {
        add(&mut text, format_args!("{finding}\n"));
    }
    if verification.omitted_count() > 0 {
        let more = verification.omitted_count();
        add(&mut text, format_args!("and {more} findings more\n"));
    }
    add(
        &mut text,
        format_args!(
            "{} vouchers, {} postings, {} lines: ",
            verification.voucher_count, verification.posting_count, verification.line_count
        ),
    );
    if verification.is_clean() {
        add(&mut text, format_args!("clean\n"));
    } else {
        let (errors, warnings) = (verification.error_count(), verification.warning_count());
        add(
            &mut text,
            format_args!("{errors} errors, {warnings} warnings\n"),
        );
    }
    add(&mut text, format_args!("{}\n", verification.head));
    text
}
