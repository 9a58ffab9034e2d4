//! Runs the mutants of cargo-mutants in one build, each behind a switch.
//!
//! cargo-mutants builds the crate once for each mutant: for two thousand of them that is a day. Here
//! it lists them; all are put into the sources at once, and the environment of a test says which one
//! is in force. Each test runs once without any and notes which mutants it meets, so that a mutant
//! is given to those tests alone.

#![expect(
    clippy::print_stderr,
    reason = "it is a program, and says how far it is"
)]

mod build;
mod list;
mod tests;
mod text;
mod weave;

use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use clap::Parser;
use serde_json::{Value, json};

use crate::build::Tree;
use crate::list::Mutant;
use crate::tests::Verdict;

/// How often the mutants are gone through, each time others of them.
const PASSES: usize = 4;

pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// Runs the mutants of cargo-mutants in one build, each behind a switch.
#[derive(Debug, Parser)]
struct Arguments {
    /// Files whose mutants are run, as cargo-mutants takes them; all of its settings unless told.
    files: Vec<String>,
    /// Where to work.
    #[arg(long, default_value = "target/mutants")]
    out: PathBuf,
    /// Go on with what was begun before.
    #[arg(long)]
    resume: bool,
    /// How many are run at once.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// Only mutants whose name has this in it.
    #[arg(long, default_value = "")]
    only: String,
    /// How many seconds of tests are run for a mutant, besides those that failed for its file: what is
    /// missed then is open, and judged by all of them when it is gone on without this.
    #[arg(long)]
    seconds: Option<u64>,
    /// Tests that are left out, by what their names begin with.
    #[arg(long)]
    skip: Vec<String>,
}

fn main() -> Result<(), Failure> {
    let said = Arguments::parse();
    let root = std::env::current_dir()?;
    let out = root.join(&said.out);
    fs::create_dir_all(&out)?;
    let mutants = list::list(&root, &said.files)?;
    eprintln!("{} mutants", mutants.len());
    let (unbuilt, verdicts) = (out.join("unbuilt.txt"), out.join("verdicts.jsonl"));
    if !said.resume {
        fs::write(&unbuilt, "")?;
        fs::write(&verdicts, "")?;
    }
    let tree = Tree::copy(&root, out.join("tree"), out.join("build"), &mutants)?;
    let built = tree.build(&mutants, &unbuilt)?;
    eprintln!("{} of them are in the build", built.woven.len());
    let tests = tests::learn(&built, &out, &said)?;
    eprintln!("{} tests pass without any", tests.len());
    let report = Report::go_on(&verdicts)?;
    let is_left = |number: &usize| {
        let name = mutants.get(*number).map(|it| it.name.as_str());
        name.is_some_and(|name| name.contains(&said.only) && !report.has(name))
    };
    let mut chosen: Vec<usize> = built.woven.iter().copied().filter(is_left).collect();
    let is_open = |number: usize| {
        let name = mutants.get(number).map(|it| it.name.as_str());
        name.is_some_and(|name| report.open.contains_key(name))
    };
    // What is cut short is an even sample, and what outlived the quick tests before comes last.
    chosen.sort_by_key(|number| (is_open(*number), number % PASSES));
    let failed = tests::Failed::new(report.failed.clone());
    side_by_side(said.jobs, &chosen, |_, number| {
        let Some(mutant) = mutants.get(*number) else {
            return Ok(());
        };
        let begin = Instant::now();
        let passed = report.open.get(&mutant.name).copied().unwrap_or_default();
        let which = (*number, mutant.file.as_str(), passed);
        let limit = said.seconds.map_or(u64::MAX, |seconds| seconds * 1_000);
        let (verdict, by) = match tests::judge(which, &tests, &failed, limit, &built.folder)? {
            Verdict::Caught(name) => ("caught", name),
            Verdict::Timeout => ("timeout", String::new()),
            Verdict::Missed(count) if said.seconds.is_none() => {
                ("missed", format!("{count} tests"))
            }
            Verdict::Missed(count) => ("open", format!("{count} tests")),
        };
        report.say(mutant, verdict, &by, begin.elapsed().as_secs_f64())
    })
}

/// Do something with each of some things, several at once; workers are counted from zero.
fn side_by_side<T: Sync>(
    jobs: usize,
    things: &[T],
    act: impl Fn(usize, &T) -> Result<(), Failure> + Sync,
) -> Result<(), Failure> {
    let next = AtomicUsize::new(0);
    let work = &|worker: usize| -> Result<(), Failure> {
        while let Some(thing) = things.get(next.fetch_add(1, Ordering::Relaxed)) {
            act(worker, thing)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let start = |worker| scope.spawn(move || work(worker));
        let workers: Vec<_> = (0..jobs).map(start).collect();
        for worker in workers {
            worker.join().map_err(|_| "a worker panicked")??;
        }
        Ok(())
    })
}

/// What became of the mutants, a line for each as it comes.
struct Report {
    file: Mutex<File>,
    known: BTreeSet<String>,
    /// Mutants that were not judged to the end, with how many of the quickest tests passed.
    open: HashMap<String, usize>,
    /// How often a test failed for a file.
    failed: HashMap<(String, String), usize>,
}

impl Report {
    fn go_on(path: &Path) -> Result<Self, Failure> {
        let (mut known, mut open, mut failed) = (BTreeSet::new(), HashMap::new(), HashMap::new());
        for line in fs::read_to_string(path)?.lines() {
            let said: Value = serde_json::from_str(line)?;
            let word = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
            let (name, by) = (word("mutant"), word("by"));
            if said["verdict"] == "open" {
                let count = by.split(' ').next().and_then(|count| count.parse().ok());
                // Some of them may have been run first because they failed before.
                let count: usize = count.unwrap_or_default();
                open.insert(name, count.saturating_sub(tests::FIRST));
                continue;
            }
            let file = name.split(':').next().unwrap_or_default();
            *failed.entry((file.to_owned(), by)).or_default() += 1;
            known.insert(name);
        }
        let file = OpenOptions::new().append(true).open(path)?;
        Ok(Self {
            file: Mutex::new(file),
            known,
            open,
            failed,
        })
    }

    fn has(&self, name: &str) -> bool {
        self.known.contains(name)
    }

    fn say(&self, mutant: &Mutant, verdict: &str, by: &str, seconds: f64) -> Result<(), Failure> {
        let line = json!({
            "verdict": verdict, "by": by, "seconds": seconds, "mutant": mutant.name,
        });
        let mut file = self.file.lock().map_err(|_| "another worker panicked")?;
        writeln!(file, "{line}")?;
        if verdict == "missed" {
            eprintln!("missed: {}", mutant.name);
        }
        Ok(())
    }
}
