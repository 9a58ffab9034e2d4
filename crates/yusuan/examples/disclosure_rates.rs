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

use publication::rates::{
    false_alarms, percent, rate, row, sentence_alarms, sentence_rate, text_alarms, text_rate,
};
use publication::sentences::Sentence;
use publication::slips::Slip;
use publication::{Published, Size};

const SEED: u64 = 2025;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().map_or(250, |text| text.parse().unwrap());
    let shown = arguments.next();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    println!("| slip | document | made | found | cell named | cause named | findings besides |");
    println!("|---|---|--:|--:|--:|--:|--:|");
    for published in Published::ALL {
        for slip in Slip::ALL {
            for size in Size::ALL {
                let is_shown = shown.as_deref() == Some(slip.cause());
                let found = rate(slip, (published, size), count, SEED, folder, |missed| {
                    if is_shown {
                        println!("{missed}\n");
                    }
                });
                println!("{}", row(slip.name(), &name(published, size), found));
            }
        }
    }
    for slip in Sentence::ALL {
        let found = sentence_rate(slip, count, SEED, folder);
        println!("{}", row(slip.name(), "sentences", found));
    }
    for published in Published::ALL {
        for slip in Slip::OF_SENTENCES {
            let is_shown = shown.as_deref() == Some("text");
            let document = (published, Size::Office);
            let found = text_rate(slip, document, count, SEED, folder, |missed| {
                if is_shown {
                    println!("{missed}\n");
                }
            });
            println!(
                "{}",
                row(
                    slip.name(),
                    &format!("text: {}, office", published.name()),
                    found
                )
            );
        }
    }
    println!("\n| sound documents | made | suspected |\n|---|--:|--:|");
    for published in Published::ALL {
        for size in Size::ALL {
            let alarms = false_alarms(published, size, count, SEED + 1, folder);
            let (document, rate) = (name(published, size), percent(alarms.len(), count));
            println!("| {document} | {count} | {} ({rate}) |", alarms.len());
            if let Some(first) = alarms.first().filter(|_| shown.is_some()) {
                println!("{first}");
            }
        }
    }
    for published in Published::ALL {
        for size in [Size::FirstUser, Size::Office, Size::Large] {
            let (alarms, stated, compared) =
                text_alarms((published, size), count, SEED + 1, folder);
            let (document, rate) = (name(published, size), percent(compared, stated));
            println!(
                "| {document}, with a text: {compared} of {stated} amounts compared ({rate}) | {count} | {} |",
                alarms.len()
            );
            if let Some(first) = alarms.first().filter(|_| shown.is_some()) {
                println!("{first}");
            }
        }
    }
    let alarms = sentence_alarms(count, SEED + 1, folder);
    println!("| sentences | {count} | {} |", alarms.len());
    if let Some(first) = alarms.first().filter(|_| shown.is_some()) {
        println!("{first}");
    }
}

fn name(published: Published, size: Size) -> String {
    let (published, lines) = (published.name(), size.lines());
    let size = match size {
        Size::FirstUser => "first user",
        Size::Office => "office",
        Size::Large => "school",
        Size::Department => "department",
    };
    format!("{published}: {size}, {lines} lines")
}
