//! Every verb of the library has a command, or a reason why it has none.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::county::commands;

/// Verbs whose commands are called otherwise.
const CALLED_OTHERWISE: &[(&str, &str)] = &[
    ("add_unit", "unit"),
    ("adjust_income", "income"),
    ("allocate_early", "early"),
    ("assert_balance", "assert"),
    ("balance", "lines"),
    ("balance_as_of", "lines"),
    ("book", "publish"),
    ("budget_income", "income"),
    ("budget_table", "tables"),
    ("budget_table_as_of", "tables"),
    ("budget_tables", "tables"),
    ("budget_tables_as_of", "tables"),
    ("cancel_match", "reconcile"),
    ("check_budget", "checks"),
    ("check_final", "checks"),
    ("close_under", "close"),
    ("commitment", "commitments"),
    ("confirm_matches", "reconcile"),
    ("contract_commitments", "contract"),
    ("copy_to", "copy"),
    ("declarations", "declaration show"),
    ("declaration_tables", "declaration show"),
    ("declare", "declaration load"),
    ("delete_draft_income", "delete-income"),
    ("distribute", "surplus"),
    ("drafts", "lines"),
    ("earmark_surplus", "surplus"),
    ("erase_text", "erase"),
    ("export_plain_text", "export-journal"),
    ("final_table", "tables"),
    ("final_tables", "tables"),
    ("import_lines", "import"),
    ("import_lines_from", "import"),
    ("import_lines_of", "import"),
    ("line", "lines"),
    ("lines_as_of", "lines"),
    ("load_codes", "load-catalogue"),
    ("load_declarations", "declaration load"),
    ("load_plan", "close"),
    ("load_plan_from", "close"),
    ("load_plan_of", "close"),
    ("load_plan_overriding", "close"),
    ("load_policies", "policy load"),
    ("load_statement", "statement load"),
    ("log_of", "log"),
    ("overrides", "policy report"),
    ("pay_many", "post"),
    ("pay_commitment", "pay"),
    ("plan_close", "close"),
    ("plan_close_overriding", "close"),
    ("plan_close_under", "close"),
    ("plan_spending_of", "plan-spending"),
    ("plan_true_up", "true-up"),
    ("policies", "policy list"),
    ("policy_report", "policy report"),
    ("pool_earmarked", "surplus"),
    ("pool_surplus", "surplus"),
    ("post_many", "post"),
    ("post_file", "post"),
    ("prepare_year", "year"),
    ("read_contract_parts", "sign-contract"),
    ("receive", "income"),
    ("return_income", "income"),
    ("set_policies", "policy load"),
    ("set_policy", "policy set"),
    ("statements", "statement list"),
    ("surrender", "surplus"),
    ("transfer_pairs", "post"),
    ("use_earmarked", "use-surplus"),
    ("year_state", "years"),
];

/// Verbs that only a program needs, which keeps a ledger open; for a command how long it waits is an
/// option.
const FOR_PROGRAMS: &[&str] = &[
    "begin_transaction",
    "commit_transaction",
    "is_in_transaction",
    "is_read_only",
    "open",
    "open_read_only",
    "path",
    "patience",
    "rollback_transaction",
    "set_patience",
    "table_facts",
    "transaction",
];

/// Return the public functions that a source file gives the ledger.
fn verbs_of(path: &Path) -> Vec<String> {
    let source = fs::read_to_string(path).unwrap();
    let mut verbs = Vec::new();
    let mut is_ledger = false;
    for line in source.lines() {
        if line.starts_with("impl") {
            is_ledger = line == "impl Ledger {";
        }
        let name = ["    pub fn ", "    pub const fn "]
            .iter()
            .find_map(|begin| line.strip_prefix(begin));
        if let Some(name) = name.filter(|_| is_ledger) {
            let end = name.find(['(', '<']).unwrap();
            verbs.push(name[..end].to_owned());
        }
    }
    verbs
}

fn verbs() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../yusuan/src/ledger");
    let files = fs::read_dir(folder).unwrap();
    files
        .flat_map(|file| verbs_of(&file.unwrap().path()))
        .collect()
}

#[test]
fn every_verb_has_a_command_or_needs_none() {
    let (verbs, commands) = (verbs(), commands());
    assert!(verbs.len() > 100, "the verbs were not found");
    for verb in &verbs {
        let called = CALLED_OTHERWISE.iter().find(|(name, _)| name == verb);
        let command = called.map_or_else(|| verb.replace('_', "-"), |(_, name)| (*name).to_owned());
        let is_for_programs = FOR_PROGRAMS.contains(&verb.as_str());
        assert!(
            commands.contains(&command) != is_for_programs,
            "{verb}: give it a command, or say above what it is called or why it needs none"
        );
    }
    let named = CALLED_OTHERWISE.iter().map(|(verb, _)| verb);
    for verb in named.chain(FOR_PROGRAMS) {
        assert!(verbs.contains(*verb), "the ledger has no verb {verb}");
    }
}
