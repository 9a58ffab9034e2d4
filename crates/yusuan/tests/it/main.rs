//! The ledger as its users see it.

#![expect(
    clippy::unwrap_used,
    reason = "what helps a test panics as the test itself does"
)]

#[path = "../publication/mod.rs"]
mod publication;
#[path = "../story/mod.rs"]
mod story;

mod bounds;
mod budget_options;
mod budget_tables;
mod catalogue;
mod closing;
mod declarations;
mod disclosure;
mod examples;
mod final_accounts;
mod first_user;
mod identities;
mod imports;
mod migration;
mod narrative;
mod office;
mod overrides;
mod payment_list;
mod payment_table;
mod policies;
mod printed;
mod random_lines;
mod reading;
mod refusals;
mod rendering;
mod rules;
mod serialised;
mod verify;
mod years;
