//! What a notebook draws for an answer that is text.

use yusuan::tables::html::Escaped;

/// Draw a text as it stands.
pub(crate) fn preformatted(text: &str) -> String {
    format!("<pre>{}</pre>", Escaped(text))
}
