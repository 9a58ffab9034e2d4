//! A list of payments is what its payments are one by one, and nothing when one is refused.

use rusqlite::Connection;
use tempfile::TempDir;
use yusuan::{
    Fen, Fund, Kind, Ledger, Level, LineId, LineKey, Particulars, Payment, Rule, UnitKind, date,
};

const LINES: i64 = 7;
const EACH: i64 = 1_000_000;

fn on(day: &str) -> Particulars {
    Particulars::on(date::parse(day).unwrap()).document("财社〔2025〕1号")
}

fn opened() -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(folder.path().join("county.db"), "").unwrap();
    let none = Particulars::default();
    ledger
        .add_unit("社保中心", UnitKind::Institution, None, &none)
        .unwrap();
    ledger.prepare_year(2025, &none).unwrap();
    for number in 0..LINES {
        let key = LineKey {
            year: 2025,
            unit: "社保中心".to_owned(),
            fund: Fund::GeneralPublic,
            level: Level::Own,
            origin_year: 2025,
            functional_code: "2080109".to_owned(),
            economic_code: "30201".to_owned(),
            kind: Kind::Project,
            project: Some(format!("项目{number}")),
        };
        ledger.draft(&key, Fen::new(EACH)).unwrap();
    }
    ledger.approve(2025, &on("2025-02-01")).unwrap();
    (folder, ledger)
}

fn payments(count: i64) -> Vec<Payment> {
    (0..count)
        .map(|number| {
            let day = format!("2025-{:02}-15", number * 10 / count + 3);
            let line = LineId::new(number * 3 % LINES + 1);
            let said = on(&day).prepared_by("王").key(format!("2025-{number:04}"));
            Payment::new(line, Fen::new(number + 1), said)
        })
        .collect()
}

fn one_by_one(ledger: &mut Ledger, payments: &[Payment]) {
    for payment in payments {
        let (payee, said) = (payment.payee.as_deref(), &payment.particulars);
        ledger
            .pay(payment.line.clone(), payment.amount, payee, said)
            .unwrap();
    }
}

/// Return every row that payments write, and what is left of each line.
fn written(folder: &TempDir) -> Vec<String> {
    let connection = Connection::open(folder.path().join("county.db")).unwrap();
    ["voucher", "posting", "line_balance"]
        .into_iter()
        .flat_map(|table| {
            let sql = format!("SELECT * FROM {table} ORDER BY 1");
            let mut statement = connection.prepare(&sql).unwrap();
            let columns = statement.column_count();
            let rows = statement.query_map([], |row| {
                let values = (0..columns).map(|column| row.get_ref(column));
                values
                    .map(|value| Ok(format!("{:?}", value?)))
                    .collect::<rusqlite::Result<Vec<_>>>()
            });
            let rows: Vec<Vec<String>> = rows.unwrap().collect::<rusqlite::Result<_>>().unwrap();
            rows.into_iter()
                .map(move |row| format!("{table} {}", row.join(" ")))
        })
        .collect()
}

#[test]
fn a_list_writes_what_its_payments_write_one_by_one() {
    let (bulk_folder, mut bulk) = opened();
    let (folder, mut ledger) = opened();
    let payments = payments(930);
    let done = bulk.pay_all(&payments).unwrap();
    one_by_one(&mut ledger, &payments);
    assert_eq!((done.payment_count, done.repeated_count), (930, 0));
    assert_eq!(done.head, ledger.head().unwrap());
    assert_eq!(written(&bulk_folder), written(&folder));
    assert!(
        bulk.verify(yusuan::VerifyOptions::default())
            .unwrap()
            .is_clean()
    );
}

#[test]
fn what_is_not_plain_goes_by_the_verb() {
    let (_folder, mut ledger) = opened();
    let mut payments = payments(410);
    payments[7] = payments[7].clone().payee("文具店");
    payments[300].particulars.memo = Some("补付".to_owned());
    payments[409].particulars.key = None;
    let done = ledger.pay_all(&payments).unwrap();
    assert_eq!(done.payment_count, 410);
    assert_eq!(ledger.head().unwrap().posting_id, LINES + 410);
    assert!(
        ledger
            .verify(yusuan::VerifyOptions::default())
            .unwrap()
            .is_clean()
    );
}

#[test]
fn every_payment_that_is_refused_is_named_and_none_is_made() {
    let (folder, mut ledger) = opened();
    let before = written(&folder);
    let mut payments = payments(620);
    payments[3].amount = Fen::new(EACH + 1);
    payments[250].particulars.dated = Some(date::parse("2024-12-31").unwrap());
    payments[619].line = LineId::new(99).into();
    let error = ledger.pay_all(&payments).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::AvailableExceeded));
    let message = error.to_string();
    for named in ["entry 4 of 620", "entry 251 of 620", "entry 620 of 620"] {
        assert!(message.contains(named), "{message}");
    }
    assert_eq!(written(&folder), before);
    assert!(!ledger.is_in_transaction());
}

#[test]
fn a_list_that_was_paid_is_not_paid_again() {
    let (_folder, mut ledger) = opened();
    let payments = payments(405);
    let first = ledger.pay_all(&payments[..220]).unwrap();
    let again = ledger.pay_all(&payments).unwrap();
    assert_eq!((first.repeated_count, again.repeated_count), (0, 220));
    let third = ledger.pay_all(&payments).unwrap();
    assert_eq!(third.repeated_count, 405);
    assert_eq!(third.head, again.head);
}
