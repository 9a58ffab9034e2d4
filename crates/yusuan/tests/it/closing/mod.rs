//! 年终结账, end to end.

mod aging;
mod certificates;
mod county;
mod departures;
mod derived;
mod edited;
mod plans;
mod remarks;
mod rules;
mod successors;
mod undoing;
