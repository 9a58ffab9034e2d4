//! Old money that a transfer brought to a line whose age ends nothing.

use yusuan::{ClosingAction, Fen, Kind, Ledger, LineKey, Override, Policy, PolicyAction, Scope};

use super::county::{County, aged, decided, key, march, none};

fn project(name: &str) -> LineKey {
    aged(LineKey {
        project: Some(name.to_owned()),
        ..key("30299", Kind::Project)
    })
}

fn basic() -> LineKey {
    aged(key("30299", Kind::BasicPublic))
}

fn transfer(ledger: &mut Ledger, from: &LineKey, to: &LineKey) -> i64 {
    let moved = ledger.transfer(from, to, Fen::new(700), &march());
    moved.unwrap().voucher_id
}

/// The transfer has its document; that the money outlives the two-year rule by it must be seen.
#[test]
fn a_plan_says_where_old_money_outlives_the_project_that_would_have_ended_it() {
    let project = project("信息系统");
    let basic = basic();
    let mut county = County::open(&[(project.clone(), 1_000), (basic.clone(), 50)]);
    let ledger = &mut county.ledger;
    let plan = ledger.plan_close(2025).unwrap();
    assert!(plan.remarks.is_empty(), "{:?}", plan.remarks);
    let moved = transfer(ledger, &project, &basic);
    let plan = ledger.plan_close(2025).unwrap();
    assert_eq!(
        decided(&plan),
        [
            (ClosingAction::ToSurplus, 300, "max_carry_years"),
            (ClosingAction::CarryForward, 750, "closing"),
        ]
    );
    let [remark] = plan.remarks.as_slice() else {
        panic!("{:?}", plan.remarks)
    };
    assert_eq!(
        (remark.token, remark.is_obstacle),
        ("age_limit_passed", false)
    );
    let said = "carries 7.50 yuan on; 7.00 yuan were transferred to it in 2025";
    assert!(remark.message.contains(said), "{}", remark.message);
    ledger.reverse(moved, &march()).unwrap();
    let plan = ledger.plan_close(2025).unwrap();
    assert!(plan.remarks.is_empty(), "{:?}", plan.remarks);
}

#[test]
fn nothing_is_said_of_old_money_that_does_not_go_on() {
    let project = project("信息系统");
    let basic = basic();
    let mut county = County::open(&[(project.clone(), 1_000), (basic.clone(), 50)]);
    let ledger = &mut county.ledger;
    transfer(ledger, &project, &basic);
    let plan = ledger.plan_close(2025).unwrap();
    assert_eq!(plan.remarks[0].token, "age_limit_passed");
    let recall = Policy {
        value: Some("recall".to_owned()),
        scope: Scope {
            kind: Some(Kind::BasicPublic),
            ..Scope::default()
        },
        ..Policy::new("closing", PolicyAction::Allow, "县财预〔2025〕3号")
    };
    ledger.set_policy(&recall, &none()).unwrap();
    let plan = ledger.plan_close(2025).unwrap();
    assert_eq!(
        decided(&plan),
        [
            (ClosingAction::ToSurplus, 300, "max_carry_years"),
            (ClosingAction::Recall, 750, "closing"),
        ]
    );
    assert!(plan.remarks.is_empty(), "{:?}", plan.remarks);
}

/// The certificate names the document; saying it twice would hide what has none.
#[test]
fn nothing_is_said_of_a_line_whose_age_a_document_passes_already() {
    let project = project("信息系统");
    let other = self::project("档案整理");
    let mut county = County::open(&[(project.clone(), 1_000), (other.clone(), 50)]);
    let ledger = &mut county.ledger;
    transfer(ledger, &project, &other);
    let granted = Override {
        policy: "max_carry_years".to_owned(),
        document: "县财预〔2025〕9号".to_owned(),
    };
    let plan = ledger.plan_close_overriding(2025, &[granted]).unwrap();
    assert_eq!(
        decided(&plan),
        [
            (ClosingAction::CarryForward, 300, "max_carry_years"),
            (ClosingAction::CarryForward, 750, "max_carry_years"),
        ]
    );
    assert!(plan.remarks.is_empty(), "{:?}", plan.remarks);
}
