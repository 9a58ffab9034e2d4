//! Entries of a voucher, as CSV or as JSON.

use std::collections::BTreeMap;

use super::cell;
use super::header::{Column, Layout};
use super::problems::{Flaw, Place, Problems, shorten};
use super::table::read_rows;
use crate::acts::Entry;
use crate::error::{Error, Rule, SourceError, SourceErrors};
use crate::line::{Fund, Level, LineId, LineKey, LineName};
use crate::money::Fen;

/// Columns of an entry file, and members of an entry in JSON.
const COLUMNS: &[&str] = &[
    "event",
    "amount",
    "amount_fen",
    "line",
    "year",
    "unit",
    "fund",
    "level",
    "origin_year",
    "functional_code",
    "economic_code",
    "kind",
    "project",
    "to_line",
    "commitment",
    "payment",
    "posting",
    "contract",
    "payee",
    "counterparty",
];

pub(super) const LINE: Column = Column::new("line", &["指标", "指标编号", "行"]);
pub(super) const COMMITMENT: Column = Column::new("commitment", &["承诺", "承诺编号"]);
pub(super) const PAYEE: Column = Column::new("payee", &["收款人"]);

const LAYOUT: Layout = Layout {
    required: &[Column::new("event", &["事项", "业务"])],
    one_of: &[
        Column::new("amount_fen", &["金额(分)"]),
        Column::new("amount", &["金额(元)"]),
    ],
    optional: &[
        LINE,
        Column::new("year", &["年度", "年份", "预算年度"]),
        Column::new("unit", &["单位", "预算单位", "单位名称", "预算单位名称"]),
        Column::new("fund", &["资金性质"]),
        Column::new("level", &["来源级次", "资金级次"]),
        Column::new("origin_year", &["资金年度", "来源年度"]),
        Column::new("functional_code", &["功能分类科目编码", "功能科目编码"]),
        Column::new("economic_code", &["经济分类科目编码", "经济科目编码"]),
        Column::new("kind", &["支出类别"]),
        Column::new("project", &["项目名称", "项目"]),
        Column::new("to_line", &["调入指标"]),
        COMMITMENT,
        Column::new("payment", &["支付", "支付编号"]),
        Column::new("posting", &["记账编号"]),
        Column::new("contract", &["合同", "合同编号"]),
        PAYEE,
        Column::new("counterparty", &["对方", "对方单位"]),
    ],
    unclear: (
        &["金额", "金额(万元)"],
        "write amounts in yuan or fen and say so: 金额（元）, amount or amount_fen",
    ),
};

/// Read the entries of a voucher: JSON when the text begins with a bracket, CSV otherwise.
///
/// A row, or an object, has an `event` (or `reverse`), an `amount` in yuan as text or an
/// `amount_fen`, and what the event is about: `line` (its number) or the columns of a line file;
/// `commitment`, `payment` or `posting` by number; `unit`, `fund` and `year` for income and
/// surplus; `to_line`, `contract`, `payee`, `counterparty`. What an event has no place for is
/// refused.
///
/// # Errors
///
/// Every problem, with its row (of JSON: the number of the object, from 1) and column.
///
/// # Examples
///
/// ```
/// use yusuan::import::read_entries;
///
/// let csv = "event,line,amount,payee\npay,11,\"1,234.50\",文具店\n";
/// let json = r#"[{"event": "pay", "line": 11, "amount": "1234.50", "payee": "文具店"}]"#;
/// let entries = read_entries("voucher.csv", csv.as_bytes()).unwrap();
/// assert_eq!(entries, read_entries("voucher.json", json.as_bytes()).unwrap());
///
/// let wrong = csv.replace("pay,", "spend,");
/// let problems = read_entries("voucher.csv", wrong.as_bytes()).unwrap_err();
/// assert_eq!((problems.0[0].row, problems.token()), (Some(2), "event_unknown"));
/// ```
pub fn read_entries(path: &str, bytes: &[u8]) -> Result<Vec<Entry>, SourceErrors> {
    let mut problems = Problems::new(path);
    let entries = rows(bytes, &mut problems);
    let entries = entries.into_iter().map(|(_, entry)| entry).collect();
    problems.finish(entries)
}

/// Read the entries of a voucher for a ledger. Where rows cannot be read, it judges the others: what
/// is wrong with these is named beside them.
pub(crate) fn read_judged_entries(
    path: &str,
    bytes: &[u8],
    judge: impl Fn(&[Entry]) -> Result<Vec<(usize, Error)>, Error>,
) -> Result<Vec<Entry>, Error> {
    let mut problems = Problems::new(path);
    let (rows, entries): (Vec<u64>, Vec<Entry>) = rows(bytes, &mut problems).into_iter().unzip();
    if !problems.is_empty() {
        for (index, error) in judge(&entries)? {
            problems.keep(refused(path, rows.get(index).copied(), &error));
        }
    }
    Ok(problems.finish(entries)?)
}

/// Say of a row what the ledger says of its entry.
pub(super) fn refused(path: &str, row: Option<u64>, error: &Error) -> SourceError {
    let text = error.to_string();
    let (message, hint) = text.split_once("\nhint: ").unwrap_or((&text, ""));
    let token = error.code();
    let named = message.strip_prefix(token);
    let message = named
        .and_then(|rest| rest.strip_prefix(": "))
        .unwrap_or(message);
    SourceError {
        path: path.to_owned(),
        sheet: None,
        cell: None,
        row,
        column: None,
        value: None,
        token: token.to_owned(),
        message: message.to_owned(),
        hint: hint.to_owned(),
    }
}

/// Read each entry with its row.
fn rows(bytes: &[u8], problems: &mut Problems) -> Vec<(u64, Entry)> {
    let is_json = bytes
        .iter()
        .find(|byte| !byte.is_ascii_whitespace())
        .is_some_and(|byte| matches!(byte, b'[' | b'{'));
    if is_json {
        return read_json(bytes, problems);
    }
    read_rows(bytes, &LAYOUT, problems, |row, problems| {
        let values = COLUMNS.iter().filter_map(|column| {
            let text = row.text(column).filter(|text| !text.is_empty())?;
            Some((*column, text.to_owned()))
        });
        let entry = entry(row.number, values.collect(), problems)?;
        Some((row.number, entry))
    })
}

fn read_json(bytes: &[u8], problems: &mut Problems) -> Vec<(u64, Entry)> {
    let objects: Vec<BTreeMap<String, serde_json::Value>> = match serde_json::from_slice(bytes) {
        Ok(objects) => objects,
        Err(error) => {
            let hint = "write a list of objects, each an entry";
            let flaw = Flaw::new(
                "row_malformed",
                format!("not a list of objects: {error}"),
                hint,
            );
            problems.add(Place::default(), flaw);
            return Vec::new();
        }
    };
    let mut entries = Vec::new();
    for (number, object) in (1..).zip(objects) {
        let mut values = BTreeMap::new();
        let mut is_whole = true;
        for (name, value) in object {
            match member(&name, &value) {
                Ok(None) => {}
                Ok(Some((column, text))) => {
                    values.insert(column, text);
                }
                Err(flaw) => {
                    is_whole = false;
                    let shown = value.to_string();
                    let place = Place {
                        column: Some(&name),
                        value: Some(&shown),
                        ..Place::row(number)
                    };
                    problems.add(place, flaw);
                }
            }
        }
        if is_whole {
            entries.extend(entry(number, values, problems).map(|entry| (number, entry)));
        }
    }
    entries
}

/// Read a member of an object: text, or a whole number where it is no amount in yuan.
fn member(name: &str, value: &serde_json::Value) -> Result<Option<(&'static str, String)>, Flaw> {
    let Some(column) = COLUMNS.iter().find(|column| **column == name) else {
        let hint = format!("an entry has {}", COLUMNS.join(", "));
        return Err(Flaw::new(
            "column_unknown",
            format!("no such member: {name}"),
            hint,
        ));
    };
    match value {
        serde_json::Value::Null => Ok(None),
        serde_json::Value::String(text) if text.trim().is_empty() => Ok(None),
        serde_json::Value::String(text) => Ok(Some((column, text.trim().to_owned()))),
        serde_json::Value::Number(number) if *column != "amount" && !number.is_f64() => {
            Ok(Some((column, number.to_string())))
        }
        other => Err(Flaw::new(
            "row_malformed",
            format!(
                "neither text nor a whole number: {}",
                shorten(&other.to_string())
            ),
            "write an amount in yuan as text, or amount_fen as a whole number",
        )),
    }
}

/// What a row says, taken out column by column.
struct Said<'p> {
    number: u64,
    values: BTreeMap<&'static str, String>,
    problems: &'p mut Problems,
}

fn entry(
    number: u64,
    values: BTreeMap<&'static str, String>,
    problems: &mut Problems,
) -> Option<Entry> {
    let mut said = Said {
        number,
        values,
        problems,
    };
    let event = said.need("event", |text| Ok(text.to_owned()))?;
    let entry = said.movement(&event)?;
    let entry = match said.take("payee", cell::name) {
        Some(name) if matches!(event.as_str(), "pay") => entry.payee(name?),
        Some(_) => return said.no_place("payee"),
        None => entry,
    };
    let entry = match said.take("counterparty", cell::name) {
        Some(name) if matches!(event.as_str(), "commit") => entry.counterparty(name?),
        Some(_) => return said.no_place("counterparty"),
        None => entry,
    };
    let rest: Vec<&'static str> = said.values.keys().copied().collect();
    if rest.is_empty() {
        return Some(entry);
    }
    for column in rest {
        said.no_place::<Entry>(column);
    }
    None
}

impl Said<'_> {
    fn refuse(&mut self, column: &'static str, value: Option<&str>, flaw: Flaw) {
        let place = Place {
            column: Some(column),
            value,
            ..Place::row(self.number)
        };
        self.problems.add(place, flaw);
    }

    fn no_place<T>(&mut self, column: &'static str) -> Option<T> {
        let value = self.values.remove(column);
        let flaw = Flaw::rule(
            Rule::PostingShape,
            "this event has no place for it",
            "leave it empty, or give another event",
        );
        self.refuse(column, value.as_deref(), flaw);
        None
    }

    /// Take a value; the inner option is empty when it was refused.
    #[expect(clippy::option_option, reason = "a value is missing, wrong or there")]
    fn take<T>(
        &mut self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Flaw>,
    ) -> Option<Option<T>> {
        let text = self.values.remove(column)?;
        Some(match parse(&text) {
            Ok(value) => Some(value),
            Err(flaw) => {
                self.refuse(column, Some(&text), flaw);
                None
            }
        })
    }

    fn need<T>(
        &mut self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Flaw>,
    ) -> Option<T> {
        if let Some(value) = self.take(column, parse) {
            return value;
        }
        let flaw = Flaw::rule(
            Rule::PostingShape,
            "the value is missing",
            "write it in this row",
        );
        self.refuse(column, None, flaw);
        None
    }

    fn amount(&mut self) -> Option<Fen> {
        match self.take("amount_fen", cell::fen) {
            Some(amount) => amount,
            None => self.need("amount", cell::yuan),
        }
    }

    fn line(&mut self) -> Option<LineName> {
        if let Some(number) = self.take("line", number) {
            return Some(LineName::Id(LineId::new(number?)));
        }
        if !self.values.contains_key("functional_code") {
            let hint = "give the number of the line, or its key in the columns of a line file";
            let flaw = Flaw::rule(Rule::PostingShape, "the row names no line", hint);
            self.refuse("line", None, flaw);
            return None;
        }
        let year = self.need("year", cell::year);
        let unit = self.need("unit", cell::unit);
        let fund = self.need("fund", cell::fund);
        let level = self.take("level", cell::level).unwrap_or(Some(Level::Own));
        let origin_year = self.take("origin_year", cell::year).unwrap_or(year);
        let functional_code = self.need("functional_code", cell::functional_code);
        let economic_code = self.need("economic_code", cell::economic_code);
        let kind = self.need("kind", cell::kind);
        let project = self.take("project", cell::name);
        Some(LineName::Key(LineKey {
            year: year?,
            unit: unit?,
            fund: fund?,
            level: level?,
            origin_year: origin_year?,
            functional_code: functional_code?,
            economic_code: economic_code?,
            kind: kind?,
            project: match project {
                Some(name) => Some(name?),
                None => None,
            },
        }))
    }

    fn owner(&mut self) -> Option<(i16, String, Fund)> {
        let year = self.need("year", cell::year);
        let unit = self.need("unit", cell::unit);
        let fund = self.need("fund", cell::fund);
        Some((year?, unit?, fund?))
    }

    fn on_line<T>(&mut self, make: impl FnOnce(LineName, Fen) -> T) -> Option<T> {
        let (line, amount) = (self.line(), self.amount());
        Some(make(line?, amount?))
    }

    fn on_number(
        &mut self,
        column: &'static str,
        make: impl FnOnce(i64, Fen) -> Entry,
    ) -> Option<Entry> {
        let (id, amount) = (self.need(column, number), self.amount());
        Some(make(id?, amount?))
    }

    fn of_owner(&mut self, make: impl FnOnce(i16, String, Fund, Fen) -> Entry) -> Option<Entry> {
        let (owner, amount) = (self.owner(), self.amount());
        let (year, unit, fund) = owner?;
        Some(make(year, unit, fund, amount?))
    }

    fn movement(&mut self, event: &str) -> Option<Entry> {
        let has_commitment = self.values.contains_key("commitment");
        match event {
            "supplement" => self.on_line(Entry::supplement),
            "reduce" => self.on_line(Entry::reduce),
            "recall" => self.on_line(Entry::recall),
            "prior_year_decrease" => self.on_line(Entry::prior_year_decrease),
            "to_surplus" => self.on_line(Entry::to_surplus),
            "use_surplus" => self.on_line(Entry::use_surplus),
            "use_earmarked" => self.on_line(Entry::use_earmarked),
            "allocate_early" => self.on_line(Entry::allocate_early),
            "true_up_increase" => self.on_line(Entry::true_up_increase),
            "true_up_decrease" => self.on_line(Entry::true_up_decrease),
            "lapse" => self.on_line(Entry::lapse),
            "pay" if has_commitment => self.on_number("commitment", Entry::pay_commitment),
            "pay" => self.on_line(Entry::pay),
            "commit" if has_commitment => self.on_number("commitment", Entry::increase_commitment),
            "commit" => {
                let contract = self.need("contract", cell::name);
                self.on_line(|line, amount| (line, amount))
                    .and_then(|(line, amount)| Some(Entry::commit(line, amount, contract?)))
            }
            "transfer" => {
                let to = self.need("to_line", number);
                self.on_line(|line, amount| (line, amount))
                    .and_then(|(line, amount)| {
                        Some(Entry::transfer(line, LineId::new(to?), amount))
                    })
            }
            "release" => self.on_number("commitment", Entry::release),
            "refund" => self.on_number("payment", Entry::refund),
            "refund_prior_year" => {
                let to = self.take("to_line", number);
                let entry = self.on_number("payment", Entry::refund_prior_year)?;
                match to {
                    Some(to) => Some(entry.to_line(LineId::new(to?))),
                    None => Some(entry),
                }
            }
            "prior_year_increase" => {
                let payment = self.take("payment", number);
                let entry = self.on_line(Entry::prior_year_increase)?;
                match payment {
                    Some(payment) => Some(entry.refunds(payment?)),
                    None => Some(entry),
                }
            }
            "income_increase" => self.of_owner(Entry::income_increase),
            "income_decrease" => self.of_owner(Entry::income_decrease),
            "receive" => self.of_owner(Entry::receive),
            "return_income" => self.of_owner(Entry::return_income),
            "surrender" => self.of_owner(Entry::surrender),
            "pool_surplus" => self.of_owner(Entry::pool_surplus),
            "pool_earmarked" => self.of_owner(Entry::pool_earmarked),
            "distribute" => self.of_owner(Entry::distribute),
            "earmark_surplus" => self.of_owner(Entry::earmark_surplus),
            "reverse" => self.need("posting", number).map(Entry::reverse),
            _ => {
                let hint = "give an event that an ordinary act carries, as docs/events.md lists \
                            them, refund_prior_year, or reverse";
                let flaw = Flaw::rule(Rule::EventUnknown, "no such event", hint);
                self.refuse("event", Some(event), flaw);
                None
            }
        }
    }
}

/// Read the number of a row of the ledger.
pub(super) fn number(text: &str) -> Result<i64, Flaw> {
    text.parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| {
            Flaw::new(
                "row_malformed",
                format!("not the number of a row: {}", shorten(text)),
                "write the number that the ledger shows",
            )
        })
}
