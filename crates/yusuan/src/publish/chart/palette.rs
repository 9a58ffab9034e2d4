//! Colours that stay apart for eyes that do not tell red from green, each at least three to one
//! against white.

const COLORS: [&str; 8] = [
    "#0b6e99", "#b3541e", "#5b7f1d", "#8a4f9e", "#9a7400", "#b23a5e", "#3d6cb9", "#56707d",
];

/// Last year, and what is not the point of a picture.
pub(super) const PALE: &str = "#8a97a3";
/// This year.
pub(super) const STRONG: &str = COLORS[0];
/// Lines that a bar is measured by.
pub(super) const RULE: &str = "#5c6670";

/// Return the colour of a thing by its place in a list.
pub(super) fn color(place: usize) -> &'static str {
    COLORS.get(place % COLORS.len()).copied().unwrap_or(STRONG)
}
