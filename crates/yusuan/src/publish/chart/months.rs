//! What was paid by the end of each month, beside all that may be spent.

use svg::node::element::Line;

use super::palette::{RULE, STRONG};
use super::{Anchor, Chart, LINE, WIDTH, canvas, rectangle, scaled, text};
use crate::money::Fen;
use crate::publish::book::Book;
use crate::publish::page::Language;

const MONTHS: i64 = 12;
const HEIGHT: i64 = 1_800;
const TOP: i64 = 2 * LINE;
const COLUMN: i64 = WIDTH / MONTHS;

pub(super) fn chart(book: &Book, language: Language) -> Option<Chart> {
    let months = &book.pictures.months;
    let last = months.last()?;
    let all = months.iter().map(|month| month.authority.max(month.paid));
    let most = all.max()?;
    if most <= Fen::ZERO {
        return None;
    }
    let title = language.either("各月累计支付", "Paid by the end of each month");
    let unit = book.unit_of_money(language);
    let (paid, authority) = (book.shown(last.paid), book.shown(last.authority));
    let description = language.either_owned(
        || {
            let month = last.month;
            format!("截至 {month} 月累计支付 {paid} {unit}，全部指标 {authority} {unit}（横线）。")
        },
        || {
            let month = last.month;
            format!("By month {month} {paid} of {authority} {unit} (the line) were paid.")
        },
    );
    let mut picture = canvas("months", TOP + HEIGHT + 2 * LINE, title, &description);
    let bottom = TOP + HEIGHT;
    for month in months {
        let x = (i64::from(month.month) - 1) * COLUMN;
        let height = scaled(month.paid, most, HEIGHT);
        let size = (COLUMN - 80, height);
        picture = picture
            .add(rectangle((x + 40, bottom - height), size, STRONG))
            .add(line(
                (x, x + COLUMN),
                bottom - scaled(month.authority, most, HEIGHT),
            ));
    }
    for month in 1..=MONTHS {
        let x = (month - 1) * COLUMN + COLUMN / 2;
        picture = picture.add(text((x, bottom + LINE), Anchor::Middle, &month.to_string()));
    }
    let of = format!("{paid} / {authority}");
    picture = picture
        .add(line((0, WIDTH), bottom))
        .add(text((WIDTH, LINE), Anchor::End, &of));
    let rows = months.iter().map(|month| {
        let name =
            language.either_owned(|| format!("{} 月", month.month), || month.month.to_string());
        vec![name, book.shown(month.paid), book.shown(month.authority)]
    });
    Some(Chart {
        id: "months",
        title: title.to_owned(),
        svg: picture.to_string(),
        headings: match language {
            Language::Chinese => vec!["月份", "累计支付", "全部指标"],
            Language::English => vec!["Month", "Paid so far", "Authority"],
        },
        rows: rows.collect(),
    })
}

fn line((from, to): (i64, i64), y: i64) -> Line {
    Line::new()
        .set("x1", from)
        .set("x2", to)
        .set("y1", y)
        .set("y2", y)
        .set("stroke", RULE)
        .set("stroke-width", 20)
}
