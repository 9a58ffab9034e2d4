//! 单位申报: what units declare of themselves, for the part of the budget book that no line says.

mod content;

pub use content::{Assets, Indicator, Performance, Procurement, Staffing, VehicleKind, Vehicles};
