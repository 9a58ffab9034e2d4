//! One token per rule, the same in the schema, in the enum and in the list of rules.

use std::collections::BTreeSet;

use yusuan::{Rule, SCHEMA};

const RULES: &str = include_str!("../../../../docs/rules.md");

/// Tokens raised by the triggers of the schema.
fn raised() -> BTreeSet<&'static str> {
    let code = SCHEMA
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"));
    let parts = code.flat_map(|line| line.split("RAISE(ABORT, '").skip(1));
    parts.map(|part| part.split_once(':').unwrap().0).collect()
}

fn tokens(keep: impl Fn(Rule) -> bool) -> BTreeSet<&'static str> {
    Rule::ALL
        .iter()
        .copied()
        .filter(|rule| keep(*rule))
        .map(Rule::token)
        .collect()
}

#[test]
fn every_token_of_the_schema_is_a_rule_and_the_other_way_round() {
    assert_eq!(raised(), tokens(|rule| !rule.is_library_only()));
}

#[test]
fn every_rule_is_explained() {
    let explained = |token: &&str| RULES.contains(&format!("`{token}`"));
    let missing: Vec<_> = tokens(|_| true)
        .into_iter()
        .filter(|token| !explained(token))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/rules.md does not explain {missing:?}"
    );
}

#[test]
fn tokens_are_read_back() {
    for rule in Rule::ALL {
        assert_eq!(Rule::from_token(rule.token()), Some(*rule));
    }
    assert_eq!(Rule::from_token("no_such_rule"), None);
}
