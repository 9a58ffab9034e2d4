//! Clocks, and what is made of several readings.

use std::fs;
use std::time::Instant;

use serde_json::{Value, json};

/// Ticks of a second in which Linux counts processor time.
const TICKS: f64 = 100.0;

/// What a piece of work took.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// By the clock on the wall.
    pub clock_seconds: f64,
    /// By the processors, of all threads.
    pub cpu_seconds: f64,
}

/// Do something; return how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (Taken, T) {
    let (started, cpu) = (Instant::now(), cpu_seconds());
    let done = work();
    let taken = Taken {
        clock_seconds: started.elapsed().as_secs_f64(),
        cpu_seconds: cpu_seconds() - cpu,
    };
    (taken, done)
}

/// Return the processor time of this process: on a shared machine it says more than the clock.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit(')').next().unwrap().split_whitespace();
    let ticks = fields.skip(11).take(2);
    ticks
        .map(|field| field.parse::<f64>().unwrap())
        .sum::<f64>()
        / TICKS
}

/// Return the most memory that this process ever held.
#[must_use]
pub fn peak_mib() -> Option<i64> {
    memory_mib("VmHWM:")
}

/// Return the memory that this process holds now.
#[must_use]
pub fn held_mib() -> Option<i64> {
    memory_mib("VmRSS:")
}

fn memory_mib(name: &str) -> Option<i64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    let kib: i64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024)
}

/// Return a number of things to divide by.
#[must_use]
pub fn number(count: i64) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// Several readings of one figure.
#[derive(Clone, Debug, Default)]
pub struct Samples(pub Vec<f64>);

impl Samples {
    fn sorted(&self) -> Vec<f64> {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted
    }

    /// Return the reading in the middle.
    #[must_use]
    pub fn median(&self) -> f64 {
        let sorted = self.sorted();
        let middle = sorted.len() / 2;
        if sorted.len() % 2 == 1 {
            sorted[middle]
        } else {
            f64::midpoint(sorted[middle - 1], sorted[middle])
        }
    }

    /// Return the lowest and the highest reading.
    #[must_use]
    pub fn spread(&self) -> (f64, f64) {
        let sorted = self.sorted();
        (sorted[0], sorted[sorted.len() - 1])
    }

    /// Divide each reading of `above` by the reading of the same round.
    #[must_use]
    pub fn ratio(above: &Self, below: &Self) -> Self {
        let pairs = above.0.iter().zip(&below.0);
        Self(pairs.map(|(above, below)| above / below).collect())
    }

    /// Return all readings for the file of figures.
    #[must_use]
    pub fn json(&self) -> Value {
        let (lowest, highest) = self.spread();
        json!({
            "median": self.median(), "lowest": lowest, "highest": highest, "samples": self.0,
        })
    }
}
