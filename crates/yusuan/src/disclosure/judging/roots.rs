//! The fewest cells whose correction makes the identities hold.
//!
//! An error in one cell fails every identity that the cell is in. So cells are tried, those that
//! explain most first: a single amount, two neighbours exchanged, two rows exchanged, a whole table
//! in another unit. A correction may not break an identity that holds.

use std::collections::{BTreeMap, BTreeSet};

use super::cause::Suspect;
use super::document::Document;
use super::equations::{Effect, System};
use crate::disclosure::report::Cause;
use crate::money::Fen;
use crate::tables::checks::CellRef;

/// Corrections that are found one after the other; a document with more errors needs a person.
const CORRECTIONS_MAX: usize = 200;

/// How much larger an amount is in 元 than in 万元.
const YUAN_OF_WAN: i64 = 10_000;

/// A cell, what it prints, and what it should.
type Change = (CellRef, Fen, Fen);

/// Cells to be corrected together.
pub(in crate::disclosure) struct Correction {
    pub(in crate::disclosure) changes: Vec<Change>,
    pub(in crate::disclosure) cause: Option<Cause>,
    pub(in crate::disclosure) effect: Effect,
    /// Whether a whole table is in another unit of money.
    pub(in crate::disclosure) is_unit: bool,
}

impl Correction {
    /// Order corrections: what explains more, changes less, fits exactly, and suits what is usual.
    fn rank(&self) -> (usize, bool, u8, i64) {
        (
            self.effect.fixed.len(),
            self.changes.len() == 1,
            self.cause.map_or(0, weight),
            self.effect.expected,
        )
    }
}

/// Say how unlikely it is that a cause fits by chance.
const fn weight(cause: Cause) -> u8 {
    match cause {
        Cause::SignWrong | Cause::DecimalShift | Cause::UnitMixed => 5,
        Cause::DigitsSwapped | Cause::DigitDoubled | Cause::DigitDropped => 4,
        Cause::RowSlipped | Cause::ColumnSlipped => 3,
        Cause::DigitWrong => 2,
        Cause::AmountMissing => 1,
        _ => 0,
    }
}

/// Find corrections one after the other, and give the system the corrected values.
pub(in crate::disclosure) fn corrections(
    document: &Document,
    system: &mut System,
) -> Vec<Correction> {
    let mut found = Vec::new();
    while found.len() < CORRECTIONS_MAX {
        let failing = system.failing();
        if failing.is_empty() {
            break;
        }
        let cells = system.cells(&failing);
        let values = Values::new(document, &found);
        let mut candidates = Vec::new();
        for cell in &cells {
            candidates.extend(single(document, system, &values, *cell));
            candidates.extend(exchanges(system, &values, *cell));
        }
        candidates.extend(rows(system, &values, document, &cells));
        candidates.extend(units(system, &values, document, &cells));
        let Some(best) = choose(candidates) else {
            break;
        };
        system.apply(&best.changes);
        found.push(best);
    }
    found
}

/// Choose the best correction; none when several cells explain a single identity alike.
fn choose(candidates: Vec<Correction>) -> Option<Correction> {
    let rank = candidates.iter().map(Correction::rank).max()?;
    let mut best = candidates
        .into_iter()
        .filter(|candidate| candidate.rank() == rank);
    let first = best.next()?;
    let is_alone = best.next().is_none();
    let explains_much = first.effect.fixed.len() > 1;
    let is_clear = first.cause.is_some_and(|cause| weight(cause) > 0);
    (explains_much || is_alone && is_clear).then_some(first)
}

/// The values of cells with the corrections so far.
struct Values<'a> {
    document: &'a Document,
    corrected: BTreeMap<CellRef, Fen>,
}

impl<'a> Values<'a> {
    fn new(document: &'a Document, found: &[Correction]) -> Self {
        let changes = found.iter().flat_map(|correction| &correction.changes);
        Self {
            document,
            corrected: changes.map(|(cell, _, new)| (*cell, *new)).collect(),
        }
    }

    fn of(&self, cell: CellRef) -> Fen {
        let corrected = self.corrected.get(&cell).copied();
        corrected.unwrap_or_else(|| self.document.value(cell))
    }

    fn is_corrected(&self, cell: CellRef) -> bool {
        self.corrected.contains_key(&cell)
    }

    /// Return the cells above and below in one column, or to the left and right.
    fn neighbours(&self, cell: CellRef, is_row: bool) -> Vec<CellRef> {
        let near = |place: usize| [place.checked_sub(1), place.checked_add(1)];
        let id = |cell: CellRef| self.document.cell(cell).map(|cell| &cell.id);
        let cells = if is_row {
            // A line of a two-sided table may have one side alone: the column counts, not the place.
            near(cell.row).map(|row| {
                let (raw, _) = self.document.page(cell.table)?;
                let mut cells = raw.rows.get(row?)?.cells.iter();
                let place = cells.position(|other| Some(&other.id) == id(cell))?;
                Some(CellRef {
                    row: row?,
                    cell: place,
                    ..cell
                })
            })
        } else {
            near(cell.cell).map(|place| {
                let other = CellRef {
                    cell: place?,
                    ..cell
                };
                id(other).map(|_| other)
            })
        };
        cells.into_iter().flatten().collect()
    }
}

/// Correct one amount.
fn single(
    document: &Document,
    system: &System,
    values: &Values<'_>,
    cell: CellRef,
) -> Option<Correction> {
    let value = values.of(cell);
    if values.is_corrected(cell) {
        return None;
    }
    let range = system.range(cell, value)?;
    let trial = system.effect(&[(cell, value, Fen::new(range.low))]);
    let best = system
        .exact(cell, value, &trial.fixed)?
        .clamp(range.low, range.high);
    let amounts = |is_row: bool| -> Vec<Fen> {
        let cells = values.neighbours(cell, is_row).into_iter();
        cells
            .map(|cell| values.of(cell))
            .filter(|value| !value.is_zero())
            .collect()
    };
    let suspect = Suspect {
        text: &document.cell(cell)?.text,
        value,
        range,
        best,
        unit: document.currency_unit(cell.table),
        last_place: document.last_place(cell.table),
        rows: amounts(true),
        columns: amounts(false),
    };
    let clear = suspect.cause();
    let right = clear.map_or(Fen::new(best), |(_, right)| right);
    let changes = vec![(cell, value, right)];
    let effect = system.effect(&changes);
    if effect.fixed.is_empty() || effect.broken > 0 {
        return None;
    }
    let is_total = system.is_total(cell, &effect.fixed);
    let cause = clear.map(|(cause, _)| cause);
    Some(Correction {
        changes,
        cause: cause.or_else(|| is_total.then_some(Cause::TotalWrong)),
        effect,
        is_unit: false,
    })
}

/// Exchange an amount with a neighbour.
fn exchanges(system: &System, values: &Values<'_>, cell: CellRef) -> Vec<Correction> {
    let mut found = Vec::new();
    for (is_row, cause) in [(true, Cause::RowSlipped), (false, Cause::ColumnSlipped)] {
        for other in values.neighbours(cell, is_row) {
            let (one, two) = (values.of(cell), values.of(other));
            if one != two {
                let changes = vec![(cell, one, two), (other, two, one)];
                found.extend(together(system, changes, cause));
            }
        }
    }
    found
}

/// Keep a correction of several cells when it explains several identities and breaks none.
fn together(system: &System, changes: Vec<Change>, cause: Cause) -> Option<Correction> {
    let effect = system.effect(&changes);
    let is_good = effect.fixed.len() > 1 && effect.broken == 0;
    is_good.then_some(Correction {
        changes,
        cause: Some(cause),
        effect,
        is_unit: cause == Cause::UnitMixed,
    })
}

/// Exchange all amounts of two neighbouring rows.
fn rows(
    system: &System,
    values: &Values<'_>,
    document: &Document,
    cells: &BTreeSet<CellRef>,
) -> Vec<Correction> {
    let places: BTreeSet<_> = cells.iter().map(|cell| (cell.table, cell.row)).collect();
    let mut found = Vec::new();
    for (table, row) in places {
        let Some((raw, _)) = document.page(table) else {
            continue;
        };
        for other in [row.checked_sub(1), row.checked_add(1)]
            .into_iter()
            .flatten()
        {
            let ids = |row: usize| {
                let cells = raw.rows.get(row).map(|row| row.cells.iter());
                cells
                    .into_iter()
                    .flatten()
                    .map(|cell| &cell.id)
                    .collect::<Vec<_>>()
            };
            if ids(row).is_empty() || ids(row) != ids(other) {
                continue;
            }
            let mut changes = Vec::new();
            for cell in 0..ids(row).len() {
                let (here, there) = (
                    CellRef { table, row, cell },
                    CellRef {
                        table,
                        row: other,
                        cell,
                    },
                );
                let (one, two) = (values.of(here), values.of(there));
                if one != two {
                    changes.extend([(here, one, two), (there, two, one)]);
                }
            }
            found.extend(together(system, changes, Cause::RowSlipped));
        }
    }
    found
}

/// Read a whole table in the other unit of money.
fn units(
    system: &System,
    values: &Values<'_>,
    document: &Document,
    cells: &BTreeSet<CellRef>,
) -> Vec<Correction> {
    let tables: BTreeSet<_> = cells.iter().map(|cell| cell.table).collect();
    let mut found = Vec::new();
    for table in tables {
        let Some((raw, _)) = document.page(table) else {
            continue;
        };
        let mut all = Vec::new();
        for (row, printed) in raw.rows.iter().enumerate() {
            let cells = (0..printed.cells.len()).map(|cell| CellRef { table, row, cell });
            all.extend(cells.filter(|cell| !values.of(*cell).is_zero()));
        }
        let smaller = |value: Fen| Some(value.get() / YUAN_OF_WAN);
        let larger = |value: Fen| value.get().checked_mul(YUAN_OF_WAN);
        let ways: [&dyn Fn(Fen) -> Option<i64>; 2] = [&smaller, &larger];
        for way in ways {
            let changes = all.iter().filter_map(|cell| {
                let value = values.of(*cell);
                Some((*cell, value, Fen::new(way(value)?)))
            });
            let changes: Vec<Change> = changes.collect();
            if all.len() > 1 && changes.len() == all.len() {
                found.extend(together(system, changes, Cause::UnitMixed));
            }
        }
    }
    found
}
