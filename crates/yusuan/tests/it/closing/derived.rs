//! Whatever moves money is derived again from the journal: what the story does not tell as well.

use yusuan::{
    Direction, Fen, Fund, Kind, Ledger, LineKey, Particulars, Policy, PolicyAction, SpendingPlan,
    VerifyOptions, date,
};

use super::county::{County, UNIT, key, march, none};

const FUND: Fund = Fund::UnitOtherIncome;

fn own(kind: Kind) -> LineKey {
    LineKey {
        fund: FUND,
        ..key("30201", kind)
    }
}

fn on(day: &str) -> Particulars {
    Particulars::on(date::parse(day).unwrap()).document("预算批复〔2026〕1号")
}

fn is_derived(ledger: &Ledger) {
    let verification = ledger.verify(VerifyOptions::default()).unwrap();
    assert!(verification.is_clean(), "{:?}", verification.findings);
}

#[test]
fn what_comes_back_gives_commitment_line_income_and_plan_their_money_again() {
    let (line, earned) = (own(Kind::Project), own(Kind::BasicPublic));
    let mut county = County::open(&[(line.clone(), 1_000), (earned.clone(), 500)]);
    let ledger = &mut county.ledger;
    ledger
        .receive(2025, UNIT, FUND, Fen::new(1_500), &march())
        .unwrap();
    let held = ledger
        .commit(&line, Fen::new(600), "合同-1", None, &march())
        .unwrap()
        .commitment_ids[0];
    let plan = SpendingPlan::Months([(3, Fen::new(300)), (4, Fen::new(100))].into());
    ledger.plan_spending(&earned, plan, &none()).unwrap();
    let paid = ledger
        .pay_commitment(held, Fen::new(400), None, &march())
        .unwrap();
    ledger
        .refund(paid.first_posting_id, Fen::new(150), &march())
        .unwrap();
    let paid = ledger.pay(&earned, Fen::new(300), None, &march()).unwrap();
    let back = ledger
        .refund(paid.first_posting_id, Fen::new(40), &march())
        .unwrap();
    assert_eq!(county.available(&line), 400);
    assert_eq!(county.available(&earned), 240);
    is_derived(&county.ledger);
    // What came back in a month may be paid once more in it, and no fen beyond.
    let ledger = &mut county.ledger;
    ledger
        .pay(&earned, Fen::new(41), None, &march())
        .unwrap_err();
    ledger.pay(&earned, Fen::new(40), None, &march()).unwrap();
    is_derived(ledger);
    ledger.reverse(back.voucher_id, &march()).unwrap_err();
    county.close();
    is_derived(&county.ledger);
}

#[test]
fn what_an_earlier_year_leaves_is_corrected_and_used() {
    let (line, earned) = (own(Kind::Project), own(Kind::BasicPublic));
    let mut county = County::open(&[(line.clone(), 1_000), (earned, 500)]);
    let ledger = &mut county.ledger;
    ledger
        .receive(2025, UNIT, FUND, Fen::new(1_500), &march())
        .unwrap();
    let aside = Policy {
        value: Some("40".to_owned()),
        ..Policy::new(
            "closing_distribution",
            PolicyAction::Allow,
            "县财预〔2025〕5号",
        )
    };
    ledger.set_policy(&aside, &none()).unwrap();
    let certificate = county.close();
    assert_eq!(certificate.surpluses[0].earmarked.get(), 200);
    let ledger = &mut county.ledger;
    let next = |key: LineKey| LineKey { year: 2026, ..key };
    let fresh = LineKey {
        origin_year: 2026,
        ..next(own(Kind::BasicPublic))
    };
    ledger.draft(&fresh, Fen::new(700)).unwrap();
    ledger
        .budget_income(2026, UNIT, FUND, Fen::new(700))
        .unwrap();
    ledger.approve(2026, &on("2026-02-01")).unwrap();
    let may = on("2026-05-06");
    let more = |ledger: &mut Ledger, direction, fen| {
        let line = next(line.clone());
        let amount = Fen::new(fen);
        ledger.prior_year_adjustment(line, direction, amount, None, &may)
    };
    more(ledger, Direction::Increase, 90).unwrap();
    more(ledger, Direction::Decrease, 30).unwrap();
    ledger.use_surplus(&fresh, Fen::new(110), &may).unwrap();
    ledger.use_earmarked(&fresh, Fen::new(70), &may).unwrap();
    assert_eq!(county.available(&next(line)), 1_060);
    assert_eq!(county.available(&fresh), 880);
    is_derived(&county.ledger);
}

/// A county, and a line of its next year.
fn with_next_year() -> (County, LineKey) {
    let line = key("30201", Kind::BasicPublic);
    let county = County::open(&[(line.clone(), 1_000)]);
    let early = LineKey {
        year: 2026,
        origin_year: 2026,
        ..line
    };
    (county, early)
}

#[test]
fn what_was_arranged_early_is_absorbed_by_the_approval() {
    let (mut county, early) = with_next_year();
    let ledger = &mut county.ledger;
    ledger
        .allocate_early(&early, Fen::new(250), &on("2026-01-10"))
        .unwrap();
    ledger
        .pay(&early, Fen::new(60), None, &on("2026-01-20"))
        .unwrap();
    is_derived(ledger);
    ledger.draft(&early, Fen::new(800)).unwrap();
    ledger.approve(2026, &on("2026-02-01")).unwrap();
    is_derived(ledger);
    assert_eq!(county.available(&early), 740);
}

#[test]
fn what_came_back_may_be_undone_and_come_back_again() {
    let line = key("30201", Kind::BasicPublic);
    let mut county = County::open(&[(line.clone(), 1_000)]);
    let ledger = &mut county.ledger;
    let payment = ledger.pay(&line, Fen::new(300), None, &march()).unwrap();
    let refund =
        |ledger: &mut Ledger, fen| ledger.refund(payment.first_posting_id, Fen::new(fen), &march());
    let wrong = refund(ledger, 200).unwrap();
    refund(ledger, 101).unwrap_err();
    ledger.reverse(wrong.voucher_id, &march()).unwrap();
    refund(ledger, 301).unwrap_err();
    refund(ledger, 300).unwrap();
    assert_eq!(county.available(&line), 1_000);
    is_derived(&county.ledger);
}

#[test]
fn what_was_arranged_early_may_be_undone_before_the_approval_and_behind_it() {
    let (mut county, early) = with_next_year();
    let ledger = &mut county.ledger;
    let day = on("2026-01-10");
    let arranged = ledger.allocate_early(&early, Fen::new(250), &day).unwrap();
    let paid = ledger.pay(&early, Fen::new(60), None, &day).unwrap();
    ledger.reverse(paid.voucher_id, &day).unwrap();
    ledger.reverse(arranged.voucher_id, &day).unwrap();
    assert_eq!(
        ledger.balance(&early).unwrap().available().unwrap().get(),
        0
    );
    is_derived(ledger);
    ledger.allocate_early(&early, Fen::new(90), &day).unwrap();
    let paid = ledger.pay(&early, Fen::new(60), None, &day).unwrap();
    ledger.draft(&early, Fen::new(800)).unwrap();
    ledger.approve(2026, &on("2026-02-01")).unwrap();
    ledger.reverse(paid.voucher_id, &on("2026-03-01")).unwrap();
    assert_eq!(county.available(&early), 800);
    is_derived(&county.ledger);
}

#[test]
fn what_a_surplus_covers_is_derived() {
    let line = own(Kind::BasicPublic);
    let mut county = County::with_surplus(&line, 200);
    let ledger = &mut county.ledger;
    ledger.pay(&line, Fen::new(150), None, &march()).unwrap();
    let certificate = county.close();
    assert_eq!(certificate.surpluses[0].covered.get(), 150);
    is_derived(&county.ledger);
}

/// A ledger that begins with the year has the carry-over from its budget, and corrects it.
#[test]
fn an_estimate_is_raised_and_taken_out_and_put_back() {
    let old = LineKey {
        origin_year: 2024,
        ..key("30299", Kind::Project)
    };
    let mut county = County::open(&[(old.clone(), 1_000)]);
    let ledger = &mut county.ledger;
    let by = |ledger: &mut Ledger, direction, fen| {
        let amount = Fen::new(fen);
        ledger.true_up_line(&old, direction, amount, &march())
    };
    by(ledger, Direction::Increase, 100).unwrap();
    let wrong = by(ledger, Direction::Decrease, 700).unwrap();
    ledger.reverse(wrong.voucher_id, &march()).unwrap();
    by(ledger, Direction::Decrease, 1_100).unwrap();
    by(ledger, Direction::Decrease, 1).unwrap_err();
    is_derived(&county.ledger);
}

#[test]
fn what_lapsed_and_what_became_surplus_counts_as_planned() {
    let line = own(Kind::BasicPublic);
    let mut county = County::open(&[(line.clone(), 1_000)]);
    let ledger = &mut county.ledger;
    ledger
        .receive(2025, UNIT, FUND, Fen::new(600), &march())
        .unwrap();
    let all = || SpendingPlan::Months([(3, Fen::new(1_000))].into());
    ledger.plan_spending(&line, all(), &march()).unwrap();
    ledger
        .commit(&line, Fen::new(200), "合同-1", None, &march())
        .unwrap();
    ledger.pay(&line, Fen::new(50), None, &march()).unwrap();
    ledger.to_surplus(&line, Fen::new(100), &march()).unwrap();
    ledger.lapse(&line, Fen::new(300), &march()).unwrap();
    is_derived(ledger);
    // And it may be planned once more.
    ledger.plan_spending(&line, all(), &march()).unwrap();
    is_derived(ledger);
}
