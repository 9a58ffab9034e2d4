//! Estimates beside what was really carried over.

use yusuan::TrueUp;

use super::words::{LEFT, RIGHT, grid, yuan};

/// List every estimate, and what its line gains or loses.
pub(crate) fn true_up_text(plan: &[TrueUp]) -> String {
    let headings = [
        ("指标", RIGHT),
        ("名称", LEFT),
        ("预计结转", RIGHT),
        ("实际结转", RIGHT),
        ("差额", RIGHT),
        ("不足额", RIGHT),
    ];
    let rows = plan.iter().map(|it| {
        vec![
            it.line.id.to_string(),
            it.line.key.to_string(),
            yuan(it.estimate),
            yuan(it.actual),
            yuan(it.difference),
            yuan(it.shortfall),
        ]
    });
    grid(&headings, rows)
}
