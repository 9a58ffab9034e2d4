//! What stands in the way of undoing a closing, and what is said of it.

use yusuan::{Error, Fen, Fund, Kind, LineKey, Particulars, Rule, SpendingPlan, date};

use super::county::{County, UNIT, key, march, none};

fn on(day: &str) -> Particulars {
    Particulars::on(date::parse(day).unwrap()).document("预算批复〔2026〕1号")
}

fn carried() -> LineKey {
    LineKey {
        year: 2026,
        ..key("30201", Kind::BasicPublic)
    }
}

/// 2025 closed with one yuan carried forward, 2026 open with three of its own.
fn closed() -> County {
    let mut county = County::open(&[(key("30201", Kind::BasicPublic), 100)]);
    county.close();
    let own = LineKey {
        origin_year: 2026,
        ..carried()
    };
    county.ledger.draft(&own, Fen::new(300)).unwrap();
    county.ledger.approve(2026, &on("2026-02-01")).unwrap();
    county
}

/// Return the rule, what is missing and what is left, and all that is said.
fn refused(county: &mut County) -> (Rule, Option<i64>, Option<i64>, String) {
    let error = county.ledger.undo_close(2025, "漏记", &none()).unwrap_err();
    let text = error.to_string();
    let Error::Rule(refusal) = error else {
        panic!("{text}")
    };
    let (shortfall, allowed) = (refusal.shortfall, refusal.allowed);
    (
        refusal.rule,
        shortfall.map(Fen::get),
        allowed.map(Fen::get),
        text,
    )
}

#[test]
fn later_years_are_undone_first_and_named() {
    let mut county = closed();
    let ledger = &mut county.ledger;
    for year in [2027, 2028] {
        ledger.prepare_year(year, &none()).unwrap();
    }
    let plan = ledger.plan_close(2026).unwrap();
    ledger.close(&plan, &none()).unwrap();
    let (rule, _, _, text) = refused(&mut county);
    assert_eq!(rule, Rule::LaterYearClosed);
    let said = "2025 is not reopened while a later year is closed: 2026\n";
    assert!(text.contains(said), "{text}");
    assert!(text.contains("undo the closing of the later years first"));
    county.ledger.undo_close(2026, "漏记", &none()).unwrap();
    county.ledger.undo_close(2025, "漏记", &none()).unwrap();
}

#[test]
fn what_used_the_money_is_named_with_what_is_left_of_it() {
    let mut county = closed();
    let line = county.ledger.line(carried()).unwrap().id;
    let pay = |county: &mut County, fen| {
        let day = on("2026-03-01");
        let paid = county.ledger.pay(line, Fen::new(fen), None, &day);
        paid.unwrap().voucher_id
    };
    let (first, second) = (pay(&mut county, 30), pay(&mut county, 10));
    let (rule, shortfall, allowed, text) = refused(&mut county);
    assert_eq!(
        (rule, shortfall, allowed),
        (Rule::AvailableExceeded, Some(40), Some(60))
    );
    let said = format!(
        "has 0.60 yuan left of the 1.00 that the closing gave it, 0.40 are used already (newest \
         vouchers: {second}, {first})"
    );
    assert!(text.contains(&said), "{text}");
    assert!(text.contains(&format!("line {} (", line.get())), "{text}");
    assert!(text.contains("reverse what used it first"), "{text}");
    assert!(!text.contains("true-up"), "{text}");
    for voucher in [second, first] {
        county.ledger.reverse(voucher, &on("2026-03-02")).unwrap();
    }
    county.ledger.undo_close(2025, "漏记", &none()).unwrap();
}

#[test]
fn a_commitment_that_went_on_is_named_by_its_contract() {
    let line = key("30201", Kind::BasicPublic);
    let mut county = County::open(&[(line.clone(), 100)]);
    let committed = county
        .ledger
        .commit(&line, Fen::new(100), "合同-7", None, &march());
    committed.unwrap();
    let certificate = county.close();
    let held = certificate.commitments[0].to_commitment_id;
    let own = LineKey {
        origin_year: 2026,
        ..carried()
    };
    county.ledger.draft(&own, Fen::new(300)).unwrap();
    county.ledger.approve(2026, &on("2026-02-01")).unwrap();
    let paid = county
        .ledger
        .pay_commitment(held, Fen::new(25), None, &on("2026-03-01"))
        .unwrap();
    let (rule, shortfall, allowed, text) = refused(&mut county);
    assert_eq!(rule, Rule::CommitmentExceeded);
    assert_eq!((shortfall, allowed), (Some(25), Some(75)));
    let said = format!("commitment {held} (contract 合同-7) has 0.75 yuan left of the 1.00");
    assert!(text.contains(&said), "{text}");
    assert!(
        text.contains(&format!("vouchers: {})", paid.voucher_id)),
        "{text}"
    );
}

#[test]
fn a_line_that_is_planned_to_spend_it_is_planned_anew_first() {
    let mut county = closed();
    let plan = SpendingPlan::Months([(3, Fen::new(80))].into());
    let line = county.ledger.line(carried()).unwrap().id;
    county.ledger.plan_spending(line, plan, &none()).unwrap();
    let (rule, shortfall, _, text) = refused(&mut county);
    assert_eq!(
        (rule, shortfall),
        (Rule::PlanExceedsAuthority, Some(80)),
        "{text}"
    );
    let said = "is planned to spend 0.80 yuan, and would have 0.00 without what the closing gave \
                it, 0.80 too few";
    assert!(text.contains(said), "{text}");
    assert!(text.contains("plan the spending of the line anew first"));
}

#[test]
fn a_closing_is_not_undone_without_a_reason() {
    let mut county = closed();
    let error = county.ledger.undo_close(2025, " \t", &none()).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::NoteInvalid));
    assert_eq!(county.available(&carried()), 100);
}

#[test]
fn an_estimate_that_was_taken_out_is_put_back_first() {
    let (mut county, carried) = County::estimated(70);
    county.close();
    let ledger = &mut county.ledger;
    ledger.true_up(2026, &on("2026-02-02")).unwrap();
    let day = on("2026-03-01");
    ledger.pay(carried, Fen::new(20), None, &day).unwrap();
    let (_, shortfall, allowed, text) = refused(&mut county);
    assert_eq!((shortfall, allowed), (Some(20), Some(80)), "{text}");
    let said = "reverse the true-up of next year and what used the money first";
    assert!(text.contains(said), "{text}");
}

#[test]
fn surplus_that_was_distributed_is_not_taken_back() {
    let fund = Fund::UnitOtherIncome;
    let line = LineKey {
        fund,
        ..key("30201", Kind::BasicPublic)
    };
    let mut county = County::open(&[(line, 100)]);
    let ledger = &mut county.ledger;
    ledger
        .receive(2025, UNIT, fund, Fen::new(100), &march())
        .unwrap();
    county.close();
    let ledger = &mut county.ledger;
    let own = key("30202", Kind::BasicPublic);
    let own = LineKey {
        year: 2026,
        origin_year: 2026,
        ..own
    };
    ledger.draft(&own, Fen::new(300)).unwrap();
    ledger.approve(2026, &on("2026-02-01")).unwrap();
    let day = on("2026-03-01");
    ledger
        .distribute(2026, UNIT, fund, Fen::new(80), &day)
        .unwrap();
    let (rule, shortfall, allowed, text) = refused(&mut county);
    assert_eq!(
        (rule, shortfall, allowed),
        (Rule::SurplusExceeded, Some(80), Some(20)),
        "{text}"
    );
}
