//! The identities of a document as equations over its cells, and what a correction does to them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::money::Fen;
use crate::tables::checks::{CellRef, Equation};

/// Sums that must hold to the last place before a document is taken for one whose totals are sums
/// of what it prints: with sums of two figures that are rounded on their own, a quarter do not, and
/// the chance that all of these hold is below one in three hundred.
const SUMS_MIN: usize = 20;

/// What the cells of a document say about each other.
pub(in crate::disclosure) struct System {
    pub(in crate::disclosure) equations: Vec<Equation>,
    /// Left side less right side of each, in fen, with the corrections so far.
    apart: Vec<i64>,
    /// Equations of a cell, with how often it counts: 1 on the left, -1 on the right.
    of_cell: HashMap<CellRef, Vec<(usize, i64)>>,
}

/// What a correction does.
#[derive(Clone, Debug, Default)]
pub(in crate::disclosure) struct Effect {
    /// Identities that hold by it and did not before.
    pub(in crate::disclosure) fixed: Vec<usize>,
    /// Identities that it breaks.
    pub(in crate::disclosure) broken: usize,
    /// Expected identities that it makes hold, less those that it breaks.
    pub(in crate::disclosure) expected: i64,
}

/// Values of a cell that make identities hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::disclosure) struct Range {
    pub(in crate::disclosure) low: i64,
    pub(in crate::disclosure) high: i64,
}

impl Range {
    pub(in crate::disclosure) const fn contains(self, value: i64) -> bool {
        self.low <= value && value <= self.high
    }

    fn and(self, other: Self) -> Option<Self> {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        (low <= high).then_some(Self { low, high })
    }
}

impl System {
    pub(in crate::disclosure) fn new(equations: Vec<Equation>) -> Self {
        let mut of_cell: HashMap<CellRef, Vec<(usize, i64)>> = HashMap::new();
        let mut apart = Vec::new();
        for (at, equation) in equations.iter().enumerate() {
            let (left, right) = equation.sums;
            apart.push(left.get().saturating_sub(right.get()));
            for (cells, sign) in [(&equation.left, 1), (&equation.right, -1)] {
                for cell in cells {
                    of_cell.entry(*cell).or_default().push((at, sign));
                }
            }
        }
        Self {
            equations,
            apart,
            of_cell,
        }
    }

    /// Say whether the totals of the document are sums of printed figures: many sums of several
    /// rounded figures of one table, and all that are near are equal to the last place.
    pub(in crate::disclosure) fn is_footed(&self) -> bool {
        let is_sum = |at: &usize| {
            self.equations.get(*at).is_some_and(|equation| {
                let mut cells = equation.left.iter().chain(&equation.right);
                let table = cells.next().map(|cell| cell.table);
                equation.formal
                    && equation.left.len() == 1
                    && equation.rounded > 2
                    && cells.all(|cell| Some(cell.table) == table)
            })
        };
        let sums: Vec<usize> = (0..self.equations.len()).filter(is_sum).collect();
        let holds = sums.iter().filter(|at| self.apart(**at) == 0).count();
        holds >= SUMS_MIN && !sums.iter().any(|at| self.is_rounding(*at))
    }

    fn tolerance(&self, at: usize) -> i64 {
        self.equations
            .get(at)
            .map_or(0, |equation| equation.tolerance.get())
    }

    fn is_formal(&self, at: usize) -> bool {
        self.equations
            .get(at)
            .is_some_and(|equation| equation.formal)
    }

    fn apart(&self, at: usize) -> i64 {
        self.apart.get(at).copied().unwrap_or_default()
    }

    fn holds(&self, at: usize) -> bool {
        self.apart(at).saturating_abs() <= self.tolerance(at)
    }

    /// Say whether an identity that must hold does so, but not to the last place.
    pub(in crate::disclosure) fn is_rounding(&self, at: usize) -> bool {
        self.is_formal(at) && self.apart(at) != 0 && self.holds(at)
    }

    /// Return the identities that must hold and do not.
    pub(in crate::disclosure) fn failing(&self) -> BTreeSet<usize> {
        let all = 0..self.equations.len();
        all.filter(|at| self.is_formal(*at) && !self.holds(*at))
            .collect()
    }

    /// Return the cells of identities.
    pub(in crate::disclosure) fn cells(&self, equations: &BTreeSet<usize>) -> BTreeSet<CellRef> {
        let found = equations.iter().filter_map(|at| self.equations.get(*at));
        found
            .flat_map(|equation| equation.left.iter().chain(&equation.right))
            .copied()
            .collect()
    }

    /// Say what happens when cells get other values.
    pub(in crate::disclosure) fn effect(&self, changes: &[(CellRef, Fen, Fen)]) -> Effect {
        let mut moved: BTreeMap<usize, i64> = BTreeMap::new();
        for (cell, old, new) in changes {
            let by = new.get().saturating_sub(old.get());
            for (at, sign) in self.of_cell.get(cell).into_iter().flatten() {
                let sum = moved.entry(*at).or_default();
                *sum = sum.saturating_add(by.saturating_mul(*sign));
            }
        }
        let mut effect = Effect::default();
        for (at, by) in moved {
            let before = self.holds(at);
            let after = self.apart(at).saturating_add(by).saturating_abs() <= self.tolerance(at);
            match (self.is_formal(at), before, after) {
                (true, false, true) => effect.fixed.push(at),
                (true, true, false) => effect.broken = effect.broken.saturating_add(1),
                (false, false, true) => effect.expected = effect.expected.saturating_add(1),
                (false, true, false) => effect.expected = effect.expected.saturating_sub(1),
                _ => {}
            }
        }
        effect
    }

    /// Give cells other values.
    pub(in crate::disclosure) fn apply(&mut self, changes: &[(CellRef, Fen, Fen)]) {
        for (cell, old, new) in changes {
            let by = new.get().saturating_sub(old.get());
            for (at, sign) in self.of_cell.get(cell).into_iter().flatten() {
                if let Some(apart) = self.apart.get_mut(*at) {
                    *apart = apart.saturating_add(by.saturating_mul(*sign));
                }
            }
        }
    }

    /// Return the values of a cell with which most of its identities hold that do not now, and all
    /// go on holding that do.
    pub(in crate::disclosure) fn range(&self, cell: CellRef, value: Fen) -> Option<Range> {
        let value = value.get();
        let mut must = Range {
            low: i64::MIN,
            high: i64::MAX,
        };
        let mut may = Vec::new();
        for (at, sign) in self.of_cell.get(&cell)? {
            if !self.is_formal(*at) {
                continue;
            }
            // With the sign turned, the cell is on the left.
            let apart = self.apart(*at).saturating_mul(*sign);
            let tolerance = self.tolerance(*at);
            let exact = value.saturating_sub(apart);
            let range = Range {
                low: exact.saturating_sub(tolerance),
                high: exact.saturating_add(tolerance),
            };
            if self.holds(*at) {
                must = must.and(range)?;
            } else {
                may.push(range);
            }
        }
        let may: Vec<Range> = may
            .into_iter()
            .filter_map(|range| range.and(must))
            .collect();
        let count = |point: i64| may.iter().filter(|range| range.contains(point)).count();
        let best = may
            .iter()
            .map(|range| range.low)
            .max_by_key(|low| count(*low))?;
        may.iter()
            .filter(|range| range.contains(best))
            .try_fold(must, |all, range| all.and(*range))
    }

    /// Return the value that the closest of some identities asks of a cell exactly.
    pub(in crate::disclosure) fn exact(
        &self,
        cell: CellRef,
        value: Fen,
        fixed: &[usize],
    ) -> Option<i64> {
        let of_cell = self.of_cell.get(&cell)?;
        let fixed = of_cell.iter().filter(|(at, _)| fixed.contains(at));
        let closest = fixed.min_by_key(|(at, _)| self.tolerance(*at))?;
        let apart = self.apart(closest.0).saturating_mul(closest.1);
        Some(value.get().saturating_sub(apart))
    }

    /// Say whether a cell is a total of others of its table, in one of some identities.
    pub(in crate::disclosure) fn is_total(&self, cell: CellRef, equations: &[usize]) -> bool {
        let found = equations.iter().filter_map(|at| self.equations.get(*at));
        found.into_iter().any(|equation| {
            let mut parts = equation.right.iter();
            equation.left == [cell]
                && !equation.right.is_empty()
                && parts.all(|part| part.table == cell.table)
        })
    }
}
