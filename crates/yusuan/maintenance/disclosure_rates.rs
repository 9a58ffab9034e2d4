//! How often `check_disclosure` finds a slip in published tables, and how often it suspects a sound
//! document: the table of docs/disclosure.md.
//!
//! Run with `cargo run --release --features xlsx --example disclosure_rates [slips a class and size]`;
//! with a second argument, the slips of that class that were not explained are shown.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement, not a ledger"
)]

#[path = "../tests/publication/mod.rs"]
mod publication;

use std::path::Path;

use publication::rates::{
    false_alarms, percent, rate, row, sentence_alarms, sentence_rate, text_alarms, text_rate,
};
use publication::sentences::Sentence;
use publication::slips::Slip;
use publication::{Published, Size};

const SEED: u64 = 2025;

/// Heading of a table of rates.
const RATES: &str =
    "| slip | document | made | found | cell named | cause named | findings besides |
|---|---|--:|--:|--:|--:|--:|";

/// How much is measured, and what of it is shown.
struct Measurement<'a> {
    count: usize,
    shown: Option<String>,
    folder: &'a Path,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = tempfile::tempdir().unwrap();
    let measurement = Measurement {
        count: arguments.next().map_or(250, |text| text.parse().unwrap()),
        shown: arguments.next(),
        folder: folder.path(),
    };
    for published in Published::ALL {
        measurement.tables(published);
    }
    measurement.texts();
    measurement.alarms();
    measurement.text_alarms();
}

impl Measurement<'_> {
    /// Show a slip that was not explained, when its class is asked for.
    fn miss(&self, class: &str, missed: &str) {
        if self.shown.as_deref() == Some(class) {
            println!("{missed}\n");
        }
    }

    /// Show the first of some false alarms.
    fn show(&self, alarms: &[String]) {
        if let Some(first) = alarms.first().filter(|_| self.shown.is_some()) {
            println!("{first}");
        }
    }

    fn tables(&self, published: Published) {
        println!("{}:\n\n{RATES}", published.name());
        for slip in Slip::ALL {
            for size in Size::ALL {
                let miss = |missed: String| self.miss(slip.cause(), &missed);
                let document = (published, size);
                let found = rate(slip, document, self.count, SEED, self.folder, miss);
                println!("{}", row(slip.name(), &name(size), found));
            }
        }
        println!();
    }

    fn texts(&self) {
        println!("sentences:\n\n{RATES}");
        for slip in Sentence::ALL {
            let found = sentence_rate(slip, self.count, SEED, self.folder);
            println!("{}", row(slip.name(), "sentences", found));
        }
        for published in Published::ALL {
            let document = (published, Size::Office);
            for slip in Slip::OF_SENTENCES {
                let miss = |missed: String| self.miss("text", &missed);
                let found = text_rate(slip, document, self.count, SEED, self.folder, miss);
                let about = format!("text: {}, office", published.name());
                println!("{}", row(slip.name(), &about, found));
            }
        }
        println!();
    }

    fn alarms(&self) {
        println!("| sound documents | made | suspected |\n|---|--:|--:|");
        let count = self.count;
        for published in Published::ALL {
            for size in Size::ALL {
                let alarms = false_alarms(published, size, count, SEED + 1, self.folder);
                let (document, number) = (published.name(), alarms.len());
                let (size, rate) = (name(size), percent(number, count));
                println!("| {document}: {size} | {count} | {number} ({rate}) |");
                self.show(&alarms);
            }
        }
        let alarms = sentence_alarms(count, SEED + 1, self.folder);
        println!("| sentences | {count} | {} |\n", alarms.len());
        self.show(&alarms);
    }

    fn text_alarms(&self) {
        println!("| sound documents | made | compared | suspected |\n|---|--:|--:|--:|");
        let count = self.count;
        for published in Published::ALL {
            for size in [Size::FirstUser, Size::Office, Size::Large] {
                let document = (published, size);
                let (alarms, stated, compared) =
                    text_alarms(document, count, SEED + 1, self.folder);
                let (document, rate) = (published.name(), percent(compared, stated));
                let (size, number) = (name(size), alarms.len());
                println!(
                    "| {document}: {size} | {count} | {compared} of {stated} ({rate}) | {number} |"
                );
                self.show(&alarms);
            }
        }
    }
}

fn name(size: Size) -> String {
    let lines = size.lines();
    let size = match size {
        Size::FirstUser => "first user",
        Size::Office => "office",
        Size::Large => "school",
        Size::Department => "department",
    };
    format!("{size}, {lines} lines")
}
