//! The explanatory part of the first user's budget, figure by figure.

use std::collections::BTreeMap;

use serde_json::Value;
use yusuan::Ledger;
use yusuan::tables::{
    BudgetInput, BudgetLine, FigureKind, FromZero, GapReason, Narrative, NarrativeBasis,
    NarrativeFacts, NarrativeInput, NarrativeOptions, NarrativeRequest, NarrativeTexts, Templates,
    budget_narrative,
};

use crate::{first_user, office};

const PRINTED: &str = include_str!("../../../../tests/cases/first-user/narrative-2025.json");

fn printed() -> Vec<Value> {
    serde_json::from_str(PRINTED).unwrap()
}

pub(crate) fn made(ledger: &Ledger, options: NarrativeOptions) -> Narrative {
    let request = NarrativeRequest {
        options,
        ..NarrativeRequest::default()
    };
    ledger.narrative(2025, None, &request).unwrap()
}

/// List every figure in which a narrative differs from the printed one, of those that lines give or,
/// when asked, of all.
pub(crate) fn differences(narrative: &Narrative, with_declared: bool) -> Vec<String> {
    let mut found = Vec::new();
    let printed = printed();
    // Headings that have no figure in print.
    let headings = ["5.2.intro", "5.3.intro", "12.heading"];
    let items = narrative.items.iter();
    let items: Vec<_> = items
        .filter(|item| !headings.contains(&item.key.as_ref()))
        .collect();
    let made: Vec<_> = items.iter().map(|item| item.key.as_ref()).collect();
    let wanted: Vec<_> = printed
        .iter()
        .map(|item| item["key"].as_str().unwrap())
        .collect();
    assert_eq!(made, wanted);
    for (item, wanted) in items.into_iter().zip(&printed) {
        assert_eq!(item.section, wanted["section"], "{}", item.key);
        // Names are what the sentences are about, and no figures.
        let figures = item.figures.iter();
        let figures: Vec<_> = figures
            .filter(|figure| figure.kind != FigureKind::Name)
            .collect();
        let wanted = wanted["figures"].as_array().unwrap();
        assert_eq!(figures.len(), wanted.len(), "{}", item.key);
        for (figure, wanted) in figures.iter().zip(wanted) {
            let place = format!("{} {}", item.key, figure.id);
            assert_eq!(*figure.id, wanted["id"], "{place}");
            assert_eq!(figure.kind.as_str(), wanted["kind"], "{place}");
            let is_text = figure.kind == FigureKind::Text;
            if !is_text && wanted["unit"].is_string() {
                assert_eq!(figure.unit, wanted["unit"].as_str(), "{place}");
            }
            let is_compared = wanted["derived"] == true || figure.kind == FigureKind::Year;
            let printed = wanted["printed"].as_str();
            if (is_compared || with_declared) && figure.printed.as_deref() != printed {
                found.push(format!("{place}: {:?} is not {printed:?}", figure.printed));
            }
        }
    }
    found
}

#[test]
fn every_derived_figure_is_as_printed() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = first_user::ledger(folder.path());
    let narrative = made(&ledger, NarrativeOptions::default());
    assert_eq!(differences(&narrative, false), Vec::<String>::new());
    let figures = printed();
    let figures = figures
        .iter()
        .flat_map(|item| item["figures"].as_array().unwrap());
    assert_eq!(
        figures.filter(|figure| figure["derived"] == true).count(),
        126
    );
}

#[test]
fn exact_figures_first_print_ten_others() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = first_user::ledger(folder.path());
    let options = NarrativeOptions {
        basis: NarrativeBasis::Exact,
        ..NarrativeOptions::default()
    };
    let found = differences(&made(&ledger, options), false);
    assert_eq!(found.len(), 10, "{found:#?}");
    let about_2101102 = found
        .iter()
        .filter(|text| text.starts_with("5.3.2101102 pct"));
    assert_eq!(
        about_2101102.collect::<Vec<_>>(),
        ["5.3.2101102 pct: Some(\"9.08\") is not Some(\"9.11\")"]
    );
}

#[test]
fn a_percentage_from_nothing_may_be_a_dash() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = first_user::ledger(folder.path());
    let options = NarrativeOptions {
        from_zero: FromZero::Dash,
        ..NarrativeOptions::default()
    };
    let narrative = made(&ledger, options);
    let found = differences(&narrative, false);
    assert_eq!(
        found,
        ["2.carryover_fiscal pct: Some(\"—\") is not Some(\"100.00\")"]
    );
    let item = narrative.item("2.carryover_fiscal").unwrap();
    assert!(item.text.contains("增长—。"), "{}", item.text);
}

#[test]
fn an_item_may_be_compared_with_basic_spending_alone() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = first_user::ledger(folder.path());
    let options = NarrativeOptions {
        items_compare_basic: true,
        ..NarrativeOptions::default()
    };
    // No 项 of this year had a project last year: the comparisons are the same.
    assert_eq!(
        differences(&made(&ledger, options), false),
        Vec::<String>::new()
    );
}

#[test]
fn what_last_year_had_and_no_item_speaks_of_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = first_user::ledger(folder.path());
    let narrative = made(&ledger, NarrativeOptions::default());
    assert_eq!(narrative.notes.len(), 1, "{:?}", narrative.notes);
    assert!(
        narrative.notes[0].contains("2089999"),
        "{:?}",
        narrative.notes
    );
    assert!(
        narrative.notes[0].contains("273.98"),
        "{:?}",
        narrative.notes
    );
}

#[test]
fn reasons_fill_their_gaps_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = first_user::ledger(folder.path());
    let without = made(&ledger, NarrativeOptions::default());
    let mark = "【待补充：2.general_public reason】";
    assert!(without.to_text().contains(mark));
    let texts = NarrativeTexts::of([
        ("2.general_public", "reason", "{year} 人员增资"),
        ("4.expenditure", "use210", "医疗保险缴费"),
        ("5.3.2080199", "reason", "没有这一项"),
    ]);
    let request = NarrativeRequest {
        texts: texts.unwrap(),
        ..NarrativeRequest::default()
    };
    let with = ledger.narrative(2025, None, &request).unwrap();
    // What the department writes is text, and no template.
    let item = with.item("2.general_public").unwrap();
    assert!(
        item.text.ends_with("原因：{year} 人员增资。"),
        "{}",
        item.text
    );
    let uses = &with.item("4.expenditure").unwrap().text;
    assert!(
        uses.contains("卫生健康支出23.89万元，用途：医疗保险缴费；"),
        "{uses}"
    );
    assert_eq!(without.gaps.len(), with.gaps.len() + 2);
    assert!(
        with.notes
            .iter()
            .any(|note| note.contains("5.3.2080199 reason"))
    );
    let missing = with
        .gaps
        .iter()
        .filter(|gap| gap.reason == GapReason::TextMissing);
    assert!(
        missing
            .clone()
            .any(|gap| *gap.key == *"5.3.2080109" && gap.id == "reason")
    );
}

#[test]
fn own_sentences_stand_in_the_place_of_the_built_in_ones() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = first_user::ledger(folder.path());
    let templates = Templates::default().with([
        ("5.2.*", "{name}{share.bare}"),
        ("5.2.210", "医疗 {amount.bare}（{department}，{year}）"),
        ("5.2.221", ""),
    ]);
    let request = NarrativeRequest {
        templates: templates.unwrap(),
        ..NarrativeRequest::default()
    };
    let narrative = ledger.narrative(2025, None, &request).unwrap();
    let text = |key| narrative.item(key).unwrap().text.as_ref();
    assert_eq!(text("5.2.208"), "社会保障和就业支出92.25");
    assert_eq!(
        text("5.2.210"),
        format!("医疗 23.89（{}，2025）", first_user::UNIT)
    );
    assert_eq!(text("5.2.221"), "");
}

#[test]
fn without_an_approved_budget_of_last_year_comparisons_are_gaps() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = first_user::ledger(folder.path());
    let narrative = ledger
        .narrative(2024, None, &NarrativeRequest::default())
        .unwrap();
    let item = narrative.item("3.basic").unwrap();
    assert_eq!(
        item.figure("amount").unwrap().printed.as_deref(),
        Some("315.55")
    );
    assert_eq!(item.figure("pct").unwrap().printed, None);
    assert!(
        item.text.contains("【缺上年预算：3.basic dir】"),
        "{}",
        item.text
    );
    let reasons = narrative.gaps.iter().map(|gap| gap.reason);
    assert!(
        reasons
            .clone()
            .any(|reason| reason == GapReason::LastYearMissing)
    );
    assert!(
        reasons
            .clone()
            .any(|reason| reason == GapReason::DeclarationMissing)
    );
}

#[test]
fn every_fault_of_a_file_of_words_is_told() {
    let words =
        "\"2.total\" = '{amout}'\n\"2.tota\" = 'x'\n\"6.total\" = \"\"\"\n{y}\n{list}\"\"\"\n";
    let refused = yusuan::import::read_narrative_templates("words.toml", words.as_bytes());
    let told: Vec<_> = refused.unwrap_err().0.into_iter().collect();
    let told: Vec<_> = told
        .iter()
        .map(|it| {
            (
                it.row,
                it.token.as_str(),
                it.column.as_deref(),
                it.value.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                Some(1),
                "template_placeholder_unknown",
                Some("2.total"),
                Some("{amout}")
            ),
            (Some(2), "template_unknown", Some("2.tota"), None),
            (
                Some(5),
                "template_placeholder_unknown",
                Some("6.total"),
                Some("{list}")
            ),
        ]
    );
    let said = "[\"2.total\"]\nreason = 'x'\n[\"2.x\"]\nreason = 'y'\n";
    let refused = yusuan::import::read_narrative_texts("reasons.toml", said.as_bytes());
    let rows: Vec<_> = refused.unwrap_err().0.iter().map(|it| it.row).collect();
    assert_eq!(rows, [Some(2), Some(4)]);
    let said = "编号,名称,说明\n2.unit_funds,reason,利息减少\n4.expenditure,use*,x\n";
    let refused = yusuan::import::read_narrative_texts("reasons.csv", said.as_bytes());
    let told = refused.unwrap_err().0;
    assert_eq!((told.len(), told[0].row), (1, Some(3)));
    assert_eq!(told[0].token, "narrative_text_unknown");
}

#[test]
fn a_code_is_compared_with_those_that_became_it() {
    let (options, names) = (NarrativeOptions::default(), office::names());
    let lines = office::lines();
    let is_ours = |code: &str| code == "2080109";
    let mut before: Vec<BudgetLine> = lines
        .iter()
        .filter(|line| !line.is_carried())
        .map(|line| BudgetLine {
            year: 2024,
            origin_year: 2024,
            ..line.clone()
        })
        .collect();
    // Last year half of its lines stood under one code and half under another.
    let moved = before
        .iter_mut()
        .filter(|line| is_ours(&line.functional_code));
    for (at, line) in moved.enumerate() {
        line.functional_code = ["2080206", "2080506"][at % 2].to_owned();
    }
    let input = |year, lines| BudgetInput {
        year,
        title_unit: office::UNIT,
        lines,
        names: &names,
        options: &options.tables,
    };
    let became = |old: &str| (old.to_owned(), "2080109".to_owned());
    let made = |successors: &BTreeMap<String, String>| {
        budget_narrative(&NarrativeInput {
            this: &input(2025, &lines),
            tables: None,
            last: Some(&input(2024, &before)),
            successors,
            operating_name: "机关运行经费",
            facts: &NarrativeFacts::default(),
            texts: &NarrativeTexts::default(),
            templates: &Templates::default(),
            options: &options,
        })
        .unwrap()
    };
    let change = |narrative: &Narrative| {
        let item = narrative.item("5.3.2080109").unwrap();
        item.figure("change").unwrap().printed.clone()
    };
    let known = made(&BTreeMap::from([became("2080206"), became("2080506")]));
    assert_eq!(change(&known).as_deref(), Some("0.00"));
    assert_eq!(known.notes, Vec::<String>::new());
    let unknown = made(&BTreeMap::new());
    assert_eq!(change(&unknown).as_deref(), Some("551.71"));
    assert_eq!(unknown.notes.len(), 2, "{:?}", unknown.notes);
}
