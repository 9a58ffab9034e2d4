//! The demo: [`years`] is the program, this is what it shows, [`folder`] where it leaves it.

mod folder;
mod years;

use std::io;
use std::path::Path;

use serde_json::json;
use yusuan::tables::{Check, Table, TableOptions, Verdict, text};
use yusuan::{Certificate, Fen, Imported, Ledger, Plan, VerifyOptions};

use self::folder::Folder;
use crate::answer::words::{certificate_text, checks_text, plan_text, verification_text};
use crate::answer::{Done, Form, write_files};
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

/// Run the demo and leave its files in a folder.
pub(crate) fn run(path: &Path, screen: &mut Screen<'_>) -> Done {
    let folder = Folder::cleared(path)?;
    let mut ledger = Ledger::create(&folder.ledger, "yusuan demo")?;

    let imported = years::approve_2024(&mut ledger)?;
    say_imported(2024, &imported, screen)?;
    years::run_2024(&mut ledger)?;
    screen.say(
        "   Every line is paid in full in twelve instalments; a project that came in May is paid \
         by half.\n   The execution of 2024 was not published: what is paid here is illustrative.",
    )?;

    let (plan, certificate) = years::close_2024(&mut ledger)?;
    say_closed(&plan, &certificate, screen)?;

    let imported = years::approve_2025(&mut ledger)?;
    say_imported(2025, &imported, screen)?;

    let options = TableOptions::default();
    let tables = ledger.budget_tables(2025, None, &options)?;
    for form in [Form::Text, Form::Csv, Form::Json] {
        write_files(&tables, form, &folder.tables)?;
    }
    let checks = ledger.check_budget(2025, None, &options)?;
    let verification = ledger.verify(VerifyOptions::default())?;
    let code = if verification.is_clean() {
        exit::OK
    } else {
        exit::FOUND
    };
    if screen.is_json() {
        screen.json(&json!({
            "ledger": folder.ledger,
            "tables": folder.tables,
            "plan": plan,
            "certificate": certificate,
            "checks": checks,
            "verification": verification,
        }))?;
        return Ok(code);
    }
    show_tables(&tables, screen)?;
    show_checks(&checks, screen)?;
    screen
        .say("\nEverything is derived again in other ways. The last line is to keep on paper:\n")?;
    screen.text(&verification_text(&verification))?;
    let (ledger, tables) = (folder.ledger.display(), folder.tables.display());
    screen.say(format_args!(
        "\nThe ledger is {ledger}, the tables are in {tables}.\n\
         Go on with `yusuan lines {ledger} 2025`."
    ))?;
    Ok(code)
}

fn say_imported(year: i16, imported: &Imported, screen: &mut Screen<'_>) -> io::Result<()> {
    let (count, total) = (imported.line_count, imported.total.to_yuan_string());
    screen.say(format_args!(
        "{year} of {}: {count} lines imported, {total} yuan, and approved.",
        years::UNIT
    ))
}

fn say_closed(
    plan: &Plan,
    certificate: &Certificate,
    screen: &mut Screen<'_>,
) -> Result<(), Failure> {
    let carried = Fen::sum(certificate.totals.iter().map(|total| total.carried_out));
    let carried = carried.map_err(yusuan::Error::from)?.to_yuan_string();
    Ok(screen.say(format_args!(
        "\n2024 is closed: {carried} yuan are carried forward into 2025. The plan:\n\n{}\n\
         The certificate:\n\n{}",
        plan_text(plan),
        certificate_text(certificate)
    ))?)
}

fn show_tables(tables: &[Table], screen: &mut Screen<'_>) -> io::Result<()> {
    screen.say(format_args!("\nThe {} tables of 2025:\n", tables.len()))?;
    let texts: Vec<String> = tables.iter().map(text::render).collect();
    screen.text(&texts.join("\n"))
}

/// Show what is off by rounding: 646.04 is printed beside 626.51 and 19.54.
fn show_checks(checks: &[Check], screen: &mut Screen<'_>) -> io::Result<()> {
    let apart: Vec<&Check> = checks
        .iter()
        .filter(|check| check.verdict != Verdict::Holds)
        .collect();
    screen.say(format_args!(
        "\nOf {} identities between the tables all hold as printed, but for these {}:\n",
        checks.len(),
        apart.len()
    ))?;
    screen.text(&checks_text(apart))
}
