//! Statements 对账单: what the treasury or a bank says of a time.

use super::cell::{self, half_width};
use super::columns::{AMOUNT, AMOUNT_FEN, DATED, DOCUMENT, KEY};
use super::header::{Column, Layout, OTHERS};
use super::problems::{Flaw, Problems, shorten};
use super::table::{Row, read_rows};
use crate::date::{self, Date};
use crate::error::{Rule, SourceErrors};
use crate::money::{AmountError, Fen};
use crate::reconcile::StatementKind;

/// A row of a statement file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// Line of the file, the header being 1.
    pub row: u64,
    /// The day.
    pub dated: Date,
    /// More than zero for what went out, less for what came in.
    pub amount: Fen,
    /// The other side's number for it.
    pub key: Option<String>,
    /// Number of its document.
    pub document: Option<String>,
}

const LAYOUT: Layout = Layout {
    required: &[DATED],
    one_of: &[
        Column::new(
            "paid",
            &[
                "支出",
                "支出金额",
                "借方",
                "借方金额",
                "借方发生额",
                "支出(元)",
                "支出金额(元)",
                "借方金额(元)",
            ],
        ),
        AMOUNT,
        Column::new("paid_fen", &["支出(分)", "支出金额(分)"]),
        AMOUNT_FEN,
    ],
    optional: &[
        Column::new(
            "received",
            &[
                "收入",
                "收入金额",
                "贷方",
                "贷方金额",
                "贷方发生额",
                "收入(元)",
                "收入金额(元)",
                "贷方金额(元)",
            ],
        ),
        Column::new("received_fen", &["收入(分)", "收入金额(分)"]),
        KEY,
        DOCUMENT,
        OTHERS,
    ],
    unclear: (
        &["金额", "发生额", "金额(万元)", "支付金额(万元)"],
        "say whether it is yuan or fen: 金额（元）, amount or amount_fen; or give 支出 and 收入",
    ),
};

/// Read a statement.
///
/// `path` is the name that problems carry; nothing is opened. Columns that are not known are passed
/// over, names of people among them.
///
/// # Shape
///
/// One row for each row of the file that is not blank, in its order; at least one.
///
/// # Errors
///
/// Every problem of the file, in its order: `date_invalid`, `statement_row_invalid`, those of
/// amounts and of the file itself.
///
/// # Examples
///
/// ```
/// use yusuan::{StatementKind, import::read_statement};
///
/// let text = "交易日期,借方金额,贷方金额,流水号,对方户名,余额
/// 2025/3/1 10:21:05,\"1,234.56\",,0001,某公司,98765.44
/// 20250302,0.00,34.56,0002,某公司,98800.00
/// ";
/// let rows = read_statement("bank.csv", text.as_bytes(), StatementKind::Bank).unwrap();
/// assert_eq!((rows[0].amount.get(), rows[1].amount.get()), (123_456, -3_456));
/// assert_eq!(rows[1].dated.to_string(), "2025-03-02");
/// ```
pub fn read_statement(
    path: &str,
    bytes: &[u8],
    kind: StatementKind,
) -> Result<Vec<StatementLine>, SourceErrors> {
    read_statement_of(path, bytes, kind, (None, None))
}

/// Read a statement that covers some days, as somebody says: rows of other days are named beside
/// what could not be read.
pub(crate) fn read_statement_of(
    path: &str,
    bytes: &[u8],
    kind: StatementKind,
    days: (Option<Date>, Option<Date>),
) -> Result<Vec<StatementLine>, SourceErrors> {
    let mut problems = Problems::new(path);
    let rows = read_rows(bytes, &LAYOUT, &mut problems, |row, problems| {
        let dated = row.read("dated", |text| day_within(text, days), problems);
        let amount = money(row, kind, problems);
        Some(StatementLine {
            row: row.number,
            dated: dated?,
            amount: amount?,
            key: text(row, "key", problems),
            document: text(row, "document", problems),
        })
    });
    problems.finish(rows)
}

/// Read a text that may be missing; a wrong one is reported.
fn text(row: &Row<'_>, column: &str, problems: &mut Problems) -> Option<String> {
    row.text(column).filter(|text| !text.is_empty())?;
    row.read(column, cell::name, problems)
}

/// Read what went out: an amount with its sign, or one of two columns.
fn money(row: &Row<'_>, kind: StatementKind, problems: &mut Problems) -> Option<Fen> {
    let has = |column: &str| row.text(column).is_some();
    // Passed over, it would take what came in with it.
    for (into, out) in [("received", "paid"), ("received_fen", "paid_fen")] {
        if has(into) && !has(out) {
            let flaw = invalid(
                "what comes in stands beside another column than what goes out",
                "give both in yuan or both in fen, or one amount with its sign",
            );
            row.refuse(into, flaw, problems);
            return None;
        }
    }
    if has("amount") {
        row.read(
            "amount",
            |text| signed(Fen::parse_yuan(text)?, kind),
            problems,
        )
    } else if has("amount_fen") {
        row.read(
            "amount_fen",
            |text| signed(Fen::parse_fen(text)?, kind),
            problems,
        )
    } else if has("paid_fen") {
        one_of_two(row, ("paid_fen", "received_fen"), Fen::parse_fen, problems)
    } else {
        one_of_two(row, ("paid", "received"), Fen::parse_yuan, problems)
    }
}

/// Turn an amount with a sign into what went out: a bank writes its customer's balance, of which
/// what goes out is negative.
fn signed(amount: Fen, kind: StatementKind) -> Result<Fen, Flaw> {
    not_zero(match kind {
        StatementKind::Bank => amount.checked_neg()?,
        StatementKind::Treasury => amount,
    })
}

fn one_of_two(
    row: &Row<'_>,
    (out, into): (&str, &str),
    parse: impl Fn(&str) -> Result<Fen, AmountError>,
    problems: &mut Problems,
) -> Option<Fen> {
    let part = |text: &str| match text {
        "" => Ok(Fen::ZERO),
        text => Ok::<_, Flaw>(parse(text)?),
    };
    let paid = row.read(out, part, problems)?;
    let received = match row.text(into) {
        Some(_) => row.read(into, part, problems)?,
        None => Fen::ZERO,
    };
    let amount = match (paid.is_zero(), received.is_zero()) {
        (false, false) => Err(invalid(
            "money goes out and comes in, in one row",
            "write two rows",
        )),
        (true, false) => received.checked_neg().map_err(Flaw::from),
        _ => not_zero(paid),
    };
    match amount {
        Ok(amount) => Some(amount),
        Err(flaw) => {
            row.refuse(out, flaw, problems);
            None
        }
    }
}

fn not_zero(amount: Fen) -> Result<Fen, Flaw> {
    if amount.is_zero() {
        let hint = "leave rows without money out, as balances brought forward";
        return Err(invalid("the row moves no money", hint));
    }
    Ok(amount)
}

/// Read a day that the statement covers.
fn day_within(text: &str, (first, last): (Option<Date>, Option<Date>)) -> Result<Date, Flaw> {
    let dated = day(text)?;
    if first.is_none_or(|first| first <= dated) && last.is_none_or(|last| dated <= last) {
        return Ok(dated);
    }
    let covered = [("from", first), ("to", last)]
        .into_iter()
        .filter_map(|(word, day)| day.map(|day| format!("{word} {day}")));
    let covered = covered.collect::<Vec<_>>().join(" ");
    Err(Flaw::rule(
        Rule::StatementRowInvalid,
        format!("the row is of {dated}, and the statement covers days {covered}"),
        "correct the first and last day of the statement, or leave the row out",
    ))
}

/// Read a day as spreadsheets and banks write it, with or without a time.
fn day(text: &str) -> Result<Date, Flaw> {
    let plain: String = text.chars().map(half_width).collect();
    let (day, time) = plain.split_once([' ', 'T']).unwrap_or((&plain, ""));
    let is_time = |character: char| character.is_ascii_digit() || ":. ".contains(character);
    let is_digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let day = day.strip_suffix('日').unwrap_or(day);
    let mut parts: Vec<&str> = day.split(['-', '/', '.', '年', '月']).collect();
    if let [whole] = parts.as_slice()
        && whole.len() == 8
        && let (Some(year), Some(month), Some(day)) =
            (whole.get(..4), whole.get(4..6), whole.get(6..))
    {
        parts = vec![year, month, day];
    }
    let shown = match parts.as_slice() {
        [year, month, day] if parts.iter().all(is_digits) && time.chars().all(is_time) => {
            format!("{year}-{month:0>2}-{day:0>2}")
        }
        _ => String::new(),
    };
    date::parse(&shown).map_err(|_| {
        let message = format!("not a day: {}", shorten(text));
        Flaw::rule(Rule::DateInvalid, message, "write YYYY-MM-DD")
    })
}

fn invalid(message: &str, hint: &str) -> Flaw {
    Flaw::rule(Rule::StatementRowInvalid, message, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, kind: StatementKind) -> Result<Vec<(String, i64)>, Vec<String>> {
        read_statement("s.csv", text.as_bytes(), kind)
            .map(|rows| {
                let shown = rows.into_iter();
                shown
                    .map(|row| (row.dated.to_string(), row.amount.get()))
                    .collect()
            })
            .map_err(|problems| problems.0.into_iter().map(|one| one.token).collect())
    }

    #[test]
    fn days_are_read_as_they_are_written() {
        for text in [
            "2025-03-01",
            "2025/3/1",
            "2025.03.01",
            "2025年3月1日",
            "２０２５０３０１",
            "2025-03-01 23:59:59",
            "2025-03-01T08:00",
        ] {
            assert_eq!(
                day(text).ok().map(|day| day.to_string()).as_deref(),
                Some("2025-03-01")
            );
        }
        for text in [
            "",
            "2025-02-30",
            "3/1/2025",
            "25-3-1",
            "2025-3-1 noon",
            "2025030",
            "45719",
        ] {
            assert!(day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn money_goes_out_or_comes_in() {
        let bank = StatementKind::Bank;
        let treasury = StatementKind::Treasury;
        let one = |text: &str, kind| read(text, kind).map(|rows| rows[0].1);
        assert_eq!(one("日期,支付金额\n2025-03-01,-5.00", treasury), Ok(-500));
        assert_eq!(one("日期,金额（元）\n2025-03-01,-5.00", bank), Ok(500));
        assert_eq!(one("日期,amount_fen\n2025-03-01,7", bank), Ok(-7));
        assert_eq!(one("日期,支出,收入\n2025-03-01,,5.00", bank), Ok(-500));
        // 红字: taken back in the column where it stood.
        assert_eq!(one("日期,借方,贷方\n2025-03-01,-5.00,", bank), Ok(-500));
        assert_eq!(one("日期,paid_fen\n2025-03-01,5", bank), Ok(5));
        for (text, token) in [
            (
                "日期,支出,收入\n2025-03-01,1.00,1.00",
                "statement_row_invalid",
            ),
            (
                "日期,支出,收入\n2025-03-01,0.00,0.00",
                "statement_row_invalid",
            ),
            ("日期,支付金额\n2025-03-01,0", "statement_row_invalid"),
            (
                "日期,支出（分）,收入\n2025-03-01,500,3.00",
                "statement_row_invalid",
            ),
            (
                "日期,金额（元）,收入\n2025-03-01,5.00,3.00",
                "statement_row_invalid",
            ),
            ("日期,支付金额\n合计,5.00", "date_invalid"),
            ("日期,支付金额\n2025-03-01,1.005", "amount_subfen"),
            ("日期,金额\n2025-03-01,5", "column_unknown"),
            ("日期,余额\n2025-03-01,5", "column_missing"),
        ] {
            assert_eq!(one(text, treasury), Err(vec![token.to_owned()]), "{text}");
        }
    }
}
