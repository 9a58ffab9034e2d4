//! A source with its lines, and text that is put around parts of it.

use proc_macro2::LineColumn;

use crate::list::Place;

/// A source, where a place is found by line and column.
pub(crate) struct Source<'t> {
    pub(crate) text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Source<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Self { text, starts }
    }

    /// Return the byte at which a place is.
    pub(crate) fn byte(&self, place: Place) -> usize {
        let start = self.starts.get(place.line - 1).copied().unwrap_or_default();
        let line = self.text.get(start..).unwrap_or_default();
        let within = line.char_indices().nth(place.column - 1);
        start + within.map_or(line.len(), |(at, _)| at)
    }

    /// Return the byte at which the parser says that something is.
    pub(crate) fn byte_of(&self, at: LineColumn) -> usize {
        self.byte(Place {
            line: at.line,
            column: at.column + 1,
        })
    }

    pub(crate) fn part(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }
}

/// Text to be put before and behind a part of a source.
#[derive(Debug)]
struct Wrap {
    start: usize,
    end: usize,
    before: String,
    behind: String,
}

/// Where something is put: the byte, and its order among what is put there too.
type Order = (usize, u8, isize, isize);

/// What is to be put into a source.
#[derive(Debug, Default)]
pub(crate) struct Edits {
    wraps: Vec<Wrap>,
    /// Parts that become blank.
    blanks: Vec<(usize, usize)>,
}

impl Edits {
    pub(crate) fn wrap(&mut self, start: usize, end: usize, before: String, behind: String) {
        self.wraps.push(Wrap {
            start,
            end,
            before,
            behind,
        });
    }

    pub(crate) fn insert(&mut self, at: usize, text: String) {
        self.wrap(at, at, text, String::new());
    }

    pub(crate) fn blank(&mut self, start: usize, end: usize) {
        self.blanks.push((start, end));
    }

    /// Return the source with everything put into it. What was wrapped later lies within what was
    /// wrapped before, where both are around the same part.
    pub(crate) fn apply(&self, text: &str) -> String {
        // At one byte: what ends there, the innermost first; what is inserted; what begins there,
        // the outermost first.
        let mut events: Vec<(Order, &str)> = Vec::new();
        for (order, wrap) in (0_isize..).zip(&self.wraps) {
            if wrap.start == wrap.end {
                events.push(((wrap.start, 1, order, 0), &wrap.before));
            } else {
                let (start, end) = (wrap.start.cast_signed(), wrap.end.cast_signed());
                events.push(((wrap.start, 2, -end, order), &wrap.before));
                events.push(((wrap.end, 0, -start, -order), &wrap.behind));
            }
        }
        events.sort_by_key(|(place, _)| *place);
        let mut blanked = text.as_bytes().to_vec();
        for (start, end) in &self.blanks {
            blanked.get_mut(*start..*end).unwrap_or_default().fill(b' ');
        }
        let blanked = String::from_utf8(blanked).unwrap_or_else(|_| text.to_owned());
        let mut woven = String::new();
        let mut done = 0;
        for ((at, ..), put) in events {
            woven.push_str(blanked.get(done..at).unwrap_or_default());
            woven.push_str(put);
            done = at;
        }
        woven.push_str(blanked.get(done..).unwrap_or_default());
        woven
    }
}
