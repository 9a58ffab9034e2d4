//! Feeds damaged and invented bytes to everything that reads files of strangers, for a given time.
//!
//! ```console
//! cargo run --release -p yusuan --features publish --example fuzz -- --seconds 600 --seed 1
//! ```
//!
//! A panic, an internal error or a reading that takes longer than ten seconds ends the run, and leaves
//! the input in `target/fuzz`; the same seed finds it again.

#[path = "surfaces.rs"]
mod surfaces;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use surfaces::{SECONDS_MAX, SURFACES, Surface};

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
    surface: &Surface,
    random: &mut Random,
    until: Instant,
    kept: &Path,
) -> Result<u64, Box<dyn Error>> {
    let (name, endings) = (surface.name, surface.endings);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut inputs = Vec::new();
    for folder in [
        "tests/cases",
        "tests/files",
        "docs",
        "crates/yusuan-cli/demo",
        &format!("fuzz/seeds/{name}"),
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
        let begun = Instant::now();
        let outcome = std::panic::catch_unwind(|| (surface.read)(kept, &bytes));
        let fault = match outcome {
            _ if begun.elapsed() > Duration::from_secs(SECONDS_MAX) => "hangs".to_owned(),
            Ok(Ok(())) => String::new(),
            Ok(Err(fault)) => fault,
            Err(_) => "panics".to_owned(),
        };
        if !fault.is_empty() {
            let found = kept.join(format!("found-{name}-{count}.{ending}"));
            fs::write(&found, &bytes)?;
            return Err(format!("{name}: {fault}: {}", found.display()).into());
        }
        count += 1;
    }
    Ok(count)
}

fn main() -> Result<(), Box<dyn Error>> {
    let (seconds, seed) = (option("--seconds", 60), option("--seed", 1));
    let kept: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/fuzz");
    fs::create_dir_all(&kept)?;
    let each = Duration::from_secs(seconds) / u32::try_from(SURFACES.len())?;
    // A panic that the reader of workbooks is expected to have says nothing.
    std::panic::set_hook(Box::new(|_| {}));
    let mut lines = Vec::new();
    for surface in &SURFACES {
        let count = run(surface, &mut Random(seed), Instant::now() + each, &kept)?;
        lines.push(format!(
            "{}: {count} inputs in {} s, nothing found",
            surface.name,
            each.as_secs()
        ));
    }
    fs::write(kept.join("report.txt"), lines.join("\n"))?;
    Ok(())
}
