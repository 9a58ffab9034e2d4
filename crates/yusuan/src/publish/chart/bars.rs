//! Bars from left to right: this year beside last year, and money by the year it comes from.

use super::palette::{PALE, STRONG, color};
use super::{Anchor, Chart, LINE, WIDTH, canvas, rectangle, scaled, shortened, text};
use crate::money::Fen;
use crate::publish::book::{Book, ClassChange};
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
    let (year, before) = (book.year, book.year.saturating_sub(1));
    let title = language.either_owned(
        || format!("与 {before} 年年初预算相比"),
        || format!("Compared with the original budget of {before}"),
    );
    let description = language.either_owned(
        || format!("每类支出两条：上面是 {before} 年，下面是 {year} 年。"),
        || format!("Two bars for each function: {before} above, {year} below."),
    );
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
        headings: match language {
            Language::Chinese => vec!["功能分类", "上年", "本年", "增减"],
            Language::English => vec!["Function", "Last year", "This year", "Change"],
        },
        rows: changes.iter().map(|change| row(change, book)).collect(),
    })
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
    // New money alone has no age.
    if most <= Fen::ZERO || ages.iter().all(|age| age.origin_year == book.year) {
        return None;
    }
    let title = language.either("上年结转和资金年限", "Carried-over money and its age");
    let description = language.either(
        "按资金最初安排的年度列示：本年预算中哪些是以前年度结转的资金。",
        "The money of this budget by the year in which it was first given.",
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
