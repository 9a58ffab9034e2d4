//! On which row of a text something stands. A file may have as many things as rows, each asking.

/// Where the rows of a text end.
pub(crate) struct TextRows(Vec<usize>);

impl TextRows {
    /// Find the rows of a text.
    pub(crate) fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(end, _)| end).collect())
    }

    /// Return the row of a place, counted from one.
    pub(crate) fn row(&self, offset: usize) -> u64 {
        let before = self.0.partition_point(|end| *end < offset);
        u64::try_from(before).unwrap_or(u64::MAX).saturating_add(1)
    }
}

#[cfg(test)]
mod tests {
    use super::TextRows;

    #[test]
    fn a_row_ends_behind_its_line_feed() {
        let rows = TextRows::of("一\nb\n\nd");
        let found: Vec<u64> = [0, 3, 4, 5, 6, 7, 99].map(|at| rows.row(at)).to_vec();
        assert_eq!(found, [1, 1, 2, 2, 3, 4, 4]);
        assert_eq!(TextRows::of("").row(0), 1);
    }
}
