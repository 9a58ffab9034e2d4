//! Line files: read correctly where there is one plain meaning, refused with their place where
//! there is none.

use crate::county::{County, UNIT};

const HEADER: &str =
    "year,unit,fund,level,origin_year,functional_code,economic_code,kind,project,amount";

fn row(amount: &str) -> String {
    format!("2025,{UNIT},general_public,own,2025,2080109,30201,basic_public,,{amount}")
}

fn file(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

/// Import a file that must be refused; return the first problem.
fn refused(content: impl AsRef<[u8]>, token: &str) -> serde_json::Value {
    let county = County::preparing();
    let csv = county.write("lines.csv", content);
    let error = county.refuse(&format!("import {csv}"), token);
    assert_eq!(error["exit_code"], 1);
    let talk = county.run(&format!("import {csv}")).talk;
    assert!(talk.contains("lines.csv"), "{talk}");
    error["problems"][0].clone()
}

#[test]
fn cells_name_their_row_and_column() {
    for (from, to, token, column) in [
        ("1.00", "1e3", "amount_invalid", "amount"),
        ("1.00", "1.005", "amount_subfen", "amount"),
        ("1.00", "-1.00", "amount_not_positive", "amount"),
        ("1.00", "0", "amount_not_positive", "amount"),
        ("1.00", "", "amount_invalid", "amount"),
        ("1.00", "10000000000000.01", "amount_out_of_range", "amount"),
        ("2080109", "2080177", "code_unknown", "functional_code"),
        ("2080109", "20801", "code_not_leaf", "functional_code"),
        ("30201", "302", "code_not_leaf", "economic_code"),
        ("30201", "30277", "code_unknown", "economic_code"),
        (UNIT, "无此单位", "unit_unknown", "unit"),
        ("general_public", "general", "fund_unknown", "fund"),
        ("own", "county", "level_unknown", "level"),
        ("own,2025", "own,2026", "origin_year_invalid", "origin_year"),
        (
            "basic_public,",
            "basic_public,某项目",
            "project_unexpected",
            "project",
        ),
        ("basic_public", "project", "project_missing", "project"),
        ("basic_public", "basic", "kind_unknown", "kind"),
        ("2025,", "2026,", "year_unknown", "year"),
        ("2025,", "25,", "year_malformed", "year"),
    ] {
        let other = row("5.00").replace("30201", "30202");
        let wrong = row("1.00").replacen(from, to, 1);
        let problem = refused(file(&[other, wrong]), token);
        assert_eq!(
            (&problem["row"], &problem["column"]),
            (&3.into(), &column.into()),
            "{token}: {problem}"
        );
    }
}

#[test]
fn every_problem_is_listed_and_nothing_is_written() {
    let county = County::preparing();
    let rows = [
        row("1.00"),
        row("1e3"),
        row("2.00").replace("2080109", "208"),
    ];
    let csv = county.write("lines.csv", file(&rows));
    let error = county.refuse(&format!("import {csv}"), "amount_invalid");
    let rows: Vec<_> = error["problems"].as_array().unwrap().iter().collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["row"], &rows[1]["row"]), (&3.into(), &4.into()));
    let talk = county.run(&format!("import {csv}")).talk;
    assert!(
        talk.contains("row 3, column amount: amount_invalid: "),
        "{talk}"
    );
    assert!(
        talk.contains("row 4, column functional_code: code_not_leaf: "),
        "{talk}"
    );
}

#[test]
fn a_line_stands_once() {
    let problem = refused(file(&[row("1.00"), row("2.00")]), "draft_exists");
    assert_eq!(problem["row"], 3);
    let county = County::preparing();
    let csv = county.write("lines.csv", file(&[row("1.00")]));
    county.run(&format!("import {csv}")).done();
    let error = county.refuse(&format!("import {csv}"), "draft_exists");
    assert_eq!(error["problems"][0]["row"], 2);
}

#[test]
fn headers_are_complete_and_known() {
    let good = file(&[row("1.00")]);
    let missing = good.replace(",level", "").replace(",own", "");
    refused(missing, "column_missing");
    let extra = good
        .replace(",amount", ",amount,colour")
        .replace("1.00", "1.00,red");
    refused(extra, "column_unknown");
    let twice = good
        .replace(",amount", ",amount,amount")
        .replace("1.00", "1.00,1.00");
    refused(twice, "column_repeated");
    let long = good.replace("1.00", "1.00,1.00");
    refused(long, "row_malformed");
    refused("", "file_empty");
    refused(HEADER, "file_empty");
    refused(",,,\n,,,\n", "file_empty");
    refused(b"PK\x03\x04 workbook", "encoding_unknown");
}

#[test]
fn a_file_that_is_not_there() {
    let county = County::preparing();
    let path = county.path("no.csv");
    let error = county.refuse(&format!("import {}", path.display()), "file_missing");
    assert_eq!(error["exit_code"], 3);
    let folder = path.parent().unwrap();
    county.refuse(&format!("import {}", folder.display()), "file_is_folder");
}

/// GBK, as Chinese spreadsheets still write it: 社保 as a unit, 一般公共预算 as a fund.
const GBK_UNIT: &[u8] = b"\xC9\xE7\xB1\xA3";
const GBK_FUND: &[u8] = b"\xD2\xBB\xB0\xE3\xB9\xAB\xB9\xB2\xD4\xA4\xCB\xE3";

#[test]
fn files_with_one_plain_meaning_are_read() {
    let mark =
        "\u{FEFF}".to_owned() + &file(&[row("1,234.50").replace("1,234.50", "\"1,234.50\"")]);
    let wide = file(&[row("１２３４．５０")]);
    let fen = file(&[row("123450")]).replace(",amount", ",amount_fen");
    let windows = file(&[row("1234.5")]).replace('\n', "\r\n");
    for content in [mark, wide, fen, windows] {
        let county = County::preparing();
        let csv = county.write("lines.csv", &content);
        let imported = county.json(&format!("import {csv}"));
        assert_eq!(imported["total_fen"], 123_450, "{content}");
    }
    let county = County::preparing();
    county.run("unit 社保 --kind institution").done();
    let mut gbk = format!("{HEADER}\n2025,").into_bytes();
    gbk.extend_from_slice(GBK_UNIT);
    gbk.push(b',');
    gbk.extend_from_slice(GBK_FUND);
    gbk.extend_from_slice(b",own,2025,2080109,30201,basic_public,,1.00\n");
    let csv = county.write("lines.csv", gbk);
    county.json(&format!("import {csv}"));
    let drafts = county.json("lines 2025");
    assert_eq!(drafts["drafts"][0]["key"]["unit"], "社保");
    assert_eq!(drafts["drafts"][0]["key"]["fund"], "general_public");
}

#[test]
fn successors_are_loaded_or_every_row_is_named() {
    let county = County::preparing();
    let csv = county.write(
        "wrong.csv",
        "scheme,old,new\neconomic,30277,30202\ncode,1,2\n",
    );
    let error = county.refuse(&format!("load-successors 2025 {csv}"), "successor_invalid");
    let rows = [0, 1].map(|problem| &error["problems"][problem]["row"]);
    assert_eq!(
        rows,
        [2, 3],
        "the ledger's problems stand beside the file's"
    );
    let csv = county.write("right.csv", "scheme,old,new\neconomic,30201,30202\n");
    let receipt = county.json(&format!("load-successors 2025 {csv}"));
    assert_eq!(receipt["posting_count"], 0);
}
