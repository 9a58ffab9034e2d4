//! Pairing rows with postings: by key, by document, by day, by days. A pair is made only where
//! there is no other: neither side could go with anything else that is left.

use std::collections::HashMap;
use std::hash::Hash;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{MoneyPosting, StatementRow};
use crate::date::Date;
use crate::money::Fen;
use crate::word;

/// By what a row and a posting were found to be the same money; the amount is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MatchedBy {
    /// Somebody confirmed it.
    Confirmed,
    /// The row's number is the voucher's key.
    Key,
    /// They have the same document, and days within reach.
    Document,
    /// They have the same day.
    Day,
    /// Their days are within reach.
    Days,
}

impl MatchedBy {
    const ALL: [Self; 5] = [
        Self::Confirmed,
        Self::Key,
        Self::Document,
        Self::Day,
        Self::Days,
    ];

    /// Return the stable word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Key => "key",
            Self::Document => "document",
            Self::Day => "day",
            Self::Days => "days",
        }
    }
}

impl MatchedBy {
    /// Return the name in Chinese.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Confirmed => "已确认",
            Self::Key => "流水号",
            Self::Document => "凭证号",
            Self::Day => "同日",
            Self::Days => "日期相近",
        }
    }
}

impl Serialize for MatchedBy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for MatchedBy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word::listed(deserializer, Self::ALL, Self::as_str)
    }
}

/// Positions of what is the same money, and what could be but is not the only one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    /// Row, posting, and by what.
    pub(super) pairs: Vec<(usize, usize, MatchedBy)>,
    /// Row, and the postings that it could be.
    pub(super) unclear: HashMap<usize, Vec<usize>>,
}

/// Pair rows with postings whose days are at most `days` apart, save where keys agree.
pub(super) fn pair(rows: &[StatementRow], postings: &[MoneyPosting], days: u16) -> Pairs {
    let mut matcher = Matcher {
        rows,
        postings,
        days: i64::from(days),
        row_is_free: vec![true; rows.len()],
        posting_is_free: vec![true; postings.len()],
        pairs: Vec::new(),
    };
    matcher.same(
        MatchedBy::Key,
        |row| Some((row.key.as_deref()?, row.amount)),
        |posting| Some((posting.key.as_deref()?, posting.amount)),
    );
    matcher.same(
        MatchedBy::Document,
        |row| Some((row.document.as_deref()?, row.amount)),
        |posting| Some((posting.document.as_deref()?, posting.amount)),
    );
    matcher.same(
        MatchedBy::Day,
        |row| Some((row.dated, row.amount)),
        |posting| Some((posting.dated, posting.amount)),
    );
    let unclear = matcher.within_days();
    let mut pairs = matcher.pairs;
    pairs.sort_unstable_by_key(|(row, ..)| *row);
    Pairs { pairs, unclear }
}

struct Matcher<'a> {
    rows: &'a [StatementRow],
    postings: &'a [MoneyPosting],
    days: i64,
    row_is_free: Vec<bool>,
    posting_is_free: Vec<bool>,
    pairs: Vec<(usize, usize, MatchedBy)>,
}

impl<'a> Matcher<'a> {
    /// Pair what has the same sign, where one row and one posting have it.
    fn same<S: Eq + Hash>(
        &mut self,
        by: MatchedBy,
        of_row: impl Fn(&'a StatementRow) -> Option<S>,
        of_posting: impl Fn(&'a MoneyPosting) -> Option<S>,
    ) {
        let mut groups: HashMap<S, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (at, row) in free(self.rows, &self.row_is_free) {
            if let Some(sign) = of_row(row) {
                groups.entry(sign).or_default().0.push(at);
            }
        }
        for (at, posting) in free(self.postings, &self.posting_is_free) {
            if let Some(group) = of_posting(posting).and_then(|sign| groups.get_mut(&sign)) {
                group.1.push(at);
            }
        }
        for (rows, postings) in groups.into_values() {
            if let (&[row], &[posting]) = (rows.as_slice(), postings.as_slice())
                && (by == MatchedBy::Key || self.is_within(row, posting))
            {
                self.take(row, posting, by);
            }
        }
    }

    /// Pair what is left by amount and days; return what could go with more than one.
    fn within_days(&mut self) -> HashMap<usize, Vec<usize>> {
        let mut by_amount: HashMap<Fen, Vec<usize>> = HashMap::new();
        for (at, posting) in free(self.postings, &self.posting_is_free) {
            by_amount.entry(posting.amount).or_default().push(at);
        }
        let mut fits: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut wanted = vec![0_usize; self.postings.len()];
        for (at, row) in free(self.rows, &self.row_is_free) {
            let same = by_amount.get(&row.amount).into_iter().flatten();
            let near = same.copied().filter(|posting| self.is_within(at, *posting));
            let near: Vec<usize> = near.collect();
            for posting in &near {
                if let Some(count) = wanted.get_mut(*posting) {
                    *count = count.saturating_add(1);
                }
            }
            if !near.is_empty() {
                fits.insert(at, near);
            }
        }
        let is_only = |postings: &[usize]| match postings {
            &[posting] if wanted.get(posting) == Some(&1) => Some(posting),
            _ => None,
        };
        let only = fits.iter();
        let only = only.filter_map(|(row, postings)| Some((*row, is_only(postings)?)));
        for (row, posting) in only.collect::<Vec<_>>() {
            self.take(row, posting, MatchedBy::Days);
            fits.remove(&row);
        }
        fits
    }

    fn is_within(&self, row: usize, posting: usize) -> bool {
        let days = self.rows.get(row).zip(self.postings.get(posting));
        days.is_some_and(|(row, posting)| days_apart(row.dated, posting.dated) <= self.days)
    }

    fn take(&mut self, row: usize, posting: usize, by: MatchedBy) {
        for (free, at) in [
            (&mut self.row_is_free, row),
            (&mut self.posting_is_free, posting),
        ] {
            if let Some(free) = free.get_mut(at) {
                *free = false;
            }
        }
        self.pairs.push((row, posting, by));
    }
}

fn free<'a, T>(all: &'a [T], is_free: &[bool]) -> impl Iterator<Item = (usize, &'a T)> {
    let all = all.iter().zip(is_free).enumerate();
    all.filter_map(|(at, (one, is_free))| is_free.then_some((at, one)))
}

pub(super) fn days_apart(one: Date, other: Date) -> i64 {
    one.since(other)
        .map_or(i64::MAX, |span| i64::from(span.get_days()).abs())
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::date;

    fn day(day: i8) -> Date {
        date::parse("2025-03-01")
            .unwrap()
            .with()
            .day(day)
            .build()
            .unwrap()
    }

    pub(in super::super) fn row(
        at: i64,
        on: i8,
        fen: i64,
        key: &str,
        document: &str,
    ) -> StatementRow {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        StatementRow {
            row_id: at,
            row: at,
            dated: day(on),
            amount: Fen::new(fen),
            key: text(key),
            document: text(document),
        }
    }

    pub(in super::super) fn posting(
        at: i64,
        on: i8,
        fen: i64,
        key: &str,
        document: &str,
    ) -> MoneyPosting {
        let row = row(at, on, fen, key, document);
        MoneyPosting {
            posting_id: at,
            voucher_id: at,
            event: "pay".to_owned(),
            dated: row.dated,
            amount: row.amount,
            key: row.key,
            document: row.document,
            payee: None,
        }
    }

    #[test]
    fn the_surest_sign_comes_first() {
        let rows = [
            row(1, 1, 500, "k1", ""),
            row(2, 2, 500, "", "d"),
            row(3, 3, 500, "", ""),
            row(4, 9, 500, "", ""),
            row(5, 9, -70, "", ""),
        ];
        let postings = [
            posting(1, 12, 500, "", ""),
            posting(2, 3, 500, "", ""),
            posting(3, 4, 500, "", "d"),
            posting(4, 30, 500, "k1", ""),
            posting(5, 9, 70, "", ""),
        ];
        let found = pair(&rows, &postings, 5);
        let expected = [
            (0, 3, MatchedBy::Key),
            (1, 2, MatchedBy::Document),
            (2, 1, MatchedBy::Day),
            (3, 0, MatchedBy::Days),
        ];
        assert_eq!(found.pairs, expected);
        assert!(found.unclear.is_empty());
    }

    #[test]
    fn what_could_be_two_is_not_guessed() {
        let rows = [row(1, 2, 500, "", ""), row(2, 20, 9, "", "")];
        let postings = [
            posting(1, 1, 500, "", ""),
            posting(2, 3, 500, "", ""),
            posting(3, 12, 9, "", ""),
        ];
        let found = pair(&rows, &postings, 5);
        assert!(found.pairs.is_empty());
        assert_eq!(found.unclear, HashMap::from([(0, vec![0, 1])]));
    }

    fn moves() -> impl Strategy<Value = Vec<(i8, i64, String, String)>> {
        let one = (1_i8..20, 1_i64..4, "[k]?[12]?", "[d]?[12]?");
        prop::collection::vec(one, 0..12)
    }

    proptest! {
        #[test]
        fn pairs_are_of_one_amount_and_each_side_has_one(
            rows in moves(), postings in moves(), days in 0_u16..10,
        ) {
            let rows: Vec<_> = (0..).zip(&rows)
                .map(|(at, (on, fen, key, document))| row(at, *on, *fen, key, document)).collect();
            let postings: Vec<_> = (0..).zip(&postings)
                .map(|(at, (on, fen, key, document))| posting(at, *on, *fen, key, document))
                .collect();
            let found = pair(&rows, &postings, days);
            let mut used = (vec![], vec![]);
            for (one, other, by) in &found.pairs {
                let (row, posting) = (&rows[*one], &postings[*other]);
                prop_assert_eq!(row.amount, posting.amount);
                if *by != MatchedBy::Key {
                    prop_assert!(days_apart(row.dated, posting.dated) <= i64::from(days));
                }
                prop_assert!(!used.0.contains(one) && !used.1.contains(other));
                used.0.push(*one);
                used.1.push(*other);
            }
            for row in found.unclear.keys() {
                prop_assert!(!used.0.contains(row));
            }
            // The order in which either side is written does not matter.
            let (mut turned, mut others) = (rows.clone(), postings.clone());
            turned.reverse();
            others.reverse();
            let again = pair(&turned, &others, days);
            let mut back: Vec<_> = again.pairs.iter()
                .map(|(row, posting, by)| (rows.len() - 1 - row, postings.len() - 1 - posting, *by))
                .collect();
            back.sort_unstable_by_key(|(row, ..)| *row);
            prop_assert_eq!(back, found.pairs);
        }
    }
}
