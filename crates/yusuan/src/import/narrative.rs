//! Words of a narrative: what the department says, and sentences that it would rather have.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;

use super::bounded::from_toml;
use super::file::read_file;
use super::header::{Column, Layout};
use super::problems::{Flaw, Place, Problems};
use super::table::read_rows;
use super::text_rows::TextRows;
use crate::error::{Error, SourceErrors};
use crate::tables::{NarrativeTexts, Shape, TemplateFault, Templates};

const LAYOUT: Layout = Layout {
    required: &[
        Column::new("key", &["项目编号", "编号"]),
        Column::new("id", &["名称", "图示名称"]),
        Column::new("text", &["文字", "内容", "说明"]),
    ],
    one_of: &[],
    optional: &[],
    unclear: (&[], ""),
};

type Texts = BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<String>>>;

/// Read what the department says: TOML when the file's name ends so, otherwise CSV or a workbook.
///
/// `path` is the name that problems carry; nothing is opened.
///
/// # Shape
///
/// TOML: a table for each item, `["2.general_public"]`, with a text for each of its figures. CSV: a
/// row `key,id,text` for each text.
///
/// # Errors
///
/// Every problem of the file, in its order: `narrative_text_unknown` for an item or a figure that
/// nobody is asked about, and those of the file itself.
///
/// # Examples
///
/// ```
/// let text = "[\"2.general_public\"]\nreason = '工资标准调整'\n";
/// let texts = yusuan::import::read_narrative_texts("reasons.toml", text.as_bytes()).unwrap();
/// assert_eq!(texts.get("2.general_public", "reason"), Some("工资标准调整"));
/// ```
pub fn read_narrative_texts(path: &str, bytes: &[u8]) -> Result<NarrativeTexts, SourceErrors> {
    let mut problems = Problems::new(path);
    let mut texts = NarrativeTexts::default();
    if is_toml(path) {
        let source = source(bytes);
        let document: Texts = parse(&source, &mut problems).unwrap_or_default();
        let mut said: Vec<_> = document
            .iter()
            .flat_map(|(key, figures)| figures.iter().map(move |(id, text)| (key, id, text)))
            .collect();
        said.sort_by_key(|(_, id, _)| id.span().start);
        let rows = TextRows::of(&source);
        for (key, id, text) in said {
            let place = Place::row(rows.row(id.span().start));
            say(
                &mut texts,
                (key.as_ref(), id.as_ref(), text.as_ref()),
                place,
                &mut problems,
            );
        }
    } else {
        read_rows(bytes, &LAYOUT, &mut problems, |row, problems| {
            let said = (row.text("key")?, row.text("id")?, row.text("text")?);
            say(&mut texts, said, Place::row(row.number), problems);
            Some(())
        });
    }
    problems.finish(texts)
}

/// Read sentences that stand in the place of those of this library, from TOML.
///
/// `path` is the name that problems carry; nothing is opened.
///
/// # Shape
///
/// A line `"2.total" = "收入预算共{amount}，其中："` for each item; what the file leaves out stays as
/// it is.
///
/// # Errors
///
/// Every problem of the file: `template_unknown` for an item that there is not,
/// `template_placeholder_unknown` for a figure that its item does not have, `template_malformed` for
/// a brace that stands alone, each with the key as column, the placeholder as value, and the line.
///
/// # Examples
///
/// ```
/// let text = "\"2.total\" = '收入 {amout}。'\n";
/// let refused = yusuan::import::read_narrative_templates("words.toml", text.as_bytes());
/// let problem = &refused.unwrap_err().0[0];
/// assert_eq!(problem.token, "template_placeholder_unknown");
/// assert_eq!((problem.row, problem.value.as_deref()), (Some(1), Some("{amout}")));
/// ```
pub fn read_narrative_templates(path: &str, bytes: &[u8]) -> Result<Templates, SourceErrors> {
    let mut problems = Problems::new(path);
    let mut templates = Templates::default();
    let source = source(bytes);
    let document: BTreeMap<Spanned<String>, Spanned<String>> =
        parse(&source, &mut problems).unwrap_or_default();
    let mut given: Vec<_> = document.iter().collect();
    given.sort_by_key(|(key, _)| key.span().start);
    let rows = TextRows::of(&source);
    for (key, text) in given {
        let faults = templates.replace(key.as_ref(), text.as_ref());
        for fault in faults.err().unwrap_or_default() {
            let at = place_of(&source, text.span(), fault.placeholder.as_deref());
            refuse(key.as_ref(), fault, Some(rows.row(at)), &mut problems);
        }
    }
    problems.finish(templates)
}

impl NarrativeTexts {
    /// Read a file of what the department says, as [`read_narrative_texts`] does.
    ///
    /// # Errors
    ///
    /// [`Error::Source`](crate::Error::Source), [`Error::File`](crate::Error::File).
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = read_file(path)?;
        Ok(read_narrative_texts(&path.to_string_lossy(), &bytes)?)
    }

    /// Take texts by key of the item and name of the figure.
    ///
    /// # Errors
    ///
    /// `narrative_text_unknown` for each that nobody is asked about.
    pub fn of<'a>(
        said: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>,
    ) -> Result<Self, SourceErrors> {
        let mut problems = Problems::new("texts");
        let mut texts = Self::default();
        for said in said {
            say(&mut texts, said, Place::default(), &mut problems);
        }
        problems.finish(texts)
    }
}

impl Templates {
    /// Read a file of sentences, as [`read_narrative_templates`] does.
    ///
    /// # Errors
    ///
    /// [`Error::Source`](crate::Error::Source), [`Error::File`](crate::Error::File).
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = read_file(path)?;
        Ok(read_narrative_templates(&path.to_string_lossy(), &bytes)?)
    }

    /// Put sentences in the place of those that are there, by the key of their item.
    ///
    /// # Errors
    ///
    /// As [`read_narrative_templates`], without a line.
    ///
    /// # Examples
    ///
    /// ```
    /// use yusuan::tables::Templates;
    ///
    /// assert!(Templates::default().with([("2.total", "收入共{amount}。")]).is_ok());
    /// assert!(Templates::default().with([("2.total", "收入共{amount。")]).is_err());
    /// ```
    pub fn with<'a>(
        mut self,
        given: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, SourceErrors> {
        let mut problems = Problems::new("templates");
        for (key, text) in given {
            for fault in self.replace(key, text).err().unwrap_or_default() {
                refuse(key, fault, None, &mut problems);
            }
        }
        problems.finish(self)
    }
}

/// Keep a text, unless nobody is asked about it.
fn say(
    texts: &mut NarrativeTexts,
    (key, id, text): (&str, &str, &str),
    place: Place<'_>,
    problems: &mut Problems,
) {
    let shape = Shape::of(key);
    if shape.is_some_and(|shape| shape.has_text(id) && !id.contains('*') && !key.contains('*')) {
        texts.say(key, id, text);
        return;
    }
    let (message, value) = match shape {
        None => (format!("the narrative has no item of this key: {key}"), key),
        Some(_) => (
            format!("the item {key} asks for no text of this name: {id}"),
            id,
        ),
    };
    let hint = "docs/narrative.md lists the keys; reason and use are what the department says";
    let place = Place {
        column: Some(key),
        value: Some(value),
        ..place
    };
    problems.add(place, Flaw::new("narrative_text_unknown", message, hint));
}

fn refuse(key: &str, fault: TemplateFault, row: Option<u64>, problems: &mut Problems) {
    let place = Place {
        row,
        column: Some(key),
        value: fault.placeholder.as_deref(),
        position: None,
    };
    problems.add(place, Flaw::new(fault.token, fault.message, fault.hint));
}

fn is_toml(path: &str) -> bool {
    path.to_lowercase().ends_with(".toml")
}

fn source(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
}

fn parse<T: serde::de::DeserializeOwned>(source: &str, problems: &mut Problems) -> Option<T> {
    match from_toml(source) {
        Ok(document) => Some(document),
        Err(error) => {
            let place = error.span().map_or_else(Place::default, |span| {
                Place::row(TextRows::of(source).row(span.start))
            });
            let hint = "docs/narrative.md shows such a file; keys with a point stand in quotes";
            problems.add(place, Flaw::new("row_malformed", error.message(), hint));
            None
        }
    }
}

/// Return where a placeholder stands within the value that has it.
fn place_of(source: &str, value: Range<usize>, placeholder: Option<&str>) -> usize {
    let written = source.get(value.clone()).unwrap_or_default();
    let at = placeholder.and_then(|placeholder| written.find(placeholder));
    value.start.saturating_add(at.unwrap_or_default())
}
