//! The certificate: what it proves, how it is printed, and what it says of closings that were
//! undone.

use yusuan::{AsOf, ClosingCounts, Fen, Fund, Kind, LineKey, Rule};

use super::county::{County, OTHER, UNIT, key, march, none};

fn next(key: &LineKey) -> LineKey {
    LineKey {
        year: 2026,
        ..key.clone()
    }
}

#[test]
fn a_certificate_says_what_became_of_money_contracts_and_names() {
    let project = key("30299", Kind::Project);
    let own = LineKey {
        fund: Fund::UnitOtherIncome,
        ..key("30201", Kind::BasicPublic)
    };
    let mut county = County::open(&[(project.clone(), 1_000), (own, 500)]);
    let table = county.write(
        "successors.csv",
        format!("scheme,old,new\neconomic,30299,30226\nunit,{OTHER},{UNIT}\n"),
    );
    let ledger = &mut county.ledger;
    ledger.load_successors(2025, &table, &none()).unwrap();
    let fund = Fund::UnitOtherIncome;
    ledger
        .receive(2025, UNIT, fund, Fen::new(700), &march())
        .unwrap();
    let receipt = ledger
        .commit(&project, Fen::new(400), "HT-<1>", None, &march())
        .unwrap();
    let certificate = county.close();
    assert_eq!(certificate, county.ledger.certificate(2025).unwrap());
    let [fiscal, free] = certificate.totals.as_slice() else {
        panic!("{:?}", certificate.totals)
    };
    assert_eq!(
        (fiscal.carried_out.get(), fiscal.carried_in.get()),
        (1_000, 1_000)
    );
    assert_eq!(free.to_surplus.get(), 500);
    let stock = &certificate.surpluses[0];
    assert_eq!(
        (stock.from_lines.get(), stock.from_income.get()),
        (500, 200)
    );
    // Of the two names that have a successor, one was carried.
    let old: Vec<_> = certificate.successors.iter().map(|row| &*row.old).collect();
    assert_eq!(old, ["30299"]);
    let [held] = certificate.commitments.as_slice() else {
        panic!("{:?}", certificate.commitments)
    };
    assert_eq!(held.commitment_id, receipt.commitment_ids[0]);
    let there = |year| county.ledger.commitments(year, &AsOf::default()).unwrap();
    let (this_year, next_year) = (there(2025), there(2026));
    assert_eq!(this_year[0].continued_by_id, Some(held.to_commitment_id));
    assert_eq!(next_year[0].continues_id, Some(held.commitment_id));
    assert_eq!(next_year[0].contract, held.contract);
    let page = certificate.to_html().unwrap();
    assert!(
        page.contains("<th>结转下年</th><th>下年年初结转</th>"),
        "{page}"
    );
    for words in [
        "2025 年度年终结账证书",
        "一般公共预算",
        "10.00",
        "HT-&#60;1&#62;",
        "复核：",
    ] {
        assert!(page.contains(words), "{words} is not in\n{page}");
    }
}

#[test]
fn a_certificate_counts_what_was_decided() {
    let project = key("30299", Kind::Project);
    let own = LineKey {
        fund: Fund::UnitOtherIncome,
        ..key("30201", Kind::BasicPublic)
    };
    let mut county = County::open(&[(project.clone(), 1_000), (own.clone(), 500)]);
    let ledger = &mut county.ledger;
    ledger
        .receive(2025, UNIT, own.fund, Fen::new(700), &march())
        .unwrap();
    for (line, fen, contract) in [(project, 400, "合同-1"), (own, 100, "合同-2")] {
        ledger
            .commit(line, Fen::new(fen), contract, None, &march())
            .unwrap();
    }
    // Of the project committed and free money; of the other line what its contract gave back, and
    // all of it; and what no line holds.
    let expected = ClosingCounts {
        postings: 5,
        lines_carried: 1,
        commitments_carried: 1,
        commitments_released: 1,
        lines_estimated: 0,
    };
    assert_eq!(county.close().counts, expected);
}

#[test]
fn a_closing_that_was_undone_stays_in_the_history_of_the_second() {
    let line = key("30201", Kind::BasicPublic);
    let mut county = County::open(&[(line.clone(), 100)]);
    let first = county.close();
    county
        .ledger
        .undo_close(2025, "漏记一笔支付", &none())
        .unwrap();
    assert_eq!(
        county.ledger.certificate(2025).unwrap_err().rule(),
        Some(Rule::YearOpen)
    );
    county
        .ledger
        .pay(&line, Fen::new(30), None, &march())
        .unwrap();
    let second = county.close();
    assert_eq!(first.totals[0].carried_out.get(), 100);
    assert_eq!(second.totals[0].carried_out.get(), 70);
    assert!(second.opening_equals_closing);
    let acts: Vec<_> = second.history.iter().map(|step| &*step.act).collect();
    let closing = ["begin_closing", "close", "finish_closing"];
    let undoing = ["reopen_year", "undo_close", "cancel_closing"];
    assert_eq!(acts, [closing, undoing, closing].concat());
    assert_eq!(second.history[3].reason.as_deref(), Some("漏记一笔支付"));
    assert_eq!(second.history[2].hash.as_deref(), Some(&*first.head_after));
    assert_eq!(second.history, county.ledger.closing_history(2025).unwrap());
}

#[test]
fn a_closing_is_not_undone_once_the_carried_money_was_spent() {
    let line = key("30201", Kind::BasicPublic);
    let mut county = County::open(&[(line.clone(), 100)]);
    county.close();
    let ledger = &mut county.ledger;
    let fresh = LineKey {
        origin_year: 2026,
        ..next(&line)
    };
    ledger.draft(&fresh, Fen::new(1)).unwrap();
    let on = |day: &str| yusuan::Particulars::on(yusuan::date::parse(day).unwrap()).document("1");
    ledger.approve(2026, &on("2026-02-01")).unwrap();
    let paid = ledger
        .pay(next(&line), Fen::new(1), None, &on("2026-03-01"))
        .unwrap();
    let before = ledger.head().unwrap();
    let error = ledger.undo_close(2025, "reason", &none()).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::AvailableExceeded));
    assert_eq!(ledger.head().unwrap(), before);
    ledger.reverse(paid.voucher_id, &on("2026-03-02")).unwrap();
    ledger.undo_close(2025, "reason", &none()).unwrap();
    assert_eq!(county.available(&line), 100);
}
