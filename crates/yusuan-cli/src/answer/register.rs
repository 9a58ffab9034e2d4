//! Units, years and closings as text for people.

use yusuan::{BudgetYear, ClosingStep, Successor, Unit};

use super::words::{Heading, LEFT, RIGHT, grid};

pub(crate) fn units_text(units: &[Unit]) -> String {
    const HEADINGS: [Heading; 4] = [
        ("单位", LEFT),
        ("类别", LEFT),
        ("上级单位", LEFT),
        ("是否有效", LEFT),
    ];
    let rows = units.iter().map(|unit| {
        vec![
            unit.name.clone(),
            unit.kind.name_zh().to_owned(),
            unit.parent.clone().unwrap_or_default(),
            if unit.is_active { "是" } else { "否" }.to_owned(),
        ]
    });
    grid(&HEADINGS, rows)
}

pub(crate) fn years_text(years: &[BudgetYear]) -> String {
    const HEADINGS: [Heading; 2] = [("年度", RIGHT), ("状态", LEFT)];
    let rows = years
        .iter()
        .map(|year| vec![year.year.to_string(), year.state.name_zh().to_owned()]);
    grid(&HEADINGS, rows)
}

pub(crate) fn successors_text(successors: &[Successor]) -> String {
    const HEADINGS: [Heading; 4] = [
        ("类别", LEFT),
        ("原名称", LEFT),
        ("下年名称", LEFT),
        ("依据", LEFT),
    ];
    let rows = successors.iter().map(|successor| {
        vec![
            successor.scheme.name_zh().to_owned(),
            successor.old.clone(),
            successor.new.clone(),
            successor.source.clone(),
        ]
    });
    grid(&HEADINGS, rows)
}

pub(crate) fn closing_history_text(steps: &[ClosingStep]) -> String {
    const HEADINGS: [Heading; 7] = [
        ("凭证", RIGHT),
        ("日期", LEFT),
        ("事项", LEFT),
        ("笔数", RIGHT),
        ("理由", LEFT),
        ("制单", LEFT),
        ("复核", LEFT),
    ];
    let rows = steps.iter().map(|step| {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            step.voucher_id.to_string(),
            said(&step.dated),
            step.name_zh.clone(),
            step.posting_count.to_string(),
            said(&step.reason),
            said(&step.prepared_by),
            said(&step.reviewed_by),
        ]
    });
    grid(&HEADINGS, rows)
}
