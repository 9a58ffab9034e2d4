//! What a plan decides, and by which policy.

use yusuan::{
    ClosingAction, Fen, Fund, Kind, Level, LineKey, Plan, Policy, PolicyAction, Rule, Scheme, Scope,
};

use super::county::{County, OTHER, UNIT, aged, decided, key, march, none};

#[test]
fn every_class_of_money_is_decided_by_a_policy_with_its_source() {
    let other_income = |key: LineKey| LineKey {
        fund: Fund::UnitOtherIncome,
        ..key
    };
    let lines = [
        (key("30101", Kind::BasicPersonnel), 100),
        (key("30299", Kind::Project), 200),
        (aged(key("30299", Kind::Project)), 300),
        (other_income(key("30299", Kind::Project)), 400),
        (other_income(key("30201", Kind::BasicPublic)), 500),
    ];
    let mut county = County::open(&lines);
    let fund = Fund::UnitOtherIncome;
    county
        .ledger
        .receive(2025, UNIT, fund, Fen::new(850), &march())
        .unwrap();
    let plan = county.ledger.plan_close(2025).unwrap();
    assert_eq!(
        decided(&plan),
        [
            (ClosingAction::CarryForward, 100, "closing"),
            (ClosingAction::CarryForward, 200, "closing"),
            (ClosingAction::ToSurplus, 300, "max_carry_years"),
            (ClosingAction::CarryForward, 400, "closing"),
            (ClosingAction::ToSurplus, 450, "closing"),
            (ClosingAction::Lapse, 50, "no_money_behind"),
        ]
    );
    for decision in &plan.decisions {
        let is_policy = decision.rule.policy != "no_money_behind";
        assert_eq!(decision.rule.policy_id.is_some_and(|id| id < 0), is_policy);
        assert!(!decision.rule.source.is_empty());
        assert_eq!(decision.age_years, 2025 - decision.line.key.origin_year);
    }
    assert!(plan.is_feasible(), "{:?}", plan.remarks);
}

#[test]
fn own_money_is_recalled_wholesale_and_aged_money_surrendered_by_policy_rows() {
    let upper = LineKey {
        level: Level::Upper,
        ..key("30299", Kind::Project)
    };
    let lines = [
        (key("30201", Kind::BasicPublic), 100),
        (upper.clone(), 200),
        (aged(upper), 300),
    ];
    let mut county = County::open(&lines);
    let recall = Policy {
        value: Some("recall".to_owned()),
        scope: Scope {
            level: Some(Level::Own),
            ..Scope::default()
        },
        ..Policy::new("closing", PolicyAction::Allow, "县财预〔2025〕3号")
    };
    county.ledger.set_policy(&recall, &none()).unwrap();
    let plan = county.ledger.plan_close(2025).unwrap();
    assert_eq!(
        decided(&plan),
        [
            (ClosingAction::Recall, 100, "closing"),
            (ClosingAction::CarryForward, 200, "closing"),
            (ClosingAction::ToSurplus, 300, "max_carry_years"),
        ]
    );
    assert_eq!(plan.decisions[0].rule.policy_id, Some(1));
    assert_eq!(plan.decisions[0].rule.source, "县财预〔2025〕3号");
    let surrender = Policy {
        value: Some("surrender".to_owned()),
        scope: Scope {
            fund: Some("fiscal".to_owned()),
            kind: Some(Kind::Project),
            ..Scope::default()
        },
        ..Policy::new("closing", PolicyAction::Allow, "县财预〔2025〕4号")
    };
    county.ledger.set_policy(&surrender, &none()).unwrap();
    let certificate = county.close();
    assert!(certificate.opening_equals_closing);
    let verification = county
        .ledger
        .verify(yusuan::VerifyOptions::default())
        .unwrap();
    assert!(verification.is_clean(), "{:?}", verification.findings);
}

#[test]
fn a_plan_says_what_would_stop_the_closing() {
    let county = County::open(&[(key("30201", Kind::BasicPublic), 100)]);
    assert!(county.ledger.plan_close(2025).unwrap().is_feasible());
    let tokens = |plan: &Plan| -> Vec<&str> {
        let remarks = plan.remarks.iter().filter(|remark| remark.is_obstacle);
        remarks.map(|remark| remark.token).collect()
    };
    let mut county = County::open(&[(key("30201", Kind::BasicPublic), 100)]);
    let table = county.write("successors.csv", "scheme,old,new\neconomic,30201,30288\n");
    let ledger = &mut county.ledger;
    ledger.load_successors(2025, &table, &none()).unwrap();
    ledger.deactivate_unit(UNIT, &none()).unwrap();
    let plan = ledger.plan_close(2025).unwrap();
    assert_eq!(tokens(&plan), ["unit_inactive", "code_unknown"]);
    let said = format!("the unit is deactivated that 1 decisions carry into 2026: {UNIT}");
    assert_eq!(plan.remarks[0].message, said);
    let said = "the code is not in the catalogue that 1 decisions carry into 2026: 30288";
    assert_eq!(plan.remarks[1].message, said);
    let error = ledger.close(&plan, &none()).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::UnitInactive));
}

#[test]
fn a_closing_names_the_code_that_next_year_lacks_as_its_plan_did() {
    let mut county = County::open(&[(key("30201", Kind::BasicPublic), 100)]);
    let table = county.write("successors.csv", "scheme,old,new\neconomic,30201,30288\n");
    let old_code = county.write("codes.csv", "code,name\n30288,x\n");
    let ledger = &mut county.ledger;
    ledger.load_successors(2025, &table, &none()).unwrap();
    for rule in [Rule::CodeUnknown, Rule::CodeNotInForce] {
        let plan = ledger.plan_close(2025).unwrap();
        assert_eq!(plan.remarks[0].token, rule.token());
        let error = ledger.close(&plan, &none()).unwrap_err();
        assert_eq!(error.rule(), Some(rule));
        assert!(error.to_string().contains(&plan.remarks[0].message));
        if rule == Rule::CodeUnknown {
            ledger
                .load_catalogue(2025, Scheme::Economic, &old_code, &none())
                .unwrap();
        }
    }
}

#[test]
fn a_contract_over_several_lines_is_decided_as_one_or_the_plan_says_why_not() {
    let project = key("30299", Kind::Project);
    let old = aged(project.clone());
    let other = LineKey {
        unit: OTHER.to_owned(),
        ..project.clone()
    };
    let mut county = County::open(&[
        (project.clone(), 1_000),
        (old.clone(), 1_000),
        (other.clone(), 1_000),
    ]);
    let commit = |county: &mut County, key: &LineKey, contract: &str| {
        let amount = Fen::new(400);
        county
            .ledger
            .commit(key, amount, contract, None, &march())
            .unwrap()
            .commitment_ids[0]
    };
    commit(&mut county, &project, "HT-1");
    commit(&mut county, &other, "HT-1");
    let together = county.ledger.plan_close(2025).unwrap();
    assert!(together.remarks.is_empty(), "{:?}", together.remarks);
    commit(&mut county, &project, "HT-2");
    let released = commit(&mut county, &old, "HT-2");
    let plan = county.ledger.plan_close(2025).unwrap();
    let [remark] = plan.remarks.as_slice() else {
        panic!("{:?}", plan.remarks)
    };
    assert_eq!(
        (remark.token, remark.is_obstacle),
        ("contract_divided", false)
    );
    let why = format!("commitment {released} release 4.00 yuan by max_carry_years");
    assert!(remark.message.contains(&why), "{}", remark.message);
    let certificate = county.ledger.close(&plan, &none()).unwrap();
    assert!(certificate.opening_equals_closing);
    let divided = yusuan::DividedContract {
        contract: "HT-2".to_owned(),
        carried: Fen::new(400),
        released: Fen::new(400),
    };
    assert_eq!(certificate.divided_contracts, [divided]);
    let page = certificate.to_html().unwrap();
    assert!(page.contains("<td>HT-2</td><td class=\"n\">4.00</td><td class=\"n\">4.00</td>"));
}

#[test]
fn a_year_closes_while_the_next_is_open_and_never_before_its_predecessor() {
    let line = key("30201", Kind::BasicPublic);
    let mut county = County::open(&[(line.clone(), 100)]);
    let next = LineKey {
        year: 2026,
        origin_year: 2026,
        ..line.clone()
    };
    let ledger = &mut county.ledger;
    ledger.draft(&next, Fen::new(50)).unwrap();
    let on = |day: &str| {
        yusuan::Particulars::on(yusuan::date::parse(day).unwrap()).document("预算批复〔2026〕1号")
    };
    ledger.approve(2026, &on("2026-01-20")).unwrap();
    ledger
        .pay(&next, Fen::new(30), None, &on("2026-01-25"))
        .unwrap();
    ledger.prepare_year(2027, &none()).unwrap();
    let plan = ledger.plan_close(2026).unwrap();
    assert_eq!(plan.remarks[0].token, "earlier_year_open");
    let error = ledger.close(&plan, &none()).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::EarlierYearOpen));
    county.close();
    let carried = LineKey { year: 2026, ..line };
    assert_eq!(county.available(&carried), 100);
    assert_eq!(county.available(&next), 20);
}

/// 财预〔2016〕18号 第三条 is about projects; basic spending is carried forward always, and a project
/// keeps what finance did not give.
#[test]
fn only_projects_of_fiscal_money_grow_too_old_to_be_carried_forward() {
    let fund = Fund::UnitOtherIncome;
    let of_unit = LineKey {
        fund,
        ..key("30299", Kind::Project)
    };
    let lines = [
        (aged(key("30101", Kind::BasicPersonnel)), 100),
        (aged(key("30201", Kind::BasicPublic)), 200),
        (aged(key("30299", Kind::Project)), 300),
        (aged(of_unit), 400),
    ];
    let county = County::open(&lines);
    let plan = county.ledger.plan_close(2025).unwrap();
    assert_eq!(
        decided(&plan),
        [
            (ClosingAction::CarryForward, 100, "closing"),
            (ClosingAction::CarryForward, 200, "closing"),
            (ClosingAction::ToSurplus, 300, "max_carry_years"),
            (ClosingAction::CarryForward, 400, "closing"),
        ]
    );
}

/// Give a county a fund of each kind that is not fiscal, with this much money.
fn funds(money: &[(Fund, i64, i64)]) -> County {
    let lines: Vec<_> = money
        .iter()
        .map(|(fund, _, _)| {
            let kind = if *fund == Fund::UnitOperatingIncome {
                Kind::Operating
            } else {
                Kind::BasicPublic
            };
            let line = LineKey {
                fund: *fund,
                ..key("30201", kind)
            };
            (line, 1_000)
        })
        .collect();
    let mut county = County::open(&lines);
    let distribution = Policy {
        value: Some("40".to_owned()),
        ..Policy::new(
            "closing_distribution",
            PolicyAction::Allow,
            "县财预〔2025〕5号",
        )
    };
    let ledger = &mut county.ledger;
    ledger.set_policy(&distribution, &none()).unwrap();
    for ((line, _), (fund, received, paid)) in lines.iter().zip(money) {
        let received = Fen::new(*received);
        ledger
            .receive(2025, UNIT, *fund, received, &march())
            .unwrap();
        ledger.pay(line, Fen::new(*paid), None, &march()).unwrap();
    }
    county
}

fn earmarked(county: &County) -> Vec<(Fund, i64)> {
    let plan = county.ledger.plan_close(2025).unwrap();
    plan.money
        .iter()
        .filter(|money| money.action == yusuan::MoneyAction::EarmarkSurplus)
        .map(|money| (money.fund, money.amount.get()))
        .collect()
}

/// 8501 and 8701 are the unit's, whatever its funds; only a deficit of 经营 stays by itself.
#[test]
fn surplus_is_set_aside_of_what_the_funds_of_a_unit_gained_together() {
    let (other, business, operating) = (
        Fund::UnitOtherIncome,
        Fund::UnitBusinessIncome,
        Fund::UnitOperatingIncome,
    );
    let gained = funds(&[
        (other, 700, 100),
        (business, 400, 100),
        (operating, 200, 300),
    ]);
    assert_eq!(earmarked(&gained), [(business, 120), (other, 240)]);
    let less = funds(&[(other, 700, 100), (business, 100, 300)]);
    assert_eq!(earmarked(&less), [(other, 160)]);
    let nothing = funds(&[(other, 200, 100), (business, 100, 300)]);
    assert_eq!(earmarked(&nothing), []);
}

#[test]
fn a_part_of_free_surplus_is_set_aside_before_the_rest_is_free() {
    let fund = Fund::UnitOtherIncome;
    let own = |kind| LineKey {
        fund,
        ..key("30201", kind)
    };
    let old = LineKey {
        origin_year: 2024,
        ..own(Kind::Project)
    };
    let mut county = County::open(&[(own(Kind::BasicPublic), 500), (old, 300)]);
    let ledger = &mut county.ledger;
    ledger
        .receive(2025, UNIT, fund, Fen::new(601), &march())
        .unwrap();
    let distribution = Policy {
        value: Some("40".to_owned()),
        ..Policy::new(
            "closing_distribution",
            PolicyAction::Allow,
            "县财预〔2025〕5号",
        )
    };
    ledger.set_policy(&distribution, &none()).unwrap();
    let plan = ledger.plan_close(2025).unwrap();
    let earmarked: Vec<_> = plan
        .money
        .iter()
        .filter(|money| money.action == yusuan::MoneyAction::EarmarkSurplus)
        .map(|money| (money.amount.get(), &*money.rule.policy))
        .collect();
    // 500 of 601 are free; what is left of the money stands behind the approved carry-over.
    let free: i64 = plan
        .decisions
        .iter()
        .filter(|decision| decision.action == ClosingAction::ToSurplus)
        .filter(|decision| decision.line.key.kind == Kind::BasicPublic)
        .map(|decision| decision.amount.get())
        .sum();
    let rest: i64 = plan
        .money
        .iter()
        .filter(|money| money.action == yusuan::MoneyAction::IncomeToSurplus)
        .map(|money| money.amount.get())
        .sum();
    assert_eq!(
        earmarked,
        [((free + rest) * 40 / 100, "closing_distribution")]
    );
    let text = plan.to_csv().unwrap();
    assert_eq!(
        ledger.load_plan_from("plan.csv", text.as_bytes()).unwrap(),
        plan
    );
    let certificate = county.close();
    assert_eq!(
        certificate.surpluses[0].earmarked.get(),
        (free + rest) * 40 / 100
    );
}

#[test]
fn a_line_with_hundreds_of_contracts_is_carried_forward_with_all_of_them() {
    let line = key("30299", Kind::Project);
    let mut county = County::open(&[(line.clone(), 100_000)]);
    let id = county.ledger.line(&line).unwrap().id;
    for number in 0..600 {
        let contract = format!("合同-{number}");
        let amount = Fen::new(100);
        county
            .ledger
            .commit(id, amount, &contract, None, &march())
            .unwrap();
    }
    let certificate = county.close();
    assert_eq!(certificate.counts.commitments_carried, 600);
    assert_eq!(certificate.counts.lines_carried, 1);
}

#[test]
fn hundreds_of_units_close_with_money_of_their_own() {
    let mut county = County::preparing();
    let units: Vec<String> = (0..600).map(|number| format!("第{number}小学")).collect();
    for unit in &units {
        let kind = yusuan::UnitKind::Institution;
        county.ledger.add_unit(unit, kind, None, &none()).unwrap();
        let line = LineKey {
            unit: unit.clone(),
            fund: Fund::UnitOtherIncome,
            ..key("30201", Kind::BasicPublic)
        };
        county.ledger.draft(&line, Fen::new(500)).unwrap();
        let ledger = &mut county.ledger;
        ledger
            .budget_income(2025, unit, line.fund, Fen::new(500))
            .unwrap();
    }
    county.ledger.approve(2025, &march()).unwrap();
    county.ledger.prepare_year(2026, &none()).unwrap();
    for unit in &units {
        let fund = Fund::UnitOtherIncome;
        county
            .ledger
            .receive(2025, unit, fund, Fen::new(850), &march())
            .unwrap();
    }
    let certificate = county.close();
    assert_eq!(certificate.surpluses.len(), 600);
}
