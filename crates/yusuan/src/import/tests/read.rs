//! Files with one plain meaning.

use super::{HEADER, PROJECT_ROW, ROW, file, gb18030, lines, utf_16};
use crate::line::{Fund, Kind, Level};

#[test]
fn reads_every_part_of_a_line() {
    let rows = lines(file(&[HEADER, ROW, PROJECT_ROW]));
    assert_eq!(rows.iter().map(|line| line.row).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(rows[0].key.project, None);
    let line = &rows[1];
    assert_eq!((line.key.year, line.key.origin_year), (2025, 2024));
    assert_eq!(line.key.unit, "社会保险中心");
    assert_eq!(
        (line.key.fund, line.key.level),
        (Fund::GeneralPublic, Level::Upper)
    );
    assert_eq!(
        (&*line.key.functional_code, &*line.key.economic_code),
        ("2299999", "30299")
    );
    assert_eq!(
        (line.key.kind, line.key.project.as_deref()),
        (Kind::Project, Some("驻村工作专项经费"))
    );
    assert_eq!(line.amount.get(), 5_000_000);
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let text = file(&[HEADER, ROW, PROJECT_ROW]);
    let rows = lines(&text);
    assert_eq!(lines(format!("\u{FEFF}{text}")), rows);
    assert_eq!(lines(gb18030(&text)), rows);
    assert_eq!(lines(utf_16(&text, u16::to_le_bytes)), rows);
    assert_eq!(lines(utf_16(&text, u16::to_be_bytes)), rows);
}

#[test]
fn every_line_end_and_separator_gives_the_same_rows() {
    let text = file(&[HEADER, ROW, PROJECT_ROW]);
    let rows = lines(&text);
    assert_eq!(lines(text.trim_end()), rows);
    for end in ["\r\n", "\r"] {
        assert_eq!(lines(text.replace('\n', end)), rows, "{end:?}");
    }
    for separator in ["\t", ";", "，", " , "] {
        assert_eq!(lines(text.replace(',', separator)), rows, "{separator:?}");
    }
}

#[test]
fn passes_over_rows_with_nothing_in_them() {
    let rows = lines(file(&[
        "",
        HEADER,
        "",
        ROW,
        "  ",
        ",,,,,,,,,",
        PROJECT_ROW,
        "\u{3000}",
        "",
    ]));
    assert_eq!(rows.iter().map(|line| line.row).collect::<Vec<_>>(), [4, 7]);
}

#[test]
fn passes_over_empty_cells_beyond_the_last_column() {
    let header = format!("{HEADER},,");
    assert_eq!(lines(file(&[&header, ROW])).len(), 1);
    assert_eq!(lines(file(&[HEADER, &format!("{ROW},,")])).len(), 1);
}

#[test]
fn rows_are_numbered_by_line_of_the_file() {
    let header = HEADER.replace("amount_fen", "\"金额\n（分）\"");
    for end in ["\n", "\r\n", "\r"] {
        let text = file(&[&header, ROW, "", PROJECT_ROW]).replace('\n', end);
        let rows = lines(text);
        assert_eq!(
            rows.iter().map(|line| line.row).collect::<Vec<_>>(),
            [3, 5],
            "{end:?}"
        );
    }
}

#[test]
fn columns_stand_in_any_order_and_language() {
    let expected = lines(file(&[HEADER, ROW]));
    let header = "项目名称,金额（元）,支出类别,经济分类科目编码,功能分类科目编码,资金年度,\
                  来源级次,资金性质,预算单位, 年度";
    let row = ",1.00,公用经费,30201,2080109,2025,本级,一般公共预算,社会保险中心,2025";
    assert_eq!(lines(file(&[header, row])), expected);
    assert_eq!(
        lines(file(&[&header.replace('（', "(").replace('）', " )"), row])),
        expected
    );
    assert_eq!(lines(file(&[&HEADER.to_uppercase(), ROW])), expected);
}

#[test]
fn chinese_words_and_tokens_mean_the_same() {
    let row = |fund: &str, level: &str, kind: &str, project: &str| {
        let row = format!("2025,中心,{fund},{level},2025,2080109,30201,{kind},{project},1");
        lines(file(&[HEADER, &row])).remove(0).key
    };
    for fund in Fund::ALL {
        assert_eq!(row(fund.as_str(), "own", "operating", "").fund, fund);
        assert_eq!(row(fund.name_zh(), "own", "operating", "").fund, fund);
    }
    assert_eq!(
        row("财政专户管理资金(教育收费)", "own", "operating", "").fund,
        Fund::SpecialAccount
    );
    assert_eq!(
        row("财政专户管理资金", "own", "operating", "").fund,
        Fund::SpecialAccount
    );
    for level in Level::ALL {
        assert_eq!(
            row("state_capital", level.name_zh(), "operating", "").level,
            level
        );
    }
    assert_eq!(
        row("state_capital", "上级安排", "operating", "").level,
        Level::Upper
    );
    for kind in Kind::ALL {
        let project = if kind == Kind::Project { "修路" } else { "" };
        assert_eq!(
            row("state_capital", "own", kind.name_zh(), project).kind,
            kind
        );
    }
}

#[test]
fn full_width_digits_spaces_and_separators_are_plain() {
    let expected = lines(file(&[
        &HEADER.replace("_fen", ""),
        &ROW.replace(",100", ",123456.7"),
    ]));
    let row = "２０２５年,\u{3000}社会保险中心 , general_public,own,\u{A0}2025年,２０８０１０９,３０２０１,\
               basic_public,\u{3000},";
    for amount in [
        "\"123,456.70\"",
        "\"１２３，４５６．７\"",
        " 123456.7\u{3000}",
        " \"123,456.7\" ",
    ] {
        let text = file(&[&HEADER.replace("_fen", ""), &format!("{row}{amount}")]);
        assert_eq!(lines(text), expected, "{amount}");
    }
}

#[test]
fn names_stay_as_they_are_written() {
    let project = |written: &str| {
        let row = PROJECT_ROW.replace("驻村工作专项经费", written);
        lines(file(&[HEADER, &row])).remove(0).key.project.unwrap()
    };
    assert_eq!(project(" 2024 年上半年 经费\u{3000}"), "2024 年上半年 经费");
    assert_eq!(project("\"甲,乙\"\"丙\"\"\""), "甲,乙\"丙\"");
    assert_eq!(project("压减\"三公\"经费"), "压减\"三公\"经费");
    assert_eq!(project("Ⅱ期①号（２０２５）"), "Ⅱ期①号（２０２５）");
}
