//! Adding up lines that have something in common.

use std::collections::BTreeMap;

use super::by::{Common, ExecutionBy, Words};
use super::figures::Figures;
use crate::error::Result;
use crate::line::{Line, LineBalance};

/// Lines that have something in common.
pub(super) struct Group {
    /// What is printed of it, outermost first; nothing for all lines together.
    pub(super) path: Vec<String>,
    /// What each month added; all in the first where months are not told apart.
    pub(super) months: BTreeMap<i8, Figures>,
}

/// All groups: that of all lines, and those within it, however deep.
pub(super) struct Groups<'a> {
    by: &'a [ExecutionBy],
    words: &'a Words<'a>,
    /// Place of each group by what its lines have in common, in print order.
    pub(super) index: BTreeMap<Vec<Common>, usize>,
    pub(super) all: Vec<Group>,
    /// The last month in which anything was added; 0 when nothing was.
    pub(super) last_month: i8,
}

impl<'a> Groups<'a> {
    pub(super) const fn new(by: &'a [ExecutionBy], words: &'a Words<'a>) -> Self {
        Self {
            by,
            words,
            index: BTreeMap::new(),
            all: Vec::new(),
            last_month: 0,
        }
    }

    /// Return the places of the groups that a line is in, making those that are not there yet.
    pub(super) fn places(&mut self, line: &Line) -> Vec<usize> {
        let (mut key, mut path) = (Vec::new(), Vec::new());
        let mut places = vec![self.place(&key, &path)];
        for by in self.by {
            key.push(self.words.common(*by, line));
            path.extend(self.words.labels(*by, self.by, line));
            places.push(self.place(&key, &path));
        }
        places
    }

    fn place(&mut self, key: &[Common], path: &[String]) -> usize {
        if let Some(place) = self.index.get(key) {
            return *place;
        }
        let place = self.all.len();
        self.index.insert(key.to_vec(), place);
        self.all.push(Group {
            path: path.to_vec(),
            months: BTreeMap::new(),
        });
        place
    }

    /// Add what a line has, or what a month added to it.
    pub(super) fn add(&mut self, places: &[usize], month: i8, balance: &LineBalance) -> Result<()> {
        let figures = Figures::of(balance)?;
        for place in places {
            if let Some(group) = self.all.get_mut(*place) {
                group.months.entry(month).or_default().add(&figures)?;
            }
        }
        self.last_month = self.last_month.max(month);
        Ok(())
    }
}
