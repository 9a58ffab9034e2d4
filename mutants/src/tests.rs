//! The tests: which mutants each of them meets, and whether one of them fails.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};
use std::{fs, io};

use serde::{Deserialize, Serialize};

use crate::build::Built;
use crate::{Arguments, Failure};

/// Milliseconds of tests that are run together: the quick ones first, since most mutants fail there.
const GROUPS: [u64; 4] = [500, 5_000, 30_000, u64::MAX];

/// How many of the tests that failed most often for a file are run before all others.
pub(crate) const FIRST: usize = 3;

/// How much longer than without a mutant tests may take, and how many milliseconds at least.
const PATIENCE: u64 = 10;
const PATIENCE_LEAST: u64 = 30_000;

/// A test, and what it does without a mutant.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Test {
    program: PathBuf,
    name: String,
    milliseconds: u64,
    met: BTreeSet<usize>,
}

/// How often a test failed for a file.
pub(crate) type Failed = Mutex<HashMap<(String, String), usize>>;

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A test failed.
    Caught(String),
    /// A test did not end.
    Timeout,
    /// All tests passed that met it.
    Missed(usize),
}

/// Run every test by itself, and note what it meets.
pub(crate) fn learn(built: &Built, out: &Path, said: &Arguments) -> Result<Vec<Test>, Failure> {
    let kept = out.join("tests.json");
    let known: Vec<Test> = if said.resume && kept.exists() {
        serde_json::from_slice(&fs::read(&kept)?)?
    } else {
        Vec::new()
    };
    let is_skipped = |name: &str| said.skip.iter().any(|part| name.starts_with(part));
    let mut names = Vec::new();
    for program in &built.programs {
        let mut asked = Command::new(program);
        let told = asked.args(["--list", "--format", "terse"]).output()?;
        let told = String::from_utf8(told.stdout)?;
        let found = told.lines().filter_map(|line| line.strip_suffix(": test"));
        let is_known = |name: &str| known.iter().any(|test| test.name == name);
        let found = found.filter(|name| !is_skipped(name) && !is_known(name));
        names.extend(found.map(|name| (program, name.to_owned())));
    }
    let tests = Mutex::new(known);
    crate::side_by_side(said.jobs, &names, |worker, (program, name)| {
        let notes = out.join(format!("met-{worker}.txt"));
        fs::write(&notes, "")?;
        let mut command = command(program, &[name], &built.folder);
        command.env("YUSUAN_MUTANTS_MET", &notes);
        let begin = Instant::now();
        if run(command, Duration::from_secs(3600))? != Ended::Passed {
            return Err(format!("{name} fails without a mutant").into());
        }
        let met = fs::read_to_string(&notes)?;
        let mut tests = tests.lock().map_err(|_| "another worker panicked")?;
        tests.push(Test {
            program: PathBuf::clone(program),
            name: name.clone(),
            milliseconds: u64::try_from(begin.elapsed().as_millis())?,
            met: met.lines().filter_map(|line| line.parse().ok()).collect(),
        });
        Ok(())
    })?;
    let mut tests = tests.into_inner().map_err(|_| "a worker panicked")?;
    tests.sort_by_key(|test| test.milliseconds);
    fs::write(kept, serde_json::to_vec(&tests)?)?;
    tests.retain(|test| !is_skipped(&test.name));
    Ok(tests)
}

/// Run the tests that meet a mutant while it is in force, until one fails.
pub(crate) fn judge(
    (number, file, passed): (usize, &str, usize),
    tests: &[Test],
    failed: &Failed,
    limit: u64,
    folder: &Path,
) -> Result<Verdict, Failure> {
    let meeting = tests.iter().filter(|it| it.met.contains(&number));
    // The quickest ones passed before.
    let mut meeting: Vec<&Test> = meeting.skip(passed).collect();
    let often = {
        let failed = failed.lock().map_err(|_| "another worker panicked")?;
        let often = |test: &Test| {
            let known = failed.get(&(file.to_owned(), test.name.clone()));
            known.copied().unwrap_or_default()
        };
        meeting
            .iter()
            .map(|test| (test.name.clone(), often(test)))
            .collect::<HashMap<_, _>>()
    };
    let often = |test: &&Test| often.get(&test.name).copied().unwrap_or_default();
    meeting.sort_by_key(|test| Reverse(often(test)));
    let known = meeting
        .iter()
        .take(FIRST)
        .filter(|test| often(test) > 0)
        .count();
    let rest = meeting.split_off(known);
    let mut groups = vec![meeting.clone()];
    let mut left = rest.clone();
    left.sort_by_key(|test| test.milliseconds);
    let mut left = left.into_iter().peekable();
    for limit in GROUPS.map(|group| group.min(limit)) {
        let (mut group, mut sum) = (Vec::new(), 0_u64);
        while let Some(test) = left.next_if(|test| sum.saturating_add(test.milliseconds) <= limit) {
            sum = sum.saturating_add(test.milliseconds);
            group.push(test);
        }
        groups.push(group);
    }
    let count = passed + groups.iter().map(Vec::len).sum::<usize>();
    for group in groups {
        match together(number, &group, folder)? {
            Ended::Passed => {}
            Ended::Failed(name) => {
                let mut failed = failed.lock().map_err(|_| "another worker panicked")?;
                *failed.entry((file.to_owned(), name.clone())).or_default() += 1;
                return Ok(Verdict::Caught(name));
            }
            Ended::Late => return Ok(Verdict::Timeout),
        }
    }
    Ok(Verdict::Missed(count))
}

/// Run tests together while a mutant is in force.
fn together(number: usize, group: &[&Test], folder: &Path) -> Result<Ended, Failure> {
    let sum: u64 = group.iter().map(|test| test.milliseconds).sum();
    let patience = sum.saturating_mul(PATIENCE).max(PATIENCE_LEAST);
    let programs: BTreeSet<&PathBuf> = group.iter().map(|test| &test.program).collect();
    for program in programs {
        let of_program = group.iter().filter(|test| test.program == *program);
        let names: Vec<&str> = of_program.map(|test| test.name.as_str()).collect();
        let mut command = command(program, &names, folder);
        command.env("YUSUAN_MUTANT", number.to_string());
        let ended = run(command, Duration::from_millis(patience))?;
        if ended != Ended::Passed {
            return Ok(ended);
        }
    }
    Ok(Ended::Passed)
}

fn command(program: &Path, names: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    command.args(names).arg("--exact");
    command.env("CARGO_MANIFEST_DIR", folder);
    command.env("INSTA_UPDATE", "no");
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

#[derive(Debug, PartialEq, Eq)]
enum Ended {
    Passed,
    Failed(String),
    Late,
}

/// Run tests until the first of them fails.
fn run(mut command: Command, patience: Duration) -> Result<Ended, Failure> {
    let mut child = command.spawn()?;
    let said = child.stdout.take().ok_or("no output")?;
    let (tell, told) = mpsc::channel();
    let reading = thread::spawn(move || {
        for line in BufReader::new(said).lines().map_while(Result::ok) {
            if let Some(name) = line.strip_suffix(" ... FAILED") {
                let name = name.strip_prefix("test ").unwrap_or(name);
                let _ = tell.send(name.to_owned());
            }
        }
    });
    let ended = match told.recv_timeout(patience) {
        Ok(name) => Ended::Failed(name),
        Err(RecvTimeoutError::Timeout) => Ended::Late,
        // Its output is closed: it ends.
        Err(RecvTimeoutError::Disconnected) if child.wait()?.success() => Ended::Passed,
        Err(RecvTimeoutError::Disconnected) => Ended::Failed("(the program ended)".to_owned()),
    };
    end(&mut child)?;
    reading.join().map_err(|_| "the reader of the output")?;
    Ok(ended)
}

fn end(child: &mut Child) -> io::Result<()> {
    let _ = child.kill();
    child.wait().map(drop)
}
