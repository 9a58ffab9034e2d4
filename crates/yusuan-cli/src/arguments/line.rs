//! What names a line: its number, or its key.

use clap::Args;
use yusuan::{Fund, KeyPartError, Kind, Ledger, Level, LineId, LineKey, LineName};

use crate::failure::Failure;

// Requirements are checked in `LineArguments::read`, which knows what replaces them.
#[derive(Debug, Args)]
#[command(next_help_heading = "Line")]
pub(crate) struct LineArguments {
    /// Number of the line, as `yusuan lines` shows it; or name it by the options below
    #[arg(long, value_name = "ID", conflicts_with_all = [
        "year", "unit", "fund", "level", "origin_year", "functional_code", "economic_code", "kind",
        "project",
    ])]
    pub(crate) line: Option<i64>,

    /// Budget year
    #[arg(long)]
    year: Option<i16>,

    /// Unit; the only one of the ledger unless told otherwise
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,

    /// Fund, as general_public or unit_other_income
    #[arg(long)]
    fund: Option<String>,

    /// Who gave the money: own 本级 or upper 上级; own unless told otherwise
    #[arg(long)]
    level: Option<String>,

    /// First year of the money; the budget year unless told otherwise
    #[arg(long, value_name = "YEAR")]
    origin_year: Option<i16>,

    /// 支出功能分类 项, 7 digits
    #[arg(long, value_name = "CODE")]
    functional_code: Option<String>,

    /// 部门预算支出经济分类 款, 5 digits
    #[arg(long, value_name = "CODE")]
    economic_code: Option<String>,

    /// Sort of spending, as basic_personnel, basic_public or project
    #[arg(long)]
    kind: Option<String>,

    /// Name of the project, exactly when the kind is project
    #[arg(long, value_name = "NAME")]
    project: Option<String>,
}

impl LineArguments {
    /// Say whether no option names a line.
    pub(crate) const fn is_empty(&self) -> bool {
        self.line.is_none()
            && self.year.is_none()
            && self.unit.is_none()
            && self.fund.is_none()
            && self.level.is_none()
            && self.origin_year.is_none()
            && self.functional_code.is_none()
            && self.economic_code.is_none()
            && self.kind.is_none()
            && self.project.is_none()
    }

    /// Read what names the line.
    pub(crate) fn read(&self, ledger: &Ledger) -> Result<LineName, Failure> {
        match self.line {
            Some(id) => Ok(LineName::Id(LineId::new(id))),
            None => self.key(ledger).map(LineName::Key),
        }
    }

    /// Read the key of a draft.
    pub(crate) fn read_key(&self, ledger: &Ledger) -> Result<LineKey, Failure> {
        if self.line.is_some() {
            return Err(Failure::usage(
                "a draft has no number",
                "name it by --year, --fund, --functional-code, --economic-code and --kind",
            ));
        }
        self.key(ledger)
    }

    /// Read the budget year alone.
    pub(crate) fn read_year(&self) -> Result<i16, Failure> {
        required(self.year, "--year")
    }

    /// Read what names an income or a surplus.
    pub(crate) fn read_unit_and_fund(&self, ledger: &Ledger) -> Result<(String, Fund), Failure> {
        let fund = fund(required(self.fund.as_deref(), "--fund")?, "--fund")?;
        let unit = match &self.unit {
            Some(unit) => unit.clone(),
            None => only_unit(ledger)?,
        };
        Ok((unit, fund))
    }

    fn key(&self, ledger: &Ledger) -> Result<LineKey, Failure> {
        let year = required(self.year, "--year")?;
        let level = match &self.level {
            Some(text) => level(text, "--level")?,
            None => Level::Own,
        };
        Ok(LineKey {
            year,
            fund: fund(required(self.fund.as_deref(), "--fund")?, "--fund")?,
            level,
            origin_year: self.origin_year.unwrap_or(year),
            functional_code: required(self.functional_code.clone(), "--functional-code")?,
            economic_code: required(self.economic_code.clone(), "--economic-code")?,
            kind: kind(required(self.kind.as_deref(), "--kind")?, "--kind")?,
            project: self.project.clone(),
            unit: match &self.unit {
                Some(unit) => unit.clone(),
                None => only_unit(ledger)?,
            },
        })
    }
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Line that receives")]
#[expect(
    clippy::struct_field_names,
    reason = "options are named after fields, and those without the prefix name the other line"
)]
pub(crate) struct ToLineArguments {
    /// Number of the line that receives; or say in what it differs from the one that gives
    #[arg(long, value_name = "ID", conflicts_with_all = [
        "to_year", "to_unit", "to_fund", "to_level", "to_origin_year", "to_functional_code",
        "to_economic_code", "to_kind", "to_project",
    ])]
    to_line: Option<i64>,

    /// Its budget year
    #[arg(long, value_name = "YEAR")]
    to_year: Option<i16>,

    /// Its unit
    #[arg(long, value_name = "NAME")]
    to_unit: Option<String>,

    /// Its fund
    #[arg(long, value_name = "FUND")]
    to_fund: Option<String>,

    /// Its level
    #[arg(long, value_name = "LEVEL")]
    to_level: Option<String>,

    /// Its first year of the money
    #[arg(long, value_name = "YEAR")]
    to_origin_year: Option<i16>,

    /// Its functional code
    #[arg(long, value_name = "CODE")]
    to_functional_code: Option<String>,

    /// Its economic code
    #[arg(long, value_name = "CODE")]
    to_economic_code: Option<String>,

    /// Its kind
    #[arg(long, value_name = "KIND")]
    to_kind: Option<String>,

    /// Its project
    #[arg(long, value_name = "NAME")]
    to_project: Option<String>,
}

impl ToLineArguments {
    /// Read what names the line that receives, given the key of the line that gives.
    pub(crate) fn read(&self, from: &LineKey) -> Result<LineName, Failure> {
        if let Some(id) = self.to_line {
            return Ok(LineName::Id(LineId::new(id)));
        }
        let mut to = from.clone();
        if let Some(text) = &self.to_kind {
            to.kind = kind(text, "--to-kind")?;
            // Only project spending has a project to keep.
            to.project = to.project.filter(|_| to.kind == Kind::Project);
        }
        if let Some(text) = &self.to_fund {
            to.fund = fund(text, "--to-fund")?;
        }
        if let Some(text) = &self.to_level {
            to.level = level(text, "--to-level")?;
        }
        if let Some(year) = self.to_year {
            to.year = year;
        }
        if let Some(year) = self.to_origin_year {
            to.origin_year = year;
        }
        replace(&mut to.unit, self.to_unit.as_ref());
        replace(&mut to.functional_code, self.to_functional_code.as_ref());
        replace(&mut to.economic_code, self.to_economic_code.as_ref());
        if self.to_project.is_some() {
            to.project.clone_from(&self.to_project);
        }
        if to == *from {
            return Err(Failure::usage(
                "nothing says which line receives",
                "give --to-line, or in what its key differs, as --to-economic-code",
            ));
        }
        Ok(LineName::Key(to))
    }
}

fn replace(part: &mut String, with: Option<&String>) {
    if let Some(with) = with {
        part.clone_from(with);
    }
}

/// Return the value of an option that the key of a line needs.
fn required<T>(value: Option<T>, argument: &str) -> Result<T, Failure> {
    value.ok_or_else(|| {
        Failure::usage(
            format!("the line is not named completely: {argument} is missing"),
            "give --line, or --year, --fund, --functional-code, --economic-code and --kind",
        )
    })
}

/// Return the name of the unit when the ledger has one only.
pub(crate) fn only_unit(ledger: &Ledger) -> Result<String, Failure> {
    let mut units = ledger.units()?.into_iter();
    let count = units.len();
    match (units.next(), units.next()) {
        (Some(unit), None) => Ok(unit.name),
        _ => Err(Failure::Argument {
            argument: "--unit",
            code: "unit_unknown",
            message: format!("the unit must be named in a ledger with other than one: {count}"),
            hint: "give --unit".to_owned(),
        }),
    }
}

/// Read a fund by its token or Chinese name.
pub(crate) fn fund(text: &str, argument: &'static str) -> Result<Fund, Failure> {
    word(&Fund::ALL, Fund::as_str, Fund::name_zh, text, argument)
}

pub(crate) fn level(text: &str, argument: &'static str) -> Result<Level, Failure> {
    word(&Level::ALL, Level::as_str, Level::name_zh, text, argument)
}

pub(crate) fn kind(text: &str, argument: &'static str) -> Result<Kind, Failure> {
    word(&Kind::ALL, Kind::as_str, Kind::name_zh, text, argument)
}

/// Find a word of a closed list.
fn word<T>(
    all: &[T],
    token: fn(T) -> &'static str,
    name: fn(T) -> &'static str,
    text: &str,
    argument: &'static str,
) -> Result<T, Failure>
where
    T: Copy + std::str::FromStr<Err = KeyPartError>,
{
    if let Some(named) = all.iter().find(|value| name(**value) == text) {
        return Ok(*named);
    }
    text.parse().map_err(|error: KeyPartError| {
        let tokens: Vec<&str> = all.iter().map(|value| token(*value)).collect();
        Failure::word(argument, error.token(), error.to_string(), &tokens)
    })
}
