//! The canonical encoding that the chain is made over; `docs/format.md` describes every byte.

use rusqlite::types::Value;
use sha2::{Digest, Sha256};

/// Hashes records field by field.
#[derive(Clone, Debug)]
pub(super) struct Encoder(Sha256);

impl Encoder {
    /// Begin with the hash of the act before.
    pub(super) fn after(previous: &[u8; 32]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(previous);
        Self(hasher)
    }

    /// Begin with nothing before.
    pub(super) fn alone() -> Self {
        Self(Sha256::new())
    }

    /// Begin a record: its letter.
    pub(super) fn record(&mut self, tag: u8) {
        self.0.update([tag]);
    }

    /// Add a missing value.
    pub(super) fn null(&mut self) {
        self.0.update([0]);
    }

    /// Add a whole number.
    pub(super) fn integer(&mut self, number: i64) {
        self.0.update([1]);
        self.0.update(number.to_be_bytes());
    }

    /// Add text.
    pub(super) fn text(&mut self, text: &str) {
        self.bytes(2, text.as_bytes());
    }

    /// Add bytes.
    pub(super) fn blob(&mut self, bytes: &[u8]) {
        self.bytes(3, bytes);
    }

    /// Add a whole number or its absence.
    pub(super) fn optional_integer(&mut self, number: Option<i64>) {
        match number {
            Some(number) => self.integer(number),
            None => self.null(),
        }
    }

    /// Add text or its absence.
    pub(super) fn optional_text(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// Add a value as SQLite holds it. A real number is no value of a ledger; it is encoded as
    /// its bits, so that one that got in by force is at least seen to differ.
    pub(super) fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.null(),
            Value::Integer(number) => self.integer(*number),
            Value::Text(text) => self.text(text),
            Value::Blob(bytes) => self.blob(bytes),
            Value::Real(real) => self.bytes(4, &real.to_bits().to_be_bytes()),
        }
    }

    fn bytes(&mut self, mark: u8, bytes: &[u8]) {
        self.0.update([mark]);
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.0.update(length.to_be_bytes());
        self.0.update(bytes);
    }

    /// Return the hash.
    pub(super) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
