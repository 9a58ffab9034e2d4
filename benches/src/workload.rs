//! The payments that every way of recording them gets: the same ones, in the same order.

use std::str;

use yusuan::date::{self, Date};

/// Lines of the ledger that is paid from.
pub const LINES: i64 = 2_000;
/// The year of all of them.
pub const YEAR: i16 = 2025;
/// Days on which is paid: 28 of each month from February to November.
const DAYS: i64 = 280;
const SEED: u64 = 20_250_301;
const KEY_CHARACTERS: usize = 20;

/// How the keys of payments follow one another: it decides what their index costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyOrder {
    /// As running numbers.
    Ordered,
    /// As digests.
    Random,
}

impl KeyOrder {
    /// Return its name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Random => "random",
        }
    }
}

/// A payment, and 32 bytes for those ways of recording it that do not compute a hash.
#[derive(Clone, Copy, Debug)]
pub struct Payment {
    /// The line that is paid from.
    pub line_id: i64,
    /// What is paid.
    pub amount_fen: i64,
    /// The day, by its place among [`days`].
    pub day: usize,
    key: [u8; KEY_CHARACTERS],
    /// No digest of anything.
    pub hash: [u8; 32],
}

impl Payment {
    /// Return the key.
    #[must_use]
    pub fn key(&self) -> &str {
        str::from_utf8(&self.key).unwrap()
    }
}

/// Yields payments; made one by one, so that ten million need no memory.
#[derive(Clone, Debug)]
pub struct Payments {
    order: KeyOrder,
    state: u64,
    number: i64,
    count: i64,
}

impl Payments {
    /// Begin at the first of so many.
    #[must_use]
    pub const fn new(count: i64, order: KeyOrder) -> Self {
        Self {
            order,
            state: SEED,
            number: 0,
            count,
        }
    }

    /// Return how many there are in all.
    #[must_use]
    pub const fn total(&self) -> i64 {
        self.count
    }

    /// Return the next random number (`SplitMix64`).
    const fn random(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: i64) -> i64 {
        i64::try_from(self.random() >> 1).unwrap() % bound
    }

    fn key(&mut self) -> [u8; KEY_CHARACTERS] {
        let (mut rest, base) = match self.order {
            KeyOrder::Ordered => (u128::try_from(self.number).unwrap(), 10),
            KeyOrder::Random => {
                let (high, low) = (self.random(), self.random());
                (u128::from(high) << 64 | u128::from(low), 16)
            }
        };
        let mut key = *b"00000000000000000000";
        for character in key.iter_mut().rev() {
            let digit = usize::try_from(rest % base).unwrap();
            *character = b"0123456789abcdef"[digit];
            rest /= base;
        }
        key
    }
}

impl Iterator for Payments {
    type Item = Payment;

    fn next(&mut self) -> Option<Payment> {
        if self.number == self.count {
            return None;
        }
        let mut hash = [0; 32];
        for part in hash.chunks_exact_mut(8) {
            part.copy_from_slice(&self.random().to_le_bytes());
        }
        let payment = Payment {
            line_id: self.below(LINES) + 1,
            amount_fen: self.below(100_000) + 1,
            day: usize::try_from(self.number * DAYS / self.count).unwrap(),
            key: self.key(),
            hash,
        };
        self.number += 1;
        Some(payment)
    }
}

/// Return the days of payments, as text and as dates.
#[must_use]
pub fn days() -> Vec<(String, Date)> {
    let texts = (0..DAYS).map(|day| format!("{YEAR}-{:02}-{:02}", day / 28 + 2, day % 28 + 1));
    texts
        .map(|text| {
            let day = date::parse(&text).unwrap();
            (text, day)
        })
        .collect()
}
