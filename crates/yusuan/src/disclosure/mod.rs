//! A checker for anybody's published department budget and final accounts.
//!
//! What a department publishes is compared with itself: a workbook, a folder of CSV files or the
//! JSON of `yusuan tables`, *as printed*. Tables are recognised by their titles, columns and rows by
//! their headings, codes and names, and then the identities of [`crate::tables::checks`] are run,
//! the same as for the tables of a ledger. Nothing is known but the print, so rounding is told from
//! error by the number of rounded figures.
//!
//! | file | what it does |
//! |---|---|
//! | `reading` | finds tables in files, and says which text stands where in them |
//! | `judging` | compares the tables with each other, and finds the cells that explain what fails |
//! | `narrative` | figures in sentences, by themselves and against the tables |
//! | `report` | what is said |

mod judging;
mod narrative;
mod reading;
mod report;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::Result;
use crate::import::{Grid, from_json, read_file, read_grids, read_text, refused};
use judging::{Publication, keep_one_of_each, names, number};
use reading::{RawTable, Templates, areas, json, table};
pub use report::{
    Cause, Disclosure, DisclosureFinding, DisclosureToken, FailedIdentity, PrintedPlace, ReadTable,
};

/// Endings of files that are read as tables, and as sentences.
const TABLE_FILES: [&str; 6] = ["xlsx", "xlsm", "xls", "ods", "csv", "json"];
const TEXT_FILES: [&str; 2] = ["txt", "md"];

/// Check a published budget: workbooks, CSV files, JSON, texts, or folders of such files, together
/// one document; and perhaps sentences that stand in no file.
///
/// # Examples
///
/// ```no_run
/// let found = yusuan::disclosure::check_disclosure(&["公开表.xlsx", "说明.txt"], &[])?;
/// for finding in &found.findings {
///     println!("{finding}");
/// }
/// # Ok::<(), yusuan::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Source`](crate::Error::Source) names file, sheet, row and column of what cannot be read,
/// and says what to do; `table_missing` when no table of a budget is recognised.
pub fn check_disclosure(paths: &[impl AsRef<Path>], texts: &[&str]) -> Result<Disclosure> {
    let templates = Templates::new()?;
    let mut source = Source::default();
    for path in paths {
        for file in files(path.as_ref())? {
            source.read(&file, &templates)?;
        }
    }
    let mut names = paths.iter().map(|path| path.as_ref().to_string_lossy());
    let name = names.next().unwrap_or_default().into_owned();
    source.hear(texts);
    source.check(&name, &templates)
}

/// Check published tables as the JSON of `yusuan tables`, exact or as printed, and perhaps the
/// sentences around them: see [`check_disclosure`].
///
/// # Examples
///
/// ```
/// let tables = r#"[{"id": "budget-10", "title": "三公", "unit": "某局", "currency_unit": "万元",
///     "columns": [{"id": "item", "label": "项目", "role": "label"},
///                 {"id": "total", "label": "合计", "role": "amount"}],
///     "rows": [{"id": "vehicle", "level": "item", "name": "公务用车", "cells": {"total": "0.98"}},
///              {"id": "vehicle_purchase", "level": "sub", "name": "购置", "cells": {"total": "0.50"}},
///              {"id": "vehicle_running", "level": "sub", "name": "运行", "cells": {"total": "0.39"}}]}]"#;
/// let found = yusuan::disclosure::check_disclosure_json(tables, &[])?;
/// assert_eq!(found.findings[0].identities[0].number, "10.2");
/// # Ok::<(), yusuan::Error>(())
/// ```
///
/// # Errors
///
/// As [`check_disclosure`].
pub fn check_disclosure_json(tables: &str, texts: &[&str]) -> Result<Disclosure> {
    let templates = Templates::new()?;
    let mut source = Source::default();
    source.read_json(tables, None)?;
    source.hear(texts);
    source.check("JSON", &templates)
}

/// List the files of a folder that may be read, in the order of their names; a file is itself.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let shown = path.to_string_lossy();
    let unreadable = |error: std::io::Error| {
        let hint = "give a folder that may be read";
        refused(&shown, None, "file_unreadable", error.to_string(), hint)
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        let ending = ending(&file);
        if TABLE_FILES.contains(&ending.as_str()) || TEXT_FILES.contains(&ending.as_str()) {
            found.push(file);
        }
    }
    found.sort();
    Ok(found)
}

fn ending(path: &Path) -> String {
    path.extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase()
}

/// What was read of a document.
#[derive(Default)]
struct Source {
    tables: Vec<RawTable>,
    /// Sentences with their places.
    texts: Vec<(PrintedPlace, String)>,
    notes: Vec<String>,
}

impl Source {
    /// Take sentences that stand in no file; JSON is taken for that of a narrative.
    fn hear(&mut self, texts: &[&str]) {
        for text in texts {
            let sentences = from_json(text.as_bytes()).map(|value| json::sentences(&value));
            let text = sentences.unwrap_or_else(|_| (*text).to_owned());
            self.texts.push((PrintedPlace::default(), text));
        }
    }

    fn read(&mut self, path: &Path, templates: &Templates) -> Result<()> {
        let shown = path.to_string_lossy().into_owned();
        let bytes = read_file(path)?;
        let ending = ending(path);
        if ending == "json" {
            return self.read_json(&read_text(&bytes, &shown)?, Some(&shown));
        }
        let place = PrintedPlace {
            path: Some(shown.clone()),
            ..PrintedPlace::default()
        };
        if TEXT_FILES.contains(&ending.as_str()) {
            self.texts.push((place, read_text(&bytes, &shown)?));
            return Ok(());
        }
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        for grid in read_grids(&bytes, &shown)? {
            let place = PrintedPlace {
                sheet: grid.sheet.clone(),
                ..place.clone()
            };
            self.read_grid(&grid, &stem, &place, templates);
        }
        Ok(())
    }

    fn read_grid(&mut self, grid: &Grid, stem: &str, place: &PrintedPlace, templates: &Templates) {
        let name = grid.sheet.as_deref().unwrap_or(stem);
        let areas = areas(grid, name);
        if areas.is_empty() {
            self.notes.push(format!("{place}: no table of a budget"));
        }
        for area in areas {
            self.tables.extend(table(&area, templates, place.clone()));
        }
    }

    fn read_json(&mut self, text: &str, path: Option<&str>) -> Result<()> {
        let value: Value = from_json(text.as_bytes()).map_err(|error| {
            let row = u64::try_from(error.line()).ok();
            let message = format!("the file is no JSON: {error}");
            let hint = "give the JSON that `yusuan tables --json` prints";
            refused(path.unwrap_or("JSON"), row, "row_malformed", message, hint)
        })?;
        let tables = json::tables(&value, path)?;
        if tables.is_empty() {
            let place = PrintedPlace {
                path: path.map(str::to_owned),
                ..PrintedPlace::default()
            };
            let sentences = json::sentences(&value);
            self.texts
                .extend((!sentences.is_empty()).then_some((place, sentences)));
        }
        self.tables.extend(tables);
        Ok(())
    }

    fn check(mut self, name: &str, templates: &Templates) -> Result<Disclosure> {
        number(&mut self.tables, templates);
        keep_one_of_each(&mut self.tables);
        if self.tables.is_empty() && self.texts.is_empty() {
            let message =
                "no table of a department budget or final account is recognised".to_owned();
            let hint = "each table needs its title (部门收支总体情况表, 收入支出决算总表 …) in a row of its own, or as the name of its sheet or file";
            return Err(refused(name, None, "table_missing", message, hint).into());
        }
        let mut notes = self.notes;
        let mut findings = names::check(&mut self.tables, templates, &mut notes);
        let (accounts, budget): (Vec<_>, Vec<_>) = self
            .tables
            .into_iter()
            .partition(|table| table.table.is_final());
        let mut checks = Vec::new();
        let (mut tables, mut publications) = (Vec::new(), Vec::new());
        for tables_of_one in [budget, accounts] {
            let mut read = Publication::examine(tables_of_one, templates, &mut notes)?;
            findings.append(&mut read.findings);
            checks.append(&mut read.checks);
            tables.extend(read.document.read_tables());
            publications.push(read);
        }
        let mut sentences = narrative::Sentences::default();
        for (place, text) in &self.texts {
            sentences.compare(text, place, &publications);
            let said = narrative::check(text, place).into_iter();
            findings.extend(said.filter(|finding| !sentences.explain(finding)));
        }
        checks.extend(sentences.check());
        findings.append(&mut sentences.findings);
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.verdict));
        Ok(Disclosure {
            findings,
            tables,
            checks,
            notes,
        })
    }
}
