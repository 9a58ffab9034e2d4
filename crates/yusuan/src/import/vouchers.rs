//! Lists of vouchers: a table each row of which is an entry with a voucher of its own.

use super::cell;
use super::columns::{
    AMOUNT, AMOUNT_FEN, COMMITMENT, CONTRACT, COUNTERPARTY, DATED, DOCUMENT, ECONOMIC_CODE, EVENT,
    FUNCTIONAL_CODE, FUND, KEY, KIND, LEGAL_KIND, LEVEL, LINE, MEMO, ORIGIN_YEAR, PAYEE, PAYMENT,
    POSTING, PREPARED_BY, PROJECT, REASON, REVIEWED_BY, TO_LINE, UNCLEAR, UNIT, YEAR,
};
use super::entries::refused;
use super::entry_row::Said;
use super::events::{self, EventWord};
use super::header::{Column, Header, Layout};
use super::problems::{Flaw, Place, Problems};
use super::source::Source;
use super::table::{Row, each_row};
use crate::acts::Entry;
use crate::error::{Error, Result, Rule};
use crate::journal::Particulars;

const OPTIONAL: &[Column] = &[
    EVENT,
    LINE,
    YEAR,
    UNIT,
    FUND,
    LEVEL,
    ORIGIN_YEAR,
    FUNCTIONAL_CODE,
    ECONOMIC_CODE,
    KIND,
    PROJECT,
    TO_LINE,
    COMMITMENT,
    PAYMENT,
    POSTING,
    CONTRACT,
    PAYEE,
    COUNTERPARTY,
    DATED,
    DOCUMENT,
    REASON,
    LEGAL_KIND,
    KEY,
    MEMO,
    PREPARED_BY,
    REVIEWED_BY,
];

const LAYOUT: Layout = Layout {
    required: &[],
    one_of: &[AMOUNT_FEN, AMOUNT],
    optional: OPTIONAL,
    unclear: UNCLEAR,
};

/// A reversal has the amount of its posting.
const REVERSALS: Layout = Layout {
    required: &[],
    one_of: &[],
    optional: OPTIONAL,
    unclear: UNCLEAR,
};

/// A row of a list of vouchers.
pub(crate) struct VoucherRow {
    /// Line of the file, or row of the table, from 1.
    pub(crate) row: u64,
    pub(crate) entry: Entry,
    pub(crate) particulars: Particulars,
}

/// What the ledger says of a row.
pub(crate) struct RefusedRow {
    row: u64,
    error: Error,
    /// Which column names what the ledger does not have, and how.
    named: Option<(&'static str, String)>,
}

impl VoucherRow {
    /// Say what the ledger says of the row.
    pub(crate) fn refused(&self, error: Error) -> RefusedRow {
        let named = self.named(&error);
        RefusedRow {
            row: self.row,
            error,
            named,
        }
    }

    /// Return the column that names what the ledger does not have, with what it says.
    fn named(&self, error: &Error) -> Option<(&'static str, String)> {
        let column = match error.code() {
            "line_unknown" => LINE.name,
            "commitment_unknown" => COMMITMENT.name,
            "payment_unknown" => PAYMENT.name,
            "posting_unknown" | "reversal_unknown" => POSTING.name,
            "unit_unknown" | "unit_inactive" => UNIT.name,
            "year_unknown" => YEAR.name,
            "code_unknown" | "code_not_in_force" | "code_not_leaf" => {
                if error.to_string().contains("economic") {
                    ECONOMIC_CODE.name
                } else {
                    FUNCTIONAL_CODE.name
                }
            }
            _ => return None,
        };
        let said = self.entry.named(column);
        match error {
            // A transfer names two lines.
            Error::NotFound { value, .. }
                if column == LINE.name && said.as_ref().is_some_and(|said| said != value) =>
            {
                Some((TO_LINE.name, value.clone()))
            }
            _ => Some((column, said?)),
        }
    }
}

/// What is wrong with a list of vouchers.
pub(crate) struct VoucherProblems {
    path: String,
    header: Option<Header>,
    problems: Problems,
}

impl VoucherProblems {
    /// Keep what the ledger says of a row.
    pub(crate) fn refuse(&mut self, refusal: &RefusedRow) {
        let mut problem = refused(&self.path, Some(refusal.row), &refusal.error);
        if let Some((column, value)) = &refusal.named {
            problem.column = Some((*column).to_owned());
            problem.value = Some(value.clone());
        }
        self.problems.keep_at(self.header.as_ref(), problem);
    }

    /// Fail with everything that was wrong, if anything was.
    pub(crate) fn finish(self) -> Result<()> {
        Ok(self.problems.finish(())?)
    }
}

/// Read a list of vouchers row by row, as far as its rows can be read.
///
/// All rows are of `event`, or each says its own. What a row does not say of its voucher, `defaults`
/// says.
pub(crate) fn read_vouchers(
    source: &Source<'_>,
    event: Option<&str>,
    defaults: &Particulars,
    each: &mut dyn FnMut(VoucherRow) -> Result<()>,
) -> Result<VoucherProblems> {
    let event = event.map(known_event).transpose()?;
    let is_reversal = event.is_some_and(|event| event.token == "reverse");
    let layout = if is_reversal { &REVERSALS } else { &LAYOUT };
    let mut problems = Problems::new(source.name());
    let mut found = None;
    let mut check = |header: &Header, problems: &mut Problems| {
        found = Some(header.clone());
        check_columns(header, event, defaults, problems);
        problems.is_empty()
    };
    each_row(
        source,
        layout,
        &mut check,
        &mut problems,
        &mut |row, problems| match voucher(row, event, defaults, layout, problems) {
            Some(voucher) => each(voucher),
            None => Ok(()),
        },
    )?;
    Ok(VoucherProblems {
        path: source.name().to_owned(),
        header: found,
        problems,
    })
}

fn known_event(word: &str) -> Result<&'static EventWord> {
    events::find(word).ok_or_else(|| {
        let tokens: Vec<&str> = events::EVENTS.iter().map(|event| event.token).collect();
        Error::refused(
            Rule::EventUnknown,
            format!("no such event: {word}"),
            format!("one of {}", tokens.join(", ")),
        )
    })
}

/// Refuse a table that lacks what no row can do without.
fn check_columns(
    header: &Header,
    event: Option<&EventWord>,
    defaults: &Particulars,
    problems: &mut Problems,
) {
    let lacks = |column: &Column| header.position(column.name).is_none();
    let mut add = |column: &str, token, message: String, hint: String| {
        let place = Place {
            column: Some(column),
            ..Place::default()
        };
        problems.add(place, Flaw::new(token, message, hint));
    };
    if lacks(&DATED) && defaults.dated.is_none() {
        let hint = "add a column dated or 日期, or give one day for all rows";
        let message = "the table has no column dated".to_owned();
        add("dated", "column_missing", message, hint.to_owned());
    }
    let Some(event) = event else {
        if lacks(&EVENT) {
            let message = "the table has no column event".to_owned();
            let hint = "add a column event or 事项, or give one event for all rows";
            add("event", "column_missing", message, hint.to_owned());
        }
        return;
    };
    if !lacks(&EVENT) {
        let message = format!(
            "all rows are of {}, and the table says its own",
            event.token
        );
        let hint = "leave the column out, or let each row say its event";
        add("event", "column_unknown", message, hint.to_owned());
    }
    let naming = event.naming();
    if naming.iter().all(|column| lacks(column)) {
        let names = naming
            .iter()
            .filter(|column| column.name != FUNCTIONAL_CODE.name);
        let names: Vec<&str> = names.map(|column| column.name).collect();
        let first = naming.first().map_or("", |column| column.name_zh());
        let names = names.join(" or ");
        let message = format!("the table has no column {names}");
        let hint = format!("add a column {names} ({first}), the number that the ledger shows");
        let place = Place::default();
        problems.add(place, Flaw::new("column_missing", message, hint));
    }
}

fn voucher(
    row: &Row<'_>,
    event: Option<&EventWord>,
    defaults: &Particulars,
    layout: &Layout,
    problems: &mut Problems,
) -> Option<VoucherRow> {
    let mut said = Said::of_row(row, layout.columns(), problems);
    let entry = said.entry(event.map(|event| event.token));
    // Everything is read before something that is wrong ends the row.
    let particulars = particulars(&mut said, defaults);
    let entry = entry?;
    let is_whole = said.is_whole();
    Some(VoucherRow {
        row: row.number,
        entry,
        particulars: particulars.filter(|_| is_whole)?,
    })
}

fn particulars(said: &mut Said<'_>, defaults: &Particulars) -> Option<Particulars> {
    let dated = match defaults.dated {
        Some(dated) => said.take(&DATED, cell::day).unwrap_or(Some(dated)),
        None => said.need(&DATED, cell::day),
    };
    let mut name = |column, default: &Option<String>| {
        let taken = said.take(column, cell::name);
        taken.map_or_else(|| Some(default.clone()), |name| name.map(Some))
    };
    let document = name(&DOCUMENT, &defaults.document);
    let key = name(&KEY, &defaults.key);
    let prepared_by = name(&PREPARED_BY, &defaults.prepared_by);
    let reviewed_by = name(&REVIEWED_BY, &defaults.reviewed_by);
    let mut text = |column, default: &Option<String>| {
        let taken = said.take(column, |text| Ok(text.to_owned()));
        taken.map_or_else(|| Some(default.clone()), |text| text.map(Some))
    };
    let memo = text(&MEMO, &defaults.memo);
    let reason = text(&REASON, &defaults.reason);
    let legal_kind = said.take(&LEGAL_KIND, cell::legal_kind);
    let legal_kind = legal_kind.map_or(Some(defaults.legal_kind), |kind| kind.map(Some));
    Some(Particulars {
        dated: Some(dated?),
        document: document?,
        prepared_by: prepared_by?,
        reviewed_by: reviewed_by?,
        memo: memo?,
        reason: reason?,
        legal_kind: legal_kind?,
        overrides: defaults.overrides.clone(),
        key: key?,
    })
}
