//! Final accounts, with every figure reckoned by hand: surplus of funds that are not fiscal,
//! distribution, pooling, and money that goes back to finance.

use tempfile::TempDir;
use yusuan::tables::{
    FinalOptions, FinalTemplates, Table, TableError, TableOptions, Verdict, check_final_tables,
};
use yusuan::{
    AsOf, CurrencyUnit, Direction, ErrorKind, Fen, Fund, Kind, Ledger, Level, LineKey, Particulars,
    UnitKind, date,
};

const SCHOOL: &str = "一中";
const MERGED: &str = "二中";
const BUSINESS: Fund = Fund::UnitBusinessIncome;
const OTHER: Fund = Fund::UnitOtherIncome;

/// The unit, the fund, the codes, the kind, and the project of one.
type Words = (
    &'static str,
    Fund,
    (&'static str, &'static str),
    Kind,
    Option<&'static str>,
);

const OFFICE: Words = (
    SCHOOL,
    Fund::GeneralPublic,
    ("2080109", "30201"),
    Kind::BasicPublic,
    None,
);
const LAND: Words = (
    SCHOOL,
    Fund::GovernmentFund,
    ("2120803", "30299"),
    Kind::Project,
    Some("征地"),
);
const TRAINING: Words = (
    SCHOOL,
    BUSINESS,
    ("2080109", "30216"),
    Kind::Project,
    Some("培训"),
);
/// Money that the reckoning leaves out, for tables that would have none.
const MORE: [Words; 3] = [
    (
        SCHOOL,
        Fund::StateCapital,
        ("2299999", "30299"),
        Kind::Project,
        Some("改制"),
    ),
    (
        SCHOOL,
        Fund::GeneralPublic,
        ("2080109", "30217"),
        Kind::BasicPublic,
        None,
    ),
    (
        SCHOOL,
        Fund::GeneralPublic,
        ("2080109", "31013"),
        Kind::Project,
        Some("公车"),
    ),
];

const CANTEEN: Words = (MERGED, OTHER, ("2080109", "30201"), Kind::BasicPublic, None);

fn key((unit, fund, codes, kind, project): Words, year: i16, origin_year: i16) -> LineKey {
    LineKey {
        year,
        unit: unit.to_owned(),
        fund,
        level: Level::Own,
        origin_year,
        functional_code: codes.0.to_owned(),
        economic_code: codes.1.to_owned(),
        kind,
        project: project.map(str::to_owned),
    }
}

fn on(day: &str) -> Particulars {
    Particulars::on(date::parse(day).unwrap()).document("例〔2024〕1号")
}

fn yuan(yuan: i64) -> Fen {
    Fen::new(yuan * 100)
}

struct County {
    ledger: Ledger,
    folder: TempDir,
}

impl County {
    fn approve(&mut self, year: i16, drafts: &[(Words, i64)], incomes: &[(&str, Fund, i64)]) {
        for (words, amount) in drafts {
            let key = key(*words, year, year);
            self.ledger.draft(&key, yuan(*amount)).unwrap();
        }
        for (unit, fund, amount) in incomes {
            self.ledger
                .budget_income(year, unit, *fund, yuan(*amount))
                .unwrap();
        }
        self.ledger
            .approve(year, &on(&format!("{year}-02-17")))
            .unwrap();
    }

    fn pay(&mut self, key: LineKey, amount: i64) {
        let day = format!("{}-06-30", key.year);
        self.ledger.pay(key, yuan(amount), None, &on(&day)).unwrap();
    }

    fn close(&mut self, year: i16) {
        let plan = self.ledger.plan_close(year).unwrap();
        self.ledger.close(&plan, &Particulars::default()).unwrap();
    }

    fn tables(&self, year: i16, unit: Option<&str>) -> Vec<Table> {
        let options = FinalOptions {
            currency_unit: Some(CurrencyUnit::Yuan),
            ..FinalOptions::default()
        };
        self.ledger.final_tables(year, unit, &options).unwrap()
    }
}

/// 2024: a recall, money left for the next year, a surplus of fiscal money, and two of other money.
fn first_year() -> County {
    first_year_with(&[])
}

fn first_year_with(more: &[Words]) -> County {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(folder.path().join("county.db"), "某县").unwrap();
    let none = Particulars::default();
    for unit in [SCHOOL, MERGED] {
        ledger
            .add_unit(unit, UnitKind::Institution, None, &none)
            .unwrap();
    }
    for year in [2024, 2025, 2026] {
        ledger.prepare_year(year, &none).unwrap();
    }
    let mut county = County { ledger, folder };
    let mut drafts = vec![(OFFICE, 1000), (LAND, 500), (TRAINING, 400), (CANTEEN, 300)];
    drafts.extend(more.iter().map(|words| (*words, 70)));
    let incomes = [(SCHOOL, BUSINESS, 400), (MERGED, OTHER, 300)];
    county.approve(2024, &drafts, &incomes);
    let ledger = &mut county.ledger;
    let june = on("2024-06-01");
    ledger
        .receive(2024, SCHOOL, BUSINESS, yuan(450), &june)
        .unwrap();
    ledger
        .receive(2024, MERGED, OTHER, yuan(300), &june)
        .unwrap();
    let line = |words| key(words, 2024, 2024);
    ledger.recall(line(OFFICE), yuan(40), &june).unwrap();
    ledger.to_surplus(line(LAND), yuan(100), &june).unwrap();
    for (words, amount) in [(OFFICE, 900), (LAND, 200), (TRAINING, 400), (CANTEEN, 100)] {
        county.pay(line(words), amount);
    }
    county
}

/// 2025: everything that a surplus can do, and fiscal money that goes back in both ways.
fn both_years() -> County {
    both_years_with(&[])
}

fn both_years_with(more: &[Words]) -> County {
    let mut county = first_year_with(more);
    let successors = county.folder.path().join("successors.csv");
    std::fs::write(&successors, "scheme,old,new\nunit,二中,一中\n").unwrap();
    let none = Particulars::default();
    county
        .ledger
        .load_successors(2024, &successors, &none)
        .unwrap();
    county.close(2024);
    let mut drafts = vec![(OFFICE, 2000), (TRAINING, 300)];
    drafts.extend(more.iter().map(|words| (*words, 70)));
    county.approve(2025, &drafts, &[(SCHOOL, BUSINESS, 300)]);
    let ledger = &mut county.ledger;
    ledger.deactivate_unit(MERGED, &none).unwrap();
    let may = on("2025-05-01");
    ledger
        .pool_surplus(2025, MERGED, OTHER, yuan(200), &may)
        .unwrap();
    ledger
        .distribute(2025, SCHOOL, OTHER, yuan(30), &may)
        .unwrap();
    ledger
        .earmark_surplus(2025, SCHOOL, BUSINESS, yuan(20), &may)
        .unwrap();
    let training = key(TRAINING, 2025, 2025);
    ledger
        .use_surplus(training.clone(), yuan(25), &may)
        .unwrap();
    ledger
        .receive(2025, SCHOOL, BUSINESS, yuan(320), &may)
        .unwrap();
    // Of 2024's 100 yuan 40 go up and 60 are used; 15 of what was carried forward are recalled.
    ledger
        .surrender(2025, SCHOOL, Fund::GovernmentFund, yuan(40), &may)
        .unwrap();
    let land = key(LAND, 2025, 2024);
    ledger.use_surplus(land.clone(), yuan(60), &may).unwrap();
    ledger.recall(land.clone(), yuan(15), &may).unwrap();
    let (old, new) = (key(OFFICE, 2025, 2024), key(OFFICE, 2025, 2025));
    ledger
        .prior_year_adjustment(old.clone(), Direction::Decrease, yuan(3), None, &may)
        .unwrap();
    ledger.supplement(new.clone(), yuan(5), &may).unwrap();
    // What the year itself left is handed up within it.
    ledger.to_surplus(new.clone(), yuan(30), &may).unwrap();
    ledger
        .surrender(2025, SCHOOL, Fund::GeneralPublic, yuan(30), &may)
        .unwrap();
    for (key, amount) in [(training, 310), (land, 195), (old, 50), (new, 1900)] {
        county.pay(key, amount);
    }
    for words in more {
        county.pay(key(*words, 2025, 2025), 60);
    }
    county
}

/// Return whole yuan of a row, on either side; nothing is zero.
fn figures(table: &Table, row: &str, columns: &[&str]) -> Vec<i64> {
    let row = table.row(row).or_else(|| table.expenditure_row(row));
    let row = row.unwrap_or_else(|| panic!("{} has no such row", table.id));
    let fen = |column: &&str| row.cell(column).unwrap().fen().unwrap_or_default().get();
    columns.iter().map(|column| fen(column) / 100).collect()
}

/// Return the two feet of 收入支出决算总表: 本年, 使用或分配, 年初或年末, 总计.
fn feet(overview: &Table) -> (Vec<i64>, Vec<i64>) {
    let foot = |ids: [&str; 4], column| -> Vec<i64> {
        let rows = overview.rows.iter();
        let at = |id: &str| {
            let mut found = rows.clone().filter(|row| {
                row.id() == Some(id) && column == "income_amount"
                    || overview.expenditure_row(id) == Some(row) && column == "expenditure_amount"
            });
            let cell = found.next().unwrap().cell(column).unwrap();
            cell.fen().unwrap_or_default().get() / 100
        };
        ids.into_iter().map(at).collect()
    };
    (
        foot(
            ["current", "surplus_used", "opening", "total"],
            "income_amount",
        ),
        foot(
            ["current", "distributed", "closing", "total"],
            "expenditure_amount",
        ),
    )
}

fn nothing_differs(county: &County, year: i16) {
    for unit in [None, Some(SCHOOL), Some(MERGED)] {
        let checks = county
            .ledger
            .check_final(year, unit, &FinalOptions::default())
            .unwrap();
        let differ: Vec<_> = checks
            .iter()
            .filter(|check| check.verdict == Verdict::Differs)
            .collect();
        assert!(differ.is_empty(), "{differ:#?}");
    }
}

#[test]
fn the_first_year_begins_with_nothing() {
    let mut county = first_year();
    county.close(2024);
    let tables = county.tables(2024, None);
    // 960 + 500 + 450 + 300 = 2210; what other money left is distributed, what fiscal money left stays.
    let income = vec![2210, 0, 0, 2210];
    assert_eq!(feet(&tables[0]), (income, vec![1600, 250, 360, 2210]));
    let fund = ["opening", "income", "spend_total", "closing"];
    assert_eq!(figures(&tables[6], "2120803", &fund), [0, 500, 200, 300]);
    nothing_differs(&county, 2024);
}

#[test]
fn what_is_handed_up_pooled_and_distributed_is_accounted_for() {
    let mut county = both_years();
    county.close(2025);
    nothing_differs(&county, 2025);
    let tables = county.tables(2025, None);
    // Opening: 60 − 3 of the office, and 200 + 100 − 40 − 15 of the land.
    let (income, expenditure) = feet(&tables[0]);
    assert_eq!(income, [2295, 25, 302, 2622]);
    assert_eq!(expenditure[0], 2455);
    assert_eq!(expenditure[3], 2622);
    // 35 yuan of business money are left: 15 stay with the project, 20 go into the surplus.
    assert_eq!(expenditure[1..3], [20, 147]);

    let all = |id: &str| tables.iter().find(|table| table.id == id).unwrap();
    let income = ["total", "fiscal", "business", "other"];
    assert_eq!(
        figures(all("final-02"), "2080109", &income),
        [2295, 1975, 320, 0]
    );
    let fund = ["opening", "income", "spend_total", "closing"];
    assert_eq!(figures(all("final-07"), "total", &fund), [245, 0, 195, 50]);
    assert_eq!(
        figures(all("final-05"), "total", &["total", "basic"]),
        [1950, 1950]
    );

    let flows = [
        "opening",
        "adjusted",
        "pooled_in",
        "pooled_out",
        "surrendered",
        "internal",
        "income",
        "paid",
        "distributed",
        "closing",
    ];
    let balances = all("final-balances");
    let row = |id| figures(balances, id, &flows);
    let general = [60, -3, 0, 0, 0, 0, 1975, 1950, 0, 82];
    assert_eq!(row("general_public_carried"), general);
    // Carried forward once already, what is left of it becomes surplus.
    let land = [200, 0, 0, 0, 15, 10, 0, 195, 0, 0];
    assert_eq!(row("government_fund_carried"), land);
    let handed_up = [100, 0, 0, 0, 40, -10, 0, 0, 0, 50];
    assert_eq!(row("government_fund_surplus"), handed_up);
    assert_eq!(
        row("nonfiscal_carried"),
        [0, 0, 0, 0, 0, 5, 320, 310, 0, 15]
    );
    let pooled = [250, 0, 200, 200, 0, -25, 0, 0, 30, 195];
    assert_eq!(row("nonfiscal_surplus"), pooled);
    assert_eq!(row("earmarked"), [0, 0, 0, 0, 0, 20, 0, 0, 0, 20]);

    // The school alone gets what the merged one gives.
    let school = county.tables(2025, Some(SCHOOL));
    let surplus = figures(&school[11], "nonfiscal_surplus", &flows);
    assert_eq!(surplus, [50, 0, 200, 0, 0, -25, 0, 0, 30, 195]);
}

#[test]
fn budget_and_final_account_stand_side_by_side() {
    let mut county = both_years();
    county.close(2025);
    let table = county
        .ledger
        .final_table("final-comparison", 2025, None, &FinalOptions::default())
        .unwrap();
    // 2000 and 60 of the office, 300 of the training; 3 taken back, 5, 25 and no more added, and 30
    // became surplus within the year, which is authority all the same.
    let columns = ["approved", "adjusted", "final"];
    assert_eq!(figures(&table, "2080109", &columns), [2360, 2387, 2260]);
    assert_eq!(figures(&table, "2120803", &columns), [200, 245, 195]);
    let rate = |row: &str, column: &str| table.row(row).unwrap().cell(column).unwrap().text();
    assert_eq!(rate("2080109", "rate_approved"), Some("95.76%"));
    assert_eq!(rate("2120803", "rate_fiscal_adjusted"), Some("79.59%"));
}

#[test]
fn before_the_closing_the_tables_are_drafts() {
    let county = both_years();
    nothing_differs(&county, 2025);
    let tables = county.tables(2025, None);
    assert_eq!(tables[0].title, "收入支出决算总表（草稿）");
    let note = tables[0].notes.last().unwrap();
    assert!(note.contains("2025年尚未结账"), "{note}");
    // Nothing is decided yet: 35 yuan of business money are still in hand.
    let (income, expenditure) = feet(&tables[0]);
    assert_eq!(
        (income, expenditure),
        (vec![2295, 25, 302, 2622], vec![2455, 0, 167, 2622])
    );

    let error = county
        .ledger
        .final_tables(2026, None, &FinalOptions::default())
        .unwrap_err();
    assert_eq!(error.code(), "year_preparing");
}

#[test]
fn a_closed_year_stays_as_it_was_published() {
    let mut county = both_years();
    let before = county.tables(2024, None);
    county.close(2025);
    assert_eq!(county.tables(2024, None), before);
    assert!(!before[0].title.contains("草稿"));
}

#[test]
fn an_earlier_moment_gives_a_draft() {
    let mut county = both_years();
    county.close(2025);
    let options = FinalOptions {
        as_of: AsOf::on(date::parse("2025-04-30").unwrap()),
        ..FinalOptions::default()
    };
    let table = county
        .ledger
        .final_table("final-01", 2025, None, &options)
        .unwrap();
    assert!(table.title.ends_with("（草稿）"), "{}", table.title);
    // Only the approved 2000 and what 2024 left; business money had not come in.
    assert_eq!(
        feet(&table),
        (vec![2000, 0, 360, 2360], vec![0, 0, 2360, 2360])
    );
}

#[test]
fn a_table_that_was_altered_is_found() {
    let mut county = both_years_with(&MORE);
    county.close(2025);
    let templates = FinalTemplates::built_in().unwrap();
    let template = templates.choose(None, 2025).unwrap();
    let options = TableOptions {
        currency_unit: CurrencyUnit::Yuan,
        ..TableOptions::default()
    };
    let tables = county.tables(2025, None);
    let differing = |tables: &[Table]| -> Vec<&str> {
        let checks = check_final_tables(tables, template, &options).unwrap();
        let differ = checks
            .iter()
            .filter(|check| check.verdict == Verdict::Differs);
        differ.map(|check| check.number).collect()
    };
    assert_eq!(differing(&tables), [""; 0]);
    let mut found = std::collections::BTreeSet::new();
    // No printed amount stands alone: whichever is one fen off, an identity says so.
    for at in 0..tables.len() {
        for row in 0..tables[at].rows.len() {
            for cell in 0..tables[at].rows[row].cells.len() {
                let mut altered = tables.clone();
                let cell = &mut altered[at].rows[row].cells[cell];
                let name = format!("{} {row} {}", tables[at].id, cell.0);
                if let yusuan::tables::Cell::Amount {
                    fen: Some(fen),
                    text,
                } = &mut cell.1
                {
                    *fen = fen.checked_add(Fen::new(1)).unwrap();
                    *text = Some(fen.to_yuan_string());
                    let differ = differing(&altered);
                    found.extend(differ.iter().copied());
                    assert!(!differ.is_empty(), "{name}");
                }
            }
        }
    }
    let numbers: Vec<&str> = check_final_tables(&tables, template, &options)
        .unwrap()
        .iter()
        .map(|check| check.number)
        .filter(|number| !found.contains(number))
        .collect();
    assert_eq!(numbers, [""; 0], "no altered cell breaks these");

    let error = check_final_tables(&tables[1..], template, &options).unwrap_err();
    assert_eq!(
        error,
        TableError::TableMissing {
            id: "final-01".to_owned()
        }
    );
}

#[test]
fn a_template_chooses_order_unit_and_rows() {
    let mut county = both_years();
    county.close(2025);
    let own = FinalTemplates::built_in_file()
        .replace(
            "first_year = 2022\n",
            "first_year = 2022\nregion = '昌吉'\n",
        )
        .replace("classes = \"used\"", "classes = \"all\"")
        .replace("economic_codes = \"used\"", "economic_codes = \"all\"")
        .replace("\"wan_yuan\"", "\"yuan\"");
    let templates = FinalTemplates::read("own.toml", own.as_bytes()).unwrap();
    let options = FinalOptions {
        templates: Some(templates),
        region: Some("昌吉".to_owned()),
        ..FinalOptions::default()
    };
    let tables = county.ledger.final_tables(2025, None, &options).unwrap();
    assert_eq!(tables[0].currency_unit, CurrencyUnit::Yuan);
    assert!(tables[0].expenditure_row("201").is_some());
    assert!(tables[5].row("30101").is_some() && tables[5].expenditure_row("30201").is_some());
    let checks = county.ledger.check_final(2025, None, &options).unwrap();
    assert!(checks.iter().all(|check| check.verdict == Verdict::Holds));

    // Nobody else has a template for 2025 in that file.
    let elsewhere = FinalOptions {
        region: Some("伊犁".to_owned()),
        ..options
    };
    let error = county
        .ledger
        .final_tables(2025, None, &elsewhere)
        .unwrap_err();
    assert_eq!(
        (error.code(), error.kind()),
        ("template_unknown", ErrorKind::NotFound)
    );

    // Until 2021 三公 stood before the two budgets.
    let templates = FinalTemplates::built_in().unwrap();
    let order = |year| -> Vec<&str> {
        let template = templates.choose(Some("伊犁"), year).unwrap();
        let tables = template.tables[6..].iter();
        tables.map(|table| table.content.as_str()).collect()
    };
    assert_eq!(
        order(2020),
        ["three_public", "government_fund", "state_capital"]
    );
    assert_eq!(
        order(2024),
        ["government_fund", "state_capital", "three_public"]
    );
}

/// Return the messages for a template with some lines of the built-in ones put otherwise.
fn faults(changes: &[(&str, &str)]) -> Vec<String> {
    let mut text = FinalTemplates::built_in_file().to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    let faults = FinalTemplates::read("own.toml", text.as_bytes()).unwrap_err();
    assert_eq!(faults.token(), "template_invalid");
    let column = |fault: &yusuan::SourceError| fault.column.clone().unwrap_or_default();
    let message = |fault| format!("{}: {}", column(fault), fault.message);
    faults.0.iter().map(message).collect()
}

#[test]
fn a_wrong_template_is_refused_with_all_its_faults() {
    let wrong = faults(&[
        ("name = \"三公在前\"\n", "colour = \"red\"\n"),
        ("last_year = 2021", "last_year = 1949"),
        ("\"wan_yuan\"", "\"dollar\""),
        ("classes = \"used\"", "classes = \"some\""),
        ("[\"301\", \"303\"]", "[\"31\"]"),
        (
            "three_public_budget = \"adjusted\"",
            "three_public_budget = 1",
        ),
        ("[\"general_public\"]", "[\"unit_other_income\"]"),
        (
            "funds = [\"government_fund\"]",
            "funds = [\"general_public\"]",
        ),
        ("content = \"overview\"", "content = \"summary\""),
        ("title = \"收入决算表\"", "title = \" \""),
        ("content = \"expenditure\"", "content = \"income\""),
    ]);
    assert_eq!(
        wrong,
        [
            "colour: a template has no such key",
            "name: the key is missing",
            "last_year: this is no year from 1950 to 9999",
            "currency_unit: this is neither wan_yuan or yuan: dollar",
            "classes: this is neither all or used: some",
            "personnel_classes: an economic class has three digits: 31",
            "three_public_budget: this is no text",
            "three_public_funds: 三公 counts fiscal money alone: unit_other_income",
            "income: two rows count this fund: general_public",
            "income: no row counts this fund: government_fund",
            "table: there is no such content: summary",
            "table: title is missing or blank",
            "table: it stands there twice: income",
            "table: it is missing: overview",
            "table: it is missing: expenditure",
        ]
    );
    let apart = faults(&[
        ("first_year = 2022", "first_year = 2021"),
        ("name = \"三公在后\"", "name = \"三公在前\""),
    ]);
    assert_eq!(
        apart,
        [
            "name: another template has this name: 三公在前",
            "first_year: 2021 has a template already: 三公在前",
        ]
    );
    assert_eq!(
        faults(&[("last_year = 2021", "last_year = 1951\nfirst_year = 1950")]).len(),
        1
    );
    let empty = FinalTemplates::read("own.toml", b"").unwrap_err();
    assert_eq!(empty.0[0].message, "the file has no [[template]]");
}
