//! Campaigns of failures against ledgers: `make torture`.
#![forbid(unsafe_code)]
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool that tells what it does"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use yusuan_torture::report::{Campaign, Case, Report};
use yusuan_torture::scenario::Scenario;
use yusuan_torture::{crowd, faults, kill, power};

/// Let ledgers fail in every way that is known here, and see that nothing is lost.
#[derive(Debug, Parser)]
#[expect(clippy::struct_excessive_bools, reason = "as many options")]
struct Arguments {
    /// Where all choices come from; the same seed makes the same failures, kills excepted.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How long to go on.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Only these acts.
    #[arg(long, value_enum)]
    scenario: Vec<Scenario>,
    /// Only these ways to fail.
    #[arg(long, value_enum)]
    campaign: Vec<Campaign>,
    /// Only this piece, of one campaign and scenario: what failed, again.
    #[arg(long)]
    case: Option<u64>,
    /// Let the disk hurt what stands beside what it was writing, although it says that it does not.
    #[arg(long)]
    hurts_beside: bool,
    /// Cut the power at every operation, rather than at some of them.
    #[arg(long)]
    every: bool,
    /// Go on after a failure.
    #[arg(long)]
    keep_going: bool,
    #[arg(long, hide = true)]
    child_folder: Option<PathBuf>,
    #[arg(long, hide = true, default_value_t = 0)]
    child_seed: u64,
    #[arg(long, hide = true, default_value_t = 0)]
    child_from: usize,
    #[arg(long, hide = true)]
    child_boasts: bool,
    #[arg(long, hide = true, value_enum)]
    child_role: Option<crowd::Role>,
    #[arg(long, hide = true, default_value_t = 0)]
    child_milliseconds: u64,
    #[arg(long, hide = true)]
    child_keeps_journal: bool,
}

/// How long a crowd goes on.
const CROWD: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let failed = match &arguments.child_folder {
        Some(folder) => {
            let done = child(&arguments, folder);
            done.inspect_err(|error| eprintln!("{error}")).is_err()
        }
        None => campaigns(&arguments),
    };
    ExitCode::from(u8::from(failed))
}

/// Be a process that others kill.
fn child(arguments: &Arguments, folder: &Path) -> Result<(), String> {
    let (seed, from) = (arguments.child_seed, arguments.child_from);
    let Some(role) = arguments.child_role else {
        let scenario = arguments.scenario[0];
        return kill::child(scenario, seed, folder, from, arguments.child_boasts);
    };
    crowd::member(&crowd::Member {
        role,
        number: from,
        seed,
        folder: folder.to_owned(),
        duration: Duration::from_millis(arguments.child_milliseconds),
        has_log: !arguments.child_keeps_journal,
    })
}

/// Run campaigns until the time is over; return whether something failed.
fn campaigns(arguments: &Arguments) -> bool {
    let started = Instant::now();
    let limit = Duration::from_secs(arguments.seconds);
    let mut report = Report::default();
    let (mut number, mut failures) = (arguments.case.unwrap_or_default(), 0_u64);
    'time: loop {
        for scenario in chosen(&arguments.scenario, &Scenario::ALL) {
            for campaign in chosen(&arguments.campaign, &Campaign::ALL) {
                if campaign == Campaign::Crowd && scenario != Scenario::Post {
                    continue;
                }
                if started.elapsed() >= limit && arguments.case.is_none() {
                    break 'time;
                }
                let case = Case {
                    campaign,
                    scenario,
                    seed: arguments.seed,
                    number,
                };
                if let Err(wrong) = run(case, arguments, &mut report) {
                    println!("{}\n", case.failed(&wrong));
                    failures += 1;
                    if !arguments.keep_going {
                        break 'time;
                    }
                }
                report.count(format!("cases: {} {}", campaign.name(), scenario.name()), 1);
            }
        }
        if arguments.case.is_some() {
            break;
        }
        number += 1;
    }
    print!("{report}");
    println!(
        "{failures:>10}  failures, in {} seconds",
        started.elapsed().as_secs()
    );
    failures > 0
}

fn chosen<T: Copy>(given: &[T], all: &[T]) -> Vec<T> {
    if given.is_empty() { all } else { given }.to_vec()
}

fn run(case: Case, arguments: &Arguments, report: &mut Report) -> Result<(), String> {
    match case.campaign {
        Campaign::Power => {
            let settings = power::Settings {
                hurts_beside: arguments.hurts_beside,
                is_every: arguments.every,
                ..power::Settings::USUAL
            };
            power::case(case, settings, report)
        }
        Campaign::Faults => faults::case(case, faults::Settings::USUAL, report),
        Campaign::Kill => {
            let settings = kill::Settings {
                program: std::env::current_exe().unwrap(),
                boasts: false,
            };
            kill::case(case, &settings, report)
        }
        Campaign::Crowd => {
            let settings = crowd::Settings {
                program: std::env::current_exe().unwrap(),
                writers: 8,
                readers: 8,
                duration: CROWD,
            };
            crowd::case(case, &settings, report)
        }
    }
}
