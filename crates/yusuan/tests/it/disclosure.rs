//! Published documents, checked as anybody's.

use yusuan::disclosure::{Disclosure, check_disclosure_json};
use yusuan::tables::Verdict;

const PRINTED: &str = include_str!("../../../../tests/cases/first-user/budget-2025.json");
const EXACT: &str = include_str!("../../../../tests/cases/first-user/budget-2025-exact.json");

fn shown(found: &Disclosure) -> String {
    let findings: Vec<String> = found.findings.iter().map(ToString::to_string).collect();
    format!("{}\n{}", findings.join("\n"), found.notes.join("\n"))
}

#[test]
fn the_first_user_printed_a_sound_budget() {
    for text in [PRINTED, EXACT] {
        let found = check_disclosure_json(text, &[]).unwrap();
        assert_eq!(found.tables.len(), 11);
        assert!(found.is_sound(), "{}", shown(&found));
        let numbers: Vec<&str> = found
            .findings
            .iter()
            .map(|finding| finding.identities[0].number)
            .collect();
        assert_eq!(numbers, ["6.2", "6.4"], "{}", shown(&found));
        assert!(found.checks.len() > 40, "{}", found.checks.len());
        assert_eq!(found.count(Verdict::Rounding), 2);
    }
}
