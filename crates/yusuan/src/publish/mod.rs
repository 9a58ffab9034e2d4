//! Pages to be printed and signed.

mod certificate;
