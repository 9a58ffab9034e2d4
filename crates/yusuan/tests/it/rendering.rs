//! Tables as text and as CSV.

use unicode_width::UnicodeWidthStr;
use yusuan::tables::{BudgetLine, Table, TableOptions, csv, text};
use yusuan::{Fund, Kind};

use crate::office;

fn tables() -> Vec<Table> {
    office::tables(&office::lines(), &TableOptions::default()).unwrap()
}

#[test]
fn text_is_drawn_as_printed() {
    let shown = text::render(office::table(&tables(), "budget-10"));
    let expected = "\
\x20                       财政拨款“三公”经费支出情况表\n\
编制部门/单位：玛纳斯县社会保险中心                               单位：万元\n\
----------------------------------------------------------------------------\n\
\x20                                     -------------- 资金来源 --------------\n\
\x20                                                               国有资本经营\n\
“三公”经费支出内容              合计  一般公共预算  政府性基金          预算\n\
※                                  1             2           3             4\n\
----------------------------------------------------------------------------\n\
合计                            1.39          1.39\n\
\x20 因公出国（境）费\n\
\x20 公务接待费                    0.50          0.50\n\
\x20 公务用车购置及运行费（小计）  0.89          0.89\n\
\x20   其中：公务用车购置费\n\
\x20   公务用车运行费              0.89          0.89\n\
----------------------------------------------------------------------------\n\
";
    assert_eq!(shown, expected);
    let shown = text::render(office::table(&tables(), "budget-08"));
    let expected = "\
\x20                      政府性基金预算支出情况表\n\
编制部门/单位：玛纳斯县社会保险中心                         单位：万元\n\
----------------------------------------------------------------------\n\
-------------- 科目 --------------  ------- 政府性基金预算支出 -------\n\
- 功能分类科目编码 -  功能分类科目        ---- 基本支出 ----\n\
类  款  项            名称          合计  人员经费  公用经费  项目支出\n\
※   ※   ※             ※                1         2         3         4\n\
----------------------------------------------------------------------\n\
玛纳斯县社会保险中心2025年没有使用政府性基金预算安排的支出，政府性基金预算支出情况表为空表。\n\
----------------------------------------------------------------------\n\
";
    assert_eq!(shown, expected);
}

#[test]
fn amounts_end_in_the_same_place() {
    for table in tables() {
        let shown = text::render(&table);
        let numbers: Vec<usize> = shown
            .lines()
            .filter(|line| line.ends_with(".04"))
            .map(UnicodeWidthStr::width)
            .collect();
        assert!(numbers.windows(2).all(|pair| pair[0] == pair[1]), "{shown}");
        let widest = shown
            .lines()
            .filter(|line| !line.contains("空表"))
            .map(UnicodeWidthStr::width);
        assert_eq!(
            widest.max().unwrap(),
            shown.lines().nth(2).unwrap().width(),
            "{shown}"
        );
    }
}

#[test]
fn notes_stand_below() {
    let tables = office::tables_with(&[office::sample(Kind::Operating)], &TableOptions::default());
    let shown = text::render(office::table(&tables, "budget-03"));
    assert!(shown.ends_with(
        "-\n注：合计中含经营支出、上缴上级支出、对附属单位补助支出，本表未单列，共 1.00 万元。\n"
    ));
}

#[test]
fn csv_has_full_headings_and_printed_cells() {
    let tables = tables();
    let shown = csv::render(office::table(&tables, "budget-11")).unwrap();
    let expected = "\
项目,合计,财政拨款/小计,财政拨款/基本支出/人员经费,财政拨款/基本支出/公用经费,财政拨款/项目支出,\
非财政拨款/小计,非财政拨款/基本支出/人员经费,非财政拨款/基本支出/公用经费,非财政拨款/项目支出\n\
总计,5.00,5.00,,,5.00,,,,\n\
玛纳斯县社会保险中心,5.00,5.00,,,5.00,,,,\n\
2024年上半年自治区驻村工作专项经费,5.00,5.00,,,5.00,,,,\n\
";
    assert_eq!(shown, expected);
    let empty = csv::render(office::table(&tables, "budget-09")).unwrap();
    assert_eq!(empty.lines().count(), 1);
    for table in &tables {
        let shown = csv::render(table).unwrap();
        let rows = ::csv::Reader::from_reader(shown.as_bytes())
            .into_records()
            .map(Result::unwrap)
            .count();
        assert_eq!(rows, table.rows.len());
    }
}

#[test]
fn csv_keeps_texts_from_being_formulas() {
    for name in ["=1+1", "+1", "-1", "@x"] {
        let line = BudgetLine {
            fund: Fund::GeneralPublic,
            project: Some(name.to_owned()),
            ..office::sample(Kind::Project)
        };
        let tables = office::tables_with(&[line], &TableOptions::default());
        let shown = csv::render(office::table(&tables, "budget-07")).unwrap();
        assert!(shown.contains(&format!(",'{name},1.00")), "{shown}");
    }
}

#[test]
fn csv_leaves_negative_amounts_alone() {
    let mut table = office::table(&tables(), "budget-06").clone();
    let (_, cell) = &mut table.rows[0].cells[0];
    let (fen, text) = (Some(yusuan::Fen::new(-500)), Some("-0.05".into()));
    *cell = yusuan::tables::Cell::Amount { fen, text };
    assert!(csv::render(&table).unwrap().contains("总计,-0.05,"));
}
