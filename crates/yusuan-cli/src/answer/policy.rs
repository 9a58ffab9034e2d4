//! Policies as text for people.

use yusuan::PolicyInForce;

use super::words::{LEFT, RIGHT, grid};

pub(crate) fn policies_text(policies: &[PolicyInForce]) -> String {
    let headings = [
        ("序号", RIGHT),
        ("控制规则", LEFT),
        ("名称", LEFT),
        ("处理", LEFT),
        ("值", LEFT),
        ("范围", LEFT),
        ("年度", LEFT),
        ("依据", LEFT),
    ];
    let rows = policies.iter().map(|found| {
        let policy = &found.policy;
        let scope = &policy.scope;
        let parts = [
            scope.fund.clone(),
            scope.level.map(|level| level.to_string()),
            scope.kind.map(|kind| kind.to_string()),
            scope.code_level.map(|level| level.to_string()),
            scope.item.clone(),
        ];
        let is_always = (policy.first_year, policy.last_year)
            == (yusuan::Policy::FIRST_YEAR, yusuan::Policy::LAST_YEAR);
        vec![
            found.policy_id.to_string(),
            policy.name.clone(),
            found.name_zh.clone(),
            policy.action.to_string(),
            policy.value.clone().unwrap_or_default(),
            parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
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
