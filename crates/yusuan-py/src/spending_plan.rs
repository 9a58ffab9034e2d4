//! 用款计划: a month of a plan beside what was paid.

use crate::money::Yuan;
use crate::value::value;

value! {
    /// A month of the spending plan of a line, beside what was paid.
    ///
    /// Example:
    ///     >>> receipt = ledger.plan_spending(travel, by="quarter")
    ///     >>> month = ledger.spending_plan(travel)[0]
    ///     >>> month.month, month.planned, month.left
    ///     (1, Decimal('2500.00'), Decimal('2500.00'))
    PlannedMonth(yusuan::PlannedMonth) {
        /// The month, 1 to 12.
        month: u8 = |it, _| it.month;
        /// What is planned for it, in yuan.
        planned: Yuan = |it, _| Yuan(it.planned);
        /// The same in fen.
        planned_fen: i64 = |it, _| it.planned.get();
        /// What was paid in it, less refunds, in yuan.
        paid: Yuan = |it, _| Yuan(it.paid);
        /// The same in fen.
        paid_fen: i64 = |it, _| it.paid.get();
        /// What is planned from January until its end, in yuan.
        planned_to_date: Yuan = |it, _| Yuan(it.planned_to_date);
        /// The same in fen.
        planned_to_date_fen: i64 = |it, _| it.planned_to_date.get();
        /// What was paid from January until its end, less refunds, in yuan.
        paid_to_date: Yuan = |it, _| Yuan(it.paid_to_date);
        /// The same in fen.
        paid_to_date_fen: i64 = |it, _| it.paid_to_date.get();
        /// What may still be paid until its end, in yuan: never more than later months leave.
        left: Yuan = |it, _| Yuan(it.left);
        /// The same in fen.
        left_fen: i64 = |it, _| it.left.get();
    }
}
