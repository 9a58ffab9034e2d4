//! The demo: [`years`] is the program, this and [`accounts`] are what it shows, [`folder`] is where it
//! leaves it.

mod accounts;
mod folder;
mod years;

use std::io;
use std::path::Path;

use serde_json::json;
use yusuan::tables::{Check, NarrativeRequest, Table, TableOptions, Verdict, text};
use yusuan::{BookForm, BookOf, Certificate, Fen, Imported, Ledger, Output, Plan, VerifyOptions};

use self::folder::Folder;
use crate::answer::words::{certificate_text, checks_text, plan_text, verification_text};
use crate::answer::{Done, Form, write_files};
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

/// Forms of the books that the demo leaves: those that need no font.
const BOOK_FORMS: &[BookForm] = &[BookForm::Page, BookForm::Workbook];

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

    let (plan, certificate) = years::close(&mut ledger, 2024)?;
    say_closed(&plan, &certificate, screen)?;

    let imported = years::approve_2025(&mut ledger)?;
    say_imported(2025, &imported, screen)?;

    years::declare_2025(&mut ledger)?;
    write_book(&ledger, &folder)?;

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
    if !screen.is_json() {
        show_tables("The 11 tables of 2025", &tables, screen)?;
        show_checks(&checks, screen)?;
        screen.say(
            "\nEverything is derived again in other ways. The last line is to keep on paper:\n",
        )?;
        screen.text(&verification_text(&verification))?;
    }
    drop(ledger);
    let accounts = accounts::run(&folder, screen)?;
    if screen.is_json() {
        screen.json(&json!({
            "ledger": folder.ledger,
            "tables": folder.tables,
            "plan": plan,
            "certificate": certificate,
            "checks": checks,
            "verification": verification,
            "closed": accounts,
        }))?;
        return Ok(code);
    }
    let (ledger, tables) = (folder.ledger.display(), folder.tables.display());
    let (closed, opening) = (folder.closed.display(), folder.opening.display());
    let [budget, accounts] = folder.books.each_ref().map(|book| book.join("index.html"));
    let (budget, accounts) = (budget.display(), accounts.display());
    screen.say(format_args!(
        "\nThe ledger in which 2025 is open is {ledger}, the one in which it is closed {closed}.\n\
         The tables of 2025 are in {tables}, those of the draft of 2026 in {opening}.\n\
         Look at the budget in {budget} and at the final accounts in {accounts}.\n\
         Go on with `yusuan lines {ledger} 2025`."
    ))?;
    Ok(code)
}

/// Write what stands in the budget book beside the tables: declarations, and the explanatory part.
fn write_book(ledger: &Ledger, folder: &Folder) -> Result<(), Failure> {
    let declared = ledger.declaration_tables(2025, None)?;
    for form in [Form::Text, Form::Csv, Form::Json] {
        write_files(&declared, form, &folder.tables)?;
    }
    let narrative = ledger.narrative(2025, None, &NarrativeRequest::default())?;
    let path = folder.tables.join(folder::NARRATIVE);
    Output::prepare(&path)?.write(narrative.to_text().as_bytes())?;
    let book = ledger.book(2025, None, &BookOf::default())?;
    let [budget, _] = &folder.books;
    book.write(budget, BOOK_FORMS, None)?;
    Ok(())
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
    let (year, next) = (certificate.year, certificate.year.saturating_add(1));
    Ok(screen.say(format_args!(
        "\n{year} is closed: {carried} yuan are carried forward into {next}. The plan:\n\n{}\n\
         The certificate:\n\n{}",
        plan_text(plan),
        certificate_text(certificate)
    ))?)
}

fn show_tables(what: &str, tables: &[Table], screen: &mut Screen<'_>) -> io::Result<()> {
    screen.say(format_args!("\n{what}:\n"))?;
    let texts: Vec<String> = tables.iter().map(text::render).collect();
    screen.text(&texts.join("\n"))
}

/// Show what is off by rounding, as 646.04 beside 626.51 and 19.54.
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
