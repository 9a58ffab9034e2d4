//! CSV of every table, and a descriptor that programs read: a Data Package of Frictionless.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::book::Book;
use super::folder::Folder;
use crate::error::Result;
use crate::journal::hexadecimal;
use crate::money::CurrencyUnit;
use crate::tables::{ColumnRole, Table, csv};

/// Yuan in one unit of a printed amount.
const fn factor(unit: CurrencyUnit) -> i64 {
    match unit {
        CurrencyUnit::Yuan => 1,
        CurrencyUnit::WanYuan => 10_000,
    }
}

impl Book {
    /// Write every table as CSV, and the descriptor last: it holds their hashes.
    pub(super) fn write_package(&self, folder: &mut Folder<'_>) -> Result<()> {
        let mut resources = Vec::new();
        for table in self.tables() {
            let content = csv::render(table)?.into_bytes();
            let path = format!("data/{}.csv", table.id);
            resources.push(resource(table, &path, &content, self.thousands_separator));
            folder.begin(&path)?.write(&content)?;
        }
        let descriptor = json!({
            "profile": "tabular-data-package",
            "name": format!("budget-{}", self.year),
            "title": self.title,
            "version": self.head.voucher_id.to_string(),
            "fiscalPeriod": {
                "start": format!("{}-01-01", self.year), "end": format!("{}-12-31", self.year),
            },
            "resources": resources,
        });
        let descriptor = format!("{descriptor:#}\n");
        folder
            .begin("datapackage.json")?
            .write(descriptor.as_bytes())
    }
}

fn resource(table: &Table, path: &str, content: &[u8], has_separator: bool) -> Value {
    let names = csv::headings(table);
    let leaves = table.leaf_columns();
    let fields = leaves.iter().zip(names).map(|(column, name)| {
        let mut field = json!({ "name": name, "columnId": column.id });
        let described = match column.role {
            ColumnRole::Label | ColumnRole::Group => json!({ "type": "string" }),
            ColumnRole::Rate => json!({ "type": "number", "bareNumber": false }),
            ColumnRole::Amount => json!({
                "type": "number", "columnType": "value", "currency": "CNY",
                "factor": factor(table.currency_unit),
            }),
        };
        merge(&mut field, described);
        if has_separator && column.role == ColumnRole::Amount {
            merge(&mut field, json!({ "groupChar": "," }));
        }
        field
    });
    let hash = hexadecimal(&Sha256::digest(content));
    json!({
        "profile": "tabular-data-resource",
        "name": table.id,
        "title": table.title,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": content.len(),
        "hash": format!("sha256:{hash}"),
        "schema": { "fields": fields.collect::<Vec<_>>(), "missingValues": [""] },
    })
}

fn merge(field: &mut Value, more: Value) {
    if let (Value::Object(field), Value::Object(more)) = (field, more) {
        field.extend(more);
    }
}
