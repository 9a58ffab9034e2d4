//! Digests of notes, and bytes as people read them.

use super::encode::Encoder;

/// Return what the chain holds of a text. Both parts carry their length: no byte of the text can be
/// passed off as salt.
pub(super) fn note_digest(salt: &[u8], text: &str) -> [u8; 32] {
    let mut encoder = Encoder::alone();
    encoder.blob(salt);
    encoder.text(text);
    encoder.finish()
}

/// Write bytes as hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or_default();
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(digit).collect()
}
