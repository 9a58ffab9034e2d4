//! The tree with every mutant in it, and the programs that test it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::Failure;
use crate::list::{Genre, Mutant};
use crate::weave::{switch, weave};

/// How often is built without what the compiler refuses.
const ATTEMPTS: usize = 12;

/// A copy of the sources that is woven.
pub(crate) struct Tree {
    from: PathBuf,
    root: PathBuf,
    target: PathBuf,
}

/// The root of the crate that is mutated, which gets a module more.
const LIBRARY: &str = "crates/yusuan/src/lib.rs";

/// Write a file, unless it is so already: then nothing is built again.
fn put(path: &Path, content: &[u8]) -> Result<(), Failure> {
    if fs::read(path).is_ok_and(|known| known == content) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, content)?)
}

/// What was built.
pub(crate) struct Built {
    /// Programs of tests.
    pub(crate) programs: Vec<PathBuf>,
    /// Mutants that are in them.
    pub(crate) woven: BTreeSet<usize>,
    /// Where tests run.
    pub(crate) folder: PathBuf,
}

impl Tree {
    /// Copy what git knows of a tree, and what it would know, but for the files to be woven.
    pub(crate) fn copy(
        from: &Path,
        root: PathBuf,
        target: PathBuf,
        mutants: &[Mutant],
    ) -> Result<Self, Failure> {
        let woven: BTreeSet<&str> = mutants.iter().map(|it| it.file.as_str()).collect();
        let mut asked = Command::new("git");
        asked.current_dir(from);
        asked.args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]);
        let names = String::from_utf8(asked.output()?.stdout)?;
        for name in names.split_terminator('\0') {
            let source = from.join(name);
            // What a link leads to is copied in its place.
            if source.is_file() && name != LIBRARY && !woven.contains(name) {
                put(&root.join(name), &fs::read(source)?)?;
            }
        }
        Ok(Self {
            from: from.to_owned(),
            root,
            target,
        })
    }

    /// Weave mutants in and build the tests; leave out what does not compile, as cargo-mutants would.
    /// The names of these are kept in a file.
    pub(crate) fn build(&self, mutants: &[Mutant], kept: &Path) -> Result<Built, Failure> {
        let names = fs::read_to_string(kept).unwrap_or_default();
        let names: BTreeSet<&str> = names.lines().collect();
        let is_known = |number: &usize| {
            let mutant = mutants.get(*number);
            mutant.is_some_and(|it| names.contains(it.name.as_str()))
        };
        let mut refused: BTreeSet<usize> = (0..mutants.len()).filter(is_known).collect();
        self.put_switch(mutants.len())?;
        for _ in 0..ATTEMPTS {
            let (woven, texts) = self.weave(mutants, &refused)?;
            let errors = self.errors()?;
            if errors.is_empty() {
                return Ok(Built {
                    programs: self.programs()?,
                    woven,
                    folder: self.root.join("crates/yusuan"),
                });
            }
            let before = refused.len();
            for error in &errors {
                refused.extend(culprits(error, &texts, mutants, &woven));
            }
            let names = refused.iter().filter_map(|number| mutants.get(*number));
            let names: Vec<&str> = names.map(|it| it.name.as_str()).collect();
            fs::write(kept, names.join("\n"))?;
            eprintln!(
                "{} errors; {} mutants do not compile",
                errors.len(),
                refused.len()
            );
            if refused.len() == before {
                let text = errors.first().map(|error| error["rendered"].to_string());
                return Err(text.unwrap_or_default().into());
            }
        }
        Err("the woven sources do not compile".into())
    }

    fn put_switch(&self, count: usize) -> Result<(), Failure> {
        let text = include_str!("switch.rs").replace("COUNT", &count.to_string());
        put(
            &self.root.join("crates/yusuan/src/mutant.rs"),
            text.as_bytes(),
        )?;
        let text = fs::read_to_string(self.from.join(LIBRARY))?;
        let text = format!("{text}\nmod mutant;\n");
        put(&self.root.join(LIBRARY), text.as_bytes())
    }

    fn weave(
        &self,
        mutants: &[Mutant],
        refused: &BTreeSet<usize>,
    ) -> Result<(BTreeSet<usize>, BTreeMap<String, String>), Failure> {
        let mut files: BTreeMap<&str, Vec<(usize, &Mutant)>> = BTreeMap::new();
        for (number, mutant) in mutants.iter().enumerate() {
            let of_file = files.entry(&mutant.file).or_default();
            if !refused.contains(&number) {
                of_file.push((number, mutant));
            }
        }
        let (mut all, mut texts) = (BTreeSet::new(), BTreeMap::new());
        for (file, of_file) in files {
            let original = fs::read_to_string(self.from.join(file))?;
            let (text, woven) = weave(&original, &of_file)?;
            put(&self.root.join(file), text.as_bytes())?;
            all.extend(woven);
            texts.insert(file.to_owned(), text);
        }
        Ok((all, texts))
    }

    fn cargo(&self, arguments: &[&str]) -> Result<Vec<Value>, Failure> {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&self.root);
        cargo.args(arguments);
        cargo.args(["--package", "yusuan", "--lib", "--message-format=json"]);
        cargo.args(["--profile", "mutants", "--config"]);
        // What is built once is run thousands of times.
        cargo.arg("profile.mutants.package.\"*\".opt-level = 1");
        cargo.env("CARGO_TARGET_DIR", &self.target);
        cargo.stderr(Stdio::null());
        let said = String::from_utf8(cargo.output()?.stdout)?;
        let messages = said.lines().map(serde_json::from_str);
        Ok(messages.collect::<Result<_, _>>()?)
    }

    fn errors(&self) -> Result<Vec<Value>, Failure> {
        let messages = self.cargo(&["check"])?;
        let mut errors = Vec::new();
        for mut message in messages {
            let said = message["message"].take();
            if said["level"] == "error" && said["spans"].as_array().is_some_and(|it| !it.is_empty())
            {
                errors.push(said);
            }
        }
        Ok(errors)
    }

    fn programs(&self) -> Result<Vec<PathBuf>, Failure> {
        let messages = self.cargo(&["test", "--no-run", "--test", "it"])?;
        let programs = messages.iter().filter_map(|it| it["executable"].as_str());
        let programs: Vec<PathBuf> = programs.map(PathBuf::from).collect();
        if programs.len() != 2 {
            return Err("the tests do not compile".into());
        }
        Ok(programs)
    }
}

/// Return the mutants that an error of the compiler is about.
fn culprits(
    error: &Value,
    texts: &BTreeMap<String, String>,
    mutants: &[Mutant],
    woven: &BTreeSet<usize>,
) -> Vec<usize> {
    let message = error["message"].as_str().unwrap_or_default();
    let named: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let name = named.first().and_then(|called| called.rsplit("::").next());
    // A switch in a constant itself is found by its place, below.
    if error["code"]["code"] == "E0015" && name != Some("is") {
        // It is called where the compiler must know the result: the function stays as it is.
        let is_called = |number: &usize| {
            let function = mutants.get(*number).and_then(|it| it.function.as_ref());
            function.is_some_and(|it| it.function_name.rsplit("::").next() == name)
        };
        return woven.iter().copied().filter(is_called).collect();
    }
    let Some(span) = error["spans"].as_array().and_then(|spans| spans.first()) else {
        return Vec::new();
    };
    let at = span["byte_start"].as_u64().map(usize::try_from);
    let file = span["file_name"].as_str().unwrap_or_default();
    let (Some(Ok(at)), Some(text)) = (at, texts.get(file)) else {
        return Vec::new();
    };
    let places = woven.iter().filter_map(|number| {
        let mutant = mutants.get(*number).filter(|it| it.file == file)?;
        Some((*number, mutant, text.find(&switch(*number))?))
    });
    let places: Vec<(usize, &Mutant, usize)> = places.collect();
    let within = places.iter().filter_map(|(number, _, start)| {
        let size = branch(text.get(*start..)?);
        (*start <= at && at < start + size).then_some((size, *number))
    });
    let found = within.min().map(|(_, number)| number);
    let behind = || {
        let mut arms = places.iter().filter(|(_, mutant, start)| {
            let is_arm = mutant.genre == Genre::MatchArm && *start > at;
            is_arm && named.iter().any(|pattern| mutant.name.contains(pattern))
        });
        arms.next().map(|(number, ..)| *number)
    };
    // What the function returns at once is not of the type that it returns at its end.
    let before = || {
        let is_value = |mutant: &Mutant| mutant.genre == Genre::FnValue;
        let values = places
            .iter()
            .filter(|(_, mutant, start)| is_value(mutant) && *start < at);
        values.max_by_key(|it| it.2).map(|(number, ..)| *number)
    };
    found.or_else(behind).or_else(before).into_iter().collect()
}

/// Return how long the branch is that a switch opens: up to the brace that closes it.
fn branch(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}
