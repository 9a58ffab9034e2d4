//! From the text of a value to what it says.

use super::problems::{Flaw, shorten};
use crate::date::{self, Date};
use crate::error::Rule;
use crate::journal::LegalKind;
use crate::line::{Fund, Kind, Level};
use crate::money::Fen;

/// Years that a calendar of four digits and a next year has, as the schema wants them.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=9998;

/// Other words for a fund, as tables print them.
const FUND_WORDS: [(&str, Fund); 4] = [
    ("一般公共预算财政拨款", Fund::GeneralPublic),
    ("政府性基金预算财政拨款", Fund::GovernmentFund),
    ("国有资本经营预算财政拨款", Fund::StateCapital),
    ("财政专户管理资金", Fund::SpecialAccount),
];

/// Other words for a level.
const LEVEL_WORDS: [(&str, Level); 2] = [("本级安排", Level::Own), ("上级安排", Level::Upper)];

/// Other words for a kind.
const KIND_WORDS: [(&str, Kind); 1] = [("项目", Kind::Project)];

/// Read a year of four digits, with or without 年.
pub(super) fn year(text: &str) -> Result<i16, Flaw> {
    let plain = plain(text);
    let digits = plain.strip_suffix('年').unwrap_or(&plain).trim_end();
    let number = if is_digits(digits) && digits.len() == 4 {
        digits.parse().ok()
    } else {
        None
    };
    number.filter(|year| YEARS.contains(year)).ok_or_else(|| {
        let message = if text.is_empty() {
            "the year is empty".to_owned()
        } else {
            format!("not a year: {}", shorten(text))
        };
        let hint = format!(
            "write four digits, from {} to {}",
            YEARS.start(),
            YEARS.end()
        );
        Flaw::new("year_malformed", message, hint)
    })
}

/// Read a fund by its token or a Chinese name.
pub(super) fn fund(text: &str) -> Result<Fund, Flaw> {
    word(&Fund::ALL, Fund::as_str, Fund::name_zh, &FUND_WORDS, text)
        .map_err(|hint| Flaw::unknown_word("fund", text, hint))
}

/// Read a level by its token or a Chinese name.
pub(super) fn level(text: &str) -> Result<Level, Flaw> {
    word(
        &Level::ALL,
        Level::as_str,
        Level::name_zh,
        &LEVEL_WORDS,
        text,
    )
    .map_err(|hint| Flaw::unknown_word("level", text, hint))
}

/// Read a kind by its token or a Chinese name.
pub(super) fn kind(text: &str) -> Result<Kind, Flaw> {
    word(&Kind::ALL, Kind::as_str, Kind::name_zh, &KIND_WORDS, text)
        .map_err(|hint| Flaw::unknown_word("kind", text, hint))
}

/// Read what an adjustment is in law.
pub(super) fn legal_kind(text: &str) -> Result<LegalKind, Flaw> {
    let (token, name) = (LegalKind::as_str, LegalKind::name_zh);
    word(&LegalKind::ALL, token, name, &[], text).map_err(|hint| {
        let message = format!("not what an adjustment is in law: {}", shorten(text));
        Flaw::rule(Rule::AdjustmentInvalid, message, hint)
    })
}

/// Read a day.
pub(super) fn day(text: &str) -> Result<Date, Flaw> {
    date::parse(text).map_err(|_| {
        let message = format!("not a date: {}", shorten(text));
        let hint = "write a day of the calendar as YYYY-MM-DD";
        Flaw::rule(Rule::DateInvalid, message, hint)
    })
}

/// Find a word of a closed list, or return a hint that shows the list.
fn word<T: Copy>(
    all: &[T],
    token: fn(T) -> &'static str,
    name: fn(T) -> &'static str,
    others: &[(&str, T)],
    text: &str,
) -> Result<T, String> {
    let is_same = |known: &str| {
        known
            .chars()
            .map(half_width)
            .eq(text.chars().map(half_width))
    };
    let found = all.iter().find(|value| token(**value) == text);
    let found = found.or_else(|| all.iter().find(|value| is_same(token(**value))));
    let found = found.or_else(|| all.iter().find(|value| is_same(name(**value))));
    let other = || {
        others
            .iter()
            .find(|(known, _)| is_same(known))
            .map(|(_, value)| *value)
    };
    found.copied().or_else(other).ok_or_else(|| {
        let words = all
            .iter()
            .map(|value| format!("{} {}", token(*value), name(*value)));
        format!("one of {}", words.collect::<Vec<_>>().join(", "))
    })
}

/// Read the digits of a 项, seven of them; its name may stand behind them, as drop-down lists have it.
pub(super) fn functional_code(text: &str) -> Result<String, Flaw> {
    leaf_code(text, 7, "项", "write all 7 digits of the functional code")
}

/// Read the digits of a 款, five of them; its name may stand behind them.
pub(super) fn economic_code(text: &str) -> Result<String, Flaw> {
    leaf_code(text, 5, "款", "write all 5 digits of the economic code")
}

fn leaf_code(text: &str, length: usize, leaf: &str, hint: &str) -> Result<String, Flaw> {
    let plain = plain(text);
    let plain = without_name(&plain);
    if is_digits(plain) && plain.len() == length {
        return Ok(plain.to_owned());
    }
    let shown = shorten(text);
    if is_digits(plain) && plain.len() < length && matches!(plain.len(), 3 | 5) {
        let message = format!("the code is not a {leaf} of {length} digits: {shown}");
        return Err(Flaw::rule(Rule::CodeNotLeaf, message, hint));
    }
    Err(code_malformed(text, &format!("{length} digits"), hint))
}

/// Return a code without the name that stands behind it. What begins with a digit is no name.
fn without_name(text: &str) -> &str {
    match text.split_once(char::is_whitespace) {
        Some((code, name)) if name.trim_start().starts_with(char::is_alphabetic) => code,
        _ => text,
    }
}

/// Read a code of a catalogue: 类, 款 or 项.
pub(super) fn catalogue_code(text: &str) -> Result<String, Flaw> {
    code_of_length(text, &[3, 5, 7], "3, 5 or 7 digits")
}

/// Read an economic code of a mapping: 类 or 款.
pub(super) fn mapped_code(text: &str) -> Result<String, Flaw> {
    code_of_length(text, &[3, 5], "3 or 5 digits")
}

fn code_of_length(text: &str, lengths: &[usize], shape: &str) -> Result<String, Flaw> {
    let plain = plain(text);
    if is_digits(&plain) && lengths.contains(&plain.len()) {
        return Ok(plain);
    }
    Err(code_malformed(
        text,
        shape,
        "write the digits alone, formatted as text",
    ))
}

fn code_malformed(text: &str, shape: &str, hint: &str) -> Flaw {
    let message = if text.is_empty() {
        "the code is empty".to_owned()
    } else {
        format!("not a code of {shape}: {}", shorten(text))
    };
    Flaw::rule(Rule::CodeMalformed, message, hint)
}

/// Read an amount in yuan that can be posted.
pub(super) fn yuan(text: &str) -> Result<Fen, Flaw> {
    Ok(Fen::parse_yuan(text)?.require_positive()?)
}

/// Read an amount in fen that can be posted.
pub(super) fn fen(text: &str) -> Result<Fen, Flaw> {
    Ok(Fen::parse_fen(text)?.require_positive()?)
}

/// Read the name of a unit.
pub(super) fn unit(text: &str) -> Result<String, Flaw> {
    if text.is_empty() {
        let hint = "write the name of the unit as the ledger has it";
        return Err(Flaw::rule(
            Rule::UnitUnknown,
            "the name of the unit is empty",
            hint,
        ));
    }
    name(text)
}

/// Read a name: anything that can be seen.
///
/// Two names that look the same must be the same, so what nobody can see is refused.
pub(super) fn name(text: &str) -> Result<String, Flaw> {
    match text.chars().find(|character| is_invisible(*character)) {
        None => Ok(text.to_owned()),
        Some('\n' | '\r' | '\u{2028}' | '\u{2029}') => Err(Flaw::new(
            "row_malformed",
            format!(
                "the value holds a line break: {}",
                shorten(&text.replace(is_invisible, " "))
            ),
            "write it on one line, and check the double quotes of the row",
        )),
        Some(character) => Err(Flaw::new(
            "row_malformed",
            format!(
                "the value holds an invisible character: U+{:04X}",
                u32::from(character)
            ),
            "type the name anew, without pasting it",
        )),
    }
}

/// Say whether a character shows nothing: controls, zero widths, marks of direction.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFFD}'
        )
}

/// Return the text with ordinary in place of full-width characters.
fn plain(text: &str) -> String {
    text.chars().map(half_width).collect()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Return the ordinary form of a full-width letter, digit or sign.
pub(super) fn half_width(character: char) -> char {
    const DISTANCE: u32 = 0xFF01 - 0x21;
    match character {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character).saturating_sub(DISTANCE)).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{economic_code, functional_code};

    #[test]
    fn a_name_may_stand_behind_a_code() {
        let economic = |text: &str| economic_code(text).ok();
        assert_eq!(economic("30201 办公费").as_deref(), Some("30201"));
        assert_eq!(
            economic("３０２０１\u{3000}办公费").as_deref(),
            Some("30201")
        );
        let item = functional_code("2080109 社会保险经办机构（含基金）").ok();
        assert_eq!(item.as_deref(), Some("2080109"));
        for wrong in [
            "30201 01",
            "30201办公费",
            "办公费 30201",
            "302 01",
            "30201 ",
        ] {
            assert_eq!(economic(wrong), None, "{wrong}");
        }
    }
}
