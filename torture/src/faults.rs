//! Calls of SQLite to its files fail while acts are done: an act answers with an error or is done, and the
//! ledger goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use fastrand::Rng;
use yusuan::{Error, ErrorKind};

use crate::examine::{self, Expected};
use crate::report::{Case, Report};
use crate::scenario::{Act, Desk};
use crate::state::{self, State};
use crate::vfs::{self, Device, Fault, FaultKind, Watching};

/// What a case does beside what its seed says.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How many faults, each in a run of its own.
    pub faults: usize,
    /// What fails; by the seed when nothing is given.
    pub kind: Option<FaultKind>,
}

impl Settings {
    /// As a campaign has it.
    pub const USUAL: Self = Self {
        faults: 8,
        kind: None,
    };
}

/// Acts that were done without a fault.
struct Reference<'a> {
    acts: &'a [Act],
    states: Vec<Option<State>>,
    calls: Vec<(FaultKind, u64)>,
}

/// What is done once a fault has stopped an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Afterwards {
    /// The disk is well again, and the same program goes on.
    GoesOn,
    /// The program ends while the disk still fails, and another one goes on.
    Dies,
}

/// Do one case.
pub fn case(case: Case, settings: Settings, report: &mut Report) -> Result<(), String> {
    let mut random = Rng::with_seed(case.own_seed());
    let device = Device {
        has_shared_memory: !case.scenario.allows_rollback_journal() || random.u8(..3) > 0,
        ..Device::USUAL
    };
    let acts = case.scenario.acts(random.u64(..));
    let reference = refer(case, device, &acts)?;
    for _ in 0..settings.faults {
        let kinds: Vec<(FaultKind, u64)> = match settings.kind {
            Some(kind) => vec![(kind, calls_of(&reference, kind))],
            None => reference.calls.clone(),
        };
        let (kind, calls) = kinds[random.usize(..kinds.len())];
        let fault = Fault {
            kind,
            at: random.u64(1..=calls.max(1)),
            is_lasting: random.bool(),
        };
        let afterwards = if random.u8(..3) == 0 {
            Afterwards::Dies
        } else {
            Afterwards::GoesOn
        };
        vfs::seed(random.u64(..));
        run(case, device, fault, afterwards, &reference, report)
            .map_err(|wrong| format!("{fault:?}, then {afterwards:?}, {device:?}:\n{wrong}"))?;
    }
    Ok(())
}

fn calls_of(reference: &Reference<'_>, kind: FaultKind) -> u64 {
    // What is lost is written: there is as much of one as of the other.
    let kind = if kind == FaultKind::LostWrite {
        FaultKind::WriteError
    } else {
        kind
    };
    let found = reference.calls.iter().find(|(known, _)| *known == kind);
    found.map_or(1, |(_, calls)| *calls)
}

/// Do the acts without a fault, and count what could fail.
fn refer(case: Case, device: Device, acts: &[Act]) -> Result<Reference<'_>, String> {
    let folder = tempfile::tempdir().unwrap();
    case.scenario
        .lay_out(folder.path(), device.has_shared_memory);
    let session = Watching::begin(folder.path(), device);
    let mut desk = Desk::new(&folder.path().canonicalize().unwrap());
    let mut states = vec![look(&desk.path())?];
    for act in acts {
        act.run(&mut desk)
            .map_err(|error| format!("{act:?} fails without a fault: {error}"))?;
        states.push(look(&desk.path())?);
    }
    desk.leave();
    let calls = FaultKind::ALL.map(|kind| (kind, session.calls(kind)));
    Ok(Reference {
        acts,
        states,
        calls: calls.into_iter().filter(|(_, calls)| *calls > 0).collect(),
    })
}

fn look(path: &Path) -> Result<Option<State>, String> {
    state::look(path).map_err(|error| format!("reading fails: {error}"))
}

fn run(
    case: Case,
    device: Device,
    fault: Fault,
    afterwards: Afterwards,
    reference: &Reference<'_>,
    report: &mut Report,
) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    case.scenario
        .lay_out(folder.path(), device.has_shared_memory);
    let session = Watching::begin(folder.path(), device);
    let folder = folder.path().canonicalize().unwrap();
    let mut desk = Desk::new(&folder);
    session.arm(fault);
    let mut is_noted = false;
    for (place, act) in reference.acts.iter().enumerate() {
        let before = session.strikes();
        let done = attempt(act, &mut desk)?;
        let struck = session.strikes() > before;
        if struck && !is_noted {
            is_noted = true;
            note(report, fault, done.is_ok());
        }
        let wrong = |what: String| format!("act {place} {act:?}: {what}");
        if let Err(error) = done {
            if !struck {
                return Err(wrong(format!("fails without a fault: {error}")));
            }
            require_typed(&error).map_err(wrong)?;
            report.count(format!("answers: {}", error.code()), 1);
            let expected = |is_in_flight| Expected {
                states: &reference.states,
                acked: place,
                is_in_flight,
                is_same_run: false,
            };
            match afterwards {
                Afterwards::GoesOn => {
                    session.disarm();
                    same(&desk.path(), place, reference).map_err(wrong)?;
                    again(act, &mut desk, report).map_err(wrong)?;
                }
                Afterwards::Dies => {
                    desk.leave();
                    session.disarm();
                    let place_now = reopened(&mut desk, case, expected(true)).map_err(wrong)?;
                    report.count("programs that ended while the disk failed", 1);
                    if place_now > place {
                        report.count("acts with an error that were there after reopening", 1);
                    } else {
                        again(act, &mut desk, report).map_err(wrong)?;
                    }
                }
            }
        }
        same(&desk.path(), place + 1, reference).map_err(wrong)?;
    }
    session.disarm();
    desk.leave();
    look_through(&folder, case, reference, report)
}

/// In the end the ledger holds all acts, and can be written to.
fn look_through(
    folder: &Path,
    case: Case,
    reference: &Reference<'_>,
    report: &mut Report,
) -> Result<(), String> {
    let end = Expected {
        states: &reference.states,
        acked: reference.acts.len(),
        is_in_flight: false,
        is_same_run: false,
    };
    examine::ledger(folder, case.scenario, end)?;
    report.count(
        "copies looked at",
        examine::copies(folder, reference.acts, end)?,
    );
    Ok(())
}

fn note(report: &mut Report, fault: Fault, is_done: bool) {
    let lasting = if fault.is_lasting { ", lasting" } else { "" };
    report.count(format!("faults: {}{lasting}", fault.kind.name()), 1);
    report.count("faults", 1);
    if is_done {
        report.count("faults that the act survived", 1);
    }
}

/// Do an act; a panic is never an answer.
fn attempt(act: &Act, desk: &mut Desk) -> Result<Result<(), Error>, String> {
    catch_unwind(AssertUnwindSafe(|| act.run(desk))).map_err(|_| format!("{act:?} panics"))
}

/// Require that an error says that the file is at fault, not the library or its user.
fn require_typed(error: &Error) -> Result<(), String> {
    match error.kind() {
        ErrorKind::File | ErrorKind::Busy => Ok(()),
        kind => Err(format!("answers with {kind:?} {}: {error}", error.code())),
    }
}

/// Require that the file holds what it held after so many acts.
fn same(path: &Path, place: usize, reference: &Reference<'_>) -> Result<(), String> {
    let found = look(path)?;
    let expected = &reference.states[place];
    let is_same = match (&found, expected) {
        (Some(found), Some(expected)) => found.shape == expected.shape,
        (found, expected) => found.is_none() && expected.is_none(),
    };
    if is_same {
        return Ok(());
    }
    let places = reference.states.iter().enumerate();
    let known = places.filter(|(_, state)| {
        let shape = |state: &Option<State>| state.as_ref().map(|state| state.shape);
        shape(state) == shape(&found)
    });
    let known: Vec<usize> = known.map(|(place, _)| place).collect();
    Err(format!(
        "the file should hold {place} acts ({expected:?}), and holds {known:?} ({found:?})"
    ))
}

/// Do an act again now that nothing fails; where the program cannot go on, another one does.
fn again(act: &Act, desk: &mut Desk, report: &mut Report) -> Result<(), String> {
    let Err(error) = attempt(act, desk)? else {
        report.count("acts done again by the same program", 1);
        return Ok(());
    };
    require_typed(&error)?;
    desk.leave();
    report.count("acts done again by another program", 1);
    attempt(act, desk)?.map_err(|error| format!("done again it fails: {error}"))
}

/// Reopen after a program has ended, and return how many acts are there.
fn reopened(desk: &mut Desk, case: Case, expected: Expected<'_>) -> Result<usize, String> {
    let path = desk.path();
    let refused = desk.ledger().err();
    let may_refuse = expected.acked == 0
        && matches!(
            case.scenario,
            crate::scenario::Scenario::Create | crate::scenario::Scenario::Migrate
        );
    if let Some(error) = refused
        && !may_refuse
    {
        return Err(format!("opening fails: {error}"));
    }
    expected.find(&path)
}
