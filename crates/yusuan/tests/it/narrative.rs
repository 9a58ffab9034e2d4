//! The explanatory part of the first user's budget, figure by figure.

use serde_json::Value;
use yusuan::tables::{
    FigureKind, FromZero, GapReason, Narrative, NarrativeBasis, NarrativeOptions, NarrativeRequest,
    NarrativeTexts, Table, TableOptions, Templates, Verdict,
};
use yusuan::{
    Declaration, Fen, Ledger, NewDeclaration, Particulars, Policy, PolicyAction, Procurement, Rule,
    Staffing, VerifyOptions,
};

use crate::first_user;

const PRINTED: &str = include_str!("../../../../tests/cases/first-user/narrative-2025.json");

fn printed() -> Vec<Value> {
    serde_json::from_str(PRINTED).unwrap()
}

fn made(ledger: &Ledger, options: NarrativeOptions) -> Narrative {
    let request = NarrativeRequest {
        options,
        ..NarrativeRequest::default()
    };
    ledger.narrative(2025, None, &request).unwrap()
}

/// List every figure in which a narrative differs from the printed one, of those that lines give or,
/// when asked, of all.
fn differences(narrative: &Narrative, with_declared: bool) -> Vec<String> {
    let mut found = Vec::new();
    let printed = printed();
    // Headings that have no figure in print.
    let headings = ["5.2.intro", "5.3.intro", "12.heading"];
    let items = narrative.items.iter();
    let items: Vec<_> = items
        .filter(|item| !headings.contains(&item.key.as_str()))
        .collect();
    let made: Vec<_> = items.iter().map(|item| item.key.as_str()).collect();
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
            assert_eq!(figure.id, wanted["id"], "{place}");
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
            .any(|gap| gap.key == "5.3.2080109" && gap.id == "reason")
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
    let text = |key| narrative.item(key).unwrap().text.as_str();
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

const DECLARED: &str = include_str!("../../../../tests/cases/first-user/declarations-2025.json");
const DECLARATIONS: &[u8] = include_bytes!("../../../yusuan-cli/demo/declarations-2025.toml");

/// Make the ledger of the first user, with what the unit declares.
fn declared(folder: &std::path::Path) -> Ledger {
    let mut ledger = first_user::ledger(folder);
    let file = yusuan::import::read_declarations("declarations-2025.toml", DECLARATIONS).unwrap();
    let none = Particulars::default();
    ledger
        .declare(file.year, &file.declarations, &none)
        .unwrap();
    ledger
}

#[test]
fn every_figure_is_as_printed_once_the_unit_declared() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = declared(folder.path());
    let narrative = made(&ledger, NarrativeOptions::default());
    assert_eq!(differences(&narrative, true), Vec::<String>::new());
    let missing = narrative.gaps.iter();
    let missing: Vec<_> = missing
        .filter(|gap| gap.reason != GapReason::TextMissing)
        .collect();
    assert_eq!(missing, Vec::<&yusuan::tables::Gap>::new());
}

#[test]
fn declarations_print_what_the_first_user_printed() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = declared(folder.path());
    let printed: Value = serde_json::from_str(DECLARED).unwrap();
    let tables = ledger.declaration_tables(2025, None).unwrap();
    let ids: Vec<&str> = tables.iter().map(|table| table.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "budget-performance",
            "budget-procurement",
            "budget-assets",
            "budget-staffing"
        ]
    );
    let [performance, procurement, assets, staffing] = tables.as_slice() else {
        panic!("there are four tables");
    };
    let text = |table: &Table, row: &str, column: &str| {
        let row = table.row(row).unwrap();
        row.cell(column)
            .unwrap()
            .text()
            .unwrap_or_default()
            .to_owned()
    };
    let budget = printed["performance"]["budget"].as_array().unwrap();
    for (row, wanted) in ["upper", "own", "other"].iter().zip(budget) {
        assert_eq!(text(performance, row, "amount"), wanted["amount"], "{row}");
        assert_eq!(text(performance, row, "level2"), wanted["source"], "{row}");
    }
    let indicators = printed["performance"]["indicators"].as_array().unwrap();
    assert_eq!(performance.rows.len(), 3 + indicators.len());
    for (number, wanted) in (1..).zip(indicators) {
        let row = format!("indicator{number}");
        for column in ["level1", "level2", "level3", "target", "basis", "weight"] {
            assert_eq!(
                text(performance, &row, column),
                wanted[column],
                "{row} {column}"
            );
        }
    }
    assert_eq!(performance.notes, ["各项分值权重合计 90，不是 100。"]);
    let parts = [
        "amount",
        "goods",
        "works",
        "services",
        "reserved_sme",
        "reserved_micro",
    ];
    for part in parts {
        let row = if part == "amount" { "total" } else { part };
        assert_eq!(
            text(procurement, row, "amount"),
            printed["procurement"][part],
            "{part}"
        );
    }
    let wanted = &printed["assets"];
    assert_eq!(text(assets, "house", "value"), wanted["house"]["value"]);
    assert_eq!(text(assets, "vehicles", "quantity"), "2辆");
    assert_eq!(
        text(assets, "vehicles", "value"),
        wanted["vehicles"]["value"]
    );
    for kind in ["general", "law_enforcement", "other"] {
        let of_kind = &wanted["vehicles"][kind];
        assert_eq!(text(assets, kind, "value"), of_kind["value"], "{kind}");
        let count = format!("{}辆", of_kind["count"].as_str().unwrap());
        assert_eq!(text(assets, kind, "quantity"), count, "{kind}");
    }
    assert_eq!(
        text(assets, "furniture", "value"),
        wanted["office_furniture"]["value"]
    );
    assert_eq!(
        text(assets, "other_assets", "value"),
        wanted["other"]["value"]
    );
    let wanted = &printed["staffing"];
    for part in [
        "authorised_posts",
        "actual_total",
        "in_service",
        "retired",
        "retired_with_honours",
    ] {
        assert_eq!(text(staffing, part, "count"), wanted[part], "{part}");
    }
    assert_eq!(
        text(staffing, "offices", "count"),
        wanted["offices"]["count"]
    );
    let offices = wanted["offices"]["names"].as_array().unwrap();
    for office in offices {
        assert!(
            staffing.notes[0].contains(office.as_str().unwrap()),
            "{office}"
        );
    }
}

#[test]
fn the_book_has_the_identities_of_the_seed() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = declared(folder.path());
    let checks = ledger
        .check_budget(2025, None, &TableOptions::default())
        .unwrap();
    let found: Vec<_> = checks
        .iter()
        .filter(|check| check.number.starts_with(['N', 'P']))
        .map(|check| {
            let sides = (&check.decisive.left.text, &check.decisive.right.text);
            format!(
                "{} {} {} {}",
                check.number,
                check.verdict.as_str(),
                sides.0,
                sides.1
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "N.1 holds 100.00 100.00",
            "N.2 holds 100.00 100.00",
            "N.3 holds 100.00 100.00",
            "N.4 holds 19.54 19.54",
            "N.5 holds 2.19 2.19",
            "N.6 holds 0.89 0.89",
            "N.7 holds 21.29 21.29",
            "N.8 holds 32.00 32.00",
            "P.1 holds 652.04 652.04",
            "P.2 differs 5.00 0.00",
            "P.3 holds 5.00 5.00",
            "P.4 differs 90.00 100.00",
        ]
    );
}

#[test]
fn a_declaration_that_does_not_add_up_is_kept_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = declared(folder.path());
    let wrong = Procurement {
        total_fen: Fen::new(3_000_000),
        goods_fen: Fen::new(1_000_000),
        ..Procurement::default()
    };
    let staffing = Staffing {
        actual_total: 3,
        in_service: 2,
        ..Staffing::default()
    };
    let contents = [
        Declaration::Procurement(wrong),
        Declaration::Staffing(staffing),
    ];
    let again = contents.map(|content| NewDeclaration {
        unit: first_user::UNIT.to_owned(),
        content,
    });
    let keyed = Particulars::default().key("again");
    ledger.declare(2025, &again, &keyed).unwrap();
    assert!(ledger.declare(2025, &again, &keyed).unwrap().is_repeated);
    let checks = ledger
        .check_budget(2025, None, &TableOptions::default())
        .unwrap();
    for number in ["N.5", "N.8"] {
        let check = checks.iter().find(|check| check.number == number).unwrap();
        assert_eq!(check.verdict, Verdict::Differs, "{number}");
    }
    // What is no rule is not spoken of where it does not hold.
    assert!(checks.iter().all(|check| check.number != "N.6"));
    // The other kinds are in force still.
    assert_eq!(ledger.declarations(2025, None).unwrap().len(), 4);
    assert!(ledger.verify(VerifyOptions::default()).unwrap().is_clean());
}

#[test]
fn a_declaration_is_refused_with_every_fault() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = first_user::ledger(folder.path());
    let wrong = Procurement {
        total_fen: Fen::new(-1),
        works_fen: Fen::new(-2),
        ..Procurement::default()
    };
    let none = Particulars::default();
    let new = |unit: &str, content| NewDeclaration {
        unit: unit.to_owned(),
        content,
    };
    let wrong = new(first_user::UNIT, Declaration::Procurement(wrong));
    let error = ledger.declare(2025, &[wrong], &none).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::DeclarationInvalid));
    assert!(
        error
            .to_string()
            .contains("total_fen is -1; works_fen is -2"),
        "{error}"
    );
    let staffing = || Declaration::Staffing(Staffing::default());
    for (year, unit, rule) in [
        (2024, first_user::UNIT, Rule::YearClosed),
        (2030, first_user::UNIT, Rule::YearUnknown),
        (2025, "水站", Rule::UnitUnknown),
    ] {
        let error = ledger
            .declare(year, &[new(unit, staffing())], &none)
            .unwrap_err();
        assert_eq!(error.rule(), Some(rule), "{error}");
    }
    let error = ledger.declare(2025, &[], &none).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::VoucherCountInvalid));
}

#[test]
fn four_eyes_look_at_declarations_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = first_user::ledger(folder.path());
    let policy = Policy::new("four_eyes", PolicyAction::Deny, "内控手册");
    ledger.set_policy(&policy, &Particulars::default()).unwrap();
    let staffing = || NewDeclaration {
        unit: first_user::UNIT.to_owned(),
        content: Declaration::Staffing(Staffing::default()),
    };
    let error = ledger
        .declare(2025, &[staffing()], &Particulars::default())
        .unwrap_err();
    assert_eq!(error.rule(), Some(Rule::FourEyes));
    let both = Particulars {
        prepared_by: Some("王".to_owned()),
        reviewed_by: Some("李".to_owned()),
        ..Particulars::default()
    };
    ledger.declare(2025, &[staffing()], &both).unwrap();
}

#[test]
fn every_fault_of_a_file_of_declarations_is_told() {
    let text =
        "unit = '中心'\n\n[procurement]\ntotal = 1\n\n[staffing]\nposts = 1\n\n[wishes]\na = 1\n";
    let refused = yusuan::import::read_declarations("d.toml", text.as_bytes());
    let told: Vec<_> = refused.unwrap_err().0;
    let told: Vec<_> = told
        .iter()
        .map(|it| (it.row, it.token.as_str(), it.column.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (None, "year_malformed", None),
            (Some(3), "declaration_invalid", Some("procurement")),
            (Some(6), "declaration_invalid", Some("staffing")),
            (Some(9), "declaration_invalid", Some("wishes")),
        ]
    );
}
