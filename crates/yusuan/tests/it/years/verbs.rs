//! What the model does, said in the verbs of the ledger.

use yusuan::{
    ContractDraft, ContractPart, Direction, Entry, Error, Fen, Ledger, Particulars, Plan, Policy,
    Receipt, Scope, date,
};

use super::acts::{Deed, Grant, Move};
use super::books::Books;
use super::paper::Paper;
use super::policies;
use super::seats::{OTHER, Slot};

/// Policies of postings that documents lift.
const LIFTED: [&str; 10] = [
    "three_public_increase",
    "three_public_total",
    "personnel_to_public",
    "public_to_personnel",
    "basic_project",
    "project_to_project",
    "economic_transfer",
    "carry_over_purpose",
    "freeze_date",
    "contract_parts",
];

pub(super) fn particulars(paper: Paper, key: Option<&str>) -> Particulars {
    let day = format!("{}-{}", paper.day.0, paper.month_day());
    let mut particulars = Particulars::on(date::parse(&day).unwrap()).prepared_by("王");
    particulars.document = paper.has_document.then(|| "文1号".to_owned());
    particulars.key = key.map(str::to_owned);
    if paper.is_overriding {
        let lifted = LIFTED.into_iter();
        return lifted.fold(particulars, |it, policy| it.overriding(policy, "批复1号"));
    }
    particulars
}

/// Say a policy of the model to the ledger.
pub(super) fn policy(decided: policies::Policy) -> Policy {
    Policy {
        value: decided.value.map(str::to_owned),
        scope: Scope {
            fund: decided.is_fiscal.then(|| "fiscal".to_owned()),
            kind: decided.kind,
            code_level: decided.code_level.map(|level| level.parse().unwrap()),
            item: decided.item.map(str::to_owned),
            ..Scope::default()
        },
        ..Policy::new(
            decided.name,
            decided.action.parse().unwrap(),
            "县财预〔2024〕1号",
        )
    }
}

/// Say a contract that is signed before everything else.
pub(super) fn contract(reference: &str, unit: &str) -> ContractDraft {
    ContractDraft::new(reference, "施工", unit, date::parse("2024-01-10").unwrap())
}

/// Say what a contract costs.
pub(super) fn parts(costs: &[(Slot, i64)]) -> Vec<ContractPart> {
    let parts = costs.iter().map(|(slot, fen)| ContractPart {
        key: slot.key(),
        due_on: None,
        amount: Fen::new(*fen),
    });
    parts.collect()
}

pub(super) fn plan(ledger: &Ledger, year: i16, grant: Grant) -> Result<Plan, Error> {
    if grant == Grant::Nothing {
        return ledger.plan_close(year);
    }
    let granted = Particulars::default().overriding("max_carry_years", "批复1号");
    let mut plan = ledger.plan_close_overriding(year, &granted.overrides)?;
    if grant == Grant::Lost {
        for decision in &mut plan.decisions {
            decision.document = None;
            decision.is_edited = false;
        }
    }
    Ok(plan)
}

pub(super) fn entry(books: &Books, Move { deed, fen }: &Move) -> Entry {
    let amount = Fen::new(*fen);
    let commitment = |index: &usize| books.commitments[*index].id;
    let posting = |index: &usize| books.journal[*index].id;
    match deed {
        Deed::Line(event, slot) => {
            let line = slot.key();
            match *event {
                "supplement" => Entry::supplement(line, amount),
                "allocate_early" => Entry::allocate_early(line, amount),
                "reduce" => Entry::reduce(line, amount),
                "recall" => Entry::recall(line, amount),
                "lapse" => Entry::lapse(line, amount),
                "to_surplus" => Entry::to_surplus(line, amount),
                "use_surplus" => Entry::use_surplus(line, amount),
                "use_earmarked" => Entry::use_earmarked(line, amount),
                "true_up_increase" => Entry::true_up_increase(line, amount),
                "true_up_decrease" => Entry::true_up_decrease(line, amount),
                "prior_year_increase" => Entry::prior_year_increase(line, amount),
                "prior_year_decrease" => Entry::prior_year_decrease(line, amount),
                _ => Entry::pay(line, amount),
            }
        }
        Deed::Transfer(from, to) => Entry::transfer(from.key(), to.key(), amount),
        Deed::Commit(slot, reference) => Entry::commit(slot.key(), amount, *reference),
        Deed::Commitment(event, index) => match *event {
            "pay" => Entry::pay_commitment(commitment(index), amount),
            "release" => Entry::release(commitment(index), amount),
            _ => Entry::increase_commitment(commitment(index), amount),
        },
        Deed::Refund(index) => Entry::refund(posting(index), amount),
        Deed::LateRefund(index, slot) => {
            let entry = Entry::refund_prior_year(posting(index), amount);
            // The line of the payment needs no name.
            let is_same = books.journal[*index].line.map(|line| line.seat) == Some(slot.seat);
            if is_same {
                entry
            } else {
                entry.to_line(slot.key())
            }
        }
        Deed::Income(event, year, unit) => match *event {
            "receive" => Entry::receive(*year, *unit, OTHER, amount),
            "return_income" => Entry::return_income(*year, *unit, OTHER, amount),
            "income_increase" => Entry::income_increase(*year, *unit, OTHER, amount),
            _ => Entry::income_decrease(*year, *unit, OTHER, amount),
        },
        Deed::Surplus(event, year, unit, fund) => match *event {
            "surrender" => Entry::surrender(*year, *unit, *fund, amount),
            "distribute" => Entry::distribute(*year, *unit, *fund, amount),
            _ => Entry::earmark_surplus(*year, *unit, *fund, amount),
        },
        Deed::Reverse(index) => Entry::reverse(posting(index)),
    }
}

/// Say a movement in the verb of its own.
pub(super) fn verb(
    ledger: &mut Ledger,
    books: &Books,
    one: &Move,
    with: &Particulars,
) -> Result<Receipt, Error> {
    let amount = Fen::new(one.fen);
    let commitment = |index: &usize| books.commitments[*index].id;
    let posting = |index: &usize| books.journal[*index].id;
    let (more, less) = (Direction::Increase, Direction::Decrease);
    match &one.deed {
        Deed::Line(event, slot) => {
            let line = slot.key();
            match *event {
                "supplement" => ledger.supplement(line, amount, with),
                "allocate_early" => ledger.allocate_early(line, amount, with),
                "reduce" => ledger.reduce(line, amount, with),
                "recall" => ledger.recall(line, amount, with),
                "lapse" => ledger.lapse(line, amount, with),
                "to_surplus" => ledger.to_surplus(line, amount, with),
                "use_surplus" => ledger.use_surplus(line, amount, with),
                "use_earmarked" => ledger.use_earmarked(line, amount, with),
                "true_up_increase" => ledger.true_up_line(line, more, amount, with),
                "true_up_decrease" => ledger.true_up_line(line, less, amount, with),
                "pay" => ledger.pay(line, amount, Some("甲公司"), with),
                _ => ledger.post(&[entry(books, one)], with),
            }
        }
        Deed::Transfer(from, to) => ledger.transfer(from.key(), to.key(), amount, with),
        Deed::Commit(slot, reference) => ledger.commit(slot.key(), amount, reference, None, with),
        Deed::Commitment("pay", index) => {
            ledger.pay_commitment(commitment(index), amount, None, with)
        }
        Deed::Commitment("release", index) => ledger.release(commitment(index), amount, with),
        Deed::Commitment(_, index) => ledger.increase_commitment(commitment(index), amount, with),
        Deed::Refund(index) => ledger.refund(posting(index), amount, with),
        Deed::Income("receive", year, unit) => ledger.receive(*year, unit, OTHER, amount, with),
        Deed::Income("return_income", year, unit) => {
            ledger.return_income(*year, unit, OTHER, amount, with)
        }
        Deed::Income(event, year, unit) => {
            let way = if *event == "income_increase" {
                more
            } else {
                less
            };
            ledger.adjust_income(*year, unit, OTHER, way, amount, with)
        }
        Deed::Surplus(event, year, unit, fund) => match *event {
            "surrender" => ledger.surrender(*year, unit, *fund, amount, with),
            "distribute" => ledger.distribute(*year, unit, *fund, amount, with),
            _ => ledger.earmark_surplus(*year, unit, *fund, amount, with),
        },
        Deed::Reverse(index) => ledger.reverse_posting(posting(index), with),
        Deed::LateRefund(..) => ledger.post(&[entry(books, one)], with),
    }
}
