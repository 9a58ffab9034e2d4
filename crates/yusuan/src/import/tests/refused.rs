//! Files without one plain meaning: the token and the place of each problem.

use super::{HEADER, PROJECT_ROW, ROW, file, gb18030, lines, problems, utf_16};
use crate::import::{COLUMNS_MAX, FIELD_CHARACTERS_MAX, FILE_BYTES_MAX, PROBLEMS_MAX, ROWS_MAX};

/// Read a file with one problem; return its token, row and column.
fn one(bytes: impl AsRef<[u8]>) -> (String, Option<u64>, String) {
    let mut found = problems(bytes);
    assert_eq!(found.len(), 1, "{found:?}");
    let problem = found.remove(0);
    (
        problem.token,
        problem.row,
        problem.column.unwrap_or_default(),
    )
}

fn at(token: &str, row: Option<u64>, column: &str) -> (String, Option<u64>, String) {
    (token.to_owned(), row, column.to_owned())
}

#[test]
fn files_that_are_empty() {
    let with_mark = utf_16("", u16::to_le_bytes);
    let only_header = file(&[HEADER, "", ",,,"]);
    for bytes in [
        b"".as_slice(),
        b" \r\n\n",
        "\u{FEFF}\n".as_bytes(),
        &with_mark,
        b",,,\n,,,\n",
        "\t \t\n\t\u{3000}\t\n".as_bytes(),
        b"\"\",\" \"\n",
        HEADER.as_bytes(),
    ] {
        assert_eq!(one(bytes), at("file_empty", None, ""), "{bytes:?}");
    }
    assert_eq!(one(only_header), at("file_empty", None, ""));
}

#[test]
fn files_that_are_no_text() {
    for (bytes, what) in [
        (b"PK\x03\x04\x14\0".as_slice(), "Excel"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1", "Excel"),
        (b"SQLite format 3\0\x10\0", "SQLite"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1F\x8B\x08\0", "gzip"),
        (b"y\0e\0a\0r\0", "zero bytes"),
        (b"\xFF\xFEy\0e", "UTF-16"),
        (b"\xFE\xFF\xD8\0\0y", "UTF-16"),
        (b"year,unit\n2025,\xFF\xFF", "neither"),
        (b"year,unit\n2025,caf\xE9", "neither"),
        (b"year,unit\n2025,\x81\x30\x81\x30", "neither"),
        ("year,unit\n2025,caf\u{E9}".as_bytes(), "differently"),
        (b"year,unit\n2025,\xD0\xA1\xD1\xA7", "differently"),
    ] {
        let found = problems(bytes);
        assert_eq!(
            (found.len(), &*found[0].token),
            (1, "encoding_unknown"),
            "{found:?}"
        );
        assert!(
            found[0].message.contains(what),
            "{what}: {}",
            found[0].message
        );
    }
}

#[test]
fn broken_characters_are_placed() {
    let mut bytes = file(&[HEADER, ROW, PROJECT_ROW]).into_bytes();
    let third_row = file(&[HEADER, ROW]).len();
    bytes.remove(third_row + "2025,".len());
    assert_eq!(one(&bytes), at("encoding_unknown", Some(3), ""));
    let marked = [b"\xEF\xBB\xBF", &*gb18030(&file(&[HEADER, ROW]))].concat();
    assert_eq!(one(marked), at("encoding_unknown", Some(2), ""));
}

#[test]
fn headers_that_do_not_fit() {
    let with = |header: &str| file(&[header, ROW]);
    let missing = |name: &str| at("column_missing", Some(1), name);
    assert_eq!(one(file(&[ROW, PROJECT_ROW])), missing(""));
    let without_kind = file(&[
        &HEADER.replace(",kind", ""),
        &ROW.replace(",basic_public", ""),
    ]);
    assert_eq!(one(without_kind), missing("kind"));
    let without_amount = file(&[&HEADER.replace(",amount_fen", ""), &ROW.replace(",100", "")]);
    assert_eq!(one(without_amount), missing("amount_fen"));
    let unknown = |name: &str| at("column_unknown", Some(1), name);
    assert_eq!(
        one(with(&HEADER.replace("amount_fen", "金额"))),
        unknown("金额")
    );
    assert_eq!(
        one(with(&HEADER.replace("amount_fen", "金额（万元）"))),
        unknown("金额（万元）")
    );
    let with_memo = file(&[&format!("{HEADER},memo"), &format!("{ROW},")]);
    assert_eq!(one(with_memo), unknown("memo"));
    let repeated = |name: &str| at("column_repeated", Some(1), name);
    let twice = file(&[&format!("{HEADER},Year"), &format!("{ROW},2025")]);
    assert_eq!(one(twice), repeated("Year"));
    let in_two_languages = file(&[&format!("{HEADER},年度"), &format!("{ROW},2025")]);
    assert_eq!(one(in_two_languages), repeated("年度"));
    let two_amounts = file(&[&format!("{HEADER},金额（元）"), &format!("{ROW},1.00")]);
    assert_eq!(one(two_amounts), repeated("金额（元）"));
}

#[test]
fn rows_that_do_not_fit() {
    let long = "长".repeat(FIELD_CHARACTERS_MAX + 1);
    let malformed = |column: &str| at("row_malformed", Some(3), column);
    for (row, column) in [
        (
            "2025,中心,general_public,own,2025,2080109,30202,basic_public,",
            "amount_fen",
        ),
        ("2025", "unit"),
        (
            "2025,中心,general_public,own,2025,2080109,30202,basic_public,,1,2",
            "11",
        ),
        (
            "2025,中心,general_public,own,2025,2080109,30202,basic_public,,1,234,567",
            "11",
        ),
        (
            "2025,\"中心,general_public,own,2025,2080109,30202,basic_public,,1",
            "",
        ),
        (
            "2025,\"中\"心,general_public,own,2025,2080109,30202,basic_public,,1",
            "",
        ),
        (
            "2025,\"中\n心\",general_public,own,2025,2080109,30202,basic_public,,1",
            "unit",
        ),
        (
            "2025,中\u{200B}心,general_public,own,2025,2080109,30202,basic_public,,1",
            "unit",
        ),
        (
            "2025,中\u{7}心,general_public,own,2025,2080109,30202,basic_public,,1",
            "unit",
        ),
        (
            &format!("2025,{long},general_public,own,2025,2080109,30202,basic_public,,1"),
            "",
        ),
        (
            &format!("2025,\"{long}\",general_public,own,2025,2080109,30202,basic_public,,1"),
            "",
        ),
        (&",1".repeat(COLUMNS_MAX), ""),
    ] {
        assert_eq!(
            one(file(&[HEADER, ROW, row, PROJECT_ROW])),
            malformed(column),
            "{row}"
        );
    }
    let longest = "长".repeat(FIELD_CHARACTERS_MAX);
    assert_eq!(
        lines(file(&[HEADER, &ROW.replace("社会保险中心", &longest)])).len(),
        1
    );
}

/// Put `new` for `old` into a row and expect one problem, there and with that value.
fn refuses(old: &str, new: &str, token: &str, column: &str) {
    let row = ROW.replacen(old, new, 1);
    let found = problems(file(&[HEADER, &row, PROJECT_ROW]));
    let place = (&*found[0].token, found[0].row, found[0].column.as_deref());
    assert_eq!(
        (found.len(), place),
        (1, (token, Some(2), Some(column))),
        "{row}: {found:?}"
    );
    let value = found[0].value.as_deref().unwrap();
    assert!(new.replace('"', "").contains(value), "{row}: {value}");
}

#[test]
fn parts_of_a_key_that_do_not_fit() {
    for year in [
        "",
        "25",
        "二〇二五",
        "2025.0",
        "20250",
        "1899",
        "9999",
        "-202",
        "2025-01-01",
    ] {
        refuses("2025,社", &format!("{year},社"), "year_malformed", "year");
    }
    refuses(",own,2025,", ",own,去年,", "year_malformed", "origin_year");
    refuses(
        ",own,2025,",
        ",own,2026,",
        "origin_year_invalid",
        "origin_year",
    );
    refuses("社会保险中心", " \u{3000}", "unit_unknown", "unit");
    for fund in ["", "财政拨款", "单位资金", "General_Public"] {
        refuses("general_public", fund, "fund_unknown", "fund");
    }
    refuses(",own,", ",中央,", "level_unknown", "level");
    refuses("basic_public", "基本支出", "kind_unknown", "kind");
    refuses("basic_public", "project", "project_missing", "project");
    refuses("public,,", "public,修路,", "project_unexpected", "project");
}

#[test]
fn codes_that_do_not_fit() {
    for (code, token) in [
        ("208", "code_not_leaf"),
        ("20801", "code_not_leaf"),
        ("２０８０１", "code_not_leaf"),
        ("2080", "code_malformed"),
        ("20801091", "code_malformed"),
        ("208 01 09", "code_malformed"),
        ("2080109.0", "code_malformed"),
        ("", "code_malformed"),
    ] {
        refuses("2080109", code, token, "functional_code");
    }
    for (code, token) in [
        ("302", "code_not_leaf"),
        ("3020", "code_malformed"),
        ("3020100", "code_malformed"),
        ("3020l", "code_malformed"),
        ("", "code_malformed"),
    ] {
        refuses("30201", code, token, "economic_code");
    }
}

#[test]
fn amounts_that_do_not_fit() {
    for (amount, token) in [
        ("0", "amount_not_positive"),
        ("-5", "amount_not_positive"),
        ("", "amount_invalid"),
        ("1.5", "amount_subfen"),
        ("1e5", "amount_invalid"),
        ("壹佰", "amount_invalid"),
        ("\"1,00\"", "amount_invalid"),
        ("1000000000000001", "amount_out_of_range"),
        ("99999999999999999999", "amount_out_of_range"),
    ] {
        refuses(",100", &format!(",{amount}"), token, "amount_fen");
    }
}

#[test]
fn amounts_in_yuan_have_two_places() {
    let header = HEADER.replace("amount_fen", "金额（元）");
    for (amount, token) in [
        ("1.234", "amount_subfen"),
        ("￥5", "amount_invalid"),
        ("0.00", "amount_not_positive"),
    ] {
        let row = ROW.replace(",100", &format!(",{amount}"));
        assert_eq!(
            one(file(&[&header, &row])),
            at(token, Some(2), "金额（元）")
        );
    }
}

#[test]
fn a_line_that_stands_twice_names_the_first() {
    let other_amount = ROW.replace(",100", ",200");
    let found = problems(file(&[HEADER, ROW, PROJECT_ROW, &other_amount, ROW]));
    let places: Vec<_> = found
        .iter()
        .map(|problem| (&*problem.token, problem.row))
        .collect();
    assert_eq!(
        places,
        [("draft_exists", Some(4)), ("draft_exists", Some(5))]
    );
    assert!(
        found[1].message.contains("row 2 already"),
        "{}",
        found[1].message
    );
}

#[test]
fn all_problems_come_at_once_and_in_order() {
    let header = format!("{HEADER},memo").replace(",level", "");
    let row = |text: &str| text.replace(",own", "").replace(",upper", "") + ",";
    let short = "2025,中心";
    let wrong = ROW
        .replace("2025", "x")
        .replace("30201", "302")
        .replace(",100", ",0");
    let found = problems(file(&[
        &header,
        &row(ROW),
        short,
        &row(&wrong),
        &row(PROJECT_ROW),
    ]));
    let places: Vec<_> = found
        .iter()
        .map(|problem| (problem.row.unwrap(), &*problem.token))
        .collect();
    assert_eq!(
        places,
        [
            (1, "column_unknown"),
            (1, "column_missing"),
            (3, "row_malformed"),
            (4, "year_malformed"),
            (4, "year_malformed"),
            (4, "code_not_leaf"),
            (4, "amount_not_positive"),
        ]
    );
}

#[test]
fn a_quote_left_open_does_not_hide_other_rows() {
    let open = ROW.replace("社会保险中心", "\"社会保险中心");
    let wrong = ROW.replace(",100", ",\"1,00\"");
    let found = problems(file(&[HEADER, &open, &wrong, "", PROJECT_ROW]));
    let places: Vec<_> = found
        .iter()
        .map(|problem| (problem.row, &*problem.token))
        .collect();
    assert_eq!(
        places,
        [(Some(2), "row_malformed"), (Some(3), "amount_invalid")]
    );
}

#[test]
fn many_problems_are_counted() {
    let wrong = ROW.replace("2025", "x");
    let mut rows = vec![HEADER];
    rows.extend(std::iter::repeat_n(&*wrong, PROBLEMS_MAX));
    let found = problems(file(&rows));
    assert_eq!(found.len(), PROBLEMS_MAX + 1);
    let last = found.last().unwrap();
    assert_eq!((&*last.token, last.row), ("problems_omitted", None));
    assert!(last.message.ends_with(": 1000"), "{}", last.message);
}

#[test]
fn a_file_beyond_the_limit_is_not_read() {
    let bytes = vec![b' '; FILE_BYTES_MAX + 1];
    assert_eq!(one(bytes), at("file_too_large", None, ""));
}

#[test]
fn rows_beyond_the_limit_are_not_read() {
    let rows = usize::try_from(ROWS_MAX).unwrap() + 1;
    let found = problems(format!("{HEADER}\n{}", "1\n".repeat(rows)));
    assert_eq!((&*found[0].token, found[0].row), ("file_too_large", None));
    assert_eq!((&*found[1].token, found[1].row), ("row_malformed", Some(2)));
    let last = found.last().unwrap();
    assert!(last.message.ends_with(": 999000"), "{}", last.message);
}

#[test]
fn hints_say_what_a_spreadsheet_does_to_amounts_and_name_columns_in_chinese() {
    let header = HEADER.replace("amount_fen", "金额（元）");
    let said = |amount: &str| {
        let row = ROW.replace(",,100", &format!(",,{amount}"));
        let problem = problems(file(&[&header, &row])).remove(0);
        (problem.message, problem.hint)
    };
    let (message, _) = said("9000.000");
    assert!(message.contains("beyond the fen: 9000.000"), "{message}");
    assert!(said("").1.contains("opened and saved"));
    let found = problems(file(&[&header.replace("kind", "种类"), ROW]));
    assert!(found[0].hint.contains("kind 支出类别"), "{}", found[0].hint);
}
