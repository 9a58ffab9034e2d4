//! Policies by their commands.

use serde_json::Value;

use crate::county::County;

/// Return the policies of a name, in the order in which they are asked.
fn named(county: &County, name: &str) -> Vec<Value> {
    let all = county.json("policy list 2025");
    let all = all.as_array().unwrap().iter();
    all.filter(|policy| policy["name"] == name)
        .cloned()
        .collect()
}

#[test]
fn the_newest_policy_is_asked_first() {
    let county = County::preparing();
    let built_in = named(&county, "closing");
    assert_eq!(built_in.len(), 4);
    assert!(
        built_in
            .iter()
            .all(|policy| policy["policy_id"].as_i64() < Some(0))
    );
    county.json(
        "policy set closing allow --value recall --fund fiscal --level 本级 --source 县财预3号",
    );
    let all = named(&county, "closing");
    assert_eq!(
        (&all[0]["value"], &all[0]["level"]),
        (&"recall".into(), &"own".into())
    );
    assert_eq!(all[1..], built_in);
    county.json("policy set closing allow --value lapse --source 县财预4号 --first-year 2025");
    assert_eq!(named(&county, "closing").len(), 1);
    assert!(
        county
            .run("policy list 2025")
            .done()
            .contains("年终结转结余")
    );
}

#[test]
fn a_policy_that_nobody_would_look_at_is_refused() {
    let county = County::preparing();
    county.refuse(
        "policy set max_carry_year deny --value 2 --source x",
        "policy_unknown",
    );
    county.refuse(
        "policy set max_carry_years deny --source x",
        "policy_value_invalid",
    );
    county.refuse(
        "policy set four_eyes warn --source x",
        "policy_action_invalid",
    );
    county.refuse(
        "policy set four_eyes deny --source x --item 301",
        "policy_scope_invalid",
    );
    county.refuse(
        "policy set four_eyes deny --source x --first-year 2026 --last-year 2025",
        "policy_invalid",
    );
}
