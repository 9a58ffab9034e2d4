//! Amounts in sentences against the figures of tables that they name.

use super::figure::{Figure, figures};
use super::mention::{Reader, Sentence};
use super::scope::{Headings, is_final};
use crate::disclosure::judging::cause::Suspect;
use crate::disclosure::judging::document::Document;
use crate::disclosure::judging::equations::Range;
use crate::disclosure::judging::publication::Publication;
use crate::disclosure::reading::amount::{place_of, write};
use crate::disclosure::report::{DisclosureFinding, DisclosureToken, FailedIdentity, PrintedPlace};
use crate::money::{CurrencyUnit, Fen};
use crate::tables::checks::CellRef;
use crate::tables::{
    Check, Comparison, Figure as CheckFigure, Tolerance, ToleranceReason, Verdict,
};

const NUMBER: &str = "文1";
const STATEMENT: &str = "说明中的金额 = 表中的金额";

/// What the sentences of a document say of its tables.
#[derive(Default)]
pub(in crate::disclosure) struct Sentences {
    pub(in crate::disclosure) findings: Vec<DisclosureFinding>,
    comparisons: Vec<Comparison>,
}

impl Sentences {
    /// Compare the amounts of a text with the publication that it is about.
    pub(in crate::disclosure) fn compare(
        &mut self,
        text: &str,
        place: &PrintedPlace,
        publications: &[Publication],
    ) {
        let mut all = publications
            .iter()
            .filter(|one| !one.document.raw.is_empty());
        let about = is_final(text);
        let found = all.clone().find(|one| Some(one.is_final()) == about);
        // A text that does not say is about the only one there is.
        let only = match (about, all.next(), all.next()) {
            (None, Some(only), None) => Some(only),
            _ => None,
        };
        let Some(publication) = found.or(only) else {
            return;
        };
        let reader = Reader::new(&publication.document, publication.is_final(), text);
        let mut headings = Headings::new();
        for (at, line) in text.lines().enumerate() {
            if headings.take(line) {
                continue;
            }
            let place = PrintedPlace {
                row: Some(at.saturating_add(1)),
                ..place.clone()
            };
            let scope = headings.scope();
            let mut begun = Sentence::default();
            for text in line.split('。') {
                let mut sentence = std::mem::take(&mut begun);
                let figures = figures(text);
                if figures.is_empty() {
                    begun = reader.begin(text, scope);
                }
                for figure in figures {
                    if let Some(cells) = reader.cells(&figure, scope, &mut sentence) {
                        self.judge(&figure, &cells, publication, &place);
                    }
                }
            }
        }
    }

    fn judge(
        &mut self,
        figure: &Figure,
        cells: &[CellRef],
        publication: &Publication,
        place: &PrintedPlace,
    ) {
        let stated = Stated::of(figure);
        let documents = &publication.document;
        let known = cells
            .iter()
            .flat_map(|cell| publication.values(*cell).map(|fen| (*cell, fen)));
        let judged = known.map(|(cell, fen)| (stated.verdict(documents, cell, fen), cell, fen));
        let Some((verdict, cell, fen)) = judged.min_by_key(|(verdict, ..)| *verdict) else {
            return;
        };
        let comparison = stated.comparison(documents, cell, fen, verdict, place);
        if verdict != Verdict::Holds {
            let failed = FailedIdentity {
                number: NUMBER,
                statement: STATEMENT,
                place: documents.place(cell).to_string(),
                left: comparison.left.text.clone(),
                right: comparison.right.text.clone(),
                tolerance: comparison.tolerance.clone(),
                verdict,
            };
            self.findings
                .push(stated.finding(documents, cell, fen, failed, place));
        }
        self.comparisons.push(comparison);
    }

    /// Say whether a share or a change is wrong because its amount is another than in its table.
    pub(in crate::disclosure) fn explain(&self, finding: &DisclosureFinding) -> bool {
        let mut differing = self.findings.iter();
        differing.any(|wrong| {
            wrong.verdict == Verdict::Differs
                && wrong.place == finding.place
                && finding.printed.split(' ').next() == Some(wrong.printed.as_str())
        })
    }

    /// Return all comparisons as one check.
    pub(in crate::disclosure) fn check(&self) -> Option<Check> {
        let worst = self.comparisons.iter().map(|one| one.verdict).max()?;
        let mut all = self.comparisons.iter();
        let decisive = all.find(|one| one.verdict == worst)?.clone();
        let findings = self.comparisons.iter();
        Some(Check {
            number: NUMBER,
            statement: STATEMENT,
            formal: true,
            compared: self.comparisons.len(),
            verdict: worst,
            decisive,
            findings: findings
                .filter(|one| one.verdict != Verdict::Holds)
                .cloned()
                .collect(),
            note: None,
        })
    }
}

/// An amount as a sentence states it.
struct Stated<'a> {
    figure: &'a Figure,
    fen: Fen,
    unit: CurrencyUnit,
    /// What its last place is worth.
    place: Fen,
}

impl<'a> Stated<'a> {
    fn of(figure: &'a Figure) -> Self {
        let unit = figure.unit;
        let hundredths = i64::try_from(figure.value).unwrap_or(i64::MAX);
        let fen = hundredths.saturating_mul(place_of(2, unit).get());
        Self {
            figure,
            fen: Fen::new(fen),
            unit,
            place: place_of(figure.decimals, unit),
        }
    }

    /// How far apart the two may be: half a last place of each; where totals are sums of printed
    /// figures, as many halves as their table has figures.
    fn tolerance(&self, document: &Document, cell: CellRef) -> Tolerance {
        let last_place = document.last_place(cell.table);
        let (half, own) = (last_place.get() / 2, self.place.get() / 2);
        let (figures, reason) = if document.options.foot_displayed {
            let figures = document.page(cell.table).map_or(1, |(_, table)| {
                table.rows.iter().map(|row| row.cells.len()).sum()
            });
            (i64::try_from(figures).unwrap_or(1), ToleranceReason::Footed)
        } else if half == 0 && own == 0 {
            (1, ToleranceReason::Exact)
        } else {
            (1, ToleranceReason::Rounded)
        };
        let fen = Fen::new(half.saturating_mul(figures).saturating_add(own));
        let finest = last_place.min(self.place);
        Tolerance {
            fen,
            text: write(fen, self.unit, finest),
            rounded: usize::from(half > 0).saturating_add(usize::from(own > 0)),
            reason,
        }
    }

    fn verdict(&self, document: &Document, cell: CellRef, fen: Fen) -> Verdict {
        let apart = self.fen.get().abs_diff(fen.get());
        let tolerance = self.tolerance(document, cell).fen.get().unsigned_abs();
        // Who prints fewer places rounds once more: 652 万元 for 652.04.
        let coarser = self.place.max(document.last_place(cell.table));
        let is_same = rounded(self.fen, coarser) == rounded(fen, coarser);
        if is_same {
            Verdict::Holds
        } else if apart <= tolerance {
            Verdict::Rounding
        } else {
            Verdict::Differs
        }
    }

    /// Return the last place that it should have: a digit may have been dropped.
    fn usual_place(&self) -> Fen {
        place_of(self.figure.decimals.max(2), self.unit)
    }

    /// Write the figure of a table as the sentence would.
    fn shown(&self, fen: Fen) -> String {
        let place = self.usual_place();
        write(rounded(fen, place), self.unit, place)
    }

    fn comparison(
        &self,
        document: &Document,
        cell: CellRef,
        fen: Fen,
        verdict: Verdict,
        place: &PrintedPlace,
    ) -> Comparison {
        let figure = |fen: Fen, text: String| CheckFigure { fen, text };
        Comparison {
            place: format!("{place}, {}", document.place(cell)),
            left: figure(self.fen, self.figure.text.clone()),
            right: figure(fen, self.shown(fen)),
            verdict,
            tolerance: self.tolerance(document, cell),
        }
    }

    fn finding(
        &self,
        document: &Document,
        cell: CellRef,
        fen: Fen,
        failed: FailedIdentity,
        place: &PrintedPlace,
    ) -> DisclosureFinding {
        let table_place = document.place(cell);
        let (printed, expected) = (self.figure.text.clone(), self.shown(fen));
        let (unit, verdict) = (self.unit.label(), failed.verdict);
        let right = rounded(fen, self.usual_place()).get();
        let (rows, columns) = document.neighbours(cell);
        let suspect = Suspect {
            text: &self.figure.text,
            value: self.fen,
            range: Range {
                low: right,
                high: right,
            },
            best: right,
            unit: self.unit,
            last_place: self.usual_place(),
            rows,
            columns,
        };
        let cause = suspect.cause().filter(|_| verdict == Verdict::Differs);
        DisclosureFinding {
            token: DisclosureToken::Sentence,
            verdict,
            place: place.clone(),
            message: format!("{printed} {unit} is said, and {expected} printed in {table_place}"),
            also: vec![table_place],
            printed,
            expected: Some(expected),
            cause: cause.map(|(cause, _)| cause),
            identities: vec![failed],
        }
    }
}

/// Round to a place, halves away from zero.
fn rounded(fen: Fen, place: Fen) -> Fen {
    let place = place.get().max(1);
    let half = if fen.get() < 0 {
        -(place / 2)
    } else {
        place / 2
    };
    let sum = fen.get().saturating_add(half);
    Fen::new((sum / place).saturating_mul(place))
}
