//! The first second derivation: a plain fold over the journal, one voucher after the other, one
//! posting after the other. It keeps a few numbers for each line.

pub(super) mod books;
mod check;
mod closing;
mod compare;
mod detours;
mod effect;
mod history;
mod limits;
mod plans;
mod policies;
mod pool;
mod shape;
mod touches;
pub(super) mod years;

use rusqlite::Connection;

use super::finding::{FindingToken, Findings, Place};
use super::journal::{Posting, Reader, Voucher};
use super::links::Link;
use crate::error::Result;
use crate::journal::Event;
use books::Books;
use check::Examination;
use detours::Detours;
use limits::Limits;
use years::Years;

/// What the journal adds up to, so far.
#[derive(Debug)]
pub(super) struct Fold<'c> {
    connection: &'c Connection,
    pub(super) books: Books,
    pub(super) years: Years,
    limits: Limits,
    detours: Detours,
    pub(super) voucher_count: u64,
    pub(super) posting_count: u64,
    /// The voucher before, and the number after the last posting it declared.
    last_voucher: i64,
    end: i64,
    last_posting: i64,
    /// Postings of the voucher that say that they belong to it.
    of_voucher: i64,
    pub(super) findings: Findings,
}

impl<'c> Fold<'c> {
    /// Begin before the first voucher.
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            books: Books::default(),
            years: Years::default(),
            limits: Limits::default(),
            detours: Detours::default(),
            voucher_count: 0,
            posting_count: 0,
            last_voucher: 0,
            end: 1,
            last_posting: 0,
            of_voucher: 0,
            findings: Findings::default(),
        }
    }

    /// Read what there is to move, with everything at nothing.
    pub(super) fn load(&mut self) -> Result<()> {
        self.books = Books::load(self.connection)?;
        self.limits = Limits::load(self.connection)?;
        plans::load(self.connection, &mut self.books)
    }

    /// Compare what came out with what is stored.
    pub(super) fn finish(&mut self) -> Result<()> {
        self.years.compare(self.connection, &mut self.findings)?;
        compare::run(self.connection, &mut self.books, &mut self.findings)
    }

    /// A posting has the next number, and lies where its voucher says.
    fn check_number(&mut self, posting: &Posting, voucher: Option<&Voucher>) {
        self.posting_count += 1;
        let expected = self.last_posting.saturating_add(1);
        if posting.id != expected {
            self.findings.differs(
                FindingToken::PostingGap,
                || Place::row("posting", posting.id),
                (&expected, &posting.id),
                format_args!("postings are missing before it"),
            );
        }
        self.last_posting = posting.id;
        if voucher.is_none_or(|voucher| voucher.id != posting.voucher) {
            self.findings.add(
                FindingToken::PostingOutside,
                || Place::row("posting", posting.id),
                format_args!(
                    "voucher {} does not declare a posting of this number",
                    posting.voucher
                ),
            );
        }
    }

    fn examination<'a>(
        &'a mut self,
        voucher: &'a Voucher,
        posting: &'a Posting,
        event: Event,
    ) -> Examination<'a> {
        Examination {
            connection: self.connection,
            books: &self.books,
            years: &self.years,
            limits: &self.limits,
            detours: &self.detours,
            voucher,
            posting,
            event,
            findings: &mut self.findings,
        }
    }
}

impl Reader for Fold<'_> {
    fn voucher(&mut self, voucher: &Voucher) -> Result<()> {
        self.voucher_count += 1;
        self.of_voucher = 0;
        check_voucher(voucher, (self.last_voucher, self.end), &mut self.findings);
        (self.last_voucher, self.end) = (voucher.id, voucher.end());
        self.years.take(voucher, &mut self.findings);
        if voucher.act == "finish_closing" {
            check_closed(&self.books, voucher, &mut self.findings);
        }
        Ok(())
    }

    /// Look at a posting, let it count, and look at what it left.
    fn posting(&mut self, voucher: &Voucher, posting: &Posting) -> Result<()> {
        self.of_voucher += i64::from(posting.voucher == voucher.id);
        self.check_number(posting, Some(voucher));
        let Some(event) = posting.event else {
            self.findings.add(
                FindingToken::PostingInvalid,
                || Place::column("posting", posting.id, "event"),
                format_args!("no such event: {}", posting.no_event),
            );
            return Ok(());
        };
        if matches!(event, Event::Transfer | Event::PriorYearIncrease) {
            let ends = touches::ends(self.connection, posting)?;
            self.detours.add(voucher, posting, ends);
        }
        self.examination(voucher, posting, event).run()?;
        effect::apply(&mut self.books, posting, event, voucher.month());
        self.limits.count(&self.books, posting, event);
        self.examination(voucher, posting, event).check_totals();
        Ok(())
    }

    fn link(&mut self, voucher: &Voucher, _link: &Link<'_>) -> Result<()> {
        match voucher.act.as_str() {
            "approve" => touches::check_approval(self, voucher),
            "plan_spending" => plans::take(self, voucher)?,
            _ => {}
        }
        if self.of_voucher != voucher.posting_count {
            self.findings.differs(
                FindingToken::VoucherIncomplete,
                || Place::column("voucher", voucher.id, "posting_count"),
                (&voucher.posting_count, &self.of_voucher),
                format_args!("the voucher has not the postings it declares"),
            );
        }
        Ok(())
    }

    fn undeclared(&mut self, posting: &Posting) {
        self.check_number(posting, None);
    }
}

/// A voucher follows the one before, of which are given the number and the end of its postings.
fn check_voucher(voucher: &Voucher, (last, first): (i64, i64), findings: &mut Findings) {
    let expected = last.saturating_add(1);
    if voucher.id != expected {
        findings.differs(
            FindingToken::VoucherGap,
            || Place::row("voucher", voucher.id),
            (&expected, &voucher.id),
            format_args!("vouchers are missing before it"),
        );
    }
    if voucher.first_posting != first {
        findings.differs(
            FindingToken::VoucherIncomplete,
            || Place::column("voucher", voucher.id, "first_posting_id"),
            (&first, &voucher.first_posting),
            format_args!("its postings do not follow those of the voucher before"),
        );
    }
    let moves_money = matches!(
        voucher.act.as_str(),
        "approve" | "post_early" | "post" | "close" | "undo_close"
    );
    if (voucher.posting_count > 0) != moves_money {
        findings.add(
            FindingToken::VoucherIncomplete,
            || Place::column("voucher", voucher.id, "posting_count"),
            format_args!(
                "the act {} declares {} postings",
                voucher.act, voucher.posting_count
            ),
        );
    }
    check_date(voucher, moves_money, findings);
}

fn check_date(voucher: &Voucher, moves_money: bool, findings: &mut Findings) {
    let (dated, date) = (voucher.dated.as_deref(), voucher.day);
    let year = date.map(|date| i64::from(date.year()));
    let is_wrong = if moves_money {
        year.is_none() || year != voucher.year
    } else {
        dated.is_some() && date.is_none()
    };
    if is_wrong {
        findings.differs(
            FindingToken::DateOutsideYear,
            || Place::column("voucher", voucher.id, "dated"),
            (
                &format_args!("a day of {}", voucher.year.unwrap_or_default()),
                &dated.unwrap_or("nothing"),
            ),
            format_args!("the date does not lie in the year"),
        );
    }
}

/// A closed year has nothing left: no authority, no commitment, no money.
fn check_closed(books: &Books, voucher: &Voucher, findings: &mut Findings) {
    let year = voucher.year.unwrap_or_default();
    let lines = books.lines.iter().filter(|(_, line)| line.year == year);
    let undecided = lines.filter(|(_, line)| line.available() != 0 || line.committed != 0);
    if let Some((id, line)) = undecided.min_by_key(|(id, _)| **id) {
        findings.differs(
            FindingToken::ClosingUndecided,
            || Place::row("voucher", voucher.id),
            (&0, &(line.available() + line.committed)),
            format_args!("line {id} still has something available or committed"),
        );
    }
    let incomes = books
        .incomes
        .iter()
        .filter(|(_, income)| income.year == year);
    let undecided = incomes.filter(|(_, income)| income.money() != 0);
    if let Some((id, income)) = undecided.min_by_key(|(id, _)| **id) {
        findings.differs(
            FindingToken::ClosingUndecided,
            || Place::row("voucher", voucher.id),
            (&0, &income.money()),
            format_args!("income {id} still has money or a deficit"),
        );
    }
}
