//! Each exit code by a command that ends with it.

use std::fs;
use std::io::{self, Read, Write};
use std::process::{Command, Stdio};

use crate::county::{County, yusuan};

const DOCUMENTATION: &str = include_str!("../../../../docs/command-line.md");

/// Return the codes that a text lists: the first number of its lines.
fn listed(text: &str, begin: &str) -> Vec<i32> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(begin));
    let firsts = lines.filter_map(|line| line.split_whitespace().next());
    firsts.filter_map(|first| first.parse().ok()).collect()
}

#[test]
fn every_code_is_documented_and_in_the_help() {
    let all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 130, 141];
    assert_eq!(listed(DOCUMENTATION, "| "), all);
    let help = yusuan(&["--help"]).done();
    let help = help.split_once("Exit codes:\n").unwrap().1;
    assert_eq!(listed(help, "  "), all);
}

/// Takes nothing, for a reason.
struct Refusing(io::ErrorKind);

impl Write for Refusing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn each_code_is_what_a_command_ends_with() {
    let county = County::of_demo();
    let code = |line: &str| county.run(line).code;
    assert_eq!(code("head"), 0);
    assert_eq!(code("pay 0.001 --line 24 --dated 2025-03-01"), 1);
    assert_eq!(code("pay 1.00 --line 24"), 2);
    assert_eq!(yusuan(&["head", "nowhere.db"]).code, 3);
    let mut holder = yusuan::Ledger::open(county.path("county.db")).unwrap();
    holder
        .transaction(|_| {
            assert_eq!(code("pay 1.00 --line 24 --dated 2025-03-01"), 4);
            Ok(())
        })
        .unwrap();
    assert_eq!(code("close 2024"), 8);
    county.json("year 2026");
    let plan = county.path("plan.csv");
    let plan = plan.display();
    county.json(&format!("close 2025 --dry-run --plan-out {plan}"));
    county.json("pay 1.00 --line 24 --dated 2025-03-01");
    assert_eq!(code(&format!("close 2025 --plan {plan}")), 9);
    drop(holder);
    damage(&county);
    assert_eq!(code("verify"), 5);
    let path = county.path("county.db");
    let verify = ["yusuan", "verify", path.to_str().unwrap()];
    let ends = |reason| yusuan_cli::run_with(verify, &mut Refusing(reason), &mut io::sink());
    assert_eq!(ends(io::ErrorKind::StorageFull), 6);
    assert_eq!(ends(io::ErrorKind::BrokenPipe), 5, "damage is never hidden");
    let head = ["yusuan", "head", path.to_str().unwrap()];
    let left = yusuan_cli::run_with(
        head,
        &mut Refusing(io::ErrorKind::BrokenPipe),
        &mut io::sink(),
    );
    assert_eq!(left, 141);
}

/// Change a document in the file itself, as no program that knows the ledger would.
fn damage(county: &County) {
    let act = "pay 1.00 --line 24 --dated 2025-03-01 --document HONEST-DOCUMENT";
    county.run(act).done();
    let path = county.path("county.db");
    let mut bytes = fs::read(&path).unwrap();
    let word = b"HONEST-DOCUMENT";
    let at = bytes.windows(word.len()).position(|window| window == word);
    let at = at.unwrap();
    bytes[at..at + 6].copy_from_slice(b"FORGED");
    fs::write(&path, bytes).unwrap();
}

/// Run the program, read the beginning of what it says, and leave.
fn leave_early(arguments: &[&str]) -> (i32, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_yusuan"))
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut begin = [0];
    let mut out = program.stdout.take().unwrap();
    out.read_exact(&mut begin).unwrap();
    drop(out);
    let ended = program.wait_with_output().unwrap();
    let talk = String::from_utf8(ended.stderr).unwrap();
    (ended.status.code().unwrap(), talk)
}

#[test]
fn a_reader_that_leaves_early_is_no_fault() {
    let county = County::of_demo();
    let path = county.path("county.db");
    let path = path.to_str().unwrap();
    // Both say more than a pipe holds.
    for line in [
        &["log", path, "--limit", "100000", "--json"][..],
        &["completions", "bash"],
    ] {
        let (code, talk) = leave_early(line);
        assert_eq!((code, talk.as_str()), (141, ""), "{line:?}");
    }
}
