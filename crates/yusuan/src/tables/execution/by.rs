//! What lines can have in common.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::line::{Fund, Kind, Level, Line};
use crate::tables::CodeNames;
use crate::tables::error::TableError;
use crate::tables::table::Column;

/// By what the lines of an execution table are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExecutionBy {
    /// 指标: each line by itself.
    Line,
    /// 主管部门: the unit at the top of the tree.
    Department,
    /// 预算单位.
    Unit,
    /// 资金性质.
    Fund,
    /// 来源级次.
    Level,
    /// 支出功能分类 类, three digits.
    FunctionalClass,
    /// 支出功能分类 款, five digits.
    FunctionalGroup,
    /// 支出功能分类 项, seven digits.
    FunctionalItem,
    /// 部门预算支出经济分类 类, three digits.
    EconomicClass,
    /// 部门预算支出经济分类 款, five digits.
    EconomicGroup,
    /// 支出类别.
    Kind,
    /// 项目.
    Project,
    /// 资金首年: the first year of the money.
    Origin,
    /// 月份: how things stood at the end of each month. Months stand within the innermost group,
    /// wherever the word stands.
    Month,
}

impl ExecutionBy {
    /// Every grouping.
    pub const ALL: [Self; 14] = [
        Self::Line,
        Self::Department,
        Self::Unit,
        Self::Fund,
        Self::Level,
        Self::FunctionalClass,
        Self::FunctionalGroup,
        Self::FunctionalItem,
        Self::EconomicClass,
        Self::EconomicGroup,
        Self::Kind,
        Self::Project,
        Self::Origin,
        Self::Month,
    ];

    /// What a line shows of itself.
    const OF_LINE: [Self; 8] = [
        Self::Unit,
        Self::Fund,
        Self::Level,
        Self::Origin,
        Self::FunctionalItem,
        Self::EconomicGroup,
        Self::Kind,
        Self::Project,
    ];

    /// Return the word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Department => "department",
            Self::Unit => "unit",
            Self::Fund => "fund",
            Self::Level => "level",
            Self::FunctionalClass => "functional_class",
            Self::FunctionalGroup => "functional_group",
            Self::FunctionalItem => "functional_item",
            Self::EconomicClass => "economic_class",
            Self::EconomicGroup => "economic_group",
            Self::Kind => "kind",
            Self::Project => "project",
            Self::Origin => "origin",
            Self::Month => "month",
        }
    }

    /// Return the Chinese name.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Line => "指标",
            Self::Department => "主管部门",
            Self::Unit => "预算单位",
            Self::Fund => "资金性质",
            Self::Level => "来源级次",
            Self::FunctionalClass => "功能分类（类）",
            Self::FunctionalGroup => "功能分类（款）",
            Self::FunctionalItem => "功能分类（项）",
            Self::EconomicClass => "经济分类（类）",
            Self::EconomicGroup => "经济分类（款）",
            Self::Kind => "支出类别",
            Self::Project => "项目",
            Self::Origin => "资金首年",
            Self::Month => "月份",
        }
    }

    const fn digits(self) -> Option<usize> {
        match self {
            Self::FunctionalClass | Self::EconomicClass => Some(3),
            Self::FunctionalGroup | Self::EconomicGroup => Some(5),
            Self::FunctionalItem => Some(7),
            _ => None,
        }
    }

    /// Return the columns that say it; those that others of `all` say already are left out.
    pub(super) fn columns(self, all: &[Self]) -> Vec<Column> {
        let (id, label) = (self.as_str(), self.name_zh());
        if self == Self::Line {
            let own = Self::shown_of_line(all).flat_map(|by| by.columns(all));
            return std::iter::once(Column::label(id, label))
                .chain(own)
                .collect();
        }
        let mut columns = vec![Column::label(id, label)];
        if self.digits().is_some() {
            columns.push(Column::label(&format!("{id}_name"), "科目名称"));
        }
        columns
    }

    fn shown_of_line(all: &[Self]) -> impl Iterator<Item = Self> {
        Self::OF_LINE.into_iter().filter(|by| !all.contains(by))
    }
}

impl FromStr for ExecutionBy {
    type Err = TableError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|by| by.as_str() == text);
        found.ok_or_else(|| TableError::GroupingUnknown {
            text: text.to_owned(),
        })
    }
}

/// One of the things that lines can have in common: its place among its like, and its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Common {
    rank: usize,
    pub(super) id: String,
}

/// What a line is called by.
pub(super) struct Words<'a> {
    /// Names of the codes of the year.
    pub(super) names: &'a CodeNames,
    /// Place of each unit among all, and the unit at the top of its tree.
    pub(super) units: &'a BTreeMap<String, (usize, String)>,
}

impl Words<'_> {
    /// Return what a line has in common with others.
    pub(super) fn common(&self, by: ExecutionBy, line: &Line) -> Common {
        let key = &line.key;
        let plain = |id: String| Common { rank: 0, id };
        match by {
            ExecutionBy::Line => Common {
                rank: usize::try_from(line.id.get()).unwrap_or_default(),
                id: line.id.to_string(),
            },
            ExecutionBy::Department => self.unit(self.top(&key.unit)),
            ExecutionBy::Unit => self.unit(&key.unit),
            ExecutionBy::Fund => ranked(&Fund::ALL, key.fund, Fund::as_str),
            ExecutionBy::Level => ranked(&Level::ALL, key.level, Level::as_str),
            ExecutionBy::Kind => ranked(&Kind::ALL, key.kind, Kind::as_str),
            ExecutionBy::Project => plain(key.project_text().to_owned()),
            ExecutionBy::Origin => plain(key.origin_year.to_string()),
            ExecutionBy::Month => plain(String::new()),
            ExecutionBy::FunctionalClass
            | ExecutionBy::FunctionalGroup
            | ExecutionBy::FunctionalItem => plain(shortened(by, &key.functional_code)),
            ExecutionBy::EconomicClass | ExecutionBy::EconomicGroup => {
                plain(shortened(by, &key.economic_code))
            }
        }
    }

    /// Return the texts of the columns of [`ExecutionBy::columns`].
    pub(super) fn labels(&self, by: ExecutionBy, all: &[ExecutionBy], line: &Line) -> Vec<String> {
        let key = &line.key;
        let code = |names: &BTreeMap<String, String>, code: &str| {
            let code = shortened(by, code);
            let name = names.get(&code).cloned().unwrap_or_default();
            vec![code, name]
        };
        match by {
            ExecutionBy::Line => {
                let own = ExecutionBy::shown_of_line(all);
                let own = own.flat_map(|by| self.labels(by, all, line));
                std::iter::once(line.id.to_string()).chain(own).collect()
            }
            ExecutionBy::Department => vec![self.top(&key.unit).to_owned()],
            ExecutionBy::Unit => vec![key.unit.clone()],
            ExecutionBy::Fund => vec![key.fund.name_zh().to_owned()],
            ExecutionBy::Level => vec![key.level.name_zh().to_owned()],
            ExecutionBy::Kind => vec![key.kind.name_zh().to_owned()],
            // A row of its own needs a name; a cell beside the line may stay empty.
            ExecutionBy::Project if key.project.is_none() && all.contains(&by) => {
                vec!["（无项目）".to_owned()]
            }
            ExecutionBy::Project => vec![key.project_text().to_owned()],
            ExecutionBy::Origin => vec![key.origin_year.to_string()],
            ExecutionBy::Month => vec![String::new()],
            ExecutionBy::FunctionalClass
            | ExecutionBy::FunctionalGroup
            | ExecutionBy::FunctionalItem => code(&self.names.functional, &key.functional_code),
            ExecutionBy::EconomicClass | ExecutionBy::EconomicGroup => {
                code(&self.names.economic, &key.economic_code)
            }
        }
    }

    fn unit(&self, name: &str) -> Common {
        Common {
            rank: self.units.get(name).map_or(usize::MAX, |(place, _)| *place),
            id: name.to_owned(),
        }
    }

    fn top<'a>(&'a self, unit: &'a str) -> &'a str {
        self.units.get(unit).map_or(unit, |(_, top)| top)
    }
}

fn ranked<T: Copy + PartialEq>(all: &[T], value: T, word: fn(T) -> &'static str) -> Common {
    Common {
        rank: all
            .iter()
            .position(|known| *known == value)
            .unwrap_or(usize::MAX),
        id: word(value).to_owned(),
    }
}

fn shortened(by: ExecutionBy, code: &str) -> String {
    let digits = by.digits().unwrap_or(code.len());
    code.get(..digits).unwrap_or(code).to_owned()
}
