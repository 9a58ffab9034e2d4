//! Random years, the ledger in step with a model of maps and whole numbers: the same totals after
//! every act, the same refusals, and nothing left behind by what was refused.

mod acts;
mod approval;
mod books;
mod closing;
mod contract_steps;
mod contracts;
mod detours;
mod driver;
mod effects;
mod estimates;
mod final_accounts;
mod paper;
mod plans;
mod policies;
mod seats;
mod snapshot;
mod steps;
mod totals;
mod undoing;
mod verbs;
mod vouchers;
mod wishes;

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{
    Config, FileFailurePersistence, RngAlgorithm, TestError, TestRng, TestRunner,
};
use yusuan::{Plan, Receipt};

use acts::{Act, Deed, Grant};
use books::Books;
use driver::Driver;
use paper::Paper;
use snapshot::snapshot_of;
use steps::Step;
use verbs::particulars;

const STEPS: usize = 120;

/// What walks met: events that were posted, tokens that refused.
type Met = BTreeSet<&'static str>;

/// The voucher that was accepted last, to be asked for again.
struct Last {
    act: Act,
    key: String,
    receipt: Receipt,
}

struct Walk<'m> {
    driver: Driver,
    books: Books,
    /// A digest of every row as the last accepted act left it, once something is compared with it.
    contents: Option<u64>,
    last: Option<Last>,
    /// The plan that was made last.
    plan: Option<Plan>,
    met: &'m RefCell<Met>,
}

impl<'m> Walk<'m> {
    fn new(met: &'m RefCell<Met>) -> Self {
        let driver = Driver::new();
        Self {
            contents: None,
            driver,
            books: Books::default(),
            last: None,
            plan: None,
            met,
        }
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Again => self.again(0),
            Step::AgainOther => self.again(1),
            Step::CloseOld => self.close_old(),
            _ => {
                for act in steps::acts(step, &self.books) {
                    self.attempt(&act);
                }
            }
        }
    }

    /// Remember every row, for an act that is to leave them as they are.
    fn remember(&mut self) {
        self.contents.get_or_insert_with(|| self.driver.contents());
    }

    /// Do an act on both sides.
    fn attempt(&mut self, act: &Act) {
        let mut trial = self.books.clone();
        let broken = act.apply(&mut trial);
        if !broken.is_empty() {
            self.remember();
        }
        if let Act::Close(year, grant) = act {
            self.plan = self.driver.plan(*year, *grant);
        }
        let key = format!("第{}号", self.books.vouchers);
        match self.driver.perform(act, &self.books, Some(&key)) {
            Err(error) => {
                assert!(
                    broken.contains(error.code()),
                    "{act:?}: {error}, not {broken:?}"
                );
                self.met.borrow_mut().extend(broken.get(error.code()));
                self.nothing_happened(act);
            }
            Ok(receipt) => {
                assert!(broken.is_empty(), "{act:?}: done, although {broken:?}");
                if self.needs_override(act) {
                    self.met.borrow_mut().insert("overridden");
                }
                self.accept(act, trial, receipt, key);
            }
        }
    }

    /// Return whether an act would be refused without what it overrides.
    fn needs_override(&self, act: &Act) -> bool {
        let Act::Post(moves, paper) = act else {
            return false;
        };
        let plain = Paper {
            is_overriding: false,
            ..*paper
        };
        let plain = Act::Post(moves.clone(), plain);
        paper.is_overriding && !plain.apply(&mut self.books.clone()).is_empty()
    }

    fn accept(&mut self, act: &Act, mut books: Books, receipt: Option<Receipt>, key: String) {
        let before = self.books.journal.len();
        books.vouchers += 2;
        let number = books.vouchers;
        let ids = receipt
            .as_ref()
            .map_or(0, |receipt| receipt.first_posting_id)..;
        let first = books.journal.get(before).map(|posted| posted.act);
        for (id, posted) in ids.zip(&mut books.journal[before..]) {
            posted.id = if receipt.is_some() { id } else { 0 };
            // What an approval commits stands on a voucher of its own.
            let is_behind = Some(posted.act) != first;
            posted.voucher = number - usize::from(!is_behind);
            self.met.borrow_mut().insert(posted.event);
        }
        let mut given = receipt.iter().flat_map(|receipt| &receipt.commitment_ids);
        for held in books.commitments.iter_mut().filter(|held| held.id == 0) {
            held.id = match held.continues {
                Some(earlier) => self.driver.carried(earlier),
                None => *given.next().unwrap(),
            };
        }
        self.met.borrow_mut().insert(act.name());
        self.books = books;
        self.compare(act);
        if matches!(act, Act::Close(..)) {
            self.driver.account();
        }
        self.contents = None;
        if let (Act::Post(..), Some(receipt)) = (act, receipt) {
            self.last = Some(Last {
                act: act.clone(),
                key,
                receipt,
            });
        }
    }

    /// Compare every total.
    fn compare(&self, act: &Act) {
        let (ours, theirs) = (snapshot_of(&self.books), self.driver.snapshot());
        let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
        let pairs = names
            .into_iter()
            .map(|name| (name, ours.get(name), theirs.get(name)));
        let differ: Vec<_> = pairs.filter(|(_, ours, theirs)| ours != theirs).collect();
        assert!(
            differ.is_empty(),
            "model and ledger after {act:?}: {differ:?}"
        );
    }

    fn nothing_happened(&self, act: &Act) {
        let contents = self.driver.contents();
        assert!(
            self.contents == Some(contents),
            "something is left of {act:?}"
        );
    }

    /// Ask for the last voucher again; an amount that differs makes it another act.
    fn again(&mut self, more: i64) {
        self.remember();
        let Some(Last { act, key, receipt }) = &self.last else {
            return;
        };
        let mut act = act.clone();
        if let Act::Post(moves, _) = &mut act {
            if more > 0 && matches!(moves[0].deed, Deed::Reverse(_)) {
                return;
            }
            moves[0].fen += more;
        }
        let done = self.driver.perform(&act, &self.books, Some(key));
        match done {
            Ok(Some(again)) if more == 0 => {
                assert!(again.is_repeated);
                let first = Receipt {
                    is_repeated: true,
                    ..receipt.clone()
                };
                assert_eq!(again, first, "{act:?}");
            }
            Err(error) if more > 0 => {
                assert_eq!(error.code(), "key_used", "{act:?}");
                self.met.borrow_mut().insert("key_used");
            }
            done => panic!("{act:?} again: {done:?}"),
        }
        self.nothing_happened(&act);
    }

    /// Apply a plan that the ledger has moved on from.
    fn close_old(&mut self) {
        self.remember();
        let Some(plan) = &self.plan else {
            return;
        };
        if self.driver.ledger.head().unwrap() == plan.head {
            return;
        }
        let is_closed = self.books.state(plan.year) == Some("closed");
        let done = self
            .driver
            .ledger
            .close(plan, &particulars(Paper::of(plan.year), None));
        match done {
            Ok(_) => assert!(is_closed, "an old plan was applied"),
            Err(error) => {
                assert!(!is_closed, "{error}");
                assert_eq!(error.code(), "plan_stale");
                self.met.borrow_mut().insert("plan_stale");
            }
        }
        self.nothing_happened(&Act::Close(plan.year, Grant::Nothing));
    }
}

fn walk(steps: &[Step], met: &RefCell<Met>) {
    let mut walk = Walk::new(met);
    for step in steps {
        walk.step(step);
    }
    walk.driver.account();
    walk.driver.verify();
}

/// Walk until enough was met, or as often as the runner says.
fn run(mut runner: TestRunner, is_enough: impl Fn(&Met) -> bool) -> Met {
    let met = RefCell::new(Met::new());
    let walks = prop::collection::vec(steps::step(), STEPS..3 * STEPS);
    let done = runner.run(&walks, |steps| {
        if !is_enough(&met.borrow()) {
            walk(&steps, &met);
        }
        Ok(())
    });
    if let Err(TestError::Fail(why, steps)) = done {
        panic!("{why}\n{steps:#?}");
    }
    done.unwrap();
    met.into_inner()
}

fn config(cases: u32) -> Config {
    Config {
        cases,
        max_shrink_time: 60_000,
        failure_persistence: None,
        ..Config::default()
    }
}

/// Seeds that failed once are kept beside the package, to be committed, and tried first. Few years
/// are walked unless `PROPTEST_CASES` says how many.
#[test]
fn the_ledger_keeps_step_with_the_model_over_random_years() {
    let kept = FileFailurePersistence::Direct("proptest-regressions/years.txt");
    let is_told = std::env::var_os("PROPTEST_CASES").is_some();
    let cases = if is_told { Config::default().cases } else { 6 };
    let runner = TestRunner::new(Config {
        failure_persistence: Some(Box::new(kept)),
        ..config(cases)
    });
    run(runner, |_| false);
}

/// What the walks must have met: every act and event, and the rules of money and time.
const MET: &str = "
    absorb_early allocate_early already_reversed amend_contract amount_not_positive
    approval_incomplete approve approve_carried available_exceeded basic_project
    budget_income carry_forward carry_over_known close close_commitment close_contract
    commit commit_contract commitment_exceeded commitment_invalid contract_exceeded
    contract_exists contract_uncovered contract_unit contract_unknown cover_deficit
    date_outside_year date_too_early delete_draft distribute document_missing draft
    draft_frozen earlier_year_open early_base_unknown early_exceeded early_not_allowed
    earmark_surplus economic_transfer freeze_date income_decrease income_expenditure_differ
    income_increase income_to_surplus key_used lapse later_year_closed line_unknown
    line_wrong_year max_carry_years money_exceeded overridden part_exceeded part_invalid pay
    pay_contract personnel_to_public plan_exceeded plan_exceeds_authority plan_spending
    plan_stale post prepare_year prior_year_decrease prior_year_increase public_to_personnel
    recall receive reduce refund refund_exceeded refund_wrong release return_income
    reversal_other_act reversal_refunded reversal_unknown reverse set_policy sign_contract
    spending_exceeds_income spending_plan_invalid supplement surplus_exceeded surplus_fiscal
    surrender three_public_increase three_public_total to_surplus total_negative transfer
    transfer_across_funds transfer_across_units transfer_to_itself true_up true_up_decrease
    true_up_exceeded true_up_increase true_up_left true_up_wrong undo_close use_earmarked
    use_surplus year_closed year_exists year_open year_preparing year_unknown";

/// The same years every time, so that what was met is not a matter of luck.
#[test]
fn the_same_years_meet_every_event_and_every_rule() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let runner = TestRunner::new_with_rng(config(64), rng);
    let missing = |met: &Met| {
        let wanted = MET.split_whitespace();
        wanted
            .filter(|word| !met.contains(word))
            .collect::<Vec<_>>()
    };
    let met = run(runner, |met| missing(met).is_empty());
    let missing = missing(&met);
    assert!(missing.is_empty(), "{missing:?} of {met:?}");
}
