//! Final accounts, with every figure reckoned by hand: surplus of funds that are not fiscal,
//! distribution, pooling, and money that goes back to finance.

mod altered;
mod reckoned;
mod templates;
mod together;

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
