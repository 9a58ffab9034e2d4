//! Derivations that share no code with what they check.

mod chain;

pub(crate) use chain::unsealed_digests;
