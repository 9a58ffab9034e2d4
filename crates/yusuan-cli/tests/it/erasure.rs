//! Erasing a name by its command.

use crate::county::County;

#[test]
fn a_payee_is_erased_once() {
    let county = County::of_demo();
    let line = county.json("lines 2025")["lines"][0]["id"].clone();
    let paid = county.json(&format!(
        "pay 1.00 --line {line} --dated 2025-03-01 --payee 王小明"
    ));
    let voucher = &paid["voucher_id"];
    let erased = county.json(&format!("erase --voucher {voucher} --field payee"));
    assert_eq!(
        (&erased["text_count"], &erased["is_log_emptied"]),
        (&1.into(), &true.into())
    );
    let log = county.json(&format!("log --after {}", voucher.as_i64().unwrap() - 1));
    assert!(log[0]["postings"][0]["payee"].is_null(), "{log}");
    county.refuse(&format!("erase --voucher {voucher}"), "text_unknown");
    assert_eq!(county.run("erase").code, 2);
    assert_eq!(county.run("verify").code, 0);
}
