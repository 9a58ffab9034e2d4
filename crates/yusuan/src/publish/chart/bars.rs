//! Bars from left to right: this year beside last year, and money by the year it comes from.

use super::palette::{PALE, STRONG, color};
use super::{Anchor, Chart, LINE, WIDTH, canvas, rectangle, scaled, shortened, text};
use crate::money::Fen;
use crate::publish::book::{Book, BookKind, ClassChange};
use crate::publish::page::Language;

const BAR: i64 = 130;
const GAP: i64 = 110;
const LETTERS: usize = 20;

pub(super) fn changes(book: &Book, language: Language) -> Option<Chart> {
    let changes = &book.pictures.changes;
    let most = changes
        .iter()
        .flat_map(|change| [change.before, change.now])
        .max()?;
    if most <= Fen::ZERO {
        return None;
    }
    let (title, description, headings) = words(book, language);
    let height_of_one = LINE + 2 * BAR + GAP;
    let height = i64::try_from(changes.len()).unwrap_or_default() * height_of_one + LINE;
    let mut picture = canvas("changes", height, &title, &description);
    let mut top = LINE;
    for change in changes {
        let said = format!("{} → {}", book.shown(change.before), book.shown(change.now));
        picture = picture
            .add(text(
                (0, top),
                Anchor::Start,
                &shortened(&change.functional_name, LETTERS),
            ))
            .add(text((WIDTH, top), Anchor::End, &said));
        let bars = [(change.before, PALE, 0), (change.now, STRONG, BAR)];
        for (amount, color, below) in bars {
            let width = scaled(amount, most, WIDTH);
            let place = (0, top + 45 + below);
            picture = picture.add(rectangle(place, (width, BAR - 15), color));
        }
        top += height_of_one;
    }
    Some(Chart {
        id: "changes",
        svg: picture.to_string(),
        title,
        headings,
        rows: changes.iter().map(|change| row(change, book)).collect(),
    })
}

/// Return title, description and headings: what is compared differs by the book.
fn words(book: &Book, language: Language) -> (String, String, Vec<&'static str>) {
    let (year, before) = (book.year, book.year.saturating_sub(1));
    match (language, book.kind) {
        (Language::Chinese, BookKind::Budget) => (
            format!("与 {before} 年年初预算相比"),
            format!("每类支出两条：上面是 {before} 年，下面是 {year} 年。"),
            vec!["功能分类", "上年", "本年", "增减"],
        ),
        (Language::English, BookKind::Budget) => (
            format!("Compared with the original budget of {before}"),
            format!("Two bars for each function: {before} above, {year} below."),
            vec!["Function", "Last year", "This year", "Change"],
        ),
        (Language::Chinese, BookKind::FinalAccounts) => (
            "预算与决算相比".to_owned(),
            "每类支出两条：上面是年初预算，下面是实际支出。".to_owned(),
            vec!["功能分类", "年初预算", "实际支出", "增减"],
        ),
        (Language::English, BookKind::FinalAccounts) => (
            "What was spent beside the original budget".to_owned(),
            "Two bars for each function: the original budget above, what was paid below."
                .to_owned(),
            vec!["Function", "Budget", "Paid", "Difference"],
        ),
    }
}

fn row(change: &ClassChange, book: &Book) -> Vec<String> {
    let (before, now) = (book.displayed(change.before), book.displayed(change.now));
    // As in print: what is shown of one year less what is shown of the other.
    let difference = now.checked_sub(before).unwrap_or_default();
    vec![
        format!("{} {}", change.functional_class, change.functional_name),
        book.shown(change.before),
        book.shown(change.now),
        book.shown(difference),
    ]
}

pub(super) fn ages(book: &Book, language: Language) -> Option<Chart> {
    let ages = &book.pictures.ages;
    let most = ages.iter().map(|age| age.amount).max()?;
    // New money alone has no age in a budget.
    let is_new = ages.iter().all(|age| age.origin_year == book.year);
    if most <= Fen::ZERO || is_new && book.kind == BookKind::Budget {
        return None;
    }
    let title = match book.kind {
        BookKind::Budget => language.either("上年结转和资金年限", "Carried-over money and its age"),
        BookKind::FinalAccounts => {
            language.either("结转下年和资金年限", "Money carried on, and its age")
        }
    };
    let description = language.either(
        "按资金最初安排的年度列示。",
        "The money by the year in which it was first given.",
    );
    let height_of_one = LINE + BAR + GAP;
    let height = i64::try_from(ages.len()).unwrap_or_default() * height_of_one + LINE;
    let mut picture = canvas("ages", height, title, description);
    let mut top = LINE;
    let mut rows = Vec::new();
    for (place, age) in ages.iter().rev().enumerate() {
        let years = i32::from(book.year) - i32::from(age.origin_year);
        let name = match (language, years) {
            (Language::Chinese, ..=0) => format!("{} 年安排（当年）", age.origin_year),
            (Language::Chinese, _) => format!("{} 年安排（结转 {years} 年）", age.origin_year),
            (Language::English, ..=0) => format!("given in {} (new)", age.origin_year),
            (Language::English, 1) => format!("given in {} (carried 1 year)", age.origin_year),
            (Language::English, _) => {
                format!("given in {} (carried {years} years)", age.origin_year)
            }
        };
        let shown = book.shown(age.amount);
        picture = picture
            .add(text((0, top), Anchor::Start, &name))
            .add(text((WIDTH, top), Anchor::End, &shown))
            .add(rectangle(
                (0, top + 45),
                (scaled(age.amount, most, WIDTH).max(14), BAR - 15),
                color(place),
            ));
        rows.push(vec![name, shown]);
        top += height_of_one;
    }
    Some(Chart {
        id: "ages",
        title: title.to_owned(),
        svg: picture.to_string(),
        headings: match language {
            Language::Chinese => vec!["安排年度", "金额"],
            Language::English => vec!["Year", "Amount"],
        },
        rows,
    })
}
