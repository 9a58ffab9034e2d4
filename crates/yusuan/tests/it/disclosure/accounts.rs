//! Final accounts of anybody.

use yusuan::disclosure::{Cause, Disclosure, check_disclosure, check_disclosure_json};
use yusuan::tables::{Cell, Table, Verdict};
use yusuan::{CurrencyUnit, Fen};

use super::shown;
use crate::publication::accounts::{self, Accounts};
use crate::publication::print::{Habits, csv, sheet};
use crate::publication::{Random, Size, budget};

/// Return the accounts of a year with the tables that a seed gives.
fn made(seed: u64, habits: &Habits) -> Vec<Table> {
    let mut random = Random(seed);
    let lines = budget(Size::Office, &mut random);
    let run: Accounts = accounts::run(&lines, &mut random);
    accounts::tables(&run, &habits.options())
}

fn check(tables: &[Table]) -> Disclosure {
    check_disclosure_json(&serde_json::to_string(tables).unwrap(), &[]).unwrap()
}

/// Years number the last three tables otherwise; the title says which is which.
#[test]
fn tables_are_recognised_in_the_order_of_any_year() {
    let mut orders = std::collections::BTreeSet::new();
    for seed in 0..6 {
        let tables = made(seed, &Habits::plain());
        let found = check(&tables);
        assert!(found.is_sound(), "{}", shown(&found));
        let read = found.tables.iter();
        let mut read: Vec<_> = read
            .map(|table| (table.table.clone(), table.title.clone()))
            .collect();
        read.sort();
        let printed = tables.iter();
        let printed: Vec<_> = printed
            .map(|table| (table.id.clone(), table.title.clone()))
            .collect();
        assert_eq!(read, printed);
        orders.insert(tables[6].title.clone());
        let mut checks = found.checks.iter();
        assert!(
            checks.any(|check| check.number == "决1.4"),
            "{}",
            shown(&found)
        );
    }
    assert_eq!(orders.len(), 2, "{orders:?}");
}

/// What is not published is compared with nothing.
#[test]
fn a_part_of_the_accounts_is_no_wrong_one() {
    for seed in 0..4 {
        let tables = made(seed, &Habits::plain());
        for left_out in 0..tables.len() {
            let mut rest = tables.clone();
            let gone = rest.remove(left_out);
            let found = check(&rest);
            assert!(found.is_sound(), "without {}: {}", gone.id, shown(&found));
            let note = format!("not recognised or not there: {}", gone.id);
            assert!(found.notes.contains(&note), "{}", shown(&found));
            let alone = check(&[gone]);
            assert!(alone.is_sound(), "{}", shown(&alone));
        }
    }
}

fn set(table: &mut Table, row: &str, column: &str, change: impl FnOnce(&str) -> String) {
    let is_it = |line: &&mut yusuan::tables::Row| match &line.head {
        yusuan::tables::RowHead::Sides {
            expenditure_code, ..
        } if column.starts_with("expenditure") => expenditure_code.as_deref() == Some(row),
        _ => line.id() == Some(row),
    };
    let line = table.rows.iter_mut().find(is_it).unwrap();
    let cell = line.cells.iter_mut().find(|(id, _)| id == column).unwrap();
    if let Cell::Amount { text, .. } = &mut cell.1 {
        *text = Some(change(text.as_deref().unwrap_or("0.00")).into());
    }
}

/// 年初 + 本年收入 + 使用结余 = 本年支出 + 结余分配 + 年末, in print alone.
#[test]
fn a_closing_balance_that_does_not_balance_is_found() {
    let mut tables = made(2, &Habits::plain());
    set(&mut tables[0], "closing", "expenditure_amount", |text| {
        text.replacen('.', "7.", 1)
    });
    let found = check(&tables);
    let first = &found.findings[0];
    assert_eq!(first.verdict, Verdict::Differs, "{}", shown(&found));
    assert_eq!(first.identities[0].number, "决1.4", "{}", shown(&found));
    assert_eq!(first.place.table.as_deref(), Some("final-01"));
    assert_eq!(found.count(Verdict::Differs), 1);
}

/// Regions print parts 其中 of rows that the project's own template does not have.
#[test]
fn a_part_of_a_row_is_added_to_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("决算.csv");
    let tables = made(2, &Habits::plain());
    let text = csv(&sheet(&tables, &Habits::plain()));
    let (begin, rest) = text.split_once("\n本年收入合计").unwrap();
    let (line, rest) = rest.split_once('\n').unwrap();
    let part = "\n其中：财政拨款,,1.00,,,";
    std::fs::write(&path, format!("{begin}\n本年收入合计{line}{part}\n{rest}")).unwrap();
    let found = check_disclosure(&[path], &[]).unwrap();
    assert!(
        found.is_sound() && found.notes.is_empty(),
        "{}",
        shown(&found)
    );
    let all = check(&tables);
    assert_eq!(found.checks.len(), all.checks.len());
}

/// The economic codes of both blocks are added up, and joined with the table before them.
#[test]
fn a_wrong_total_of_the_blocks_is_found() {
    let mut tables = made(2, &Habits::plain());
    set(
        &mut tables[5],
        "personnel_total",
        "personnel_amount",
        |text| {
            let unit = CurrencyUnit::WanYuan;
            let fen = unit.parse_displayed(text).unwrap();
            let more = fen.checked_add(Fen::new(330_000_000)).unwrap();
            more.display(unit, false)
        },
    );
    let found = check(&tables);
    let first = &found.findings[0];
    assert_eq!(
        first.place.table.as_deref(),
        Some("final-06"),
        "{}",
        shown(&found)
    );
    assert_eq!(first.place.row_id.as_deref(), Some("personnel_total"));
    assert_eq!(first.cause, Some(Cause::TotalWrong), "{}", shown(&found));
    let numbers = first.identities.iter().map(|failed| failed.number);
    assert_eq!(numbers.collect::<Vec<_>>(), ["决6.2", "决6.3"]);
}

/// The form of the ministry: 行次 and 栏次, classes without codes, three blocks of economic codes with
/// the total of two below the last, and 公开01表 above.
const FORM: &str = "收入支出决算总表,,,,,\n\
,,,,,公开01表\n\
部门：某某局,,,,,金额单位：万元\n\
收入,,,支出,,\n\
项目,行次,金额,项目,行次,金额\n\
栏次,,1,栏次,,2\n\
一、一般公共预算财政拨款收入,1,434.72,一、一般公共服务支出,32,0.00\n\
二、政府性基金预算财政拨款收入,2,0.00,二、外交支出,33,0.00\n\
三、国有资本经营预算财政拨款收入,3,0.00,八、社会保障和就业支出,39,400.16\n\
四、上级补助收入,4,0.00,九、卫生健康支出,40,34.00\n\
五、事业收入,5,0.00,十九、住房保障支出,50,0.55\n\
六、经营收入,6,0.00,,,\n\
七、附属单位上缴收入,7,0.00,,,\n\
八、其他收入,8,1.00,,,\n\
本年收入合计,27,435.72,本年支出合计,57,434.72\n\
使用非财政拨款结余（含专用结余）,28,0.00,结余分配,58,0.00\n\
年初结转和结余,29,2.00,年末结转和结余,59,3.00\n\
,30,,,60,\n\
总计,31,437.72,总计,61,437.72\n\
注：本表反映部门本年度的总收支和年末结转结余情况。,,,,,\n\
\n\
一般公共预算财政拨款基本支出决算明细表,,,,,,,,\n\
,,,,,,,,公开06表\n\
部门：某某局,,,,,,,,金额单位：万元\n\
人员经费,,,公用经费,,,,,\n\
科目编码,科目名称,决算数,科目编码,科目名称,决算数,科目编码,科目名称,决算数\n\
301,工资福利支出,380.00,302,商品和服务支出,54.00,307,债务利息及费用支出,0.00\n\
30101,基本工资,300.00,30201,办公费,50.00,310,资本性支出,0.16\n\
30102,津贴补贴,80.00,30217,公务接待费,4.00,31002,办公设备购置,0.16\n\
303,对个人和家庭的补助,0.55,,,,,,\n\
30302,退休费,0.55,,,,,,\n\
人员经费合计,,380.55,公用经费合计,,,,,54.16\n\
注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。,,,,,,,,\n\
\n\
财政拨款“三公”经费支出决算表,,,,,,,,,,,\n\
,,,,,,,,,,,公开09表\n\
部门：某某局,,,,,,,,,,,金额单位：万元\n\
预算数,,,,,,决算数,,,,,\n\
合计,因公出国（境）费,公务用车购置及运行维护费,,,公务接待费,合计,因公出国（境）费,公务用车购置及运行维护费,,,公务接待费\n\
,,小计,公务用车购置费,公务用车运行维护费,,,,小计,公务用车购置费,公务用车运行维护费,\n\
1,2,3,4,5,6,7,8,9,10,11,12\n\
5.00,0.00,0.00,0.00,0.00,5.00,4.00,0.00,0.00,0.00,0.00,4.00\n\
";

#[test]
fn the_form_of_the_ministry_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("决算.csv");
    std::fs::write(&path, FORM).unwrap();
    let found = check_disclosure(&[&path], &[]).unwrap();
    assert!(found.is_sound(), "{}", shown(&found));
    let [only] = &found.notes[..] else {
        panic!("{}", shown(&found));
    };
    assert!(only.starts_with("not recognised"), "{only}");
    let checks = found.checks.iter().map(|check| check.number);
    let wanted = [
        "决1.1", "决1.2", "决1.3", "决1.4", "决1.5", "决6.1", "决6.2", "决9.1",
    ];
    assert_eq!(checks.collect::<Vec<_>>(), wanted);
    for (right, slip, number) in [
        ("434.72,一", "443.72,一", "决1.1"),
        (",61,437.72", ",61,473.72", "决1.4"),
        ("54.16\n", "45.16\n", "决6.2"),
        ("50.00,310", "5.00,310", "决6.1"),
        (
            "4.00,0.00,0.00,0.00,0.00,4.00",
            "4.00,0.00,0.00,0.00,0.00,40.0",
            "决9.1",
        ),
    ] {
        assert!(FORM.contains(right), "{right}");
        std::fs::write(&path, FORM.replacen(right, slip, 1)).unwrap();
        let found = check_disclosure(&[&path], &[]).unwrap();
        let first = &found.findings[0];
        assert_eq!(first.verdict, Verdict::Differs, "{slip}");
        let mut numbers = first.identities.iter().map(|failed| failed.number);
        assert!(numbers.any(|of| of == number), "{slip}: {}", shown(&found));
    }
}
