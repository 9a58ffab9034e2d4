//! Policies: which one decides, and what a wrong one is told.

use yusuan::{
    ClosingAction, CodeLevel, Error, Kind, Ledger, Level, Particulars, Policy, PolicyAction,
    SCHEMA, Scope,
};

fn ledger() -> (tempfile::TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::create(folder.path().join("county.db"), "").unwrap();
    (folder, ledger)
}

fn closing(value: &str, scope: Scope) -> Policy {
    Policy {
        value: Some(value.to_owned()),
        scope,
        ..Policy::new("closing", PolicyAction::Allow, "县财预〔2025〕3号")
    }
}

/// Return the values of the closing policies, in the order in which they are asked.
fn values(ledger: &Ledger, year: i16) -> Vec<String> {
    let policies = ledger.policies(year).unwrap().into_iter();
    let closings = policies.filter(|found| found.policy.name == "closing");
    closings.filter_map(|found| found.policy.value).collect()
}

#[test]
fn a_newer_and_wider_policy_leaves_older_ones_nothing_to_decide() {
    let (_folder, mut ledger) = ledger();
    let built_in = [
        "carry_forward",
        "carry_forward",
        "carry_forward",
        "to_surplus",
    ];
    assert_eq!(values(&ledger, 2025), built_in);
    let project = Scope {
        fund: Some("general_public".to_owned()),
        kind: Some(Kind::Project),
        ..Scope::default()
    };
    let fiscal = Scope {
        fund: Some("fiscal".to_owned()),
        ..Scope::default()
    };
    let policies = [closing("recall", project), closing("surrender", fiscal)];
    ledger
        .set_policies(&policies, &Particulars::default())
        .unwrap();
    // The later one of the two is wider: a fund of its group, and any kind.
    assert_eq!(
        values(&ledger, 2025),
        ["surrender", "carry_forward", "to_surplus"]
    );
    let later = Policy {
        first_year: 2026,
        ..closing("lapse", Scope::default())
    };
    ledger.set_policy(&later, &Particulars::default()).unwrap();
    assert_eq!(values(&ledger, 2025).len(), 3);
    assert_eq!(values(&ledger, 2026), ["lapse"]);
}

#[test]
fn the_same_policy_under_the_same_key_is_set_once() {
    let (_folder, mut ledger) = ledger();
    let narrowed = closing(
        "recall",
        Scope {
            level: Some(Level::Own),
            ..Scope::default()
        },
    );
    let keyed = Particulars::default().key("2025-3");
    let first = ledger.set_policy(&narrowed, &keyed).unwrap();
    let again = ledger.set_policy(&narrowed, &keyed).unwrap();
    assert_eq!(
        (again.voucher_id, again.is_repeated),
        (first.voucher_id, true)
    );
    let other = closing("recall", Scope::default());
    match ledger.set_policy(&other, &keyed) {
        Err(Error::Rule(refusal)) => assert_eq!(refusal.field, Some("policy")),
        other => panic!("{other:?}"),
    }
}

fn deny(name: &str) -> Policy {
    Policy::new(name, PolicyAction::Deny, "x")
}

fn valued(name: &str, value: &str) -> Policy {
    Policy {
        value: Some(value.to_owned()),
        ..deny(name)
    }
}

fn narrowed(part: &str, value: &str) -> Policy {
    let part = format!(r#"{{"{part}": "{value}"}}"#);
    Policy {
        scope: serde_json::from_str(&part).unwrap(),
        ..deny("basic_project")
    }
}

#[test]
fn a_wrong_policy_is_told_what_may_be_given() {
    let (_folder, mut ledger) = ledger();
    let warn = Policy::new("four_eyes", PolicyAction::Warn, "x");
    let unsourced = Policy::new("four_eyes", PolicyAction::Deny, " ");
    let early = Policy {
        first_year: 1899,
        ..deny("four_eyes")
    };
    let late = Policy {
        last_year: 9999,
        ..deny("four_eyes")
    };
    let (value, scope) = ("policy_value_invalid", "policy_scope_invalid");
    let cases = [
        (
            deny("freeze"),
            "policy_unknown",
            "name: freeze",
            "freeze_date",
        ),
        (
            unsourced,
            "policy_invalid",
            "no source",
            "name the document",
        ),
        (early, "policy_invalid", "1899 to 9998", "between 1900"),
        (late, "policy_invalid", "1900 to 9999", "and 9998"),
        (
            warn,
            "policy_action_invalid",
            "warn",
            "forbid 禁止, deny 拒绝, allow 不控制",
        ),
        (deny("freeze_date"), value, "needs a value", "as 11-30"),
        (valued("freeze_date", "02-30"), value, "02-30", "as 11-30"),
        (valued("early_spending", "101"), value, "101", "0 to 100"),
        (valued("max_carry_years", "007"), value, "007", "0 to 99"),
        (valued("four_eyes", "2"), value, "2", "takes no value"),
        (
            valued("unit_spending", "any"),
            value,
            "any",
            "budgeted 收入预算, received 实际收入",
        ),
        (
            narrowed("code_level", "class"),
            scope,
            "code_level",
            "fund, level, kind, item",
        ),
        (narrowed("fund", "lottery"), scope, "lottery", "fiscal"),
        (narrowed("item", "2O8"), scope, "2O8", "digits"),
    ];
    let before = ledger.head().unwrap();
    for (policy, code, message, hint) in cases {
        let error = ledger
            .set_policy(&policy, &Particulars::default())
            .unwrap_err();
        let Error::Rule(refusal) = &error else {
            panic!("{error}");
        };
        assert_eq!(error.code(), code, "{error}");
        assert!(refusal.message.contains(message), "{error}");
        assert!(refusal.hint.contains(hint), "{error}");
    }
    assert_eq!(ledger.head().unwrap(), before);
}

/// Write a file and load it.
fn load(ledger: &mut Ledger, name: &str, text: &str) -> Result<usize, Vec<(u64, String)>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let before = ledger.head().unwrap();
    match ledger.load_policies(&path, &Particulars::default()) {
        Ok(_) => {
            let policies = ledger.policies(2025).unwrap();
            Ok(policies.iter().filter(|found| found.policy_id > 0).count())
        }
        Err(Error::Source(problems)) => {
            assert_eq!(ledger.head().unwrap(), before);
            let problems = problems.0.into_iter();
            Err(problems.map(|it| (it.row.unwrap_or(0), it.token)).collect())
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_example_of_a_county_is_loaded_whole() {
    let (_folder, mut ledger) = ledger();
    let text = include_str!("../../../../docs/policies-county.toml");
    assert_eq!(load(&mut ledger, "county.toml", text), Ok(5));
    let policies = ledger.policies(2025).unwrap();
    let four_eyes = policies
        .iter()
        .find(|found| found.policy.name == "four_eyes")
        .unwrap();
    assert_eq!(four_eyes.policy.source, "内控手册第九条");
    assert_eq!(
        (four_eyes.policy.first_year, four_eyes.policy.last_year),
        (2025, 2027)
    );
    assert_eq!(values(&ledger, 2025)[0], "recall");
}

#[test]
fn a_table_of_policies_is_loaded_whole_or_every_bad_row_is_named() {
    let (_folder, mut ledger) = ledger();
    let good = "控制规则,处理,值,依据,资金性质,起始年度\n\
        max_carry_years,deny,2,县财预3号,政府性基金预算,2025\nfour_eyes,deny,,,,\n";
    assert_eq!(load(&mut ledger, "policies.csv", good), Ok(2));
    let bad = "name,action,value,item\nfreeze,deny,,\nfour_eyes,deny,,301\n\
        freeze_date,deny,31-11,\nfour_eyes,warn,,\nbasic_project,document,,\n";
    let expected = [
        (2, "policy_unknown"),
        (3, "policy_scope_invalid"),
        (4, "policy_value_invalid"),
        (5, "policy_action_invalid"),
    ];
    let expected = expected
        .map(|(row, token)| (row, token.to_owned()))
        .to_vec();
    assert_eq!(load(&mut ledger, "policies.csv", bad), Err(expected));
}

#[test]
fn every_bad_entry_of_a_toml_file_is_named() {
    let (_folder, mut ledger) = ledger();
    let text = "[[policy]]\nname = 'four_eyes'\naction = 'perhaps'\n\n[[policy]]\nname = 'closing'\n\
        action = 'allow'\nvalues = 'recall'\n\n[[policy]]\nname = 'freeze_date'\naction = 'deny'\n\
        value = 11.30\n";
    let expected = [
        (1, "policy_invalid"),
        (5, "policy_invalid"),
        (10, "policy_value_invalid"),
    ];
    let expected = expected
        .map(|(row, token)| (row, token.to_owned()))
        .to_vec();
    assert_eq!(load(&mut ledger, "policies.toml", text), Err(expected));
    let invalid = |row| Err(vec![(row, "policy_invalid".to_owned())]);
    assert_eq!(
        load(&mut ledger, "policies.toml", "source = 'x'\n"),
        invalid(0)
    );
    assert_eq!(
        load(&mut ledger, "policies.toml", "source = 'x'\nrule = 1\n"),
        invalid(2)
    );
    assert_eq!(
        load(&mut ledger, "policies.toml", "source = \n"),
        invalid(1)
    );
}

const IN_CHINESE_TOML: &str = r#"
"依据" = "县财预〔2025〕3号"
"起始年度" = 2025

[["控制规则"]]
"规则" = "年终结转结余"
"处理" = "不控制"
"值" = "收回"
"资金性质" = "财政拨款"
"来源级次" = "本级"
"支出类别" = "项目支出"

[["控制规则"]]
name = "\"三公\"等经费只减不增"
"处理方式" = "拒绝"
"科目编码" = "302"
"资金性质" = "一般公共预算"
"#;

const IN_CHINESE_CSV: &str = "控制规则,处理,值,依据,起始年度,资金性质,来源级次,支出类别,科目编码
年终结转结余,不控制,收回,县财预〔2025〕3号,2025,财政拨款,本级,项目支出,
“三公”等经费只减不增,拒绝,,县财预〔2025〕3号,2025,一般公共预算,,,302
";

#[test]
fn a_file_of_policies_may_be_chinese_throughout() {
    let recalled = Policy {
        first_year: 2025,
        ..closing(
            "recall",
            Scope {
                fund: Some("fiscal".to_owned()),
                level: Some(Level::Own),
                kind: Some(Kind::Project),
                ..Scope::default()
            },
        )
    };
    let held = Policy {
        first_year: 2025,
        scope: Scope {
            fund: Some("general_public".to_owned()),
            item: Some("302".to_owned()),
            ..Scope::default()
        },
        ..Policy::new(
            "three_public_increase",
            PolicyAction::Deny,
            "县财预〔2025〕3号",
        )
    };
    for (name, text) in [("p.toml", IN_CHINESE_TOML), ("p.csv", IN_CHINESE_CSV)] {
        let (folder, mut ledger) = ledger();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        ledger.load_policies(path, &Particulars::default()).unwrap();
        let set = ledger.policies(2025).unwrap().into_iter();
        let set = set.filter(|found| found.policy_id > 0);
        let set: Vec<Policy> = set.map(|found| found.policy).collect();
        assert_eq!(set, [recalled.clone(), held.clone()], "{name}");
    }
}

#[test]
fn a_policy_is_read_back_as_it_is_shown() {
    let (_folder, mut ledger) = ledger();
    let none = Particulars::default();
    let built_in = ledger.policies(2025).unwrap();
    for shown in built_in.iter().rev() {
        let policy = Policy {
            name: shown.name_zh.clone(),
            value: shown.policy.value_zh().map(str::to_owned),
            ..shown.policy.clone()
        };
        ledger.set_policy(&policy, &none).unwrap();
    }
    let again = ledger.policies(2025).unwrap();
    let mut again: Vec<Policy> = again.into_iter().map(|found| found.policy).collect();
    let mut built_in: Vec<Policy> = built_in.into_iter().map(|found| found.policy).collect();
    for all in [&mut again, &mut built_in] {
        all.sort_by_key(|policy| serde_json::to_string(policy).unwrap());
    }
    assert_eq!(again, built_in);
}

#[test]
fn the_words_of_a_policy_are_those_of_the_file_and_of_a_closing() {
    let shown = |value: &str| {
        closing(value, Scope::default())
            .value_zh()
            .map(str::to_owned)
    };
    for action in [
        ClosingAction::CarryForward,
        ClosingAction::ToSurplus,
        ClosingAction::Recall,
        ClosingAction::Surrender,
        ClosingAction::Lapse,
    ] {
        assert_eq!(shown(action.as_str()).as_deref(), Some(action.name_zh()));
    }
    assert_eq!(shown("2").as_deref(), Some("2"));
    for group in ["fiscal", "unit_funds"] {
        let scope = Scope {
            fund: Some(group.to_owned()),
            ..Scope::default()
        };
        assert!(SCHEMA.contains(&format!("('{group}', '{}',", scope.name_zh())));
    }
    let scope = Scope {
        fund: Some("state_capital".to_owned()),
        level: Some(Level::Upper),
        kind: Some(Kind::BasicPublic),
        code_level: Some(CodeLevel::Class),
        item: Some("302".to_owned()),
    };
    assert_eq!(
        scope.name_zh(),
        "国有资本经营预算 上级 公用经费 跨类 科目302"
    );
}

#[test]
fn an_entry_that_says_something_twice_is_refused() {
    let text = "[[policy]]\nname = 'four_eyes'\n'规则' = 'four_eyes'\naction = 'deny'\n";
    let error = yusuan::import::read_policies("p.toml", text.as_bytes()).unwrap_err();
    let problem = &error.0[0];
    assert_eq!((problem.row, &*problem.token), (Some(1), "policy_invalid"));
    assert!(problem.message.contains("says name twice"), "{problem}");
}
