//! 对账: what a comparison of a statement with the ledger says.

use crate::frame::Rows;
use crate::money::Yuan;
use crate::value::{all, value};
use crate::words::StatementKind;
use jiff::civil::Date;

value! {
    /// A statement of the treasury or a bank (对账单) that was loaded.
    ///
    /// Example:
    ///     >>> with open("march.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("日期,支付金额\n2025-03-04,5.00\n")
    ///     >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
    ///     >>> (statement,) = ledger.statements()
    ///     >>> statement.kind, statement.name, statement.row_count, statement.matched_count
    ///     ('treasury', '国库', 1, 0)
    Statement(yusuan::Statement) {
        /// Its number.
        statement_id: i64 = |it, _| it.statement_id;
        /// The act that loaded it.
        voucher_id: i64 = |it, _| it.voucher_id;
        /// Whose it is: `treasury` or `bank`.
        kind: StatementKind = |it, _| StatementKind(it.kind);
        /// Account or system.
        name: String = |it, _| it.name.clone();
        /// First day that it covers.
        first_on: Date = |it, _| it.first_on;
        /// Last day that it covers.
        last_on: Date = |it, _| it.last_on;
        /// How many rows it has.
        row_count: i64 = |it, _| it.row_count;
        /// How many of them have a match that stands.
        matched_count: i64 = |it, _| it.matched_count;
    }
}

value! {
    /// A row of a statement.
    ///
    /// Example:
    ///     >>> with open("march.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("日期,支付金额,流水号\n2025-03-04,1234.56,0001\n")
    ///     >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
    ///     >>> row = ledger.reconcile(1).only_in_statement[0].row
    ///     >>> row.row, row.dated, row.amount, row.key
    ///     (2, datetime.date(2025, 3, 4), Decimal('1234.56'), '0001')
    StatementRow(yusuan::StatementRow) {
        /// Its number in the ledger.
        row_id: i64 = |it, _| it.row_id;
        /// Row of the file.
        row: i64 = |it, _| it.row;
        /// The day.
        dated: Date = |it, _| it.dated;
        /// More than zero for what went out, less for what came in, in yuan.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
        /// The other side's number for it.
        key: Option<String> = |it, _| it.key.clone();
        /// Number of its document.
        document: Option<String> = |it, _| it.document.clone();
    }
}

value! {
    /// A posting that moved money on an account, as a payment, receipt or surrender.
    ///
    /// Example:
    ///     >>> with open("march.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("日期,支付金额\n2025-03-04,5.00\n")
    ///     >>> paid = ledger.pay(line, "9.00", dated=date(2025, 3, 4), payee="文具店")
    ///     >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
    ///     >>> (posting,) = ledger.reconcile(1).only_in_ledger
    ///     >>> posting.event, posting.amount, posting.payee
    ///     ('pay', Decimal('9.00'), '文具店')
    MoneyPosting(yusuan::MoneyPosting) {
        /// Its number.
        posting_id: i64 = |it, _| it.posting_id;
        /// Its voucher.
        voucher_id: i64 = |it, _| it.voucher_id;
        /// Its event, as `pay`, `refund`, `receive` or `surrender`.
        event: String = |it, _| it.event.clone();
        /// The day.
        dated: Date = |it, _| it.dated;
        /// More than zero for what went out, less for what came in, in yuan.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
        /// Key of its voucher.
        key: Option<String> = |it, _| it.key.clone();
        /// Document of its voucher.
        document: Option<String> = |it, _| it.document.clone();
        /// Who was paid; None when nobody was named or the name was erased.
        payee: Option<String> = |it, _| it.payee.clone();
    }
}

value! {
    /// A row and a posting that are the same money.
    ///
    /// Example:
    ///     >>> with open("march.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("日期,支付金额\n2025-03-04,5.00\n")
    ///     >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 3))
    ///     >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
    ///     >>> (matched,) = ledger.reconcile(1).matched
    ///     >>> matched.by, matched.row.dated, matched.posting.dated
    ///     ('days', datetime.date(2025, 3, 4), datetime.date(2025, 3, 3))
    Matched(yusuan::Matched) {
        /// The row.
        row: StatementRow = |it, _| StatementRow(it.row.clone());
        /// The posting.
        posting: MoneyPosting = |it, _| MoneyPosting(it.posting.clone());
        /// By what they were found: `confirmed`, `key`, `document`, `day` or `days`.
        by: &'static str = |it, _| it.by.as_str();
        /// Number of the match, once it is confirmed.
        match_id: Option<i64> = |it, _| it.match_id;
    }
}

value! {
    /// A row that no posting is the same money as, or more than one could be.
    ///
    /// Example:
    ///     >>> with open("march.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("日期,支付金额\n2025-03-04,5.00\n")
    ///     >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
    ///     >>> (only,) = ledger.reconcile(1).only_in_statement
    ///     >>> only.row.amount, only.candidates
    ///     (Decimal('5.00'), [])
    OnlyInStatement(yusuan::OnlyInStatement) {
        /// The row.
        row: StatementRow = |it, _| StatementRow(it.row.clone());
        /// Postings that it could be, none of them the only one.
        candidates: Vec<i64> = |it, _| it.candidates.clone();
    }
}

value! {
    /// A confirmed match whose posting was undone since.
    ///
    /// Example:
    ///     >>> with open("march.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("日期,支付金额\n2025-03-03,5.00\n")
    ///     >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 3))
    ///     >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
    ///     >>> receipt = ledger.confirm_matches(ledger.reconcile(1).proposals)
    ///     >>> receipt = ledger.reverse(paid.voucher_id, dated=date(2025, 3, 9))
    ///     >>> (undone,) = ledger.reconcile(1).reversed
    ///     >>> undone.match_id, undone.row.amount
    ///     (1, Decimal('5.00'))
    Reversed(yusuan::Reversed) {
        /// The row.
        row: StatementRow = |it, _| StatementRow(it.row.clone());
        /// The posting that was undone.
        posting: MoneyPosting = |it, _| MoneyPosting(it.posting.clone());
        /// Number of the match.
        match_id: i64 = |it, _| it.match_id;
    }
}

value! {
    /// A row that only the statement has, and an unmatched posting that it nearly is.
    ///
    /// Example:
    ///     >>> with open("march.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("日期,支付金额\n2025-03-01,5.00\n2025-03-31,1.00\n")
    ///     >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 20))
    ///     >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
    ///     >>> (near,) = ledger.reconcile(1).near_misses
    ///     >>> near.by, near.days
    ///     ('amount', 19)
    NearMiss(yusuan::NearMiss) {
        /// The row.
        row: StatementRow = |it, _| StatementRow(it.row.clone());
        /// The posting.
        posting: MoneyPosting = |it, _| MoneyPosting(it.posting.clone());
        /// What they have in common: `key`, `document` or `amount`.
        by: &'static str = |it, _| it.by.as_str();
        /// How many days lie between them.
        days: i64 = |it, _| it.days;
    }
}

value! {
    /// Money in both directions.
    ///
    /// Example:
    ///     >>> with open("march.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("日期,支付金额\n2025-03-04,5.00\n2025-03-05,7.00\n")
    ///     >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
    ///     >>> flow = ledger.reconcile(1).statement_total
    ///     >>> flow.count, flow.paid, flow.received
    ///     (2, Decimal('12.00'), Decimal('0.00'))
    Flow(yusuan::Flow) {
        /// How many rows or postings.
        count: usize = |it, _| it.count;
        /// What went out, in yuan.
        paid: Yuan = |it, _| Yuan(it.paid);
        /// The same in fen.
        paid_fen: i64 = |it, _| it.paid.get();
        /// What came in, in yuan.
        received: Yuan = |it, _| Yuan(it.received);
        /// The same in fen.
        received_fen: i64 = |it, _| it.received.get();
    }
}

value! {
    /// A statement beside the ledger (对账结果).
    ///
    /// In both directions, what the statement says is `matched` + `only_in_statement` + `reversed`,
    /// and what the ledger says is `matched` + `only_in_ledger`. The `near_misses` are suggestions,
    /// and part of no sum.
    ///
    /// Example:
    ///     >>> with open("march.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("日期,支付金额\n2025-03-04,5.00\n")
    ///     >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
    ///     >>> report = ledger.reconcile(1)
    ///     >>> report.agrees, report.statement_total.paid, report.ledger_total.paid
    ///     (False, Decimal('5.00'), Decimal('0.00'))
    Reconciliation(yusuan::Reconciliation) {
        /// The statement.
        statement: Statement = |it, _| Statement(it.statement.clone());
        /// Whether both sides say the same.
        agrees: bool = |it, _| it.agrees();
        /// What is the same money on both sides, in the order of the statement.
        matched: Rows<Matched> = |it, _| all(it.matched.clone());
        /// Rows that the ledger has not.
        only_in_statement: Rows<OnlyInStatement> = |it, _| all(it.only_in_statement.clone());
        /// Postings of the statement's days that no statement has.
        only_in_ledger: Rows<MoneyPosting> = |it, _| all(it.only_in_ledger.clone());
        /// Confirmed matches whose posting was undone since.
        reversed: Rows<Reversed> = |it, _| all(it.reversed.clone());
        /// Rows without a posting, and postings that they nearly are: for a person to look at.
        near_misses: Rows<NearMiss> = |it, _| all(it.near_misses.clone());
        /// Pairs that nobody confirmed yet: row and posting, for `Ledger.confirm_matches`.
        proposals: Vec<(i64, i64)> = |it, _| it.proposals();
        /// Sum of the statement.
        statement_total: Flow = |it, _| Flow(it.statement_total);
        /// Sum of what is matched.
        matched_total: Flow = |it, _| Flow(it.matched_total);
        /// Sum of what is on the statement only.
        only_in_statement_total: Flow = |it, _| Flow(it.only_in_statement_total);
        /// Sum of what is in the ledger only.
        only_in_ledger_total: Flow = |it, _| Flow(it.only_in_ledger_total);
        /// Sum of what was matched and undone.
        reversed_total: Flow = |it, _| Flow(it.reversed_total);
        /// Sum of the ledger.
        ledger_total: Flow = |it, _| Flow(it.ledger_total);
    }
}

value! {
    /// What a total stood at at the end of a day (余额核对).
    ///
    /// Example:
    ///     >>> receipt = ledger.assert_balance("81880.00", total="available", line=line,
    ///     ...     on=date(2025, 3, 31), source="国库对账单")
    ///     >>> (assertion,) = ledger.assertions()
    ///     >>> assertion.total, assertion.amount, assertion.source
    ///     ('available', Decimal('81880.00'), '国库对账单')
    Assertion(yusuan::Assertion) {
        /// Its number.
        assertion_id: i64 = |it, _| it.assertion_id;
        /// The act that recorded it.
        voucher_id: i64 = |it, _| it.voucher_id;
        /// `line`, `income` or `surplus`.
        book: String = |it, _| it.book.clone();
        /// Number of the line, income or surplus.
        owner_id: i64 = |it, _| it.owner_id;
        /// Its budget year; None for a surplus.
        year: Option<i16> = |it, _| it.year;
        /// Its unit.
        unit: String = |it, _| it.unit.clone();
        /// Its fund.
        fund: String = |it, _| it.fund.clone();
        /// The total, as `paid`, `available`, `money`, `stock`.
        total: String = |it, _| it.total.clone();
        /// The day.
        dated: Date = |it, _| it.dated;
        /// What it stood at, in yuan.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
        /// Who says so.
        source: String = |it, _| it.source.clone();
    }
}
