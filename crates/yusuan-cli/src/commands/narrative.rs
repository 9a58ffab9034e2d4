//! The explanatory part of a budget, and what units declare for it.

use yusuan::tables::text;

use super::receipt;
use crate::answer::Done;
use crate::arguments::{BookCommand, DeclarationCommand, Narrative};
use crate::exit;
use crate::screen::Screen;

pub(super) fn run(command: &BookCommand, screen: &mut Screen<'_>) -> Done {
    match command {
        BookCommand::Narrative(arguments) => narrative(arguments, screen),
        BookCommand::Declaration(command) => declaration(command, screen),
    }
}

fn narrative(arguments: &Narrative, screen: &mut Screen<'_>) -> Done {
    let request = arguments.read()?;
    let ledger = arguments.ledger.open_read_only()?;
    let unit = arguments.variant.unit.as_deref();
    let narrative = ledger.narrative(arguments.year, unit, &request)?;
    screen.answer(&narrative, || narrative.to_text())?;
    for note in &narrative.notes {
        screen.say(note)?;
    }
    for gap in &narrative.gaps {
        let (reason, key, id) = (gap.reason.as_str(), &gap.key, &gap.id);
        screen.say(format_args!("gap: {key} {id} ({reason})"))?;
    }
    screen.say(format_args!(
        "{} items, {} gaps",
        narrative.items.len(),
        narrative.gaps.len()
    ))?;
    Ok(exit::OK)
}

fn declaration(command: &DeclarationCommand, screen: &mut Screen<'_>) -> Done {
    match command {
        DeclarationCommand::Load(arguments) => {
            let particulars = arguments.particulars.read()?;
            let mut ledger = arguments.ledger.open()?;
            let loaded = ledger.load_declarations(&arguments.file, &particulars)?;
            receipt(&loaded, screen)
        }
        DeclarationCommand::Show(arguments) => {
            let ledger = arguments.ledger.open_read_only()?;
            let (year, unit) = (arguments.year, arguments.unit.as_deref());
            let declared = ledger.declarations(year, unit)?;
            let tables = ledger.declaration_tables(year, unit)?;
            screen.answer(&declared, || {
                let texts: Vec<String> = tables.iter().map(text::render).collect();
                texts.join("\n")
            })?;
            screen.say(format_args!("{} declarations for {year}", declared.len()))?;
            Ok(exit::OK)
        }
    }
}
