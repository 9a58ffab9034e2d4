//! One movement of a voucher, as it is said: names and amounts, nothing looked up yet.

use serde::{Deserialize, Serialize};

use crate::journal::Event;
use crate::line::{Fund, LineName};
use crate::money::Fen;

/// One movement of a voucher: what [`Ledger::post`](crate::Ledger::post) carries.
///
/// Each is said like the verb of the same name; a verb is a voucher of one entry.
///
/// # Examples
///
/// ```
/// use yusuan::{Entry, Fen, LineId};
///
/// let line = LineId::new(1);
/// let entries = [
///     Entry::commit(line, Fen::new(100_000), "2025-07").counterparty("某公司"),
///     Entry::pay(line, Fen::new(123_456)).payee("文具店"),
/// ];
/// assert_eq!(entries[1].amount(), Some(Fen::new(123_456)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(try_from = "Said")]
pub struct Entry {
    pub(super) movement: Movement,
    #[serde(rename = "amount_fen")]
    pub(super) amount: Fen,
    /// Who is paid, or whom the contract is with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) party: Option<String>,
    /// The payment of an earlier year that came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) refunds: Option<i64>,
    /// The line that gets what came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to_line: Option<LineName>,
}

/// An entry as it was written, before anybody looked whether it can be said.
#[derive(Deserialize)]
struct Said {
    movement: Movement,
    amount_fen: Fen,
    party: Option<String>,
    refunds: Option<i64>,
    to_line: Option<LineName>,
}

impl TryFrom<Said> for Entry {
    type Error = String;

    /// Refuse an event that no function of [`Entry`] says: those of closings are for closings.
    fn try_from(said: Said) -> Result<Self, Self::Error> {
        let entry = Self {
            movement: said.movement,
            amount: said.amount_fen,
            party: said.party,
            refunds: said.refunds,
            to_line: said.to_line,
        };
        match entry.event() {
            Some(event) if !entry.movement.is_of(event) => {
                Err(format!("no entry says {event} like this"))
            }
            _ => Ok(entry),
        }
    }
}

/// What moves, by what names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Movement {
    /// An event on a line that is there.
    Line(Event, LineName),
    /// 追加, which may make its line.
    Supplement(LineName),
    /// 调剂 from one line into another, which it may make.
    Transfer(LineName, LineName),
    /// 承诺 for a contract.
    Commit(LineName, String),
    /// An event on a commitment.
    Commitment(Event, i64),
    /// 退回 of a payment of this year.
    Refund(i64),
    /// 退回 of a payment of an earlier year.
    RefundPriorYear(i64),
    /// 以前年度调整（增）.
    PriorYearIncrease(LineName),
    /// An event on the income of a year, unit and fund.
    Income(Event, i16, String, Fund),
    /// An event on the surplus of a unit and fund, in a year.
    Surplus(Event, i16, String, Fund),
    /// 归集: out of the surplus of a unit, by the event, into that of the unit that took it over.
    Pool(Event, i16, String, Fund),
    /// 冲销 of one posting, whole.
    Reverse(i64),
}

impl Movement {
    /// Say whether an event can be said by this.
    const fn is_of(&self, event: Event) -> bool {
        match self {
            Self::Line(..) => matches!(
                event,
                Event::Reduce
                    | Event::Recall
                    | Event::PriorYearDecrease
                    | Event::Pay
                    | Event::ToSurplus
                    | Event::UseSurplus
                    | Event::UseEarmarked
                    | Event::AllocateEarly
                    | Event::TrueUpIncrease
                    | Event::TrueUpDecrease
                    | Event::Lapse
            ),
            Self::Commitment(..) => matches!(event, Event::Pay | Event::Commit | Event::Release),
            Self::Income(..) => matches!(
                event,
                Event::IncomeIncrease
                    | Event::IncomeDecrease
                    | Event::Receive
                    | Event::ReturnIncome
            ),
            Self::Surplus(..) => matches!(
                event,
                Event::Surrender | Event::Distribute | Event::EarmarkSurplus
            ),
            Self::Pool(..) => matches!(event, Event::PoolOut | Event::PoolEarmarkedOut),
            _ => true,
        }
    }
}

impl Entry {
    const fn new(movement: Movement, amount: Fen) -> Self {
        Self {
            movement,
            amount,
            party: None,
            refunds: None,
            to_line: None,
        }
    }

    fn on_line(event: Event, line: impl Into<LineName>, amount: Fen) -> Self {
        Self::new(Movement::Line(event, line.into()), amount)
    }

    /// Give a line more (追加); a line named by a new key is created.
    pub fn supplement(line: impl Into<LineName>, amount: Fen) -> Self {
        Self::new(Movement::Supplement(line.into()), amount)
    }

    /// Take from a line what is not used (追减).
    pub fn reduce(line: impl Into<LineName>, amount: Fen) -> Self {
        Self::on_line(Event::Reduce, line, amount)
    }

    /// Move money between two lines of one year, fund, level and origin (调剂).
    pub fn transfer(from: impl Into<LineName>, to: impl Into<LineName>, amount: Fen) -> Self {
        Self::new(Movement::Transfer(from.into(), to.into()), amount)
    }

    /// Take back for finance what is not used (收回).
    pub fn recall(line: impl Into<LineName>, amount: Fen) -> Self {
        Self::on_line(Event::Recall, line, amount)
    }

    /// Add to a line what belongs to an earlier year (以前年度调整).
    pub fn prior_year_increase(line: impl Into<LineName>, amount: Fen) -> Self {
        Self::new(Movement::PriorYearIncrease(line.into()), amount)
    }

    /// Take from a line what an earlier year did not leave after all.
    pub fn prior_year_decrease(line: impl Into<LineName>, amount: Fen) -> Self {
        Self::on_line(Event::PriorYearDecrease, line, amount)
    }

    /// Take back, in an open year, what was paid in an earlier one.
    ///
    /// The line that gets it is that of the payment in the year of the voucher: same key, same
    /// origin year, made when it is not there. Another is named with [`Entry::to_line`].
    #[must_use]
    pub const fn refund_prior_year(payment_id: i64, amount: Fen) -> Self {
        Self::new(Movement::RefundPriorYear(payment_id), amount)
    }

    /// Pay from what a line has available (支付).
    pub fn pay(line: impl Into<LineName>, amount: Fen) -> Self {
        Self::on_line(Event::Pay, line, amount)
    }

    /// Pay against a commitment.
    #[must_use]
    pub const fn pay_commitment(commitment_id: i64, amount: Fen) -> Self {
        Self::new(Movement::Commitment(Event::Pay, commitment_id), amount)
    }

    /// Return a payment, or a part of it, to its line in the same year (退回).
    #[must_use]
    pub const fn refund(payment_id: i64, amount: Fen) -> Self {
        Self::new(Movement::Refund(payment_id), amount)
    }

    /// Reserve a part of a line for a contract (承诺).
    pub fn commit(line: impl Into<LineName>, amount: Fen, contract: impl Into<String>) -> Self {
        Self::new(Movement::Commit(line.into(), contract.into()), amount)
    }

    /// Reserve more of its line for a commitment.
    #[must_use]
    pub const fn increase_commitment(commitment_id: i64, amount: Fen) -> Self {
        Self::new(Movement::Commitment(Event::Commit, commitment_id), amount)
    }

    /// Give back a part of a commitment to its line (释放).
    #[must_use]
    pub const fn release(commitment_id: i64, amount: Fen) -> Self {
        Self::new(Movement::Commitment(Event::Release, commitment_id), amount)
    }

    /// Move what a finished project left into the surplus (转入结余).
    pub fn to_surplus(line: impl Into<LineName>, amount: Fen) -> Self {
        Self::on_line(Event::ToSurplus, line, amount)
    }

    /// Give a line money out of the surplus of its unit and fund (使用结余); a line named by a new
    /// key is created.
    pub fn use_surplus(line: impl Into<LineName>, amount: Fen) -> Self {
        Self::on_line(Event::UseSurplus, line, amount)
    }

    /// Give a line money out of what was set aside of the surplus (使用专用结余).
    pub fn use_earmarked(line: impl Into<LineName>, amount: Fen) -> Self {
        Self::on_line(Event::UseEarmarked, line, amount)
    }

    /// Give a line an amount to spend before the approval (提前安排); a line named by a new key is
    /// created.
    pub fn allocate_early(line: impl Into<LineName>, amount: Fen) -> Self {
        Self::on_line(Event::AllocateEarly, line, amount)
    }

    /// Add to an estimated carry-over what the final account says beyond it (结转核定).
    pub fn true_up_increase(line: impl Into<LineName>, amount: Fen) -> Self {
        Self::on_line(Event::TrueUpIncrease, line, amount)
    }

    /// Take out of an estimated carry-over what the final account does not say.
    pub fn true_up_decrease(line: impl Into<LineName>, amount: Fen) -> Self {
        Self::on_line(Event::TrueUpDecrease, line, amount)
    }

    /// Let authority lapse that no money stands behind (注销).
    pub fn lapse(line: impl Into<LineName>, amount: Fen) -> Self {
        Self::on_line(Event::Lapse, line, amount)
    }

    /// Hand up surplus (上缴).
    pub fn surrender(year: i16, unit: impl Into<String>, fund: Fund, amount: Fen) -> Self {
        let movement = Movement::Surplus(Event::Surrender, year, unit.into(), fund);
        Self::new(movement, amount)
    }

    /// Distribute surplus (结余分配).
    pub fn distribute(year: i16, unit: impl Into<String>, fund: Fund, amount: Fen) -> Self {
        let movement = Movement::Surplus(Event::Distribute, year, unit.into(), fund);
        Self::new(movement, amount)
    }

    /// Set surplus aside for a purpose of its own (提取专用结余).
    pub fn earmark_surplus(year: i16, unit: impl Into<String>, fund: Fund, amount: Fen) -> Self {
        let movement = Movement::Surplus(Event::EarmarkSurplus, year, unit.into(), fund);
        Self::new(movement, amount)
    }

    /// Move surplus of a deactivated unit to the unit that took it over (归集).
    pub fn pool_surplus(year: i16, unit: impl Into<String>, fund: Fund, amount: Fen) -> Self {
        let movement = Movement::Pool(Event::PoolOut, year, unit.into(), fund);
        Self::new(movement, amount)
    }

    /// Move what a deactivated unit set aside of its surplus to the unit that took it over.
    pub fn pool_earmarked(year: i16, unit: impl Into<String>, fund: Fund, amount: Fen) -> Self {
        let movement = Movement::Pool(Event::PoolEarmarkedOut, year, unit.into(), fund);
        Self::new(movement, amount)
    }

    fn on_income(event: Event, (year, unit, fund): (i16, String, Fund), amount: Fen) -> Self {
        Self::new(Movement::Income(event, year, unit, fund), amount)
    }

    /// Expect more to come in than was budgeted.
    pub fn income_increase(year: i16, unit: impl Into<String>, fund: Fund, amount: Fen) -> Self {
        Self::on_income(Event::IncomeIncrease, (year, unit.into(), fund), amount)
    }

    /// Expect less to come in than was budgeted.
    pub fn income_decrease(year: i16, unit: impl Into<String>, fund: Fund, amount: Fen) -> Self {
        Self::on_income(Event::IncomeDecrease, (year, unit.into(), fund), amount)
    }

    /// Record money that came in for a unit and fund that is not fiscal (收到).
    pub fn receive(year: i16, unit: impl Into<String>, fund: Fund, amount: Fen) -> Self {
        Self::on_income(Event::Receive, (year, unit.into(), fund), amount)
    }

    /// Give back money that came in (退付).
    pub fn return_income(year: i16, unit: impl Into<String>, fund: Fund, amount: Fen) -> Self {
        Self::on_income(Event::ReturnIncome, (year, unit.into(), fund), amount)
    }

    /// Undo one posting that stands (冲销), whole.
    #[must_use]
    pub const fn reverse(posting_id: i64) -> Self {
        Self::new(Movement::Reverse(posting_id), Fen::ZERO)
    }

    /// Name who is paid; kept apart from the chain so that it can be erased.
    #[must_use]
    pub fn payee(mut self, name: impl Into<String>) -> Self {
        self.party = Some(name.into());
        self
    }

    /// Name whom the contract is with; kept apart from the chain so that it can be erased.
    #[must_use]
    pub fn counterparty(self, name: impl Into<String>) -> Self {
        self.payee(name)
    }

    /// Name somebody, or nobody.
    pub(crate) fn party(mut self, name: Option<&str>) -> Self {
        self.party = name.map(str::to_owned);
        self
    }

    /// Name the payment of an earlier year that came back in a [`Entry::prior_year_increase`].
    #[must_use]
    pub fn refunds(mut self, payment_id: i64) -> Self {
        self.refunds = Some(payment_id);
        self
    }

    /// Name the line that gets a [`Entry::refund_prior_year`].
    #[must_use]
    pub fn to_line(mut self, line: impl Into<LineName>) -> Self {
        self.to_line = Some(line.into());
        self
    }

    /// Return what the entry names by a column of a table, as a person would write it.
    pub(crate) fn named(&self, column: &str) -> Option<String> {
        let line = match &self.movement {
            Movement::Line(_, line)
            | Movement::Supplement(line)
            | Movement::Transfer(line, _)
            | Movement::Commit(line, _)
            | Movement::PriorYearIncrease(line) => Some(line),
            _ => None,
        };
        match (column, &self.movement, line) {
            ("line", _, Some(LineName::Id(id))) => Some(id.get().to_string()),
            ("unit", _, Some(LineName::Key(key))) => Some(key.unit.clone()),
            ("year", _, Some(LineName::Key(key))) => Some(key.year.to_string()),
            ("functional_code", _, Some(LineName::Key(key))) => Some(key.functional_code.clone()),
            ("economic_code", _, Some(LineName::Key(key))) => Some(key.economic_code.clone()),
            ("commitment", Movement::Commitment(_, id), _)
            | ("payment", Movement::Refund(id) | Movement::RefundPriorYear(id), _)
            | ("posting", Movement::Reverse(id), _) => Some(id.to_string()),
            (
                "unit",
                Movement::Income(_, _, unit, _)
                | Movement::Surplus(_, _, unit, _)
                | Movement::Pool(_, _, unit, _),
                _,
            ) => Some(unit.clone()),
            (
                "year",
                Movement::Income(_, year, ..)
                | Movement::Surplus(_, year, ..)
                | Movement::Pool(_, year, ..),
                _,
            ) => Some(year.to_string()),
            _ => None,
        }
    }

    /// Return the amount; none for an [`Entry::reverse`], which has that of its posting.
    #[must_use]
    pub const fn amount(&self) -> Option<Fen> {
        match self.movement {
            Movement::Reverse(_) => None,
            _ => Some(self.amount),
        }
    }

    /// Return the event that is posted; none for an [`Entry::reverse`].
    #[must_use]
    pub const fn event(&self) -> Option<Event> {
        Some(match &self.movement {
            Movement::Line(event, _)
            | Movement::Commitment(event, _)
            | Movement::Income(event, ..)
            | Movement::Surplus(event, ..)
            | Movement::Pool(event, ..) => *event,
            Movement::Supplement(_) => Event::Supplement,
            Movement::Transfer(..) => Event::Transfer,
            Movement::Commit(..) => Event::Commit,
            Movement::Refund(_) => Event::Refund,
            Movement::RefundPriorYear(_) | Movement::PriorYearIncrease(_) => {
                Event::PriorYearIncrease
            }
            Movement::Reverse(_) => return None,
        })
    }
}
