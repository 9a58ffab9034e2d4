//! Turning the decisions of a plan into one voucher. Whatever the lines share is looked up once.

use std::collections::HashMap;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::grants;
use super::plan::{ClosingAction, Decision, MoneyAction, MoneyDecision, Plan};
use super::target::Target;
use crate::acts::description;
use crate::catalogue;
use crate::error::{Error, Result, Rule};
use crate::journal::{Act, Event, Particulars, Posting, Record, RecordTable, Voucher};
use crate::line::{self, Fund, LineId, LineKey};
use crate::progress::{Counter, Stage};

/// Return the voucher that posts the decisions of a plan.
pub(super) fn voucher(
    connection: &Connection,
    plan: &Plan,
    particulars: &Particulars,
) -> Result<Voucher> {
    let mut poster = Poster::new(connection, plan)?;
    let is_cover = |money: &&MoneyDecision| money.action == MoneyAction::CoverDeficit;
    for money in plan.money.iter().filter(is_cover) {
        poster.money(money)?;
    }
    let total = u64::try_from(plan.decisions.len()).ok();
    let mut counter = Counter::begin(Stage::Deciding, total);
    for decision in &plan.decisions {
        poster.decision(decision)?;
        counter.step()?;
    }
    counter.end()?;
    for money in plan.money.iter().filter(|money| !is_cover(money)) {
        poster.money(money)?;
    }
    let mut particulars = particulars.clone();
    let granted = grants::of_plan(plan, &std::mem::take(&mut particulars.overrides));
    for (policy, document) in granted {
        particulars = particulars.overriding(policy, document);
    }
    Ok(poster.finish(&particulars))
}

/// Builds the voucher.
struct Poster<'c> {
    connection: &'c Connection,
    year: i16,
    target: Target,
    units: HashMap<String, i64>,
    incomes: HashMap<(i16, i64, Fund), i64>,
    surpluses: HashMap<(i64, Fund), i64>,
    /// Lines of the next year by the line that they carry on.
    carried: HashMap<LineId, i64>,
    /// Lines of the next year that this voucher creates; kept only where two lines become one.
    renamed: HashMap<LineKey, i64>,
    next_line: i64,
    /// Whether next year had a line before.
    has_next_lines: bool,
    next_commitment: i64,
    next_income: i64,
    next_surplus: i64,
    line_table: &'static RecordTable,
    commitment_table: &'static RecordTable,
    // Kept apart, since rows of one table are written many to a statement.
    books: Vec<Record>,
    lines: Vec<Record>,
    commitments: Vec<Record>,
    postings: Vec<Posting>,
}

impl<'c> Poster<'c> {
    fn new(connection: &'c Connection, plan: &Plan) -> Result<Self> {
        let is_carried = |decision: &Decision| decision.action == ClosingAction::CarryForward;
        let target = Target::of_year(connection, plan.year)?;
        if plan.decisions.iter().any(is_carried) {
            target.require(connection)?;
        }
        let next = |max| line::next_id(connection, max);
        Ok(Self {
            connection,
            year: plan.year,
            target,
            units: catalogue::unit_ids(connection)?,
            incomes: HashMap::new(),
            surpluses: HashMap::new(),
            carried: HashMap::new(),
            renamed: HashMap::new(),
            next_line: line::keep_line(connection)?,
            has_next_lines: line::has_lines(connection, plan.year.saturating_add(1))?,
            next_commitment: next("SELECT coalesce(max(commitment_id), 0) FROM commitment")?,
            next_income: next("SELECT coalesce(max(income_id), 0) FROM income")?,
            next_surplus: next("SELECT coalesce(max(surplus_id), 0) FROM surplus")?,
            line_table: description("line")?,
            commitment_table: description("commitment")?,
            books: Vec::new(),
            lines: Vec::new(),
            commitments: Vec::new(),
            postings: Vec::with_capacity(plan.decisions.len()),
        })
    }

    fn money(&mut self, money: &MoneyDecision) -> Result<()> {
        let (event, has_income) = match money.action {
            MoneyAction::IncomeToSurplus => (Event::IncomeToSurplus, true),
            MoneyAction::CoverDeficit => (Event::CoverDeficit, true),
            MoneyAction::EarmarkSurplus => (Event::EarmarkSurplus, false),
            MoneyAction::PoolSurplus => (Event::PoolOut, false),
            MoneyAction::PoolEarmarked => (Event::PoolEarmarkedOut, false),
        };
        let mut posting = Posting::new(event, money.amount.require_positive()?);
        let unit = self.unit(&money.unit)?;
        if has_income {
            posting.income = Some(self.income(self.year, unit, money.fund)?);
        }
        posting.surplus = Some(self.surplus(unit, money.fund)?);
        self.postings.push(posting);
        if matches!(event, Event::PoolOut | Event::PoolEarmarkedOut) {
            let heir = self.target.heir(&money.unit).map(|it| it.new.clone());
            let heir = self.unit(&heir.unwrap_or_default())?;
            let mut given = Posting::new(event.pooled_in(), money.amount);
            given.surplus = Some(self.surplus(heir, money.fund)?);
            self.postings.push(given);
        }
        Ok(())
    }

    /// Post a decision.
    fn decision(&mut self, decision: &Decision) -> Result<()> {
        let key = &decision.line.key;
        if key.year != self.year {
            return Err(foreign(key));
        }
        let event = match decision.action {
            ClosingAction::Release => Event::Release,
            ClosingAction::CarryForward => Event::CarryForward,
            ClosingAction::ToSurplus | ClosingAction::Surrender => Event::ToSurplus,
            ClosingAction::Recall => Event::Recall,
            ClosingAction::Lapse => Event::Lapse,
        };
        let unit = self.unit(&key.unit)?;
        let mut posting = Posting::new(event, decision.amount.require_positive()?);
        posting.line = Some(decision.line.id.get());
        if !key.fund.is_fiscal() {
            posting.income = Some(self.income(self.year, unit, key.fund)?);
        }
        posting.commitment = decision.commitment_id;
        match event {
            Event::CarryForward => self.carry(decision, &mut posting)?,
            Event::ToSurplus => posting.surplus = Some(self.surplus(unit, key.fund)?),
            _ => {}
        }
        self.postings.push(posting);
        if decision.action == ClosingAction::Surrender {
            let mut surrendered = Posting::new(Event::Surrender, decision.amount);
            surrendered.surplus = posting.surplus;
            self.postings.push(surrendered);
        }
        Ok(())
    }

    /// Name where a decision carries its line and its commitment to.
    fn carry(&mut self, decision: &Decision, posting: &mut Posting) -> Result<()> {
        let to_line = match self.carried.get(&decision.line.id) {
            Some(to_line) => *to_line,
            None => self.next_line(decision)?,
        };
        posting.to_line = Some(to_line);
        let fund = decision.line.key.fund;
        if !fund.is_fiscal() {
            let key = self.target.key(&decision.line.key);
            let unit = self.unit(&key.unit)?;
            posting.to_income = Some(self.income(key.year, unit, fund)?);
        }
        if let Some(commitment) = decision.commitment_id {
            let sql = "SELECT contract FROM commitment WHERE commitment_id = ?1";
            let mut statement = self.connection.prepare_cached(sql)?;
            let contract: String = statement.query_row([commitment], |row| row.get(0))?;
            let id = self.next_commitment;
            self.next_commitment = id.saturating_add(1);
            self.commitments.push(Record {
                table: self.commitment_table,
                values: vec![
                    Value::from(id),
                    Value::from(to_line),
                    Value::from(contract),
                    Value::from(commitment),
                ],
            });
            posting.to_commitment = Some(id);
        }
        Ok(())
    }

    /// Return the line of the next year that carries a line on; the voucher creates it when there
    /// is none.
    fn next_line(&mut self, decision: &Decision) -> Result<i64> {
        let key = self.target.key(&decision.line.key);
        let unit = self.unit(&key.unit)?;
        let known = match self.renamed.get(&key) {
            Some(id) => Some(*id),
            None if self.has_next_lines => {
                line::find_of_unit(self.connection, &key, unit)?.map(LineId::get)
            }
            None => None,
        };
        let id = if let Some(id) = known {
            id
        } else {
            let id = self.next_line;
            self.next_line = id.saturating_add(1);
            self.lines.push(Record {
                table: self.line_table,
                values: line::key_record(id, &key, unit),
            });
            if self.target.is_renaming() {
                self.renamed.insert(key, id);
            }
            id
        };
        self.carried.insert(decision.line.id, id);
        Ok(id)
    }

    fn unit(&self, name: &str) -> Result<i64> {
        match self.units.get(name) {
            Some(id) => Ok(*id),
            None => catalogue::require_unit(self.connection, name),
        }
    }

    /// Return an income; the voucher creates it when there is none.
    fn income(&mut self, year: i16, unit: i64, fund: Fund) -> Result<i64> {
        if let Some(id) = self.incomes.get(&(year, unit, fund)) {
            return Ok(*id);
        }
        let id = if let Some(id) = line::income_id(self.connection, year, unit, fund)? {
            id
        } else {
            let id = self.next_income;
            self.next_income = id.saturating_add(1);
            let columns = vec![
                Value::from(i64::from(year)),
                Value::from(unit),
                Value::from(fund.as_str().to_owned()),
            ];
            self.create("income", id, columns)?;
            id
        };
        self.incomes.insert((year, unit, fund), id);
        Ok(id)
    }

    /// Return a surplus; the voucher creates it when there is none.
    fn surplus(&mut self, unit: i64, fund: Fund) -> Result<i64> {
        if let Some(id) = self.surpluses.get(&(unit, fund)) {
            return Ok(*id);
        }
        let id = if let Some(id) = line::surplus_id(self.connection, unit, fund)? {
            id
        } else {
            let id = self.next_surplus;
            self.next_surplus = id.saturating_add(1);
            let columns = vec![Value::from(unit), Value::from(fund.as_str().to_owned())];
            self.create("surplus", id, columns)?;
            id
        };
        self.surpluses.insert((unit, fund), id);
        Ok(id)
    }

    /// Create an income or a surplus.
    fn create(&mut self, table: &'static str, id: i64, columns: Vec<Value>) -> Result<()> {
        let mut values = Vec::with_capacity(columns.len().saturating_add(1));
        values.push(Value::from(id));
        values.extend(columns);
        self.books.push(Record {
            table: description(table)?,
            values,
        });
        Ok(())
    }

    fn finish(self, particulars: &Particulars) -> Voucher {
        let mut voucher = Voucher::new(Act::Close, Some(self.year), particulars);
        // A commitment names its line, which is there before it.
        voucher.records = self.books;
        voucher.records.extend(self.lines);
        voucher.records.extend(self.commitments);
        voucher.postings = self.postings;
        voucher
    }
}

/// Refuse a decision on a line that is not of the plan's year.
fn foreign(key: &LineKey) -> Error {
    Error::refused(
        Rule::PlanInvalid,
        format!("the plan names a line that is not of its year: {key}"),
        "make the plan again",
    )
}
