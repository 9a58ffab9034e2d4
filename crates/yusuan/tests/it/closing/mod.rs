//! 年终结账, end to end.

mod certificates;
mod county;
mod edited;
mod plans;
mod remarks;
mod successors;
mod undoing;
