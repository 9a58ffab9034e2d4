//! The first page of a document: what the book is, what is in it, and which identities do not hold.

use krilla::tagging::Tag;

use super::letters::Letters;
use super::paper::Paper;
use super::prose::Page;
use super::structure::list;
use super::{LINE, SIZE};
use crate::error::Result;
use crate::publish::book::Book;
use crate::tables::Verdict;

/// Height of the letters of the title, and how far down it stands.
const TITLE: i32 = 220;
const TOP: i32 = 1_400;

/// What some sentences are to each other.
pub(super) enum Said {
    Alone,
    /// The tables, in print order.
    Contents,
    List,
}

pub(super) fn draw(book: &Book, letters: &Letters<'_>, paper: &mut Paper<'_>) -> Result<()> {
    let mut page = Page::new(letters, paper);
    page.y = TOP;
    let heading = page.heading(1, &book.title);
    page.center(&book.title, TITLE, heading)?;
    page.y += 400;
    for (said, sentences) in sentences(book) {
        let all = match said {
            Said::Alone => None,
            _ if sentences.is_empty() => None,
            Said::Contents => Some(page.begin(Tag::TOC)),
            Said::List => Some(page.begin(list())),
        };
        for sentence in sentences {
            let structure = &mut page.paper.structure;
            let element = match (&said, all) {
                (Said::Contents, Some(all)) => {
                    let entry = structure.begin(all, Tag::TOCI);
                    structure.begin(entry, Tag::P)
                }
                (Said::List, Some(all)) => {
                    let entry = structure.begin(all, Tag::LI);
                    structure.begin(entry, Tag::LBody)
                }
                _ => page.begin(Tag::P),
            };
            page.write(&sentence, SIZE, element)?;
        }
        page.y += LINE / 2;
    }
    page.finish()
}

/// Return what the first page says beside the title.
pub(super) fn sentences(book: &Book) -> Vec<(Said, Vec<String>)> {
    let mut said = Vec::new();
    if book.is_draft {
        let draft = "草稿：数字尚未最后确定，可能变动。".to_owned();
        said.push((Said::Alone, vec![draft]));
    }
    let titles = (1..).zip(book.tables());
    let titles = titles.map(|(number, table)| format!("{number}　{}", table.title));
    said.push((Said::Contents, titles.collect()));
    let checks = book.checks.len();
    let checked = format!("公开表之间的勾稽关系共核对 {checks} 项，其中：");
    said.push((Said::Alone, vec![checked]));
    let mut differing = Vec::new();
    for check in &book.checks {
        let verdict = match check.verdict {
            Verdict::Holds => continue,
            Verdict::Rounding => "尾差",
            Verdict::Differs => "不符",
        };
        let (left, right) = (&check.decisive.left.text, &check.decisive.right.text);
        let (number, statement) = (&check.number, &check.statement);
        differing.push(format!(
            "{number}　{statement}：{left} 与 {right}，{verdict}"
        ));
    }
    said.push((Said::List, differing));
    said.push((Said::Alone, vec![format!("账本锚点：{}", book.head)]));
    said
}
