//! 凭证清单: lists of entries, each with a voucher of its own.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pyo3::prelude::*;
use yusuan::Particulars;

use super::{Ledger, adjusting, particulars};
use crate::given::Given;
use crate::journal::VoucherList;
use crate::words::{Day, LegalKind};

impl Ledger {
    fn post_rows(
        &self,
        py: Python<'_>,
        rows: Given,
        event: Option<&'static str>,
        mapping: Option<PathBuf>,
        said: &Particulars,
    ) -> PyResult<VoucherList> {
        let name = if event == Some("pay") {
            "payments"
        } else {
            "rows"
        };
        let posted = self.with(py, |ledger| {
            let source = rows.source(name, mapping)?;
            ledger.post_many(&source, event, said)
        });
        // The library that made a table frees it, so not under the lock.
        drop(rows);
        posted.map(VoucherList)
    }
}

/// Declare verbs over a list of one event, or of any.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $event:expr;)+) => {
        #[pymethods]
        impl Ledger {
            $(
                $(#[$doc])*
                #[pyo3(signature = (
                    rows, *, mapping = None, dated = None, document = None, prepared_by = None,
                    reviewed_by = None, memo = None, reason = None, legal_kind = None,
                    overrides = None
                ))]
                fn $name(
                    &self,
                    py: Python<'_>,
                    rows: Given,
                    mapping: Option<PathBuf>,
                    dated: Option<Day>,
                    document: Option<String>,
                    prepared_by: Option<String>,
                    reviewed_by: Option<String>,
                    memo: Option<String>,
                    reason: Option<String>,
                    legal_kind: Option<LegalKind>,
                    overrides: Option<BTreeMap<String, String>>,
                ) -> PyResult<VoucherList> {
                    let said = particulars(dated, document, prepared_by, reviewed_by, memo, None);
                    let said = adjusting(said, reason, legal_kind, overrides);
                    self.post_rows(py, rows, $event, mapping, &said)
                }
            )+
        }
    };
}

lists! {
    /// Post a list of entries, each by a voucher of its own: all of them, or none.
    ///
    /// It writes what the verbs would write for one row after the other, and says of every row that
    /// cannot be read or is refused what is wrong with it. A table whose rows are all of one event
    /// goes by the verb of that event: `pay_many`, `supplement_many` and the others. Give each row its
    /// own `key`: what is in the ledger already, under the same key, is not posted again. Other threads
    /// go on meanwhile.
    ///
    /// Args:
    ///     rows: a file, CSV or a workbook (xlsx, xls, ods); a table of polars, pandas, pyarrow or
    ///         duckdb, or anything else that has `__arrow_c_stream__`; or mappings, one for each row.
    ///         Columns, in any order and in English or Chinese (docs/importing.md), are `event`;
    ///         `amount` in yuan, decimal or text, or `amount_fen`, whole; what the event is about, as
    ///         `line`, the columns of a line file, `commitment`, `payment`, `unit`; and of the voucher
    ///         `dated`, `key`, `document`, `memo`, `prepared_by`, `reviewed_by`, `reason`,
    ///         `legal_kind`. In a mapping, `line` may also be a `Line` or `LineKey`.
    ///     mapping: a TOML file that says what the columns mean, when they are called otherwise.
    ///     dated: the day of every row that does not say its own; so with the arguments that follow.
    ///
    /// Raises:
    ///     SourceError: `problems` lists everything that is wrong, with path, sheet, row, column, cell,
    ///         value, token and what to do. A column of floats is refused, and the hint says how to
    ///         cast it.
    ///     MissingFileError: `file_missing`.
    ///     ArgumentError: `table_unreadable`.
    ///
    /// Example:
    ///     >>> posted = ledger.post_many([
    ///     ...     {"event": "supplement", "line": line, "amount": "100.00", "document": "财预8号"},
    ///     ...     {"event": "支付", "line": line, "amount": "80.00", "payee": "文具店"},
    ///     ... ], dated=date(2025, 3, 1))
    ///     >>> posted.voucher_count, ledger.balance(line).available
    ///     (2, Decimal('81900.00'))
    post_many = None;

    /// Pay a list, each payment by a voucher of its own: all of them, or none (支付).
    ///
    /// It writes what `pay` and `pay_commitment` would write for one after the other, several times
    /// as fast. Rows, arguments and errors are those of `post_many`, without `event`.
    ///
    /// Example:
    ///     >>> paid = ledger.pay_many([
    ///     ...     {"line": line, "amount": "1234.56", "dated": date(2025, 3, 1), "key": "1"},
    ///     ...     {"line": travel, "amount": "80.00", "dated": date(2025, 3, 2), "key": "2"},
    ///     ... ])
    ///     >>> paid.voucher_count, paid.repeated_count, ledger.balance(travel).paid
    ///     (2, 0, Decimal('80.00'))
    ///     >>> ledger.pay_many([{"line": line, "amount": 0.1, "dated": date(2025, 3, 1)}])
    ///     Traceback (most recent call last):
    ///     yusuan.errors.SourceError: amount_invalid: payments, row 1, column amount: amount_invalid: float 0.1 is no exact amount (hint: give a decimal number or text in yuan, or whole fen as amount_fen)
    ///     hint: nothing was written: correct what is listed, and do it again
    pay_many = Some("pay");

    /// Give many lines more, each by a voucher of its own (追加).
    ///
    /// A row whose line is not there makes it. Rows, arguments and errors are those of `post_many`,
    /// without `event`.
    ///
    /// Example:
    ///     >>> rows = [{"line": line, "amount": "100.00"}, {"line": travel, "amount": "50.00"}]
    ///     >>> posted = ledger.supplement_many(rows, dated=date(2025, 5, 20), document="财预〔2025〕8号")
    ///     >>> ledger.balance(travel).available
    ///     Decimal('10050.00')
    supplement_many = Some("supplement");

    /// Take from many lines what is not used, each by a voucher of its own (追减).
    ///
    /// Rows, arguments and errors are those of `post_many`, without `event`.
    ///
    /// Example:
    ///     >>> rows = [{"line": line, "amount": "100.00"}, {"line": travel, "amount": "50.00"}]
    ///     >>> posted = ledger.reduce_many(rows, dated=date(2025, 5, 20), document="财预〔2025〕9号")
    ///     >>> ledger.balance(travel).available
    ///     Decimal('9950.00')
    reduce_many = Some("reduce");

    /// Take back for finance what many lines do not use, each by a voucher of its own (收回).
    ///
    /// Rows, arguments and errors are those of `post_many`, without `event`.
    ///
    /// Example:
    ///     >>> rows = [{"line": line, "amount": "100.00"}, {"line": travel, "amount": "50.00"}]
    ///     >>> posted = ledger.recall_many(rows, dated=date(2025, 11, 1), document="财预〔2025〕30号")
    ///     >>> ledger.balance(travel).available
    ///     Decimal('9950.00')
    recall_many = Some("recall");

    /// Move money between many lines, each time by a voucher of its own (调剂).
    ///
    /// `to_line` is the line that gets it. Rows, arguments and errors are those of `post_many`, without
    /// `event`.
    ///
    /// Example:
    ///     >>> rows = [{"line": line, "to_line": travel, "amount": "100.00"}]
    ///     >>> posted = ledger.transfer_many(rows, dated=date(2025, 7, 1), document="调剂单3")
    ///     >>> ledger.balance(travel).available
    ///     Decimal('10100.00')
    transfer_many = Some("transfer");

    /// Reserve for many contracts, each by a voucher of its own (承诺).
    ///
    /// `contract` is the reference, `commitment` one that is increased. Rows, arguments and errors are
    /// those of `post_many`, without `event`.
    ///
    /// Example:
    ///     >>> rows = [{"line": line, "amount": "100.00", "contract": "2025-07", "对方单位": "某公司"}]
    ///     >>> posted = ledger.commit_many(rows, dated=date(2025, 4, 1))
    ///     >>> ledger.balance(line).committed
    ///     Decimal('100.00')
    commit_many = Some("commit");

    /// Give back parts of many commitments, each by a voucher of its own (释放).
    ///
    /// Rows, arguments and errors are those of `post_many`, without `event`.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "100.00", contract="2025-07", dated=date(2025, 4, 1))
    ///     >>> rows = [{"commitment": receipt.commitment_ids[0], "amount": "40.00"}]
    ///     >>> posted = ledger.release_many(rows, dated=date(2025, 9, 30))
    ///     >>> ledger.balance(line).committed
    ///     Decimal('60.00')
    release_many = Some("release");

    /// Return many payments or parts of them, each by a voucher of its own (退回).
    ///
    /// `payment` is the number of the payment's posting. Rows, arguments and errors are those of
    /// `post_many`, without `event`.
    ///
    /// Example:
    ///     >>> paid = ledger.pay(line, "100.00", dated=date(2025, 3, 1))
    ///     >>> rows = [{"payment": paid.first_posting_id, "amount": "40.00"}]
    ///     >>> posted = ledger.refund_many(rows, dated=date(2025, 3, 9))
    ///     >>> ledger.balance(line).paid
    ///     Decimal('60.00')
    refund_many = Some("refund");

    /// Record money that came in many times, each by a voucher of its own (收到).
    ///
    /// Rows have `year`, `unit` and `fund`. Rows, arguments and errors are those of `post_many`, without
    /// `event`.
    ///
    /// Example:
    ///     >>> rows = [{"year": 2025, "unit": "社会保险中心", "fund": "unit_other_income",
    ///     ...     "amount": "250.00", "dated": date(2025, 3, 20)}]
    ///     >>> ledger.receive_many(rows).voucher_count
    ///     1
    receive_many = Some("receive");
}
