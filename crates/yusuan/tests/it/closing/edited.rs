//! A plan that leaves the ledger as a table, is edited and comes back.

use yusuan::{
    ClosingAction, Error, Fen, Fund, Kind, LineKey, Policy, PolicyAction, Rule, UnitKind,
};

use super::county::{County, UNIT, edited, key, march, none};

/// Two fiscal lines, one of them too old to be carried on, and a fund whose money is short.
fn county() -> County {
    let project = key("30299", Kind::Project);
    let old = LineKey {
        origin_year: 2024,
        ..project.clone()
    };
    let own = LineKey {
        fund: Fund::UnitOtherIncome,
        ..project.clone()
    };
    let mut county = County::open(&[(project.clone(), 1_000), (old, 2_000), (own, 3_000)]);
    let fund = Fund::UnitOtherIncome;
    let ledger = &mut county.ledger;
    ledger
        .receive(2025, UNIT, fund, Fen::new(2_500), &march())
        .unwrap();
    ledger
        .commit(&project, Fen::new(400), "HT-1", None, &march())
        .unwrap();
    county
}

/// Return row, column and token of each problem.
fn problems(error: &Error) -> Vec<(Option<u64>, &str, &str)> {
    let Error::Source(problems) = error else {
        panic!("{error}")
    };
    problems
        .0
        .iter()
        .map(|problem| {
            (
                problem.row,
                problem.column.as_deref().unwrap_or_default(),
                &*problem.token,
            )
        })
        .collect()
}

#[test]
fn a_plan_that_nobody_changed_comes_back_as_it_was() {
    let county = county();
    let plan = county.ledger.plan_close(2025).unwrap();
    assert_eq!(edited(&county, &[]).unwrap(), plan);
}

#[cfg(feature = "xlsx")]
#[test]
fn so_does_a_workbook() {
    let county = county();
    let plan = county.ledger.plan_close(2025).unwrap();
    let bytes = plan.to_xlsx().unwrap();
    assert_eq!(
        bytes,
        plan.to_xlsx().unwrap(),
        "the same plan, the same bytes"
    );
    let loaded = county.ledger.load_plan_from("plan.xlsx", &bytes).unwrap();
    assert_eq!(loaded, plan);
}

#[test]
fn a_person_decides_otherwise_and_the_closing_follows() {
    let mut county = county();
    let plan = edited(
        &county,
        &[(
            "项目支出,信息系统,0,结转,6.00,",
            "项目支出,信息系统,0,收回,6.00,",
        )],
    )
    .unwrap();
    let edit = plan
        .decisions
        .iter()
        .find(|decision| decision.is_edited)
        .unwrap();
    assert_eq!(
        (edit.action, edit.amount.get()),
        (ClosingAction::Recall, 600)
    );
    let certificate = county.ledger.close(&plan, &none()).unwrap();
    let recalled: i64 = certificate
        .totals
        .iter()
        .map(|total| total.recalled.get())
        .sum();
    assert_eq!(recalled, 600);
}

/// 注销 is of authority without money, and what finance gave is money.
#[test]
fn fiscal_money_lapses_by_a_document_only() {
    let county = county();
    let row = "项目支出,信息系统,0,结转,6.00,";
    let lapsed = "项目支出,信息系统,0,注销,6.00,";
    let error = edited(&county, &[(row, lapsed)]).unwrap_err();
    let expected = [(Some(3), "批准文号（可改）", "document_missing")];
    assert_eq!(problems(&error), expected);
    let granted = format!("{lapsed}县财预〔2025〕9号");
    let plan = edited(&county, &[(row, &granted)]).unwrap();
    let edit = plan.decisions.iter().find(|decision| decision.is_edited);
    assert_eq!(
        edit.map(|edit| (edit.action, edit.document.as_deref())),
        Some((ClosingAction::Lapse, Some("县财预〔2025〕9号")))
    );
}

#[test]
fn a_row_can_be_split_and_released_money_decided_anew() {
    let mut county = county();
    let text = county.ledger.plan_close(2025).unwrap().to_csv().unwrap();
    let row = |needle: &str| {
        text.lines()
            .find(|line| line.contains(needle))
            .unwrap()
            .to_owned()
    };
    let commitment = row("HT-1");
    let released = commitment.replacen(",结转,4.00,", ",释放,4.00,", 1);
    let given_back = row(",结转,6.00,").replacen(",结转,6.00,", ",转入结余,4.00,", 1);
    let whole = text.replace(&commitment, &format!("{released}\r\n{given_back}"));
    let plan = county
        .ledger
        .load_plan_from("plan.csv", whole.as_bytes())
        .unwrap();
    let certificate = county.ledger.close(&plan, &none()).unwrap();
    let general = &certificate.totals[0];
    assert_eq!(
        (general.carried_out.get(), general.to_surplus.get()),
        (600, 2_400)
    );
}

#[test]
fn every_rule_that_an_edit_breaks_names_row_column_and_token_at_once() {
    let county = county();
    let amount = "金额（元）（可改）";
    let error = edited(
        &county,
        &[
            // Too much of a commitment, too little of a line, too much of money, too old.
            (",结转,4.00,", ",结转,4.01,"),
            (",结转,6.00,", ",结转,5.99,"),
            (",转入结余,20.00,", ",结转,20.00,"),
            (",结转,25.00,", ",结转,30.00,"),
            (",注销,5.00,", ",收回,5.00,"),
        ],
    )
    .unwrap_err();
    assert_eq!(
        problems(&error),
        [
            (Some(2), amount, "commitment_exceeded"),
            (Some(3), amount, "closing_undecided"),
            (Some(4), "批准文号（可改）", "closing_policy"),
            (Some(5), amount, "money_exceeded"),
            (Some(6), "处理方式（可改）", "plan_action_wrong"),
        ]
    );
}

#[test]
fn what_is_not_to_be_edited_is_seen() {
    let county = county();
    let half_sorted = edited(
        &county,
        &[("项目支出,信息系统,0,结转,6.00", "公用经费,,0,结转,6.00")],
    );
    assert_eq!(
        problems(&half_sorted.unwrap_err()),
        [(Some(3), "支出类别", "plan_invalid")]
    );
    let text = county.ledger.plan_close(2025).unwrap().to_csv().unwrap();
    let gone: String = text
        .split_inclusive('\n')
        .filter(|line| !line.contains("HT-1"))
        .collect();
    let error = county.ledger.load_plan_from("plan.csv", gone.as_bytes());
    assert_eq!(
        problems(&error.unwrap_err()),
        [(None, amount_column(), "closing_undecided")]
    );
    let error = edited(&county, &[(",结转,6.00,", ",延期,6.00,")]).unwrap_err();
    assert_eq!(
        problems(&error),
        [(Some(3), "处理方式（可改）", "plan_invalid")]
    );
}

const fn amount_column() -> &'static str {
    "金额（元）（可改）"
}

#[test]
fn a_plan_of_another_day_is_stale() {
    let mut county = county();
    let text = county.ledger.plan_close(2025).unwrap().to_csv().unwrap();
    county
        .ledger
        .pay(key("30299", Kind::Project), Fen::new(1), None, &march())
        .unwrap();
    let error = county
        .ledger
        .load_plan_from("plan.csv", text.as_bytes())
        .unwrap_err();
    assert_eq!(error.rule(), Some(Rule::PlanStale));
    let changed = "row 3, line 1: 结转 6.00 in the plan, 结转 5.99 now";
    assert!(error.to_string().contains(changed), "{error}");
}

#[test]
fn edits_outlive_what_changes_no_figure_of_the_plan() {
    let mut county = county();
    let text = county.ledger.plan_close(2025).unwrap().to_csv().unwrap();
    let text = text.replacen(",结转,6.00,", ",收回,6.00,", 1);
    county
        .ledger
        .add_unit("新单位", UnitKind::Agency, None, &none())
        .unwrap();
    let before = county.ledger.plan_close(2025).unwrap();
    let plan = county
        .ledger
        .load_plan_from("plan.csv", text.as_bytes())
        .unwrap();
    assert_eq!(plan.head, county.ledger.head().unwrap());
    assert!(plan.decisions.iter().any(|decision| decision.is_edited));
    // A row that was taken out cannot be told from one that is new: the plan is made again.
    let gone: String = text
        .split_inclusive('\n')
        .filter(|line| !line.contains("HT-1"))
        .collect();
    let error = county.ledger.load_plan_from("plan.csv", gone.as_bytes());
    let error = error.unwrap_err().to_string();
    let missing = "line 1 commitment 1: nothing in the plan, 结转 4.00 now";
    assert!(error.contains(missing), "{error}");
    // In a process of its own, nothing but the very ledger of the plan will do.
    county
        .ledger
        .add_unit("又一单位", UnitKind::Agency, None, &none())
        .unwrap();
    let error = county.ledger.close(&before, &none()).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::PlanStale));
    let error = county.ledger.close(&plan, &none()).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::PlanStale));
    let plan = county.ledger.load_plan_from("plan.csv", text.as_bytes());
    county.ledger.close(&plan.unwrap(), &none()).unwrap();
}

#[test]
fn cells_that_cannot_be_read_are_named_with_the_rows_that_break_a_rule() {
    let county = county();
    let amount = amount_column();
    let error = edited(
        &county,
        &[
            // Line 1, whose other row is not judged while this one says nothing.
            (",结转,4.00,", ",结转,四元,"),
            (",结转,6.00,", ",结转,5.99,"),
            (",转入结余,20.00,", ",结转,20.00,"),
            (",结转,25.00,", ",收回,25.00,"),
            (",注销,5.00,", ",注消,5.00,"),
        ],
    )
    .unwrap_err();
    assert_eq!(
        problems(&error),
        [
            (Some(2), amount, "amount_invalid"),
            (Some(4), "批准文号（可改）", "closing_policy"),
            (Some(5), "处理方式（可改）", "plan_action_wrong"),
            (Some(6), "处理方式（可改）", "plan_invalid"),
        ]
    );
    let Error::Source(problems) = error else {
        panic!("{error}")
    };
    let hint = &problems.0[3].hint;
    assert!(
        hint.contains("注销 lapse") && !hint.contains("释放"),
        "{hint}"
    );
    assert!(!hint.contains("income_to_surplus"), "{hint}");
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_names_sheet_and_cell_of_what_breaks_a_rule_and_shows_the_remarks() {
    let mut county = county();
    county.ledger.deactivate_unit(UNIT, &none()).unwrap();
    let plan = county.ledger.plan_close(2025).unwrap();
    assert!(!plan.remarks.is_empty());
    let load = |plan: &yusuan::Plan| {
        let bytes = plan.to_xlsx().unwrap();
        county.ledger.load_plan_from("plan.xlsx", &bytes)
    };
    // The sheet of remarks is passed over.
    assert_eq!(load(&plan).unwrap(), plan);
    let mut wrong = plan;
    wrong.decisions[1].amount = Fen::new(599);
    let error = load(&wrong).unwrap_err();
    let Error::Source(problems) = error else {
        panic!("{error}")
    };
    let [problem] = problems.0.as_slice() else {
        panic!("{problems}")
    };
    assert_eq!(problem.sheet.as_deref(), Some("年终结账方案"));
    assert_eq!(problem.cell.as_deref(), Some("O3"));
}

#[test]
fn what_explains_a_row_may_go_and_people_may_write_beside_it() {
    let county = county();
    let plan = county.ledger.plan_close(2025).unwrap();
    let text = plan.to_csv().unwrap();
    let explains = [
        "已结转年数",
        "依据规则",
        "规则编号",
        "规则来源",
        "原金额（元）",
    ];
    let mut reader = text.trim_start_matches('\u{FEFF}').lines();
    let heading: Vec<&str> = reader.next().unwrap().split(',').collect();
    let kept = |cells: &[&str], remark: &str| {
        let cells = heading.iter().zip(cells);
        let cells = cells.filter(|(name, _)| !explains.contains(name));
        let kept: Vec<&str> = cells.map(|(_, cell)| *cell).chain([remark]).collect();
        kept.join(",") + "\n"
    };
    let mut changed = kept(&heading, "备注");
    for line in reader {
        changed += &kept(&line.split(',').collect::<Vec<_>>(), "已核对");
    }
    let loaded = county
        .ledger
        .load_plan_from("plan.csv", changed.as_bytes())
        .unwrap();
    assert_eq!(loaded, plan);
}

#[test]
fn a_contract_is_not_divided_without_a_document() {
    let mut county = county();
    let other = LineKey {
        fund: Fund::UnitOtherIncome,
        ..key("30299", Kind::Project)
    };
    county
        .ledger
        .commit(&other, Fen::new(100), "HT-1", None, &march())
        .unwrap();
    let release = |document: &str| {
        let text = county.ledger.plan_close(2025).unwrap().to_csv().unwrap();
        let row = |needle: &str| {
            text.lines()
                .find(|line| line.contains(needle))
                .unwrap()
                .to_owned()
        };
        let whole = row(",结转,6.00,").replacen(",结转,6.00,", ",结转,10.00,", 1);
        let changed = text
            .replacen(",结转,4.00,,", &format!(",释放,4.00,{document},"), 1)
            .replace(&row(",结转,6.00,"), &whole);
        county.ledger.load_plan_from("plan.csv", changed.as_bytes())
    };
    let error = release("").unwrap_err();
    assert_eq!(
        problems(&error),
        [(Some(2), "批准文号（可改）", "contract_divided")]
    );
    release("县财预〔2025〕9号").unwrap();
}

#[test]
fn money_too_old_is_carried_on_by_a_document_that_the_certificate_names() {
    let mut county = county();
    let plan = edited(
        &county,
        &[(",转入结余,20.00,,", ",结转,20.00,县财预〔2025〕9号,")],
    )
    .unwrap();
    let certificate = county.ledger.close(&plan, &none()).unwrap();
    let [granted] = certificate.overrides.as_slice() else {
        panic!("{:?}", certificate.overrides)
    };
    assert_eq!(
        (&*granted.policy, &*granted.document),
        ("max_carry_years", "县财预〔2025〕9号")
    );
    let page = certificate.to_html().unwrap();
    assert!(page.contains("县财预〔2025〕9号"), "{page}");
}

#[test]
fn no_document_about_age_lifts_what_closing_decides_besides() {
    let mut county = county();
    let recall = |action| Policy {
        value: Some("recall".to_owned()),
        ..Policy::new("closing", action, "县财预〔2025〕3号")
    };
    let carried = [(",收回,20.00,,", ",结转,20.00,县财预〔2025〕9号,")];
    let policy = recall(PolicyAction::Forbid);
    county.ledger.set_policy(&policy, &none()).unwrap();
    let error = edited(&county, &carried).unwrap_err();
    let [(_, _, token)] = problems(&error)[..] else {
        panic!("{error}")
    };
    assert_eq!(token, "closing_policy");
    // Each of both policies asks for its document.
    let policy = recall(PolicyAction::Deny);
    county.ledger.set_policy(&policy, &none()).unwrap();
    let plan = edited(&county, &carried).unwrap();
    let error = county.ledger.close(&plan, &none()).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::MaxCarryYears));
    let granted = none().overriding("max_carry_years", "县财预〔2025〕8号");
    let certificate = county.ledger.close(&plan, &granted).unwrap();
    let granted = certificate.overrides.iter().map(|it| &*it.policy);
    assert_eq!(granted.collect::<Vec<_>>(), ["closing", "max_carry_years"]);
}

/// What `closing` allows freely, age does not.
#[test]
fn age_asks_for_its_document_where_closing_asks_for_none() {
    let mut county = county();
    let policy = Policy {
        value: Some("recall".to_owned()),
        ..Policy::new("closing", PolicyAction::Allow, "县财预〔2025〕3号")
    };
    county.ledger.set_policy(&policy, &none()).unwrap();
    let carried = |document: &str| {
        let row = format!(",结转,20.00,{document},");
        edited(&county, &[(",收回,20.00,,", &row)])
    };
    let text = carried("").unwrap_err().to_string();
    let said = "the policy max_carry_years denies it without the document that overrides it";
    assert!(text.contains(said), "{text}");
    carried("县财预〔2025〕9号").unwrap();
}
