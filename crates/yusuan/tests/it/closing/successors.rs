//! Codes and units that changed: loaded from a file, followed by the closing.

use yusuan::{AsOf, Error, Fen, Fund, Kind, LineKey, Rule, SurplusReport, UnitKind, VerifyOptions};

use super::county::{County, OTHER, UNIT, key, march, none};

#[test]
fn money_is_carried_forward_under_its_new_names() {
    let office = key("30201", Kind::BasicPublic);
    let project = key("30299", Kind::Project);
    let mut county = County::open(&[(office.clone(), 700), (project.clone(), 500)]);
    let table = county.write(
        "successors.csv",
        format!("类别,原编码,新编码,来源\n经济,30201,30202,财预〔2025〕9号\n单位,{UNIT},{OTHER},机构改革\n"),
    );
    county
        .ledger
        .load_successors(2025, &table, &none())
        .unwrap();
    county.close();
    let next = |key: &LineKey, economic_code: &str| LineKey {
        year: 2026,
        unit: OTHER.to_owned(),
        economic_code: economic_code.to_owned(),
        ..key.clone()
    };
    assert_eq!(county.available(&next(&office, "30202")), 700);
    assert_eq!(county.available(&next(&project, "30299")), 500);
    assert!(
        county
            .ledger
            .verify(VerifyOptions::default())
            .unwrap()
            .is_clean()
    );
}

#[test]
fn every_wrong_row_is_named_and_nothing_is_loaded() {
    let mut county = County::open(&[(key("30201", Kind::BasicPublic), 1)]);
    let good = county.write("good.csv", "scheme,old,new\neconomic,30201,30202\n");
    county.ledger.load_successors(2025, &good, &none()).unwrap();
    let table = county.write(
        "wrong.csv",
        format!("scheme,old,new\neconomic,30277,30202\nunit,{UNIT},教育局\neconomic,30202,30204\n"),
    );
    let before = county.ledger.head().unwrap();
    let error = county
        .ledger
        .load_successors(2025, &table, &none())
        .unwrap_err();
    let Error::Source(problems) = &error else {
        panic!("{error}")
    };
    let places: Vec<_> = problems
        .0
        .iter()
        .map(|problem| (problem.row.unwrap(), problem.column.as_deref().unwrap()))
        .collect();
    assert_eq!(places, [(2, "old"), (3, "new")]);
    assert_eq!(problems.token(), Rule::SuccessorInvalid.token());
    assert_eq!(county.ledger.head().unwrap(), before);
    assert_eq!(county.ledger.successors(2025).unwrap().len(), 1);
}

#[test]
fn a_table_is_loaded_once() {
    let mut county = County::open(&[(key("30201", Kind::BasicPublic), 1)]);
    let table = county.write("successors.csv", "scheme,old,new\neconomic,30201,30202\n");
    let keyed = march().key("successors-2025");
    let ledger = &mut county.ledger;
    let first = ledger.load_successors(2025, &table, &keyed).unwrap();
    let again = ledger.load_successors(2025, &table, &keyed).unwrap();
    assert_eq!((first.is_repeated, again.is_repeated), (false, true));
    assert_eq!(first.hash, again.hash);
    let error = ledger.load_successors(2025, &table, &none()).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::SuccessorInvalid));
}

#[test]
fn a_wrong_row_is_replaced_by_a_later_one_until_the_closing() {
    let line = key("30201", Kind::BasicPublic);
    let mut county = County::open(&[(line.clone(), 700)]);
    let wrong = county.write("wrong.csv", "scheme,old,new\neconomic,30201,30203\n");
    let right = county.write("right.csv", "scheme,old,new\neconomic,30201,30202\n");
    for table in [&right, &wrong, &right] {
        county.ledger.load_successors(2025, table, &none()).unwrap();
    }
    assert_eq!(county.ledger.successors(2025).unwrap().len(), 3);
    county.close();
    let next = LineKey {
        year: 2026,
        economic_code: "30202".to_owned(),
        ..line
    };
    assert_eq!(county.available(&next), 700);
    let listed = county.ledger.certificate(2025).unwrap().successors;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].new, "30202");
    let before = county.ledger.head().unwrap();
    let other = county.write("other.csv", "scheme,old,new\neconomic,30211,30212\n");
    for table in [&wrong, &other] {
        let error = county
            .ledger
            .load_successors(2025, table, &none())
            .unwrap_err();
        let Error::Source(problems) = &error else {
            panic!("{error}")
        };
        assert_eq!(problems.token(), Rule::YearClosed.token());
    }
    assert_eq!(county.ledger.head().unwrap(), before);
}

/// A year with 800 of free surplus at its end, and 200 set aside.
fn merging() -> County {
    let fund = Fund::UnitOtherIncome;
    let line = LineKey {
        fund,
        ..key("30201", Kind::BasicPublic)
    };
    let mut county = County::open(&[(line.clone(), 1_000)]);
    let ledger = &mut county.ledger;
    ledger
        .receive(2025, UNIT, fund, Fen::new(1_000), &march())
        .unwrap();
    ledger.to_surplus(&line, Fen::new(600), &march()).unwrap();
    ledger
        .earmark_surplus(2025, UNIT, fund, Fen::new(200), &march())
        .unwrap();
    let rows = format!("类别,原编码,新编码,来源\n单位,{UNIT},{OTHER},机构改革\n");
    let table = county.write("successors.csv", rows);
    let ledger = &mut county.ledger;
    ledger.load_successors(2025, &table, &none()).unwrap();
    county
}

fn stocks(county: &County) -> Vec<(String, i64, i64)> {
    let surpluses = county.ledger.surpluses(&AsOf::now()).unwrap();
    let stock = |it: SurplusReport| (it.unit, it.stock.get(), it.earmarked_stock.get());
    surpluses.into_iter().map(stock).collect()
}

#[test]
fn the_surplus_of_a_merged_unit_goes_to_its_successor() {
    let mut county = merging();
    county.ledger.deactivate_unit(UNIT, &none()).unwrap();
    let plan = county.ledger.plan_close(2025).unwrap();
    let pooled: Vec<_> = plan
        .rows()
        .into_iter()
        .filter(|row| row.policy == "successor")
        .map(|row| (row.action.as_str(), row.amount.get(), row.becomes))
        .collect();
    let becomes = Some(format!("{UNIT}→{OTHER}"));
    let expected = [
        ("pool_surplus", 800, becomes.clone()),
        ("pool_earmarked", 200, becomes),
    ];
    assert_eq!(pooled, expected);
    let certificate = county.ledger.close(&plan, &none()).unwrap();
    let moved: Vec<_> = certificate
        .surpluses
        .iter()
        .map(|it| (&*it.unit, it.pooled_in.get(), it.pooled_out.get()))
        .collect();
    assert_eq!(moved, [(UNIT, 0, 1_000), (OTHER, 1_000, 0)]);
    assert_eq!(certificate.successors.len(), 1);
    assert_eq!(certificate.successors[0].new, OTHER);
    let (old, new) = ((UNIT.to_owned(), 0, 0), (OTHER.to_owned(), 800, 200));
    assert_eq!(stocks(&county), [old, new]);
    let clean = |county: &County| {
        let verified = county.ledger.verify(VerifyOptions::default()).unwrap();
        assert!(verified.is_clean(), "{:?}", verified.findings);
    };
    clean(&county);
    county.ledger.undo_close(2025, "漏记", &none()).unwrap();
    let (old, new) = ((UNIT.to_owned(), 400, 200), (OTHER.to_owned(), 0, 0));
    assert_eq!(stocks(&county), [old, new]);
    clean(&county);
}

#[test]
fn the_surplus_of_an_active_unit_stays_and_the_plan_says_so() {
    let mut county = merging();
    let plan = county.ledger.plan_close(2025).unwrap();
    let remarks = plan.remarks.iter();
    let said: Vec<_> = remarks.filter(|it| it.token == "surplus_stays").collect();
    assert_eq!(said.len(), 1);
    assert!(!said[0].is_obstacle && said[0].message.starts_with("10.00 yuan"));
    county.ledger.close(&plan, &none()).unwrap();
    assert_eq!(stocks(&county), [(UNIT.to_owned(), 800, 200)]);
}

/// What there is none of is neither moved nor spoken of.
#[test]
fn no_surplus_is_neither_pooled_nor_said_to_stay() {
    let fund = Fund::UnitOtherIncome;
    let line = LineKey {
        fund,
        ..key("30299", Kind::Project)
    };
    // A stock of surplus that is there and has nothing in it, and one with nothing set aside.
    let county = |is_given_back: bool| {
        let mut county = County::open(&[(line.clone(), 1_000)]);
        let rows = format!("类别,原编码,新编码,来源\n单位,{UNIT},{OTHER},机构改革\n");
        let table = county.write("successors.csv", rows);
        let ledger = &mut county.ledger;
        ledger
            .receive(2025, UNIT, fund, Fen::new(1_000), &march())
            .unwrap();
        let moved = ledger.to_surplus(&line, Fen::new(600), &march()).unwrap();
        if is_given_back {
            ledger.reverse(moved.voucher_id, &march()).unwrap();
        }
        ledger.load_successors(2025, &table, &none()).unwrap();
        county
    };
    let stays = |county: &County| {
        let remarks = county.ledger.plan_close(2025).unwrap().remarks;
        remarks.iter().any(|it| it.token == "surplus_stays")
    };
    assert!(stays(&county(false)));
    assert!(!stays(&county(true)));
    let pooled = |mut county: County| {
        county.ledger.deactivate_unit(UNIT, &none()).unwrap();
        let money = county.ledger.plan_close(2025).unwrap().money;
        let pooled = money.iter().map(|it| (it.action.as_str(), it.amount.get()));
        pooled.collect::<Vec<_>>()
    };
    assert_eq!(pooled(county(false)), [("pool_surplus", 600)]);
    assert_eq!(pooled(county(true)), []);
}

/// Two units are merged into a third; each row names its own.
#[test]
fn surplus_goes_on_under_the_new_name_of_its_own_unit() {
    let third = "就业训练中心";
    let fund = Fund::UnitOtherIncome;
    let own = |unit: &str| LineKey {
        unit: unit.to_owned(),
        fund,
        ..key("30201", Kind::BasicPublic)
    };
    let mut county = County::preparing();
    let table = county.write(
        "successors.csv",
        format!("scheme,old,new\nunit,{OTHER},{third}\nunit,{UNIT},{third}\n"),
    );
    let ledger = &mut county.ledger;
    ledger
        .add_unit(third, UnitKind::Institution, None, &none())
        .unwrap();
    for unit in [UNIT, OTHER] {
        ledger.draft(&own(unit), Fen::new(100)).unwrap();
        ledger
            .budget_income(2025, unit, fund, Fen::new(100))
            .unwrap();
    }
    ledger.approve(2025, &march()).unwrap();
    ledger.prepare_year(2026, &none()).unwrap();
    ledger.load_successors(2025, &table, &none()).unwrap();
    for unit in [UNIT, OTHER] {
        ledger
            .receive(2025, unit, fund, Fen::new(100), &march())
            .unwrap();
        ledger.deactivate_unit(unit, &none()).unwrap();
    }
    let rows = ledger.plan_close(2025).unwrap().rows();
    let pooled = rows.into_iter().filter(|row| row.policy == "successor");
    let mut becomes: Vec<_> = pooled.map(|row| (row.unit, row.becomes)).collect();
    becomes.sort();
    let mut expected = [UNIT, OTHER].map(|old| (old.to_owned(), Some(format!("{old}→{third}"))));
    expected.sort();
    assert_eq!(becomes, expected);
}
