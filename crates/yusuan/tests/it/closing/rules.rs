//! Which rule decides, and in which words it refuses.

use yusuan::{
    ClosingAction, Fen, Fund, Kind, LineKey, MoneyAction, Plan, Policy, PolicyAction, Rule, Scope,
    VerifyOptions,
};

use super::county::{County, UNIT, key, march, none};

const FUND: Fund = Fund::UnitOtherIncome;

fn own(key: LineKey) -> LineKey {
    LineKey { fund: FUND, ..key }
}

fn deciding(value: &str) -> Policy {
    Policy {
        value: Some(value.to_owned()),
        ..Policy::new("closing", PolicyAction::Allow, "县财预〔2025〕3号")
    }
}

/// Two fifths of what a year adds to free surplus.
fn setting_aside() -> Policy {
    Policy {
        value: Some("40".to_owned()),
        ..Policy::new(
            "closing_distribution",
            PolicyAction::Allow,
            "县财预〔2025〕5号",
        )
    }
}

fn actions(plan: &Plan) -> Vec<(ClosingAction, i64)> {
    let decisions = plan.decisions.iter();
    decisions
        .map(|decision| (decision.action, decision.amount.get()))
        .collect()
}

/// A fiscal line with three yuan and one of the unit's own with four, both with their money.
fn county() -> County {
    let basic = key("30201", Kind::BasicPublic);
    let mut county = County::open(&[(basic.clone(), 300), (own(basic), 400)]);
    county
        .ledger
        .receive(2025, UNIT, FUND, Fen::new(400), &march())
        .unwrap();
    county
}

#[test]
fn finance_takes_back_what_it_gave_and_leaves_the_rest_as_surplus() {
    for (value, action, recalled, surrendered) in [
        ("recall", ClosingAction::Recall, 300, 0),
        ("surrender", ClosingAction::Surrender, 0, 300),
    ] {
        let mut county = county();
        county.ledger.set_policy(&deciding(value), &none()).unwrap();
        let plan = county.ledger.plan_close(2025).unwrap();
        assert_eq!(
            actions(&plan),
            [(action, 300), (ClosingAction::ToSurplus, 400)]
        );
        let certificate = county.ledger.close(&plan, &none()).unwrap();
        let of_totals = certificate.totals.iter().map(|it| it.recalled.get());
        let of_surpluses = certificate.surpluses.iter().map(|it| it.surrendered.get());
        let said: (i64, i64) = (of_totals.sum(), of_surpluses.sum());
        assert_eq!(said, (recalled, surrendered));
    }
}

#[test]
fn authority_that_lapses_by_a_policy_takes_no_money_along() {
    let mut county = county();
    let policy = deciding("lapse");
    county.ledger.set_policy(&policy, &none()).unwrap();
    let plan = county.ledger.plan_close(2025).unwrap();
    assert_eq!(
        actions(&plan),
        [(ClosingAction::Lapse, 300), (ClosingAction::Lapse, 400)]
    );
    assert!(
        plan.decisions
            .iter()
            .all(|decision| decision.rule.policy == "closing")
    );
    let [money] = plan.money.as_slice() else {
        panic!("{:?}", plan.money)
    };
    assert_eq!(
        (money.action, money.amount.get()),
        (MoneyAction::IncomeToSurplus, 400)
    );
    let certificate = county.ledger.close(&plan, &none()).unwrap();
    let lapsed = certificate.totals.iter().map(|it| it.lapsed.get());
    assert_eq!(lapsed.collect::<Vec<_>>(), [300, 400]);
    let verification = county.ledger.verify(VerifyOptions::default()).unwrap();
    assert!(verification.is_clean(), "{:?}", verification.findings);
}

#[test]
fn only_an_open_year_is_planned_and_the_rule_says_what_it_is() {
    let mut county = county();
    let refused = |county: &County, year| county.ledger.plan_close(year).unwrap_err().rule();
    assert_eq!(refused(&county, 2026), Some(Rule::YearPreparing));
    assert_eq!(refused(&county, 2030), Some(Rule::YearUnknown));
    county.close();
    assert_eq!(refused(&county, 2025), Some(Rule::YearClosed));
}

#[test]
fn money_is_carried_into_a_year_that_is_prepared() {
    let mut county = County::preparing();
    let ledger = &mut county.ledger;
    let line = key("30201", Kind::BasicPublic);
    ledger.draft(&line, Fen::new(100)).unwrap();
    ledger.approve(2025, &march()).unwrap();
    let plan = ledger.plan_close(2025).unwrap();
    assert_eq!(plan.remarks[0].token, "year_unknown");
    assert!(!plan.is_feasible());
    let text = ledger.close(&plan, &none()).unwrap_err().to_string();
    let said = "money is carried forward into a year that is not in the ledger: 2026";
    assert!(text.contains(said), "{text}");
    assert!(text.contains("prepare the year 2026 first"), "{text}");
}

#[test]
fn a_certificate_says_how_much_of_the_next_year_was_an_estimate() {
    let (mut county, _) = County::estimated(70);
    let certificate = county.close();
    assert_eq!(certificate.counts.lines_estimated, 1);
    assert_eq!(certificate.estimated, Fen::new(70));
}

#[test]
fn documents_of_a_closing_that_was_undone_are_not_those_of_the_next() {
    let old = LineKey {
        origin_year: 2024,
        ..key("30299", Kind::Project)
    };
    let mut county = County::open(&[(old, 100)]);
    let granted = yusuan::Override {
        policy: "max_carry_years".to_owned(),
        document: "甲文".to_owned(),
    };
    let ledger = &mut county.ledger;
    let plan = ledger.plan_close_overriding(2025, &[granted]).unwrap();
    let passed = none().overriding("max_carry_years", "甲文");
    let certificate = ledger.close(&plan, &passed).unwrap();
    assert_eq!(certificate.overrides.len(), 1);
    ledger.undo_close(2025, "漏记", &none()).unwrap();
    let certificate = county.close();
    assert!(certificate.overrides.is_empty());
    assert_eq!(certificate.totals[0].to_surplus.get(), 100);
}

#[test]
fn a_key_undoes_a_closing_once() {
    let mut county = county();
    county.close();
    let keyed = none().key("撤销-1");
    let ledger = &mut county.ledger;
    ledger.undo_close(2025, "漏记", &keyed).unwrap();
    let head = ledger.head().unwrap();
    ledger.undo_close(2025, "漏记", &keyed).unwrap();
    assert_eq!(ledger.head().unwrap(), head);
    let text = ledger.undo_close(2025, " ", &none()).unwrap_err();
    let said = "a closing is not undone without a reason";
    assert!(text.to_string().contains(said), "{text}");
}

#[test]
fn more_obstacles_than_three_are_counted() {
    let funds = [
        Fund::UnitOtherIncome,
        Fund::UnitBusinessIncome,
        Fund::UnitSuperiorSubsidy,
        Fund::UnitAffiliateRemittance,
    ];
    let lines = funds.map(|fund| {
        let line = LineKey {
            fund,
            ..key("30201", Kind::BasicPublic)
        };
        (line, 500)
    });
    let said = |count: usize| {
        let mut county = County::open(&lines[..count]);
        for (line, _) in &lines[..count] {
            let paid = county.ledger.pay(line, Fen::new(10), None, &march());
            paid.unwrap();
        }
        let plan = county.ledger.plan_close(2025).unwrap();
        assert_eq!(plan.remarks.len(), count);
        county.ledger.close(&plan, &none()).unwrap_err().to_string()
    };
    assert!(said(4).contains("and 1 more, as the plan says"));
    assert!(!said(3).contains("more, as the plan says"));
}

#[test]
fn a_document_that_nothing_needed_is_not_in_the_certificate() {
    for policy in ["max_carry_years", "closing"] {
        let mut county = county();
        let plan = county.ledger.plan_close(2025).unwrap();
        let granted = none().overriding(policy, "甲文");
        let certificate = county.ledger.close(&plan, &granted).unwrap();
        assert!(certificate.overrides.is_empty(), "{policy}");
        assert_eq!(certificate.totals[0].carried_out.get(), 300);
    }
}

/// What business operation gains is set aside like all else that a year gains.
#[test]
fn an_operating_gain_is_set_aside_and_an_operating_deficit_takes_from_none() {
    let aside = |operating: i64| {
        let line = |fund, economic_code| LineKey {
            fund,
            ..key(economic_code, Kind::BasicPublic)
        };
        let lines = [
            (line(FUND, "30201"), 1_000),
            (line(Fund::UnitOperatingIncome, "30202"), 1_000),
        ];
        let mut county = County::open(&lines);
        let ledger = &mut county.ledger;
        for (fund, fen) in [(FUND, 400), (Fund::UnitOperatingIncome, 500 + operating)] {
            ledger
                .receive(2025, UNIT, fund, Fen::new(fen), &march())
                .unwrap();
        }
        ledger
            .pay(&lines[1].0, Fen::new(500), None, &march())
            .unwrap();
        ledger.set_policy(&setting_aside(), &none()).unwrap();
        let plan = ledger.plan_close(2025).unwrap();
        let set_aside = plan
            .money
            .iter()
            .filter(|it| it.action == MoneyAction::EarmarkSurplus);
        let amounts = set_aside.map(|it| (it.fund, it.amount.get()));
        amounts.collect::<Vec<_>>()
    };
    assert_eq!(aside(100), [(Fund::UnitOperatingIncome, 40), (FUND, 160)]);
    assert_eq!(aside(-100), [(FUND, 160)]);
}

/// What two commitments give back for one reason, and what the line has left, is one row to edit.
#[test]
fn what_commitments_of_a_line_give_back_is_decided_with_its_rest() {
    let old = LineKey {
        origin_year: 2024,
        ..key("30299", Kind::Project)
    };
    let mut county = County::open(&[(old.clone(), 100)]);
    for (contract, fen) in [("合同-1", 30), ("合同-2", 50)] {
        let held = county
            .ledger
            .commit(&old, Fen::new(fen), contract, None, &march());
        held.unwrap();
    }
    let plan = county.ledger.plan_close(2025).unwrap();
    assert_eq!(
        actions(&plan),
        [
            (ClosingAction::Release, 30),
            (ClosingAction::Release, 50),
            (ClosingAction::ToSurplus, 100)
        ]
    );
}

#[test]
fn a_share_is_set_aside_of_the_fund_that_its_policy_names_alone() {
    let lines = [FUND, Fund::UnitBusinessIncome].map(|fund| {
        let line = LineKey {
            fund,
            ..key("30201", Kind::BasicPublic)
        };
        (line, 500)
    });
    let mut county = County::open(&lines);
    let ledger = &mut county.ledger;
    for (line, fen) in &lines {
        ledger
            .receive(2025, UNIT, line.fund, Fen::new(*fen), &march())
            .unwrap();
    }
    let policy = Policy {
        scope: Scope {
            fund: Some(FUND.as_str().to_owned()),
            ..Scope::default()
        },
        ..setting_aside()
    };
    ledger.set_policy(&policy, &none()).unwrap();
    let plan = ledger.plan_close(2025).unwrap();
    let money = plan
        .money
        .iter()
        .map(|it| (it.action, it.fund, it.amount.get()));
    let expected = [(MoneyAction::EarmarkSurplus, FUND, 200)];
    assert_eq!(money.collect::<Vec<_>>(), expected);
}
