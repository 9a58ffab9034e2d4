//! Spending plans beside what was paid.

use yusuan::PlannedMonth;

use super::words::{RIGHT, grid, yuan};

/// List the months of a plan.
pub(crate) fn plan_text(plan: &[PlannedMonth]) -> String {
    let headings = [
        ("月份", RIGHT),
        ("计划", RIGHT),
        ("支付", RIGHT),
        ("累计计划", RIGHT),
        ("累计支付", RIGHT),
        ("尚可支付", RIGHT),
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
