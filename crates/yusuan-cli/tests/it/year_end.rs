//! 年终结账 as a script does it: an edited plan, a stale plan, a process that is killed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use yusuan::{Fen, Fund, Kind, Ledger, Level, LineKey, Particulars, UnitKind, VerifyOptions, date};

use crate::county::County;

#[test]
fn an_edited_plan_closes_the_year_and_a_stale_one_does_not() {
    let county = County::of_demo();
    county.json("year 2026");
    let file = county.path("plan.csv");
    let path = file.display();
    county
        .run(&format!("close 2025 --dry-run --plan-out {path}"))
        .done();
    let plan = fs::read_to_string(&file).unwrap();
    let edited = plan.replacen(",结转,", ",收回,", 1);
    fs::write(&file, &edited).unwrap();
    fs::write(
        county.path("wrong.csv"),
        plan.replacen(",结转,", ",释放,", 1),
    )
    .unwrap();
    let wrong = county.path("wrong.csv");
    let error = county.refuse(
        &format!("close 2025 --plan {}", wrong.display()),
        "plan_action_wrong",
    );
    let problem = &error["problems"][0];
    assert_eq!(
        (&error["exit_code"], &problem["column"]),
        (&1.into(), &"处理方式（可改）".into())
    );
    assert!(problem["row"].is_u64());
    let before = county.write("before.db", fs::read(county.path("county.db")).unwrap());
    let said = county.json(&format!("close 2025 --plan {path}"));
    let recalled = said["totals"].as_array().unwrap().iter();
    assert!(
        recalled
            .map(|total| total["recalled_fen"].as_i64().unwrap())
            .sum::<i64>()
            > 0
    );
    fs::copy(before, county.path("county.db")).unwrap();
    for log in ["county.db-wal", "county.db-shm"] {
        drop(fs::remove_file(county.path(log)));
    }
    county.json("pay 0.01 --line 24 --dated 2025-12-31");
    let error = county.refuse(&format!("close 2025 --plan {path}"), "plan_stale");
    assert_eq!(error["exit_code"], 9);
    county.nonsense(&format!("close 2025 --dry-run --certificate {path}"));
}

#[test]
fn an_override_carries_old_money_once_more() {
    let county = County::of_demo();
    county.json("year 2026");
    let plain = county.json("close 2025 --dry-run");
    let grant = "--override max_carry_years=县政府纪要〔2025〕7号 --reason 工程未完";
    let granted = county.json(&format!("close 2025 --dry-run {grant}"));
    let by_age = |plan: &serde_json::Value| -> Vec<serde_json::Value> {
        let decisions = plan["decisions"].as_array().unwrap().iter();
        let old = decisions.filter(|decision| decision["policy"] == "max_carry_years");
        old.map(|decision| decision["action"].clone()).collect()
    };
    assert!(by_age(&plain).contains(&"to_surplus".into()));
    let carried = by_age(&granted);
    assert!(!carried.is_empty() && carried.iter().all(|action| action == "carry_forward"));
    county.json(&format!("close 2025 {grant}"));
    let report = county.json("policy report 2025");
    let last = report["overrides"].as_array().unwrap().last().unwrap();
    assert_eq!(last["document"], "县政府纪要〔2025〕7号");
    assert_eq!(last["reason"], "工程未完");
    county.nonsense("close 2025 --override max_carry_years");
}

#[test]
fn no_answer_is_written_over_a_ledger() {
    let county = County::of_demo();
    county.json("year 2026");
    for name in ["county.db", "county.db-wal", "county.db-shm"] {
        let path = county.path(name);
        for option in ["--dry-run --plan-out", "--plan-out", "--certificate"] {
            let line = format!("close 2025 {option} {}", path.display());
            let error = county.refuse(&line, "file_is_database");
            assert_eq!(error["exit_code"], 3);
        }
    }
    let folder = county.path("tables");
    fs::create_dir(&folder).unwrap();
    for name in ["budget-01.txt", "budget-01.json"] {
        fs::copy(county.path("county.db"), folder.join(name)).unwrap();
    }
    let line = format!("tables 2025 --out {}", folder.display());
    county.refuse(&line, "file_is_database");
}

#[test]
fn a_certificate_that_cannot_be_written_is_found_before_the_closing_or_told_apart() {
    let county = County::of_demo();
    county.json("year 2026");
    let nowhere = county.path("nowhere").join("certificate.html");
    let line = format!("close 2025 --certificate {}", nowhere.display());
    let error = county.refuse(&line, "file_not_written");
    assert_eq!(error["exit_code"], 3);
    if cfg!(target_os = "linux") {
        let said = county.run("close 2025 --certificate /dev/full");
        assert_eq!(said.code, 6, "{}", said.talk);
        assert!(said.talk.contains("output_failed"), "{}", said.talk);
        assert!(
            said.out.contains("结转下年"),
            "the answer is printed all the same"
        );
    } else {
        county.json("close 2025");
    }
    let page = county.path("certificate.html");
    let again = county.run(&format!("close 2025 --certificate {}", page.display()));
    assert_eq!(again.code, 8, "{}", again.talk);
    assert!(fs::read_to_string(page).unwrap().contains("年终结账证书"));
}

#[test]
fn a_dry_run_says_by_its_code_that_something_stands_in_the_way() {
    let county = County::of_demo();
    let file = county.path("plan.csv");
    let line = format!("close 2025 --dry-run --plan-out {}", file.display());
    let said = county.run(&line);
    assert_eq!(said.code, 5, "{}", said.talk);
    assert!(said.talk.contains("year_unknown: "), "{}", said.talk);
    assert!(said.out.contains(crate::county::UNIT), "{}", said.out);
    assert!(file.exists(), "the plan is for people all the same");
    county.json("year 2026");
    assert_eq!(county.run(&line).code, 0);
}

/// A ledger whose closing takes long enough to be killed in.
fn large(path: &Path) {
    let mut ledger = Ledger::create(path, "county").unwrap();
    let none = Particulars::default();
    ledger
        .add_unit("unit", UnitKind::Agency, None, &none)
        .unwrap();
    ledger.prepare_year(2025, &none).unwrap();
    let drafts = ledger.transaction(|ledger| {
        for number in 0..2_000 {
            let key = LineKey {
                year: 2025,
                unit: "unit".to_owned(),
                fund: Fund::GeneralPublic,
                level: Level::Own,
                origin_year: 2025,
                functional_code: "2080109".to_owned(),
                economic_code: "30201".to_owned(),
                kind: Kind::Project,
                project: Some(format!("project {number}")),
            };
            ledger.draft(&key, Fen::new(100))?;
        }
        Ok(())
    });
    drafts.unwrap();
    let approved = Particulars::on(date::parse("2025-02-01").unwrap()).document("1");
    ledger.approve(2025, &approved).unwrap();
    ledger.prepare_year(2026, &none).unwrap();
}

/// Close the year in a process, and kill it once its log has so many bytes, if it still runs.
fn close_and_kill(path: &Path, bytes: u64) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_yusuan"))
        .args(["close", path.to_str().unwrap(), "2025"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let log = path.with_extension("db-wal");
    while child.try_wait().unwrap().is_none() {
        if fs::metadata(&log).is_ok_and(|log| log.len() >= bytes) {
            child.kill().unwrap();
        }
    }
}

#[test]
fn a_closing_that_is_killed_leaves_the_old_state_or_the_new() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole.db");
    large(&whole);
    let before = Ledger::open(&whole).unwrap().head().unwrap();
    for (number, bytes) in [0, 1, 100_000, 400_000, 700_000, u64::MAX]
        .into_iter()
        .enumerate()
    {
        let path = folder.path().join(format!("county-{number}.db"));
        fs::copy(&whole, &path).unwrap();
        close_and_kill(&path, bytes);
        let ledger = Ledger::open(&path).unwrap();
        let is_closed = ledger.certificate(2025).is_ok();
        assert!(
            is_closed || ledger.head().unwrap() == before,
            "half a closing"
        );
        assert!(bytes < u64::MAX || is_closed);
        assert!(ledger.verify(VerifyOptions::default()).unwrap().is_clean());
        drop(ledger);
        let said = crate::county::yusuan(&["close", path.to_str().unwrap(), "2025"]);
        assert_eq!(said.code, if is_closed { 8 } else { 0 }, "{}", said.talk);
    }
}

#[test]
fn policies_of_a_file_hold_for_the_closing_they_come_with() {
    let county = County::of_demo();
    county.json("year 2026");
    let policies = county.write(
        "policies.csv",
        "name,action,value,source,level\nclosing,allow,recall,县财预〔2025〕3号,own\n",
    );
    let state = county.state();
    let plan = county.path("plan.csv");
    let (policy, path) = (format!("--policy {policies}"), plan.display());
    let dry = county.json(&format!("close 2025 --dry-run {policy} --plan-out {path}"));
    assert_eq!(county.state(), state, "a dry run keeps no policy");
    let decisions = dry["decisions"].as_array().unwrap();
    assert!(
        decisions
            .iter()
            .any(|decision| decision["action"] == "recall")
    );
    // The same policies on the same ledger end at the same head, which the plan carries.
    let closed = county.json(&format!("close 2025 {policy} --plan {path}"));
    let recalled = closed["totals"].as_array().unwrap().iter();
    assert!(
        recalled
            .map(|total| total["recalled_fen"].as_i64().unwrap())
            .sum::<i64>()
            > 0
    );
    let again = county.run(&format!("close 2025 {policy}"));
    assert_eq!(
        again.code, 8,
        "closed before, and no policy is loaded twice"
    );
    let after = county.state();
    county.run(&format!("close 2025 {policy} --plan {path}"));
    assert_eq!(county.state(), after);
}

#[test]
fn a_closing_says_that_estimates_of_the_next_year_are_to_be_trued_up() {
    let county = County::of_demo();
    county.json("year 2026");
    county.json(
        "draft 60.00 --year 2026 --origin-year 2025 --fund general_public \
         --functional-code 2080109 --economic-code 30201 --kind basic_public",
    );
    county.json("approve 2026 --document 预算批复 --dated 2026-01-20");
    let said = county.run("close 2025").done();
    let due = "1 lines of 2026 have an estimated carry-over of 60.00 yuan beside the real one";
    assert!(said.contains(due), "{said}");
}
