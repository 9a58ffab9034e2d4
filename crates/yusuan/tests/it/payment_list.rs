//! A list of payments is what its payments are one by one, and nothing when one is refused.

use rusqlite::Connection;
use tempfile::TempDir;
use yusuan::{
    Fen, Fund, Kind, Ledger, Level, LineId, LineKey, Particulars, Payment, PaymentSource, Rule,
    UnitKind, date,
};

const LINES: i64 = 7;
const EACH: i64 = 1_000_000;

fn on(day: &str) -> Particulars {
    Particulars::on(date::parse(day).unwrap()).document("财社〔2025〕1号")
}

pub(crate) fn opened() -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(folder.path().join("county.db"), "").unwrap();
    prepare(&mut ledger);
    ledger.approve(2025, &on("2025-02-01")).unwrap();
    (folder, ledger)
}

fn prepare(ledger: &mut Ledger) {
    let none = Particulars::default();
    ledger
        .add_unit("社保中心", UnitKind::Institution, None, &none)
        .unwrap();
    ledger.prepare_year(2025, &none).unwrap();
    for number in 0..LINES {
        ledger.draft(&key(number), Fen::new(EACH)).unwrap();
    }
}

fn key(number: i64) -> LineKey {
    LineKey {
        year: 2025,
        unit: "社保中心".to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Own,
        origin_year: 2025,
        functional_code: "2080109".to_owned(),
        economic_code: "30201".to_owned(),
        kind: Kind::Project,
        project: Some(format!("项目{number}")),
    }
}

pub(crate) fn payments(count: i64) -> Vec<Payment> {
    (0..count)
        .map(|number| {
            let day = format!("2025-{:02}-15", number * 10 / count + 3);
            let line = LineId::new(number * 3 % LINES + 1);
            let said = on(&day).prepared_by("王").key(format!("2025-{number:04}"));
            Payment::new(line, Fen::new(number + 1), said)
        })
        .collect()
}

pub(crate) fn one_by_one(ledger: &mut Ledger, payments: &[Payment]) {
    for payment in payments {
        let (payee, said) = (payment.payee.as_deref(), &payment.particulars);
        let paid = match &payment.source {
            PaymentSource::Line(line) => ledger.pay(line.clone(), payment.amount, payee, said),
            PaymentSource::Commitment(id) => {
                ledger.pay_commitment(*id, payment.amount, payee, said)
            }
        };
        paid.unwrap();
    }
}

/// Return every row that payments write, and what is left of each line.
pub(crate) fn written(folder: &TempDir) -> Vec<String> {
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
    let payments = payments(933);
    let done = bulk.pay_many(&payments).unwrap();
    one_by_one(&mut ledger, &payments);
    assert_eq!((done.voucher_count, done.repeated_count), (933, 0));
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
    let done = ledger.pay_many(&payments).unwrap();
    assert_eq!(done.voucher_count, 410);
    assert_eq!(ledger.head().unwrap().posting_id, LINES + 410);
    assert!(
        ledger
            .verify(yusuan::VerifyOptions::default())
            .unwrap()
            .is_clean()
    );
}

/// A ledger with a line of a fund that is not fiscal, which has its number from `LINES`, and with a
/// commitment on line 1.
fn opened_with_more() -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(folder.path().join("county.db"), "").unwrap();
    prepare(&mut ledger);
    let fund = Fund::UnitOtherIncome;
    let key = LineKey { fund, ..key(LINES) };
    ledger.draft(&key, Fen::new(EACH)).unwrap();
    ledger
        .budget_income(2025, "社保中心", fund, Fen::new(EACH))
        .unwrap();
    ledger.approve(2025, &on("2025-02-01")).unwrap();
    let half = Fen::new(EACH / 2);
    ledger
        .commit(LineId::new(1), half, "2025-07", None, &on("2025-02-03"))
        .unwrap();
    (folder, ledger)
}

#[test]
fn commitments_and_other_funds_are_paid_in_their_place() {
    let (list_folder, mut list) = opened_with_more();
    let (folder, mut ledger) = opened_with_more();
    let mut payments = payments(870);
    for (number, payment) in payments.iter_mut().enumerate() {
        match number {
            7 | 8 | 650..700 => payment.source = PaymentSource::Commitment(1),
            9 | 300 | 869 => payment.source = PaymentSource::Line(LineId::new(LINES + 1).into()),
            // By its key a line is plain, too.
            10..20 | 400..600 => payment.source = PaymentSource::Line((&key(2)).into()),
            _ => {}
        }
    }
    let done = list.pay_many(&payments).unwrap();
    one_by_one(&mut ledger, &payments);
    assert_eq!(done.head, ledger.head().unwrap());
    assert_eq!(written(&list_folder), written(&folder));
    assert!(
        list.verify(yusuan::VerifyOptions::default())
            .unwrap()
            .is_clean()
    );
}

#[test]
fn a_commitment_is_never_paid_beyond_what_remains() {
    let (folder, mut ledger) = opened_with_more();
    let before = written(&folder);
    let mut payments = payments(250);
    let said = payments[3].particulars.clone();
    payments[3] = Payment::of_commitment(1, Fen::new(EACH / 2 + 1), said.clone());
    payments[249] = Payment::of_commitment(2, Fen::new(1), said);
    let error = ledger.pay_many(&payments).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::CommitmentExceeded));
    let said = error.to_string();
    assert!(
        said.contains("entry 250 of 250: commitment_unknown"),
        "{said}"
    );
    assert_eq!(written(&folder), before);
}

#[test]
fn every_payment_that_is_refused_is_named_and_none_is_made() {
    let (folder, mut ledger) = opened();
    let before = written(&folder);
    let mut payments = payments(620);
    payments[3].amount = Fen::new(EACH + 1);
    payments[250].particulars.dated = Some(date::parse("2024-12-31").unwrap());
    payments[619].source = PaymentSource::Line(LineId::new(99).into());
    let error = ledger.pay_many(&payments).unwrap_err();
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
    let first = ledger.pay_many(&payments[..220]).unwrap();
    let again = ledger.pay_many(&payments).unwrap();
    assert_eq!((first.repeated_count, again.repeated_count), (0, 220));
    let third = ledger.pay_many(&payments).unwrap();
    assert_eq!(third.repeated_count, 405);
    assert_eq!(third.head, again.head);
}
