//! Results as columns: what verbs return, on its way to polars, pandas, duckdb and pyarrow.
//!
//! A table is made of values batch by batch while it is read, so that it costs the memory of a batch
//! and whatever its reader keeps.

mod cell;
mod line;
mod named;
mod plan;
mod rows;
mod shape;
mod stream;
mod table;

pub(crate) use cell::Cell;
pub(crate) use named::{Money, Names};
pub(crate) use plan::PlanRows;
pub(crate) use rows::{RowShape, Rows, RowsOf, row_shapes};
pub(crate) use shape::{Framed, Kind, Shape, Writer};
pub(crate) use stream::{Frame, Pandas, Polars, Source};
pub(crate) use table::{Printed, shape as table_shape};
