//! Digests of notes, and bytes as people read them.

use std::fmt::Write as _;

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
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
