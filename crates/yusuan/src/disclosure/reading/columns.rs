//! Which column of a printed table is which of its template.

use super::area::Area;
use super::template::{Layout, Template, TemplateColumn};
use super::wording::{label, plain};
use crate::tables::ColumnRole;

/// The columns of a printed table, by place from 0.
#[derive(Debug, Default)]
pub(in crate::disclosure) struct Columns {
    /// Parts of the code, or one column with all of it.
    pub(in crate::disclosure) code: Vec<usize>,
    /// Name, or item of a table without codes.
    pub(in crate::disclosure) name: Option<usize>,
    pub(in crate::disclosure) project: Option<usize>,
    /// Income and expenditure items of a two-sided table.
    pub(in crate::disclosure) sides: Option<(usize, usize)>,
    /// Code, name and amount of blocks that stand beside each other.
    pub(in crate::disclosure) blocks: Vec<(usize, usize, usize)>,
    /// Amount columns with their ids.
    pub(in crate::disclosure) amounts: Vec<(usize, String)>,
    /// Headings of columns that were not understood.
    pub(in crate::disclosure) unread: Vec<(usize, String)>,
}

/// A heading with what stands above it.
struct Heading {
    own: String,
    joined: String,
    above: Vec<String>,
}

/// Match the columns of an area.
pub(in crate::disclosure) fn columns(area: &Area<'_>, template: &Template) -> Columns {
    let rows = area
        .header
        .iter()
        .copied()
        .chain(area.body.iter().map(|(_, cells)| *cells));
    let width = rows.map(<[String]>::len).max().unwrap_or_default();
    let headings: Vec<Heading> = (0..width).map(|at| heading(&area.header, at)).collect();
    let mut columns = Columns::default();
    let mut taken = vec![false; width];
    match template.layout {
        Layout::Sides => sides(&headings, &mut columns, &mut taken),
        Layout::Blocks => blocks(&headings, &mut columns, &mut taken),
        Layout::Line => {}
        Layout::Codes | Layout::Items => labels(&headings, template, &mut columns, &mut taken),
    }
    let amounts: Vec<&TemplateColumn> = template
        .columns
        .iter()
        .filter(|column| column.role == ColumnRole::Amount)
        .collect();
    let free: Vec<usize> = (0..width)
        .filter(|at| taken.get(*at) == Some(&false))
        .collect();
    let amounts = match template.layout {
        Layout::Blocks => Vec::new(),
        _ => amounts,
    };
    let pairs = align(&free, &headings, &amounts);
    for at in free {
        let found = pairs.iter().find(|(place, _)| *place == at);
        if let Some((_, id)) = found {
            columns.amounts.push((at, id.clone()));
        } else if let Some(heading) = headings.get(at) {
            columns.unread.push((at, heading.joined.clone()));
        }
    }
    columns
}

/// Return the heading of a column. Above it stands what is written in a row over it, or to its left
/// when the cell over it is empty: headings over several columns are written once.
fn heading(header: &[&[String]], at: usize) -> Heading {
    let text = |row: &&[String], at: usize| row.get(at).map(|cell| plain(cell)).unwrap_or_default();
    let own: Vec<String> = header.iter().map(|row| text(row, at)).collect();
    let last = own.iter().rposition(|text| !text.is_empty());
    let mut above = Vec::new();
    for (level, row) in header.iter().enumerate() {
        if last.is_none_or(|last| level >= last) {
            break;
        }
        let left = (0..=at)
            .rev()
            .map(|at| text(row, at))
            .find(|text| !text.is_empty());
        above.extend(left);
    }
    let mut own_text = last
        .and_then(|last| own.get(last))
        .cloned()
        .unwrap_or_default();
    // The headings of a CSV name their groups before a stroke.
    if header.len() == 1
        && let Some((groups, last)) = own_text.clone().rsplit_once('/')
    {
        above.extend(groups.split('/').map(str::to_owned));
        last.clone_into(&mut own_text);
    }
    Heading {
        own: own_text,
        joined: own.concat(),
        above,
    }
}

fn take(at: usize, taken: &mut [bool]) -> usize {
    if let Some(taken) = taken.get_mut(at) {
        *taken = true;
    }
    at
}

/// Find the two columns of items in a two-sided table: where text stands, not money.
fn sides(headings: &[Heading], columns: &mut Columns, taken: &mut [bool]) {
    let is_item = |heading: &Heading| {
        let words = [
            "项目",
            "功能分类",
            "支出功能分类",
            "收入项目",
            "支出项目",
            "收入",
            "支出",
        ];
        let own = label(&heading.own);
        words.contains(&own.as_str()) || own.contains("功能分类") || own.starts_with("项目(")
    };
    let mut items = headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| is_item(heading));
    let first = items.next().map_or(0, |(at, _)| at);
    let second = items
        .next()
        .map_or_else(|| first.saturating_add(2), |(at, _)| at);
    columns.sides = Some((take(first, taken), take(second, taken)));
    let numbers = headings.iter().enumerate();
    for (at, _) in numbers.filter(|(_, heading)| ["行次", "栏次"].contains(&heading.own.as_str()))
    {
        take(at, taken);
    }
}

/// Find the blocks of a table: each has a code, a name and the amount after it.
fn blocks(headings: &[Heading], columns: &mut Columns, taken: &mut [bool]) {
    let is_code = |heading: &Heading| {
        let own = heading.own.as_str();
        own.contains("编码") || own.contains("代码")
    };
    let codes = headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| is_code(heading));
    for (at, _) in codes {
        let (name, amount) = (at.saturating_add(1), at.saturating_add(2));
        let has_name = headings
            .get(name)
            .is_some_and(|heading| heading.own.contains("名称"));
        if has_name
            && headings
                .get(amount)
                .is_some_and(|heading| !is_code(heading))
        {
            columns
                .blocks
                .push((take(at, taken), take(name, taken), take(amount, taken)));
        }
    }
    for (id, number) in [("personnel_amount", 0), ("public_amount", 1)] {
        let block = columns.blocks.get(number);
        columns
            .amounts
            .extend(block.map(|(.., amount)| (*amount, id.to_owned())));
    }
}

/// Find the columns of codes, names and projects.
fn labels(headings: &[Heading], template: &Template, columns: &mut Columns, taken: &mut [bool]) {
    let has = |id: &str| template.columns.iter().any(|column| column.id == id);
    let is_coded = has("class");
    for (at, heading) in headings.iter().enumerate() {
        let own = heading.own.as_str();
        let is_part = matches!(own, "类" | "款" | "项");
        let is_whole = own.contains("编码") || own.contains("代码");
        if is_coded && (is_part || is_whole) {
            columns.code.push(take(at, taken));
            continue;
        }
        if is_coded && own.contains("项目名称") && has("project") && columns.project.is_none() {
            columns.project = Some(take(at, taken));
        } else if is_coded && own.contains("名称") && columns.name.is_none() {
            columns.name = Some(take(at, taken));
        } else if is_coded && own.is_empty() && columns.name.is_none() && !columns.code.is_empty() {
            // One heading over the three parts of a code.
            columns.code.push(take(at, taken));
        } else if !is_coded
            && columns.name.is_none()
            && own != "项目支出"
            && ["项目", "内容", "单位", "名称"]
                .iter()
                .any(|word| own.contains(word))
        {
            columns.name = Some(take(at, taken));
        }
    }
    if columns.name.is_none() {
        let first = taken.iter().position(|taken| !taken);
        columns.name = first.map(|at| take(at, taken));
    }
}

/// Match places with columns of the template, both in their order, as well as they fit.
fn align(free: &[usize], headings: &[Heading], wanted: &[&TemplateColumn]) -> Vec<(usize, String)> {
    let width = wanted.len().saturating_add(1);
    // best[i][j]: the best score for the first i places and j columns, and whether they match.
    let mut best = vec![vec![(0_i32, false); width]; free.len().saturating_add(1)];
    let get = |best: &[Vec<(i32, bool)>], i: usize, j: usize| {
        best.get(i)
            .and_then(|row| row.get(j))
            .map_or(0, |(score, _)| *score)
    };
    for (i, at) in free.iter().enumerate() {
        for (j, column) in wanted.iter().enumerate() {
            let fit = headings.get(*at).map_or(0, |heading| fit(heading, column));
            let skip = get(&best, i, j.saturating_add(1)).max(get(&best, i.saturating_add(1), j));
            let matched = get(&best, i, j).saturating_add(fit);
            let is_match = fit > 0 && matched > skip;
            let entry = best.get_mut(i.saturating_add(1));
            if let Some(entry) = entry.and_then(|row| row.get_mut(j.saturating_add(1))) {
                *entry = (if is_match { matched } else { skip }, is_match);
            }
        }
    }
    let (mut i, mut j) = (free.len(), wanted.len());
    let mut pairs = Vec::new();
    while i > 0 && j > 0 {
        let is_match = best
            .get(i)
            .and_then(|row| row.get(j))
            .is_some_and(|(_, is_match)| *is_match);
        if is_match {
            let place = free.get(i.saturating_sub(1)).copied().unwrap_or_default();
            pairs.extend(
                wanted
                    .get(j.saturating_sub(1))
                    .map(|column| (place, column.id.clone())),
            );
            (i, j) = (i.saturating_sub(1), j.saturating_sub(1));
        } else if get(&best, i.saturating_sub(1), j) >= get(&best, i, j.saturating_sub(1)) {
            i = i.saturating_sub(1);
        } else {
            j = j.saturating_sub(1);
        }
    }
    pairs.reverse();
    pairs
}

/// Say how well a heading fits a column; nothing is 0.
fn fit(heading: &Heading, column: &TemplateColumn) -> i32 {
    let texts = [label(&heading.own), label(&heading.joined)];
    let is_equal = |wanted: &String| texts.contains(wanted);
    let is_near = |wanted: &String| {
        let long = |text: &str| text.chars().count() >= 4;
        texts.iter().any(|text| {
            long(text)
                && long(wanted)
                && (text.contains(wanted.as_str()) || wanted.contains(text.as_str()))
        })
    };
    let own = if column.labels.iter().any(is_equal) {
        8
    } else if column.labels.iter().any(is_near) {
        4
    } else {
        return 0;
    };
    let shares_group = column
        .groups
        .iter()
        .any(|group| heading.above.contains(group));
    // 财政拨款 is a part of 非财政拨款, and so each group asks for its own.
    let is_against = column
        .groups
        .iter()
        .chain(&heading.above)
        .any(|group| group.contains("非财政"))
        && !column
            .groups
            .iter()
            .any(|group| heading.above.contains(group));
    own + if shares_group { 2 } else { 0 } - if is_against { 3 } else { 0 }
}
