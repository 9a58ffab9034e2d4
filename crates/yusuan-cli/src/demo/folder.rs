//! Where the demo leaves its files, and which of them it may replace.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use yusuan::tables::BudgetTable;
use yusuan::{DeclarationKind, Error, Ledger, Output};

use crate::failure::Failure;

/// Lists the files that the demo made; what is not in it is somebody else's.
const LIST: &str = "made-by-demo.txt";
const LIST_HEADING: &str = "# yusuan demo made these files, and replaces them when it runs again.";

const LEDGER: &str = "yusuan-demo.db";
const CLOSED: &str = "yusuan-demo-closed.db";
const TABLES: &str = "tables";
const OPENING: &str = "opening-2026";
/// The book of the budget of 2025, and that of its final accounts.
const BOOKS: [&str; 2] = ["public-budget", "public-accounts"];
const BOOK_FILES: [&str; 3] = ["index.html", "index.en.html", "book.xlsx"];

/// What final accounts there are.
const FINAL_ACCOUNTS: [&str; 12] = [
    "final-01",
    "final-02",
    "final-03",
    "final-04",
    "final-05",
    "final-06",
    "final-07",
    "final-08",
    "final-09",
    "final-comparison",
    "final-three-public",
    "final-balances",
];
/// The explanatory part.
pub(super) const NARRATIVE: &str = "budget-narrative.txt";
const ENDINGS: [&str; 3] = ["txt", "csv", "json"];

/// The folder of the demo, cleared for a run.
pub(super) struct Folder {
    /// The ledger in which 2025 is open.
    pub(super) ledger: PathBuf,
    /// A copy of it, in which 2025 is closed.
    pub(super) closed: PathBuf,
    pub(super) tables: PathBuf,
    /// Tables of the draft of 2026.
    pub(super) opening: PathBuf,
    /// What is published of the budget of 2025, and of its final accounts.
    pub(super) books: [PathBuf; 2],
}

impl Folder {
    /// Remove what an earlier run left, and refuse to touch anything else.
    pub(super) fn cleared(path: &Path) -> Result<Self, Failure> {
        let refused = |path: &Path, error: &io::Error| {
            let hint = "choose a folder that can be written";
            Failure::file("file_not_written", path, error.to_string(), hint)
        };
        let tables = path.join(TABLES);
        fs::create_dir_all(&tables).map_err(|error| refused(&tables, &error))?;
        let list = path.join(LIST);
        let own = own_files(&list).map_err(|error| refused(&list, &error))?;
        let present: Vec<String> = names()
            .filter(|name| path.join(name).symlink_metadata().is_ok())
            .collect();
        if let Some(foreign) = present.iter().find(|name| !own.contains(*name)) {
            return Err(Failure::file(
                "file_exists",
                &path.join(foreign),
                "the file was not made by the demo",
                "choose another folder: yusuan demo DIR",
            ));
        }
        let (ledger, closed) = (path.join(LEDGER), path.join(CLOSED));
        release(&ledger)?;
        release(&closed)?;
        // Listed first: whatever a run leaves, however it ends, the next one may replace.
        let names: String = names().map(|name| name + "\n").collect();
        Output::prepare(&list)?.write(format!("{LIST_HEADING}\n{names}").as_bytes())?;
        for name in present {
            let path = path.join(name);
            fs::remove_file(&path).map_err(|error| refused(&path, &error))?;
        }
        Ok(Self {
            ledger,
            closed,
            tables,
            opening: path.join(OPENING),
            books: BOOKS.map(|book| path.join(book)),
        })
    }

    /// Go on with a copy of the ledger, which nobody has open.
    pub(super) fn copy_ledger(&self) -> Result<Ledger, Failure> {
        let bytes = fs::read(&self.ledger).map_err(|error| {
            let hint = "run the demo again";
            Failure::file("file_not_read", &self.ledger, error.to_string(), hint)
        })?;
        Output::prepare(&self.closed)?.write(&bytes)?;
        Ok(Ledger::open(&self.closed)?)
    }
}

/// Return every file of the demo, below its folder.
fn names() -> impl Iterator<Item = String> {
    let file = |folder: &'static str, id: &'static str| {
        let name = move |ending| format!("{folder}/{id}.{ending}");
        ENDINGS.into_iter().map(name)
    };
    let budget = || BudgetTable::ALL.into_iter().map(BudgetTable::id);
    let tables = budget()
        .chain(FINAL_ACCOUNTS)
        .flat_map(move |id| file(TABLES, id));
    let opening = budget().flat_map(move |id| file(OPENING, id));
    let declared = DeclarationKind::ALL.into_iter().flat_map(|kind| {
        ENDINGS
            .into_iter()
            .map(move |ending| format!("{TABLES}/budget-{kind}.{ending}"))
    });
    [LEDGER, CLOSED]
        .map(str::to_owned)
        .into_iter()
        .chain(tables)
        .chain(declared)
        .chain(std::iter::once(format!("{TABLES}/{NARRATIVE}")))
        .chain(opening)
        .chain(
            BOOKS
                .into_iter()
                .flat_map(|book| BOOK_FILES.map(|file| format!("{book}/{file}"))),
        )
}

fn own_files(list: &Path) -> io::Result<BTreeSet<String>> {
    let text = match fs::read_to_string(list) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(error),
    };
    Ok(text.lines().map(str::to_owned).collect())
}

/// Make sure that no program has the former ledger open: its write-ahead log would end up beside
/// the new one.
fn release(ledger: &Path) -> Result<(), Failure> {
    let log = ledger.with_extension("db-wal");
    if !log.exists() {
        return Ok(());
    }
    // The last one to close a ledger removes its log; a crash leaves one that nobody has open.
    drop(Ledger::open(ledger));
    if log.exists() {
        return Err(Error::Busy { writer: None }.into());
    }
    Ok(())
}
