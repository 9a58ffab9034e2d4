//! From corrections and what is left failing to findings.

use super::document::Document;
use super::equations::System;
use super::roots::Correction;
use crate::disclosure::reading::amount::write;
use crate::disclosure::report::{DisclosureFinding, DisclosureToken, FailedIdentity, PrintedPlace};
use crate::money::Fen;
use crate::tables::checks::{CellRef, Equation};
use crate::tables::{Tolerance, ToleranceReason, Verdict};

/// Return one finding a correction, then one an identity that none explains, then what is rounding.
pub(in crate::disclosure) fn findings(
    document: &Document,
    system: &System,
    corrections: &[Correction],
) -> Vec<DisclosureFinding> {
    let mut found: Vec<DisclosureFinding> = corrections
        .iter()
        .filter_map(|correction| root(document, system, correction))
        .collect();
    for at in system.failing() {
        let equation = system.equations.get(at);
        found.extend(equation.map(|equation| alone(document, equation, Verdict::Differs)));
    }
    for (at, equation) in system.equations.iter().enumerate() {
        if system.is_rounding(at) {
            found.push(alone(document, equation, Verdict::Rounding));
        }
    }
    found
}

fn root(
    document: &Document,
    system: &System,
    correction: &Correction,
) -> Option<DisclosureFinding> {
    let (cell, old, new) = *correction.changes.first()?;
    let identities = correction.effect.fixed.iter();
    let identities = identities.filter_map(|at| system.equations.get(*at));
    let identities: Vec<FailedIdentity> = identities
        .map(|equation| identity(document, equation, Verdict::Differs))
        .collect();
    let shown = |cell: CellRef, value: Fen| {
        write(
            value,
            document.currency_unit(cell.table),
            document.last_place(cell.table),
        )
    };
    let printed = document
        .cell(cell)
        .map(|cell| cell.text.clone())
        .unwrap_or_default();
    let printed = if printed.is_empty() {
        shown(cell, old)
    } else {
        printed
    };
    let expected = shown(cell, new);
    let count = identities.len();
    let (token, place, also, message) = if correction.is_unit {
        let place = document.page(cell.table).map(|(raw, _)| raw.place.clone());
        let message = format!(
            "the table is in another unit of money than it says; {count} identities hold when it is read so"
        );
        (
            DisclosureToken::Unit,
            place.unwrap_or_default(),
            Vec::new(),
            message,
        )
    } else {
        let also = correction.changes.iter().skip(1);
        let also: Vec<PrintedPlace> = also.map(|(cell, ..)| document.place(*cell)).collect();
        let message = format!("{printed} should be {expected}; {count} identities hold with it");
        (DisclosureToken::Amount, document.place(cell), also, message)
    };
    Some(DisclosureFinding {
        token,
        verdict: Verdict::Differs,
        place,
        also,
        printed,
        expected: Some(expected),
        cause: correction.cause,
        message,
        identities,
    })
}

/// Return the finding of an identity that no one cell explains.
fn alone(document: &Document, equation: &Equation, verdict: Verdict) -> DisclosureFinding {
    let failed = identity(document, equation, verdict);
    let first = equation.left.first().or_else(|| equation.right.first());
    DisclosureFinding {
        token: DisclosureToken::Identity,
        verdict,
        place: first.map(|cell| document.place(*cell)).unwrap_or_default(),
        also: Vec::new(),
        printed: failed.left.clone(),
        expected: Some(failed.right.clone()),
        cause: None,
        message: format!(
            "{} {}: {} | {}",
            failed.number, failed.statement, failed.left, failed.right
        ),
        identities: vec![failed],
    }
}

fn identity(document: &Document, equation: &Equation, verdict: Verdict) -> FailedIdentity {
    let unit = document.options.currency_unit;
    let tables = equation
        .left
        .iter()
        .chain(&equation.right)
        .map(|cell| cell.table);
    let place = tables
        .map(|table| document.last_place(table))
        .min()
        .unwrap_or(Fen::new(1));
    let shown = |value: Fen| write(value, unit, place);
    let reason = if equation.rounded == 0 {
        ToleranceReason::Exact
    } else if document.options.foot_displayed {
        ToleranceReason::Footed
    } else {
        ToleranceReason::Rounded
    };
    FailedIdentity {
        number: equation.number,
        statement: equation.statement,
        place: equation.place.clone(),
        left: shown(equation.sums.0),
        right: shown(equation.sums.1),
        tolerance: Tolerance {
            fen: equation.tolerance,
            text: shown(equation.tolerance),
            rounded: equation.rounded,
            reason,
        },
        verdict,
    }
}
