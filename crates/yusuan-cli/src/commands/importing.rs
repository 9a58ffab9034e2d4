//! Tables on their way in, and empty ones to be filled in.

use serde_json::json;
use yusuan::import::{Mapping, Source};
use yusuan::{Ledger, Output};

use super::say_warnings;
use crate::answer::Done;
use crate::arguments::{Import, ImportingCommand, Post, Template};
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

/// Warnings about rows of a file that are said one by one; the rest are counted.
const SHOWN_WARNINGS: usize = 20;

pub(super) fn run(command: &ImportingCommand, screen: &mut Screen<'_>) -> Done {
    match command {
        ImportingCommand::Import(arguments) => import(arguments, screen),
        ImportingCommand::Template(arguments) => template(arguments, screen),
    }
}

fn import(arguments: &Import, screen: &mut Screen<'_>) -> Done {
    let mut source = Source::file(&arguments.lines)?;
    if let Some(path) = &arguments.mapping {
        source = source.mapping(Mapping::load(path).map_err(Failure::about("--mapping"))?);
    }
    let mut ledger = arguments.ledger.open()?;
    let imported = ledger.import_lines_of(&source)?;
    screen.answer(&imported, || {
        let (count, total) = (imported.line_count, imported.total.to_yuan_string());
        format!("{count} draft lines, {total} yuan")
    })?;
    for warning in imported.warnings.iter().take(SHOWN_WARNINGS) {
        screen.say(format_args!("warning: {warning} ({})", warning.policy))?;
    }
    let rest = imported.warnings.len().saturating_sub(SHOWN_WARNINGS);
    if rest > 0 {
        screen.say(format_args!(
            "and {rest} more warnings; --json has them all"
        ))?;
    }
    Ok(exit::OK)
}

fn template(arguments: &Template, screen: &mut Screen<'_>) -> Done {
    let what = &arguments.what;
    let template = match (&arguments.ledger, arguments.year) {
        (Some(path), Some(year)) => Ledger::open_read_only(path)?.template(what, year)?,
        _ => yusuan::Template::new(what).map_err(Failure::about("WHAT"))?,
    };
    template.save(Output::prepare(&arguments.out)?)?;
    let name = arguments.out.display().to_string();
    screen.answer(&[&name], || name.clone())?;
    Ok(exit::OK)
}

/// Post the rows of a table, each by a voucher of its own.
pub(super) fn post_each(arguments: &Post, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.adjustment.read(arguments.particulars.read()?)?;
    if particulars.key.is_some() {
        return Err(Failure::usage(
            "one key cannot be that of every row",
            "leave --key out, and give each row its own in a column key or 单号",
        ));
    }
    let mut source = Source::file(&arguments.entries)?;
    if let Some(path) = &arguments.mapping {
        source = source.mapping(Mapping::load(path).map_err(Failure::about("--mapping"))?);
    }
    let mut ledger = arguments.ledger.open()?;
    let posted = ledger.post_many(&source, arguments.event.as_deref(), &particulars)?;
    screen.answer(&json!(posted), || {
        let (count, repeated) = (posted.voucher_count, posted.repeated_count);
        format!("{count} vouchers, {repeated} of them in the ledger already")
    })?;
    say_warnings(&posted.warnings, screen)
}
