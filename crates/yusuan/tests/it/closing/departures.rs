//! What is said of a plan that a person edited: of each row what the policies had for it.

use yusuan::{ClosingAction, Error, Fen, Fund, Kind, LineKey, Rule};

use super::county::{County, OTHER, UNIT, edited, key, march, none};

const FUND: Fund = Fund::UnitOtherIncome;

fn project(number: i64) -> LineKey {
    LineKey {
        project: Some(format!("项目{number}")),
        ..key("30299", Kind::Project)
    }
}

/// Return token and message of each problem, in the order of the rows.
fn said(loaded: yusuan::Result<yusuan::Plan>) -> Vec<(String, String)> {
    let Err(Error::Source(problems)) = loaded else {
        panic!("{loaded:?}")
    };
    let each = problems.0.into_iter();
    each.map(|problem| (problem.token, problem.message))
        .collect()
}

#[test]
fn a_row_that_departs_is_told_what_the_policies_had_for_it_and_not_for_others() {
    let old = LineKey {
        origin_year: 2024,
        ..project(2)
    };
    let mut county = County::open(&[(project(1), 100), (old.clone(), 200)]);
    county
        .ledger
        .commit(project(1), Fen::new(40), "合同-1", None, &march())
        .unwrap();
    let loaded = edited(&county, &[(",转入结余,2.00,", ",结转,2.00,")]);
    let line = county.ledger.line(&old).unwrap();
    let expected = format!(
        "2.00 yuan of {line}: carry_forward instead of to_surplus; the policy max_carry_years \
         denies it without the document that overrides it: "
    );
    let said = said(loaded);
    let [(token, message)] = said.as_slice() else {
        panic!("{said:?}")
    };
    assert_eq!(token, "closing_policy");
    assert!(message.starts_with(&expected), "{message}");
}

#[test]
fn a_commitment_goes_on_or_is_released_and_a_line_is_never_released() {
    let mut county = County::open(&[(project(1), 100)]);
    county
        .ledger
        .commit(project(1), Fen::new(40), "合同-1", None, &march())
        .unwrap();
    let wrong = "plan_action_wrong".to_owned();
    let taken = said(edited(&county, &[(",结转,0.40,", ",收回,0.40,")]));
    let words = "a commitment is carried forward or released".to_owned();
    assert_eq!(taken[0], (wrong.clone(), words));
    let released = said(edited(&county, &[(",结转,0.60,", ",释放,0.60,")]));
    assert_eq!(
        released[0],
        (wrong, "only a commitment is released".to_owned())
    );
}

#[test]
fn money_that_finance_did_not_give_is_not_taken_back() {
    let own = LineKey {
        fund: FUND,
        ..project(1)
    };
    let mut county = County::open(&[(own, 100)]);
    let ledger = &mut county.ledger;
    ledger
        .receive(2025, UNIT, FUND, Fen::new(100), &march())
        .unwrap();
    for action in ["收回", "上缴"] {
        let row = format!(",{action},1.00,");
        let refused = said(edited(&county, &[(",结转,1.00,", &row)]));
        let words = "money that finance did not give is not taken back";
        assert_eq!(refused[0].1, words);
    }
}

/// What its policies part already, a person may part otherwise.
#[test]
fn a_contract_that_was_divided_before_may_be_divided_otherwise() {
    let recalled = LineKey {
        fund: FUND,
        ..project(3)
    };
    let mut county = County::open(&[
        (project(1), 100),
        (project(2), 100),
        (recalled.clone(), 100),
    ]);
    let ledger = &mut county.ledger;
    // Of the third nothing came in: its commitment is released, and the contract divided.
    for line in [project(1), project(2), recalled] {
        ledger
            .commit(line, Fen::new(40), "合同-1", None, &march())
            .unwrap();
    }
    let plan = ledger.plan_close(2025).unwrap();
    let actions = plan.decisions.iter().map(|it| it.action);
    assert!(actions.clone().any(|it| it == ClosingAction::Release));
    assert!(actions.clone().any(|it| it == ClosingAction::CarryForward));
    let changes = [
        (",结转,0.40,", ",释放,0.40,"),
        (",结转,0.60,", ",结转,1.00,"),
    ];
    let plan = edited(&county, &changes).unwrap();
    assert_eq!(plan.decisions.iter().filter(|it| it.is_edited).count(), 2);
    county.ledger.close(&plan, &none()).unwrap();
}

/// What is left of the money follows from the rows of lines: of a wrong one nothing follows.
#[test]
fn a_wrong_row_is_told_once_and_not_of_the_money_behind_it_too() {
    let own = LineKey {
        fund: FUND,
        ..key("30201", Kind::BasicPublic)
    };
    let mut county = County::open(&[(own, 500)]);
    county
        .ledger
        .receive(2025, UNIT, FUND, Fen::new(700), &march())
        .unwrap();
    let (line, money) = (",转入结余,5.00,", ",2.00,");
    for (wrong, token) in [
        (",转入结余,五元,", "amount_invalid"),
        (",释放,5.00,", "plan_action_wrong"),
    ] {
        let problems = said(edited(&county, &[(line, wrong), (money, ",6.00,")]));
        let tokens: Vec<_> = problems.iter().map(|(token, _)| token.as_str()).collect();
        assert_eq!(tokens, [token], "{problems:?}");
    }
    // What follows from sound rows is compared.
    let problems = said(edited(&county, &[(money, ",6.00,")]));
    let words = "the row follows from the rows of lines and was changed";
    assert_eq!(problems[0].1, words);
}

#[test]
fn of_many_places_that_changed_ten_are_named_and_the_others_counted() {
    let stale = |changed: i64| {
        let lines: Vec<_> = (1..=changed).map(|number| (project(number), 100)).collect();
        let mut county = County::open(&lines);
        let text = county.ledger.plan_close(2025).unwrap().to_csv().unwrap();
        for (line, _) in &lines {
            let paid = county.ledger.pay(line, Fen::new(1), None, &march());
            paid.unwrap();
        }
        let loaded = county.ledger.load_plan_from("plan.csv", text.as_bytes());
        let error = loaded.unwrap_err();
        assert_eq!(error.rule(), Some(Rule::PlanStale));
        error.to_string()
    };
    let all = stale(10);
    assert_eq!(all.matches("in the plan").count(), 10);
    assert!(!all.contains("more"), "{all}");
    let some = stale(11);
    assert_eq!(some.matches("in the plan").count(), 10);
    assert!(some.contains("; and 1 more"), "{some}");
}

#[test]
fn what_cannot_be_read_is_told_before_what_has_changed() {
    let mut county = County::open(&[(project(1), 100), (project(2), 200)]);
    let text = county.ledger.plan_close(2025).unwrap().to_csv().unwrap();
    let wrong = text.replacen(",结转,1.00,", ",结转,一元,", 1);
    let ledger = &mut county.ledger;
    ledger
        .pay(project(2), Fen::new(10), None, &march())
        .unwrap();
    let read = said(ledger.load_plan_from("plan.csv", wrong.as_bytes()));
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].0, "amount_invalid");
}

/// A row of money that no line holds follows from the others: each of its cells is looked at.
#[test]
fn no_cell_of_a_row_about_money_is_changed() {
    let own = |unit: &str| LineKey {
        unit: unit.to_owned(),
        fund: FUND,
        ..key("30201", Kind::BasicPublic)
    };
    let mut county = County::open(&[(own(UNIT), 100), (own(OTHER), 100)]);
    let ledger = &mut county.ledger;
    for (unit, fen) in [(UNIT, 300), (OTHER, 500)] {
        ledger
            .receive(2025, unit, FUND, Fen::new(fen), &march())
            .unwrap();
    }
    let text = ledger.plan_close(2025).unwrap().to_csv().unwrap();
    let row = text.lines().find(|line| line.contains(",2.00,")).unwrap();
    assert!(row.contains(UNIT), "{row}");
    let changes = [
        (UNIT, OTHER),
        (",2.00,", ",4.00,"),
        ("其他收入", "事业收入"),
        ("收支差额转入结余", "结余弥补收支差额"),
    ];
    for (from, to) in changes {
        assert!(row.contains(from), "{from} is not in {row}");
        let edited = text.replace(row, &row.replacen(from, to, 1));
        let loaded = county.ledger.load_plan_from("plan.csv", edited.as_bytes());
        let words = "the row follows from the rows of lines and was changed".to_owned();
        assert_eq!(said(loaded), [("plan_invalid".to_owned(), words)], "{from}");
    }
    // A row that is left out is made anew.
    let others: Vec<&str> = text.lines().filter(|line| *line != row).collect();
    let without = others.join("\n");
    let plan = county
        .ledger
        .load_plan_from("plan.csv", without.as_bytes())
        .unwrap();
    assert_eq!(plan.money.len(), 2);
}

#[test]
fn a_commitment_stays_on_its_line() {
    let mut county = County::open(&[(project(1), 100), (project(2), 100)]);
    county
        .ledger
        .commit(project(1), Fen::new(40), "合同-1", None, &march())
        .unwrap();
    let mut plan = county.ledger.plan_close(2025).unwrap();
    let other = county.ledger.line(project(2)).unwrap();
    let mut decisions = plan.decisions.iter_mut();
    let held = decisions.find(|it| it.commitment_id.is_some()).unwrap();
    let id = held.commitment_id.unwrap();
    held.line = other.clone();
    let text = plan.to_csv().unwrap();
    let loaded = county.ledger.load_plan_from("plan.csv", text.as_bytes());
    let words = format!("nothing remains of a commitment {id} on line {}", other.id);
    assert_eq!(said(loaded)[0], ("plan_invalid".to_owned(), words));
}
