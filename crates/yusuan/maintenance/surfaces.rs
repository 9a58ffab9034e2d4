//! Everything that reads what a stranger wrote, as functions of bytes: one list for `fuzz.rs`, which damages
//! files at random, and for the folder `fuzz` of the project, which is guided by the code that is reached.

#[path = "surfaces/ledgers.rs"]
mod ledgers;
#[path = "surfaces/parts.rs"]
mod parts;

use std::fs;
use std::path::Path;

use yusuan::disclosure::{check_disclosure, check_disclosure_json};
use yusuan::import::{
    Mapping, read_codes, read_declarations, read_entries, read_lines, read_mappings,
    read_narrative_templates, read_narrative_texts, read_parts, read_plan, read_policies,
    read_statement, read_successors,
};
use yusuan::tables::FinalTemplates;
use yusuan::{CurrencyUnit, Entry, Fen, LineKey, Particulars, Plan, StatementKind, date};

/// A reading that takes longer hangs.
pub(crate) const SECONDS_MAX: u64 = 10;

/// What is ours to mend when it happens; a file that is refused is as it should be.
pub(crate) type Fault = String;

/// What reads bytes of a stranger.
#[derive(Clone, Copy)]
pub(crate) struct Surface {
    /// Its name.
    pub(crate) name: &'static str,
    /// How the project's own files end that are like what it reads.
    pub(crate) endings: &'static [&'static str],
    /// Read the bytes; the folder is there for what wants a file.
    pub(crate) read: fn(&Path, &[u8]) -> Result<(), Fault>,
}

/// All of them.
pub(crate) const SURFACES: [Surface; 13] = [
    surface("lines", &["csv"], |_, bytes| {
        lines(bytes);
        Ok(())
    }),
    surface("workbooks", &["xlsx", "xls", "ods"], |_, bytes| {
        lines(bytes);
        Ok(())
    }),
    surface("parts", &["xml"], parts::read),
    surface("entries", &["csv", "json"], |_, bytes| {
        drop(read_entries("entries", bytes));
        Ok(())
    }),
    surface("plan", &["csv"], plan),
    surface("policies", &["toml", "csv"], |_, bytes| {
        drop(read_policies("policies.toml", bytes));
        drop(read_policies("policies.csv", bytes));
        Ok(())
    }),
    surface("mapping", &["toml"], |_, bytes| {
        drop(Mapping::read("mapping.toml", bytes));
        Ok(())
    }),
    surface("words", &["toml", "csv"], |_, bytes| {
        words(bytes);
        Ok(())
    }),
    surface("statement", &["csv"], |_, bytes| {
        drop(read_statement("statement", bytes, StatementKind::Treasury));
        drop(read_statement("statement", bytes, StatementKind::Bank));
        Ok(())
    }),
    surface("disclosure", &["csv", "json", "txt", "xlsx"], disclosure),
    surface("values", &["json", "txt"], values),
    surface("names", &["txt"], ledgers::names),
    surface("ledger", &["db"], ledgers::damaged),
];

const fn surface(
    name: &'static str,
    endings: &'static [&'static str],
    read: fn(&Path, &[u8]) -> Result<(), Fault>,
) -> Surface {
    Surface {
        name,
        endings,
        read,
    }
}

/// Return the fault that an answer is, if it is one.
fn require_known<T>(what: &str, answer: &yusuan::Result<T>) -> Result<(), Fault> {
    match answer {
        Err(error) if error.code() == "internal" => Err(format!("{what}: {error:?}")),
        _ => Ok(()),
    }
}

fn lines(bytes: &[u8]) {
    drop(read_lines("lines", bytes));
    drop(read_codes("codes", bytes));
    drop(read_mappings("mappings", bytes));
    drop(read_successors("successors", bytes));
    drop(read_parts("parts", bytes, "某局"));
}

fn plan(folder: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let _ = read_plan("plan", bytes);
    ledgers::plan(folder, bytes)
}

fn words(bytes: &[u8]) {
    drop(read_declarations("declarations.toml", bytes));
    drop(read_narrative_texts("texts.toml", bytes));
    drop(read_narrative_texts("texts.csv", bytes));
    drop(read_narrative_templates("templates.toml", bytes));
    drop(FinalTemplates::read("final.toml", bytes));
}

/// The checker of what others published: by a file as a table and as sentences, and by JSON.
fn disclosure(folder: &Path, bytes: &[u8]) -> Result<(), Fault> {
    if let Ok(text) = std::str::from_utf8(bytes)
        && text.trim_start().starts_with(['[', '{'])
    {
        require_known("JSON", &check_disclosure_json(text, &[text]))?;
    }
    for name in ["部门收支总体情况表.csv", "说明.txt"] {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|error| error.to_string())?;
        require_known(name, &check_disclosure(&[path], &[]))?;
    }
    Ok(())
}

/// Amounts, dates and what programs hand over as JSON.
fn values(_: &Path, bytes: &[u8]) -> Result<(), Fault> {
    drop(serde_json::from_slice::<Plan>(bytes));
    drop(serde_json::from_slice::<Vec<Entry>>(bytes));
    drop(serde_json::from_slice::<Particulars>(bytes));
    drop(serde_json::from_slice::<LineKey>(bytes));
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Ok(());
    };
    if let Ok(day) = date::parse(text)
        && date::parse(&day.to_string()).ok() != Some(day)
    {
        return Err(format!("{text:?} is the day {day}, which is no day"));
    }
    for unit in [CurrencyUnit::Yuan, CurrencyUnit::WanYuan] {
        let _ = unit.parse_displayed(text);
    }
    for read in [
        Fen::parse_yuan,
        Fen::parse_fen,
        Fen::parse_ten_thousand_yuan,
    ] {
        if let Ok(amount) = read(text)
            && Fen::parse_yuan(&amount.to_yuan_string()) != Ok(amount)
        {
            return Err(format!(
                "{text:?} is {amount:?}, which is written otherwise"
            ));
        }
    }
    Ok(())
}
