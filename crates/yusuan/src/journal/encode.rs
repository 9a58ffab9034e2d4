//! The canonical encoding that the chain is made over; `docs/format.md` describes every byte.

use rusqlite::types::Value;
use sha2::{Digest, Sha256};

/// Bytes that wait to be hashed, at most; an act of one posting has about two hundred.
const PENDING_BYTES: usize = 1_024;

/// Hashes records field by field. What is small is gathered first: a call for every byte or two would
/// cost more than the hash.
#[derive(Clone, Debug)]
pub(super) struct Encoder {
    hasher: Sha256,
    pending: Vec<u8>,
}

impl Encoder {
    /// Begin with the hash of the act before.
    pub(super) fn after(previous: &[u8; 32]) -> Self {
        let mut encoder = Self::alone();
        encoder.pending.extend_from_slice(previous);
        encoder
    }

    /// Begin with nothing before.
    pub(super) fn alone() -> Self {
        Self {
            hasher: Sha256::new(),
            pending: Vec::with_capacity(PENDING_BYTES),
        }
    }

    /// Begin a record: its letter.
    pub(super) fn record(&mut self, tag: u8) {
        self.hash_pending();
        self.pending.push(tag);
    }

    /// Add a missing value.
    pub(super) fn null(&mut self) {
        self.pending.push(0);
    }

    /// Add a whole number.
    pub(super) fn integer(&mut self, number: i64) {
        self.pending.push(1);
        self.pending.extend_from_slice(&number.to_be_bytes());
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
        self.pending.push(mark);
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.pending.extend_from_slice(&length.to_be_bytes());
        self.pending.extend_from_slice(bytes);
    }

    /// Hash what waits, once it is much.
    fn hash_pending(&mut self) {
        if self.pending.len() >= PENDING_BYTES {
            self.hasher.update(&self.pending);
            self.pending.clear();
        }
    }

    /// Return the hash.
    pub(super) fn finish(mut self) -> [u8; 32] {
        self.hasher.update(&self.pending);
        self.hasher.finalize().into()
    }
}
