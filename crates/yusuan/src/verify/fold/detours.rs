//! Moves of a voucher that together go a way which a policy is about, while each of them goes a part
//! of it: `docs/policies.md`, *Detours*.

use super::super::journal::{Posting, Total, Voucher};
use super::books::{Books, Line};

const PERSONNEL: &str = "basic_personnel";
const PUBLIC: &str = "basic_public";
const PROJECT: &str = "project";

/// A policy with the kinds that give and those that get.
type Way = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const WAYS: [Way; 4] = [
    ("personnel_to_public", &[PERSONNEL], &[PUBLIC]),
    ("public_to_personnel", &[PUBLIC], &[PERSONNEL]),
    ("basic_project", &[PERSONNEL, PUBLIC], &[PROJECT]),
    ("basic_project", &[PROJECT], &[PERSONNEL, PUBLIC]),
];

/// Money that went from one line to another.
#[derive(Debug)]
struct Move {
    posting: i64,
    from: i64,
    to: i64,
    amount: Total,
}

/// The moves of a voucher so far.
#[derive(Debug, Default)]
pub(super) struct Detours {
    voucher: i64,
    moves: Vec<Move>,
}

impl Detours {
    /// Let a posting count that may move money, with the lines that give and get.
    pub(super) fn add(
        &mut self,
        voucher: &Voucher,
        posting: &Posting,
        (from, to): (Option<i64>, Option<i64>),
    ) {
        if self.voucher != voucher.id {
            self.voucher = voucher.id;
            self.moves.clear();
        }
        if let (Some(from), Some(to)) = (from, to)
            && posting.reverses.is_none()
            && from != to
        {
            self.moves.push(Move {
                posting: posting.id,
                from,
                to,
                amount: posting.amount.unwrap_or_default().into(),
            });
        }
    }

    /// Return the policies about a whole way of which the newest move, by a posting, goes a part, each
    /// with a line at its beginning.
    pub(super) fn of<'b>(
        &self,
        posting: &Posting,
        books: &'b Books,
    ) -> Vec<(&'static str, &'b Line)> {
        let ends = |step: &Move| {
            let (from, to) = (books.lines.get(&step.from)?, books.lines.get(&step.to)?);
            Some((from, to, step.amount))
        };
        let newest = self.moves.last().filter(|step| step.posting == posting.id);
        let Some((from, to, _)) = newest.and_then(ends) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (policy, gives, gets) in WAYS {
            let is_at = |kinds: &[&str], line: &Line| kinds.contains(&line.kind.as_str());
            let is_between = |line: &Line| !is_at(gives, line) && !is_at(gets, line);
            let is_begun = is_at(gives, from) && is_between(to);
            let is_ended = is_between(from) && is_at(gets, to);
            // Nearly every move goes no part of such a way, and the others need not be gone through.
            if !is_begun && !is_ended {
                continue;
            }
            let so_far = self.moves.iter().filter_map(ends);
            let so_far: Vec<_> = so_far
                .filter(|(giver, ..)| pool(giver) == pool(from))
                .collect();
            let gained = |kinds: &[&str]| -> Total {
                let steps = so_far.iter();
                let gained = steps.map(|(from, to, amount)| {
                    amount * (Total::from(is_at(kinds, to)) - Total::from(is_at(kinds, from)))
                });
                gained.sum()
            };
            if gained(gives) >= 0 || gained(gets) <= 0 {
                continue;
            }
            if is_begun {
                found.push((policy, from));
                continue;
            }
            let mut begun: Vec<&Line> = Vec::new();
            for (giver, ..) in &so_far {
                if is_at(gives, giver) && !begun.iter().any(|known| std::ptr::eq(*known, *giver)) {
                    begun.push(giver);
                }
            }
            found.extend(begun.into_iter().map(|giver| (policy, giver)));
        }
        found
    }
}

/// What moves of one way have in common.
fn pool(line: &Line) -> (&str, &str, i64, Option<i64>) {
    let unit = (!line.is_fiscal()).then_some(line.unit);
    (&line.fund, &line.level, line.origin_year, unit)
}
