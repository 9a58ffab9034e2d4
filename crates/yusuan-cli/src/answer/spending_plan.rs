//! Spending plans beside what was paid.

use yusuan::PlannedMonth;

use super::words::{RIGHT, grid, yuan};

/// List the months of a plan.
pub(crate) fn plan_text(plan: &[PlannedMonth]) -> String {
    let headings = [
        ("month", RIGHT),
        ("planned", RIGHT),
        ("paid", RIGHT),
        ("planned_to_date", RIGHT),
        ("paid_to_date", RIGHT),
        ("left", RIGHT),
    ];
    let rows = plan.iter().map(|month| {
        let mut cells = vec![month.month.to_string()];
        cells.extend(
            [
                month.planned,
                month.paid,
                month.planned_to_date,
                month.paid_to_date,
                month.left,
            ]
            .map(yuan),
        );
        cells
    });
    grid(&headings, rows)
}
