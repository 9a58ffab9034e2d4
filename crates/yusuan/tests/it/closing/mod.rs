//! 年终结账, end to end.

mod county;
mod successors;
