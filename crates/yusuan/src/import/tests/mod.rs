//! What is read, what is refused, and that nothing falls over.

mod catalogues;
mod properties;
mod read;
mod refused;

use super::{LineRow, read_lines};
use crate::error::SourceError;

const HEADER: &str =
    "year,unit,fund,level,origin_year,functional_code,economic_code,kind,project,amount_fen";
const ROW: &str = "2025,社会保险中心,general_public,own,2025,2080109,30201,basic_public,,100";
const PROJECT_ROW: &str =
    "2025,社会保险中心,general_public,upper,2024,2299999,30299,project,驻村工作专项经费,5000000";

/// Join rows to a file.
fn file(rows: &[&str]) -> String {
    rows.iter().flat_map(|row| [row, "\n"]).collect()
}

/// Read a file that is as it should be.
fn lines(bytes: impl AsRef<[u8]>) -> Vec<LineRow> {
    read_lines("lines.csv", bytes.as_ref()).unwrap()
}

/// Read a file that is not.
fn problems(bytes: impl AsRef<[u8]>) -> Vec<SourceError> {
    let problems = read_lines("lines.csv", bytes.as_ref()).unwrap_err().0;
    assert!(problems.iter().all(|problem| problem.path == "lines.csv"));
    assert!(problems.iter().all(|problem| !problem.message.is_empty()));
    assert!(problems.iter().all(|problem| !problem.hint.is_empty()));
    problems
}

/// Write a text as UTF-16 with its mark.
fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(to_bytes)
        .collect()
}

/// Write a text as GB18030, which for most texts is GBK.
fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}
