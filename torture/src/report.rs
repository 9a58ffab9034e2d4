//! What a campaign counts, and how it says what failed.

use std::collections::BTreeMap;
use std::fmt;

use crate::scenario::Scenario;

/// How things go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum)]
pub enum Campaign {
    /// The power is cut.
    Power,
    /// Calls of SQLite to its files fail.
    Faults,
    /// The process is killed.
    Kill,
    /// Many processes want the same money; the acts of `post` alone.
    Crowd,
}

impl Campaign {
    /// Every campaign.
    pub const ALL: [Self; 4] = [Self::Power, Self::Faults, Self::Kill, Self::Crowd];

    /// Return its name, as the command line has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Power => "power",
            Self::Faults => "faults",
            Self::Kill => "kill",
            Self::Crowd => "crowd",
        }
    }
}

/// What was done, counted by what it is.
#[derive(Clone, Debug, Default)]
pub struct Report(BTreeMap<String, u64>);

impl Report {
    /// Count something.
    pub fn count(&mut self, what: impl Into<String>, times: u64) {
        *self.0.entry(what.into()).or_default() += times;
    }

    /// Keep the largest of some numbers.
    pub fn most(&mut self, what: impl Into<String>, number: u64) {
        let kept = self.0.entry(what.into()).or_default();
        *kept = number.max(*kept);
    }

    /// Return how often something was counted.
    #[must_use]
    pub fn of(&self, what: &str) -> u64 {
        self.0.get(what).copied().unwrap_or_default()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, times) in &self.0 {
            writeln!(formatter, "{times:>10}  {what}")?;
        }
        Ok(())
    }
}

/// One piece of a campaign: the same for the same numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// Which campaign.
    pub campaign: Campaign,
    /// Which acts.
    pub scenario: Scenario,
    /// The seed of the campaign.
    pub seed: u64,
    /// Which of its pieces.
    pub number: u64,
}

impl Case {
    /// Return the seed of this case.
    #[must_use]
    pub fn own_seed(&self) -> u64 {
        let mut random = fastrand::Rng::with_seed(self.seed);
        let salt = random.u64(..).rotate_left(17);
        let place = Scenario::ALL.iter().position(|it| *it == self.scenario);
        let place = u64::try_from(place.unwrap_or_default()).unwrap_or_default();
        let mixed = salt ^ self.number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (place << 56);
        fastrand::Rng::with_seed(mixed).u64(..)
    }

    /// Say what failed, and how it is seen again.
    #[must_use]
    pub fn failed(&self, what: &str) -> String {
        format!(
            "{what}\nagain: make torture TORTURE=\"--seed {} --campaign {} --scenario {} --case {}\"",
            self.seed,
            self.campaign.name(),
            self.scenario.name(),
            self.number
        )
    }
}
