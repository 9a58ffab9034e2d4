//! 年终结账.

use std::fs;
use std::path::Path;

use yusuan::{Certificate, Error, Ledger, Particulars, Plan, Rule};

use super::anchor;
use crate::answer::{Done, words};
use crate::arguments::{Close, UndoClose};
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

pub(super) fn close(arguments: &Close, screen: &mut Screen<'_>) -> Done {
    if arguments.dry_run {
        let plan = dry_plan(arguments, &arguments.said()?)?;
        keep_plan(arguments, &plan)?;
        screen.answer(&plan, || words::plan_text(&plan))?;
        remark(&plan, screen)?;
        screen.say("a dry run: nothing was written")?;
        return Ok(exit::OK);
    }
    let particulars = arguments.said()?;
    let mut ledger = arguments.ledger.open()?;
    let (certificate, done) = match apply(arguments, &mut ledger, &particulars, screen) {
        Ok(certificate) => (certificate, exit::OK),
        Err(Failure::Ledger { error, .. }) if error.rule() == Some(Rule::YearClosed) => {
            screen.say("the year was closed before; nothing was written")?;
            (ledger.certificate(arguments.year)?, exit::CLOSED_BEFORE)
        }
        Err(failure) => return Err(failure),
    };
    if let Some(path) = &arguments.certificate {
        write(path, certificate_page(&certificate, path)?.as_bytes())?;
    }
    screen.answer(&certificate, || words::certificate_text(&certificate))?;
    Ok(done)
}

/// Make or load the plan, under the policies of a file where one is given; nothing stays.
fn dry_plan(arguments: &Close, particulars: &Particulars) -> Result<Plan, Failure> {
    let Some(policy) = &arguments.policy else {
        return plan(arguments, &arguments.ledger.open_read_only()?, particulars);
    };
    let mut ledger = arguments.ledger.open()?;
    under(
        |decide| ledger.plan_close_under(policy, particulars, decide),
        |ledger| plan(arguments, ledger, particulars),
    )
}

/// Close the year, under the policies of a file where one is given.
fn apply(
    arguments: &Close,
    ledger: &mut Ledger,
    particulars: &Particulars,
    screen: &mut Screen<'_>,
) -> Result<Certificate, Failure> {
    let mut decide = |ledger: &Ledger| {
        let plan = plan(arguments, ledger, particulars)?;
        keep_plan(arguments, &plan)?;
        remark(&plan, screen)?;
        Ok(plan)
    };
    let Some(policy) = &arguments.policy else {
        let plan = decide(ledger)?;
        return Ok(ledger.close(&plan, particulars)?);
    };
    under(
        |decide| ledger.close_under(policy, particulars, decide),
        decide,
    )
}

/// Run a verb that decides in the middle of its work. What goes wrong with the plan's own file
/// undoes that work too, and is said as it is.
fn under<T>(
    run: impl FnOnce(&mut dyn FnMut(&Ledger) -> yusuan::Result<Plan>) -> yusuan::Result<T>,
    mut decide: impl FnMut(&Ledger) -> Result<Plan, Failure>,
) -> Result<T, Failure> {
    let mut failure = None;
    let done = run(&mut |ledger| {
        decide(ledger).map_err(|said| {
            failure = Some(said);
            Error::Internal("the plan could not be made".to_owned())
        })
    });
    match failure {
        Some(failure) => Err(failure),
        None => Ok(done?),
    }
}

/// Return the plan that people edited, or the one that the policies make.
fn plan(arguments: &Close, ledger: &Ledger, particulars: &Particulars) -> Result<Plan, Failure> {
    let (year, overrides) = (arguments.year, &particulars.overrides);
    Ok(match &arguments.plan {
        Some(path) => ledger.load_plan_of(year, path, overrides)?,
        None => ledger.plan_close_overriding(year, overrides)?,
    })
}

/// Write the plan to the file that was asked for.
fn keep_plan(arguments: &Close, plan: &Plan) -> Result<(), Failure> {
    let Some(path) = &arguments.plan_out else {
        return Ok(());
    };
    if path.extension().is_some_and(|ending| ending == "xlsx") {
        write(path, &plan.to_xlsx()?)
    } else {
        write(path, plan.to_csv()?.as_bytes())
    }
}

fn certificate_page(certificate: &Certificate, path: &Path) -> Result<String, Failure> {
    if path.extension().is_some_and(|ending| ending == "html") {
        return Ok(certificate.to_html()?);
    }
    let document = serde_json::to_string_pretty(certificate).map_err(std::io::Error::from)?;
    Ok(document + "\n")
}

fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
    fs::write(path, content).map_err(|error| {
        let hint = "choose a file that can be written";
        Failure::file("file_not_written", path, error.to_string(), hint)
    })
}

/// Say what the reader of a plan should know.
fn remark(plan: &Plan, screen: &mut Screen<'_>) -> Result<(), Failure> {
    for remark in &plan.remarks {
        screen.say(format_args!(
            "{}: {}\nhint: {}",
            remark.token, remark.message, remark.hint
        ))?;
    }
    Ok(())
}

pub(super) fn undo_close(arguments: &UndoClose, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    ledger.undo_close(arguments.year, &arguments.reason, &particulars)?;
    let done = anchor(&ledger.head()?, screen)?;
    screen.say(format_args!("the year is open again: {}", arguments.year))?;
    Ok(done)
}
