//! Reading templates, with everything that is wrong with them.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::template::{
    FinalTable, FinalTemplate, PartOf, RowChoice, TemplateIncome, TemplatePart, TemplateTable,
};
use crate::error::{SourceError, SourceErrors};
use crate::import::{TextRows, from_toml};
use crate::line::Fund;
use crate::money::CurrencyUnit;

const TOKEN: &str = "template_invalid";
const HINT: &str = "docs/final-accounts.md says what a template has";

/// Keys of a template.
const KEYS: [&str; 15] = [
    "name",
    "region",
    "first_year",
    "last_year",
    "source",
    "currency_unit",
    "surplus_used_label",
    "classes",
    "economic_codes",
    "personnel_classes",
    "three_public_budget",
    "three_public_funds",
    "income",
    "part",
    "table",
];

/// Years that a template may be for.
const YEARS: (i64, i64) = (1950, 9999);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    template: Vec<Spanned<toml::Table>>,
}

/// Faults of a file as they are found.
struct Faults<'p> {
    path: &'p str,
    found: Vec<SourceError>,
}

impl Faults<'_> {
    fn add(&mut self, row: Option<u64>, key: Option<&str>, message: impl Into<String>) {
        self.found.push(SourceError {
            path: self.path.to_owned(),
            sheet: None,
            cell: None,
            row,
            column: key.map(str::to_owned),
            value: None,
            token: TOKEN.to_owned(),
            message: message.into(),
            hint: HINT.to_owned(),
        });
    }
}

/// Read every template of a file.
pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Vec<FinalTemplate>, SourceErrors> {
    let mut faults = Faults {
        path,
        found: Vec::new(),
    };
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let rows = TextRows::of(text);
    let mut templates = Vec::new();
    match from_toml::<Document>(text) {
        Err(error) => {
            let row = error.span().map(|span| rows.row(span.start));
            faults.add(row, None, error.message());
        }
        Ok(document) if document.template.is_empty() => {
            faults.add(None, None, "the file has no [[template]]");
        }
        Ok(document) => {
            for entry in document.template {
                let row = rows.row(entry.span().start);
                let mut reader = Reader {
                    table: entry.into_inner(),
                    row,
                    faults: &mut faults,
                };
                templates.extend(reader.template().map(|template| (row, template)));
            }
        }
    }
    require_apart(&templates, &mut faults);
    if faults.found.is_empty() {
        return Ok(templates
            .into_iter()
            .map(|(_, template)| template)
            .collect());
    }
    Err(SourceErrors(faults.found))
}

/// Refuse two templates of one name, and two of one region for one year.
fn require_apart(templates: &[(u64, FinalTemplate)], faults: &mut Faults<'_>) {
    for (at, (row, template)) in templates.iter().enumerate() {
        for (_, earlier) in templates.iter().take(at) {
            if earlier.name == template.name {
                let message = format!("another template has this name: {}", template.name);
                faults.add(Some(*row), Some("name"), message);
            }
            let first = earlier.first_year.max(template.first_year);
            if earlier.region == template.region
                && first <= earlier.last_year.min(template.last_year)
            {
                let message = format!("{first} has a template already: {}", earlier.name);
                faults.add(Some(*row), Some("first_year"), message);
            }
        }
    }
}

/// A template while it is read: what is wrong is noted, and reading goes on.
struct Reader<'f, 'p> {
    table: toml::Table,
    row: u64,
    faults: &'f mut Faults<'p>,
}

impl Reader<'_, '_> {
    fn template(&mut self) -> Option<FinalTemplate> {
        let unknown: Vec<String> = self
            .table
            .keys()
            .filter(|key| !KEYS.contains(&key.as_str()))
            .cloned()
            .collect();
        for key in unknown {
            self.fault(&key, "a template has no such key");
        }
        let name = self.text("name");
        let region = self.optional_text("region");
        let (first_year, last_year) = (self.year("first_year"), self.year("last_year"));
        if let (Some(first), Some(last)) = (first_year, last_year)
            && first > last
        {
            self.fault("last_year", format!("{last} is before first_year {first}"));
        }
        let source = self.text("source");
        let currency_unit = self.word("currency_unit", "wan_yuan or yuan", |text| {
            text.parse::<CurrencyUnit>().ok()
        });
        let surplus_used_label = self.text("surplus_used_label");
        let classes = self.word("classes", "all or used", RowChoice::of);
        let economic_codes = self.word("economic_codes", "all or used", RowChoice::of);
        let personnel_classes = self.classes();
        let three_public_adjusted = self.word(
            "three_public_budget",
            "adjusted or original",
            |text| match text {
                "adjusted" => Some(true),
                "original" => Some(false),
                _ => None,
            },
        );
        let three_public_funds = self.three_public_funds();
        let income = self.income();
        let parts = self.parts(&income);
        let tables = self.tables();
        Some(FinalTemplate {
            name: name?,
            region: region?,
            first_year: first_year?,
            last_year: last_year?,
            source: source?,
            currency_unit: currency_unit?,
            surplus_used_label: surplus_used_label?,
            classes: classes?,
            economic_codes: economic_codes?,
            personnel_classes: personnel_classes?,
            three_public_adjusted: three_public_adjusted?,
            three_public_funds: three_public_funds?,
            income,
            parts,
            tables,
        })
    }

    fn fault(&mut self, key: &str, message: impl Into<String>) {
        self.faults.add(Some(self.row), Some(key), message);
    }

    fn text(&mut self, key: &str) -> Option<String> {
        match self.table.get(key) {
            Some(Value::String(text)) if !text.trim().is_empty() => Some(text.clone()),
            Some(Value::String(_)) => {
                self.fault(key, "the text is blank");
                None
            }
            Some(_) => {
                self.fault(key, "this is no text");
                None
            }
            None => {
                self.fault(key, "the key is missing");
                None
            }
        }
    }

    /// Return a text that may be left out; nothing when it is wrong.
    #[expect(clippy::option_option, reason = "left out and wrong are two things")]
    fn optional_text(&mut self, key: &str) -> Option<Option<String>> {
        if self.table.contains_key(key) {
            self.text(key).map(Some)
        } else {
            Some(None)
        }
    }

    fn year(&mut self, key: &str) -> Option<i16> {
        let year = match self.table.get(key) {
            Some(Value::Integer(year)) if (YEARS.0..=YEARS.1).contains(year) => {
                i16::try_from(*year).ok()
            }
            _ => None,
        };
        if year.is_none() {
            let message = format!("this is no year from {} to {}", YEARS.0, YEARS.1);
            self.fault(key, message);
        }
        year
    }

    fn word<T>(
        &mut self,
        key: &str,
        words: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(key)?;
        let word = read(&text);
        if word.is_none() {
            self.fault(key, format!("this is neither {words}: {text}"));
        }
        word
    }

    /// Read a list of texts.
    fn list(&mut self, key: &str, value: Option<&Value>) -> Vec<String> {
        let texts = match value {
            Some(Value::Array(values)) => values
                .iter()
                .map(|value| value.as_str().map(str::to_owned))
                .collect::<Option<Vec<String>>>(),
            _ => None,
        };
        let texts = texts.unwrap_or_default();
        if texts.is_empty() {
            self.fault(key, "this is no list of texts");
        }
        texts
    }

    fn classes(&mut self) -> Option<Vec<String>> {
        let value = self.table.get("personnel_classes").cloned();
        let classes = self.list("personnel_classes", value.as_ref());
        let is_class =
            |text: &String| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        let wrong: Vec<&String> = classes.iter().filter(|text| !is_class(text)).collect();
        for class in &wrong {
            let message = format!("an economic class has three digits: {class}");
            self.fault("personnel_classes", message);
        }
        (wrong.is_empty() && !classes.is_empty()).then_some(classes)
    }

    fn funds(&mut self, key: &str, value: Option<&Value>) -> Vec<Fund> {
        let mut funds = Vec::new();
        for text in self.list(key, value) {
            match text.parse::<Fund>() {
                Ok(fund) => funds.push(fund),
                Err(_) => self.fault(key, format!("there is no such fund: {text}")),
            }
        }
        funds
    }

    fn three_public_funds(&mut self) -> Option<Vec<Fund>> {
        let value = self.table.get("three_public_funds").cloned();
        let funds = self.funds("three_public_funds", value.as_ref());
        for fund in funds.iter().filter(|fund| !fund.is_fiscal()) {
            let message = format!("三公 counts fiscal money alone: {}", fund.as_str());
            self.fault("three_public_funds", message);
        }
        (!funds.is_empty()).then_some(funds)
    }

    /// Read the entries of a list of tables, each of which has exactly these keys.
    fn entries(&mut self, key: &str, keys: &[&str]) -> Vec<toml::Table> {
        let values = match self.table.get(key) {
            Some(Value::Array(values)) => values.clone(),
            _ => Vec::new(),
        };
        let entries: Vec<toml::Table> = values
            .into_iter()
            .filter_map(|value| value.as_table().cloned())
            .collect();
        // Parts alone may be left out.
        if entries.is_empty() && (key != "part" || self.table.contains_key(key)) {
            self.fault(key, format!("there is no [[template.{key}]]"));
        }
        for entry in &entries {
            for unknown in entry.keys().filter(|name| !keys.contains(&name.as_str())) {
                self.fault(key, format!("there is no such key: {unknown}"));
            }
        }
        entries
    }

    /// Return a text of an entry.
    fn text_of(&mut self, key: &str, entry: &toml::Table, name: &str) -> Option<String> {
        let text = entry.get(name).and_then(Value::as_str).unwrap_or_default();
        if text.trim().is_empty() {
            self.fault(key, format!("{name} is missing or blank"));
            return None;
        }
        Some(text.to_owned())
    }

    fn income(&mut self) -> Vec<TemplateIncome> {
        let mut rows = Vec::new();
        let mut seen = BTreeSet::new();
        for entry in self.entries("income", &["label", "funds"]) {
            let label = self.text_of("income", &entry, "label");
            let funds = self.funds("income", entry.get("funds"));
            for fund in &funds {
                if !seen.insert(*fund) {
                    let message = format!("two rows count this fund: {}", fund.as_str());
                    self.fault("income", message);
                }
            }
            if let Some(label) = label {
                rows.push(TemplateIncome { label, funds });
            }
        }
        for fund in Fund::ALL.into_iter().filter(|fund| !seen.contains(fund)) {
            self.fault(
                "income",
                format!("no row counts this fund: {}", fund.as_str()),
            );
        }
        rows
    }

    fn parts(&mut self, income: &[TemplateIncome]) -> Vec<TemplatePart> {
        let mut parts: Vec<TemplatePart> = Vec::new();
        for entry in self.entries("part", &["of", "label", "funds"]) {
            let label = self.text_of("part", &entry, "label");
            let funds = self.funds("part", entry.get("funds"));
            let Some(text) = self.text_of("part", &entry, "of") else {
                continue;
            };
            let row = |fund: Fund| income.iter().find(|row| row.funds.first() == Some(&fund));
            let known = PartOf::of(&text).map(|of| (of, Fund::ALL.to_vec()));
            let counted = known.and_then(|(of, all)| match of {
                PartOf::Row(fund) => row(fund).map(|row| (of, row.funds.clone())),
                PartOf::Income | PartOf::Expenditure => Some((of, all)),
                PartOf::Opening | PartOf::Closing => Some((
                    of,
                    all.into_iter().filter(|fund| fund.is_fiscal()).collect(),
                )),
            });
            let Some((of, counted)) = counted else {
                self.fault("part", format!("there is no such row: {text}"));
                continue;
            };
            for fund in funds.iter().filter(|fund| !counted.contains(fund)) {
                let message = format!("{text} is not known of this fund: {}", fund.as_str());
                self.fault("part", message);
            }
            let label = label.unwrap_or_default();
            let part = TemplatePart { of, label, funds };
            if parts.iter().any(|known| known.id() == part.id()) {
                self.fault("part", format!("it stands there twice: {}", part.id()));
            }
            parts.push(part);
        }
        parts
    }

    fn tables(&mut self) -> Vec<TemplateTable> {
        let mut tables: Vec<TemplateTable> = Vec::new();
        for entry in self.entries("table", &["content", "title"]) {
            let title = self.text_of("table", &entry, "title");
            let Some(content) = self.text_of("table", &entry, "content") else {
                continue;
            };
            let mut known = FinalTable::NUMBERED.into_iter();
            let Some(content) = known.find(|table| table.as_str() == content) else {
                self.fault("table", format!("there is no such content: {content}"));
                continue;
            };
            if tables.iter().any(|table| table.content == content) {
                self.fault(
                    "table",
                    format!("it stands there twice: {}", content.as_str()),
                );
            }
            tables.push(TemplateTable {
                content,
                title: title.unwrap_or_default(),
            });
        }
        for content in FinalTable::NUMBERED {
            if tables.iter().all(|table| table.content != content) {
                self.fault("table", format!("it is missing: {}", content.as_str()));
            }
        }
        tables
    }
}
