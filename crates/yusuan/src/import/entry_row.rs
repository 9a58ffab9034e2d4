//! One row as an entry: what it says is taken out column by column.

use std::borrow::Cow;

use super::cell;
use super::column_types::missing;
use super::columns::{
    AMOUNT, AMOUNT_FEN, COMMITMENT, CONTRACT, COUNTERPARTY, ECONOMIC_CODE, EVENT, FUNCTIONAL_CODE,
    FUND, KIND, LEVEL, LINE, ORIGIN_YEAR, PAYEE, PAYMENT, POSTING, PROJECT, TO_LINE, UNIT, YEAR,
};
use super::events;
use super::header::Column;
use super::problems::{Flaw, Place, Problems, shorten};
use super::table::Row;
use crate::acts::Entry;
use crate::error::Rule;
use crate::line::{Fund, Level, LineId, LineKey, LineName};
use crate::money::Fen;

/// What a row says, taken out column by column.
pub(super) struct Said<'p> {
    number: u64,
    /// The row of a table; none for an object of JSON.
    row: Option<&'p Row<'p>>,
    values: Vec<(&'static Column, Cow<'p, str>)>,
    problems: &'p mut Problems,
}

impl<'p> Said<'p> {
    /// Take what a row of a table says.
    pub(super) fn of_row(
        row: &'p Row<'p>,
        columns: impl Iterator<Item = &'static Column>,
        problems: &'p mut Problems,
    ) -> Self {
        let values = columns.filter_map(|column| {
            let text = row.text(column.name).filter(|text| !text.is_empty())?;
            Some((column, Cow::Borrowed(text)))
        });
        Self {
            number: row.number,
            row: Some(row),
            values: values.collect(),
            problems,
        }
    }

    /// Take the values of an object.
    pub(super) const fn of_values(
        number: u64,
        values: Vec<(&'static Column, Cow<'p, str>)>,
        problems: &'p mut Problems,
    ) -> Self {
        Self {
            number,
            row: None,
            values,
            problems,
        }
    }

    /// Take the entry out, of an event that the row says or that all rows are of.
    pub(super) fn entry(&mut self, event: Option<&'static str>) -> Option<Entry> {
        let event = match event {
            Some(event) => event,
            None => self.need(&EVENT, events::word)?,
        };
        let entry = self.movement(event)?;
        let entry = match self.take(&PAYEE, cell::name) {
            Some(name) if event == "pay" => entry.payee(name?),
            Some(_) => return self.no_place(&PAYEE),
            None => entry,
        };
        Some(match self.take(&COUNTERPARTY, cell::name) {
            Some(name) if event == "commit" => entry.counterparty(name?),
            Some(_) => return self.no_place(&COUNTERPARTY),
            None => entry,
        })
    }

    /// Say whether everything was taken out; what was not has no place.
    pub(super) fn is_whole(&mut self) -> bool {
        let rest: Vec<&'static Column> = self.values.iter().map(|(column, _)| *column).collect();
        for column in &rest {
            self.no_place::<()>(column);
        }
        rest.is_empty()
    }

    fn has(&self, column: &Column) -> bool {
        self.values
            .iter()
            .any(|(known, _)| known.name == column.name)
    }

    fn remove(&mut self, column: &Column) -> Option<Cow<'p, str>> {
        let mut values = self.values.iter();
        let at = values.position(|(known, _)| known.name == column.name)?;
        Some(self.values.remove(at).1)
    }

    fn refuse(&mut self, column: &'static Column, flaw: Flaw) {
        self.refuse_value(column, None, flaw);
    }

    fn refuse_value(&mut self, column: &'static Column, value: Option<&str>, flaw: Flaw) {
        if let Some(row) = self.row {
            return row.refuse(column.name, flaw, self.problems);
        }
        let place = Place {
            column: Some(column.name),
            value,
            ..Place::row(self.number)
        };
        self.problems.add(place, flaw);
    }

    fn no_place<T>(&mut self, column: &'static Column) -> Option<T> {
        let value = self.remove(column);
        let flaw = Flaw::rule(
            Rule::PostingShape,
            "this event has no place for it",
            "leave it empty, or give another event",
        );
        self.refuse_value(column, value.as_deref(), flaw);
        None
    }

    /// Take a value; the inner option is empty when it was refused.
    #[expect(clippy::option_option, reason = "a value is missing, wrong or there")]
    pub(super) fn take<T>(
        &mut self,
        column: &'static Column,
        parse: impl FnOnce(&str) -> Result<T, Flaw>,
    ) -> Option<Option<T>> {
        let text = self.remove(column)?;
        if let Some(row) = self.row {
            return Some(row.read(column.name, parse, self.problems));
        }
        Some(match parse(&text) {
            Ok(value) => Some(value),
            Err(flaw) => {
                self.refuse_value(column, Some(&text), flaw);
                None
            }
        })
    }

    pub(super) fn need<T>(
        &mut self,
        column: &'static Column,
        parse: impl FnOnce(&str) -> Result<T, Flaw>,
    ) -> Option<T> {
        if let Some(value) = self.take(column, parse) {
            return value;
        }
        self.refuse(column, missing(column.holds));
        None
    }

    /// Take a line that is named by its number, or as a value of its own.
    #[expect(clippy::option_option, reason = "a value is missing, wrong or there")]
    fn named_line(&mut self, column: &'static Column) -> Option<Option<LineName>> {
        if let Some(line) = self.row.and_then(|row| row.line(column.name)) {
            self.remove(column);
            return Some(Some(line.clone()));
        }
        let number = self.take(column, number)?;
        Some(number.map(|number| LineName::Id(LineId::new(number))))
    }

    fn amount(&mut self) -> Option<Fen> {
        match self.take(&AMOUNT_FEN, cell::fen) {
            Some(amount) => amount,
            None => self.need(&AMOUNT, cell::yuan),
        }
    }

    fn line(&mut self) -> Option<LineName> {
        if let Some(line) = self.named_line(&LINE) {
            return line;
        }
        if !self.has(&FUNCTIONAL_CODE) {
            let hint = "give the number of the line, or its key in the columns of a line file";
            let flaw = Flaw::rule(Rule::PostingShape, "the row names no line", hint);
            self.refuse(&LINE, flaw);
            return None;
        }
        let year = self.need(&YEAR, cell::year);
        let unit = self.need(&UNIT, cell::unit);
        let fund = self.need(&FUND, cell::fund);
        let level = self.take(&LEVEL, cell::level).unwrap_or(Some(Level::Own));
        let origin_year = self.take(&ORIGIN_YEAR, cell::year).unwrap_or(year);
        let functional_code = self.need(&FUNCTIONAL_CODE, cell::functional_code);
        let economic_code = self.need(&ECONOMIC_CODE, cell::economic_code);
        let kind = self.need(&KIND, cell::kind);
        let project = self.take(&PROJECT, cell::name);
        Some(LineName::Key(LineKey {
            year: year?,
            unit: unit?,
            fund: fund?,
            level: level?,
            origin_year: origin_year?,
            functional_code: functional_code?,
            economic_code: economic_code?,
            kind: kind?,
            project: match project {
                Some(name) => Some(name?),
                None => None,
            },
        }))
    }

    fn owner(&mut self) -> Option<(i16, String, Fund)> {
        let year = self.need(&YEAR, cell::year);
        let unit = self.need(&UNIT, cell::unit);
        let fund = self.need(&FUND, cell::fund);
        Some((year?, unit?, fund?))
    }

    fn on_line<T>(&mut self, make: impl FnOnce(LineName, Fen) -> T) -> Option<T> {
        let (line, amount) = (self.line(), self.amount());
        Some(make(line?, amount?))
    }

    fn on_number(
        &mut self,
        column: &'static Column,
        make: impl FnOnce(i64, Fen) -> Entry,
    ) -> Option<Entry> {
        let (id, amount) = (self.need(column, number), self.amount());
        Some(make(id?, amount?))
    }

    fn of_owner(&mut self, make: impl FnOnce(i16, String, Fund, Fen) -> Entry) -> Option<Entry> {
        let (owner, amount) = (self.owner(), self.amount());
        let (year, unit, fund) = owner?;
        Some(make(year, unit, fund, amount?))
    }

    fn movement(&mut self, event: &str) -> Option<Entry> {
        let has_commitment = self.has(&COMMITMENT);
        match event {
            "supplement" => self.on_line(Entry::supplement),
            "reduce" => self.on_line(Entry::reduce),
            "recall" => self.on_line(Entry::recall),
            "prior_year_decrease" => self.on_line(Entry::prior_year_decrease),
            "to_surplus" => self.on_line(Entry::to_surplus),
            "use_surplus" => self.on_line(Entry::use_surplus),
            "use_earmarked" => self.on_line(Entry::use_earmarked),
            "allocate_early" => self.on_line(Entry::allocate_early),
            "true_up_increase" => self.on_line(Entry::true_up_increase),
            "true_up_decrease" => self.on_line(Entry::true_up_decrease),
            "lapse" => self.on_line(Entry::lapse),
            "pay" if has_commitment => self.on_number(&COMMITMENT, Entry::pay_commitment),
            "pay" => self.on_line(Entry::pay),
            "commit" if has_commitment => self.on_number(&COMMITMENT, Entry::increase_commitment),
            "commit" => {
                let contract = self.need(&CONTRACT, cell::name);
                self.on_line(|line, amount| (line, amount))
                    .and_then(|(line, amount)| Some(Entry::commit(line, amount, contract?)))
            }
            "transfer" => {
                let to = self.named_line(&TO_LINE).unwrap_or_else(|| {
                    self.refuse(&TO_LINE, missing(TO_LINE.holds));
                    None
                });
                self.on_line(|line, amount| (line, amount))
                    .and_then(|(line, amount)| Some(Entry::transfer(line, to?, amount)))
            }
            "release" => self.on_number(&COMMITMENT, Entry::release),
            "refund" => self.on_number(&PAYMENT, Entry::refund),
            "refund_prior_year" => {
                let to = self.named_line(&TO_LINE);
                let entry = self.on_number(&PAYMENT, Entry::refund_prior_year)?;
                match to {
                    Some(to) => Some(entry.to_line(to?)),
                    None => Some(entry),
                }
            }
            "prior_year_increase" => {
                let payment = self.take(&PAYMENT, number);
                let entry = self.on_line(Entry::prior_year_increase)?;
                match payment {
                    Some(payment) => Some(entry.refunds(payment?)),
                    None => Some(entry),
                }
            }
            "income_increase" => self.of_owner(Entry::income_increase),
            "income_decrease" => self.of_owner(Entry::income_decrease),
            "receive" => self.of_owner(Entry::receive),
            "return_income" => self.of_owner(Entry::return_income),
            "surrender" => self.of_owner(Entry::surrender),
            "pool_surplus" => self.of_owner(Entry::pool_surplus),
            "pool_earmarked" => self.of_owner(Entry::pool_earmarked),
            "distribute" => self.of_owner(Entry::distribute),
            "earmark_surplus" => self.of_owner(Entry::earmark_surplus),
            "reverse" => self.need(&POSTING, number).map(Entry::reverse),
            _ => {
                let hint = "give an event that an ordinary act carries, as docs/events.md lists \
                            them, refund_prior_year, or reverse";
                let flaw = Flaw::rule(Rule::EventUnknown, "no such event", hint);
                self.refuse(&EVENT, flaw);
                None
            }
        }
    }
}

/// Read the number of a row of the ledger.
pub(super) fn number(text: &str) -> Result<i64, Flaw> {
    text.parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| {
            Flaw::new(
                "row_malformed",
                format!("not the number of a row: {}", shorten(text)),
                "write the number that the ledger shows",
            )
        })
}
