//! Where tables begin and end in the cells of a file, and what stands above them.

use super::amount::number;
use super::title::{table_of_id, table_of_title};
use super::wording::{is_total, plain};
use crate::import::Grid;
use crate::money::CurrencyUnit;
use crate::tables::checks::PrintedTable;

/// Characters of a title; what is longer is a sentence.
const TITLE_CHARACTERS_MAX: usize = 45;

/// Characters of a cell that stands alone in its row and is no label any more.
const LABEL_CHARACTERS_MAX: usize = 60;

/// Rows of a file that hold one table.
pub(in crate::disclosure) struct Area<'a> {
    pub(in crate::disclosure) table: PrintedTable,
    pub(in crate::disclosure) title: String,
    /// Number of the row with the title.
    pub(in crate::disclosure) title_row: usize,
    /// 编制部门/单位.
    pub(in crate::disclosure) unit: String,
    pub(in crate::disclosure) currency_unit: Option<CurrencyUnit>,
    pub(in crate::disclosure) header: Vec<&'a [String]>,
    pub(in crate::disclosure) body: Vec<(usize, &'a [String])>,
    pub(in crate::disclosure) notes: Vec<String>,
}

/// Find the tables in the cells of a sheet or file that has a name.
pub(in crate::disclosure) fn areas<'a>(grid: &'a Grid, name: &str) -> Vec<Area<'a>> {
    let titles = grid.rows.iter().enumerate().filter_map(|(at, (_, cells))| {
        let title = title(cells)?;
        Some((at, table_of_title(&title)?, title))
    });
    let mut begins: Vec<(usize, PrintedTable, String)> = titles.collect();
    if begins.is_empty() {
        begins.extend(table_of_title(name).map(|table| (0, table, name.to_owned())));
    }
    let ends: Vec<usize> = begins.iter().skip(1).map(|(at, ..)| *at).collect();
    let ends = ends.into_iter().chain([grid.rows.len()]);
    let areas = begins.into_iter().zip(ends);
    areas
        .filter_map(|((begin, table, title), end)| {
            area(table, title, grid.rows.get(begin..end).unwrap_or_default())
        })
        .collect()
}

/// Return the title in a row that holds nothing else of weight.
fn title(cells: &[String]) -> Option<String> {
    let mut texts = cells
        .iter()
        .map(|cell| plain(cell))
        .filter(|cell| !cell.is_empty());
    let first = texts.next()?;
    let texts: Vec<String> = std::iter::once(first).chain(texts).collect();
    if texts.len() > 3 {
        return None;
    }
    let is_title = |text: &&String| {
        let bare = match text.rsplit_once('(') {
            Some((bare, _)) if text.ends_with(')') => bare,
            _ => text.as_str(),
        };
        (bare.ends_with('表') || bare.starts_with("budget-") || bare.starts_with("final-"))
            && text.chars().count() <= TITLE_CHARACTERS_MAX
            && !text.contains(['。', '为', '/'])
    };
    texts.iter().find(is_title).cloned()
}

fn area(table: PrintedTable, title: String, rows: &[(usize, Vec<String>)]) -> Option<Area<'_>> {
    let mut area = Area {
        table,
        title,
        title_row: rows.first()?.0,
        unit: String::new(),
        currency_unit: None,
        header: Vec::new(),
        body: Vec::new(),
        notes: Vec::new(),
    };
    let has_title = rows.first().is_some_and(|(_, cells)| title_of_first(cells));
    let mut is_header = true;
    for (number, cells) in rows.iter().skip(usize::from(has_title)) {
        if let Some(note) = sentence(cells) {
            if !take_unit(&note, &mut area) {
                area.notes.push(note);
            }
            continue;
        }
        if is_header && !is_number_row(cells) && !is_data(cells) {
            let mut is_about_unit = false;
            for text in cells {
                is_about_unit |= take_unit(text, &mut area);
            }
            if !is_about_unit {
                area.header.push(cells);
            }
            continue;
        }
        is_header = false;
        if !is_number_row(cells) {
            area.body.push((*number, cells));
        }
    }
    if area.currency_unit.is_none() {
        area.currency_unit = currency_unit(&plain(&area.title));
    }
    let headings = area.header.iter().flat_map(|cells| cells.iter());
    let words = headings.map(String::as_str).collect::<String>();
    if let Some(table) = table_of_id(&plain(&area.title), &words) {
        area.table = table.into();
    }
    Some(area)
}

fn title_of_first(cells: &[String]) -> bool {
    title(cells).is_some_and(|title| table_of_title(&title).is_some())
}

/// Return the sentence that stands alone in a row.
fn sentence(cells: &[String]) -> Option<String> {
    let mut texts = cells.iter().filter(|cell| !cell.is_empty());
    let (only, None) = (texts.next()?, texts.next()) else {
        return None;
    };
    let plain = plain(only);
    let is_note = ["注:", "备注", "说明:", "注1"]
        .iter()
        .any(|lead| plain.starts_with(lead));
    let is_sentence = plain.contains('。') || plain.ends_with("空表");
    (is_note
        || is_sentence
        || plain.chars().count() > LABEL_CHARACTERS_MAX
        || plain.contains("单位:"))
    .then(|| only.clone())
}

/// Take what a text says about the unit and the unit of money; say whether it is about those.
fn take_unit(text: &str, area: &mut Area<'_>) -> bool {
    let text = plain(text);
    let mut is_about = false;
    if let Some(found) = currency_unit(&text) {
        area.currency_unit = area.currency_unit.or(Some(found));
        is_about = true;
    }
    let leads = [
        "编制部门/单位:",
        "编制部门:",
        "编制单位:",
        "单位名称:",
        "部门名称:",
        "部门:",
    ];
    for lead in leads {
        if let Some((_, rest)) = text.split_once(lead) {
            let name = rest.split("单位:").next().unwrap_or_default();
            rest_of_unit(name, area);
            is_about = true;
            break;
        }
    }
    is_about || text.contains("单位:") && text.chars().count() <= LABEL_CHARACTERS_MAX
}

fn rest_of_unit(name: &str, area: &mut Area<'_>) {
    let name = name.strip_suffix("金额").unwrap_or(name);
    if area.unit.is_empty() {
        name.clone_into(&mut area.unit);
    }
}

/// Return the unit of money that a heading names.
fn currency_unit(text: &str) -> Option<CurrencyUnit> {
    let is_short = text.chars().count() <= LABEL_CHARACTERS_MAX;
    if !is_short {
        return None;
    }
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["单位:万元", "单位:人民币万元", "(万元)"]) || text == "万元" {
        Some(CurrencyUnit::WanYuan)
    } else if says(&["单位:元", "单位:人民币元", "(元)"]) || text == "元" {
        Some(CurrencyUnit::Yuan)
    } else {
        None
    }
}

/// Say whether a row numbers the columns.
fn is_number_row(cells: &[String]) -> bool {
    let texts: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
    let texts: Vec<&str> = texts
        .iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    let is_mark = |text: &&&str| matches!(**text, "※" | "栏次" | "*" | "#");
    let is_place = |text: &str| {
        let number = text.split('=').next().unwrap_or_default();
        number
            .parse::<u32>()
            .is_ok_and(|number| (1..=60).contains(&number))
    };
    let marks = texts.iter().filter(is_mark).count();
    let places: Vec<&&str> = texts.iter().filter(|text| is_place(text)).collect();
    let begins_with_one = places.first().is_some_and(|first| first.starts_with('1'));
    let is_all = marks.saturating_add(places.len()) == texts.len();
    is_all && begins_with_one && (marks > 0 || places.len() > 2)
}

/// Say whether a row is no heading any more.
fn is_data(cells: &[String]) -> bool {
    let texts: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
    let mut texts = texts.iter().filter(|text| !text.is_empty());
    let is_begun = |text: &String| number(text).is_some() || text.starts_with("一、");
    if texts.clone().any(is_begun) {
        return true;
    }
    // A row of nothing, or a total of it: marks for nothing stand there.
    if texts.clone().next().is_some() && texts.clone().all(|text| is_blank_mark(text)) {
        return true;
    }
    texts.next().is_some_and(|first| is_total(first)) && texts.all(|text| is_blank_mark(text))
}

fn is_blank_mark(text: &str) -> bool {
    text.chars().all(|character| matches!(character, '-' | '/'))
}
