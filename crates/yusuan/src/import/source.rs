//! Where a table comes from: a file, its bytes, or the memory of a program.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

use super::mapping::Mapping;
use super::memory::DataTable;
use super::read_file;
use crate::error::Result;

/// A table of lines or entries: a file, its bytes, or a table in memory.
///
/// # Examples
///
/// ```
/// use yusuan::import::{Mapping, Source};
///
/// let text = "单位,预算数\n社保中心,12.5\n";
/// let mapping = "unit_of_money = '万元'\n[columns]\nunit = '单位'\namount = '预算数'\n";
/// let mapping = Mapping::read("county.toml", mapping.as_bytes()).unwrap();
/// let source = Source::bytes("lines.csv", text.as_bytes()).mapping(mapping);
/// assert_eq!(source.name(), "lines.csv");
/// ```
pub struct Source<'a> {
    pub(super) name: String,
    pub(super) content: Content<'a>,
    pub(super) mapping: Option<Mapping>,
}

pub(super) enum Content<'a> {
    Bytes(Cow<'a, [u8]>),
    Table(&'a (dyn DataTable + 'a)),
}

impl<'a> Source<'a> {
    /// Read a file: CSV, or a workbook (xlsx, xls, ods) with the feature `xlsx`.
    ///
    /// # Errors
    ///
    /// [`FileError::SourceMissing`](crate::FileError::SourceMissing),
    /// [`FileError::Folder`](crate::FileError::Folder); `file_unreadable` and `file_too_large` in
    /// [`Error::Source`](crate::Error::Source).
    pub fn file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = read_file(path)?;
        Ok(Self::bytes(&path.to_string_lossy(), bytes))
    }

    /// Take the bytes of a file; `name` stands for it in messages.
    pub fn bytes(name: &str, bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self {
            name: name.to_owned(),
            content: Content::Bytes(bytes.into()),
            mapping: None,
        }
    }

    /// Take a table in memory; `name` stands for it in messages.
    pub fn table(name: &str, table: &'a dyn DataTable) -> Self {
        Self {
            name: name.to_owned(),
            content: Content::Table(table),
            mapping: None,
        }
    }

    /// Say by a mapping what its columns mean.
    #[must_use]
    pub fn mapping(mut self, mapping: Mapping) -> Self {
        self.mapping = Some(mapping);
        self
    }

    /// Return the name that stands for it in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Source")
            .field("name", &self.name)
            .field("mapping", &self.mapping)
            .finish_non_exhaustive()
    }
}
