//! Pictures of a book as SVG, drawn without a browser and readable without a script.
//!
//! Every picture has a title and a description for those who do not see it, and the figures that
//! it shows as rows, which the page prints beneath. Places are whole numbers of a hundredth of a
//! letter's height, so that the same figures give the same bytes on every machine.

mod bars;
mod flow;
mod months;
mod palette;

use svg::Document;
use svg::node::Text as TextNode;
use svg::node::element::{Description, Rectangle, Text, Title};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::book::Book;
use super::page::Language;
use crate::money::Fen;

/// Width of every picture. Narrow, so that letters stay readable on a phone.
const WIDTH: i64 = 4_000;
/// Height of letters.
const LETTER: i64 = 130;
/// Height of a line of text.
const LINE: i64 = 175;

/// A picture with its words and figures.
pub(super) struct Chart {
    /// Stable name.
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) svg: String,
    /// Headings of the figures.
    pub(super) headings: Vec<&'static str>,
    /// Figures: a name and amounts as printed.
    pub(super) rows: Vec<Vec<String>>,
}

/// Draw every picture that there is something to show in.
pub(super) fn charts(book: &Book, language: Language) -> Vec<Chart> {
    let draw = [flow::chart, bars::changes, months::chart, bars::ages];
    draw.iter()
        .filter_map(|draw| draw(book, language))
        .collect()
}

/// Return a length that is to a whole length as an amount is to a whole amount.
fn scaled(amount: Fen, whole: Fen, length: i64) -> i64 {
    if whole <= Fen::ZERO || amount <= Fen::ZERO {
        return 0;
    }
    let exact = i128::from(amount.get()) * i128::from(length) / i128::from(whole.get());
    i64::try_from(exact).unwrap_or(length).min(length)
}

/// Begin a picture of a height, with what is read out instead of it.
fn canvas(id: &str, height: i64, title: &str, description: &str) -> Document {
    let (title_id, description_id) = (format!("{id}-title"), format!("{id}-description"));
    Document::new()
        .set("viewBox", format!("0 0 {WIDTH} {height}"))
        .set("role", "img")
        .set("aria-labelledby", format!("{title_id} {description_id}"))
        .set("font-size", LETTER)
        .add(Title::new(title).set("id", title_id))
        .add(
            Description::new()
                .set("id", description_id)
                .add(TextNode::new(description)),
        )
}

/// Where a text begins, stands or ends.
#[derive(Clone, Copy)]
enum Anchor {
    Start,
    Middle,
    End,
}

fn text((x, y): (i64, i64), anchor: Anchor, content: &str) -> Text {
    let anchor = match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    Text::new(content)
        .set("x", x)
        .set("y", y)
        .set("text-anchor", anchor)
}

fn rectangle((x, y): (i64, i64), (width, height): (i64, i64), color: &str) -> Rectangle {
    Rectangle::new()
        .set("x", x)
        .set("y", y)
        .set("width", width)
        .set("height", height)
        .set("fill", color)
}

/// Shorten a text to so many Chinese letters, or twice as many of others: the figures beneath the
/// picture have it whole.
fn shortened(text: &str, letters: usize) -> String {
    let room = letters.saturating_mul(2);
    if text.width() <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 2;
    for letter in text.chars() {
        used += letter.width().unwrap_or_default();
        if used > room {
            break;
        }
        kept.push(letter);
    }
    kept + "…"
}
