//! Rows of a table arranged by classification code: 总计, then 类, 款, 项 in code order.

use std::collections::BTreeMap;

use super::grid::{Grid, Shape, Sum, add_row};
use super::{BudgetInput, CodeNames};
use crate::tables::error::TableError;
use crate::tables::table::{Cell, Code, Column, Row, RowHead, RowLevel};

/// A classification, as far as rows need to know it.
pub(in crate::tables) struct Classification {
    name: &'static str,
    /// Digits of a code at each level, shortest first.
    digits: &'static [usize],
    names: fn(&CodeNames) -> &BTreeMap<String, String>,
    parts: fn(&str) -> Code,
}

/// 支出功能分类.
pub(in crate::tables) const FUNCTIONAL: Classification = Classification {
    name: "functional",
    digits: &[3, 5, 7],
    names: |names| &names.functional,
    parts: |code| Code::Functional {
        class: part(code, 0, 3).unwrap_or_default(),
        section: part(code, 3, 5),
        item: part(code, 5, 7),
    },
};

/// 部门预算支出经济分类.
pub(in crate::tables) const ECONOMIC: Classification = Classification {
    name: "economic",
    digits: &[3, 5],
    names: |names| &names.economic,
    parts: |code| Code::Economic {
        class: part(code, 0, 3).unwrap_or_default(),
        section: part(code, 3, 5),
    },
};

impl Classification {
    /// Return the name of a code in the year of the tables.
    pub(in crate::tables) fn name_of<'a>(
        &self,
        input: &BudgetInput<'a>,
        code: &str,
    ) -> Result<&'a str, TableError> {
        let name = (self.names)(input.names).get(code).map(String::as_str);
        name.ok_or_else(|| TableError::NameMissing {
            classification: self.name,
            year: input.year,
            code: code.to_owned(),
        })
    }

    /// Return the error for a code that does not have the right digits.
    pub(in crate::tables) fn shape_error(&self, code: &str) -> TableError {
        TableError::CodeShape {
            classification: self.name,
            code: code.to_owned(),
        }
    }

    fn level_of(code: &str) -> RowLevel {
        match code.len() {
            3 => RowLevel::Class,
            5 => RowLevel::Section,
            _ => RowLevel::Item,
        }
    }
}

/// Key of a finest row: a code, and a project in tables that name it, else nothing.
///
/// Without a code it is money that no code is known of. A budget has none; the surplus that a final
/// account carries on may.
pub(in crate::tables) type CodeKey<'a> = (&'a str, &'a str);

/// Make the rows of a table: total, codes with their parents, projects below their code.
pub(in crate::tables) fn code_rows(
    input: &BudgetInput<'_>,
    classification: &Classification,
    grid: Grid<CodeKey<'_>>,
    shape: &Shape,
) -> Result<Vec<Row>, TableError> {
    // A code has few parents and may have many projects: it is added up before it goes to those.
    let mut projects = Vec::new();
    let mut codes: BTreeMap<&str, Vec<Sum>> = BTreeMap::new();
    for ((code, project), leaves) in grid.into_rows(input.options)? {
        add_row(codes.entry(code).or_default(), &leaves)?;
        if !project.is_empty() {
            projects.push(((code, project), leaves));
        }
    }
    let mut total = Vec::new();
    let mut sums: BTreeMap<CodeKey<'_>, Vec<Sum>> = BTreeMap::new();
    let uncoded = codes.remove("");
    if let Some(leaves) = &uncoded {
        add_row(&mut total, leaves)?;
    }
    for (code, leaves) in codes {
        add_row(&mut total, &leaves)?;
        for digits in classification.digits {
            let parent = code
                .get(..*digits)
                .ok_or_else(|| classification.shape_error(code))?;
            add_row(sums.entry((parent, "")).or_default(), &leaves)?;
        }
    }
    if sums.is_empty() && uncoded.is_none() {
        return Ok(Vec::new());
    }
    // Two lists in order: to sort them is to merge them.
    let mut sums: Vec<_> = sums.into_iter().chain(projects).collect();
    sums.sort_by_key(|(key, _)| *key);
    let mut rows = Vec::with_capacity(sums.len().saturating_add(2));
    rows.push(total_row(input, &total, shape)?);
    for (key, leaves) in &sums {
        rows.push(code_row(input, classification, *key, leaves, shape)?);
    }
    if let Some(leaves) = uncoded {
        let head = RowHead::Item {
            id: "uncoded".to_owned(),
            level: RowLevel::Class,
            code: None,
            name: "未分科目".to_owned(),
        };
        rows.push(amount_row(input, head, &leaves, shape)?);
    }
    Ok(rows)
}

/// Make the row of a code, or of a project below it.
fn code_row(
    input: &BudgetInput<'_>,
    classification: &Classification,
    (code, project): CodeKey<'_>,
    leaves: &[Sum],
    shape: &Shape,
) -> Result<Row, TableError> {
    let name = classification.name_of(input, code)?.to_owned();
    let parts = Some((classification.parts)(code));
    if project.is_empty() {
        let head = RowHead::Item {
            id: code.to_owned(),
            level: Classification::level_of(code),
            code: parts,
            name,
        };
        return amount_row(input, head, leaves, shape);
    }
    let head = RowHead::Item {
        id: [code, "/", project].concat(),
        level: RowLevel::Project,
        code: parts,
        name,
    };
    let project = Cell::Label(Some(project.to_owned()));
    row_of(input, head, Some(("project", project)), leaves, shape)
}

/// Make the row 总计.
pub(in crate::tables) fn total_row(
    input: &BudgetInput<'_>,
    total: &[Sum],
    shape: &Shape,
) -> Result<Row, TableError> {
    let (id, name) = ("total".to_owned(), "总计".to_owned());
    let head = RowHead::Item {
        id,
        level: RowLevel::Total,
        code: None,
        name,
    };
    amount_row(input, head, total, shape)
}

/// Make a row out of its head and its leaves.
pub(in crate::tables) fn amount_row(
    input: &BudgetInput<'_>,
    head: RowHead,
    leaves: &[Sum],
    shape: &Shape,
) -> Result<Row, TableError> {
    row_of(input, head, None, leaves, shape)
}

/// Make a row that has something to say before its amounts.
fn row_of(
    input: &BudgetInput<'_>,
    head: RowHead,
    said: Option<(&'static str, Cell)>,
    leaves: &[Sum],
    shape: &Shape,
) -> Result<Row, TableError> {
    let mut cells = Vec::with_capacity(
        shape
            .columns
            .len()
            .saturating_add(usize::from(said.is_some())),
    );
    cells.extend(said.map(|(column, cell)| (column.into(), cell)));
    for cell in shape.each_cell(leaves, input.options) {
        cells.push(cell?);
    }
    Ok(Row {
        head,
        cells,
        unprinted: shape.unprinted(leaves)?,
    })
}

/// The heading 类, 款, 项 over functional codes.
pub(in crate::tables) fn functional_code_column(label: &str) -> Column {
    let part = Column::label;
    Column::group(
        "code",
        label,
        vec![
            part("class", "类"),
            part("section", "款"),
            part("item", "项"),
        ],
    )
}

/// The heading 科目 over functional codes and names.
pub(in crate::tables) fn functional_subject_column() -> Column {
    let code = functional_code_column("功能分类科目编码");
    Column::group(
        "subject",
        "科目",
        vec![code, Column::label("name", "功能分类科目名称")],
    )
}

fn part(code: &str, start: usize, end: usize) -> Option<String> {
    code.get(start..end).map(str::to_owned)
}
