//! Reading an amount from text.

use super::error::shorten;
use super::{AmountError, Fen};

/// Read a number with at most `places` decimal places as a whole number of the last place.
pub(super) fn parse(text: &str, places: usize) -> Result<Fen, AmountError> {
    let plain: String = text.trim().chars().map(half_width).collect();
    if plain.is_empty() {
        return Err(AmountError::Empty);
    }
    let refused = || shorten(text.trim());
    let (negative, unsigned) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain.as_str()),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let fraction_is_digits = fraction.is_none_or(is_digits);
    if !fraction_is_digits
        || !whole
            .split(',')
            .all(|group| group.is_empty() || is_digits(group))
    {
        return Err(explain(&plain, refused()));
    }
    if whole.contains(',') {
        require_groups_of_three(whole).ok_or_else(|| AmountError::Separator { text: refused() })?;
    } else if whole.is_empty() {
        return Err(AmountError::NotANumber { text: refused() });
    }
    let fraction = fraction.unwrap_or_default();
    if fraction.len() > places {
        return Err(AmountError::subfen(&refused()));
    }
    let padding = places.saturating_sub(fraction.len());
    let digits: String = whole
        .chars()
        .filter(|character| *character != ',')
        .chain(fraction.chars())
        .chain(std::iter::repeat_n('0', padding))
        .collect();
    // Digits alone fail to parse only when there are too many of them.
    let size: i64 = digits
        .parse()
        .map_err(|_| AmountError::out_of_range(&refused()))?;
    let signed = if negative {
        size.checked_neg()
    } else {
        Some(size)
    };
    let fen = signed
        .map(Fen)
        .ok_or_else(|| AmountError::out_of_range(&refused()))?;
    fen.require_in_range(refused)
}

/// Return the ordinary form of a full-width digit, point, comma or minus sign.
fn half_width(character: char) -> char {
    match character {
        '０' => '0',
        '１' => '1',
        '２' => '2',
        '３' => '3',
        '４' => '4',
        '５' => '5',
        '６' => '6',
        '７' => '7',
        '８' => '8',
        '９' => '9',
        '．' => '.',
        '，' => ',',
        '－' | '−' => '-',
        other => other,
    }
}

/// Return something when commas part the digits as in `1,234,567`.
fn require_groups_of_three(whole: &str) -> Option<()> {
    let (first, rest) = whole.split_once(',')?;
    let leads = (1..=3).contains(&first.len()) && !first.starts_with('0');
    (leads && rest.split(',').all(|group| group.len() == 3)).then_some(())
}

/// Choose the error that tells most about a text that is not a plain number.
fn explain(plain: &str, text: String) -> AmountError {
    let is_mark = |character: char| matches!(character, '¥' | '￥' | '元' | '圆' | '$' | '€');
    if plain.contains(is_mark) {
        return AmountError::CurrencyMark { text };
    }
    let has_digit = plain.contains(|character: char| character.is_ascii_digit());
    if !has_digit {
        return AmountError::NotANumber { text };
    }
    if plain.starts_with(['+', '＋']) {
        return AmountError::PlusSign { text };
    }
    if plain.contains(['_', '＿']) {
        return AmountError::Underscore { text };
    }
    let is_exponent = |character: char| "0123456789.,+-eEｅＥ".contains(character);
    if plain.chars().all(is_exponent) && plain.contains(['e', 'E', 'ｅ', 'Ｅ']) {
        return AmountError::Exponent { text };
    }
    let after_point = plain.split_once('.').map_or("", |(_, fraction)| fraction);
    if after_point.contains(',') && !after_point.contains('.') {
        return AmountError::Separator { text };
    }
    AmountError::NotANumber { text }
}
