//! Policies as text for people.

use yusuan::{OverrideReport, PolicyInForce, PolicyTouch};

use super::words::{LEFT, RIGHT, grid};

pub(crate) fn policies_text(policies: &[PolicyInForce]) -> String {
    let headings = [
        ("序号", RIGHT),
        ("控制规则", LEFT),
        ("处理", LEFT),
        ("值", LEFT),
        ("范围", LEFT),
        ("年度", LEFT),
        ("依据", LEFT),
    ];
    let rows = policies.iter().map(|found| {
        let policy = &found.policy;
        let is_always = (policy.first_year, policy.last_year)
            == (yusuan::Policy::FIRST_YEAR, yusuan::Policy::LAST_YEAR);
        vec![
            found.policy_id.to_string(),
            found.name_zh.clone(),
            policy.action.name_zh().to_owned(),
            policy.value_zh().unwrap_or_default().to_owned(),
            policy.scope.name_zh(),
            if is_always {
                String::new()
            } else {
                format!("{}–{}", policy.first_year, policy.last_year)
            },
            policy.source.clone(),
        ]
    });
    grid(&headings, rows)
}

/// What became of an act that a policy is about.
fn status_zh(status: &str) -> &str {
    match status {
        "overridden" => "例外批准",
        "documented" => "凭文办理",
        "warned" => "提示",
        "unknown" => "缺上年数",
        other => other,
    }
}

pub(crate) fn touches_text(touches: &[PolicyTouch], overrides: &[OverrideReport]) -> String {
    let headings = [
        ("记账", RIGHT),
        ("日期", LEFT),
        ("单位", LEFT),
        ("指标", RIGHT),
        ("调入", RIGHT),
        ("金额", RIGHT),
        ("控制规则", LEFT),
        ("结果", LEFT),
        ("文号", LEFT),
    ];
    let rows = touches.iter().map(|touch| {
        let document = touch.override_document.as_ref().or(touch.document.as_ref());
        let to_line = touch.to_line_id.map(|line| line.to_string());
        vec![
            touch.posting_id.to_string(),
            touch.dated.clone(),
            touch.unit.clone(),
            touch.line_id.to_string(),
            to_line.unwrap_or_default(),
            touch.amount.to_yuan_string(),
            touch.name_zh.clone(),
            status_zh(&touch.status).to_owned(),
            document.cloned().unwrap_or_default(),
        ]
    });
    let mut text = grid(&headings, rows);
    if overrides.is_empty() {
        return text;
    }
    let headings = [
        ("例外批准", RIGHT),
        ("凭证", RIGHT),
        ("日期", LEFT),
        ("控制规则", LEFT),
        ("批准文号", LEFT),
        ("理由", LEFT),
        ("制单", LEFT),
        ("复核", LEFT),
    ];
    let rows = overrides.iter().map(|granted| {
        vec![
            granted.override_id.to_string(),
            granted.voucher_id.to_string(),
            granted.dated.clone().unwrap_or_default(),
            granted.name_zh.clone(),
            granted.document.clone(),
            granted.reason.clone().unwrap_or_default(),
            granted.prepared_by.clone().unwrap_or_default(),
            granted.reviewed_by.clone().unwrap_or_default(),
        ]
    });
    text.push('\n');
    text += &grid(&headings, rows);
    text
}
