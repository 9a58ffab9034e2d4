//! Which column of a file is which.

use super::cell::half_width;
use super::problems::{Flaw, Place, Problems, shorten};
use super::record::Record;

/// What the values of a column say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A word or a name, on one line.
    Text,
    /// A text that may have several lines.
    Memo,
    /// A year or a code: digits that stand for no quantity.
    Digits,
    /// The number of a row of the ledger.
    Number,
    /// A line, by its number.
    Line,
    /// Money in yuan.
    Yuan,
    /// Money in fen.
    Fen,
    /// A day.
    Day,
}

/// A column that a file can have.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    /// Other names, written as [`plain_name`] writes them; the first is the one that is shown.
    pub(super) other_names: &'static [&'static str],
    pub(super) holds: Holds,
}

/// Stands among the optional columns of a file that may have any others: they are passed over.
pub(super) const OTHERS: Column = Column::new("others", &[]);

impl Column {
    pub(super) const fn new(name: &'static str, other_names: &'static [&'static str]) -> Self {
        Self {
            name,
            other_names,
            holds: Holds::Text,
        }
    }

    /// Say what the values are, where they are no text.
    pub(super) const fn holds(mut self, holds: Holds) -> Self {
        self.holds = holds;
        self
    }

    /// Say whether a name, however it is written, means this column.
    pub(super) fn means(&self, name: &str) -> bool {
        self.is_called(&plain_name(name))
    }

    /// Return our name and all others.
    #[cfg(test)]
    pub(super) fn all_names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.other_names.iter().copied())
    }

    /// Return the Chinese name that is shown first.
    pub(super) fn name_zh(&self) -> &'static str {
        self.other_names.first().copied().unwrap_or(self.name)
    }

    fn is_called(&self, plain: &str) -> bool {
        self.name == plain || self.other_names.contains(&plain)
    }

    /// Return our name and the first Chinese one.
    fn names_of_both_languages(&self) -> String {
        let other = self.other_names.first().map(|other| format!(" {other}"));
        format!("{}{}", self.name, other.unwrap_or_default())
    }

    /// Say how the column may be called.
    fn names(&self) -> String {
        let mut names = self.name.to_owned();
        for other in self.other_names {
            names.push_str(" or ");
            names.push_str(other);
        }
        names
    }
}

/// The columns of a kind of file.
pub(super) struct Layout {
    /// Columns that a file must have.
    pub(super) required: &'static [Column],
    /// Columns of which a file must have exactly one.
    pub(super) one_of: &'static [Column],
    /// Columns that a file may have.
    pub(super) optional: &'static [Column],
    /// Names that could be one of `one_of` but do not say which, and advice.
    pub(super) unclear: (&'static [&'static str], &'static str),
}

impl Layout {
    /// Return a column by our name of it.
    pub(super) fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns().find(|column| column.name == name)
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = &'static Column> {
        self.required.iter().chain(self.one_of).chain(self.optional)
    }

    /// Return the column that a name means.
    pub(super) fn column_called(&self, name: &str) -> Option<&'static str> {
        let plain = plain_name(name);
        let mut columns = self.columns();
        let found = columns.find(|column| column.is_called(&plain));
        found.map(|column| column.name)
    }

    fn has_others(&self) -> bool {
        self.optional
            .iter()
            .any(|column| column.name == OTHERS.name)
    }

    /// Name the columns of such a file.
    fn description(&self) -> String {
        let join = |columns: &[Column], between: &str| {
            columns
                .iter()
                .map(Column::names_of_both_languages)
                .collect::<Vec<_>>()
                .join(between)
        };
        let mut text = join(self.required, ", ");
        for (columns, between) in [(self.one_of, " or "), (self.optional, ", ")] {
            if !columns.is_empty() {
                text.push_str(if between == ", " { "; perhaps " } else { ", " });
                text.push_str(&join(columns, between));
            }
        }
        text
    }
}

/// The columns that a file has.
#[derive(Clone)]
pub(super) struct Header {
    /// Names as the file writes them; empty for a column without a name.
    names: Vec<String>,
    /// Our names, and where the columns stand.
    positions: Vec<(&'static str, usize)>,
    /// Where they stand in the file, when a mapping has put them elsewhere.
    places: Option<Vec<Option<usize>>>,
}

impl Header {
    /// Read the first record; report what is missing, unknown or repeated.
    ///
    /// Returns nothing when no column at all is known, so that the rows cannot be judged.
    pub(super) fn read(
        record: &Record<'_>,
        layout: &Layout,
        problems: &mut Problems,
    ) -> Option<Self> {
        let names = record.fields.iter().map(|name| name.trim().to_owned());
        Self::of(names.collect(), Some(record.line), layout, problems)
    }

    /// Take columns that a mapping file has found, each with the name that problems show and its place
    /// in the file.
    pub(super) fn mapped(
        found: Vec<(&'static str, String, Option<usize>)>,
        place: Place<'_>,
        layout: &Layout,
        problems: &mut Problems,
    ) -> Self {
        let mut header = Self {
            names: Vec::new(),
            positions: Vec::new(),
            places: None,
        };
        let mut places = Vec::new();
        for ((column, name, place), position) in found.into_iter().zip(0..) {
            header.names.push(name);
            header.positions.push((column, position));
            places.push(place);
        }
        header.places = Some(places);
        let mut flaws = Vec::new();
        header.add_missing(layout, "mapping", false, &mut flaws);
        for (name, flaw) in flaws {
            let column = Some(name.as_str());
            problems.add(Place { column, ..place }, flaw);
        }
        header
    }

    /// Find the columns by their names, which stand in a row of a file or above a table.
    pub(super) fn of(
        names: Vec<String>,
        row: Option<u64>,
        layout: &Layout,
        problems: &mut Problems,
    ) -> Option<Self> {
        let place = Place {
            row,
            ..Place::default()
        };
        let mut header = Self {
            names,
            positions: Vec::new(),
            places: None,
        };
        let mut flaws = Vec::new();
        let is_unclear = header.find_columns(layout, &mut flaws);
        if header.positions.is_empty() {
            let (message, advice) = match row {
                Some(_) => (
                    "the first row names none of the columns",
                    "begin the file with a row of names",
                ),
                None => ("none of the columns is known", "name the columns"),
            };
            let hint = format!("{advice}: {}", layout.description());
            problems.add(place, Flaw::new("column_missing", message, hint));
            return None;
        }
        let whole = if row.is_some() { "file" } else { "table" };
        header.add_missing(layout, whole, is_unclear, &mut flaws);
        for (name, flaw) in flaws {
            let column = Some(name.as_str());
            problems.add(Place { column, ..place }, flaw);
        }
        Some(header)
    }

    /// Say whether a first record names any of the columns.
    #[cfg(feature = "xlsx")]
    pub(super) fn names_a_column(record: &Record<'_>, layout: &Layout) -> bool {
        record.fields.iter().any(|name| {
            let plain = plain_name(name.trim());
            layout.columns().any(|column| column.is_called(&plain))
        })
    }

    /// Find where the columns stand; return whether one has a name that is unclear.
    fn find_columns(&mut self, layout: &Layout, flaws: &mut Vec<(String, Flaw)>) -> bool {
        let mut is_unclear = false;
        for (position, name) in self.names.iter().enumerate() {
            let plain = plain_name(name);
            let known = layout.columns().find(|column| column.is_called(&plain));
            match known.map(|column| (column.name, self.position(column.name))) {
                _ if plain.is_empty() => {}
                Some((column, None)) => self.positions.push((column, position)),
                Some((column, Some(_))) => {
                    flaws.push((name.clone(), repeated(name, self.shown_name(column))));
                }
                None if layout.has_others() && !layout.unclear.0.contains(&plain.as_str()) => {}
                None => {
                    let unclear = layout.unclear.0.contains(&plain.as_str());
                    is_unclear |= unclear;
                    flaws.push((name.clone(), unknown(name, layout, unclear)));
                }
            }
        }
        is_unclear
    }

    /// Add the flaws of columns that are not there, or there in two forms.
    fn add_missing(
        &self,
        layout: &Layout,
        whole: &str,
        is_unclear: bool,
        flaws: &mut Vec<(String, Flaw)>,
    ) {
        for column in layout.required {
            if self.position(column.name).is_none() {
                let message = format!("the {whole} has no column {}", column.name);
                let hint = format!("add a column {}", column.names());
                flaws.push((
                    column.name.to_owned(),
                    Flaw::new("column_missing", message, hint),
                ));
            }
        }
        let mut found = layout
            .one_of
            .iter()
            .filter(|column| self.position(column.name).is_some());
        match (found.next(), found.next(), layout.one_of.first()) {
            (None, _, Some(first)) if !is_unclear => {
                let names: Vec<_> = layout.one_of.iter().map(Column::names).collect();
                let names = names.join(" or ");
                let message = format!("the {whole} has no column {names}");
                let flaw = Flaw::new("column_missing", message, "add one of them");
                flaws.push((first.name.to_owned(), flaw));
            }
            (Some(first), Some(second), _) => {
                let name = self.shown_name(second.name).to_owned();
                let flaw = repeated(&name, self.shown_name(first.name));
                flaws.push((name, flaw));
            }
            _ => {}
        }
    }

    /// Return where a column stands.
    pub(super) fn position(&self, column: &str) -> Option<usize> {
        self.positions
            .iter()
            .find(|(name, _)| *name == column)
            .map(|(_, position)| *position)
    }

    /// Return where a column stands in the file, whatever a mapping made of it.
    pub(super) fn place(&self, column: &str) -> Option<usize> {
        let position = self.position(column)?;
        match &self.places {
            Some(places) => places.get(position).copied().flatten(),
            None => Some(position),
        }
    }

    /// Return a column's name as the file writes it.
    pub(super) fn shown_name<'a>(&'a self, column: &'a str) -> &'a str {
        self.position(column)
            .and_then(|position| self.names.get(position))
            .map_or(column, |name| name)
    }

    /// Report a row whose values do not stand under the names.
    pub(super) fn check_width(&self, record: &Record<'_>, problems: &mut Problems) -> bool {
        let is_named = |position: usize| {
            self.names
                .get(position)
                .is_some_and(|name| !name.is_empty())
        };
        let mut fields = record.fields.iter().enumerate();
        let extra = fields.find(|(at, field)| !is_named(*at) && !field.trim().is_empty());
        if let Some((position, value)) = extra {
            let number = position.saturating_add(1).to_string();
            let place = Place {
                column: Some(&number),
                value: Some(value),
                position: Some(position),
                ..Place::row(record.line)
            };
            problems.add(
                place,
                Flaw::new(
                    "row_malformed",
                    format!(
                        "a value stands where no column has a name: {}",
                        shorten(value.trim())
                    ),
                    "put a value that holds a separator, such as 1,234.56, in double quotes",
                ),
            );
            return false;
        }
        let mut names = self.names.iter().enumerate().skip(record.fields.len());
        let Some((_, name)) = names.find(|(_, name)| !name.is_empty()) else {
            return true;
        };
        problems.add(
            Place {
                column: Some(name),
                ..Place::row(record.line)
            },
            Flaw::new(
                "row_malformed",
                format!("the row ends before the column {name}"),
                "write a separator for every column, also behind an empty value",
            ),
        );
        false
    }
}

/// Return a name without what does not matter in it: white space, case, width.
pub(super) fn plain_name(name: &str) -> String {
    let visible = name.chars().filter(|character| !character.is_whitespace());
    visible
        .map(|character| half_width(character).to_ascii_lowercase())
        .collect()
}

fn repeated(name: &str, first: &str) -> Flaw {
    let message = if name == first {
        format!("the column stands twice in the file: {name}")
    } else {
        format!("the column says the same as the column {first}: {name}")
    };
    Flaw::new("column_repeated", message, "keep one of them")
}

fn unknown(name: &str, layout: &Layout, is_unclear: bool) -> Flaw {
    let hint = if is_unclear {
        layout.unclear.1.to_owned()
    } else {
        format!(
            "leave the column out; the file has {}",
            layout.description()
        )
    };
    Flaw::new(
        "column_unknown",
        format!("no such column: {}", shorten(name)),
        hint,
    )
}
