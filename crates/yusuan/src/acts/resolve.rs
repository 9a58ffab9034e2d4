//! Finding the rows an act touches, and making those it may create.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use crate::catalogue;
use crate::error::{Error, Result};
use crate::journal::{Event, Posting, Record, RecordTable, Voucher};
use crate::line::{self, Fund, Line, LineId, LineKey, LineName};
use crate::money::Fen;

/// Resolves rows for one voucher and remembers which of them the voucher creates.
pub(crate) struct Resolver<'c> {
    connection: &'c Connection,
    records: Vec<Record>,
    /// Lines that the voucher creates, and the number of the next one once there is one.
    lines: HashMap<LineKey, LineId>,
    next_line: Option<i64>,
}

impl<'c> Resolver<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            records: Vec::new(),
            lines: HashMap::new(),
            next_line: None,
        }
    }

    pub(crate) const fn connection(&self) -> &'c Connection {
        self.connection
    }

    /// Return a line that exists, or that the voucher creates.
    pub(crate) fn line(&self, line: &LineName) -> Result<Line> {
        match line {
            LineName::Id(id) => line::require_id(self.connection, *id),
            LineName::Key(key) => match self.created(key) {
                Some(created) => Ok(created),
                None => line::require(self.connection, key),
            },
        }
    }

    /// Return a line that the voucher creates.
    fn created(&self, key: &LineKey) -> Option<Line> {
        let id = *self.lines.get(key)?;
        let key = key.clone();
        Some(Line { id, key })
    }

    /// Return a line, creating it with the voucher when there is none of this key.
    pub(crate) fn line_or_new(&mut self, key: &LineKey) -> Result<Line> {
        if let Some(created) = self.created(key) {
            return Ok(created);
        }
        if let Some(id) = line::find(self.connection, key)? {
            return Ok(Line {
                id,
                key: key.clone(),
            });
        }
        self.new_line(key)
    }

    /// Create a line with the voucher, knowing that there is none of this key.
    pub(crate) fn new_line(&mut self, key: &LineKey) -> Result<Line> {
        let unit_id = catalogue::require_unit(self.connection, &key.unit)?;
        let next = match self.next_line {
            Some(next) => next,
            None => line::keep_line(self.connection)?,
        };
        let line = Line {
            id: LineId::new(next),
            key: key.clone(),
        };
        self.add("line", line::key_record(next, key, unit_id))?;
        self.next_line = Some(next + 1);
        self.lines.insert(key.clone(), line.id);
        Ok(line)
    }

    /// Return a line by its number, or by its key, creating it when there is none of this key.
    pub(crate) fn line_to_give(&mut self, line: &LineName) -> Result<Line> {
        match line {
            LineName::Key(key) => self.line_or_new(key),
            LineName::Id(_) => self.line(line),
        }
    }

    /// Return the income of a line's unit, fund and year; none for fiscal money.
    pub(crate) fn income_of(&mut self, key: &LineKey) -> Result<Option<i64>> {
        if key.fund.is_fiscal() {
            return Ok(None);
        }
        self.income(key.year, &key.unit, key.fund).map(Some)
    }

    /// Return an income, creating it with the voucher when there is none.
    pub(crate) fn income(&mut self, year: i16, unit: &str, fund: Fund) -> Result<i64> {
        let unit_id = catalogue::require_unit(self.connection, unit)?;
        if let Some(id) = line::income_id(self.connection, year, unit_id, fund)? {
            return Ok(id);
        }
        let columns = vec![
            Value::from(i64::from(year)),
            Value::from(unit_id),
            Value::from(fund.as_str().to_owned()),
        ];
        self.numbered(
            "income",
            "SELECT coalesce(max(income_id), 0) FROM income",
            columns,
        )
    }

    /// Return a surplus, creating it with the voucher when there is none.
    pub(crate) fn surplus(&mut self, unit: &str, fund: Fund) -> Result<i64> {
        let unit_id = catalogue::require_unit(self.connection, unit)?;
        if let Some(id) = line::surplus_id(self.connection, unit_id, fund)? {
            return Ok(id);
        }
        let columns = vec![Value::from(unit_id), Value::from(fund.as_str().to_owned())];
        self.numbered(
            "surplus",
            "SELECT coalesce(max(surplus_id), 0) FROM surplus",
            columns,
        )
    }

    /// Create a commitment with the voucher.
    pub(crate) fn new_commitment(
        &mut self,
        line: LineId,
        contract: &str,
        continues: Option<i64>,
    ) -> Result<i64> {
        let columns = vec![
            Value::from(line.get()),
            Value::from(contract.to_owned()),
            Value::from(continues),
        ];
        let id = self.next_number(
            "commitment",
            "SELECT coalesce(max(commitment_id), 0) FROM commitment",
        )?;
        self.add_numbered("commitment", id, columns)?;
        Ok(id)
    }

    /// Return the row of the same content that the voucher creates already, or create it.
    fn numbered(
        &mut self,
        table: &'static str,
        max: &'static str,
        columns: Vec<Value>,
    ) -> Result<i64> {
        let mut created = self
            .records
            .iter()
            .filter(|record| record.table.name == table);
        let same = created.find(|record| record.values.get(1..) == Some(columns.as_slice()));
        if let Some(Value::Integer(id)) = same.and_then(|record| record.values.first()) {
            return Ok(*id);
        }
        let id = self.next_number(table, max)?;
        self.add_numbered(table, id, columns)?;
        Ok(id)
    }

    fn next_number(&self, table: &'static str, max: &'static str) -> Result<i64> {
        let mut created = self.records.iter().rev();
        let newest = created.find(|record| record.table.name == table);
        match newest.and_then(|record| record.values.first()) {
            Some(Value::Integer(id)) => Ok(id + 1),
            _ => line::next_id(self.connection, max),
        }
    }

    fn add_numbered(&mut self, table: &'static str, id: i64, columns: Vec<Value>) -> Result<()> {
        let mut values = vec![Value::from(id)];
        values.extend(columns);
        self.add(table, values)
    }

    fn add(&mut self, table: &'static str, values: Vec<Value>) -> Result<()> {
        self.records.push(Record {
            table: description(table)?,
            values,
        });
        Ok(())
    }

    /// Make a posting on a line, with the income it has to name.
    pub(crate) fn posting(&mut self, event: Event, line: &Line, amount: Fen) -> Result<Posting> {
        let mut posting = Posting::new(event, amount.require_positive()?);
        posting.line = Some(line.id.get());
        posting.income = self.income_of(&line.key)?;
        Ok(posting)
    }

    /// Hand the created rows to the voucher.
    pub(crate) fn finish(self, voucher: &mut Voucher) {
        voucher.records.extend(self.records);
    }
}

/// Return the description of a table of records.
pub(crate) fn description(table: &'static str) -> Result<&'static RecordTable> {
    let mut tables = crate::journal::RECORD_TABLES.iter();
    tables
        .find(|description| description.name == table)
        .ok_or_else(|| Error::Internal(format!("no description of the table {table}")))
}

/// Return the line and contract of a commitment.
pub(crate) fn commitment(connection: &Connection, id: i64) -> Result<(Line, String)> {
    let sql = "SELECT line_id, contract FROM commitment WHERE commitment_id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let found: Option<(i64, String)> = statement
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (line_id, contract) = found.ok_or_else(|| {
        Error::not_found(
            "commitment_unknown",
            "the commitment",
            id,
            "list the commitments of the line",
        )
    })?;
    Ok((
        line::require_id(connection, LineId::new(line_id))?,
        contract,
    ))
}
