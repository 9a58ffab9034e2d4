//! A mapping at work: the rows of somebody's own table as rows under our columns.

use std::borrow::Cow;
use std::collections::HashMap;

use super::header::{Column, Header, Layout, plain_name};
use super::mapping::Mapping;
use super::memory::Field;
use super::problems::{Flaw, Place, Problems, shorten};
use crate::money::Fen;

/// Where a column of ours comes from.
enum From<'m> {
    /// From columns of the table, which are joined.
    Places(Vec<usize>),
    /// From the mapping itself.
    Constant(&'m str),
}

/// A column of ours in a table with a mapping.
struct Bound<'m> {
    column: &'static Column,
    from: From<'m>,
    values: Option<&'m HashMap<String, String>>,
    is_in_ten_thousands: bool,
    skips_empty: bool,
    /// What stood above, where an empty cell says the same.
    above: Option<String>,
    fills_down: bool,
}

/// The columns of a table under a mapping.
pub(super) struct Mapped<'m> {
    mapping: &'m Mapping,
    columns: Vec<Bound<'m>>,
}

impl Mapping {
    /// Say whether the names of a table have one that the mapping wants.
    #[cfg(feature = "xlsx")]
    pub(super) fn names_one_of<'n>(&self, mut names: impl Iterator<Item = &'n str>) -> bool {
        names.any(|name| {
            let mut wanted = self.columns.iter().flat_map(|(_, theirs)| theirs);
            wanted.any(|theirs| plain_name(theirs) == plain_name(name))
        })
    }

    /// Find the columns of a table; report what it lacks and what the layout has no place for.
    pub(super) fn bind(
        &self,
        names: &[String],
        row: Option<u64>,
        layout: &Layout,
        problems: &mut Problems,
    ) -> (Header, Mapped<'_>) {
        let place = Place {
            row,
            ..Place::default()
        };
        let mut mapped = Mapped {
            mapping: self,
            columns: Vec::new(),
        };
        let mut found = Vec::new();
        for (column, theirs) in &self.columns {
            self.check_place(column, layout, problems);
            let mut places = Vec::new();
            for name in theirs {
                match find(names, name) {
                    Ok(at) => places.push(at),
                    Err(flaw) => {
                        let column = Some(name.as_str());
                        problems.add(Place { column, ..place }, flaw);
                    }
                }
            }
            found.push((column.name, theirs.join(" + "), places.first().copied()));
            mapped.add(column, From::Places(places));
        }
        for (column, value) in &self.constants {
            self.check_place(column, layout, problems);
            mapped.add(column, From::Constant(value));
            found.push((column.name, column.name.to_owned(), None));
        }
        let header = Header::mapped(found, place, layout, problems);
        (header, mapped)
    }

    /// Report a column that this kind of table does not have.
    fn check_place(&self, column: &Column, layout: &Layout, problems: &mut Problems) {
        if layout.columns().all(|known| known.name != column.name) {
            let message = format!("what is imported has no column {}", column.name);
            let hint = "leave it out of the mapping";
            let flaw = Flaw::new("mapping_file_invalid", message, hint);
            problems.add_about(&self.path, column.name, flaw);
        }
    }
}

/// Find the one column of a name.
fn find(names: &[String], wanted: &str) -> Result<usize, Flaw> {
    let wanted_plain = plain_name(wanted);
    let mut places = names
        .iter()
        .enumerate()
        .filter(|(_, name)| plain_name(name) == wanted_plain)
        .map(|(at, _)| at);
    match (places.next(), places.next()) {
        (Some(at), None) => Ok(at),
        (Some(_), Some(_)) => {
            let message = format!("two columns have the name: {}", shorten(wanted));
            let hint = "give them different names in the sheet, or another header_row";
            Err(Flaw::new("column_repeated", message, hint))
        }
        (None, _) => {
            let shown: Vec<&str> = names
                .iter()
                .map(String::as_str)
                .filter(|name| !name.is_empty())
                .collect();
            let message = format!("the mapping wants a column that is not there: {wanted}");
            let hint = format!(
                "correct the mapping, or its header_row; the row of names has {}",
                shorten_list(&shown)
            );
            Err(Flaw::new("column_missing", message, hint))
        }
    }
}

fn shorten_list(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(20).map(|name| shorten(name)).collect();
    shown.join(", ")
}

impl<'m> Mapped<'m> {
    fn add(&mut self, column: &'static Column, from: From<'m>) {
        let mapping = self.mapping;
        let is_among = |columns: &[&Column]| columns.iter().any(|one| one.name == column.name);
        let mut values = mapping.values.iter();
        let values = values.find(|(one, _)| one.name == column.name);
        self.columns.push(Bound {
            column,
            values: values.map(|(_, values)| values),
            is_in_ten_thousands: mapping.is_in_ten_thousands
                && column.name == "amount"
                && matches!(from, From::Places(_)),
            from,
            skips_empty: is_among(&mapping.skip_empty),
            above: None,
            fills_down: is_among(&mapping.fill_down),
        });
    }

    /// Return our columns with the one place where each stands in the table.
    pub(super) fn single_places(&self) -> impl Iterator<Item = (&'static Column, usize)> {
        self.columns.iter().filter_map(|bound| match &bound.from {
            From::Places(places) if places.len() == 1 => {
                places.first().map(|at| (bound.column, *at))
            }
            _ => None,
        })
    }

    /// Say whether a row of a file is passed over, by what stands in any of its cells.
    pub(super) fn skips<'c>(&self, mut cells: impl Iterator<Item = &'c str>) -> bool {
        let words = &self.mapping.skip_rows;
        !words.is_empty()
            && cells.any(|cell| {
                let cell = plain_name(cell);
                words.iter().any(|word| match word.strip_suffix('*') {
                    Some(start) => cell.starts_with(&plain_name(start)),
                    None => cell == plain_name(word),
                })
            })
    }

    /// Make a row under our columns; none when it is passed over.
    pub(super) fn fields<'a>(
        &mut self,
        mut value: impl FnMut(usize, &'static Column) -> Field<'a>,
    ) -> Option<Vec<Field<'a>>>
    where
        'm: 'a,
    {
        let mut fields = Vec::with_capacity(self.columns.len());
        let mut is_skipped = false;
        for bound in &mut self.columns {
            let mut field = match &bound.from {
                From::Constant(text) => Field::text(Cow::Borrowed(*text)),
                From::Places(places) => joined(places, bound.column, &mut value),
            };
            bound.fill(&mut field);
            let is_empty = field.text.trim().is_empty();
            // The rest is read all the same: what stands here may be meant for the rows below.
            is_skipped |= bound.skips_empty && is_empty;
            if !is_empty {
                bound.translate(&mut field);
            }
            fields.push(field);
        }
        (!is_skipped).then_some(fields)
    }
}

fn joined<'a>(
    places: &[usize],
    column: &'static Column,
    value: &mut impl FnMut(usize, &'static Column) -> Field<'a>,
) -> Field<'a> {
    let mut parts = places.iter().map(|at| value(*at, column));
    let Some(mut first) = parts.next() else {
        return Field::text(Cow::Borrowed(""));
    };
    for part in parts {
        let text = format!("{}{}", first.text.trim(), part.text.trim());
        let shown = [first.shown, part.shown];
        let shown: Vec<Cow<'_, str>> = shown.into_iter().flatten().collect();
        first = Field {
            text: Cow::Owned(text),
            shown: Some(Cow::Owned(shown.join(" + "))),
            line: None,
            flaw: first.flaw.or(part.flaw),
        };
    }
    first
}

impl Bound<'_> {
    /// Let an empty cell say what the one above it says.
    fn fill(&mut self, field: &mut Field<'_>) {
        if !self.fills_down {
            return;
        }
        if field.text.trim().is_empty() {
            if let Some(above) = &self.above {
                field.text = Cow::Owned(above.clone());
            }
        } else {
            self.above = Some(field.text.trim().to_owned());
        }
    }

    fn translate(&self, field: &mut Field<'_>) {
        if let Some(meaning) = self.values.and_then(|values| values.get(field.text.trim())) {
            field.text = Cow::Owned(meaning.clone());
            return;
        }
        if self.is_in_ten_thousands && field.flaw.is_none() {
            match Fen::parse_ten_thousand_yuan(&field.text) {
                Ok(amount) => field.text = Cow::Owned(amount.to_yuan_string()),
                Err(error) => field.flaw = Some(error.into()),
            }
        }
    }
}
