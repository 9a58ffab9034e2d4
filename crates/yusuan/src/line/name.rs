//! What names a line.

use serde::{Deserialize, Serialize};

use super::{Line, LineId, LineKey};

/// What names a line: its number, or its key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LineName {
    /// Its number.
    Id(LineId),
    /// Its key.
    Key(LineKey),
}

impl From<LineId> for LineName {
    fn from(id: LineId) -> Self {
        Self::Id(id)
    }
}

impl From<LineKey> for LineName {
    fn from(key: LineKey) -> Self {
        Self::Key(key)
    }
}

impl From<&LineKey> for LineName {
    fn from(key: &LineKey) -> Self {
        Self::Key(key.clone())
    }
}

impl From<&Line> for LineName {
    fn from(line: &Line) -> Self {
        Self::Id(line.id)
    }
}
