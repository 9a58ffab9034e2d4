//! Commands that read.

use std::fs;

use serde_json::Value;

use crate::county::{County, UNIT};
use crate::printed;

#[test]
fn tables_are_text_csv_or_json() {
    let county = County::of_demo();
    let all = county.json("tables 2025");
    assert_eq!(all.as_array().unwrap().len(), 11);
    assert_eq!(county.json(&format!("tables 2025 --unit {UNIT}")), all);
    let two = county.json("tables 2025 --table budget-11,budget-01");
    assert_eq!((&two[0], &two[1]), (&all[10], &all[0]));
    let two = county.json("tables 2025 --table budget-11 --table budget-01");
    assert_eq!((&two[0], &two[1]), (&all[10], &all[0]));
    let one = county.json("tables 2025 --table budget-11");
    assert_eq!(one, Value::from(vec![all[10].clone()]));

    let text = county.run("tables 2025 --table budget-10").done();
    assert_eq!(
        county.run("tables 2025 --text --table budget-10").done(),
        text
    );
    assert!(
        text.contains("公务接待费                    0.50"),
        "{text}"
    );
    let csv = county.run("tables 2025 --csv --table budget-10").done();
    assert!(csv.starts_with("“三公”经费支出内容,合计,"), "{csv}");
    let said = county.run("tables 2025 --csv");
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.talk.contains("--out"), "{}", said.talk);
    let error = county.refuse("tables 2025 --table budget-12", "table_unknown");
    assert_eq!(error["argument"], "--table");
    county.refuse("tables 2026", "year_unknown");
    county.refuse("tables 2025 --unit 无此单位", "unit_unknown");
    assert_eq!(county.run("tables 2025 --json --csv").code, 2);
}

#[test]
fn tables_have_variants() {
    let county = County::of_demo();
    let total = |options: &str| {
        let tables = county.json(&format!("tables 2025 --table budget-06 {options}"));
        let cell = &tables[0]["rows"][0]["cells"]["total"];
        cell["text"].as_str().unwrap().to_owned()
    };
    assert_eq!(total(""), "646.04");
    assert_eq!(total("--yuan"), "6460439.45");
    assert_eq!(total("--yuan --thousands-separator"), "6,460,439.45");
    assert_eq!(total("--foot-displayed"), "646.05");
    let with = county.json("tables 2025 --table budget-04 --fiscal-overview-includes-carryover");
    assert!(with.to_string().contains("651.04"));
}

#[test]
fn final_accounts_are_asked_for_by_name_or_all() {
    let county = County::of_closed_demo();
    let ids = |words: &str| -> Vec<String> {
        let tables = county.json(words);
        let tables = tables.as_array().unwrap().iter();
        tables
            .map(|table| table["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids("tables 2025 --final").len(), 12);
    let mixed = "tables 2025 --table final-07,budget-10,final-balances";
    assert_eq!(ids(mixed), ["final-07", "budget-10", "final-balances"]);
    let yuan = county.run("tables 2025 --table final-09 --yuan --thousands-separator");
    assert!(yuan.done().contains("13,900.00"));
    let error = county.refuse("tables 2025 --table final-10", "table_unknown");
    assert_eq!(error["argument"], "--table");
    county.refuse("tables 2026 --final", "year_preparing");
    for ignored in [
        "tables 2025 --final --table final-01",
        "tables 2025 --region 昌吉",
        "tables 2025 --table budget-01 --templates own.toml",
        "checks 2025 --region 昌吉",
        "tables 2025 --final --fiscal-overview-includes-carryover",
    ] {
        assert_eq!(county.run(ignored).code, 2, "{ignored}");
    }
    let draft = County::of_demo().run("tables 2025 --table final-01").done();
    assert!(draft.contains("收入支出决算总表（草稿）"), "{draft}");
    assert!(draft.contains("2025年尚未结账"), "{draft}");
}

#[test]
fn a_template_of_ones_own_is_read_whole_or_refused_whole() {
    let county = County::of_closed_demo();
    let own = yusuan::tables::FinalTemplates::built_in_file();
    let file = county.path("own.toml");
    fs::write(&file, own.replace("\"wan_yuan\"", "\"yuan\"")).unwrap();
    let words = format!("tables 2025 --final --templates {}", file.display());
    assert_eq!(county.json(&words)[0]["currency_unit"], "元");
    fs::write(&file, own.replace("\"wan_yuan\"", "\"dollar\"")).unwrap();
    let error = county.refuse(&words, "template_invalid");
    assert_eq!(
        error["problems"].as_array().map(Vec::len),
        Some(2),
        "{error}"
    );
    county.refuse(
        "tables 2025 --final --templates nowhere.toml",
        "file_missing",
    );
}

#[test]
fn tables_are_written_as_files() {
    let county = County::of_demo();
    let folder = county.path("out/of/nothing");
    let out = folder.to_str().unwrap();
    for (form, ending) in [("", "txt"), ("--csv", "csv"), ("--json", "json")] {
        let said = county.run(&format!("tables 2025 {form} --out {out}"));
        let named = said.done();
        let last = folder.join(format!("budget-11.{ending}"));
        assert!(named.contains(last.to_str().unwrap()), "{named}");
        assert!(fs::read_to_string(last).unwrap().contains("驻村工作"));
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 33);
    let file = county.write("file", "mine");
    for command in ["tables 2025", "export-parquet", "publish 2025 --only json"] {
        let error = county.refuse(&format!("{command} --out {file}"), "file_not_written");
        assert_eq!(error["exit_code"], 3);
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("a file stands where"), "{message}");
    }
}

#[test]
fn drafts_have_tables_too() {
    let county = County::preparing();
    let csv = county.write("lines.csv", include_str!("../../demo/lines-2025.csv"));
    county.run(&format!("import {csv}")).done();
    let tables = county.json("tables 2025 --table budget-06");
    assert_eq!(tables[0], printed::exact()[5]);
}

#[test]
fn tables_as_of_a_day_are_those_of_the_approval() {
    let county = County::of_demo();
    let approved = county.json("tables 2025 --table budget-01");
    let as_of = county.json("tables 2025 --table budget-01 --as-of 2025-12-31");
    assert_eq!(as_of, approved);
    county.refuse("tables 2025 --as-of 2024-12-31", "year_preparing");
    county.refuse("tables 2025 --known-at-voucher 1", "year_preparing");
}

#[test]
fn checks_tell_rounding_from_error() {
    let county = County::of_demo();
    let checks = county.json("checks 2025");
    let rounding: Vec<&Value> = checks
        .as_array()
        .unwrap()
        .iter()
        .filter(|check| check["verdict"] == "rounding")
        .map(|check| &check["number"])
        .collect();
    assert_eq!(rounding, ["6.2", "6.4", "6.9"]);
    let said = county.run("checks 2025");
    let table = said.done();
    for verdict in ["  相符  ", "  尾差  ", "  不符  "] {
        assert!(table.contains(verdict), "{table}");
    }
    let said = county.run("checks 2025");
    assert!(
        said.talk
            .contains("56 hold, 3 are off by rounding, 2 differ"),
        "{}",
        said.talk
    );
}

#[test]
fn lines_show_what_is_left() {
    let county = County::of_demo();
    let report = county.json("lines 2025");
    assert_eq!(report["state"], "open");
    let lines = report["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 26);
    assert_eq!(lines[0]["key"]["origin_year"], 2024);
    assert_eq!(lines[0]["balance"]["carried_in_fen"], 5_000_000);
    let text = county.run("lines 2025").done();
    let widths: Vec<&str> = text.lines().collect();
    assert_eq!(widths.len(), 27);
    assert!(text.contains("50000.00"), "{text}");
    county.refuse("lines 2026", "year_unknown");
}

#[test]
fn the_log_is_read_in_parts() {
    let county = County::of_demo();
    county
        .run("pay 1.00 --line 24 --dated 2025-03-01 --payee 某公司 --document 发票 --key k1 --prepared-by 王 --reviewed-by 李")
        .done();
    let said = county.run("log --limit 2");
    assert!(said.talk.contains("go on with --after 2"), "{}", said.talk);
    assert!(
        said.done()
            .starts_with("voucher 1 create\nvoucher 2 add_unit\n")
    );
    let newest = county.run("log --after 147").done();
    assert_eq!(
        newest,
        "voucher 148 post year 2025 dated 2025-03-01 document 发票 prepared_by 王 reviewed_by 李 \
         key k1\n  posting 175 pay 1.00 line 24 payee 某公司\n"
    );
    let entry = &county.json("log --after 147")[0];
    assert_eq!(entry["postings"][0]["payee"], "某公司");
    assert_eq!(county.run("log --limit 0").code, 2);
}

#[test]
fn the_head_moves_with_every_voucher() {
    let county = County::of_demo();
    let before = county.run("head").done();
    assert!(
        before.starts_with("yusuan:1 voucher 147 posting 174 sha256 "),
        "{before}"
    );
    let receipt = county.json("pay 1.00 --line 24 --dated 2025-03-01");
    let after = county.run("head").done();
    assert_ne!(before, after);
    assert!(
        after
            .trim_end()
            .ends_with(receipt["hash"].as_str().unwrap())
    );
}

#[test]
fn execution_is_grouped_and_has_a_past() {
    let county = County::of_demo();
    let table = county.json("execution 2025 --by kind,functional_group --yuan");
    assert_eq!(table["id"], "execution");
    assert_eq!(table["rows"][0]["cells"]["kind"], "总计");
    assert_eq!(table["rows"][1]["id"], "basic_personnel");
    let text = county.run("execution 2025 --by functional_group").done();
    assert!(
        text.contains("功能分类\n") || text.contains("功能分类 "),
        "{text}"
    );
    assert!(text.contains("\n（款）"), "{text}");
    let text = county.run("execution 2025 --by month").done();
    assert!(text.contains("2025年预算执行情况表"), "{text}");
    let csv = county.run("execution 2025 --by fund --csv").done();
    assert!(csv.starts_with("资金性质,年初批复,"), "{csv}");
    let before = county.run("execution 2025 --as-of 2025-01-01").done();
    assert!(before.contains("日期截至 2025-01-01"), "{before}");
    let error = county.refuse("execution 2025 --by colour", "grouping_unknown");
    assert_eq!(error["argument"], "--by");
    let hint = error["hint"].as_str().unwrap();
    assert!(
        hint.starts_with("one of line, department, unit, "),
        "{error}"
    );
    county.refuse("execution 2025 --as-of 2025-02-30", "date_invalid");
    county.refuse("execution 2026", "year_unknown");
    county.refuse("execution 2025 --known-at-voucher 10000", "voucher_unknown");
    let both = "execution 2025 --known-at-voucher 1 --known-at-posting 1";
    assert_eq!(county.run(both).code, 2);

    let lines = |options: &str| county.json(&format!("lines 2024 {options}"))["lines"].clone();
    assert_eq!(
        lines("--known-at-posting 0"),
        Value::from(Vec::<Value>::new())
    );
    assert_eq!(lines("--as-of 2024-12-31"), lines(""));
}

#[test]
fn money_beside_lines_is_listed() {
    let county = County::of_demo();
    let incomes = county.json("incomes 2024");
    assert_eq!(
        incomes[0]["money_fen"], 0,
        "a closed year has no money left"
    );
    assert!(county.run("incomes 2024").done().contains("其他收入"));
    let stocks = county.json("surpluses");
    assert_eq!(
        stocks.as_array().unwrap().len(),
        county.run("surpluses").done().lines().count() - 1
    );
    let commitments = county.json("commitments 2024");
    let listed = county.run("commitments 2024 --as-of 2024-12-31").done();
    assert_eq!(
        commitments.as_array().unwrap().len(),
        listed.lines().count() - 1
    );
    county.refuse("commitments 1999", "year_unknown");
}

#[test]
fn a_line_is_explained_and_heads_are_compared() {
    let county = County::of_demo();
    let explained = county.json("explain --line 1");
    assert_eq!(explained["terms"][0]["total"], "original");
    let text = county.run("explain --line 1 --as-of 2024-12-31").done();
    assert!(text.starts_with("指标 1：2024年"), "{text}");
    county.refuse("explain --line 10000", "line_unknown");

    let kept = county.run("head").done();
    let kept = kept.trim();
    let paid = "pay 1.00 --line 20 --dated 2025-03-01";
    county.run(paid).done();
    let path = county.path("county.db");
    let path = path.to_str().unwrap();
    let diff = |head: &str| crate::county::yusuan(&["diff", path, head]);
    let text = diff(kept).done();
    assert!(text.contains("指标 20  支付"), "{text}");
    assert!(text.contains("post year 2025 dated 2025-03-01"), "{text}");
    let said = crate::county::yusuan(&["--json", "diff", path, "yusuan"]);
    assert_eq!(said.error()["argument"], "HEAD");
}

#[test]
fn a_log_can_be_narrowed() {
    let county = County::of_demo();
    let count = |options: &str| {
        county
            .json(&format!("log --limit 1000 {options}"))
            .as_array()
            .unwrap()
            .len()
    };
    assert!(count("--year 2024 --event pay") < count("--year 2024"));
    assert!(count("--line 1") < count(""));
    assert_eq!(count("--until 1999-12-31"), 0);
    let error = county.refuse("log --event gift", "event_unknown");
    assert_eq!(error["argument"], "--event");
    county.refuse("log --since 2025-02-30", "date_invalid");
    county.refuse("log --line 10000", "line_unknown");
}

#[test]
fn a_log_longer_than_what_is_read_at_once_is_whole() {
    let county = County::of_demo();
    let mut ledger = yusuan::Ledger::open(county.path("county.db")).unwrap();
    let none = yusuan::Particulars::default();
    ledger
        .transaction(|ledger| {
            for number in 0..2_100 {
                let kind = yusuan::UnitKind::Institution;
                ledger.add_unit(&format!("单位{number}"), kind, None, &none)?;
            }
            Ok(())
        })
        .unwrap();
    let newest = ledger.head().unwrap().voucher_id;
    drop(ledger);
    let listed = county.json("log --limit 10000");
    let listed = listed.as_array().unwrap().iter();
    let listed: Vec<_> = listed
        .map(|entry| entry["voucher_id"].as_i64().unwrap())
        .collect();
    assert_eq!(listed, (1..=newest).collect::<Vec<_>>());

    let said = county.run("log --limit 1500");
    let last = format!("go on with --after {}", 1_500);
    assert!(said.talk.contains(&last), "{}", said.talk);
    assert_eq!(said.out.matches("voucher ").count(), 1_500);
    let said = county.run(&format!("log --limit 10 --after {}", newest - 10));
    assert_eq!((said.code, said.talk.as_str()), (0, ""));
    assert_eq!(
        county.json(&format!("log --after {newest}")),
        Value::from(Vec::<Value>::new())
    );
}

#[test]
fn the_journal_is_written_for_programs_that_there_are() {
    let county = County::of_demo();
    let out = county.path("county.journal");
    let name = out.to_str().unwrap();
    let said = county.run(&format!("export-journal --for hledger --out {name}"));
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.talk);
    assert!(said.talk.contains("transactions on"), "{}", said.talk);
    let written = fs::read_to_string(&out).unwrap();
    assert!(
        written.starts_with("; yusuan demo, yusuan:1 voucher "),
        "{written:.80}"
    );
    let told = county.json(&format!("export-journal --for beancount --out {name}"));
    let transactions = fs::read_to_string(&out)
        .unwrap()
        .matches("\n  posting: ")
        .count();
    assert_eq!(told["transaction_count"], transactions);
    assert!(told["head"]["voucher_id"].is_i64());

    let before = fs::read(&out).unwrap();
    let error = county.refuse(
        &format!("export-journal --for gnucash --out {name}"),
        "word_unknown",
    );
    assert_eq!(error["argument"], "--for");
    assert_eq!(error["hint"], "one of beancount, hledger");
    assert_eq!(fs::read(&out).unwrap(), before);
    let error = county
        .run("export-journal --json --for hledger --out nowhere/x")
        .error();
    assert_eq!(
        (error["code"].as_str(), error["argument"].as_str()),
        (Some("file_not_written"), Some("--out"))
    );
}
