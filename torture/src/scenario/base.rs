//! The ledgers that scenarios begin with.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use yusuan::{
    Fen, Fund, Kind, Ledger, Level, LineId, LineKey, Particulars, Result, UnitKind, date,
};

use super::{LEDGER, Scenario};
use crate::disk::Files;
use crate::vfs;

/// Written by the release of schema version 1, with something of everything in it.
const LEDGER_1: &[u8] = include_bytes!("../../../tests/files/schema-1.db");

const UNIT: &str = "社会保险中心";

/// How many lines the ledger has.
pub(super) const LINES: i64 = 12;

/// What of the ledger acts refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// A payment of `PAID` from line 1, with a name.
    pub(super) payment: i64,
    /// Its voucher.
    pub(super) voucher: i64,
    /// Another one of as much, from line 2.
    pub(super) other_voucher: i64,
    /// A commitment of `COMMITTED` on line 3.
    pub(super) commitment: i64,
}

/// What each line has.
pub(super) const ORIGINAL: i64 = 1_000_000_000;
pub(super) const PAID: i64 = 1_000_000;
pub(super) const COMMITTED: i64 = 100_000_000;

struct Base {
    with_log: Vec<u8>,
    with_journal: Vec<u8>,
    known: Known,
}

fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    BASE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(LEDGER);
        let known = write(&path).unwrap();
        let with_log = fs::read(&path).unwrap();
        let connection = rusqlite::Connection::open_with_flags_and_vfs(
            &path,
            rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE,
            vfs::plain_name().as_str(),
        )
        .unwrap();
        connection
            .pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))
            .unwrap();
        drop(connection);
        let with_journal = fs::read(&path).unwrap();
        Base {
            with_log,
            with_journal,
            known,
        }
    })
}

/// Return what of the ledger acts refer to.
pub(super) fn known() -> Known {
    base().known
}

/// Return the files that a scenario begins with.
pub(super) fn files(scenario: Scenario, has_log: bool) -> Files {
    let content = match scenario {
        Scenario::Create => return Files::new(),
        Scenario::Migrate => LEDGER_1,
        _ if has_log => &base().with_log,
        _ => &base().with_journal,
    };
    Files::from([(LEDGER.to_owned(), content.to_owned())])
}

/// Return the key of a line of a year.
pub(super) fn key(year: i16, number: i64) -> LineKey {
    let economic = ["30201", "30202", "30205", "30206", "30211"];
    let place = usize::try_from(number).unwrap() % economic.len();
    LineKey {
        year,
        unit: UNIT.to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Own,
        origin_year: year,
        functional_code: "2080109".to_owned(),
        economic_code: economic[place].to_owned(),
        kind: Kind::Project,
        project: Some(format!("项目{number}")),
    }
}

/// Return what is said of an act of a day.
pub(super) fn on(day: &str) -> Particulars {
    let said = Particulars::on(date::parse(day).unwrap());
    said.document("财社〔2025〕1号")
}

/// Write the ledger.
fn write(path: &Path) -> Result<Known> {
    let mut ledger = Ledger::create(path, "某县")?;
    let none = Particulars::default();
    ledger.add_unit(UNIT, UnitKind::Institution, None, &none)?;
    ledger.prepare_year(2025, &none)?;
    for number in 0..LINES {
        ledger.draft(&key(2025, number), Fen::new(ORIGINAL))?;
    }
    ledger.approve(2025, &on("2025-01-20"))?;
    let said = on("2025-02-01");
    let paid = Fen::new(PAID);
    let payment = ledger.pay(LineId::new(1), paid, Some("张三"), &said)?;
    let other = ledger.pay(LineId::new(2), paid, Some("李四"), &said)?;
    let amount = Fen::new(COMMITTED);
    let committed = ledger.commit(LineId::new(3), amount, "2025-07", Some("某公司"), &said)?;
    Ok(Known {
        payment: payment.first_posting_id,
        voucher: payment.voucher_id,
        other_voucher: other.voucher_id,
        commitment: committed.commitment_ids[0],
    })
}
