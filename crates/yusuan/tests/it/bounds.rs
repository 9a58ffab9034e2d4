//! Sums at the bounds: a line holds a hundred of the largest amounts, and 92 such lines still fit into
//! 64 bits. Beyond, whatever adds them up says so; nothing wraps, and nothing is rounded.

use tempfile::TempDir;
use yusuan::tables::{ExecutionOptions, FinalOptions, TableOptions};
use yusuan::{
    AsOf, Entry, Fen, FindingToken, Fund, Kind, Ledger, Level, LineId, LineKey, Particulars,
    Result, Severity, UnitKind, VerifyOptions, date,
};

const UNIT: &str = "社会保险中心";

/// What a line can hold: 10^17 fen.
const FULL: i64 = 100 * Fen::MAX_AMOUNT.get();

/// How many full lines fit into 64 bits.
const FITTING: i64 = i64::MAX / FULL;

fn on(day: &str) -> Particulars {
    Particulars::on(date::parse(day).unwrap()).document("财预〔2025〕1号")
}

fn key(number: i64) -> LineKey {
    LineKey {
        year: 2025,
        unit: UNIT.to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Own,
        origin_year: 2025,
        functional_code: "2080109".to_owned(),
        economic_code: "30201".to_owned(),
        kind: Kind::Project,
        project: Some(format!("项目{number}")),
    }
}

/// Return a ledger with so many lines that are as full as can be, and spent.
fn full(lines: i64) -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(folder.path().join("county.db"), "某县").unwrap();
    let none = Particulars::default();
    ledger
        .add_unit(UNIT, UnitKind::Institution, None, &none)
        .unwrap();
    ledger.prepare_year(2025, &none).unwrap();
    for number in 1..=lines {
        ledger.draft(&key(number), Fen::MAX_AMOUNT).unwrap();
    }
    ledger.approve(2025, &on("2025-01-20")).unwrap();
    let each = |entry: fn(LineId, Fen) -> Entry| -> Vec<Entry> {
        let lines = (1..=lines).map(LineId::new);
        lines.map(|line| entry(line, Fen::MAX_AMOUNT)).collect()
    };
    let supplements = each(Entry::supplement);
    let payments = each(Entry::pay);
    for number in 1..=100 {
        if number < 100 {
            ledger.post(&supplements, &on("2025-02-01")).unwrap();
        }
        ledger.post(&payments, &on("2025-03-01")).unwrap();
    }
    (folder, ledger)
}

/// Ask for everything that adds up, by name.
fn sums(ledger: &Ledger) -> Vec<(&'static str, Result<String>)> {
    let options = TableOptions::default();
    let now = AsOf::default();
    vec![
        ("lines", ledger.lines(2025).map(|it| format!("{it:?}"))),
        (
            "execution",
            ledger
                .execution(2025, &ExecutionOptions::default())
                .map(|it| format!("{it:?}")),
        ),
        (
            "final",
            ledger
                .final_tables(2025, None, &FinalOptions::default())
                .map(|it| format!("{it:?}")),
        ),
        (
            "check_final",
            ledger
                .check_final(2025, None, &FinalOptions::default())
                .map(|it| format!("{it:?}")),
        ),
        (
            "budget",
            ledger
                .budget_tables(2025, None, &options)
                .map(|it| format!("{it:?}")),
        ),
        ("plan", ledger.plan_close(2025).map(|it| format!("{it:?}"))),
        (
            "explain",
            ledger
                .explain(LineId::new(1), &now)
                .map(|it| format!("{it:?}")),
        ),
        (
            "verify",
            ledger
                .verify(VerifyOptions::default())
                .map(|it| format!("{:?}", it.findings)),
        ),
    ]
}

/// Return the names of those that answered, and whether each has the sum of so many full lines in it; and
/// what the others said.
type Answers = (Vec<(&'static str, bool)>, Vec<(&'static str, &'static str)>);

fn answers(ledger: &Ledger, sum: &str) -> Answers {
    let (mut told, mut refused) = (Vec::new(), Vec::new());
    for (name, answer) in sums(ledger) {
        match answer {
            Ok(text) => told.push((name, text.contains(sum))),
            Err(error) => refused.push((name, error.code())),
        }
    }
    (told, refused)
}

#[test]
fn what_fits_into_64_bits_is_exact() {
    let (_folder, ledger) = full(FITTING);
    assert_eq!(FITTING, 92);
    for report in ledger.lines(2025).unwrap() {
        assert_eq!(report.balance.paid.get(), FULL);
    }
    let (told, refused) = answers(&ledger, "9200000000000000000");
    assert_eq!(refused, []);
    for (name, has_sum) in told {
        let adds_up = ["execution", "final", "check_final"].contains(&name);
        assert_eq!(has_sum, adds_up, "{name}");
    }
    let verification = ledger.verify(VerifyOptions::default()).unwrap();
    assert!(verification.is_clean(), "{:?}", verification.findings);
}

/// Nothing is wrong with such a ledger; `verify` warns that sums of it cannot be made.
fn assert_only_sums_are_missing(ledger: &Ledger) {
    let verification = ledger.verify(VerifyOptions::default()).unwrap();
    let found = verification.findings.iter();
    let mut found: Vec<_> = found.map(|it| (it.token, it.severity)).collect();
    found.dedup();
    let warning = (FindingToken::TotalOutOfRange, Severity::Warning);
    assert_eq!(found, [warning], "{:?}", verification.findings);
}

#[test]
fn what_does_not_is_refused_and_never_another_number() {
    let (_folder, mut ledger) = full(FITTING + 1);
    let (told, refused) = answers(&ledger, "");
    let wrong = "amount_out_of_range";
    let adding = ["execution", "final", "check_final"];
    assert_eq!(refused, adding.map(|name| (name, wrong)));
    assert_eq!(told.len(), 5);
    for report in ledger.lines(2025).unwrap() {
        assert_eq!(report.balance.paid.get(), FULL);
    }
    assert_only_sums_are_missing(&ledger);
    // 99 of them were supplements.
    let (line, said) = (LineId::new(1), on("2025-04-01"));
    ledger.supplement(line, Fen::MAX_AMOUNT, &said).unwrap();
    let more = ledger.supplement(line, Fen::new(1), &said);
    assert_eq!(more.unwrap_err().code(), "total_out_of_range");
}

/// A hundred times 10,000 payments of the largest amount, out of as many supplements: 10^21 fen.
#[test]
#[ignore = "takes two minutes: cargo test -p yusuan --test it -- --ignored bounds"]
fn a_million_of_the_largest_amounts_are_each_kept() {
    let (_folder, ledger) = full(10_000);
    let reports = ledger.lines(2025).unwrap();
    let kept = reports.iter().filter(|it| it.balance.paid.get() == FULL);
    assert_eq!(kept.count(), 10_000);
    // What was approved is more than 64 bits hold, too.
    let adding = ["execution", "final", "check_final", "budget"];
    let refused = answers(&ledger, "").1;
    assert_eq!(refused, adding.map(|name| (name, "amount_out_of_range")));
    assert_only_sums_are_missing(&ledger);
}
