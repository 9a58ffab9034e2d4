//! What a plan says beside its decisions, and what of a closing its vouchers keep.

use yusuan::{
    ClosingAction, Fen, Fund, Kind, Ledger, LineKey, MoneyAction, Plan, PlanRemark, Policy,
    PolicyAction, Rule,
};

use super::county::{County, OTHER, UNIT, aged, edited, key, march, none};

const FUND: Fund = Fund::UnitOtherIncome;

fn own(kind: Kind) -> LineKey {
    LineKey {
        fund: FUND,
        ..key("30201", kind)
    }
}

/// Set a policy that takes everything back.
fn recall(ledger: &mut Ledger) {
    let policy = Policy {
        value: Some("recall".to_owned()),
        ..Policy::new("closing", PolicyAction::Allow, "县财预〔2025〕3号")
    };
    ledger.set_policy(&policy, &none()).unwrap();
}

fn only(plan: &Plan) -> &PlanRemark {
    let [remark] = plan.remarks.as_slice() else {
        panic!("{:?}", plan.remarks)
    };
    remark
}

#[test]
fn a_deficit_beyond_the_surplus_stops_the_closing() {
    let line = own(Kind::BasicPublic);
    let mut county = County::open(&[(line.clone(), 1_000)]);
    let ledger = &mut county.ledger;
    ledger
        .receive(2025, UNIT, FUND, Fen::new(100), &march())
        .unwrap();
    ledger.pay(&line, Fen::new(300), None, &march()).unwrap();
    let plan = ledger.plan_close(2025).unwrap();
    let remark = only(&plan);
    assert_eq!(
        (remark.token, remark.is_obstacle),
        ("surplus_exceeded", true)
    );
    let said = "lacks 2.00 yuan to cover the deficit of 2.00: of the 3.00 that were paid in 2025 so \
                much did not come in, and the surplus has 0.00";
    assert!(remark.message.contains(said), "{}", remark.message);
    assert!(!plan.is_feasible());
    let error = ledger.close(&plan, &none()).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::SurplusExceeded));
    assert!(error.to_string().contains(&remark.message), "{error}");
    // What came in covers it to the fen.
    ledger
        .receive(2025, UNIT, FUND, Fen::new(200), &march())
        .unwrap();
    assert!(ledger.plan_close(2025).unwrap().is_feasible());
}

#[test]
fn a_surplus_that_covers_a_deficit_to_the_fen_is_enough_and_one_fen_less_is_not() {
    let line = own(Kind::BasicPublic);
    let mut county = County::with_surplus(&line, 200);
    let ledger = &mut county.ledger;
    ledger.pay(&line, Fen::new(200), None, &march()).unwrap();
    let plan = ledger.plan_close(2025).unwrap();
    assert!(plan.remarks.is_empty(), "{:?}", plan.remarks);
    let paid = ledger.pay(&line, Fen::new(1), None, &march()).unwrap();
    let plan = ledger.plan_close(2025).unwrap();
    let remark = only(&plan);
    assert!(remark.message.contains("lacks 0.01 yuan to cover"));
    ledger.reverse(paid.voucher_id, &march()).unwrap();
    let certificate = county.close();
    assert_eq!(certificate.surpluses[0].covered, Fen::new(200));
}

#[test]
fn money_that_no_line_holds_is_decided_by_arithmetic_and_says_by_which() {
    let rule_of = |received: i64, paid: i64| {
        let line = own(Kind::BasicPublic);
        let mut county = County::open(&[(line.clone(), 500)]);
        let ledger = &mut county.ledger;
        ledger
            .receive(2025, UNIT, FUND, Fen::new(received), &march())
            .unwrap();
        ledger.pay(&line, Fen::new(paid), None, &march()).unwrap();
        let plan = ledger.plan_close(2025).unwrap();
        let [money] = plan.money.as_slice() else {
            panic!("{:?}", plan.money)
        };
        (
            money.action,
            money.amount.get(),
            money.rule.policy.clone(),
            money.rule.policy_id,
        )
    };
    let more = "no_authority_behind".to_owned();
    assert_eq!(
        rule_of(800, 100),
        (MoneyAction::IncomeToSurplus, 300, more, None)
    );
    let less = "paid_beyond_money".to_owned();
    assert_eq!(
        rule_of(100, 500),
        (MoneyAction::CoverDeficit, 400, less, None)
    );
}

/// A document for `closing` lets a person depart from it; the policies themselves decide as before.
#[test]
fn a_plan_follows_a_document_about_age_and_no_other() {
    let mut county = old(1);
    let ledger = &mut county.ledger;
    let granted = |policy: &str| yusuan::Override {
        policy: policy.to_owned(),
        document: "甲文".to_owned(),
    };
    let by_age = ledger.plan_close_overriding(2025, &[granted("max_carry_years")]);
    let decision = &by_age.unwrap().decisions[0];
    assert_eq!(decision.action, ClosingAction::CarryForward);
    assert!(decision.is_edited);
    assert_eq!(decision.document.as_deref(), Some("甲文"));
    let county = County::open(&[(key("30299", Kind::Project), 100)]);
    let plan = county
        .ledger
        .plan_close_overriding(2025, &[granted("closing")]);
    let decision = &plan.unwrap().decisions[0];
    assert_eq!(decision.action, ClosingAction::CarryForward);
    assert_eq!((decision.is_edited, &decision.document), (false, &None));
}

#[test]
fn a_policy_that_takes_back_what_finance_did_not_give_is_named_with_the_sum() {
    let fiscal = key("30201", Kind::BasicPublic);
    let mut county = County::open(&[
        (fiscal, 300),
        (own(Kind::BasicPublic), 400),
        (own(Kind::Project), 500),
    ]);
    let ledger = &mut county.ledger;
    ledger
        .receive(2025, UNIT, FUND, Fen::new(900), &march())
        .unwrap();
    assert!(ledger.plan_close(2025).unwrap().remarks.is_empty());
    recall(ledger);
    let plan = ledger.plan_close(2025).unwrap();
    let remark = only(&plan);
    assert_eq!(
        (remark.token, remark.is_obstacle),
        ("not_taken_back", false)
    );
    assert_eq!(
        remark.message,
        "policy 1 (县财预〔2025〕3号) says recall; of funds that are not fiscal 2 decisions on 9.00 \
         yuan move it to surplus instead"
    );
    assert!(plan.is_feasible());
}

/// Of money that finance gave nothing is said.
#[test]
fn only_what_a_policy_decided_of_other_money_is_named_as_not_taken_back() {
    let old = LineKey {
        origin_year: 2024,
        ..key("30299", Kind::Project)
    };
    let mut county = County::open(&[(own(Kind::BasicPublic), 400), (old, 300)]);
    let ledger = &mut county.ledger;
    ledger
        .receive(2025, UNIT, FUND, Fen::new(400), &march())
        .unwrap();
    recall(ledger);
    let plan = ledger.plan_close(2025).unwrap();
    let said = "of funds that are not fiscal 1 decisions on 4.00 yuan";
    let remark = only(&plan);
    assert!(remark.message.contains(said), "{}", remark.message);
}

/// A person may give the money to another line: of that row the policy did not decide.
#[test]
fn what_a_person_decided_is_not_counted_among_what_a_policy_did_not_take_back() {
    let other = LineKey {
        economic_code: "30202".to_owned(),
        ..own(Kind::BasicPublic)
    };
    let mut county = County::open(&[(own(Kind::BasicPublic), 100), (other, 60)]);
    let ledger = &mut county.ledger;
    ledger
        .receive(2025, UNIT, FUND, Fen::new(100), &march())
        .unwrap();
    recall(ledger);
    let by_policy = ledger.plan_close(2025).unwrap();
    let said = "of funds that are not fiscal 1 decisions on 1.00 yuan";
    assert!(only(&by_policy).message.contains(said));
    // The first line lets its authority go, and the money goes to the second.
    let changes = [
        (",转入结余,1.00,", ",注销,1.00,"),
        (",注销,0.60,", ",转入结余,0.60,"),
    ];
    let plan = edited(&county, &changes).unwrap();
    let second = plan.decisions.iter().find(|it| it.amount == Fen::new(60));
    let second = second.unwrap();
    assert_eq!(
        (second.action, second.is_edited, second.rule.policy_id),
        (ClosingAction::ToSurplus, true, Some(1))
    );
    assert!(plan.remarks.is_empty(), "{:?}", plan.remarks);
}

/// A row becomes what it was named anew only where it goes on.
#[test]
fn what_is_not_carried_forward_has_no_new_names() {
    let old = LineKey {
        origin_year: 2024,
        ..key("30299", Kind::Project)
    };
    let mut county = County::open(&[(key("30299", Kind::Project), 100), (old, 200)]);
    let table = county.write("successors.csv", "scheme,old,new\neconomic,30299,30226\n");
    let ledger = &mut county.ledger;
    ledger.load_successors(2025, &table, &none()).unwrap();
    let rows = ledger.plan_close(2025).unwrap().rows();
    let becomes: Vec<_> = rows
        .iter()
        .map(|row| (row.action.as_str(), row.becomes.as_deref()))
        .collect();
    let expected = [("carry_forward", Some("30299→30226")), ("to_surplus", None)];
    assert_eq!(becomes, expected);
}

#[test]
fn a_contract_that_is_decided_in_parts_says_whether_it_is_one_commitment() {
    let line = own(Kind::BasicPublic);
    let other = LineKey {
        economic_code: "30202".to_owned(),
        ..line.clone()
    };
    let said = |lines: &[&LineKey]| {
        let mut county = County::open(&[(line.clone(), 100), (other.clone(), 100)]);
        let ledger = &mut county.ledger;
        ledger
            .receive(2025, UNIT, FUND, Fen::new(50), &march())
            .unwrap();
        let policy = Policy {
            value: Some("carry_forward".to_owned()),
            ..Policy::new("closing", PolicyAction::Allow, "县财预〔2025〕3号")
        };
        ledger.set_policy(&policy, &none()).unwrap();
        for line in lines {
            ledger
                .commit(*line, Fen::new(80), "合同-1", None, &march())
                .unwrap();
        }
        let plan = ledger.plan_close(2025).unwrap();
        let remark = plan
            .remarks
            .iter()
            .find(|it| it.token == "contract_divided");
        let remark = remark.unwrap();
        assert!(remark.hint.contains("no money behind a part"), "{remark:?}");
        remark.message.clone()
    };
    let (one, two) = (said(&[&line]), said(&[&line, &other]));
    let words = "the one commitment of the contract is decided in parts";
    assert!(one.contains(words), "{one}");
    let words = "the commitments of the contract are not decided alike";
    assert!(two.contains(words), "{two}");
}

#[test]
fn a_contract_is_divided_by_age_where_there_is_money_for_all_of_it() {
    let project = key("30299", Kind::Project);
    let mut county = County::open(&[(project.clone(), 100), (aged(project.clone()), 100)]);
    for line in [aged(project.clone()), project] {
        let committed = county
            .ledger
            .commit(&line, Fen::new(80), "合同-1", None, &march());
        committed.unwrap();
    }
    let plan = county.ledger.plan_close(2025).unwrap();
    let mut remarks = plan.remarks.iter();
    let remark = remarks.find(|it| it.token == "contract_divided").unwrap();
    let said = "edit the plan, with a document where a policy asks for one";
    assert_eq!(remark.hint, said);
}

#[test]
fn an_estimate_of_next_year_is_to_be_trued_up() {
    let (county, _) = County::estimated(70);
    let plan = county.ledger.plan_close(2025).unwrap();
    let remark = only(&plan);
    assert_eq!((remark.token, remark.is_obstacle), ("true_up_due", false));
    let said = "1 lines of 2026 have an estimated carry-over of 0.70 yuan";
    assert!(remark.message.contains(said), "{}", remark.message);
    assert!(remark.hint.contains("true_up of 2026"), "{}", remark.hint);
}

#[test]
fn an_estimate_that_was_not_trued_up_stops_the_next_closing() {
    let (mut county, _) = County::estimated(70);
    county.close();
    let ledger = &mut county.ledger;
    ledger.prepare_year(2027, &none()).unwrap();
    let plan = ledger.plan_close(2026).unwrap();
    let remark = only(&plan);
    assert_eq!((remark.token, remark.is_obstacle), ("true_up_left", true));
    let said = "has an estimate of 0.70 yuan still, beside the 1.00 that were carried over";
    assert!(remark.message.ends_with(said), "{}", remark.message);
}

#[test]
fn a_row_says_of_its_line_what_the_ledger_has() {
    let project = key("30299", Kind::Project);
    let other = LineKey {
        unit: OTHER.to_owned(),
        ..key("30201", Kind::BasicPublic)
    };
    let mut county = County::open(&[(project.clone(), 1_000), (other, 500)]);
    let table = county.write(
        "successors.csv",
        format!("scheme,old,new\neconomic,30299,30226\nunit,{UNIT},{OTHER}\n"),
    );
    let ledger = &mut county.ledger;
    ledger.load_successors(2025, &table, &none()).unwrap();
    let mut plan = ledger.plan_close(2025).unwrap();
    plan.decisions[0].document = Some("县财预〔2025〕9号".to_owned());
    let rows = plan.rows();
    let row = &rows[0];
    assert_eq!(row.level, Some(project.level));
    assert_eq!(row.origin_year, Some(2025));
    assert_eq!(row.functional_code.as_deref(), Some("2080109"));
    assert_eq!(row.economic_code.as_deref(), Some("30299"));
    assert_eq!(row.kind, Some(Kind::Project));
    assert_eq!(row.project, project.project);
    assert_eq!(row.age_years, Some(0));
    assert_eq!(row.document.as_deref(), Some("县财预〔2025〕9号"));
    // Of its own names those that change, and of the other line's none.
    let becomes = row.becomes.as_deref().unwrap();
    let names: Vec<&str> = becomes.split('，').collect();
    assert_eq!(names.len(), 2, "{becomes}");
    assert!(becomes.contains("30299→30226"), "{becomes}");
    assert!(becomes.contains(&format!("{UNIT}→{OTHER}")), "{becomes}");
    assert_eq!(rows[1].becomes, None);
}

/// Carry money that is too old forward by the documents that these rows name: amounts in yuan.
fn carried_by(county: &County, rows: &[(&str, &str)]) -> Plan {
    let mut text = county.ledger.plan_close(2025).unwrap().to_csv().unwrap();
    for (amount, document) in rows {
        let from = format!(",转入结余,{amount},,");
        assert!(text.contains(&from), "{from} is not in\n{text}");
        text = text.replacen(&from, &format!(",结转,{amount},{document},"), 1);
    }
    let plan = county.ledger.load_plan_from("plan.csv", text.as_bytes());
    plan.unwrap()
}

fn old(count: i64) -> County {
    let lines: Vec<_> = (1..=count)
        .map(|number| {
            let line = LineKey {
                origin_year: 2024,
                project: Some(format!("项目{number}")),
                ..key("30299", Kind::Project)
            };
            (line, 100 * number)
        })
        .collect();
    County::open(&lines)
}

fn document_of(county: &mut County, plan: &Plan, granted: &yusuan::Particulars) -> String {
    let certificate = county.ledger.close(plan, granted).unwrap();
    let [passed] = certificate.overrides.as_slice() else {
        panic!("{:?}", certificate.overrides)
    };
    assert_eq!(passed.policy, "max_carry_years");
    passed.document.clone()
}

#[test]
fn each_of_several_documents_is_named_with_its_lines() {
    let mut county = old(3);
    let plan = carried_by(
        &county,
        &[("1.00", "甲文"), ("2.00", "乙文"), ("3.00", "甲文")],
    );
    assert_eq!(
        document_of(&mut county, &plan, &none()),
        "乙文（指标 2）；甲文（指标 1、3）"
    );
    let mut county = old(7);
    let of_first: Vec<String> = (1..=6).map(|number| format!("{number}.00")).collect();
    let mut rows: Vec<(&str, &str)> = of_first.iter().map(|it| (&**it, "甲文")).collect();
    rows.push(("7.00", "乙文"));
    let plan = carried_by(&county, &rows);
    assert_eq!(
        document_of(&mut county, &plan, &none()),
        "乙文（指标 7）；甲文（指标 1、2、3、4、5 等 6 条）"
    );
    let mut county = old(6);
    rows.remove(5);
    rows[5] = ("6.00", "乙文");
    let plan = carried_by(&county, &rows);
    assert_eq!(
        document_of(&mut county, &plan, &none()),
        "乙文（指标 6）；甲文（指标 1、2、3、4、5）"
    );
}

#[test]
fn one_document_is_for_all_and_one_of_the_closing_stands_beside_those_of_rows() {
    let mut county = old(2);
    let plan = carried_by(&county, &[("1.00", "甲文"), ("2.00", "甲文")]);
    assert_eq!(document_of(&mut county, &plan, &none()), "甲文");
    let mut county = old(1);
    let plan = carried_by(&county, &[("1.00", "甲文")]);
    let granted = none().overriding("max_carry_years", "乙文");
    assert_eq!(
        document_of(&mut county, &plan, &granted),
        "乙文；甲文（指标 1）"
    );
}

#[test]
fn the_key_of_a_closing_is_that_of_its_postings_and_the_head_before_is_kept() {
    let line = key("30201", Kind::BasicPublic);
    let mut county = County::open(&[(line, 100)]);
    let ledger = &mut county.ledger;
    let (plan, before) = (ledger.plan_close(2025).unwrap(), ledger.head().unwrap());
    let keyed = none().key("结账-2025");
    let certificate = ledger.close(&plan, &keyed).unwrap();
    assert_eq!(certificate.head_before, before.hash);
    assert_eq!(certificate.head_after, ledger.head().unwrap().hash);
    assert!(!certificate.is_repeated);
    let again = ledger.close(&plan, &keyed).unwrap();
    assert!(again.is_repeated);
    // What was undone is not done again by its key.
    ledger.undo_close(2025, "漏记", &none()).unwrap();
    let plan = ledger.plan_close(2025).unwrap();
    let error = ledger.close(&plan, &keyed).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::KeyUsed));
}

/// The row has its document, and the closing names one more for the same policy.
#[test]
fn a_document_of_the_closing_stands_beside_that_of_a_row_that_departs() {
    let mut county = County::open(&[(key("30299", Kind::Project), 100)]);
    let recall = Policy {
        value: Some("recall".to_owned()),
        ..Policy::new("closing", PolicyAction::Deny, "县财预〔2025〕3号")
    };
    county.ledger.set_policy(&recall, &none()).unwrap();
    let text = county.ledger.plan_close(2025).unwrap().to_csv().unwrap();
    let edited = text.replacen(",收回,1.00,,", ",结转,1.00,甲文,", 1);
    let plan = county.ledger.load_plan_from("plan.csv", edited.as_bytes());
    let granted = none().overriding("closing", "乙文");
    let certificate = county.ledger.close(&plan.unwrap(), &granted).unwrap();
    let [passed] = certificate.overrides.as_slice() else {
        panic!("{:?}", certificate.overrides)
    };
    assert_eq!(passed.policy, "closing");
    assert_eq!(passed.document, "乙文；甲文（指标 1）");
}
