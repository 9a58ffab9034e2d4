//! Made-up publications: random budgets, printed in the ways of many offices, with known slips.
//!
//! Tests and the measurement of the checker share this.

#![allow(
    dead_code,
    reason = "tests and the measurement each use a part of this"
)]
#![expect(
    clippy::unwrap_used,
    reason = "what helps a test panics as the test itself does"
)]

pub(crate) mod accounts;
pub(crate) mod print;
pub(crate) mod rates;
pub(crate) mod sentences;
pub(crate) mod slips;
pub(crate) mod statements;

use std::collections::BTreeMap;

use yusuan::tables::{BudgetInput, BudgetLine, CodeNames, Table, TableOptions, budget_tables};
use yusuan::{Fen, Fund, Kind, Level};

const LINES: &str = include_str!("../../../yusuan-cli/demo/lines-2025.csv");
const FUNCTIONAL: &str = include_str!("../../catalogue/functional-expenditure.csv");
const ECONOMIC: &str = include_str!("../../catalogue/economic-department.csv");

/// A generator of numbers that are the same on every machine (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Return a number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap();
        usize::try_from(self.next() % end).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// Say yes in so many of a hundred cases.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// What is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Published {
    /// The eleven tables of a budget.
    Budget,
    /// The nine of a year that was run.
    Accounts,
}

impl Published {
    pub(crate) const ALL: [Self; 2] = [Self::Budget, Self::Accounts];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Accounts => "final accounts",
        }
    }

    pub(crate) const fn count(self) -> usize {
        match self {
            Self::Budget => 11,
            Self::Accounts => 9,
        }
    }

    /// Make the tables of a random publication, and a text about them.
    pub(crate) fn with_text(
        self,
        size: Size,
        options: &TableOptions,
        random: &mut Random,
    ) -> (Vec<Table>, String) {
        let lines = budget(size, random);
        match self {
            Self::Budget => {
                let mut last = budget(Size::Office, random);
                for line in &mut last {
                    (line.year, line.origin_year) = (line.year - 1, line.origin_year - 1);
                }
                let text = statements::budget(&lines, &last, options);
                (tables(&lines, options), text)
            }
            Self::Accounts => {
                let made = accounts::tables(&accounts::run(&lines, random), options);
                let text = statements::accounts(&made, random);
                (made, text)
            }
        }
    }

    /// Make the tables of a random publication.
    pub(crate) fn tables(
        self,
        size: Size,
        options: &TableOptions,
        random: &mut Random,
    ) -> Vec<Table> {
        let lines = budget(size, random);
        match self {
            Self::Budget => tables(&lines, options),
            Self::Accounts => accounts::tables(&accounts::run(&lines, random), options),
        }
    }
}

/// How large a budget is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// The first user's own budget of 2025.
    FirstUser,
    /// One office: 20 lines.
    Office,
    /// A school or hospital: 80 lines.
    Large,
    /// A department of several units: 400 lines.
    Department,
}

impl Size {
    pub(crate) const ALL: [Self; 4] =
        [Self::FirstUser, Self::Office, Self::Large, Self::Department];

    pub(crate) const fn lines(self) -> usize {
        match self {
            Self::FirstUser => 27,
            Self::Office => 20,
            Self::Large => 80,
            Self::Department => 400,
        }
    }
}

fn records(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let heads = lines.next().unwrap();
    lines
        .map(|cells| {
            let pairs = heads.iter().zip(cells);
            pairs
                .map(|(head, cell)| ((*head).to_owned(), cell.to_owned()))
                .collect()
        })
        .collect()
}

/// Return the shipped names.
pub(crate) fn names() -> CodeNames {
    let read = |text: &str| {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let records = reader.records().map(Result::unwrap);
        records
            .map(|record| (record[0].to_owned(), record[1].to_owned()))
            .collect()
    };
    CodeNames {
        functional: read(FUNCTIONAL),
        economic: read(ECONOMIC),
    }
}

/// Make the tables of a budget.
pub(crate) fn tables(lines: &[BudgetLine], options: &TableOptions) -> Vec<Table> {
    let names = names();
    let input = BudgetInput {
        year: 2025,
        title_unit: "某某县社会保险中心",
        lines,
        names: &names,
        options,
    };
    budget_tables(&input).unwrap()
}

/// Make a budget of a size; the first user's is always the same.
pub(crate) fn budget(size: Size, random: &mut Random) -> Vec<BudgetLine> {
    if size == Size::FirstUser {
        return first_user();
    }
    let names = names();
    let long = |names: &BTreeMap<String, String>, length: usize| -> Vec<String> {
        names
            .keys()
            .filter(|code| code.len() == length)
            .cloned()
            .collect()
    };
    let (functional, economic) = (long(&names.functional, 7), long(&names.economic, 5));
    // An office spends on a few purposes, again and again.
    let purposes: Vec<String> = (0..size.lines() / 8 + 3)
        .map(|_| random.pick(&functional).clone())
        .collect();
    let units = if size == Size::Department { 6 } else { 1 };
    let has_other_kinds = random.percent(15);
    (0..size.lines())
        .map(|_| line(random, &purposes, &economic, units, has_other_kinds))
        .collect()
}

fn line(
    random: &mut Random,
    purposes: &[String],
    economic: &[String],
    units: usize,
    has_other_kinds: bool,
) -> BudgetLine {
    let fund = if random.percent(70) {
        Fund::GeneralPublic
    } else {
        *random.pick(&Fund::ALL)
    };
    let kind = match random.below(100) {
        0..45 => Kind::BasicPersonnel,
        45..65 => Kind::BasicPublic,
        95.. if has_other_kinds => Kind::Operating,
        _ => Kind::Project,
    };
    let economic_code = match kind {
        Kind::BasicPersonnel => pick_class(random, economic, &["301", "303"]),
        Kind::BasicPublic => pick_class(random, economic, &["302"]),
        _ => random.pick(economic).clone(),
    };
    let digits = random.below(7);
    let most = 10_usize.pow(u32::try_from(digits).unwrap() + 4);
    let amount = match random.below(3) {
        // Whole hundreds of yuan, whole yuan, and anything: offices differ.
        0 => (random.below(most) / 10_000 + 1) * 10_000,
        1 => (random.below(most) / 100 + 1) * 100,
        _ => random.below(most) + 1,
    };
    BudgetLine {
        unit: format!("某某县第{}中心", random.below(units) + 1),
        fund,
        level: if random.percent(80) {
            Level::Own
        } else {
            Level::Upper
        },
        year: 2025,
        origin_year: if random.percent(85) { 2025 } else { 2024 },
        functional_code: random.pick(purposes).clone(),
        economic_code,
        kind,
        project: (kind == Kind::Project).then(|| format!("专项{}经费", random.below(9) + 1)),
        amount: Fen::new(i64::try_from(amount).unwrap()),
    }
}

fn pick_class(random: &mut Random, economic: &[String], classes: &[&str]) -> String {
    let fits = |code: &&String| classes.iter().any(|class| code.starts_with(class));
    let codes: Vec<&String> = economic.iter().filter(fits).collect();
    (*random.pick(&codes)).clone()
}

fn first_user() -> Vec<BudgetLine> {
    let mut lines: Vec<BudgetLine> = records(LINES)
        .iter()
        .map(|record| BudgetLine {
            unit: record["unit"].clone(),
            fund: record["fund"].parse().unwrap(),
            level: record["level"].parse().unwrap(),
            year: 2025,
            origin_year: record["origin_year"].parse().unwrap(),
            functional_code: record["functional_code"].clone(),
            economic_code: record["economic_code"].clone(),
            kind: record["kind"].parse().unwrap(),
            project: Some(record["project"].clone()).filter(|project| !project.is_empty()),
            amount: Fen::parse_fen(&record["amount_fen"]).unwrap(),
        })
        .collect();
    let carried = BudgetLine {
        origin_year: 2024,
        level: Level::Upper,
        functional_code: "2299999".to_owned(),
        economic_code: "30299".to_owned(),
        kind: Kind::Project,
        project: Some("驻村工作专项经费".to_owned()),
        amount: Fen::new(5_000_000),
        ..lines[0].clone()
    };
    lines.push(carried);
    lines
}
