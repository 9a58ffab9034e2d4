//! Contracts, commitments and procurement as text for people.

use yusuan::{Commitment, Contract, ProcurementTotal, YearPart};

use super::words::{Heading, LEFT, RIGHT, grid, yuan};

pub(crate) fn contracts_text(contracts: &[Contract]) -> String {
    const HEADINGS: [Heading; 8] = [
        ("合同", LEFT),
        ("名称", LEFT),
        ("单位", LEFT),
        ("签订日期", LEFT),
        ("金额", RIGHT),
        ("已承诺", RIGHT),
        ("已支付", RIGHT),
        ("承诺余额", RIGHT),
    ];
    grid(
        &HEADINGS,
        contracts.iter().map(|contract| {
            let mut cells = vec![
                contract.reference.clone(),
                contract.title.clone(),
                contract.unit.clone(),
                contract.signed_on.clone(),
            ];
            let amounts = [
                contract.planned,
                contract.committed,
                contract.paid,
                contract.remaining,
            ];
            cells.extend(amounts.map(yuan));
            cells
        }),
    )
}

/// Return a contract with its years, its planned payments and its commitments.
pub(crate) fn contract_text(contract: &Contract) -> String {
    const YEARS: [Heading; 7] = [
        ("年度", LEFT),
        ("计划", RIGHT),
        ("已承诺", RIGHT),
        ("上年转入", RIGHT),
        ("已支付", RIGHT),
        ("结转下年", RIGHT),
        ("承诺余额", RIGHT),
    ];
    const PAYMENTS: [Heading; 4] = [
        ("付款日期", LEFT),
        ("计划", RIGHT),
        ("已支付", RIGHT),
        ("指标", LEFT),
    ];
    let years = contract.years.iter().map(|year| {
        let amounts = [
            year.planned,
            year.committed,
            year.carried_in,
            year.paid,
            year.carried_out,
            year.remaining,
        ];
        let mut cells = vec![year.year.to_string()];
        cells.extend(amounts.map(yuan));
        cells
    });
    let payments = contract.payments.iter().map(|payment| {
        let due_on = payment
            .due_on
            .map_or_else(|| payment.key.year.to_string(), |day| day.to_string());
        vec![
            due_on,
            yuan(payment.planned),
            yuan(payment.paid),
            payment.key.to_string(),
        ]
    });
    [
        contracts_text(std::slice::from_ref(contract)),
        grid(&YEARS, years),
        grid(&PAYMENTS, payments),
        commitments_text(&contract.commitments),
    ]
    .join("\n")
}

fn commitments_text(commitments: &[Commitment]) -> String {
    const HEADINGS: [Heading; 10] = [
        ("承诺", RIGHT),
        ("合同", LEFT),
        ("年度", LEFT),
        ("指标", RIGHT),
        ("接上年", RIGHT),
        ("承诺金额", RIGHT),
        ("上年转入", RIGHT),
        ("释放", RIGHT),
        ("支付", RIGHT),
        ("余额", RIGHT),
    ];
    let rows = commitments.iter().map(|it| {
        let continues = it.continues_id.map(|id| id.to_string());
        let mut cells = vec![
            it.commitment_id.to_string(),
            it.contract.clone(),
            it.line.key.year.to_string(),
            it.line.id.to_string(),
            continues.unwrap_or_default(),
        ];
        let amounts = [
            it.committed,
            it.carried_in,
            it.released,
            it.paid,
            it.remaining,
        ];
        cells.extend(amounts.map(yuan));
        cells
    });
    grid(&HEADINGS, rows)
}

pub(crate) fn parts_text(parts: &[YearPart]) -> String {
    const HEADINGS: [Heading; 9] = [
        ("合同", LEFT),
        ("计划", RIGHT),
        ("已承诺", RIGHT),
        ("尚需", RIGHT),
        ("以前年度未承诺", RIGHT),
        ("可用", RIGHT),
        ("缺口", RIGHT),
        ("可承诺", LEFT),
        ("指标", LEFT),
    ];
    let rows = parts.iter().map(|part| {
        let mut cells = vec![part.reference.clone()];
        let amounts = [
            part.planned,
            part.committed,
            part.needed,
            part.left_uncommitted,
            part.available,
            part.missing,
        ];
        cells.extend(amounts.map(yuan));
        cells.push(if part.is_covered { "是" } else { "否" }.to_owned());
        cells.push(part.key.to_string());
        cells
    });
    grid(&HEADINGS, rows)
}

pub(crate) fn procurement_text(totals: &[ProcurementTotal]) -> String {
    const HEADINGS: [Heading; 6] = [
        ("单位", LEFT),
        ("采购品目", LEFT),
        ("预留", LEFT),
        ("计划", RIGHT),
        ("承诺", RIGHT),
        ("支付", RIGHT),
    ];
    let rows = totals.iter().map(|total| {
        let reserved = total.reserved_for.map(yusuan::ReservedFor::name_zh);
        let mut cells = vec![
            total.unit.clone(),
            total.category.name_zh().to_owned(),
            reserved.unwrap_or_default().to_owned(),
        ];
        cells.extend([total.planned, total.committed, total.paid].map(yuan));
        cells
    });
    grid(&HEADINGS, rows)
}
