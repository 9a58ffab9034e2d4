//! The explanatory part and the declarations by their commands.

use std::fs;

use crate::county::{County, UNIT};

#[test]
fn a_file_of_declarations_is_loaded_and_shown() {
    let county = County::preparing();
    let path = county.path("declared.toml");
    let text = format!(
        "year = 2025\nunit = '{UNIT}'\n[procurement]\ntotal = '3.00'\ngoods = '1.00'\n\
         works_fen = 0\nservices = '2.00'\nreserved_sme = '0.00'\nreserved_micro = '0.00'\n"
    );
    fs::write(&path, text).unwrap();
    let receipt = county.json(&format!("declaration load {}", path.display()));
    let shown = county.json("declaration show 2025");
    assert_eq!(shown[0]["voucher_id"], receipt["voucher_id"]);
    assert_eq!(shown[0]["content"]["services_fen"], 200);
    let table = county.run("declaration show 2025").done();
    assert!(table.contains("政府采购预算表"), "{table}");
}

#[test]
fn the_narrative_is_text_or_json_and_its_gaps_are_talk() {
    let county = County::preparing();
    let said = county.run("narrative 2025");
    assert!(said.talk.contains("(text_missing)"), "{}", said.talk);
    assert!(said.done().contains("三、2025年部门支出预算情况"));
    let made = county.json("narrative 2025 --exact --dash-from-zero");
    assert_eq!(made["id"], "budget-narrative");
    assert_eq!(made["basis"], "exact");
    let words = county.path("words.toml");
    fs::write(&words, "'2.total' = '{x}'\n").unwrap();
    let refused = format!("narrative 2025 --templates {}", words.display());
    county.refuse(&refused, "template_placeholder_unknown");
}
