//! How long the book of a year takes to publish, and how much memory.
//!
//! `make bench` runs it: a small body of 1,000 lines and a county of 100,000, every form, each form
//! in a process of its own. The PDF is left out where the system has no font with Chinese letters.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement, not a ledger"
)]

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use yusuan::{BookForm, BookOf, Font, Ledger};
use yusuan_benches::county::open_year;
use yusuan_benches::measure::{peak_mib, timed};

const SIZES: [i64; 2] = [1_000, 100_000];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--publish", path, forms] => publish(Path::new(path), forms),
        [out] => measure(Some(Path::new(out))),
        _ => measure(None),
    }
}

fn measure(out: Option<&Path>) {
    let mut figures = Vec::new();
    println!("| lines | form | processor | peak memory | size |\n|---|---|---|---|---|");
    for lines in SIZES {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("county.db");
        drop(open_year(&path, lines));
        let all = BookForm::ALL.map(BookForm::as_str);
        let together = all.join(",");
        for forms in all.into_iter().chain([together.as_str()]) {
            let program = std::env::current_exe().unwrap();
            let mut child = Command::new(program);
            let child = child
                .arg("--publish")
                .arg(&path)
                .arg(forms)
                .output()
                .unwrap();
            assert!(child.status.success(), "{child:?}");
            let mut figure: Value = serde_json::from_slice(&child.stdout).unwrap();
            let seconds = figure["cpu_seconds"].as_f64().unwrap();
            let (mib, kib) = (&figure["peak_mib"], &figure["kib"]);
            println!("| {lines} | {forms} | {seconds:.2} s | {mib} MiB | {kib} KiB |");
            figure["lines"] = json!(lines);
            figure["forms"] = json!(forms);
            figures.push(figure);
        }
    }
    if let Some(out) = out {
        std::fs::write(out, format!("{:#}\n", json!(figures))).unwrap();
    }
}

/// Publish in this process, and print what it took.
fn publish(path: &Path, forms: &str) {
    let font = Font::find().ok();
    let forms = forms.split(',').filter_map(BookForm::from_word);
    let forms: Vec<BookForm> = forms
        .filter(|form| *form != BookForm::Pdf || font.is_some())
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let (taken, files) = timed(|| {
        let ledger = Ledger::open_read_only(path).unwrap();
        let book = ledger.book(2025, None, &BookOf::default()).unwrap();
        book.write(folder.path(), &forms, font.as_ref()).unwrap()
    });
    let sizes = files
        .iter()
        .map(|file| std::fs::metadata(file).unwrap().len());
    let kib = sizes.sum::<u64>() / 1_024;
    let answer = json!({ "cpu_seconds": taken.cpu_seconds, "peak_mib": peak_mib(), "kib": kib });
    println!("{answer}");
}
