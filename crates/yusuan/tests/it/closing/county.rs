//! A county with an open year, to be closed.

use std::path::PathBuf;

use tempfile::TempDir;
use yusuan::{
    ClosingAction, Fen, Fund, Kind, Ledger, Level, LineKey, Particulars, Plan, UnitKind, date,
};

pub(super) const UNIT: &str = "社会保险中心";
pub(super) const OTHER: &str = "就业服务中心";

/// A ledger in a folder of its own.
pub(super) struct County {
    pub(super) ledger: Ledger,
    folder: TempDir,
}

/// The key of a line of 2025, to be changed by a test.
pub(super) fn key(economic_code: &str, kind: Kind) -> LineKey {
    LineKey {
        year: 2025,
        unit: UNIT.to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Own,
        origin_year: 2025,
        functional_code: "2080109".to_owned(),
        economic_code: economic_code.to_owned(),
        kind,
        project: (kind == Kind::Project).then(|| "信息系统".to_owned()),
    }
}

/// Particulars of an act in the open year.
pub(super) fn march() -> Particulars {
    Particulars::on(date::parse("2025-03-01").unwrap()).document("财预〔2025〕3号")
}

pub(super) fn none() -> Particulars {
    Particulars::default()
}

/// The same line, of money of the year before.
pub(super) fn aged(key: LineKey) -> LineKey {
    LineKey {
        origin_year: 2024,
        ..key
    }
}

/// Return action, amount and policy of each decision.
pub(super) fn decided(plan: &Plan) -> Vec<(ClosingAction, i64, &str)> {
    let decisions = plan.decisions.iter();
    decisions
        .map(|it| (it.action, it.amount.get(), it.rule.policy.as_str()))
        .collect()
}

/// Export the plan, replace the first of each pair by the second, once, and load it.
pub(super) fn edited(county: &County, changes: &[(&str, &str)]) -> yusuan::Result<Plan> {
    let mut text = county.ledger.plan_close(2025).unwrap().to_csv().unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from} is not in\n{text}");
        text = text.replacen(from, to, 1);
    }
    county.ledger.load_plan_from("plan.csv", text.as_bytes())
}

impl County {
    /// A year with two units, not yet drafted.
    pub(super) fn preparing() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::create(folder.path().join("county.db"), "某县").unwrap();
        for unit in [UNIT, OTHER] {
            ledger
                .add_unit(unit, UnitKind::Institution, None, &none())
                .unwrap();
        }
        ledger.prepare_year(2025, &none()).unwrap();
        Self { ledger, folder }
    }

    /// The year 2025 open with these lines, and 2026 being prepared. Income that is not fiscal is
    /// budgeted as its lines are.
    pub(super) fn open(lines: &[(LineKey, i64)]) -> Self {
        let mut county = Self::preparing();
        let ledger = &mut county.ledger;
        let mut income = std::collections::BTreeMap::new();
        for (key, fen) in lines {
            ledger.draft(key, Fen::new(*fen)).unwrap();
            if !key.fund.is_fiscal() && key.origin_year == key.year {
                *income.entry((key.unit.clone(), key.fund)).or_insert(0) += fen;
            }
        }
        for ((unit, fund), fen) in income {
            ledger
                .budget_income(2025, &unit, fund, Fen::new(fen))
                .unwrap();
        }
        ledger.approve(2025, &march()).unwrap();
        ledger.prepare_year(2026, &none()).unwrap();
        county
    }

    /// The year 2025 open with a line of 10 yuan that is not fiscal; so much came in for it and is
    /// surplus already.
    pub(super) fn with_surplus(line: &LineKey, fen: i64) -> Self {
        let mut county = Self::open(&[(line.clone(), 1_000)]);
        let ledger = &mut county.ledger;
        let amount = Fen::new(fen);
        ledger
            .receive(2025, UNIT, line.fund, amount, &march())
            .unwrap();
        ledger.to_surplus(line, amount, &march()).unwrap();
        county
    }

    /// The year 2025 open with a line of one yuan, and 2026 with an estimate of what that carries over.
    pub(super) fn estimated(fen: i64) -> (Self, LineKey) {
        let line = key("30201", Kind::BasicPublic);
        let mut county = Self::open(&[(line.clone(), 100)]);
        let carried = LineKey { year: 2026, ..line };
        let ledger = &mut county.ledger;
        ledger.draft(&carried, Fen::new(fen)).unwrap();
        let day = Particulars::on(date::parse("2026-02-01").unwrap());
        let approval = day.document("预算批复〔2026〕1号");
        ledger.approve(2026, &approval).unwrap();
        (county, carried)
    }

    /// Write a file beside the ledger.
    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Close 2025 as the policies say.
    pub(super) fn close(&mut self) -> yusuan::Certificate {
        let plan = self.ledger.plan_close(2025).unwrap();
        self.ledger.close(&plan, &none()).unwrap()
    }

    /// Return what a line of any year has available.
    pub(super) fn available(&self, key: &LineKey) -> i64 {
        self.ledger.balance(key).unwrap().available().unwrap().get()
    }
}
