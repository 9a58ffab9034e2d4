//! What the first user declares of itself, as printed; and what may not be declared.

use serde_json::Value;
use yusuan::tables::{GapReason, NarrativeOptions, NarrativeRequest, Table, TableOptions, Verdict};
use yusuan::{
    Declaration, Fen, Ledger, NewDeclaration, Particulars, Policy, PolicyAction, Procurement, Rule,
    Staffing, VerifyOptions,
};

use crate::first_user;
use crate::narrative::{differences, made};

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

/// Return the tables of what the unit declares, and the printed figures.
fn tables() -> ([Table; 4], Value) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = declared(folder.path());
    let tables = ledger.declaration_tables(2025, None).unwrap();
    let printed = serde_json::from_str(DECLARED).unwrap();
    (tables.try_into().unwrap(), printed)
}

/// Return the text of a cell.
fn text(table: &Table, row: &str, column: &str) -> String {
    let row = table.row(row).unwrap();
    let text = row.cell(column).unwrap().text();
    text.unwrap_or_default().to_owned()
}

#[test]
fn performance_prints_what_the_first_user_printed() {
    let ([performance, ..], printed) = tables();
    assert_eq!(performance.id, "budget-performance");
    let budget = printed["performance"]["budget"].as_array().unwrap();
    for (row, wanted) in ["upper", "own", "other"].iter().zip(budget) {
        assert_eq!(text(&performance, row, "amount"), wanted["amount"], "{row}");
        assert_eq!(text(&performance, row, "level2"), wanted["source"], "{row}");
    }
    let indicators = printed["performance"]["indicators"].as_array().unwrap();
    assert_eq!(performance.rows.len(), 3 + indicators.len());
    for (number, wanted) in (1..).zip(indicators) {
        let row = format!("indicator{number}");
        for column in ["level1", "level2", "level3", "target", "basis", "weight"] {
            assert_eq!(
                text(&performance, &row, column),
                wanted[column],
                "{row} {column}"
            );
        }
    }
    assert_eq!(performance.notes, ["各项分值权重合计 90，不是 100。"]);
}

#[test]
fn procurement_prints_what_the_first_user_printed() {
    let ([_, procurement, ..], printed) = tables();
    assert_eq!(procurement.id, "budget-procurement");
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
            text(&procurement, row, "amount"),
            printed["procurement"][part],
            "{part}"
        );
    }
}

#[test]
fn assets_print_what_the_first_user_printed() {
    let ([_, _, assets, _], printed) = tables();
    assert_eq!(assets.id, "budget-assets");
    let wanted = &printed["assets"];
    assert_eq!(text(&assets, "house", "value"), wanted["house"]["value"]);
    assert_eq!(text(&assets, "vehicles", "quantity"), "2辆");
    assert_eq!(
        text(&assets, "vehicles", "value"),
        wanted["vehicles"]["value"]
    );
    for kind in ["general", "law_enforcement", "other"] {
        let of_kind = &wanted["vehicles"][kind];
        assert_eq!(text(&assets, kind, "value"), of_kind["value"], "{kind}");
        let count = format!("{}辆", of_kind["count"].as_str().unwrap());
        assert_eq!(text(&assets, kind, "quantity"), count, "{kind}");
    }
    assert_eq!(
        text(&assets, "furniture", "value"),
        wanted["office_furniture"]["value"]
    );
    assert_eq!(
        text(&assets, "other_assets", "value"),
        wanted["other"]["value"]
    );
}

#[test]
fn staffing_prints_what_the_first_user_printed() {
    let ([.., staffing], printed) = tables();
    assert_eq!(staffing.id, "budget-staffing");
    let wanted = &printed["staffing"];
    for part in [
        "authorised_posts",
        "actual_total",
        "in_service",
        "retired",
        "retired_with_honours",
    ] {
        assert_eq!(text(&staffing, part, "count"), wanted[part], "{part}");
    }
    assert_eq!(
        text(&staffing, "offices", "count"),
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
fn a_department_adds_up_its_units() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = declared(folder.path());
    let none = Particulars::default();
    let (station, kind) = ("水站", yusuan::UnitKind::Institution);
    ledger
        .add_unit(station, kind, Some(first_user::UNIT), &none)
        .unwrap();
    let bought = Procurement {
        total_fen: Fen::new(1_000_000),
        goods_fen: Fen::new(1_000_000),
        ..Procurement::default()
    };
    let more = NewDeclaration {
        unit: station.to_owned(),
        content: Declaration::Procurement(bought),
    };
    ledger.declare(2025, &[more], &none).unwrap();
    let goods = |unit| {
        let request = NarrativeRequest::default();
        let narrative = ledger.narrative(2025, unit, &request).unwrap();
        let item = narrative.item("12.2.procurement").unwrap();
        item.figure("goods").unwrap().printed.clone()
    };
    assert_eq!(goods(Some(first_user::UNIT)).as_deref(), Some("2.30"));
    assert_eq!(goods(Some(station)).as_deref(), Some("1.00"));
    assert_eq!(ledger.declarations(2025, Some(station)).unwrap().len(), 1);
    assert_eq!(ledger.declaration_tables(2025, None).unwrap().len(), 5);
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
fn what_another_program_declared_is_named_and_can_be_declared_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = first_user::ledger(folder.path());
    let other = rusqlite::Connection::open(ledger.path()).unwrap();
    let written =
        "INSERT INTO voucher (voucher_id, act, year, first_posting_id, posting_count, record_count)
            SELECT max(voucher_id) + 1, 'declare', 2025, max(first_posting_id + posting_count), 0, 1
            FROM voucher;
        INSERT INTO declaration (declaration_id, voucher_id, unit_id, kind, content)
            SELECT 1, max(voucher_id), 1, 'procurement', '{\"goods_fen\":7}' FROM voucher;";
    other.execute_batch(written).unwrap();
    drop(other);
    let error = ledger.declarations(2025, None).unwrap_err().to_string();
    assert!(error.contains("declaration 1 of"), "{error}");
    assert!(error.contains("declare it anew"), "{error}");
    let found = ledger.verify(VerifyOptions::default()).unwrap();
    let places: Vec<String> = found
        .findings
        .iter()
        .map(|it| it.place.to_string())
        .collect();
    // Beside it, the voucher is not sealed yet.
    assert!(
        places.contains(&"declaration 1 content".to_owned()),
        "{places:?}"
    );
    let again = NewDeclaration {
        unit: first_user::UNIT.to_owned(),
        content: Declaration::Procurement(Procurement::default()),
    };
    ledger
        .declare(2025, &[again], &Particulars::default())
        .unwrap();
    assert_eq!(ledger.declarations(2025, None).unwrap().len(), 1);
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
