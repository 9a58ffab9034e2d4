//! Many processes want the money of the same lines at once, and some of them are killed.
//!
//! Writers pay what they can with keys of their own and with keys that all of them use, give lines more
//! now and then, and say what was acknowledged; readers verify the whole ledger again and again. In the
//! end every acknowledged act is there once, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fastrand::Rng;
use rusqlite::{Connection, OpenFlags};
use yusuan::{
    Error, ErrorKind, Fen, Ledger, LineId, Particulars, Result, Rule, VerifyOptions, YearState,
    date,
};

use crate::report::{Case, Report};
use crate::scenario::{LEDGER, Scenario};
use crate::state;
use crate::vfs::{self, Device, Watching};

/// What a process of a crowd does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Role {
    /// Pays.
    Write,
    /// Verifies.
    Read,
    /// Pays, and closes the year in the end.
    Close,
}

/// Who takes part, and how long.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The program of the processes, given the arguments of [`member`].
    pub program: PathBuf,
    /// How many pay.
    pub writers: usize,
    /// How many verify.
    pub readers: usize,
    /// How long.
    pub duration: Duration,
}

/// How long an act waits for others; who waits longer is said to starve.
const PATIENCE: Duration = Duration::from_secs(60);

/// How much longer than its time a crowd may take before it is said to be stuck.
const STUCK: Duration = Duration::from_secs(180);

/// What a process of a crowd is told.
#[derive(Clone, Debug)]
pub struct Member {
    /// What it does.
    pub role: Role,
    /// Which of its kind it is.
    pub number: usize,
    /// Where its choices come from.
    pub seed: u64,
    /// Where the ledger is.
    pub folder: PathBuf,
    /// How long it goes on.
    pub duration: Duration,
    /// Whether the ledger has a log.
    pub has_log: bool,
}

/// Be a process of a crowd.
pub fn member(told: &Member) -> std::result::Result<(), String> {
    let device = Device {
        has_shared_memory: told.has_log,
        is_recorded: false,
        ..Device::USUAL
    };
    // With a log nothing stands between the ledger and its disk.
    let _session = (!told.has_log).then(|| Watching::begin(&told.folder, device));
    let path = told
        .folder
        .canonicalize()
        .map_err(|error| error.to_string())?;
    let path = path.join(LEDGER);
    let done = match told.role {
        Role::Read => read(&path, told.duration),
        Role::Write | Role::Close => write(&path, told),
    };
    done.map_err(|error| format!("{:?} {}: {error}", told.role, told.number))
}

fn say(what: &str) {
    let mut out = std::io::stdout().lock();
    // Whoever listened may be gone; the act is done all the same.
    let _ = writeln!(out, "{what}").and_then(|()| out.flush());
}

fn read(path: &Path, duration: Duration) -> Result<()> {
    let started = Instant::now();
    while started.elapsed() < duration {
        let options = VerifyOptions {
            quick: true,
            head: None,
        };
        let verified = Ledger::open_read_only(path).and_then(|mut ledger| {
            ledger.set_patience(PATIENCE)?;
            ledger.verify(options)
        });
        let verification = verified?;
        if !verification.is_clean() {
            return Err(Error::Internal(format!("{:?}", verification.findings)));
        }
        say("read");
    }
    Ok(())
}

fn write(path: &Path, told: &Member) -> Result<()> {
    let mut random = Rng::with_seed(told.seed);
    let mut ledger = Ledger::open(path)?;
    ledger.set_patience(PATIENCE)?;
    let (started, mut longest) = (Instant::now(), Duration::ZERO);
    for number in 0_u64.. {
        if started.elapsed() >= told.duration {
            break;
        }
        // Of the keys that all use each means the same, whoever comes first.
        let is_shared = random.u8(..4) == 0;
        let shared = random.u64(..2_000);
        let mut choices = if is_shared {
            Rng::with_seed(shared)
        } else {
            Rng::with_seed(random.u64(..))
        };
        let key = if is_shared {
            format!("all-{shared}")
        } else {
            format!("{}-{}-{number}", told.number, told.seed)
        };
        let (line, amount) = (LineId::new(choices.i64(1..=3)), choices.i64(1..=20_000_000));
        let said = Particulars::on(date::parse("2025-06-01")?).key(&key);
        let begun = Instant::now();
        let done = if choices.u8(..16) == 0 {
            let said = said.document("财社〔2025〕2号");
            ledger.supplement(line, Fen::new(amount * 4), &said)
        } else {
            ledger.pay(line, Fen::new(amount), None, &said)
        };
        // Said at once: whoever is killed waited as well.
        if begun.elapsed() > longest {
            longest = begun.elapsed();
            say(&format!("longest {}", longest.as_millis()));
        }
        match done {
            Ok(_) => say(&format!("done {key}")),
            Err(error) if error.rule() == Some(Rule::AvailableExceeded) => say("refused"),
            Err(error) if told.role == Role::Close && error.kind() == ErrorKind::Rule => break,
            Err(error) => return Err(error),
        }
    }
    if told.role == Role::Close {
        close(&mut ledger)?;
    }
    Ok(())
}

/// Close the year against others who do the same, and who pay: a plan that is out of date is made again.
fn close(ledger: &mut Ledger) -> Result<()> {
    while ledger.year_state(2025)? != YearState::Closed {
        let closed = ledger
            .plan_close(2025)
            .and_then(|plan| ledger.close(&plan, &Particulars::default()));
        match closed {
            Ok(_) => say("closed"),
            Err(error) if error.kind() == ErrorKind::Rule => say("stale"),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// What a crowd said.
#[derive(Debug, Default)]
struct Heard {
    keys: BTreeMap<String, u64>,
    acknowledged: u64,
    /// Acts of each writer that had their turn, also those that were refused then.
    turns: BTreeMap<usize, u64>,
    refused: u64,
    read: u64,
    closed: u64,
    stale: u64,
    killed: u64,
    longest_ms: u64,
}

/// Do one case.
pub fn case(
    case: Case,
    settings: &Settings,
    report: &mut Report,
) -> std::result::Result<(), String> {
    let mut random = Rng::with_seed(case.own_seed());
    let has_log = case.number.is_multiple_of(2);
    let closes = case.number % 3 == 2;
    let folder = tempfile::tempdir().unwrap();
    Scenario::Post.lay_out(folder.path(), has_log);
    if closes {
        let mut ledger = Ledger::open(folder.path().join(LEDGER)).map_err(|it| it.to_string())?;
        let prepared = ledger.prepare_year(2026, &Particulars::default());
        prepared.map_err(|it| it.to_string())?;
    }
    if !has_log {
        keep_a_journal(&folder.path().join(LEDGER));
    }
    let role = if closes { Role::Close } else { Role::Write };
    let mut crowd = Vec::new();
    for (role, count) in [(role, settings.writers), (Role::Read, settings.readers)] {
        for number in 0..count {
            let told = Member {
                role,
                number,
                seed: random.u64(..),
                folder: folder.path().to_owned(),
                duration: settings.duration,
                has_log,
            };
            crowd.push(Listening::begin(settings, told));
        }
    }
    let heard = listen(crowd, settings, &mut random)?;
    judge(&folder.path().join(LEDGER), &heard, closes)?;
    tell(report, &heard, has_log, closes);
    Ok(())
}

/// Let a ledger keep a rollback journal, as long as its file layer has no shared memory.
fn keep_a_journal(path: &Path) {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let plain = vfs::plain_name();
    let connection = Connection::open_with_flags_and_vfs(path, flags, plain.as_str()).unwrap();
    let set = connection.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()));
    set.unwrap();
}

/// A process of a crowd, and the thread that hears it.
struct Listening {
    told: Member,
    child: Child,
    lines: std::thread::JoinHandle<Vec<String>>,
}

impl Listening {
    fn begin(settings: &Settings, told: Member) -> Self {
        let mut command = Command::new(&settings.program);
        command.arg("--child-folder").arg(&told.folder);
        command.args(["--child-seed", &told.seed.to_string()]);
        command.args(["--child-from", &told.number.to_string()]);
        command.args([
            "--child-milliseconds",
            &told.duration.as_millis().to_string(),
        ]);
        command.args([
            "--child-role",
            match told.role {
                Role::Write => "write",
                Role::Read => "read",
                Role::Close => "close",
            },
        ]);
        if !told.has_log {
            command.arg("--child-keeps-journal");
        }
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let lines =
            std::thread::spawn(move || out.lines().map_while(std::result::Result::ok).collect());
        Self { told, child, lines }
    }
}

/// Kill writers now and then while their time runs, each followed by another; then hear everybody out.
fn listen(
    mut crowd: Vec<Listening>,
    settings: &Settings,
    random: &mut Rng,
) -> std::result::Result<Heard, String> {
    let started = Instant::now();
    let mut heard = Heard::default();
    while started.elapsed() < settings.duration {
        std::thread::sleep(Duration::from_millis(random.u64(50..400)));
        let place = random.usize(..settings.writers);
        let left = settings.duration.saturating_sub(started.elapsed());
        crowd[place].child.kill().unwrap();
        let told = Member {
            seed: random.u64(..),
            duration: left,
            ..crowd[place].told.clone()
        };
        let next = Listening::begin(settings, told);
        let killed = std::mem::replace(&mut crowd[place], next);
        hear(killed, &mut heard, true)?;
    }
    for place in 0..crowd.len() {
        while crowd[place].child.try_wait().unwrap().is_none() {
            if started.elapsed() > settings.duration + STUCK {
                for stuck in &mut crowd {
                    drop(stuck.child.kill());
                }
                return Err("the crowd is stuck: somebody waits for ever".to_owned());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    for member in crowd {
        hear(member, &mut heard, false)?;
    }
    Ok(heard)
}

fn hear(
    mut member: Listening,
    heard: &mut Heard,
    is_killed: bool,
) -> std::result::Result<(), String> {
    let status = member.child.wait().unwrap();
    let lines = member.lines.join().unwrap();
    if status.code().is_some_and(|code| code != 0) {
        return Err(format!(
            "{:?} {} fails",
            member.told.role, member.told.number
        ));
    }
    heard.killed += u64::from(is_killed && status.code().is_none());
    for line in lines {
        match line.split_once(' ') {
            Some(("done", key)) => {
                *heard.keys.entry(key.to_owned()).or_default() += 1;
                heard.acknowledged += 1;
                *heard.turns.entry(member.told.number).or_default() += 1;
            }
            Some(("longest", time)) => {
                let time = time.parse().unwrap_or_default();
                heard.longest_ms = heard.longest_ms.max(time);
            }
            _ => match line.as_str() {
                "refused" => {
                    heard.refused += 1;
                    *heard.turns.entry(member.told.number).or_default() += 1;
                }
                "read" => heard.read += 1,
                "closed" => heard.closed += 1,
                "stale" => heard.stale += 1,
                _ => {}
            },
        }
    }
    Ok(())
}

/// Compare the ledger with what was acknowledged.
fn judge(path: &Path, heard: &Heard, closes: bool) -> std::result::Result<(), String> {
    state::verify(path)?;
    let connection = Connection::open(path).map_err(|error| error.to_string())?;
    let sql = "SELECT key FROM voucher WHERE key IS NOT NULL AND act = 'post' ORDER BY key";
    let keys = connection.prepare(sql).and_then(|mut statement| {
        let keys = statement.query_map([], |row| row.get::<_, String>(0))?;
        keys.collect::<rusqlite::Result<Vec<String>>>()
    });
    let keys = keys.map_err(|error| error.to_string())?;
    let found: BTreeSet<&String> = keys.iter().collect();
    if found.len() != keys.len() {
        return Err("a key was used twice".to_owned());
    }
    if let Some(lost) = heard.keys.keys().find(|key| !found.contains(key)) {
        return Err(format!("the act {lost} was acknowledged and is lost"));
    }
    let unheard = found.iter().filter(|key| !heard.keys.contains_key(**key));
    let unheard = u64::try_from(unheard.count()).unwrap_or(u64::MAX);
    // Whoever was killed had one act at most that was done and not said.
    if unheard > heard.killed {
        return Err(format!("{unheard} acts are there that nobody asked for"));
    }
    if closes {
        let ledger = Ledger::open(path).map_err(|error| error.to_string())?;
        let steps = ledger
            .closing_history(2025)
            .map_err(|error| error.to_string())?;
        let closings = steps.iter().filter(|step| step.act == "finish_closing");
        let count = closings.count();
        if count != 1 {
            return Err(format!("the year was closed {count} times"));
        }
    }
    Ok(())
}

fn tell(report: &mut Report, heard: &Heard, has_log: bool, closes: bool) {
    let journal = if has_log { "log" } else { "rollback journal" };
    let closing = if closes { ", closing" } else { "" };
    report.count(format!("crowds, {journal}{closing}"), 1);
    report.count("acts of crowds that were acknowledged", heard.acknowledged);
    report.count(
        "payments of crowds that were refused for want of money",
        heard.refused,
    );
    report.count("verifications of crowds meanwhile", heard.read);
    report.count("writers of crowds that were killed", heard.killed);
    report.count("plans of crowds that were out of date", heard.stale);
    let least = heard.turns.values().min().copied().unwrap_or_default();
    let most = heard.turns.values().max().copied().unwrap_or_default();
    report.most(
        format!("longest wait of a crowd, milliseconds, {journal}"),
        heard.longest_ms,
    );
    report.most(
        format!("most turns of a writer for each 100 of the least, {journal}"),
        most.saturating_mul(100) / least.max(1),
    );
}
