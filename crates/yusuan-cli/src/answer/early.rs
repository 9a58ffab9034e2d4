//! Estimates beside what was really carried over.

use yusuan::TrueUp;

use super::words::{LEFT, RIGHT, grid, yuan};

/// List every estimate, and what its line gains or loses.
pub(crate) fn true_up_text(plan: &[TrueUp]) -> String {
    let headings = [
        ("line", RIGHT),
        ("key", LEFT),
        ("estimate", RIGHT),
        ("actual", RIGHT),
        ("difference", RIGHT),
        ("shortfall", RIGHT),
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
