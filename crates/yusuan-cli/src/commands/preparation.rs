//! Before the approval, and the approval.

use serde_json::json;
use yusuan::Ledger;

use super::{anchor, receipt, say_warnings, stem};
use crate::answer::Done;
use crate::arguments::{
    AdoptCatalogue, Approve, ControlTotal, Create, DeleteDraft, LoadCatalogue, OnDraft,
    PrepareYear, Unit, fund, level,
};
use crate::exit;
use crate::screen::Screen;

pub(super) fn create(arguments: &Create, screen: &mut Screen<'_>) -> Done {
    let path = &arguments.ledger.path;
    let title = arguments.title.clone().unwrap_or_else(|| stem(path));
    let ledger = Ledger::create(path, &title)?;
    let done = anchor(&ledger.head()?, screen)?;
    screen.say(format_args!("created {}", path.display()))?;
    Ok(done)
}

pub(super) fn unit(arguments: &Unit, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let parent = arguments.parent.as_deref();
    let kind = arguments.kind.into();
    let added = ledger.add_unit(&arguments.name, kind, parent, &particulars)?;
    receipt(&added, screen)
}

pub(super) fn year(arguments: &PrepareYear, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let prepared = ledger.prepare_year(arguments.year, &particulars)?;
    receipt(&prepared, screen)
}

pub(super) fn load_catalogue(arguments: &LoadCatalogue, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let scheme = arguments.scheme.into();
    let loaded = ledger.load_catalogue(arguments.year, scheme, &arguments.csv, &particulars)?;
    receipt(&loaded, screen)
}

pub(super) fn adopt_catalogue(arguments: &AdoptCatalogue, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let adopted = ledger.adopt_catalogue(arguments.year, arguments.from, &particulars)?;
    receipt(&adopted, screen)
}

pub(super) fn draft(arguments: &OnDraft, screen: &mut Screen<'_>) -> Done {
    let amount = arguments.amount.read()?;
    let mut ledger = arguments.ledger.open()?;
    let key = arguments.line.read_key(&ledger)?;
    let warnings = ledger.draft(&key, amount)?;
    let answer = json!({"key": key, "amount_fen": amount, "warnings": warnings});
    screen.answer(&answer, || {
        format!("draft {key}: {} yuan", amount.to_yuan_string())
    })?;
    say_warnings(&warnings, screen)
}

pub(super) fn delete_draft(arguments: &DeleteDraft, screen: &mut Screen<'_>) -> Done {
    let mut ledger = arguments.ledger.open()?;
    let key = arguments.line.read_key(&ledger)?;
    ledger.delete_draft(&key)?;
    screen.answer(&json!({"deleted": key}), || format!("deleted {key}"))?;
    Ok(exit::OK)
}

pub(super) fn control_total(arguments: &ControlTotal, screen: &mut Screen<'_>) -> Done {
    let amount = arguments.amount.read()?;
    let fund = fund(&arguments.fund, "FUND")?;
    let level = level(&arguments.level, "LEVEL")?;
    let year = arguments.year;
    let mut ledger = arguments.ledger.open()?;
    ledger.control_total(year, fund, level, amount)?;
    let answer = json!({"year": year, "fund": fund, "level": level, "amount_fen": amount});
    screen.answer(&answer, || {
        let yuan = amount.to_yuan_string();
        format!("control total of {year} {fund} {level}: {yuan} yuan")
    })?;
    Ok(exit::OK)
}

pub(super) fn approve(arguments: &Approve, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments
        .granted
        .read(arguments.particulars.read_dated()?)?;
    let mut ledger = arguments.ledger.open()?;
    let approved = ledger.approve(arguments.year, &particulars)?;
    receipt(&approved, screen)
}
