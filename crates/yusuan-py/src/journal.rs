//! What acts leave behind: receipts, the head of the chain, the journal.

use std::collections::BTreeMap;

use pyo3::prelude::*;
use yusuan::{Head as ChainHead, LogEntry as Entry, LogPosting as EntryPosting};

use crate::frame::Rows;
use crate::money::Yuan;
use crate::value::{all, value};
use crate::words::{self, UnitKind, YearState};

value! {
    /// Proof that an act is in the ledger.
    ///
    /// Example:
    ///     >>> receipt = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
    ///     >>> receipt.voucher_id, receipt.posting_count, receipt.warnings, receipt.is_repeated
    ///     (8, 1, [], False)
    Receipt(yusuan::Receipt) {
        /// Number of the voucher.
        voucher_id: i64 = |it, _| it.voucher_id;
        /// Number of its first posting; of a payment it is what a refund names.
        first_posting_id: i64 = |it, _| it.first_posting_id;
        /// How many postings it has.
        posting_count: i64 = |it, _| it.posting_count;
        /// Its hash in hexadecimal; None when a foreign program wrote it.
        hash: Option<String> = |it, _| it.hash.clone();
        /// Commitments that the act created, in order.
        commitment_ids: Vec<i64> = |it, _| it.commitment_ids.clone();
        /// What policies have to say about the act, although they let it pass.
        warnings: Rows<PolicyWarning> = |it, _| all(it.warnings.iter().cloned());
        /// Whether the act was in the ledger already, under the same key.
        is_repeated: bool = |it, _| it.is_repeated;
    }
}

value! {
    /// What became of a list of vouchers.
    ///
    /// Example:
    ///     >>> rows = [{"line": line, "amount": "100.00"}, {"line": travel, "amount": "50.00"}]
    ///     >>> posted = ledger.pay_many(rows, dated=date(2025, 3, 1))
    ///     >>> posted.voucher_count, posted.repeated_count, posted.warnings
    ///     (2, 0, [])
    VoucherList(yusuan::VoucherList) {
        /// How many vouchers it has.
        voucher_count: usize = |it, _| it.voucher_count;
        /// How many of them were in the ledger already, under the same keys.
        repeated_count: usize = |it, _| it.repeated_count;
        /// Where the chain stands behind them.
        head: Head = |it, _| Head(it.head.clone());
        /// What policies have to say about them, although they let them pass.
        warnings: Rows<PolicyWarning> = |it, _| all(it.warnings.iter().cloned());
    }
}

value! {
    /// What an export of the journal wrote.
    ///
    /// Example:
    ///     >>> export = ledger.export_plain_text("county.journal", program="hledger")
    ///     >>> export.transaction_count, export.account_count
    ///     (5, 10)
    PlainTextExport(yusuan::PlainTextExport) {
        /// The newest voucher that is in it, and the hash of its chain.
        head: Head = |it, _| Head(it.head.clone());
        /// How many transactions, one for each posting.
        transaction_count: u64 = |it, _| it.transaction_count;
        /// How many accounts.
        account_count: usize = |it, _| it.account_count;
    }
}

value! {
    /// What an erasure did.
    ///
    /// Example:
    ///     >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 1), payee="王小明")
    ///     >>> ledger.erase_text(voucher=paid.voucher_id).text_count
    ///     1
    Erased(yusuan::Erased) {
        /// Proof of the act.
        receipt: Receipt = |it, _| Receipt(it.receipt.clone());
        /// How many texts it erased.
        text_count: usize = |it, _| it.text_count;
        /// Whether the write-ahead log was emptied after it, so that the file and its log hold the
        /// texts no longer; not within a transaction, nor while another program reads.
        is_log_emptied: bool = |it, _| it.is_log_emptied;
    }
}

value! {
    /// What a policy has to say about a posting that it lets pass.
    ///
    /// Example:
    ///     >>> odd = yusuan.LineKey(**line.to_dict() | {"economic_code": "30101"})
    ///     >>> receipt = ledger.supplement(odd, "1.00", dated=date(2025, 3, 1), document="1号")
    ///     >>> receipt.warnings[0].policy, receipt.warnings[0].line_id
    ///     ('kind_economic', 5)
    PolicyWarning(yusuan::PolicyWarning) {
        /// Name of the policy.
        policy: String = |it, _| it.policy.clone();
        /// Number of the line that it is about.
        line_id: Option<i64> = |it, _| it.line_id;
        /// What it says.
        message: String = |it, _| it.message.clone();
    }
}

value! {
    /// What an import wrote.
    ///
    /// Example:
    ///     >>> with open("lines.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("year,unit,fund,level,origin_year,functional_code,economic_code,"
    ///     ...         "kind,project,amount\n2026,社会保险中心,general_public,own,2026,2080109,30201,"
    ///     ...         "basic_public,,1234.56\n")
    ///     >>> imported = ledger.import_lines("lines.csv")
    ///     >>> imported.line_count, imported.total, imported.warnings
    ///     (1, Decimal('1234.56'), [])
    Imported(yusuan::Imported) {
        /// How many lines.
        line_count: usize = |it, _| it.line_count;
        /// What they add up to, in yuan.
        total: Yuan = |it, _| Yuan(it.total);
        /// The same in fen.
        total_fen: i64 = |it, _| it.total.get();
        /// What policies have to say about its rows, although they let them pass.
        warnings: Rows<RowWarning> = |it, _| all(it.warnings.iter().cloned());
    }
}

value! {
    /// What a policy has to say about a row of a file that it lets pass; as text, with its place.
    ///
    /// Example:
    ///     >>> with open("lines.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("year,unit,fund,level,origin_year,functional_code,economic_code,"
    ///     ...         "kind,project,amount\n2026,社会保险中心,general_public,own,2026,2080109,30101,"
    ///     ...         "basic_public,,1234.56\n")
    ///     >>> (warning,) = ledger.import_lines("lines.csv").warnings
    ///     >>> warning.row, warning.policy
    ///     (2, 'kind_economic')
    RowWarning(yusuan::import::RowWarning) {
        /// The file, as it was named.
        path: String = |it, _| it.path.clone();
        /// Sheet of a workbook; None in a text file.
        sheet: Option<String> = |it, _| it.sheet.clone();
        /// Line of the file, the header being 1.
        row: u64 = |it, _| it.row;
        /// Name of the policy.
        policy: String = |it, _| it.policy.clone();
        /// What it says.
        message: String = |it, _| it.message.clone();
    }
}

#[pymethods]
impl RowWarning {
    /// Return file, row and what is said.
    fn __str__(&self) -> String {
        self.0.to_string()
    }
}

value! {
    /// What a migration did.
    ///
    /// Example:
    ///     >>> ledger.disconnect()
    ///     >>> migration = yusuan.Ledger.migrate("county.db")
    ///     >>> migration.earlier_version == migration.version
    ///     True
    Migration(yusuan::Migration) {
        /// Schema version the file had.
        earlier_version: i64 = |it, _| it.earlier_version;
        /// Schema version it has now; the same when nothing had to be done.
        version: i64 = |it, _| it.version;
    }
}

value! {
    /// A budget year and where it stands.
    ///
    /// Example:
    ///     >>> ledger.years()[0]
    ///     BudgetYear(year=2025, state='open')
    BudgetYear(yusuan::BudgetYear) {
        /// The year.
        year: i16 = |it, _| it.year;
        /// Where it stands: `preparing`, `open`, `closing` or `closed`.
        state: YearState = |it, _| YearState(it.state);
    }
}

value! {
    /// A budget unit.
    ///
    /// Example:
    ///     >>> ledger.units()[0]
    ///     Unit(name='社会保险中心', kind='institution', parent=None, is_active=True)
    Unit(yusuan::Unit) {
        /// Its name.
        name: String = |it, _| it.name.clone();
        /// What sort of body it is.
        kind: UnitKind = |it, _| UnitKind(it.kind);
        /// The unit above it; None at the top of the tree.
        parent: Option<String> = |it, _| it.parent.clone();
        /// Whether anything new may be budgeted for it.
        is_active: bool = |it, _| it.is_active;
    }
}

value! {
    /// Where the chain stands; as text, the anchor line to keep outside the file.
    ///
    /// Example:
    ///     >>> head = ledger.head()
    ///     >>> head.voucher_id, head.posting_id, len(head.hash)
    ///     (7, 5, 64)
    Head(ChainHead) {
        /// Number of the newest voucher.
        voucher_id: i64 = |it, _| it.voucher_id;
        /// Number of the newest posting; 0 when there is none.
        posting_id: i64 = |it, _| it.posting_id;
        /// Hash of the newest voucher that has one, in hexadecimal.
        hash: String = |it, _| it.hash.clone();
        /// Fingerprint of the schema.
        schema: String = |it, _| it.schema.clone();
    }
}

#[pymethods]
impl Head {
    /// Return the anchor line.
    fn __str__(&self) -> String {
        self.0.to_string()
    }
}

value! {
    /// A voucher of the journal with its postings.
    ///
    /// Example:
    ///     >>> paid = ledger.pay(line, "1234.56", dated=date(2025, 3, 1), payee="文具店")
    ///     >>> entry = ledger.log(event="pay")[-1]
    ///     >>> entry.act, entry.dated, entry.postings[0].payee
    ///     ('post', datetime.date(2025, 3, 1), '文具店')
    LogEntry(Entry) {
        /// Number of the voucher.
        voucher_id: i64 = |it, _| it.voucher_id;
        /// What it does, as `post` or `approve`.
        act: String = |it, _| it.act.clone();
        /// Budget year; None where the act has none.
        year: Option<i16> = |it, _| it.year;
        /// Day it counts for.
        dated: Option<yusuan::date::Date> = |it, _| words::day(it.dated.as_ref())?;
        /// Reference of its document.
        document: Option<String> = |it, _| it.document.clone();
        /// Who prepared it.
        prepared_by: Option<String> = |it, _| it.prepared_by.clone();
        /// Who reviewed it.
        reviewed_by: Option<String> = |it, _| it.reviewed_by.clone();
        /// The caller's own number for it.
        key: Option<String> = |it, _| it.key.clone();
        /// What an adjustment is in law: `budget_adjustment` or `reallocation`; None for other acts.
        legal_kind: Option<String> = |it, _| it.legal_kind.clone();
        /// Why it was done; None when nothing was said or the text was erased.
        reason: Option<String> = |it, _| it.reason.clone();
        /// What was noted; None when nothing was or the text was erased.
        memo: Option<String> = |it, _| it.memo.clone();
        /// Policies that it overrides, each with the document that grants it.
        overrides: BTreeMap<String, String> = |it, _| {
            let overrides = it.overrides.iter();
            overrides.map(|it| (it.policy.clone(), it.document.clone())).collect()
        };
        /// Its postings.
        [rows] postings: Rows<LogPosting> = |it, _| all(it.postings.iter().cloned());
    }
}

value! {
    /// A posting of the journal.
    ///
    /// Example:
    ///     >>> paid = ledger.pay(line, "1234.56", dated=date(2025, 3, 1), payee="文具店")
    ///     >>> posting = ledger.log(event="pay")[0].postings[0]
    ///     >>> posting.event, posting.line_id, posting.amount_fen, posting.payee
    ///     ('pay', 1, 123456, '文具店')
    LogPosting(EntryPosting) {
        /// Its number.
        posting_id: i64 = |it, _| it.posting_id;
        /// What it does, as `pay`.
        event: String = |it, _| it.event.clone();
        /// Its effect in yuan: negative when it undoes another.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
        /// Number of the line it is about; None when it is about income or surplus alone.
        line_id: Option<i64> = |it, _| it.line_id;
        /// The other line of a transfer or carry-forward.
        to_line_id: Option<i64> = |it, _| it.to_line_id;
        /// The commitment it makes, pays or releases.
        commitment_id: Option<i64> = |it, _| it.commitment_id;
        /// The payment that came back.
        refunds_id: Option<i64> = |it, _| it.refunds_id;
        /// The posting it undoes.
        reverses_id: Option<i64> = |it, _| it.reverses_id;
        /// Who was paid; None when nobody was named or the name was erased.
        payee: Option<String> = |it, _| it.payee.clone();
        /// Contract or procurement reference of the commitment.
        contract: Option<String> = |it, _| it.contract.clone();
        /// Whom a commitment is with; None when nobody was named or the name was erased.
        counterparty: Option<String> = |it, _| it.counterparty.clone();
    }
}
