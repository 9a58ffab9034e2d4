//! How often slips are found, and how often a sound document is suspected.

use std::fmt::Write as _;
use std::path::Path;

use yusuan::disclosure::{Cause, Disclosure, DisclosureFinding, DisclosureToken, check_disclosure};
use yusuan::tables::{Table, Verdict};

use super::print::{Codes, Habits, csv, sheet};
use super::sentences::{self, Sentence};
use super::slips::{self, Done, Slip};
use super::statements;
use super::{Published, Random, Size};

/// What became of the slips of one class.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rate {
    pub(crate) made: usize,
    /// Something is said to differ.
    pub(crate) found: usize,
    /// The finding names the cell.
    pub(crate) placed: usize,
    /// It names the cell and what happened.
    pub(crate) explained: usize,
    /// Findings besides, that a reader must look at for nothing.
    pub(crate) besides: usize,
}

/// Return parts of a whole in percent, for people.
pub(crate) fn percent(part: usize, whole: usize) -> String {
    let tenths = (part * 1_000 + whole / 2)
        .checked_div(whole)
        .unwrap_or_default();
    format!("{}.{} %", tenths / 10, tenths % 10)
}

fn check(folder: &Path, text: &str, ending: &str) -> Disclosure {
    let path = folder.join(format!("document.{ending}"));
    std::fs::write(&path, text).unwrap();
    check_disclosure(&[path], &[]).unwrap()
}

fn differing(found: &Disclosure) -> Vec<&DisclosureFinding> {
    let findings = found.findings.iter();
    findings
        .filter(|finding| finding.verdict == Verdict::Differs)
        .collect()
}

/// Print sound documents and return those that are suspected, with what is said of them.
pub(crate) fn false_alarms(
    published: Published,
    size: Size,
    count: usize,
    seed: u64,
    folder: &Path,
) -> Vec<String> {
    let mut random = Random(seed);
    let mut alarms = Vec::new();
    for number in 0..count {
        let habits = Habits::any(&mut random);
        let made = published.tables(size, &habits.options(), &mut random);
        let found = check(folder, &csv(&sheet(&made, &habits)), "csv");
        let differing = differing(&found);
        let is_footed = |note: &String| note.starts_with("totals are sums");
        let is_whole = found.tables.len() == published.count() && found.notes.iter().all(is_footed);
        if !differing.is_empty() || !is_whole {
            let said: Vec<String> = differing.iter().map(ToString::to_string).collect();
            let (said, notes) = (said.join("\n"), found.notes.join("\n"));
            alarms.push(format!("{size:?} {number} {habits:?}\n{said}\n{notes}"));
        }
    }
    alarms
}

/// Make slips of a class in documents of a size, one a document.
pub(crate) fn rate(
    slip: Slip,
    (published, size): (Published, Size),
    count: usize,
    seed: u64,
    folder: &Path,
    mut missed: impl FnMut(String),
) -> Rate {
    let mut random = Random(seed);
    let mut rate = Rate::default();
    while rate.made < count {
        let mut habits = Habits::any(&mut random);
        if slip == Slip::CodeWrong && habits.codes == Codes::OwnPartAlone {
            habits.codes = Codes::Parts;
        }
        let mut made = published.tables(size, &habits.options(), &mut random);
        let Some(done) = slips::make(slip, &mut made, &mut random) else {
            continue;
        };
        let found = check(folder, &csv(&sheet(&made, &habits)), "csv");
        let said = differing(&found);
        rate.made += 1;
        rate.found += usize::from(!said.is_empty());
        let right = said.iter().find(|finding| is_at(finding, &done));
        rate.placed += usize::from(right.is_some());
        let is_explained = right.is_some_and(|finding| {
            let cause = finding.cause.map_or("", Cause::as_str);
            let digits = [
                "digit_dropped",
                "digit_doubled",
                "digits_swapped",
                "decimal_shift",
            ];
            cause == slip.cause()
                || done.is_shift && digits.contains(&cause) && digits.contains(&slip.cause())
        });
        rate.explained += usize::from(is_explained);
        rate.besides += said.len() - usize::from(right.is_some());
        if !is_explained {
            let said: Vec<String> = said.iter().map(ToString::to_string).collect();
            missed(format!("{done:?}\n{}", said.join("\n")));
        }
    }
    rate
}

/// Say whether a finding names the place of a slip, or one of both when two cells are wrong.
fn is_at(finding: &DisclosureFinding, done: &Done) -> bool {
    let place = &finding.place;
    place.table.as_ref() == Some(&done.table)
        && done.places.iter().any(|(row, column)| match column {
            Some(_) => place.row_id.as_ref() == Some(row) && place.column_id == *column,
            None => finding.expected.as_ref() == Some(row) || place.row_id.as_ref() == Some(row),
        })
}

/// Make slips in sentences, one a text.
pub(crate) fn sentence_rate(slip: Sentence, count: usize, seed: u64, folder: &Path) -> Rate {
    let mut random = Random(seed);
    let mut rate = Rate::default();
    while rate.made < count {
        let Some((text, wrong)) = sentences::text(Some(slip), &mut random) else {
            continue;
        };
        let found = check(folder, &text, "txt");
        let said = differing(&found);
        rate.made += 1;
        rate.found += usize::from(!said.is_empty());
        let right = said.iter().find(|finding| finding.printed.contains(&wrong));
        rate.placed += usize::from(right.is_some());
        rate.explained += usize::from(right.is_some_and(|finding| {
            finding
                .cause
                .is_some_and(|cause| cause.as_str() == slip.cause())
        }));
        rate.besides += said.len() - usize::from(right.is_some());
    }
    rate
}

/// Write sound texts and return what is said of those that are suspected.
pub(crate) fn sentence_alarms(count: usize, seed: u64, folder: &Path) -> Vec<String> {
    let mut random = Random(seed);
    let mut alarms = Vec::new();
    for _ in 0..count {
        let Some((text, _)) = sentences::text(None, &mut random) else {
            continue;
        };
        let found = check(folder, &text, "txt");
        if let Some(first) = differing(&found).first() {
            alarms.push(format!("{first}\n{text}"));
        }
    }
    alarms
}

/// Check tables and the text about them as one document.
fn check_both(folder: &Path, tables: &[Table], habits: &Habits, text: &str) -> Disclosure {
    let path = folder.join("document.csv");
    std::fs::write(&path, csv(&sheet(tables, habits))).unwrap();
    check_disclosure(&[path], &[text]).unwrap()
}

/// Make slips in texts about tables, one a text.
pub(crate) fn text_rate(
    slip: Slip,
    (published, size): (Published, Size),
    count: usize,
    seed: u64,
    folder: &Path,
    mut missed: impl FnMut(String),
) -> Rate {
    let mut random = Random(seed);
    let mut rate = Rate::default();
    while rate.made < count {
        let habits = Habits::any(&mut random);
        let (made, text) = published.with_text(size, &habits.options(), &mut random);
        let Some(wrong) = statements::wrong(slip, &text, &mut random) else {
            continue;
        };
        let found = check_both(folder, &made, &habits, &wrong.text);
        let said = differing(&found);
        rate.made += 1;
        rate.found += usize::from(!said.is_empty());
        let is_it = |finding: &&&DisclosureFinding| {
            finding.token == DisclosureToken::Sentence
                && finding.printed == wrong.amount
                && finding.place.row == Some(wrong.line)
        };
        let right = said.iter().find(is_it);
        rate.placed += usize::from(right.is_some());
        let is_explained = right.is_some_and(|finding| {
            let cause = finding.cause.map_or("", Cause::as_str);
            // A total that is anything else has no cause.
            cause == slip.cause() || slip == Slip::TotalWrong || wrong.is_shift && !cause.is_empty()
        });
        rate.explained += usize::from(is_explained);
        rate.besides += said.len() - usize::from(right.is_some());
        if !is_explained {
            let said: Vec<String> = said.iter().map(ToString::to_string).collect();
            let line = wrong.text.lines().nth(wrong.line - 1).unwrap_or_default();
            missed(format!("{}\n{line}\n{}", wrong.amount, said.join("\n")));
        }
    }
    rate
}

/// Print sound documents with texts about them; return those that are suspected with what is said,
/// and how many amounts of the texts state a figure and how many were compared.
pub(crate) fn text_alarms(
    (published, size): (Published, Size),
    count: usize,
    seed: u64,
    folder: &Path,
) -> (Vec<String>, usize, usize) {
    let mut random = Random(seed);
    let (mut alarms, mut stated, mut compared) = (Vec::new(), 0, 0);
    for number in 0..count {
        let habits = Habits::any(&mut random);
        let (made, text) = published.with_text(size, &habits.options(), &mut random);
        let found = check_both(folder, &made, &habits, &text);
        stated += statements::amounts(&text).len();
        let mut checks = found.checks.iter();
        let check = checks.find(|check| check.number == "文1");
        compared += check.map_or(0, |check| check.compared);
        let said: Vec<String> = differing(&found).iter().map(ToString::to_string).collect();
        if !said.is_empty() {
            alarms.push(format!("{number} {habits:?}\n{}\n{text}", said.join("\n")));
        }
    }
    (alarms, stated, compared)
}

/// Return a row of the table of rates.
pub(crate) fn row(name: &str, size: &str, rate: Rate) -> String {
    let mut text = String::new();
    let part = |part: usize| percent(part, rate.made);
    let (found, placed, explained) = (part(rate.found), part(rate.placed), part(rate.explained));
    let besides = percent(rate.besides, rate.made);
    write!(
        text,
        "| {name} | {size} | {} | {found} | {placed} | {explained} | {besides} |",
        rate.made
    )
    .unwrap();
    text
}
