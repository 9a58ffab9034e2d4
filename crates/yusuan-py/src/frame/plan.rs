//! The plan of a closing as columns: the rows that `Plan.rows` gives.

use pyo3::prelude::*;
use yusuan::PlanRow;

use super::{Cell, Framed, Shape, Source, Writer};
use crate::money::Yuan;
use crate::words::{Fund, Kind, Level};

/// A row of a plan.
pub(crate) struct Planned<'r>(&'r PlanRow);

impl Framed for Planned<'_> {
    const CLASS: &'static str = "PlanRow";

    fn declare_fields(shape: &mut Shape) {
        i16::declare(shape, "year");
        i64::declare(shape, "line_id");
        i64::declare(shape, "commitment_id");
        String::declare(shape, "contract");
        String::declare(shape, "unit");
        Fund::declare(shape, "fund");
        Level::declare(shape, "level");
        i16::declare(shape, "origin_year");
        String::declare(shape, "functional_code");
        String::declare(shape, "economic_code");
        Kind::declare(shape, "kind");
        String::declare(shape, "project");
        i16::declare(shape, "age_years");
        String::declare(shape, "action");
        Yuan::declare(shape, "amount");
        i64::declare(shape, "amount_fen");
        String::declare(shape, "document");
        String::declare(shape, "policy");
        i64::declare(shape, "policy_id");
        String::declare(shape, "source");
        String::declare(shape, "becomes");
        String::declare(shape, "head");
    }

    fn write_fields(&self, py: Python<'_>, out: &mut Writer) -> PyResult<()> {
        let row = self.0.clone();
        row.year.write(py, out)?;
        row.line_id.write(py, out)?;
        row.commitment_id.write(py, out)?;
        row.contract.write(py, out)?;
        row.unit.write(py, out)?;
        Fund(row.fund).write(py, out)?;
        row.level.map(Level).write(py, out)?;
        row.origin_year.write(py, out)?;
        row.functional_code.write(py, out)?;
        row.economic_code.write(py, out)?;
        row.kind.map(Kind).write(py, out)?;
        row.project.write(py, out)?;
        row.age_years.write(py, out)?;
        out.text(row.action.as_str())?;
        Yuan(row.amount).write(py, out)?;
        row.amount.write(py, out)?;
        row.document.write(py, out)?;
        row.policy.write(py, out)?;
        row.policy_id.write(py, out)?;
        row.source.write(py, out)?;
        row.becomes.write(py, out)?;
        row.head.write(py, out)
    }

    fn blank_fields(_: &mut Writer) {}
}

/// The rows of a plan.
pub(crate) struct PlanRows(pub(crate) Vec<PlanRow>);

impl PlanRows {
    pub(crate) fn shape() -> Shape {
        Shape::of::<Planned<'_>>()
    }
}

impl Source for PlanRows {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn write(&self, first: usize, enough: usize, out: &mut Writer) -> PyResult<usize> {
        Python::attach(|py| {
            for row in self.0.iter().skip(first).take(enough) {
                Planned(row).write_rows(py, out)?;
            }
            Ok(first.saturating_add(enough).min(self.0.len()))
        })
    }
}
