//! 年终结账.

use std::path::Path;

use yusuan::{Certificate, Error, Ledger, Output, Particulars, Plan, Rule};

use super::anchor;
use crate::answer::{Done, words};
use crate::arguments::{Close, UndoClose};
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

pub(super) fn close(arguments: &Close, screen: &mut Screen<'_>) -> Done {
    // Before anything else: a file that cannot be written must not be found after the closing.
    let mut plan_out = arguments
        .plan_out
        .as_deref()
        .map(Output::prepare)
        .transpose()?;
    let page = arguments
        .certificate
        .as_deref()
        .map(Output::prepare)
        .transpose()?;
    let particulars = arguments.said()?;
    if arguments.dry_run {
        let plan = dry_plan(arguments, &particulars)?;
        keep_plan(plan_out.take(), &plan)?;
        screen.answer(&plan, || words::plan_text(&plan))?;
        remark(&plan, screen)?;
        screen.say("a dry run: nothing was written")?;
        let is_feasible = plan.is_feasible();
        return Ok(if is_feasible { exit::OK } else { exit::FOUND });
    }
    let mut ledger = arguments.ledger.open()?;
    let mut decide = |ledger: &Ledger| {
        let plan = plan(arguments, ledger, &particulars)?;
        keep_plan(plan_out.take(), &plan)?;
        remark(&plan, screen)?;
        Ok(plan)
    };
    let certificate = match apply(arguments, &mut ledger, &particulars, &mut decide) {
        Ok(certificate) => certificate,
        Err(Failure::Ledger { error, .. }) if error.rule() == Some(Rule::YearClosed) => {
            let certificate = ledger.certificate(arguments.year)?;
            Certificate {
                is_repeated: true,
                ..certificate
            }
        }
        Err(failure) => return Err(failure),
    };
    // Another program may have closed it since the plan was made.
    let done = if certificate.is_repeated {
        screen.say("the year was closed before; nothing was written")?;
        exit::CLOSED_BEFORE
    } else {
        exit::OK
    };
    let kept = page.map_or(Ok(()), |page| keep_certificate(page, &certificate));
    screen.answer(&certificate, || words::certificate_text(&certificate))?;
    kept.map(|()| done)
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
    mut decide: impl FnMut(&Ledger) -> Result<Plan, Failure>,
) -> Result<Certificate, Failure> {
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
fn keep_plan(output: Option<Output>, plan: &Plan) -> Result<(), Failure> {
    Ok(output.map_or(Ok(()), |output| plan.save(output))?)
}

/// Write the certificate of a year that is closed, whatever comes of this.
fn keep_certificate(output: Output, certificate: &Certificate) -> Result<(), Failure> {
    let page = certificate_page(output.path(), certificate)?;
    output.write(page.as_bytes()).map_err(Failure::Unwritten)
}

/// Return a certificate as the ending of its file wants it: a page, or else JSON.
pub(super) fn certificate_page(path: &Path, certificate: &Certificate) -> Result<String, Failure> {
    let is_page = path.extension().is_some_and(|ending| ending == "html");
    Ok(if is_page {
        certificate.to_html()?
    } else {
        serde_json::to_string_pretty(certificate).map_err(std::io::Error::from)? + "\n"
    })
}

/// Say what the reader of a plan should know.
fn remark(plan: &Plan, screen: &mut Screen<'_>) -> Result<(), Failure> {
    let remarks = words::remarks_text(plan);
    if !remarks.is_empty() {
        screen.say(remarks.trim_end())?;
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
