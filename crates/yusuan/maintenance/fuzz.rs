//! Feeds damaged and invented bytes to everything that reads files of strangers, for a given time.
//!
//! ```console
//! cargo run --release -p yusuan --features publish --example fuzz -- --seconds 600 --seed 1
//! ```
//!
//! A panic, an internal error or a reading that takes longer than ten seconds ends the run, and leaves
//! the input in `target/fuzz`; the same seed finds it again.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use yusuan::disclosure::check_disclosure;
use yusuan::import::{
    Mapping, read_codes, read_declarations, read_entries, read_lines, read_narrative_texts,
    read_plan, read_policies, read_statement,
};
use yusuan::{Ledger, StatementKind, VerifyOptions, verify_file};

/// A reading that takes longer hangs.
const SECONDS_MAX: u64 = 10;

/// What reads bytes: its name, how its files end, and whether it says that something is a fault of ours.
type Target = (
    &'static str,
    &'static [&'static str],
    fn(&Path, &[u8]) -> bool,
);

const TARGETS: [Target; 9] = [
    ("lines", &["csv", "xlsx", "xls", "ods"], |path, bytes| {
        let name = path.to_string_lossy();
        drop(read_lines(&name, bytes));
        drop(read_codes(&name, bytes));
        false
    }),
    ("entries", &["csv", "json", "xlsx"], |path, bytes| {
        drop(read_entries(&path.to_string_lossy(), bytes));
        false
    }),
    ("plan", &["csv", "xlsx"], |path, bytes| {
        let _ = read_plan(&path.to_string_lossy(), bytes);
        false
    }),
    ("policies", &["toml", "csv"], |path, bytes| {
        drop(read_policies(&path.to_string_lossy(), bytes));
        false
    }),
    ("mapping", &["toml"], |path, bytes| {
        drop(Mapping::read(&path.to_string_lossy(), bytes));
        false
    }),
    ("words", &["toml"], |path, bytes| {
        let name = path.to_string_lossy();
        drop(read_declarations(&name, bytes));
        drop(read_narrative_texts(&name, bytes));
        false
    }),
    ("statement", &["csv", "xlsx"], |path, bytes| {
        drop(read_statement(
            &path.to_string_lossy(),
            bytes,
            StatementKind::Treasury,
        ));
        false
    }),
    (
        "disclosure",
        &["csv", "xlsx", "json", "txt"],
        |path, bytes| {
            fs::write(path, bytes).is_ok() && is_internal(check_disclosure(&[path], &[]).err())
        },
    ),
    ("ledger", &["db"], |path, bytes| {
        for ending in ["-wal", "-shm", "-journal"] {
            let mut beside = path.as_os_str().to_owned();
            beside.push(ending);
            drop(fs::remove_file(beside));
        }
        fs::write(path, bytes).is_ok()
            && (is_internal(verify_file(path, VerifyOptions::default()).err())
                || is_internal(Ledger::open(path).err()))
    }),
];

fn is_internal(error: Option<yusuan::Error>) -> bool {
    error.is_some_and(|error| error.code() == "internal")
}

/// Random numbers that a seed repeats.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from(word >> 33).unwrap_or_default() % end.max(1)
    }

    /// Change some bytes of a text: another value, one more or less, a piece twice, elsewhere or gone.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        const WORDS: [&[u8]; 14] = [
            b"\"",
            b"'",
            b",",
            b"\n",
            b"\0",
            b"-1",
            b"9223372036854775807",
            b"1e999",
            b"[",
            b"{",
            "，".as_bytes(),
            "元".as_bytes(),
            b"\xFF\xFE",
            b"=1+1",
        ];
        for _ in 0..=self.below(8) {
            let at = self.below(bytes.len() + 1);
            let end = (at + 1 + self.below(64)).min(bytes.len());
            match self.below(6) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 if at < bytes.len() => bytes[at] = u8::try_from(self.below(256)).unwrap_or(0),
                2 => drop(bytes.splice(at..at, WORDS[self.below(WORDS.len())].iter().copied())),
                3 if at < end => drop(bytes.drain(at..end)),
                4 if at < end => {
                    let piece = bytes[at..end].to_vec();
                    let to = self.below(bytes.len());
                    drop(bytes.splice(to..to, piece));
                }
                _ => bytes.truncate(at.max(1)),
            }
        }
    }
}

/// Return the files that a run begins with: those of the project's tests that end so.
fn seeds(
    folder: &Path,
    endings: &[&str],
    found: &mut Vec<(String, Vec<u8>)>,
) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            seeds(&path, endings, found)?;
            continue;
        }
        let ending = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if endings.contains(&ending.as_str()) && path.metadata()?.len() < 600_000 {
            found.push((ending, fs::read(&path)?));
        }
    }
    Ok(())
}

fn option(name: &str, default: u64) -> u64 {
    let given = std::env::args().skip_while(|word| word != name).nth(1);
    given
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}

fn run(
    target: &Target,
    random: &mut Random,
    until: Instant,
    kept: &Path,
) -> Result<u64, Box<dyn Error>> {
    let (name, endings, read) = target;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut inputs = vec![(
        endings[0].to_owned(),
        b"year,unit,amount\n2025,a,1.00\n".to_vec(),
    )];
    for folder in [
        "tests/cases",
        "tests/files",
        "docs",
        "crates/yusuan-cli/demo",
        "target/fuzz-seeds",
    ] {
        let folder = root.join(folder);
        if folder.exists() {
            seeds(&folder, endings, &mut inputs)?;
        }
    }
    let mut count = 0;
    while Instant::now() < until {
        let (ending, mut bytes) = inputs[random.below(inputs.len())].clone();
        random.damage(&mut bytes);
        let path = kept.join(format!("{name}.{ending}"));
        let begun = Instant::now();
        let outcome = std::panic::catch_unwind(|| read(&path, &bytes));
        let is_slow = begun.elapsed() > Duration::from_secs(SECONDS_MAX);
        if is_slow || outcome.as_ref().map_or(true, |is_fault| *is_fault) {
            let found = kept.join(format!("found-{name}-{count}.{ending}"));
            fs::write(&found, &bytes)?;
            let what = if is_slow {
                "hangs"
            } else {
                "panics, or answers with an internal error"
            };
            return Err(format!("{name} {what}: {}", found.display()).into());
        }
        count += 1;
    }
    Ok(count)
}

fn main() -> Result<(), Box<dyn Error>> {
    let (seconds, seed) = (option("--seconds", 60), option("--seed", 1));
    let kept: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/fuzz");
    fs::create_dir_all(&kept)?;
    let each = Duration::from_secs(seconds) / u32::try_from(TARGETS.len())?;
    // A panic that the reader of workbooks is expected to have says nothing.
    std::panic::set_hook(Box::new(|_| {}));
    let mut lines = Vec::new();
    for target in &TARGETS {
        let count = run(target, &mut Random(seed), Instant::now() + each, &kept)?;
        lines.push(format!(
            "{}: {count} inputs in {} s, nothing found",
            target.0,
            each.as_secs()
        ));
    }
    fs::write(kept.join("report.txt"), lines.join("\n"))?;
    Ok(())
}
