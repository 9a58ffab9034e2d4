//! What the texts of a document are to those who have it read to them: headings, paragraphs, tables
//! of rows and cells, in the order in which they are read.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{
    Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

/// An element of the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element(usize);

/// The elements of a document, in the order in which they are read.
///
/// They are kept flat while sheets are drawn, since the texts of one may stand on several sheets.
pub(super) struct Structure {
    elements: Vec<(Option<TagKind>, Vec<Child>)>,
    is_kept: bool,
}

enum Child {
    Element(usize),
    /// Texts on one sheet.
    Texts(Identifier),
}

impl Structure {
    /// The document as a whole, which all elements are in.
    pub(super) const ROOT: Element = Element(0);

    pub(super) fn new(is_kept: bool) -> Self {
        Self {
            elements: vec![(None, Vec::new())],
            is_kept,
        }
    }

    /// Return whether there is a structure at all.
    pub(super) const fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// Begin an element at the end of another.
    pub(super) fn begin(&mut self, parent: Element, tag: impl Into<TagKind>) -> Element {
        if !self.is_kept {
            return Self::ROOT;
        }
        let at = self.elements.len();
        self.elements.push((Some(tag.into()), Vec::new()));
        if let Some((_, children)) = self.elements.get_mut(parent.0) {
            children.push(Child::Element(at));
        }
        Element(at)
    }

    /// Put texts that are drawn at the end of an element.
    pub(super) fn put(&mut self, element: Element, texts: Identifier) {
        if let Some((_, children)) = self.elements.get_mut(element.0) {
            children.push(Child::Texts(texts));
        }
    }

    /// Return the tree, for a reader that is told its language.
    pub(super) fn finish(mut self, language: &str) -> TagTree {
        let children = self.nodes(Self::ROOT.0);
        TagTree::from(children).with_lang(Some(language.to_owned()))
    }

    fn nodes(&mut self, at: usize) -> Vec<Node> {
        let children = self.elements.get_mut(at);
        let children = children.map(|(_, children)| std::mem::take(children));
        let mut nodes = Vec::new();
        for child in children.unwrap_or_default() {
            match child {
                Child::Texts(texts) => nodes.push(Node::Leaf(texts)),
                Child::Element(below) => {
                    let children = self.nodes(below);
                    let tag = self.elements.get_mut(below).and_then(|(tag, _)| tag.take());
                    if let Some(tag) = tag {
                        nodes.push(TagGroup::with_children(tag, children).into());
                    }
                }
            }
        }
        nodes
    }
}

/// A heading; the level is counted from 1.
pub(super) fn heading(level: u16, title: &str) -> TagKind {
    let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    Tag::Hn(level, Some(title.to_owned())).into()
}

/// A list whose entries bring their numbers along.
pub(super) fn list() -> TagKind {
    Tag::L(ListNumbering::None).into()
}

/// A table that is named when one goes from table to table.
pub(super) fn table(title: &str) -> TagKind {
    Tag::Table.with_summary(Some(title.to_owned())).into()
}

/// The heading of columns, which may stand over several and reach down several rows.
pub(super) fn column_heading(columns: usize, rows: usize) -> TagKind {
    Tag::TH(TableHeaderScope::Column)
        .with_col_span(span(columns))
        .with_row_span(span(rows))
        .into()
}

/// The name of a row.
pub(super) fn row_heading() -> TagKind {
    Tag::TH(TableHeaderScope::Row).into()
}

/// A cell over so many columns.
pub(super) fn cell(columns: usize) -> TagKind {
    Tag::TD.with_col_span(span(columns)).into()
}

/// One is what a reader takes for granted.
fn span(count: usize) -> Option<NonZeroU32> {
    let count = u32::try_from(count).ok().and_then(NonZeroU32::new);
    count.filter(|count| *count > NonZeroU32::MIN)
}
