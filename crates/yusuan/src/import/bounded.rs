//! TOML and JSON that somebody wrote, read within limits: both become values that take many times the
//! bytes of their text.

use serde::de::{DeserializeOwned, Error};

/// Bytes of a TOML file: thousands of policies, or the words of a hundred books.
pub const TOML_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Values and names in JSON: a hundred thousand entries of twenty members each, with their names.
pub const JSON_VALUES_MAX: usize = 4_000_000;

/// Read TOML. What is nested deeper than its reader goes, it refuses itself.
pub(crate) fn from_toml<T: DeserializeOwned>(text: &str) -> Result<T, toml::de::Error> {
    if text.len() > TOML_BYTES_MAX {
        let message = format!("the text has more than {TOML_BYTES_MAX} bytes");
        return Err(toml::de::Error::custom(message));
    }
    toml::from_str(text)
}

/// Read JSON. What is nested deeper than its reader goes, it refuses itself.
pub(crate) fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    // Each of these begins one value at most; within texts they count as well.
    let begins = |byte: &&u8| matches!(byte, b',' | b':' | b'[' | b'{');
    if bytes.iter().filter(begins).nth(JSON_VALUES_MAX).is_some() {
        let message = format!("there are more than {JSON_VALUES_MAX} values");
        return Err(serde_json::Error::custom(message));
    }
    serde_json::from_slice(bytes)
}
