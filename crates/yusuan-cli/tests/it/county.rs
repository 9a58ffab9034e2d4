//! A ledger in a temporary folder, and the command line over it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

pub(crate) const UNIT: &str = "玛纳斯县社会保险中心";

/// Commands that have commands of their own.
const GROUPS: [&str; 3] = ["declaration", "policy", "statement"];

/// What a command answered.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) talk: String,
}

/// Run a command.
pub(crate) fn yusuan(arguments: &[&str]) -> Said {
    let (mut out, mut talk) = (Vec::new(), Vec::new());
    let all = ["yusuan"].iter().chain(arguments);
    let code = yusuan_cli::run_with(all, &mut out, &mut talk);
    Said {
        code,
        out: String::from_utf8(out).unwrap(),
        talk: String::from_utf8(talk).unwrap(),
    }
}

impl Said {
    /// Return the answer of a command that must have worked.
    pub(crate) fn done(self) -> String {
        assert_eq!(self.code, 0, "{}", self.talk);
        self.out
    }

    /// Return the JSON answer of a command that must have worked.
    pub(crate) fn json(self) -> Value {
        assert_eq!(
            (self.code, self.talk.as_str()),
            (0, ""),
            "JSON readers get no talk"
        );
        serde_json::from_str(&self.out).unwrap()
    }

    /// Return the JSON of a refusal.
    pub(crate) fn error(self) -> Value {
        assert_eq!(self.out, "", "a refusal is no data");
        serde_json::from_str(&self.talk).unwrap()
    }
}

/// Return the names of all commands, as help lists them; those of a group follow its name.
pub(crate) fn commands() -> BTreeSet<String> {
    let listed = |group: &[&str]| -> Vec<String> {
        let help = yusuan(&[group, &["--help"]].concat()).done();
        let begin = help.find("\nCommands:\n").unwrap();
        let lines = help[begin..].lines().skip(2);
        let lines = lines.take_while(|line| !line.is_empty());
        // What a long name is about stands in a line of its own, further to the right.
        let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        let names = names.map(|line| line.split_whitespace().next().unwrap().to_owned());
        names.filter(|name| name != "help").collect()
    };
    let mut all = BTreeSet::new();
    for name in listed(&[]) {
        if GROUPS.contains(&name.as_str()) {
            let inner = listed(&[&name]);
            all.extend(inner.iter().map(|inner| format!("{name} {inner}")));
        } else {
            all.insert(name);
        }
    }
    all
}

/// A ledger.
pub(crate) struct County {
    folder: TempDir,
    ledger: String,
}

impl County {
    /// The ledger of the demo: 2024 closed, 2025 open.
    pub(crate) fn of_demo() -> Self {
        Self::copy_of("yusuan-demo.db")
    }

    /// The other ledger of the demo: 2025 closed, 2026 drafted.
    pub(crate) fn of_closed_demo() -> Self {
        Self::copy_of("yusuan-demo-closed.db")
    }

    fn copy_of(name: &str) -> Self {
        static DEMO: OnceLock<TempDir> = OnceLock::new();
        let demo = DEMO.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().to_str().unwrap();
            yusuan(&["demo", path]).done();
            folder
        });
        let county = Self::nowhere();
        fs::copy(demo.path().join(name), &county.ledger).unwrap();
        county
    }

    /// A ledger in which 2025 is being prepared for one unit.
    pub(crate) fn preparing() -> Self {
        static PREPARING: OnceLock<County> = OnceLock::new();
        let prepared = PREPARING.get_or_init(|| {
            let county = Self::nowhere();
            county.run("create").done();
            county
                .run(&format!("unit {UNIT} --kind institution"))
                .done();
            county.run("year 2025").done();
            county
        });
        let county = Self::nowhere();
        fs::copy(&prepared.ledger, &county.ledger).unwrap();
        county
    }

    /// A path at which there is no ledger yet.
    pub(crate) fn nowhere() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("county.db");
        Self {
            ledger: ledger.to_str().unwrap().to_owned(),
            folder,
        }
    }

    /// Run a command on the ledger, its words parted by blanks, the ledger's path left out.
    pub(crate) fn run(&self, line: &str) -> Said {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        let is_group = words.first().is_some_and(|word| GROUPS.contains(word));
        words.insert(1 + usize::from(is_group), &self.ledger);
        yusuan(&words)
    }

    /// Run a command with `--json`, and return its answer.
    pub(crate) fn json(&self, line: &str) -> Value {
        self.run(&format!("{line} --json")).json()
    }

    /// Return the path of a file beside the ledger.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Write a file beside the ledger and return its path.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Return everything that can be read: where the chain stands, every line and draft.
    pub(crate) fn state(&self) -> Vec<String> {
        let years = ["lines 2024", "lines 2025", "lines 2026"];
        let head = self.run("head --json").done();
        let lines = years.iter().map(|line| {
            let said = self.run(&format!("{line} --json"));
            // A year that the ledger does not have is a part of its state too.
            said.out + &said.talk
        });
        std::iter::once(head).chain(lines).collect()
    }

    /// Run a command whose arguments must make no sense; return what was said.
    pub(crate) fn nonsense(&self, line: &str) -> String {
        let before = self.state();
        let words = self.run(line);
        assert_eq!((words.code, words.out.as_str()), (2, ""), "{line}");
        let error = self.run(&format!("{line} --json")).error();
        assert_eq!(
            (&error["code"], &error["exit_code"]),
            (&"usage".into(), &2.into())
        );
        assert_eq!(self.state(), before, "{line}");
        let message = error["message"].as_str().unwrap();
        assert!(words.talk.contains(message), "{}", words.talk);
        message.to_owned()
    }

    /// Run a command that must be refused with a token and must leave everything as it was;
    /// return the refusal.
    pub(crate) fn refuse(&self, line: &str, token: &str) -> Value {
        let before = self.state();
        let words = self.run(line);
        let error = self.run(&format!("{line} --json")).error();
        assert_eq!(error["code"], token, "{line}: {error}");
        assert_eq!(error["exit_code"], words.code, "{line}");
        assert_eq!(words.out, "", "{line}");
        assert!(words.talk.contains(token), "{line}: {}", words.talk);
        assert!(words.talk.contains("hint: "), "{line}: {}", words.talk);
        assert_eq!(self.state(), before, "{line}");
        error
    }

    /// Return the available amount of a line in fen.
    pub(crate) fn available(&self, year: i16, line: i64) -> i64 {
        self.line(year, line)["available_fen"].as_i64().unwrap()
    }

    /// Return the report of a line.
    pub(crate) fn line(&self, year: i16, line: i64) -> Value {
        let report = self.json(&format!("lines {year}"));
        let lines = report["lines"].as_array().unwrap();
        let found = lines.iter().find(|report| report["id"] == line);
        found.unwrap().clone()
    }
}
