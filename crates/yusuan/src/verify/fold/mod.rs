//! The first second derivation: a plain fold over the journal, one voucher after the other, one
//! posting after the other. It keeps a few numbers for each line and reads the journal once.

pub(super) mod books;
mod check;
mod closing;
mod compare;
mod effect;
mod history;
mod limits;
mod plans;
mod policies;
mod pool;
mod posting;
mod touches;
pub(super) mod years;

use rusqlite::{Connection, Rows};

use super::finding::{FindingToken, Findings, Place};
use crate::error::Result;
use crate::journal::Event;
use books::Books;
use check::Examination;
use limits::Limits;
use posting::{POSTINGS, Posting, VOUCHERS, Voucher};
use years::Years;

/// What the journal adds up to.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub(super) books: Books,
    pub(super) years: Years,
    limits: Limits,
    pub(super) voucher_count: u64,
    pub(super) posting_count: u64,
}

/// Fold the journal, and compare what comes out with what is stored.
pub(super) fn run(connection: &Connection, findings: &mut Findings) -> Result<Folded> {
    let mut folded = Folded {
        books: Books::load(connection)?,
        limits: Limits::load(connection)?,
        ..Folded::default()
    };
    plans::load(connection, &mut folded.books)?;
    fold(connection, &mut folded, findings)?;
    folded.years.compare(connection, findings)?;
    compare::run(connection, &mut folded.books, findings)?;
    Ok(folded)
}

/// The postings, one ahead.
struct Postings<'s> {
    rows: Rows<'s>,
    next: Option<Posting>,
    last_id: i64,
}

impl<'s> Postings<'s> {
    fn begin(mut rows: Rows<'s>) -> Result<Self> {
        let next = rows.next()?.map(Posting::read).transpose()?;
        Ok(Self {
            rows,
            next,
            last_id: 0,
        })
    }

    /// Return the next posting when it is the voucher's, by its own word or by the voucher's.
    fn take_of(&mut self, voucher: &Voucher) -> Result<Option<Posting>> {
        let is_of =
            |posting: &mut Posting| posting.voucher <= voucher.id || voucher.declares(posting);
        let taken = self.next.take_if(is_of);
        if taken.is_some() {
            self.read_on()?;
        }
        Ok(taken)
    }

    fn read_on(&mut self) -> Result<()> {
        self.next = self.rows.next()?.map(Posting::read).transpose()?;
        Ok(())
    }
}

fn fold(connection: &Connection, folded: &mut Folded, findings: &mut Findings) -> Result<()> {
    let mut vouchers = connection.prepare(VOUCHERS)?;
    let mut vouchers = vouchers.query([])?;
    let mut postings = connection.prepare(POSTINGS)?;
    let mut postings = Postings::begin(postings.query([])?)?;
    let mut last: Option<Voucher> = None;
    while let Some(row) = vouchers.next()? {
        let voucher = Voucher::read(row)?;
        folded.voucher_count += 1;
        check_voucher(&voucher, last.as_ref(), findings);
        folded.years.take(&voucher, findings);
        if voucher.act == "finish_closing" {
            check_closed(&folded.books, &voucher, findings);
        }
        let mut count: i64 = 0;
        while let Some(posting) = postings.take_of(&voucher)? {
            count += i64::from(posting.voucher == voucher.id);
            check_number(&posting, Some(&voucher), &mut postings.last_id, findings);
            count_posting(connection, folded, &voucher, &posting, findings)?;
        }
        match voucher.act.as_str() {
            "approve" => touches::check_approval(folded, &voucher, findings),
            "plan_spending" => plans::take(connection, folded, &voucher, findings)?,
            _ => {}
        }
        if count != voucher.posting_count {
            findings.differs(
                FindingToken::VoucherIncomplete,
                || Place::column("voucher", voucher.id, "posting_count"),
                (&voucher.posting_count, &count),
                format_args!("the voucher has not the postings it declares"),
            );
        }
        last = Some(voucher);
    }
    while let Some(posting) = postings.next.take() {
        folded.posting_count += 1;
        check_number(&posting, None, &mut postings.last_id, findings);
        postings.read_on()?;
    }
    Ok(())
}

fn check_voucher(voucher: &Voucher, last: Option<&Voucher>, findings: &mut Findings) {
    let expected = last.map_or(1, |last| last.id.saturating_add(1));
    if voucher.id != expected {
        findings.differs(
            FindingToken::VoucherGap,
            || Place::row("voucher", voucher.id),
            (&expected, &voucher.id),
            format_args!("vouchers are missing before it"),
        );
    }
    let first = last.map_or(1, Voucher::end);
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

/// A posting has the next number, and lies where its voucher says.
fn check_number(
    posting: &Posting,
    voucher: Option<&Voucher>,
    last_id: &mut i64,
    findings: &mut Findings,
) {
    let expected = last_id.saturating_add(1);
    if posting.id != expected {
        findings.differs(
            FindingToken::PostingGap,
            || Place::row("posting", posting.id),
            (&expected, &posting.id),
            format_args!("postings are missing before it"),
        );
    }
    *last_id = posting.id;
    let lies_within =
        voucher.is_some_and(|voucher| voucher.id == posting.voucher && voucher.declares(posting));
    if !lies_within {
        findings.add(
            FindingToken::PostingOutside,
            || Place::row("posting", posting.id),
            format_args!(
                "voucher {} does not declare a posting of this number",
                posting.voucher
            ),
        );
    }
}

/// Look at a posting, let it count, and look at what it left.
fn count_posting(
    connection: &Connection,
    folded: &mut Folded,
    voucher: &Voucher,
    posting: &Posting,
    findings: &mut Findings,
) -> Result<()> {
    folded.posting_count += 1;
    let Some(event) = Event::from_word(&posting.event) else {
        findings.add(
            FindingToken::PostingInvalid,
            || Place::column("posting", posting.id, "event"),
            format_args!("no such event: {}", posting.event),
        );
        return Ok(());
    };
    examination(connection, folded, (voucher, posting, event), findings).run()?;
    effect::apply(&mut folded.books, posting, event, voucher.month());
    folded.limits.count(&folded.books, posting, event);
    examination(connection, folded, (voucher, posting, event), findings).check_totals();
    Ok(())
}

fn examination<'a>(
    connection: &'a Connection,
    folded: &'a Folded,
    (voucher, posting, event): (&'a Voucher, &'a Posting, Event),
    findings: &'a mut Findings,
) -> Examination<'a> {
    Examination {
        connection,
        books: &folded.books,
        years: &folded.years,
        limits: &folded.limits,
        voucher,
        posting,
        event,
        findings,
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
