//! Which figure of a table an amount in a sentence is.
//!
//! An amount is understood only where nothing but its name stands before it: *收入总计为 X 万元*, *其中：
//! 基本支出 X 万元*, *2080109 社会保险经办机构，2025年预算 X 万元*. A year that is not that of the text, a
//! unit that is not that of the tables, 增加 or 约 make it another figure, and it is passed over.

use super::figure::Figure;
use super::names::{ACCOUNTS, BUDGET, BY_CODE, Name, PROJECTS};
use super::scope::Scope;
use crate::disclosure::judging::document::Document;
use crate::disclosure::reading::raw::{RawRow, RawTable};
use crate::disclosure::reading::wording::{label, plain};
use crate::tables::checks::CellRef;
use crate::tables::{RowHead, RowLevel};

/// Words between a name and its amount.
const LINKS: [&str; 10] = [
    "各为", "均为", "为", "是", "共计", "共", "达到", "达", "各", "均",
];
/// Words before a name that change nothing.
const LEADS: [&str; 14] = [
    "其中",
    "收入中",
    "支出中",
    "预算中",
    "本部门",
    "我部门",
    "本单位",
    "我单位",
    "和",
    "以及",
    "及",
    "与",
    "、",
    "。",
];
/// Names that mean all money only where nothing was said of a single budget.
const BARE: [&str; 9] = [
    "收入总计",
    "支出总计",
    "本年收入合计",
    "本年支出合计",
    "本年收入",
    "本年支出",
    "年初结转和结余",
    "年末结转和结余",
    "结余分配",
];
/// Words that speak of one.
const SINGLE: [&str; 2] = ["政府性基金", "国有资本"];
/// What says that an amount is the one of the final account, after the name.
const FINAL_MEASURES: [&str; 5] = ["支出决算数", "支出决算", "决算数", "决算", "全年决算数"];
/// The same for a budget.
const BUDGET_MEASURES: [&str; 4] = ["预算数", "预算", "支出预算数", "支出预算"];
/// What says that it is none of the tables; the name counts for what follows.
const OTHER_MEASURES: [&str; 9] = [
    "年初预算数",
    "年初预算",
    "全年预算数",
    "全年预算",
    "调整预算数",
    "支出预算数",
    "支出预算",
    "预算数",
    "预算",
];

/// What a name stands for: cells that are equal in a sound document.
type Subject = Vec<CellRef>;

/// Reads the sentences of a text.
pub(super) struct Reader<'a> {
    document: &'a Document,
    is_final: bool,
    /// Units that the tables are of, without blanks.
    units: Vec<String>,
    /// The year of the text.
    year: Option<String>,
}

/// What a sentence speaks of so far.
#[derive(Default)]
pub(super) struct Sentence {
    subject: Option<Subject>,
    is_of_other_year: bool,
    is_of_one_budget: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Document, is_final: bool, text: &str) -> Self {
        let units = document.raw.iter().map(|table| plain(&table.unit));
        let mut units: Vec<String> = units.filter(|unit| !unit.is_empty()).collect();
        units.sort();
        units.dedup();
        Self {
            document,
            is_final,
            units,
            year: years(&plain(text)).next().map(|(_, year)| year.to_owned()),
        }
    }

    /// Return the cells that an amount must be one of; none where that is not said.
    pub(super) fn cells(
        &self,
        figure: &Figure,
        scope: Scope,
        sentence: &mut Sentence,
    ) -> Option<Subject> {
        if figure.is_percent {
            return None;
        }
        let before = figure.before.trim_start_matches(['万', '元', '%']);
        if let Some(project) = self.project(before, scope) {
            return Some(project);
        }
        if let Some(is_other) = self.is_of_other_year(before) {
            sentence.is_of_other_year = is_other;
        }
        sentence.is_of_one_budget |= SINGLE.iter().any(|word| before.contains(word));
        let mut clauses: Vec<&str> = before.split([',', ';', ':']).collect();
        let mut last = without_links(clauses.pop()?);
        while last.is_empty() {
            last = without_links(clauses.pop()?);
        }
        let name = self.without_leads(last);
        let (subject, is_value) = self.subject(&name, clauses.pop(), scope, sentence)?;
        sentence.subject = Some(subject.clone());
        (is_value && !sentence.is_of_other_year).then_some(subject)
    }

    /// Return what a text without an amount speaks of, for the sentence after it.
    pub(super) fn begin(&self, text: &str, scope: Scope) -> Sentence {
        let name = self.without_leads(&plain(text));
        Sentence {
            subject: self.named(&name, scope),
            ..Sentence::default()
        }
    }

    /// Return what a clause speaks of, and whether the amount after it is that figure.
    fn subject(
        &self,
        name: &str,
        clause_before: Option<&str>,
        scope: Scope,
        sentence: &mut Sentence,
    ) -> Option<(Subject, bool)> {
        let before = sentence.subject.take();
        let is_open = matches!(scope, Scope::Whole | Scope::Overview);
        if is_open && sentence.is_of_one_budget && BARE.contains(&name) {
            return None;
        }
        if let Some(found) = self.named(name, scope) {
            return Some((found, true));
        }
        let own: &[&str] = if self.is_final {
            &FINAL_MEASURES
        } else {
            &BUDGET_MEASURES
        };
        let others: &[&str] = if self.is_final { &OTHER_MEASURES } else { &[] };
        let measures = own.iter().map(|measure| (*measure, true));
        for (measure, is_value) in measures.chain(others.iter().map(|measure| (*measure, false))) {
            let Some(rest) = name.strip_suffix(measure) else {
                continue;
            };
            let found = if rest.is_empty() {
                let clause = clause_before.map(|clause| self.without_leads(clause));
                let named = clause.and_then(|clause| self.named(&clause, scope));
                named.or_else(|| before.clone())
            } else {
                self.named(rest, scope)
            };
            if let Some(found) = found {
                return Some((found, is_value));
            }
        }
        None
    }

    /// Return the cells of a name: one of the list, a class, or a code.
    fn named(&self, name: &str, scope: Scope) -> Option<Subject> {
        let name = name.trim_end_matches('(');
        let names: &[Name] = if self.is_final { &ACCOUNTS } else { &BUDGET };
        let found = names
            .iter()
            .find(|(words, scopes, _)| words.contains(&name) && scopes.contains(&scope));
        if let Some((_, _, cells)) = found {
            let cells = cells
                .iter()
                .filter_map(|(table, row, column)| self.cell(*table, row, column));
            return Some(cells.collect()).filter(|cells: &Subject| !cells.is_empty());
        }
        let (_, tables) = BY_CODE.iter().find(|(of, _)| *of == scope)?;
        let tables = tables.get(usize::from(self.is_final))?;
        let mut cells = Subject::new();
        for (table, column) in *tables {
            let (raw, _) = self.document.page(*table)?;
            let row = row_of(raw, name)?;
            cells.extend(cell_at(raw, row, column));
        }
        Some(cells).filter(|cells| !cells.is_empty())
    }

    /// Return the cells of a project that its whole name, and nothing else, stands before.
    fn project(&self, before: &str, scope: Scope) -> Option<Subject> {
        let (_, table) = PROJECTS.iter().find(|(of, _)| *of == scope)?;
        if table.is_final() != self.is_final {
            return None;
        }
        let (raw, _) = self.document.page(*table)?;
        let wanted = before.strip_suffix(':')?;
        let is_it = |row: &RawRow| match &row.head {
            RowHead::Item {
                id,
                level: RowLevel::Project,
                code,
                ..
            } => {
                // Below a code, the name is that of the code.
                let below = id.rsplit('/').next().unwrap_or_default();
                let name = if code.is_some() { below } else { &row.name };
                plain(name) == wanted
            }
            _ => false,
        };
        // Several codes may have projects of one name.
        let rows = raw.rows.iter().enumerate().filter(|(_, row)| is_it(row));
        let cells = rows.filter_map(|(at, _)| cell_at(raw, at, "total"));
        Some(cells.collect()).filter(|cells: &Subject| !cells.is_empty())
    }

    fn cell(
        &self,
        table: crate::tables::checks::PrintedTable,
        row: &str,
        column: &str,
    ) -> Option<CellRef> {
        let (raw, _) = self.document.page(table)?;
        let is_left = ["income", "personnel"]
            .iter()
            .any(|side| column.starts_with(side));
        let is_it = |head: &RowHead| match head {
            RowHead::Sides { income_id, .. } if is_left => income_id.as_deref() == Some(row),
            RowHead::Sides {
                expenditure_code, ..
            } => expenditure_code.as_deref() == Some(row),
            RowHead::Item { id, .. } => id == row,
        };
        let at = raw.rows.iter().position(|row| is_it(&row.head))?;
        cell_at(raw, at, column)
    }

    /// Say whether a text names another year than its own last; none when it names none.
    fn is_of_other_year(&self, before: &str) -> Option<bool> {
        let compared = ["比", "较", "与", "同", "于"];
        let is_named =
            |(front, _): &(&str, &str)| !compared.iter().any(|word| front.ends_with(word));
        let last = years(before).filter(is_named).last();
        last.map(|(_, year)| self.year.as_deref() != Some(year))
    }

    /// Return a clause without what may stand before a name.
    fn without_leads(&self, clause: &str) -> String {
        let mut rest = label(clause);
        loop {
            let shorter = self.without_lead(&rest);
            if shorter == rest {
                return rest;
            }
            rest = shorter;
        }
    }

    fn without_lead(&self, text: &str) -> String {
        if let Some((year, rest)) = text.split_at_checked(4)
            && year.starts_with("20")
            && year.bytes().all(|byte| byte.is_ascii_digit())
            && let Some(rest) = rest.strip_prefix('年')
        {
            return rest.strip_prefix('度').unwrap_or(rest).to_owned();
        }
        let units = self.units.iter().map(String::as_str);
        let leads = units.chain(LEADS);
        let shorter = leads
            .filter_map(|lead| text.strip_prefix(lead))
            .find(|rest| !rest.is_empty());
        shorter.map_or_else(|| label(text), str::to_owned)
    }
}

/// Return a cell of a row.
fn cell_at(raw: &RawTable, row: usize, column: &str) -> Option<CellRef> {
    let cells = &raw.rows.get(row)?.cells;
    let cell = cells.iter().position(|cell| cell.id == column)?;
    let table = raw.table;
    Some(CellRef { table, row, cell })
}

/// Return the row of a class by its name, or of a code that stands before its name.
fn row_of(raw: &RawTable, name: &str) -> Option<usize> {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let (code, rest) = name.split_at(digits);
    let bare = name.replace("(类)", "");
    let is_it = |row: &RawRow| match &row.head {
        RowHead::Sides {
            expenditure_code: Some(id),
            ..
        } => id.len() == 3 && plain(&row.name) == bare,
        RowHead::Item { id, level, .. } if code.is_empty() => {
            *level == RowLevel::Class && plain(&row.name) == bare
                || *level == RowLevel::Item && is_path(raw, id, name)
        }
        RowHead::Item { id, .. } => id == code && plain(&row.name) == rest,
        RowHead::Sides { .. } => false,
    };
    let mut rows = raw.rows.iter().enumerate().filter(|(_, row)| is_it(row));
    let ((at, _), None) = (rows.next()?, rows.next()) else {
        return None;
    };
    Some(at)
}

/// Say whether a name is that of a code with those above it: X（类）Y（款）Z（项）.
fn is_path(raw: &RawTable, id: &str, name: &str) -> bool {
    let name_of = |code: &str| {
        let mut rows = raw.rows.iter();
        let found = rows.find(|row| matches!(&row.head, RowHead::Item { id, .. } if id == code));
        found.map(|row| plain(&row.name))
    };
    let names = [3, 5, 7].map(|length| id.get(..length).and_then(name_of));
    let [Some(class), Some(section), Some(item)] = names else {
        return false;
    };
    let class = [class.trim_end_matches("支出"), class.as_str()];
    class
        .iter()
        .any(|class| name == format!("{class}(类){section}(款){item}(项)"))
        || name == format!("{}(类)支出{section}(款){item}(项)", class[0])
}

fn without_links(clause: &str) -> &str {
    let mut rest = clause;
    loop {
        let shorter = LINKS.iter().find_map(|link| rest.strip_suffix(link));
        match shorter {
            Some(shorter) => rest = shorter,
            None => return rest,
        }
    }
}

/// Return the years of a text, each with what stands before it.
fn years(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices("20").filter_map(|(at, _)| {
        let (front, rest) = text.split_at(at);
        let year = rest.get(..4)?;
        let is_year = year.bytes().all(|byte| byte.is_ascii_digit())
            && rest.get(4..)?.starts_with('年')
            && !front.ends_with(|character: char| character.is_ascii_digit());
        is_year.then_some((front, year))
    })
}
