//! Units, years, closings and copies by their commands, and what corrects lines.

use std::fs;

use crate::county::{County, UNIT};

#[test]
fn units_and_years_are_listed() {
    let county = County::of_demo();
    assert_eq!(county.json("units")[0]["name"], UNIT);
    let years = county.json("years");
    assert_eq!(
        (&years[1]["year"], &years[1]["state"]),
        (&2025.into(), &"open".into())
    );
    insta::assert_snapshot!(county.run("years").done(), @r"
    年度  状态
    2024  已结账
    2025  执行
    ");
    county.json(&format!("deactivate-unit {UNIT}"));
    insta::assert_snapshot!(county.run("units").done(), @r"
    单位                  类别      上级单位  是否有效
    玛纳斯县社会保险中心  事业单位            否
    ");
    county.refuse("deactivate-unit 无此单位", "unit_unknown");
}

#[test]
fn a_certificate_and_its_history_are_read_again() {
    let county = County::of_demo();
    let page = county.path("certificate.html");
    let certificate = county.json(&format!("certificate 2024 --out {}", page.display()));
    assert_eq!(certificate["year"], 2024);
    assert!(
        fs::read_to_string(page)
            .unwrap()
            .contains("2024 年度年终结账证书")
    );
    county.refuse("certificate 2025", "year_open");
    let steps = county.json("closing-history 2024");
    assert_eq!(steps[2]["act"], "finish_closing");
    assert!(
        county
            .run("closing-history 2024")
            .done()
            .contains("完成年终结账")
    );
    assert_eq!(
        county
            .json("closing-history 2025")
            .as_array()
            .unwrap()
            .len(),
        0
    );
    county.refuse("closing-history 1999", "year_unknown");
}

#[test]
fn a_copy_is_the_same_ledger_and_never_replaces_one() {
    let county = County::of_demo();
    let copy = county.path("copy.db");
    let head = county.json(&format!("copy --out {}", copy.display()));
    assert_eq!(head, county.json("head"));
    let again = format!("copy --out {}", copy.display());
    county.refuse(&again, "file_is_database");
    let verified = crate::county::yusuan(&["verify", copy.to_str().unwrap()]);
    assert_eq!(verified.code, 0, "{}", verified.out);
    let nowhere = county.path("nowhere").join("copy.db");
    county.refuse(
        &format!("copy --out {}", nowhere.display()),
        "file_not_written",
    );
    let names = fs::read_dir(county.path("")).unwrap();
    assert!(
        names
            .flatten()
            .all(|it| !it.file_name().to_string_lossy().ends_with(".part"))
    );
}

/// Somebody else's unfinished act is no part of a copy.
#[test]
fn a_copy_holds_what_was_finished() {
    let county = County::of_demo();
    let head = county.json("head");
    let mut holder = yusuan::Ledger::open(county.path("county.db")).unwrap();
    holder
        .transaction(|ledger| {
            let march = yusuan::Particulars::on(yusuan::date::parse("2025-03-01")?);
            ledger.pay(yusuan::LineId::new(24), yusuan::Fen::new(100), None, &march)?;
            let own = yusuan::Output::prepare(county.path("own.db"))?;
            ledger.copy_to(own)?;
            let copy = county.path("copy.db");
            let copied = county.json(&format!("copy --out {}", copy.display()));
            assert_eq!(copied, head);
            Ok(())
        })
        .unwrap();
    let own = yusuan::Ledger::open(county.path("own.db")).unwrap();
    assert_eq!(serde_json::to_value(own.head().unwrap()).unwrap(), head);
    assert_ne!(county.json("head"), head);
}

#[test]
fn lines_are_corrected() {
    let county = County::of_demo();
    let before = county.available(2025, 24);
    let dated = "--dated 2025-03-01 --document 文";
    county.json(&format!("lapse 1.00 --line 24 {dated}"));
    assert_eq!(county.available(2025, 24), before - 100);
    county.refuse(
        "lapse 1.00 --line 24 --dated 2025-03-01",
        "document_missing",
    );
    county.json(&format!("rebalance 24=-5.00 27=5.00 {dated}"));
    assert_eq!(county.available(2025, 24), before - 600);
    county.refuse(
        &format!("rebalance 24=-5.00 27=4.00 {dated}"),
        "transfer_not_zero",
    );
    county.nonsense(&format!("rebalance 24 {dated}"));
    let error = county.refuse(&format!("rebalance 24=1e3 {dated}"), "amount_invalid");
    assert_eq!(error["argument"], "LINE=AMOUNT");
    // Money of 2024 stands in the first line of 2025.
    let lines = county.json("lines 2025");
    let carried = lines["lines"][0]["id"].as_i64().unwrap();
    let before = county.available(2025, carried);
    county.json(&format!(
        "prior-year-adjustment 2.00 --decrease --line {carried} {dated}"
    ));
    county.json(&format!(
        "prior-year-adjustment 1.00 --increase --line {carried} {dated}"
    ));
    assert_eq!(county.available(2025, carried), before - 100);
    county.nonsense(&format!(
        "prior-year-adjustment 1.00 --line {carried} {dated}"
    ));
    county.refuse(
        &format!("true-up-line 1.00 --decrease --line {carried} {dated}"),
        "true_up_wrong",
    );
}

#[test]
fn nothing_is_sealed_where_nobody_else_wrote() {
    let county = County::of_demo();
    let head = county.json("head");
    assert!(county.json("seal-foreign --reason 迁入").is_null());
    assert_eq!(county.json("head"), head);
}
