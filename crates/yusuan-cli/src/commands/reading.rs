//! Reading the ledger.

use std::iter;

use serde_json::json;
use yusuan::tables::Verdict;
use yusuan::{AsOf, LogEntry, VerifyOptions, YearState};

use super::anchor;
use crate::answer::{Done, words};
use crate::arguments::{Checks, LedgerFile, Lines, Log, Verify};
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

pub(super) fn lines(arguments: &Lines, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    let year = arguments.year;
    let state = ledger.year_state(year)?;
    let lines = ledger.lines_as_of(year, &arguments.as_of.read()?)?;
    let drafts = if state == YearState::Preparing {
        ledger.drafts(year)?
    } else {
        Vec::new()
    };
    let answer = json!({"year": year, "state": state, "lines": lines, "drafts": drafts});
    screen.answer(&answer, || {
        let drafts = (!drafts.is_empty()).then(|| words::drafts_text(&drafts));
        let lines = (!lines.is_empty()).then(|| words::lines_text(&lines));
        drafts
            .into_iter()
            .chain(lines)
            .collect::<Vec<_>>()
            .join("\n")
    })?;
    screen.say(format_args!(
        "{year} is {state}: {} lines, {} drafts",
        lines.len(),
        drafts.len()
    ))?;
    Ok(exit::OK)
}

/// Vouchers that are read at once: a journal may be longer than memory is large.
const VOUCHERS: u32 = 1_000;

pub(super) fn log(arguments: &Log, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    let filter = arguments.filter()?;
    let (mut last, mut rest) = (arguments.after, arguments.limit);
    let mut read = Vec::new().into_iter();
    let entries = iter::from_fn(|| {
        if read.len() == 0 && rest > 0 {
            match ledger.log_of(&filter, last, Some(rest.min(VOUCHERS))) {
                Ok(entries) => read = entries.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
        let entry: LogEntry = read.next()?;
        last = entry.voucher_id;
        rest = rest.saturating_sub(1);
        Some(Ok(entry))
    });
    screen.list(entries, words::log_text)?;
    let newest = ledger.head()?.voucher_id;
    if (arguments.after + 1..newest).contains(&last) {
        screen.say(format_args!(
            "there are more, up to voucher {newest}; go on with --after {last}"
        ))?;
    }
    Ok(exit::OK)
}

pub(super) fn head(arguments: &LedgerFile, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.open_read_only()?;
    anchor(&ledger.head()?, screen)
}

pub(super) fn verify(arguments: &Verify, screen: &mut Screen<'_>) -> Done {
    let head = arguments.head.as_deref().map(str::parse).transpose();
    let options = VerifyOptions {
        quick: arguments.quick,
        head: head.map_err(Failure::about("--head"))?,
    };
    // Not opened as a ledger: an altered schema is a finding here, and no reason to refuse.
    let verification = yusuan::verify_file(&arguments.ledger.path, options)?;
    screen.answer(&verification, || words::verification_text(&verification))?;
    for remark in &verification.notes {
        screen.say(remark)?;
    }
    Ok(if verification.is_clean() {
        exit::OK
    } else {
        exit::FOUND
    })
}

pub(super) fn checks(arguments: &Checks, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    let variant = &arguments.variant;
    let unit = variant.unit.as_deref();
    arguments.accounts.require_use(true, false)?;
    let checks = if arguments.accounts.is_final {
        let options = arguments.accounts.options(variant, AsOf::now())?;
        ledger.check_final(arguments.year, unit, &options)?
    } else {
        ledger.check_budget(arguments.year, unit, &variant.options())?
    };
    screen.answer(&checks, || words::checks_text(&checks))?;
    let count = |verdict| {
        let with_verdict = checks.iter().filter(|check| check.verdict == verdict);
        with_verdict.count()
    };
    screen.say(format_args!(
        "{} identities: {} hold, {} are off by rounding, {} differ",
        checks.len(),
        count(Verdict::Holds),
        count(Verdict::Rounding),
        count(Verdict::Differs)
    ))?;
    let is_wrong =
        |check: &yusuan::tables::Check| check.formal && check.verdict == Verdict::Differs;
    Ok(if checks.iter().any(is_wrong) {
        exit::FOUND
    } else {
        exit::OK
    })
}
