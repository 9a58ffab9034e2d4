//! What wants a ledger: damaged files of one, plans that are compared with one, names that are kept in one.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tempfile::TempDir;
use yusuan::{
    ContractDraft, Entry, Fen, Fund, Kind, Ledger, Level, LineId, LineKey, Particulars, Policy,
    PolicyAction, Scope, UnitKind, VerifyOptions, date, verify_file,
};

use super::{Fault, require_known};

const UNIT: &str = "社会保险中心";

/// A ledger that is made once; whatever is done to it is undone.
struct Desk {
    _folder: TempDir,
    ledger: Ledger,
}

static DESK: Mutex<Option<Desk>> = Mutex::new(None);

fn key(year: i16, unit: &str, project: Option<&str>) -> LineKey {
    LineKey {
        year,
        unit: unit.to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Own,
        origin_year: year,
        functional_code: "2080109".to_owned(),
        economic_code: "30201".to_owned(),
        kind: if project.is_some() {
            Kind::Project
        } else {
            Kind::BasicPublic
        },
        project: project.map(str::to_owned),
    }
}

fn begin(folder: TempDir) -> yusuan::Result<Desk> {
    let mut ledger = Ledger::create(folder.path().join("county.db"), "")?;
    let none = Particulars::default();
    ledger.add_unit(UNIT, UnitKind::Institution, None, &none)?;
    ledger.prepare_year(2025, &none)?;
    ledger.draft(&key(2025, UNIT, None), Fen::new(8_000_000))?;
    ledger.draft(&key(2025, UNIT, Some("驻村工作")), Fen::new(5_000_000))?;
    ledger.control_total(2025, Fund::GeneralPublic, Level::Own, Fen::new(13_000_000))?;
    let approval = Particulars::on(date::parse("2025-01-20")?).document("县人大〔2025〕1号");
    ledger.approve(2025, &approval)?;
    ledger.prepare_year(2026, &none)?;
    Ok(Desk {
        _folder: folder,
        ledger,
    })
}

fn at_the_desk(work: impl FnOnce(&mut Ledger) -> Result<(), Fault>) -> Result<(), Fault> {
    let mut desk = DESK.lock().unwrap_or_else(PoisonError::into_inner);
    if desk.is_none() {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        *desk = Some(known("no desk", begin(folder))?);
    }
    desk.as_mut().map_or(Ok(()), |desk| work(&mut desk.ledger))
}

/// Return an answer that there must be.
fn known<T>(what: &str, answer: yusuan::Result<T>) -> Result<T, Fault> {
    answer.map_err(|error| format!("{what}: {error:?}"))
}

/// Compare what is said to be a plan with a ledger.
pub(super) fn plan(_: &Path, bytes: &[u8]) -> Result<(), Fault> {
    at_the_desk(|ledger| require_known("load_plan", &ledger.load_plan_from("plan", bytes)))
}

/// A ledger with something of everything in it.
const WHOLE: &[u8] = include_bytes!("../../../../tests/files/schema-2.db");

/// How SQLite's files begin.
const MAGIC: &[u8] = b"SQLite format 3";

/// Return the ledger with some bytes changed: three bytes say where, one how many, and those follow.
fn edited(mut edits: &[u8]) -> Vec<u8> {
    let mut whole = WHOLE.to_vec();
    while let [high, middle, low, length, rest @ ..] = edits {
        let at = u32::from_be_bytes([0, *high, *middle, *low]);
        let at = usize::try_from(at).unwrap_or_default() % whole.len();
        let length = usize::from(*length).min(rest.len()).min(whole.len() - at);
        whole[at..at + length].copy_from_slice(&rest[..length]);
        edits = &rest[length..];
    }
    whole
}

/// Open and verify a file: the bytes, or where they are no database, a ledger that they edit.
pub(super) fn damaged(folder: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let edited = (!bytes.starts_with(MAGIC)).then(|| edited(bytes));
    let bytes = edited.as_deref().unwrap_or(bytes);
    let path = folder.join("damaged.db");
    for ending in ["-wal", "-shm", "-journal"] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(ending);
        drop(fs::remove_file(beside));
    }
    fs::write(&path, bytes).map_err(|error| error.to_string())?;
    require_known("verify_file", &verify_file(&path, VerifyOptions::default()))?;
    let opened = Ledger::open(&path);
    require_known("open", &opened)?;
    if let Ok(ledger) = opened {
        require_known("lines", &ledger.lines(2025))?;
        require_known("log", &ledger.log(0, None))?;
        require_known("plan_close", &ledger.plan_close(2025))?;
    }
    Ok(())
}

/// Hand texts to every verb that keeps one, line by line: unit, project, document, person, memo, key,
/// contract, payee, title, policy, value. None is taken for SQL, and what was taken is kept as it was.
pub(super) fn names(_: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let text = String::from_utf8_lossy(bytes);
    let words: Vec<&str> = text.split('\n').collect();
    at_the_desk(|ledger| {
        let before = known("head", ledger.head())?;
        let begun = known("begin", ledger.begin_transaction())?;
        let said = prepare(ledger, &words).and_then(|()| say(ledger, &words));
        known("rollback", ledger.rollback_transaction(begun))?;
        said?;
        if known("head", ledger.head())? == before {
            Ok(())
        } else {
            Err(format!("{words:?} went on after it was undone"))
        }
    })
}

fn word<'w>(words: &[&'w str], at: usize) -> &'w str {
    words.get(at).copied().unwrap_or_default()
}

fn some(words: &[&str], at: usize) -> Option<String> {
    words.get(at).map(|word| (*word).to_owned())
}

/// Add a unit and a draft, and look whether they are there as they were given.
fn prepare(ledger: &mut Ledger, words: &[&str]) -> Result<(), Fault> {
    let name = word(words, 0);
    let none = Particulars::default();
    let is_added = ledger.add_unit(name, UnitKind::Other, Some(UNIT), &none);
    require_known("add_unit", &is_added)?;
    let units = known("units", ledger.units())?;
    if is_added.is_ok() && units.last().is_none_or(|unit| unit.name != name) {
        return Err(format!("the unit {name:?} is {:?}", units.last()));
    }
    let drafted = key(2026, name, some(words, 1).as_deref());
    let is_drafted = ledger.draft(&drafted, Fen::new(1));
    require_known("draft", &is_drafted)?;
    require_known("balance", &ledger.balance(drafted.clone()))?;
    let drafts = known("drafts", ledger.drafts(2026))?;
    if is_drafted.is_ok() && (drafts.len() != 1 || drafts.iter().any(|it| it.key != drafted)) {
        return Err(format!("the draft {drafted} is {drafts:?}"));
    }
    Ok(())
}

/// Hand texts to verbs that keep them, and look whether the ledger is sound.
fn say(ledger: &mut Ledger, words: &[&str]) -> Result<(), Fault> {
    let word = |at| word(words, at);
    let day = date::parse("2025-03-01").map_err(|error| error.to_string())?;
    let none = Particulars::default();
    let said = Particulars {
        dated: Some(day),
        document: some(words, 2),
        prepared_by: some(words, 3),
        memo: some(words, 4),
        key: some(words, 5),
        ..Particulars::default()
    };
    let (line, one) = (LineId::new(1), Fen::new(1));
    let (contract, party) = (word(6), Some(word(7)));
    require_known("pay", &ledger.pay(line, one, party, &said))?;
    require_known("commit", &ledger.commit(line, one, contract, party, &none))?;
    let entry = Entry::commit(line, one, contract);
    require_known("post", &ledger.post(&[entry], &Particulars::on(day)))?;
    let draft = ContractDraft::new(contract, word(8), UNIT, day);
    require_known("sign_contract", &ledger.sign_contract(&draft, &[], &none))?;
    require_known("contract", &ledger.contract(contract))?;
    require_known("deactivate_unit", &ledger.deactivate_unit(word(0), &none))?;
    let policy = Policy {
        name: word(9).to_owned(),
        first_year: Policy::FIRST_YEAR,
        last_year: 2026,
        action: PolicyAction::Warn,
        value: some(words, 10),
        source: word(2).to_owned(),
        scope: Scope::default(),
    };
    require_known("set_policy", &ledger.set_policy(&policy, &none))?;
    // It takes a hundred times as long as all the rest.
    let length: usize = words.iter().copied().map(str::len).sum();
    if !length.is_multiple_of(64) {
        return Ok(());
    }
    let found = known("verify", ledger.verify(VerifyOptions::default()))?;
    if found.findings.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{words:?} was taken and is wrong: {:?}",
        found.findings
    ))
}
