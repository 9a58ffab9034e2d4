//! 记账: one voucher over any number of entries, all or nothing.
//!
//! Every act of an open year comes through here; a verb of one movement is a voucher of one entry.

use rusqlite::Connection;

use super::entry::{Entry, Movement};
use super::explain::{About, explain};
use super::policy::judged;
use super::resolve::Resolver;
use super::{adjustment, commitment, early, pool, refund, reversal};
use crate::error::{Error, Refusal, Result, Rule};
use crate::file::Savepoint;
use crate::import::require_name;
use crate::journal::{self, Act, Event, NoteField, Particulars, Posting, Receipt, Voucher};
use crate::line::Line;
use crate::money::Fen;

/// Entries of one voucher. More are several vouchers: a limit that nobody meets by hand, far
/// below what the file allows, so that a wrong file is refused before it fills the memory.
const ENTRIES_MAX: usize = 100_000;

/// An entry with its rows found.
pub(super) struct Made {
    pub(super) year: i16,
    pub(super) posting: Posting,
    /// The posting that gives what this one takes, where they are two.
    pub(super) counterpart: Option<Posting>,
    /// The line that a refusal is explained by.
    pub(super) line: Option<Line>,
    /// The line that the money goes to, where there is one.
    pub(super) to_line: Option<Line>,
    /// What a name on the entry is.
    pub(super) party: Option<NoteField>,
    /// The contract that is committed for.
    pub(super) contract: Option<String>,
}

impl Made {
    /// Make an event on a line.
    pub(super) fn on_line(
        resolver: &mut Resolver<'_>,
        event: Event,
        line: Line,
        amount: Fen,
    ) -> Result<Self> {
        Ok(Self {
            year: line.key.year,
            posting: resolver.posting(event, &line, amount)?,
            counterpart: None,
            line: Some(line),
            to_line: None,
            party: (event == Event::Pay).then_some(NoteField::Payee),
            contract: None,
        })
    }
}

/// Post entries as one voucher.
pub(crate) fn post(
    connection: &Connection,
    entries: &[Entry],
    particulars: &Particulars,
) -> Result<Receipt> {
    if entries.is_empty() || entries.len() > ENTRIES_MAX {
        return Err(Error::refused(
            Rule::VoucherCountInvalid,
            format!(
                "a voucher has 1 to {ENTRIES_MAX} entries, not {}",
                entries.len()
            ),
            "give at least one entry, and split what is too long",
        ));
    }
    let error = match whole(connection, entries, particulars) {
        Ok(receipt) => return Ok(receipt),
        Err(error) => error,
    };
    if entries.len() == 1 || !is_of_an_entry(&error) {
        return Err(error);
    }
    Err(every_refusal(connection, entries, particulars, error))
}

/// Post one entry.
pub(crate) fn post_one(
    connection: &Connection,
    entry: Entry,
    particulars: &Particulars,
) -> Result<Receipt> {
    post(connection, &[entry], particulars)
}

/// Find what the entries name and write them, in one transaction: nobody writes in between, and the
/// file is locked once.
fn whole(connection: &Connection, entries: &[Entry], particulars: &Particulars) -> Result<Receipt> {
    let begun = Savepoint::begin(connection)?;
    let (voucher, about) = match draft(connection, entries, particulars) {
        Ok(drafted) => drafted,
        Err(error) => {
            begun.undo(connection)?;
            return Err(error);
        }
    };
    let written = begun.end(connection, journal::write_within(connection, &voucher));
    judged(connection, &voucher, written).map_err(|error| {
        match (entries, voucher.postings.as_slice()) {
            ([_], [posting, ..]) => explain(connection, &about, &voucher, posting, error),
            _ => error,
        }
    })
}

/// Make the voucher of the entries, and say what the last of them is about.
fn draft(
    connection: &Connection,
    entries: &[Entry],
    particulars: &Particulars,
) -> Result<(Voucher, About)> {
    let mut resolver = Resolver::new(connection);
    let mut voucher = Voucher::new(Act::Post, None, particulars);
    let mut about = About::default();
    for entry in entries {
        let made = make(&mut resolver, entry, particulars)?;
        let year = *voucher.year.get_or_insert(made.year);
        if made.year != year {
            return Err(Error::refused(
                Rule::LineWrongYear,
                format!("the voucher is of {year}, and this is of {}", made.year),
                "a voucher is of one year; write one for each",
            ));
        }
        if let Some(party) = &entry.party {
            let (posting, field) = (voucher.postings.len(), party_field(made.party)?);
            require_name(Act::Post.as_str(), field.as_str(), party)?;
            voucher.add_note(Some(posting), field, Some(party));
        }
        voucher.postings.push(made.posting);
        voucher.postings.extend(made.counterpart);
        about = About {
            line: made.line,
            to_line: made.to_line,
            contract: made.contract,
        };
    }
    voucher.act = early::act(connection, &voucher)?;
    resolver.finish(&mut voucher);
    Ok((voucher, about))
}

/// Find the rows of an entry.
fn make(resolver: &mut Resolver<'_>, entry: &Entry, particulars: &Particulars) -> Result<Made> {
    let amount = entry.amount;
    let is_increase = matches!(entry.movement, Movement::PriorYearIncrease(_));
    let is_late_refund = matches!(entry.movement, Movement::RefundPriorYear(_));
    if entry.refunds.is_some() && !is_increase || entry.to_line.is_some() && !is_late_refund {
        return Err(Error::refused(
            Rule::PostingShape,
            "this entry names a payment or a line that its event has no place for",
            "refunds goes with prior_year_increase, to_line with refund_prior_year",
        ));
    }
    match &entry.movement {
        Movement::Line(event, line) => {
            let line = if event.opens_line() {
                resolver.line_to_give(line)?
            } else {
                resolver.line(line)?
            };
            let mut made = Made::on_line(resolver, *event, line, amount)?;
            if matches!(
                event,
                Event::ToSurplus | Event::UseSurplus | Event::UseEarmarked
            ) {
                made.posting.surplus = made
                    .line
                    .as_ref()
                    .map(|line| resolver.surplus(&line.key.unit, line.key.fund))
                    .transpose()?;
            }
            Ok(made)
        }
        Movement::Supplement(line) => adjustment::supplement(resolver, line, amount),
        Movement::Transfer(from, to) => adjustment::transfer(resolver, from, to, amount),
        Movement::Commit(line, contract) => commitment::commit(resolver, line, amount, contract),
        Movement::Commitment(event, id) => commitment::on_commitment(resolver, *event, *id, amount),
        Movement::Refund(payment) => refund::refund(resolver, *payment, amount),
        Movement::RefundPriorYear(payment) => {
            let year = particulars.dated.map(crate::date::Date::year);
            refund::refund_prior_year(resolver, *payment, entry.to_line.as_ref(), amount, year)
        }
        Movement::PriorYearIncrease(line) => {
            refund::prior_year_increase(resolver, line, amount, entry.refunds)
        }
        Movement::Income(event, year, unit, fund) => {
            let mut made = of_owner(*event, *year, amount)?;
            made.posting.income = Some(resolver.income(*year, unit, *fund)?);
            Ok(made)
        }
        Movement::Surplus(event, year, unit, fund) => {
            let mut made = of_owner(*event, *year, amount)?;
            made.posting.surplus = Some(resolver.surplus(unit, *fund)?);
            Ok(made)
        }
        Movement::Pool(event, year, unit, fund) => {
            pool::pool(resolver, *event, (*year, unit, *fund), amount)
        }
        Movement::Reverse(posting) => reversal::one(resolver.connection(), *posting),
    }
}

/// Make an event on money or a stock, whose row is named by unit and fund.
pub(super) fn of_owner(event: Event, year: i16, amount: Fen) -> Result<Made> {
    Ok(Made {
        year,
        posting: Posting::new(event, amount.require_positive()?),
        counterpart: None,
        line: None,
        to_line: None,
        party: None,
        contract: None,
    })
}

fn party_field(field: Option<NoteField>) -> Result<NoteField> {
    field.ok_or_else(|| {
        Error::refused(
            Rule::NoteInvalid,
            "this entry has no place for a name",
            "a payment has a payee, a commitment a counterparty",
        )
    })
}

/// Say whether a refusal is about one of the entries, and not about the voucher itself.
fn is_of_an_entry(error: &Error) -> bool {
    match error {
        Error::Rule(refusal) => !matches!(
            refusal.rule,
            Rule::KeyUsed
                | Rule::KeyInvalid
                | Rule::FourEyes
                | Rule::DateInvalid
                | Rule::DateOutsideYear
                | Rule::YearInvalid
                | Rule::YearUnknown
                | Rule::YearPreparing
                | Rule::YearClosing
                | Rule::YearClosed
                | Rule::VoucherIncomplete
                | Rule::OverrideInvalid
        ),
        Error::Amount { .. } | Error::NotFound { .. } => true,
        _ => false,
    }
}

/// Try the entries one after the other, keep nothing, and tell of each that is refused.
pub(super) fn every_refusal(
    connection: &Connection,
    entries: &[Entry],
    particulars: &Particulars,
    error: Error,
) -> Error {
    match trial(connection, entries, particulars) {
        // Alone each of them went well: what is wrong is wrong with all of them together.
        Ok(refused) => listed(refused, entries.len()).unwrap_or(error),
        Err(error) => error,
    }
}

/// Return which entries are refused, each by its place and with what is wrong, and keep nothing.
///
/// What is wrong with all of them, as the date or the people of the voucher, is for the post to say.
pub(crate) fn refused_entries(
    connection: &Connection,
    entries: &[Entry],
    particulars: &Particulars,
) -> Result<Vec<(usize, Error)>> {
    match trial(connection, entries, particulars) {
        Err(
            error @ (Error::Internal(_) | Error::Busy { .. } | Error::Stopped | Error::File(_)),
        ) => Err(error),
        refused => Ok(refused.unwrap_or_default()),
    }
}

fn trial(
    connection: &Connection,
    entries: &[Entry],
    particulars: &Particulars,
) -> Result<Vec<(usize, Error)>> {
    let begun = Savepoint::begin(connection)?;
    let refused = refusals(connection, entries, particulars);
    begun.undo(connection)?;
    refused
}

/// Post the entries one after the other, and collect those that are refused.
fn refusals(
    connection: &Connection,
    entries: &[Entry],
    particulars: &Particulars,
) -> Result<Vec<(usize, Error)>> {
    let mut particulars = particulars.clone();
    // It is of the voucher, and not of each of its entries.
    particulars.legal_kind = None;
    let mut refused = Vec::new();
    let mut year = None;
    for (place, entry) in entries.iter().enumerate() {
        match alone(connection, entry, &particulars, &mut year) {
            // The key is used up by the first.
            Ok(()) => particulars.key = None,
            Err(error) if is_of_an_entry(&error) => refused.push((place, error)),
            Err(error) => return Err(error),
        }
    }
    Ok(refused)
}

fn alone(
    connection: &Connection,
    entry: &Entry,
    particulars: &Particulars,
    year: &mut Option<i16>,
) -> Result<()> {
    let mut resolver = Resolver::new(connection);
    let own = make(&mut resolver, entry, particulars)?.year;
    let first = *year.get_or_insert(own);
    if own != first {
        return Err(Error::refused(
            Rule::LineWrongYear,
            format!("the voucher is of {first}, and this is of {own}"),
            "a voucher is of one year; write one for each",
        ));
    }
    whole(connection, std::slice::from_ref(entry), particulars).map(|_| ())
}

/// Put refusals into one, whose token and shortfall are those of the first.
pub(super) fn listed(refused: Vec<(usize, Error)>, count: usize) -> Option<Error> {
    let messages: Vec<String> = refused
        .iter()
        .map(|(place, error)| {
            let text = error.to_string();
            let (said, number) = (text.lines().next().unwrap_or_default(), place + 1);
            // A rule says its token itself; whoever reads the list wants it of every entry.
            let token = format!("{}: ", error.code());
            let token = if said.starts_with(&token) { "" } else { &token };
            format!("entry {number} of {count}: {token}{said}")
        })
        .collect();
    let message = messages.join("\n");
    let (_, first) = refused.into_iter().next()?;
    Some(match first {
        Error::Rule(refusal) => Error::Rule(Box::new(Refusal {
            message,
            ..*refusal
        })),
        first => Error::Entries {
            message,
            first: Box::new(first),
        },
    })
}
