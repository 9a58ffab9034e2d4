//! A process is killed in the middle of its acts, again and again, until they are all done.
//!
//! The child says on its standard output that it begins, and which acts are done; the parent kills it
//! some time behind one of these lines. When exactly that is, no seed can say.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use fastrand::Rng;
use yusuan::Ledger;

use crate::examine::{self, Expected};
use crate::report::{Case, Report};
use crate::scenario::{Desk, LEDGER, Scenario};
use crate::state::{self, State};

/// What a case does beside what its seed says.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The program that is killed, given the arguments of [`child`].
    pub program: PathBuf,
    /// Whether it says of each act that it is done before it is.
    pub boasts: bool,
}

/// Do the acts of a scenario from one on, and say of each that it is done.
pub fn child(
    scenario: Scenario,
    seed: u64,
    folder: &Path,
    from: usize,
    boasts: bool,
) -> Result<(), String> {
    let mut out = io::stdout().lock();
    let mut say = |what: &str| {
        let said = writeln!(out, "{what}").and_then(|()| out.flush());
        said.map_err(|error| error.to_string())
    };
    let acts = scenario.acts(seed);
    let mut desk = Desk::new(folder);
    say("begun")?;
    for (place, act) in acts.iter().enumerate().skip(from) {
        if boasts {
            say(&format!("done {place}"))?;
        }
        act.run(&mut desk)
            .map_err(|error| format!("{act:?}: {error}"))?;
        if !boasts {
            say(&format!("done {place}"))?;
        }
    }
    Ok(())
}

/// Do one case: all acts, with as many lives as it takes.
pub fn case(case: Case, settings: &Settings, report: &mut Report) -> Result<(), String> {
    let mut random = Rng::with_seed(case.own_seed());
    let seed = random.u64(..);
    let (states, durations) = refer(case.scenario, seed)?;
    let acts = case.scenario.acts(seed);
    let folder = tempfile::tempdir().unwrap();
    case.scenario.lay_out(folder.path(), true);
    let mut acked = 0;
    // A life without progress is one that was killed early; that many in a row do not happen.
    for life in 0..400 {
        let mut alive = Life::begin(settings, case.scenario, seed, folder.path(), acked);
        // Behind the line that it has begun, or an act: in the middle of the next, or soon after it.
        let lines = usize::from(random.u8(..4) == 0);
        let next = durations.get(acked + lines).or(durations.last());
        let next = next.copied().unwrap_or_default();
        let pause = Duration::from_micros(random.u64(0..=next.saturating_mul(5) / 4 + 1_000));
        let (said, is_over) = alive.kill_after(lines, pause)?;
        acked = said.map_or(acked, |last| last + 1);
        let expected = Expected {
            states: &states,
            acked,
            is_in_flight: acked < acts.len(),
            is_same_run: false,
        };
        if is_over {
            break;
        }
        report.count("kills", 1);
        let wrong = |what: String| format!("life {life}, killed in act {acked}: {what}");
        let place = after(folder.path(), case.scenario, expected).map_err(wrong)?;
        let copies = examine::copies(folder.path(), &acts, expected).map_err(wrong)?;
        report.count("copies looked at", copies);
        if place > acked {
            report.count("kills after which the interrupted act was there", 1);
        }
        acked = place;
    }
    let end = Expected {
        states: &states,
        acked: acts.len(),
        is_in_flight: false,
        is_same_run: false,
    };
    examine::ledger(folder.path(), case.scenario, end)?;
    examine::copies(folder.path(), &acts, end)?;
    report.count("runs of acts through all their kills", 1);
    Ok(())
}

/// Look at what a killed process left, without writing an act of one's own.
fn after(folder: &Path, scenario: Scenario, expected: Expected<'_>) -> Result<usize, String> {
    let path = folder.join(LEDGER);
    let may_refuse =
        expected.acked == 0 && matches!(scenario, Scenario::Create | Scenario::Migrate);
    match Ledger::open(&path) {
        Ok(ledger) => {
            let place = expected.find(&path)?;
            state::verify(&path)?;
            drop(ledger);
            Ok(place)
        }
        Err(_) if may_refuse => expected.find(&path),
        Err(error) => Err(format!("opening fails: {error}")),
    }
}

/// Do the acts undisturbed; return what the ledger held meanwhile, and how many microseconds each took.
fn refer(scenario: Scenario, seed: u64) -> Result<(Vec<Option<State>>, Vec<u64>), String> {
    let folder = tempfile::tempdir().unwrap();
    scenario.lay_out(folder.path(), true);
    let look = |desk: &Desk| state::look(&desk.path()).map_err(|error| error.to_string());
    let mut desk = Desk::new(folder.path());
    let (mut states, mut durations) = (vec![look(&desk)?], Vec::new());
    for act in scenario.acts(seed) {
        let started = Instant::now();
        act.run(&mut desk)
            .map_err(|error| format!("{act:?} fails without a fault: {error}"))?;
        durations.push(u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX));
        states.push(look(&desk)?);
    }
    Ok((states, durations))
}

/// A child while it lives.
struct Life {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Life {
    fn begin(
        settings: &Settings,
        scenario: Scenario,
        seed: u64,
        folder: &Path,
        from: usize,
    ) -> Self {
        let mut command = Command::new(&settings.program);
        command.args(["--child-seed", &seed.to_string(), "--child-from"]);
        command
            .arg(from.to_string())
            .arg("--child-folder")
            .arg(folder);
        command.args(["--scenario", scenario.name()]);
        if settings.boasts {
            command.arg("--child-boasts");
        }
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// Kill it some time after it said so many lines. Return the last act of which it said that it is
    /// done, and whether it had come to its end before.
    fn kill_after(
        &mut self,
        lines: usize,
        pause: Duration,
    ) -> Result<(Option<usize>, bool), String> {
        let mut last = None;
        for _ in 0..=lines {
            if !self.line(&mut last) {
                break;
            }
        }
        let started = Instant::now();
        while started.elapsed() < pause {
            std::hint::spin_loop();
        }
        self.child.kill().unwrap();
        // What it had said before is in the pipe still.
        while self.line(&mut last) {}
        let status = self.child.wait().unwrap();
        if status.code().is_some_and(|code| code != 0) {
            return Err("the child fails before it is killed".to_owned());
        }
        Ok((last, status.success()))
    }

    /// Take in the next line, and keep the act that it names; return whether there was one.
    fn line(&mut self, last: &mut Option<usize>) -> bool {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        // A line that was not finished acknowledges nothing.
        let Some(line) = line.strip_suffix('\n') else {
            return false;
        };
        if let Some(place) = line.strip_prefix("done ") {
            *last = Some(place.parse().unwrap());
        }
        true
    }
}
