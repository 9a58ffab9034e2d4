//! Slips of those who type tables, one at a random place.

use yusuan::tables::{Cell, Code, RowHead, RowLevel, Table};

use super::Random;
use super::print::amount_text;

/// A class of slips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slip {
    DigitDropped,
    DigitDoubled,
    DigitsSwapped,
    DecimalShift,
    RowSlipped,
    SignWrong,
    TotalWrong,
    CodeWrong,
    NameWrong,
}

impl Slip {
    pub(crate) const ALL: [Self; 9] = [
        Self::DigitDropped,
        Self::DigitDoubled,
        Self::DigitsSwapped,
        Self::DecimalShift,
        Self::RowSlipped,
        Self::SignWrong,
        Self::TotalWrong,
        Self::CodeWrong,
        Self::NameWrong,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::DigitDropped => "digit dropped",
            Self::DigitDoubled => "digit doubled",
            Self::DigitsSwapped => "digits swapped",
            Self::DecimalShift => "decimal shift",
            Self::RowSlipped => "row slipped",
            Self::SignWrong => "sign wrong",
            Self::TotalWrong => "total wrong",
            Self::CodeWrong => "code wrong",
            Self::NameWrong => "name wrong",
        }
    }

    /// Those of an amount in a sentence.
    pub(crate) const OF_SENTENCES: [Self; 5] = [
        Self::DigitDropped,
        Self::DigitDoubled,
        Self::DigitsSwapped,
        Self::DecimalShift,
        Self::TotalWrong,
    ];

    /// The cause that the checker should name.
    pub(crate) const fn cause(self) -> &'static str {
        match self {
            Self::DigitDropped => "digit_dropped",
            Self::DigitDoubled => "digit_doubled",
            Self::DigitsSwapped => "digits_swapped",
            Self::DecimalShift => "decimal_shift",
            Self::RowSlipped => "row_slipped",
            Self::SignWrong => "sign_wrong",
            Self::TotalWrong => "total_wrong",
            Self::CodeWrong => "code_wrong",
            Self::NameWrong => "name_wrong",
        }
    }
}

/// What was done: the table, and the rows and columns by id. A code or a name has no column.
#[derive(Clone, Debug)]
pub(crate) struct Done {
    pub(crate) table: String,
    pub(crate) places: Vec<(String, Option<String>)>,
    pub(crate) what: String,
    /// Whether the wrong amount is ten or a hundred times the right one, or the reverse: a zero
    /// that was dropped, doubled or exchanged is a decimal shift too.
    pub(crate) is_shift: bool,
}

/// Make a slip; none when the place that was chosen does not allow it.
pub(crate) fn make(slip: Slip, tables: &mut [Table], random: &mut Random) -> Option<Done> {
    match slip {
        Slip::RowSlipped => row_slipped(tables, random),
        Slip::CodeWrong => code_wrong(tables, random),
        Slip::NameWrong => name_wrong(tables, random),
        _ => amount_wrong(slip, tables, random),
    }
}

/// Every printed amount: table, row, cell.
fn amounts(tables: &[Table]) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    for (table, page) in tables.iter().enumerate() {
        for (row, line) in page.rows.iter().enumerate() {
            for (cell, (_, content)) in line.cells.iter().enumerate() {
                if amount_text(content).is_some() {
                    found.push((table, row, cell));
                }
            }
        }
    }
    found
}

fn row_id(table: &Table, row: usize, column: &str) -> String {
    match &table.rows[row].head {
        RowHead::Sides {
            income_id,
            expenditure_code,
            ..
        } => if column.starts_with("income") || column.starts_with("personnel") {
            income_id
        } else {
            expenditure_code
        }
        .clone()
        .unwrap_or_default(),
        RowHead::Item { id, .. } => id.clone(),
    }
}

fn done(tables: &[Table], places: &[(usize, usize, usize)], what: String) -> Done {
    let table = &tables[places[0].0];
    let place = |(_, row, cell): &(usize, usize, usize)| {
        let column = table.rows[*row].cells[*cell].0.clone();
        (row_id(table, *row, &column), Some(column.into_owned()))
    };
    Done {
        table: table.id.clone(),
        places: places.iter().map(place).collect(),
        what,
        is_shift: false,
    }
}

fn set(tables: &mut [Table], at: (usize, usize, usize), new: Option<String>) {
    if let Cell::Amount { text, .. } = &mut tables[at.0].rows[at.1].cells[at.2].1 {
        *text = new.map(String::into_boxed_str);
    }
}

fn amount_wrong(slip: Slip, tables: &mut [Table], random: &mut Random) -> Option<Done> {
    let mut places = amounts(tables);
    if slip == Slip::TotalWrong {
        places.retain(|place| is_total(tables, *place));
    }
    let at = *random.pick(&places);
    let right = amount_text(&tables[at.0].rows[at.1].cells[at.2].1)?.to_owned();
    let (wrong, is_shift) = wrong_amount(slip, &right, random)?;
    set(tables, at, Some(wrong.clone()));
    Some(Done {
        is_shift,
        ..done(tables, &[at], format!("{right} → {wrong}"))
    })
}

/// Return an amount with a slip, and whether it is ten or a hundred times the right one or the
/// reverse.
pub(crate) fn wrong_amount(slip: Slip, right: &str, random: &mut Random) -> Option<(String, bool)> {
    let wrong = match slip {
        Slip::DigitDropped => dropped(right, random)?,
        Slip::DigitDoubled => doubled(right, random),
        Slip::DigitsSwapped => swapped(right, random)?,
        Slip::DecimalShift => shifted(right, random),
        Slip::SignWrong => right
            .strip_prefix('-')
            .map_or_else(|| format!("-{right}"), str::to_owned),
        _ => other_total(right, random),
    };
    let (one, other) = (number(&wrong)?, number(right)?);
    let factors = [10, 100];
    let mut factors = factors.iter();
    let is_shift = factors.any(|factor| one * factor == other || other * factor == one);
    (one != other).then_some((wrong, is_shift))
}

/// Say whether a cell is a total of others in its table.
fn is_total(tables: &[Table], (table, row, cell): (usize, usize, usize)) -> bool {
    let page = &tables[table];
    let (column, _) = &page.rows[row].cells[cell];
    match &page.rows[row].head {
        RowHead::Sides { .. } if page.id == "final-06" => {
            let id = row_id(page, row, column);
            id.len() == 3 || id.ends_with("_total")
        }
        RowHead::Sides { .. } => {
            column == "expenditure_total"
                || ["current", "total"].contains(&row_id(page, row, column).as_str())
        }
        RowHead::Item { level, .. } => {
            let has_parts = match level {
                RowLevel::Total | RowLevel::Class => true,
                RowLevel::Section => page.id != "budget-06",
                _ => false,
            };
            column.ends_with("total") || has_parts
        }
    }
}

/// Return an amount as hundredths.
fn number(text: &str) -> Option<i128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{fraction:0<2}").parse().ok()
}

fn digits(text: &str) -> Vec<usize> {
    let digits = text
        .char_indices()
        .filter(|(_, character)| character.is_ascii_digit());
    digits.map(|(at, _)| at).collect()
}

fn dropped(right: &str, random: &mut Random) -> Option<String> {
    let mut text = right.to_owned();
    text.remove(*random.pick(&digits(right)));
    // Nobody overlooks the only digit before the point.
    (!text.starts_with('.') && !text.starts_with("-.")).then_some(text)
}

fn doubled(right: &str, random: &mut Random) -> String {
    let at = *random.pick(&digits(right));
    // Two decimal places are printed, however many were typed.
    let end = right.find('.').unwrap_or(right.len());
    let at = if at > end { at - end - 1 } else { at }.min(end.saturating_sub(1));
    let mut text = right.to_owned();
    text.insert(at, right.as_bytes()[at].into());
    text
}

fn swapped(right: &str, random: &mut Random) -> Option<String> {
    let digits = digits(right);
    let at = random.below(digits.len() - 1);
    let mut text = right.as_bytes().to_vec();
    text.swap(digits[at], digits[at + 1]);
    let text = String::from_utf8(text).ok()?;
    let leads = text.starts_with('0') && !text.starts_with("0.");
    (!leads).then_some(text)
}

fn shifted(right: &str, random: &mut Random) -> String {
    let hundredths = number(right).unwrap_or_default();
    let factor = *random.pick(&[10, 100]);
    let wrong = if random.percent(50) {
        hundredths * factor
    } else {
        hundredths / factor
    };
    hundredths_text(wrong)
}

fn hundredths_text(hundredths: i128) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

fn other_total(right: &str, random: &mut Random) -> String {
    let hundredths = number(right).unwrap_or_default();
    // Off by a part that was forgotten or added twice: anything from a tenth to a half.
    let most = usize::try_from(hundredths.unsigned_abs() / 2 + 200).unwrap();
    let by = i128::try_from(random.below(most) + 20).unwrap();
    hundredths_text(if random.percent(50) {
        hundredths + by
    } else {
        hundredths - by
    })
}

fn row_slipped(tables: &mut [Table], random: &mut Random) -> Option<Done> {
    let at = *random.pick(&amounts(tables));
    let (table, row, cell) = at;
    let other = if random.percent(50) {
        row + 1
    } else {
        row.checked_sub(1)?
    };
    let page = &tables[table];
    let below = page.rows.get(other)?;
    let column = &page.rows[row].cells[cell].0;
    if below.cells.get(cell)?.0 != *column || row_id(page, other, column).is_empty() {
        return None;
    }
    let text = |row: usize, cell: usize| {
        amount_text(&tables[table].rows[row].cells[cell].1).map(str::to_owned)
    };
    let whole_row = random.percent(30) && matches!(below.head, RowHead::Item { .. });
    let cells: Vec<usize> = if whole_row {
        (0..below.cells.len()).collect()
    } else {
        vec![cell]
    };
    let mut places = Vec::new();
    let mut changes = Vec::new();
    for cell in cells {
        let (here, there) = (text(row, cell), text(other, cell));
        if here != there {
            places.extend([(table, row, cell), (table, other, cell)]);
            changes.extend([((table, row, cell), there), ((table, other, cell), here)]);
        }
    }
    if places.is_empty() {
        return None;
    }
    let what = format!(
        "{} and {} exchanged",
        text(row, cell).unwrap_or_default(),
        text(other, cell).unwrap_or_default()
    );
    for (at, text) in changes {
        set(tables, at, text);
    }
    Some(done(tables, &places, what))
}

/// Every row with a code: table, row.
fn coded(tables: &[Table]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (table, page) in tables.iter().enumerate() {
        let rows = page.rows.iter().enumerate();
        let is_coded = |row: &RowHead| matches!(row, RowHead::Item { code: Some(_), level, .. } if *level != RowLevel::Project);
        found.extend(
            rows.filter(|(_, row)| is_coded(&row.head))
                .map(|(row, _)| (table, row)),
        );
    }
    found
}

fn code_wrong(tables: &mut [Table], random: &mut Random) -> Option<Done> {
    let (table, row) = *random.pick(&coded(tables));
    let id = tables[table].id.clone();
    let RowHead::Item {
        id: code_id,
        code: Some(code),
        ..
    } = &mut tables[table].rows[row].head
    else {
        return None;
    };
    let right = code_id.clone();
    let at = random.below(right.len());
    let mut wrong = right.clone().into_bytes();
    if random.percent(50) && at + 1 < wrong.len() {
        wrong.swap(at, at + 1);
    } else {
        wrong[at] = b'0' + u8::try_from(random.below(10)).unwrap();
    }
    let wrong = String::from_utf8(wrong).unwrap();
    if wrong == right || wrong.starts_with('0') {
        return None;
    }
    let part = |from: usize, to: usize| wrong.get(from..to).map(str::to_owned);
    *code = match code {
        Code::Functional { .. } => Code::Functional {
            class: part(0, 3).unwrap(),
            section: part(3, 5),
            item: part(5, 7),
        },
        Code::Economic { .. } => Code::Economic {
            class: part(0, 3).unwrap(),
            section: part(3, 5),
        },
    };
    let what = format!("{right} → {wrong}");
    Some(Done {
        table: id,
        places: vec![(right, None)],
        what,
        is_shift: false,
    })
}

fn name_wrong(tables: &mut [Table], random: &mut Random) -> Option<Done> {
    let (table, row) = *random.pick(&coded(tables));
    let (other_table, other_row) = *random.pick(&coded(tables));
    let RowHead::Item { name: other, .. } = &tables[other_table].rows[other_row].head else {
        return None;
    };
    let other = other.clone();
    let id = tables[table].id.clone();
    let RowHead::Item { id: code, name, .. } = &mut tables[table].rows[row].head else {
        return None;
    };
    let right = name.clone();
    // Another row's name, or a character that is missing.
    *name = if random.percent(50) {
        other
    } else {
        let at = random.below(right.chars().count());
        right
            .chars()
            .enumerate()
            .filter(|(place, _)| *place != at)
            .map(|(_, character)| character)
            .collect()
    };
    if *name == right {
        return None;
    }
    let what = format!("{right} → {name}");
    Some(Done {
        table: id,
        places: vec![(code.clone(), None)],
        what,
        is_shift: false,
    })
}
