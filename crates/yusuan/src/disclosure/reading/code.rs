//! Codes as they are printed: in one cell or in parts, with zeros lost or the rest of it above.

use super::wording::plain;

/// The code of a row above, for rows that print their own part alone.
#[derive(Debug, Default)]
pub(in crate::disclosure) struct Above {
    code: String,
}

/// Read the code of a row out of its cells, and remember it for the rows below.
///
/// `class_lead` is what the class of a code begins with when its first digits were lost: 2 for
/// functional codes, 3 for economic ones.
pub(in crate::disclosure) fn read(
    cells: &[&str],
    class_lead: char,
    above: &mut Above,
) -> Option<String> {
    let mut parts: Vec<(usize, String)> = Vec::new();
    for (level, cell) in cells.iter().enumerate() {
        for (more, part) in cell.split_whitespace().enumerate() {
            parts.push((level.saturating_add(more), digits(part)?));
        }
    }
    let code = assemble(&parts, class_lead, &above.code)?;
    above.code.clone_from(&code);
    Some(code)
}

/// Return what is printed, as a person would repeat it.
pub(in crate::disclosure) fn shown(cells: &[&str]) -> String {
    let cells = cells
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty());
    cells.collect::<Vec<_>>().join(" ")
}

fn digits(text: &str) -> Option<String> {
    let text = plain(text);
    let text = text.trim_start_matches('\'');
    let is_code =
        !text.is_empty() && text.len() <= 7 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| text.to_owned())
}

fn assemble(parts: &[(usize, String)], class_lead: char, above: &str) -> Option<String> {
    // A whole code in one cell; below its class it may also repeat what stands above.
    let (last_level, last) = parts.last()?;
    if matches!(last.len(), 5 | 7) {
        return Some(last.clone());
    }
    let mut code = String::new();
    for (level, part) in parts {
        if part.len() > 3 {
            code.clone_from(part);
            continue;
        }
        let begins = if *level == 0 {
            0
        } else {
            1_usize.saturating_add(level.saturating_mul(2))
        };
        if code.len() < begins {
            // Its own part alone: the rest is the code above.
            code.push_str(above.get(code.len()..begins)?);
        }
        code.truncate(begins);
        match (level, part.len()) {
            (0, 2) => code.extend([class_lead].into_iter().chain(part.chars())),
            (0, 1) => code.extend([class_lead, '0'].into_iter().chain(part.chars())),
            (0, 3) | (1.., 2) => code.push_str(part),
            (1.., 1) => code.extend(['0'].into_iter().chain(part.chars())),
            _ => return None,
        }
    }
    let wanted = 3_usize.saturating_add(last_level.saturating_mul(2));
    (code.len() == wanted && matches!(wanted, 3 | 5 | 7)).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(cells: &[&str]) -> Option<String> {
        read(cells, '2', &mut Above::default())
    }

    #[test]
    fn broken_codes_are_whole_again() {
        for cells in [
            &["208", "01", "09"][..],
            &["208", "1", "9"],
            &["8", "01", "09"],
            &["２０８", "０１", "０９"],
            &["2080109"],
            &["208 1 9"],
            &["208", "20801", "2080109"],
            &["", "", "2080109"],
        ] {
            assert_eq!(one(cells).as_deref(), Some("2080109"), "{cells:?}");
        }
        assert_eq!(one(&["7 11 02"]).as_deref(), Some("2071102"));
        assert_eq!(one(&["10", "11", ""]).as_deref(), Some("21011"));
        assert_eq!(one(&["", "", ""]), None);
        assert_eq!(one(&["总计", "", ""]), None);
    }

    #[test]
    fn a_row_may_print_its_own_part_alone() {
        let mut above = Above::default();
        let codes = [
            ["208", "", ""],
            ["", "01", ""],
            ["", "", "09"],
            ["", "05", ""],
        ];
        let read = codes.map(|cells| read(&cells, '2', &mut above).unwrap());
        assert_eq!(read, ["208", "20801", "2080109", "20805"]);
    }
}
