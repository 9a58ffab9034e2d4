//! What a refusal says: which rule, which row, how much is missing and what would be allowed.

use yusuan::{
    AssertedRow, ContractDraft, ContractPart, Entry, Error, Fen, Fund, Kind, Ledger, Level, LineId,
    LineKey, Particulars, Payment, Refusal, Result, Rule, UnitKind, date,
};

const UNIT: &str = "社会保险中心";
const OTHER_UNIT: &str = "就业中心";

fn key(year: i16, economic_code: &str, kind: Kind) -> LineKey {
    LineKey {
        year,
        unit: UNIT.to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Own,
        origin_year: year,
        functional_code: "2080109".to_owned(),
        economic_code: economic_code.to_owned(),
        kind,
        project: (kind == Kind::Project).then(|| "培训".to_owned()),
    }
}

fn office() -> LineKey {
    key(2025, "30201", Kind::BasicPublic)
}

fn travel() -> LineKey {
    key(2025, "30211", Kind::BasicPublic)
}

fn on(day: &str) -> Particulars {
    Particulars::on(date::parse(day).unwrap()).document("1号")
}

fn may() -> Particulars {
    on("2025-05-06")
}

/// Return a ledger with 2025 open and three lines, one of them an estimated carry-over.
fn ledger() -> (tempfile::TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(folder.path().join("county.db"), "").unwrap();
    let none = Particulars::default();
    for unit in [UNIT, OTHER_UNIT] {
        ledger
            .add_unit(unit, UnitKind::Institution, None, &none)
            .unwrap();
    }
    ledger.prepare_year(2025, &none).unwrap();
    for (key, fen) in [(office(), 50_000), (travel(), 50_000), (estimated(), 6_000)] {
        ledger.draft(&key, Fen::new(fen)).unwrap();
    }
    ledger.approve(2025, &on("2025-02-17")).unwrap();
    (folder, ledger)
}

fn estimated() -> LineKey {
    LineKey {
        origin_year: 2024,
        ..key(2025, "30299", Kind::Project)
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result.unwrap_err() {
        Error::Rule(refusal) => *refusal,
        other => panic!("{other}"),
    }
}

fn figures(refusal: &Refusal) -> (Rule, Option<Fen>, Option<Fen>) {
    (refusal.rule, refusal.allowed, refusal.shortfall)
}

#[test]
fn no_more_of_an_estimate_is_taken_out_than_is_left() {
    let (_folder, mut ledger) = ledger();
    let line = ledger.line(estimated()).unwrap();
    let take = |ledger: &mut Ledger, fen: i64| {
        ledger.post(
            &[Entry::true_up_decrease(estimated(), Fen::new(fen))],
            &may(),
        )
    };
    take(&mut ledger, 1_000).unwrap();
    let refusal = refused(take(&mut ledger, 5_001));
    let expected = (
        Rule::TrueUpExceeded,
        Some(Fen::new(5_000)),
        Some(Fen::new(1)),
    );
    assert_eq!(figures(&refusal), expected);
    assert_eq!(refusal.line_id, Some(line.id.get()));
    assert!(refusal.message.contains("50.00 yuan left"), "{refusal}");
    // Undoing an increase takes out of the estimate, too.
    let more = Entry::true_up_increase(estimated(), Fen::new(100));
    let more = ledger.post(&[more], &may()).unwrap();
    take(&mut ledger, 5_050).unwrap();
    let refusal = refused(ledger.reverse(more.voucher_id, &may()));
    let expected = (Rule::TrueUpExceeded, Some(Fen::new(50)), Some(Fen::new(50)));
    assert_eq!(figures(&refusal), expected);
}

#[test]
fn a_total_beyond_the_bound_is_named() {
    let (_folder, mut ledger) = ledger();
    let most = Entry::supplement(office(), Fen::MAX_AMOUNT);
    ledger.post(&vec![most; 99], &may()).unwrap();
    let line = ledger.line(office()).unwrap();
    let rest = Entry::supplement(office(), Fen::new(Fen::MAX_AMOUNT.get() - 7));
    ledger.post(&[rest], &may()).unwrap();
    let refusal = refused(ledger.supplement(office(), Fen::new(10), &may()));
    let expected = (Rule::TotalOutOfRange, Some(Fen::new(7)), Some(Fen::new(3)));
    assert_eq!(figures(&refusal), expected);
    assert_eq!(refusal.line_id, Some(line.id.get()));
    assert!(
        refusal.message.contains("its total `supplement`"),
        "{refusal}"
    );
    // In a voucher of several it is the one that is at fault.
    let entries = [5, 3].map(|fen| Entry::supplement(office(), Fen::new(fen)));
    let refusal = refused(ledger.post(&entries, &may()));
    assert!(
        refusal
            .message
            .starts_with(&format!("entry 2 of 2: total_out_of_range: {line}: ")),
        "{refusal}"
    );
    assert_eq!(refusal.allowed, Some(Fen::new(2)));
}

#[test]
fn a_contract_of_another_unit_is_named_with_its_line() {
    let (_folder, mut ledger) = ledger();
    let none = Particulars::default();
    let line = ledger.line(office()).unwrap();
    let contract = |reference: &str| ContractDraft {
        reference: reference.to_owned(),
        title: "物业".to_owned(),
        unit: OTHER_UNIT.to_owned(),
        signed_on: date::parse("2025-03-01").unwrap(),
        category: None,
        reserved_for: None,
        counterparty: None,
    };
    let part = |key: LineKey| ContractPart {
        key,
        due_on: None,
        amount: Fen::new(500),
    };
    let own = LineKey {
        unit: OTHER_UNIT.to_owned(),
        ..office()
    };
    let refusal = refused(ledger.sign_contract(&contract("HT-1"), &[part(office())], &none));
    assert_eq!(refusal.rule, Rule::ContractUnit);
    assert!(
        refusal.message.ends_with(&office().to_string()),
        "{refusal}"
    );
    ledger
        .sign_contract(&contract("HT-1"), &[part(own.clone())], &none)
        .unwrap();
    let refusal = refused(ledger.commit(office(), Fen::new(1), "HT-1", None, &may()));
    assert_eq!(
        refusal.message,
        format!("contract HT-1 is {OTHER_UNIT}'s, and {line} is {UNIT}'s")
    );
    assert_eq!(refusal.line_id, Some(line.id.get()));
    ledger
        .commit(office(), Fen::new(1), "HT-2", None, &may())
        .unwrap();
    let refusal = refused(ledger.sign_contract(&contract("HT-2"), &[part(own)], &none));
    assert_eq!(
        refusal.message,
        format!(
            "commitment 1 of contract HT-2 is on {line}, {UNIT}'s, and the contract would be \
             {OTHER_UNIT}'s"
        )
    );
    assert_eq!(refusal.line_id, Some(line.id.get()));
}

#[test]
fn an_override_names_its_policy_and_document() {
    let (_folder, mut ledger) = ledger();
    let give = |ledger: &mut Ledger, policy: &str, document: &str| {
        let entry = Entry::supplement(office(), Fen::new(1));
        let entries = [entry.clone(), entry];
        refused(ledger.post(&entries, &may().overriding(policy, document)))
    };
    let refusal = give(&mut ledger, "freeze", "纪要7号");
    assert_eq!(
        (refusal.rule, &*refusal.message),
        (
            Rule::OverrideInvalid,
            "no policy has the name that 纪要7号 overrides: freeze"
        )
    );
    assert!(refusal.hint.contains("freeze_date"), "{refusal}");
    let refusal = give(&mut ledger, "freeze_date", "　");
    assert_eq!(refusal.rule, Rule::OverrideInvalid);
    assert!(
        refusal
            .message
            .starts_with("freeze_date is overridden without the document"),
        "{refusal}"
    );
}

#[test]
fn a_project_is_named_with_the_line_it_does_not_go_with() {
    let (_folder, mut ledger) = ledger();
    let nameless = LineKey {
        project: None,
        ..key(2025, "30299", Kind::Project)
    };
    let blank = LineKey {
        project: Some(" 培训".to_owned()),
        ..nameless.clone()
    };
    let odd = LineKey {
        project: Some("培训".to_owned()),
        ..key(2025, "30202", Kind::BasicPublic)
    };
    for (key, rule, said) in [
        (
            nameless,
            Rule::ProjectMissing,
            "project 项目支出 needs the name",
        ),
        (blank, Rule::ProjectMissing, "blanks around it: \" 培训\""),
        (
            odd,
            Rule::ProjectUnexpected,
            "basic_public 公用经费 has no project",
        ),
    ] {
        let supplemented = ledger.supplement(&key, Fen::new(1), &may());
        let transferred = ledger.transfer(office(), &key, Fen::new(1), &may());
        ledger.prepare_year(2026, &Particulars::default()).ok();
        let next = LineKey {
            year: 2026,
            origin_year: 2026,
            ..key.clone()
        };
        let drafted = ledger.draft(&next, Fen::new(1));
        for (refusal, key) in [
            (refused(supplemented), &key),
            (refused(transferred), &key),
            (refused(drafted), &next),
        ] {
            assert_eq!(refusal.rule, rule);
            assert!(refusal.message.contains(said), "{refusal}");
            assert!(refusal.message.ends_with(&key.to_string()), "{refusal}");
        }
    }
}

#[test]
fn lines_are_rebalanced_within_their_own_money() {
    let (_folder, mut ledger) = ledger();
    let upper = |key: LineKey| LineKey {
        level: Level::Upper,
        ..key
    };
    for key in [upper(office()), upper(travel())] {
        ledger.supplement(&key, Fen::new(1_000), &may()).unwrap();
    }
    // By the order and by the purpose of the lines, each would give to the other level.
    let changes = [
        (office().into(), Fen::new(-300)),
        (upper(travel()).into(), Fen::new(-200)),
        (upper(office()).into(), Fen::new(200)),
        (travel().into(), Fen::new(300)),
    ];
    let receipt = ledger.rebalance(&changes, &may()).unwrap();
    assert_eq!(receipt.posting_count, 2);
    let left = |ledger: &Ledger, key: LineKey| ledger.balance(key).unwrap().available().unwrap();
    assert_eq!(left(&ledger, travel()), Fen::new(50_300));
    assert_eq!(left(&ledger, upper(office())), Fen::new(1_200));
    let changes = [
        (office().into(), Fen::new(-300)),
        (travel().into(), Fen::new(100)),
        (upper(office()).into(), Fen::new(200)),
    ];
    let refusal = refused(ledger.rebalance(&changes, &may()));
    assert_eq!(refusal.rule, Rule::TransferNotZero);
    assert_eq!(
        refusal.message,
        "of 2025 general_public own 2025, 2.00 yuan more is given than taken\n\
         of 2025 general_public upper 2025, 2.00 yuan more is taken than given"
    );
    assert_eq!(refusal.shortfall, Some(Fen::new(200)));
}

#[test]
fn money_that_nothing_moved_is_zero_without_an_assertion() {
    let (_folder, mut ledger) = ledger();
    let day = date::parse("2025-03-31").unwrap();
    let say = |ledger: &mut Ledger, fen: i64| {
        let surplus = AssertedRow::Surplus(UNIT.to_owned(), Fund::GeneralPublic);
        let none = Particulars::default();
        ledger.assert_balance(&surplus, "stock", day, Fen::new(fen), "对账单", &none)
    };
    for (fen, said) in [(0, "needs no assertion"), (700, "0.00 and not at 7.00")] {
        let error = say(&mut ledger, fen).unwrap_err();
        assert_eq!(error.code(), "surplus_unknown");
        assert!(error.to_string().contains(said), "{error}");
    }
    ledger.to_surplus(office(), Fen::new(300), &may()).unwrap();
    say(&mut ledger, 0).unwrap();
}

#[test]
fn a_posting_that_goes_with_no_other_row_names_both() {
    let (_folder, mut ledger) = ledger();
    let line = ledger.line(office()).unwrap();
    let itself = refused(ledger.transfer(office(), office(), Fen::new(1), &may()));
    assert_eq!(itself.rule, Rule::TransferToItself);
    assert_eq!(itself.message, format!("{line} would give to itself"));
    let paid = ledger.pay(office(), Fen::new(500), None, &may()).unwrap();
    let payment = paid.first_posting_id;
    let undone = ledger.reverse(paid.voucher_id, &may()).unwrap();
    let back = refused(ledger.refund(payment, Fen::new(1), &may()));
    assert_eq!(back.rule, Rule::RefundWrong);
    let voucher = undone.voucher_id;
    assert_eq!(
        back.message,
        format!(
            "posting {payment} is 支付 of 2025-05-06 on line {}, undone by voucher {voucher}, and \
             cannot come back to {line}",
            line.id
        )
    );
    let again = refused(ledger.reverse_posting(payment, &may()));
    assert_eq!(again.rule, Rule::AlreadyReversed);
    assert!(
        again
            .message
            .starts_with(&format!("posting {payment} of 5.00 yuan is undone already")),
        "{again}"
    );
    let blank = refused(ledger.commit(office(), Fen::new(1), " HT", None, &may()));
    assert_eq!(blank.rule, Rule::CommitmentInvalid);
    assert!(blank.message.ends_with("\" HT\""), "{blank}");
    for refusal in [itself, back, again, blank] {
        assert_eq!(refusal.line_id, Some(line.id.get()), "{refusal}");
    }
    let frozen = refused(ledger.draft(&office(), Fen::new(1)));
    assert_eq!(frozen.rule, Rule::DraftFrozen);
    assert!(frozen.message.ends_with(&office().to_string()), "{frozen}");
    assert!(frozen.hint.starts_with("supplement"), "{frozen}");
}

/// Return where a name that hides something was given, and as what.
fn hidden<T: std::fmt::Debug>(result: Result<T>) -> (String, String) {
    let Err(error @ Error::Source(_)) = result else {
        panic!("not refused as a name: {result:?}");
    };
    assert_eq!(error.code(), "row_malformed");
    let Error::Source(mut problems) = error else {
        unreachable!("looked at above")
    };
    let problem = problems.0.remove(0);
    assert!(!problem.hint.is_empty());
    (problem.path, problem.column.unwrap())
}

#[test]
fn a_name_that_hides_something_is_refused_as_in_a_file() {
    let (_folder, mut ledger) = ledger();
    ledger.prepare_year(2026, &Particulars::default()).unwrap();
    let before = ledger.head().unwrap();
    let (line, fen) = (LineId::new(1), Fen::new(1));
    let at = |verb: &str, what: &str| (verb.to_owned(), what.to_owned());
    for unseen in ["\u{202E}", "\u{200B}", "\u{FEFF}", "\u{7}", "\n", "\u{AD}"] {
        let name = format!("就业{unseen}中心");
        let none = Particulars::default();
        let added = ledger.add_unit(&name, UnitKind::Institution, None, &none);
        assert_eq!(hidden(added), at("add_unit", "name"), "{unseen:?}");
        let drafted = LineKey {
            project: Some(name.clone()),
            ..key(2026, "30201", Kind::Project)
        };
        let drafted = ledger.draft(&drafted, fen);
        assert_eq!(hidden(drafted), at("draft", "project"), "{unseen:?}");
        let paid = ledger.pay(line, fen, Some(&name), &may());
        assert_eq!(hidden(paid), at("post", "payee"), "{unseen:?}");
        let paid = ledger.pay(line, fen, None, &may().key(&name));
        assert_eq!(hidden(paid), at("post", "key"), "{unseen:?}");
        let paid = ledger.pay_many(&[Payment::new(line, fen, may().prepared_by(&name))]);
        assert_eq!(hidden(paid), at("pay_many", "prepared_by"), "{unseen:?}");
        let prepared = ledger.prepare_year(2027, &none.document(&name));
        assert_eq!(
            hidden(prepared),
            at("load_catalogue", "document"),
            "{unseen:?}"
        );
    }
    assert_eq!(ledger.head().unwrap(), before);
    assert!(ledger.drafts(2026).unwrap().is_empty());
}

#[test]
fn what_is_free_text_may_have_lines() {
    let (_folder, mut ledger) = ledger();
    let said = may().memo("一\n二").reason("因\u{200B}果");
    ledger
        .pay(LineId::new(1), Fen::new(1), None, &said)
        .unwrap();
}
