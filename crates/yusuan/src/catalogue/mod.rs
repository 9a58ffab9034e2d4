//! 预算单位 and 科目: what a line may name, by year.

mod builtin;
mod code;
mod successor;
mod unit;

pub(crate) use builtin::{builtin_codes, builtin_mappings};
pub use code::{Code, EconomicMapping, Scheme};
pub(crate) use code::{
    code_names, code_record, explain_key, mapping_record, next_code_id, next_mapping_id, of_year,
};
pub use successor::{Successor, SuccessorScheme};
pub(crate) use successor::{SuccessorMap, successors, unit_successor};
pub use unit::{Unit, UnitKind};
pub(crate) use unit::{
    descendants, find_unit, inactive, is_active, require_unit, unit_ids, unit_name, unit_record,
    units,
};
