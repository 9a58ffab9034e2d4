//! What a field of a value becomes in a table of columns.

use jiff::civil::Date;
use pyo3::prelude::*;
use yusuan::Fen;

use super::shape::{Framed, Kind, Shape, Writer};
use crate::money::Yuan;

/// The type of a field: the columns that it has, and how its values are written into them.
pub(crate) trait Cell {
    /// Declare the columns of a field of this name.
    fn declare(shape: &mut Shape, name: &str);
    /// Write the columns of one row.
    fn write(self, py: Python<'_>, out: &mut Writer) -> PyResult<()>;
    /// Leave the columns of one row empty.
    fn blank(out: &mut Writer);
}

/// A value within a value: its columns stand among those of the whole.
impl<T: Framed> Cell for T {
    fn declare(shape: &mut Shape, name: &str) {
        shape.within::<T>(name);
    }

    fn write(self, py: Python<'_>, out: &mut Writer) -> PyResult<()> {
        self.write_fields(py, out)
    }

    fn blank(out: &mut Writer) {
        T::blank_fields(out);
    }
}

impl<T: Cell> Cell for Option<T> {
    fn declare(shape: &mut Shape, name: &str) {
        T::declare(shape, name);
    }

    fn write(self, py: Python<'_>, out: &mut Writer) -> PyResult<()> {
        if let Some(value) = self {
            return value.write(py, out);
        }
        T::blank(out);
        Ok(())
    }

    fn blank(out: &mut Writer) {
        T::blank(out);
    }
}

/// Two sides of a comparison.
impl<T: Cell> Cell for (T, T) {
    fn declare(shape: &mut Shape, name: &str) {
        let (plain, unit) = match name.strip_suffix("_fen") {
            Some(plain) => (plain, "_fen"),
            None => (name, ""),
        };
        for side in ["left", "right"] {
            T::declare(shape, &format!("{plain}_{side}{unit}"));
        }
    }

    fn write(self, py: Python<'_>, out: &mut Writer) -> PyResult<()> {
        self.0.write(py, out)?;
        self.1.write(py, out)
    }

    fn blank(out: &mut Writer) {
        T::blank(out);
        T::blank(out);
    }
}

/// Types that fill one column.
macro_rules! cells {
    ($($type:ty: $kind:expr, $method:ident, |$it:ident| $value:expr;)+) => {$(
        impl Cell for $type {
            fn declare(shape: &mut Shape, name: &str) {
                shape.add(name, $kind);
            }

            fn write(self, _: Python<'_>, out: &mut Writer) -> PyResult<()> {
                let $it = self;
                out.$method($value)
            }

            fn blank(out: &mut Writer) {
                out.blank();
            }
        }
    )+};
}

cells! {
    String: Kind::Text, text, |it| &it;
    &'static str: Kind::Text, text, |it| it;
    bool: Kind::Flag, flag, |it| it;
    i64: Kind::Whole, whole, |it| i128::from(it);
    u64: Kind::Whole, whole, |it| i128::from(it);
    u8: Kind::Whole, whole, |it| i128::from(it);
    usize: Kind::Whole, whole, |it| i128::try_from(it).unwrap_or(i128::MAX);
    i16: Kind::Year, whole, |it| i128::from(it);
    Yuan: Kind::Yuan, whole, |it| i128::from(it.0.get());
    Fen: Kind::Whole, whole, |it| i128::from(it.get());
    Date: Kind::Day, day, |it| it;
}

/// Types that fill no column: what they hold is a result of its own, or no part of a table.
macro_rules! no_cells {
    ($([$($generic:tt)*] $type:ty;)+) => {$(
        impl<$($generic)*> Cell for $type {
            fn declare(_: &mut Shape, _: &str) {}

            fn write(self, _: Python<'_>, _: &mut Writer) -> PyResult<()> {
                Ok(())
            }

            fn blank(_: &mut Writer) {}
        }
    )+};
}

no_cells! {
    [T] Vec<T>;
    [T] super::Rows<T>;
    [K, V] std::collections::BTreeMap<K, V>;
}
