//! One function a command: arguments to a verb, its answer to the screen. No rule, no SQL.

mod assertion;
mod contract;
mod correction;
mod disclosure;
mod early;
mod erasure;
mod execution;
mod history;
mod importing;
mod migration;
mod narrative;
mod plain_text;
mod policy;
mod preparation;
mod publish;
mod reading;
mod reconcile;
mod register;
mod shell;
mod spending_plan;
mod successor;
mod surplus;
mod tables;
mod voucher;
mod year_end;

use std::path::Path;
use std::time::Duration;

use yusuan::{Head, Ledger, PolicyWarning, Receipt};

use crate::answer::{Done, words};
use crate::arguments::{Command, LedgerFile, PublishedCommand};
use crate::demo;
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

/// Run a command.
pub(crate) fn run(command: &Command, screen: &mut Screen<'_>) -> Done {
    match command {
        Command::Demo(arguments) => demo::run(&arguments.folder, screen),
        Command::Create(arguments) => preparation::create(arguments, screen),
        Command::Unit(arguments) => preparation::unit(arguments, screen),
        Command::Year(arguments) => preparation::year(arguments, screen),
        Command::LoadCatalogue(arguments) => preparation::load_catalogue(arguments, screen),
        Command::AdoptCatalogue(arguments) => preparation::adopt_catalogue(arguments, screen),
        Command::LoadSuccessors(arguments) => successor::load(arguments, screen),
        Command::Policy(command) => policy::policy(command, screen),
        Command::Importing(command) => importing::run(command, screen),
        Command::Draft(arguments) => preparation::draft(arguments, screen),
        Command::DeleteDraft(arguments) => preparation::delete_draft(arguments, screen),
        Command::ControlTotal(arguments) => preparation::control_total(arguments, screen),
        Command::Income(arguments) => execution::income(arguments, screen),
        Command::DeleteIncome(arguments) => early::delete_income(arguments, screen),
        Command::DeleteControlTotal(arguments) => early::delete_control(arguments, screen),
        Command::Early(arguments) => early::allocate(arguments, screen),
        Command::Approve(arguments) => preparation::approve(arguments, screen),
        Command::Pay(arguments) => execution::pay(arguments, screen),
        Command::Refund(arguments) => execution::refund(arguments, screen),
        Command::Supplement(arguments) => execution::supplement(arguments, screen),
        Command::Reduce(arguments) => execution::reduce(arguments, screen),
        Command::Recall(arguments) => execution::recall(arguments, screen),
        Command::Transfer(arguments) => execution::transfer(arguments, screen),
        Command::Commit(arguments) => execution::commit(arguments, screen),
        Command::Release(arguments) => execution::release(arguments, screen),
        Command::SpendingPlan(command) => spending_plan::run(command, screen),
        Command::ToSurplus(arguments) => surplus::to_surplus(arguments, screen),
        Command::UseSurplus(arguments) => surplus::use_surplus(arguments, screen),
        Command::Surplus(arguments) => surplus::surplus(arguments, screen),
        Command::TrueUp(arguments) => early::true_up(arguments, screen),
        Command::Reverse(arguments) => execution::reverse(arguments, screen),
        Command::RefundPriorYear(arguments) => voucher::refund_prior_year(arguments, screen),
        Command::Post(arguments) => voucher::post(arguments, screen),
        Command::IncreaseCommitment(arguments) => voucher::increase_commitment(arguments, screen),
        Command::Contract(command) => contract::run(command, screen),
        Command::Correction(command) => correction::run(command, screen),
        Command::ReversePosting(arguments) => voucher::reverse_posting(arguments, screen),
        Command::Statement(command) => reconcile::statement(command, screen),
        Command::Reconcile(arguments) => reconcile::reconcile(arguments, screen),
        Command::Assertion(command) => assertion::run(command, screen),
        Command::Erase(arguments) => erasure::erase(arguments, screen),
        Command::Close(arguments) => year_end::close(arguments, screen),
        Command::UndoClose(arguments) => year_end::undo_close(arguments, screen),
        Command::Register(command) => register::run(command, screen),
        Command::Book(command) => narrative::run(command, screen),
        Command::Published(command) => published(command, screen),
        Command::Lines(arguments) => reading::lines(arguments, screen),
        Command::Execution(arguments) => history::execution(arguments, screen),
        Command::Explain(arguments) => history::explain(arguments, screen),
        Command::Diff(arguments) => history::diff(arguments, screen),
        Command::Incomes(arguments) => history::incomes(arguments, screen),
        Command::Surpluses(arguments) => history::surpluses(arguments, screen),
        Command::Commitments(arguments) => history::commitments(arguments, screen),
        Command::Log(arguments) => reading::log(arguments, screen),
        Command::Verify(arguments) => reading::verify(arguments, screen),
        Command::Head(arguments) => reading::head(arguments, screen),
        Command::Migrate(arguments) => migration::migrate(arguments, screen),
        Command::Repair(arguments) => migration::repair(arguments, screen),
        Command::Shell(command) => shell::run(command, screen),
    }
}

fn published(command: &PublishedCommand, screen: &mut Screen<'_>) -> Done {
    match command {
        PublishedCommand::Tables(arguments) => tables::tables(arguments, screen),
        PublishedCommand::Publish(arguments) => publish::publish(arguments, screen),
        PublishedCommand::ExportJournal(arguments) => plain_text::export(arguments, screen),
        PublishedCommand::ExportParquet(arguments) => publish::export_parquet(arguments, screen),
        PublishedCommand::Checks(arguments) => reading::checks(arguments, screen),
        PublishedCommand::CheckDisclosure(arguments) => disclosure::check(arguments, screen),
    }
}

impl LedgerFile {
    /// Open the ledger for an act.
    fn open(&self) -> Result<Ledger, Failure> {
        self.patient(Ledger::open(&self.path)?)
    }

    /// Open the ledger for reading.
    fn open_read_only(&self) -> Result<Ledger, Failure> {
        self.patient(Ledger::open_read_only(&self.path)?)
    }

    fn patient(&self, mut ledger: Ledger) -> Result<Ledger, Failure> {
        ledger.set_patience(Duration::from_secs(self.wait.into()))?;
        Ok(ledger)
    }
}

/// Answer with the receipt of an act.
fn receipt(receipt: &Receipt, screen: &mut Screen<'_>) -> Done {
    screen.answer(receipt, || words::receipt_text(receipt))?;
    if receipt.is_repeated {
        screen.say("the act was in the ledger already, under the same key; nothing was written")?;
    }
    say_warnings(&receipt.warnings, screen)
}

/// Say what policies have to say about an act that they let pass.
fn say_warnings(warnings: &[PolicyWarning], screen: &mut Screen<'_>) -> Done {
    for warning in warnings {
        screen.say(format_args!(
            "warning: {} ({})",
            warning.message, warning.policy
        ))?;
    }
    Ok(exit::OK)
}

/// Answer with where the chain stands.
fn anchor(head: &Head, screen: &mut Screen<'_>) -> Done {
    screen.answer(head, || head.to_string())?;
    Ok(exit::OK)
}

/// Return the name of a file without folder and ending.
fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
