//! 模板: an empty table to be filled in, with what may stand where.

use super::csv;
use crate::catalogue::{Code, Scheme, Unit};
use crate::error::Result;
use crate::file::Output;
use crate::import::{TemplateColumn, template_columns};

/// An empty table to be filled in and imported: headings in Chinese, what goes where, and drop-down
/// lists of what may stand there.
///
/// # Examples
///
/// ```
/// let template = yusuan::Template::new("supplement")?;
/// assert!(template.to_csv()?.contains("预算单位,资金性质"));
/// # Ok::<(), yusuan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub(super) title: String,
    pub(super) columns: Vec<TemplateColumn>,
    /// Codes that may stand in the table, with their names.
    pub(super) codes: Vec<Code>,
    /// Whether the codes are all that are in force.
    pub(super) is_catalogue_whole: bool,
}

impl Template {
    /// Make the template of a kind of table: `lines` for draft lines; an event as `supplement` or
    /// `pay`; `entries` for a list of any events. Codes are those that come with the library.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound), `template_unknown`.
    pub fn new(what: &str) -> Result<Self> {
        Self::with_codes(what, &crate::catalogue::builtin_codes()?)
    }

    fn with_codes(what: &str, codes: &[Code]) -> Result<Self> {
        let (title, columns) = template_columns(what)?;
        let mut template = Self {
            title,
            columns,
            codes: Vec::new(),
            is_catalogue_whole: false,
        };
        template.take_codes(codes);
        Ok(template)
    }

    /// Make a template with the units and codes of a ledger.
    pub(crate) fn of_ledger(what: &str, year: i16, codes: &[Code], units: &[Unit]) -> Result<Self> {
        let mut template = Self::with_codes(what, codes)?;
        template.is_catalogue_whole = true;
        let units = units.iter().filter(|unit| unit.is_active);
        template.choose("unit", units.map(|unit| unit.name.clone()).collect());
        template.choose("year", vec![year.to_string()]);
        Ok(template)
    }

    fn take_codes(&mut self, codes: &[Code]) {
        for (column, scheme, digits) in [
            ("functional_code", Scheme::Functional, 7),
            ("economic_code", Scheme::Economic, 5),
        ] {
            if self.columns.iter().all(|known| known.name != column) {
                continue;
            }
            let leaves = codes
                .iter()
                .filter(|code| code.scheme == scheme && code.code.len() == digits);
            let mut leaves: Vec<Code> = leaves.cloned().collect();
            leaves.sort_by(|one, other| one.code.cmp(&other.code));
            let shown = leaves
                .iter()
                .map(|code| format!("{} {}", code.code, code.name));
            self.choose(column, shown.collect());
            self.codes.extend(leaves);
        }
    }

    fn choose(&mut self, column: &str, choices: Vec<String>) {
        let mut columns = self.columns.iter_mut();
        if let Some(found) = columns.find(|known| known.name == column) {
            found.choices = choices;
        }
    }

    /// Return the row of headings as CSV, for programs without workbooks.
    ///
    /// # Errors
    ///
    /// None but lack of memory.
    pub fn to_csv(&self) -> Result<String> {
        let columns = self.columns.iter();
        let headings = columns.map(|column| column.heading.clone()).collect();
        csv::write_headings(headings)
    }

    /// Write the template to a file: a workbook when its name ends in `.xlsx`, else CSV.
    ///
    /// # Errors
    ///
    /// [`FileError::NotWritten`](crate::FileError::NotWritten).
    pub fn save(&self, output: Output) -> Result<()> {
        #[cfg(feature = "xlsx")]
        if output.is_workbook() {
            return output.write(&self.to_xlsx()?);
        }
        output.write(self.to_csv()?.as_bytes())
    }
}
