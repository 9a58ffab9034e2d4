//! What a policy says when it refuses, and what lets an act pass.

use yusuan::{
    Entry, Error, Fen, Fund, Kind, Ledger, LegalKind, Level, LineKey, Particulars, Policy,
    PolicyAction, Refusal, UnitKind, date,
};

const UNIT: &str = "社会保险中心";

fn key(economic_code: &str, kind: Kind) -> LineKey {
    LineKey {
        year: 2025,
        unit: UNIT.to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Own,
        origin_year: 2025,
        functional_code: "2080109".to_owned(),
        economic_code: economic_code.to_owned(),
        kind,
        project: (kind == Kind::Project).then(|| "培训".to_owned()),
    }
}

fn wages() -> LineKey {
    key("30101", Kind::BasicPersonnel)
}

fn office() -> LineKey {
    key("30201", Kind::BasicPublic)
}

fn on(day: &str) -> Particulars {
    Particulars::on(date::parse(day).unwrap()).document("调剂审批单1号")
}

fn ledger() -> (tempfile::TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(folder.path().join("county.db"), "").unwrap();
    let none = Particulars::default();
    ledger
        .add_unit(UNIT, UnitKind::Institution, None, &none)
        .unwrap();
    ledger.prepare_year(2025, &none).unwrap();
    ledger.draft(&wages(), Fen::new(100_000)).unwrap();
    ledger.draft(&office(), Fen::new(50_000)).unwrap();
    ledger.approve(2025, &on("2025-02-17")).unwrap();
    (folder, ledger)
}

fn refusal(error: Error) -> Refusal {
    match error {
        Error::Rule(refusal) => *refusal,
        other => panic!("{other}"),
    }
}

#[test]
fn a_refusal_names_policy_lines_amount_and_what_would_help() {
    let (_folder, mut ledger) = ledger();
    let move_wages = |ledger: &mut Ledger, particulars: &Particulars| {
        ledger.transfer(wages(), office(), Fen::new(500), particulars)
    };
    let before = ledger.head().unwrap();
    let refused = refusal(move_wages(&mut ledger, &on("2025-05-06")).unwrap_err());
    assert_eq!(refused.rule.token(), "personnel_to_public");
    assert!(
        refused
            .message
            .starts_with("5.00 yuan from 2025 社会保险中心"),
        "{refused}"
    );
    assert!(refused.message.contains("财预〔2016〕18号"), "{refused}");
    assert!(
        refused.hint.contains("an override lets it pass"),
        "{refused}"
    );
    assert_eq!(refused.shortfall, Some(Fen::new(500)));
    assert_eq!(
        refused.line_id,
        Some(ledger.line(office()).unwrap().id.get())
    );
    assert_eq!(refused.allowed, Some(Fen::ZERO));
    assert_eq!(ledger.head().unwrap(), before);

    let granted = on("2025-05-06").overriding("personnel_to_public", "县政府纪要〔2025〕7号");
    move_wages(&mut ledger, &granted).unwrap();
    let forbid = Policy::new(
        "personnel_to_public",
        PolicyAction::Forbid,
        "县财预〔2025〕3号",
    );
    ledger.set_policy(&forbid, &Particulars::default()).unwrap();
    let refused = refusal(move_wages(&mut ledger, &granted).unwrap_err());
    assert!(refused.hint.contains("no override lifts it"), "{refused}");
    // What was granted before stays granted.
    let report = ledger.policy_report(2025).unwrap();
    let statuses: Vec<_> = report
        .iter()
        .map(|touch| (&*touch.policy, &*touch.status))
        .collect();
    let expected = [
        ("economic_transfer", "documented"),
        ("personnel_to_public", "overridden"),
    ];
    assert_eq!(statuses, expected);
}

#[test]
fn nothing_is_adjusted_after_the_freeze_date() {
    let (_folder, mut ledger) = ledger();
    let freeze = Policy {
        value: Some("11-30".to_owned()),
        ..Policy::new("freeze_date", PolicyAction::Deny, "县财预〔2025〕3号")
    };
    ledger.set_policy(&freeze, &Particulars::default()).unwrap();
    ledger
        .reduce(office(), Fen::new(1), &on("2025-11-30"))
        .unwrap();
    let refused = refusal(
        ledger
            .reduce(office(), Fen::new(1), &on("2025-12-01"))
            .unwrap_err(),
    );
    assert!(refused.message.contains("dated 2025-12-01"), "{refused}");
    assert!(refused.message.contains("after 11-30"), "{refused}");
    ledger
        .pay(office(), Fen::new(1), None, &on("2025-12-01"))
        .unwrap();
}

#[test]
fn an_act_that_adjusts_nothing_has_no_legal_kind_and_no_override() {
    let (_folder, mut ledger) = ledger();
    let legal = on("2025-05-06").legal_kind(LegalKind::Reallocation);
    let refused = refusal(ledger.pay(office(), Fen::new(1), None, &legal).unwrap_err());
    assert_eq!(refused.rule.token(), "adjustment_invalid");
    let granted = Particulars::default().overriding("freeze_date", "1号");
    let refused = refusal(
        ledger
            .add_unit("就业中心", UnitKind::Other, None, &granted)
            .unwrap_err(),
    );
    assert_eq!(refused.rule.token(), "override_invalid");
}

#[test]
fn a_voucher_does_not_go_round_a_policy_by_a_line_between() {
    let (_folder, mut ledger) = ledger();
    let project = key("30299", Kind::Project);
    ledger
        .supplement(project.clone(), Fen::new(900), &on("2025-03-01"))
        .unwrap();
    let half = |from: LineKey, to: LineKey, fen| (from.into(), to.into(), Fen::new(fen));
    let moves = [
        half(wages(), project.clone(), 500),
        half(project.clone(), office(), 300),
    ];
    let before = ledger.head().unwrap();
    // In one voucher it is refused in either order, and says how much goes the whole way.
    let backwards = [moves[1].clone(), half(wages(), project.clone(), 500)];
    for (moves, allowed, line) in [(&moves, 0, office()), (&backwards, 200, project.clone())] {
        let refused =
            ledger.transfer_pairs(moves, &on("2025-05-06").overriding("freeze_date", "1号"));
        let refused = refusal(refused.unwrap_err());
        assert_eq!(refused.rule.token(), "personnel_to_public");
        let said =
            "together take 5.00 yuan from personnel (人员经费) lines and give 3.00 yuan to public";
        assert!(refused.message.contains(said), "{refused}");
        assert!(refused.hint.contains("a voucher of its own"), "{refused}");
        assert_eq!(refused.shortfall, Some(Fen::new(300)));
        assert_eq!(refused.allowed, Some(Fen::new(allowed)));
        assert_eq!(refused.line_id, Some(ledger.line(line).unwrap().id.get()));
    }
    assert_eq!(ledger.head().unwrap(), before);
    // Each half is documented when it stands alone, and both are granted by an override.
    for (from, to, fen) in moves.clone() {
        ledger.transfer(from, to, fen, &on("2025-05-06")).unwrap();
    }
    let granted = on("2025-05-07").overriding("personnel_to_public", "县政府纪要〔2025〕7号");
    ledger.transfer_pairs(&moves, &granted).unwrap();
    let report = ledger.policy_report(2025).unwrap();
    let overridden = report.iter().filter(|it| it.status == "overridden");
    let overridden: Vec<_> = overridden.map(|it| (&*it.policy, it.amount)).collect();
    assert_eq!(overridden, [("personnel_to_public", Fen::new(300))]);
}

#[test]
fn a_policy_for_some_functions_is_asked_about_the_line_that_gave() {
    let (_folder, mut ledger) = ledger();
    let allow = Policy {
        scope: yusuan::Scope {
            item: Some("2080109".to_owned()),
            ..yusuan::Scope::default()
        },
        ..Policy::new(
            "personnel_to_public",
            PolicyAction::Warn,
            "县财预〔2025〕3号",
        )
    };
    ledger.set_policy(&allow, &Particulars::default()).unwrap();
    let project = key("30299", Kind::Project);
    let moves = [
        Entry::transfer(wages(), project.clone(), Fen::new(500)),
        Entry::transfer(project, office(), Fen::new(500)),
    ];
    let receipt = ledger.post(&moves, &on("2025-05-06")).unwrap();
    let warned: Vec<_> = receipt.warnings.iter().map(|it| &*it.policy).collect();
    assert_eq!(warned, ["personnel_to_public"]);
}

#[test]
fn two_documents_for_one_policy_are_refused_and_not_halved() {
    let (_folder, mut ledger) = ledger();
    let twice = |name: &str| {
        on("2025-05-06")
            .overriding(name, "1号")
            .overriding(name, "2号")
    };
    let particulars = twice("personnel_to_public");
    let refused = ledger.transfer(wages(), office(), Fen::new(500), &particulars);
    let refused = refusal(refused.unwrap_err());
    assert_eq!(refused.rule.token(), "override_invalid");
    assert!(
        refused
            .message
            .contains("twice in one act: by 1号 and by 2号"),
        "{refused}"
    );
    assert!(refused.hint.contains("1号；2号"), "{refused}");
    let particulars = twice("max_carry_years");
    let refused = ledger.plan_close_overriding(2025, &particulars.overrides);
    let refused = refusal(refused.unwrap_err());
    assert!(
        refused
            .message
            .contains("max_carry_years is overridden twice"),
        "{refused}"
    );
}
