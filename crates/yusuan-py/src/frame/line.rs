//! Lines and their totals as columns.

use pyo3::prelude::*;

use super::{Cell, Framed, Shape, Writer};
use crate::line::{Balance, Line, LineKey};
use crate::money::Yuan;
use crate::words::{Fund, Kind, Level};

impl Framed for LineKey {
    const CLASS: &'static str = "LineKey";

    fn declare_fields(shape: &mut Shape) {
        i16::declare(shape, "year");
        String::declare(shape, "unit");
        Fund::declare(shape, "fund");
        Level::declare(shape, "level");
        i16::declare(shape, "origin_year");
        String::declare(shape, "functional_code");
        String::declare(shape, "economic_code");
        Kind::declare(shape, "kind");
        Option::<String>::declare(shape, "project");
    }

    fn write_fields(&self, py: Python<'_>, out: &mut Writer) -> PyResult<()> {
        let key = &self.0;
        key.year.write(py, out)?;
        out.text(&key.unit)?;
        Fund(key.fund).write(py, out)?;
        Level(key.level).write(py, out)?;
        key.origin_year.write(py, out)?;
        out.text(&key.functional_code)?;
        out.text(&key.economic_code)?;
        Kind(key.kind).write(py, out)?;
        key.project.clone().write(py, out)
    }

    fn blank_fields(out: &mut Writer) {
        for _ in 0..9 {
            out.blank();
        }
    }
}

impl Framed for Line {
    const CLASS: &'static str = "Line";

    fn declare_fields(shape: &mut Shape) {
        i64::declare(shape, "line_id");
        shape.within::<LineKey>("key");
    }

    fn write_fields(&self, py: Python<'_>, out: &mut Writer) -> PyResult<()> {
        self.0.id.get().write(py, out)?;
        LineKey(self.0.key.clone()).write_fields(py, out)
    }

    fn blank_fields(out: &mut Writer) {
        out.blank();
        LineKey::blank_fields(out);
    }
}

/// The running totals; what is available stands beside them in whatever has a balance.
impl Framed for Balance {
    const CLASS: &'static str = "Balance";

    fn declare_fields(shape: &mut Shape) {
        for name in yusuan::LineBalance::COLUMNS {
            Yuan::declare(shape, name);
            i64::declare(shape, &format!("{name}_fen"));
        }
    }

    fn write_fields(&self, py: Python<'_>, out: &mut Writer) -> PyResult<()> {
        for total in self.totals() {
            Yuan(total).write(py, out)?;
            total.write(py, out)?;
        }
        Ok(())
    }

    fn blank_fields(out: &mut Writer) {
        for _ in yusuan::LineBalance::COLUMNS {
            out.blank();
            out.blank();
        }
    }
}
