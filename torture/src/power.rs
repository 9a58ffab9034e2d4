//! The power is cut: acts are done once and recorded, and the disk is put together as it may be found
//! after any of the recorded operations.

use std::collections::BTreeMap;
use std::path::Path;

use fastrand::Rng;
use yusuan::Ledger;

use crate::disk::{Disk, Files, Loss, Recording, Tearing, write_folder};
use crate::examine::{self, Expected};
use crate::report::{Case, Report};
use crate::scenario::{Act, Desk, LEDGER, record_copy, telling_of_copies};
use crate::state::{self, State};
use crate::vfs::{self, Device, Fault, FaultKind, Watching};

/// What a case does beside what its seed says.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// At how many operations the power is cut.
    pub points: usize,
    /// Whether it is cut at every operation instead, with each kind of loss.
    pub is_every: bool,
    /// The device; by the seed when none is given.
    pub device: Option<Device>,
    /// Whether the device hurts what stands beside what it was writing, although it claims not to.
    pub hurts_beside: bool,
}

impl Settings {
    /// As a campaign has it.
    pub const USUAL: Self = Self {
        points: 24,
        is_every: false,
        device: None,
        hurts_beside: false,
    };
}

/// Acts that were recorded.
struct Run {
    recording: Recording,
    /// The operations during which each act went on.
    spans: Vec<(usize, usize)>,
    states: Vec<Option<State>>,
    /// How often the disk failed to make something durable.
    failed_syncs: u64,
}

/// Do one case.
pub fn case(case: Case, settings: Settings, report: &mut Report) -> Result<(), String> {
    let mut random = Rng::with_seed(case.own_seed());
    let drawn = Device {
        has_shared_memory: !case.scenario.allows_rollback_journal() || random.u8(..3) > 0,
        claims_powersafe: random.u8(..4) > 0,
        sector_bytes: if random.bool() { 512 } else { 4_096 },
        ..Device::USUAL
    };
    let device = settings.device.unwrap_or(drawn);
    let tearing = Tearing {
        is_powersafe: device.claims_powersafe && !settings.hurts_beside,
        sector_bytes: usize::try_from(device.sector_bytes).unwrap_or(4_096),
    };
    let acts = case.scenario.acts(random.u64(..));
    // Where SQLite fills up sectors, a part of an act is synced with the next one only: a sync that fails
    // then and is not made up for loses it, and no program learns of that.
    let failing = random.u8(..4) == 0 && device.claims_powersafe;
    let fault = failing.then(|| Fault {
        kind: FaultKind::SyncError,
        at: random.u64(1..=12),
        is_lasting: false,
    });
    vfs::seed(random.u64(..));
    let run = record(case, device, fault, &acts)?;
    let journal = if device.has_shared_memory {
        "log"
    } else {
        "rollback journal"
    };
    report.count(format!("recordings, {journal}"), 1);
    report.count("operations recorded", count(run.recording.ops.len()));
    report.count("syncs that failed before a cut", run.failed_syncs);
    cut(
        case,
        device,
        tearing,
        settings,
        &run,
        &acts,
        &mut random,
        report,
    )
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// How often an act that a fault stopped is tried again.
const ATTEMPTS: usize = 3;

fn record(case: Case, device: Device, fault: Option<Fault>, acts: &[Act]) -> Result<Run, String> {
    let folder = tempfile::tempdir().unwrap();
    case.scenario
        .lay_out(folder.path(), device.has_shared_memory);
    let session = std::rc::Rc::new(Watching::begin(folder.path(), device));
    let mut desk = Desk::new(&session_folder(folder.path()));
    let look = |desk: &Desk| state::look(&desk.path()).map_err(|error| error.to_string());
    let mut states = vec![look(&desk)?];
    let mut spans = Vec::new();
    if let Some(fault) = fault {
        session.arm(fault);
    }
    let told = std::rc::Rc::clone(&session);
    let tell = move |_: &Desk, name: &str| record_copy(&told, name);
    telling_of_copies(tell, || {
        for act in acts {
            let begun = session.position();
            let mut done = act.run(&mut desk);
            for _ in 1..ATTEMPTS {
                if done.is_ok() || session.strikes() == 0 {
                    break;
                }
                done = act.run(&mut desk);
            }
            done.map_err(|error| format!("{act:?} fails while it is recorded: {error}"))?;
            spans.push((begun, session.position()));
            states.push(look(&desk)?);
        }
        Ok::<(), String>(())
    })?;
    desk.leave();
    Ok(Run {
        failed_syncs: session.strikes(),
        recording: session.recording(),
        spans,
        states,
    })
}

fn session_folder(folder: &Path) -> std::path::PathBuf {
    folder.canonicalize().unwrap()
}

/// Return the points of the cuts, and what is lost at each of them.
fn chosen(settings: Settings, run: &Run, random: &mut Rng) -> BTreeMap<usize, Vec<Loss>> {
    let losses = [Loss::All, Loss::Nothing, Loss::Behind, Loss::Any, Loss::Any];
    let total = run.recording.ops.len();
    if settings.is_every {
        return (0..=total).map(|point| (point, losses.to_vec())).collect();
    }
    let mut points: Vec<usize> = (0..settings.points)
        .map(|_| random.usize(..=total))
        .collect();
    // What happens right behind an acknowledgement is looked at always.
    for (_, acked) in run.spans.iter().filter(|_| random.u8(..4) == 0) {
        points.push(*acked);
    }
    let mut chosen: BTreeMap<usize, Vec<Loss>> = BTreeMap::new();
    for point in points {
        let loss = losses[random.usize(..losses.len())];
        chosen.entry(point).or_default().push(loss);
    }
    chosen
}

#[expect(clippy::too_many_arguments, reason = "all of them are one case")]
fn cut(
    case: Case,
    device: Device,
    tearing: Tearing,
    settings: Settings,
    run: &Run,
    acts: &[Act],
    random: &mut Rng,
    report: &mut Report,
) -> Result<(), String> {
    let total = run.recording.ops.len();
    let chosen = chosen(settings, run, random);
    let mut disk = Disk::new(&run.recording.base);
    for point in 0..=total {
        for loss in chosen.get(&point).into_iter().flatten().copied() {
            let mut files = disk.cut(loss, tearing, random);
            let mut depth = 1;
            while depth < 3 && random.u8(..5) == 0 {
                files = cut_again(&files, device, tearing, random);
                depth += 1;
            }
            let acked = run
                .spans
                .iter()
                .filter(|(_, acked)| *acked <= point)
                .count();
            let begun = run.spans.iter().filter(|(begun, _)| *begun < point).count();
            let expected = Expected {
                states: &run.states,
                acked,
                is_in_flight: begun > acked,
                is_same_run: run.failed_syncs == 0,
            };
            let place = look_at(case, device, &files, acts, expected, report).map_err(|wrong| {
                format!(
                    "after operation {point} of {total} ({loss:?}, cut {depth} times, {device:?}, \
                     {tearing:?}, act {acked} {:?}):\n{wrong}",
                    acts.get(acked)
                )
            })?;
            note(report, loss, depth, disk.pending_count(), place > acked);
        }
        if let Some(op) = run.recording.ops.get(point) {
            disk.apply(op, random);
        }
    }
    Ok(())
}

fn note(report: &mut Report, loss: Loss, depth: u64, pending: usize, is_next_there: bool) {
    report.count("power cuts", depth);
    report.count("disks looked at", 1);
    let what = match loss {
        Loss::All => "disks: everything that was not synced is lost",
        Loss::Nothing => "disks: nothing is lost",
        Loss::Behind => "disks: the end is lost",
        Loss::Any => "disks: any part is lost, torn or reordered",
    };
    report.count(what, 1);
    if pending > 0 {
        report.count("disks with something that was not synced", 1);
    }
    if is_next_there {
        report.count("disks where the interrupted act is there", 1);
    }
    if depth > 1 {
        report.count("disks cut again while they were reopened", 1);
    }
}

/// Reopen the files, and cut the power once more meanwhile.
fn cut_again(files: &Files, device: Device, tearing: Tearing, random: &mut Rng) -> Files {
    let folder = tempfile::tempdir().unwrap();
    write_folder(folder.path(), files);
    let session = Watching::begin(folder.path(), device);
    // That it can be opened is asked of the files that come of this.
    drop(Ledger::open(session_folder(folder.path()).join(LEDGER)));
    let recording = session.recording();
    let mut disk = Disk::new(&recording.base);
    let point = random.usize(..=recording.ops.len());
    for op in &recording.ops[..point] {
        disk.apply(op, random);
    }
    disk.cut(Loss::Any, tearing, random)
}

fn look_at(
    case: Case,
    device: Device,
    files: &Files,
    acts: &[Act],
    expected: Expected<'_>,
    report: &mut Report,
) -> Result<usize, String> {
    let folder = tempfile::tempdir().unwrap();
    write_folder(folder.path(), files);
    let honest = Device {
        lies: false,
        ..device
    };
    // Nothing fails any more; only the syncs are left out, for speed.
    let _session = Watching::begin(folder.path(), honest);
    let folder = session_folder(folder.path());
    let place = examine::ledger(&folder, case.scenario, expected)?;
    let copies = examine::copies(&folder, acts, expected)?;
    report.count("copies looked at", copies);
    Ok(place)
}
