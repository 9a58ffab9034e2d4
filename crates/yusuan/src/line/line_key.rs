//! The whole key of a line, and a line with its number.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Fund, Kind, Level};
use crate::error::Rule;

/// What identifies a line: one right to spend.
///
/// # Examples
///
/// ```
/// use yusuan::{Fund, Kind, Level, LineKey};
///
/// let key = LineKey {
///     year: 2025,
///     unit: "社会保险中心".to_owned(),
///     fund: Fund::GeneralPublic,
///     level: Level::Upper,
///     origin_year: 2024,
///     functional_code: "2299999".to_owned(),
///     economic_code: "30299".to_owned(),
///     kind: Kind::Project,
///     project: Some("驻村工作专项经费".to_owned()),
/// };
/// assert!(key.is_carry_over());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineKey {
    /// Budget year.
    pub year: i16,
    /// Name of the unit.
    pub unit: String,
    /// Which purse.
    pub fund: Fund,
    /// Which level of government gave the money.
    pub level: Level,
    /// First year of the money; before `year` it is a carry-over.
    pub origin_year: i16,
    /// 项, seven digits.
    pub functional_code: String,
    /// 款, five digits.
    pub economic_code: String,
    /// What sort of spending.
    pub kind: Kind,
    /// Name of the project, exactly when the kind is [`Kind::Project`].
    pub project: Option<String>,
}

impl LineKey {
    /// Return whether the money comes from an earlier year.
    #[must_use]
    pub const fn is_carry_over(&self) -> bool {
        self.origin_year < self.year
    }

    /// Return what is wrong with the project, and what to do; nothing when it goes with the kind.
    pub(crate) fn project_flaw(&self) -> Option<(Rule, String, &'static str)> {
        let (kind, project) = (self.kind, self.project_text());
        let named = format!("{} {}", kind, kind.name_zh());
        if kind != Kind::Project {
            let message = format!("{named} has no project, and one is given: {self}");
            let hint = "leave the project out, or give the kind project";
            return (!project.is_empty()).then_some((Rule::ProjectUnexpected, message, hint));
        }
        if project.trim().is_empty() {
            let message = format!("{named} needs the name of its project: {self}");
            let hint = "name the project, or give another kind";
            return Some((Rule::ProjectMissing, message, hint));
        }
        let message =
            format!("the name of the project has blanks around it: {project:?} of {self}");
        let hint = "write the name of the project without them";
        (project.trim() != project).then_some((Rule::ProjectMissing, message, hint))
    }

    pub(crate) fn project_text(&self) -> &str {
        self.project.as_deref().unwrap_or_default()
    }
}

impl fmt::Display for LineKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} {} {} {} {} {} {} {}",
            self.year,
            self.unit,
            self.fund,
            self.level,
            self.origin_year,
            self.functional_code,
            self.economic_code,
            self.kind
        )?;
        match &self.project {
            Some(project) => write!(formatter, " {project}"),
            None => Ok(()),
        }
    }
}

/// Number of a line in its ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LineId(pub(crate) i64);

impl LineId {
    /// Return the number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Make an id from a number; whether there is such a line is checked where it is used.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number)
    }
}

impl fmt::Display for LineId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A line of a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Line {
    /// Its number.
    pub id: LineId,
    /// Its key.
    pub key: LineKey,
}

impl fmt::Display for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {} ({})", self.id, self.key)
    }
}
