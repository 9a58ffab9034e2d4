//! One fen in one line is one fen too much or too little.

use serde_json::Value;

use crate::county::County;
use crate::printed;

const LINES: &str = include_str!("../../demo/lines-2025.csv");

/// The line that the closing of 2024 carries into 2025; here, without 2024, it is a draft.
const CARRIED: &str = "2025,玛纳斯县社会保险中心,general_public,upper,2024,2299999,30299,project,\
                       2024年上半年自治区驻村工作专项经费,5000000";

/// Import lines, and return the tables of the drafts.
fn tables_of(lines: &[String]) -> Value {
    let county = County::preparing();
    let csv = county.write("lines.csv", lines.join("\n"));
    county.run(&format!("import {csv}")).done();
    county.json("tables 2025")
}

#[test]
fn a_fen_in_any_line_shows() {
    let lines: Vec<String> = LINES.lines().chain([CARRIED]).map(str::to_owned).collect();
    assert_eq!(lines.len(), 1 + 25 + 1);
    let exact = printed::exact();
    assert!(tables_of(&lines) == exact, "the lines themselves differ");
    for row in 1..lines.len() {
        for change in [1, -1] {
            let mut changed = lines.clone();
            let (key, amount) = lines[row].rsplit_once(',').unwrap();
            let amount: i64 = amount.parse().unwrap();
            changed[row] = format!("{key},{}", amount + change);
            assert!(tables_of(&changed) != exact, "{} {change}", lines[row]);
        }
    }
}
