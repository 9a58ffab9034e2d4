//! What is nearly the same money: a row and a posting of one number and another amount, or of one
//! amount and days too far apart. Nothing here is ever matched; a person looks at it.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::matching::days_apart;
use super::{MoneyPosting, StatementRow};
use crate::date::Date;
use crate::word;

/// How many days beyond the tolerance are near still: a quarter of a year.
pub(super) const NEAR_DAYS: u16 = 92;

/// How many postings are shown for a row by one sign: the nearest, since round sums are many.
const SHOWN: usize = 5;

/// What a row and a posting have in common that are not the same money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NearBy {
    /// The row's number is the voucher's key.
    Key,
    /// They have the same document.
    Document,
    /// They have the same amount.
    Amount,
}

impl NearBy {
    /// Return the stable word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Document => "document",
            Self::Amount => "amount",
        }
    }

    /// Return the name in Chinese.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Key => "流水号相同",
            Self::Document => "凭证号相同",
            Self::Amount => "金额相同",
        }
    }
}

impl Serialize for NearBy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for NearBy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word::listed(
            deserializer,
            [Self::Key, Self::Document, Self::Amount],
            Self::as_str,
        )
    }
}

/// A row that only the statement has, and an unmatched posting that it nearly is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct NearMiss {
    /// The row.
    pub row: StatementRow,
    /// The posting.
    pub posting: MoneyPosting,
    /// What they have in common.
    pub by: NearBy,
    /// How many days lie between them.
    pub days: i64,
}

/// Find the near misses of rows, in the order of the rows; a row and a posting that could be the
/// same money, no more than `days` apart, are none.
pub(super) fn near_misses(
    rows: &[StatementRow],
    postings: &[MoneyPosting],
    days: u16,
) -> Vec<NearMiss> {
    let days = i64::from(days);
    let by_key = Group::new(postings, |posting| posting.key.as_deref());
    let by_document = Group::new(postings, |posting| posting.document.as_deref());
    let by_amount = Group::new(postings, |posting| Some(posting.amount));
    let mut found = Vec::new();
    for row in rows {
        let mut shown = BTreeSet::new();
        let (key, document) = (row.key.as_deref(), row.document.as_deref());
        for (by, near) in [
            (NearBy::Key, by_key.near(key, row.dated)),
            (NearBy::Document, by_document.near(document, row.dated)),
            (NearBy::Amount, by_amount.near(Some(row.amount), row.dated)),
        ] {
            for posting in near {
                let apart = days_apart(row.dated, posting.dated);
                let could_be = posting.amount == row.amount && apart <= days;
                let is_far = by == NearBy::Amount && apart > days.saturating_add(NEAR_DAYS.into());
                if !could_be && !is_far && shown.insert(posting.posting_id) {
                    found.push(NearMiss {
                        row: row.clone(),
                        posting: posting.clone(),
                        by,
                        days: apart,
                    });
                }
            }
        }
    }
    found
}

/// Postings by what they have in common, each group in the order of days.
struct Group<'a, S>(HashMap<S, Vec<&'a MoneyPosting>>);

impl<'a, S: Eq + Hash> Group<'a, S> {
    fn new(postings: &'a [MoneyPosting], sign: impl Fn(&'a MoneyPosting) -> Option<S>) -> Self {
        let mut groups: HashMap<S, Vec<&MoneyPosting>> = HashMap::new();
        for posting in postings {
            if let Some(sign) = sign(posting) {
                groups.entry(sign).or_default().push(posting);
            }
        }
        for group in groups.values_mut() {
            group.sort_by_key(|posting| (posting.dated, posting.posting_id));
        }
        Self(groups)
    }

    /// Return the postings of a sign that lie nearest to a day, the nearest first.
    fn near(&self, sign: Option<S>, day: Date) -> Vec<&'a MoneyPosting> {
        let group = sign.and_then(|sign| self.0.get(&sign));
        let group = group.map_or(&[][..], Vec::as_slice);
        let at = group.partition_point(|posting| posting.dated < day);
        let (before, after) = group.split_at(at);
        let near = before.iter().rev().take(SHOWN);
        let mut near: Vec<_> = near.chain(after.iter().take(SHOWN)).copied().collect();
        near.sort_by_key(|posting| (days_apart(day, posting.dated), posting.posting_id));
        near.truncate(SHOWN);
        near
    }
}

#[cfg(test)]
mod tests {
    use super::super::matching::tests::{posting, row};
    use super::*;

    fn found(rows: &[StatementRow], postings: &[MoneyPosting]) -> Vec<(i64, i64, NearBy, i64)> {
        let near = near_misses(rows, postings, 5);
        let each = near.iter();
        each.map(|it| (it.row.row_id, it.posting.posting_id, it.by, it.days))
            .collect()
    }

    #[test]
    fn one_number_or_one_amount_is_near_and_the_surest_sign_names_it() {
        let rows = [
            row(1, 2, 500, "k1", ""),
            row(2, 2, 600, "", "d"),
            row(3, 2, 700, "k3", ""),
        ];
        let postings = [
            posting(1, 9, 501, "k1", "d"),
            posting(2, 30, 600, "", "d"),
            posting(3, 8, 700, "", ""),
            posting(4, 7, 700, "", ""),
            posting(5, 2, -700, "", ""),
        ];
        let expected = [
            (1, 1, NearBy::Key, 7),
            (2, 1, NearBy::Document, 7),
            (2, 2, NearBy::Document, 28),
            (3, 3, NearBy::Amount, 6),
        ];
        assert_eq!(found(&rows, &postings), expected);
    }

    #[test]
    fn the_nearest_are_shown_and_what_is_far_is_not() {
        let rows = [row(1, 1, 500, "", "")];
        let mut postings: Vec<_> = (8..=20)
            .map(|day| posting(i64::from(day), day, 500, "", ""))
            .collect();
        let shown: Vec<_> = found(&rows, &postings).iter().map(|it| it.1).collect();
        assert_eq!(shown, [8, 9, 10, 11, 12]);
        postings.truncate(1);
        for (day, is_near) in [("2025-06-06", true), ("2025-06-07", false)] {
            for posting in &mut postings {
                posting.dated = crate::date::parse(day).unwrap();
            }
            assert_eq!(!found(&rows, &postings).is_empty(), is_near, "{day}");
        }
    }
}
