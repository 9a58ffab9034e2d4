//! The ledger as its users see it.

mod first_user;
