//! Text as people type it, made comparable.

/// Return a text without white space, full-width forms and variants of the same mark.
pub(in crate::disclosure) fn plain(text: &str) -> String {
    let kept = text.chars().filter(|character| {
        !character.is_whitespace() && !matches!(character, '\u{200B}' | '\u{FEFF}')
    });
    kept.map(half_width).collect()
}

/// Return the ordinary form of a full-width character, a quote or a dash.
fn half_width(character: char) -> char {
    match character {
        '“' | '”' | '„' | '＂' | '〝' | '〞' => '"',
        '—' | '–' | '−' | '―' | '﹣' => '-',
        '〔' | '﹝' | '【' => '(',
        '〕' | '﹞' | '】' => ')',
        '\u{FF01}'..='\u{FF5E}' => u32::from(character)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(character),
        other => other,
    }
}

/// Return a label without what counts it: 一、, （一）, 1., 其中：, 加：, 减：.
pub(in crate::disclosure) fn label(text: &str) -> String {
    let plain = plain(text);
    let mut rest = plain.as_str();
    loop {
        let shorter = without_number(rest);
        if shorter == rest {
            return rest.to_owned();
        }
        rest = shorter;
    }
}

fn without_number(text: &str) -> &str {
    const CHINESE: &str = "一二三四五六七八九十";
    for lead in ["其中:", "其中", "加:", "减:"] {
        if let Some(rest) = text.strip_prefix(lead)
            && !rest.is_empty()
        {
            return rest;
        }
    }
    if let Some(rest) = text.strip_prefix('(')
        && let Some((number, rest)) = rest.split_once(')')
        && !number.is_empty()
        && !rest.is_empty()
        && number
            .chars()
            .all(|character| CHINESE.contains(character) || character.is_ascii_digit())
    {
        return rest;
    }
    let rest = text.trim_start_matches(|character| CHINESE.contains(character));
    if rest.len() < text.len()
        && let Some(rest) = rest.strip_prefix('、')
    {
        return rest;
    }
    let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
    if rest.len() < text.len()
        && let Some(rest) = rest.strip_prefix(['.', '、'])
    {
        return rest;
    }
    text
}

/// Say whether a label means the total of its table.
pub(in crate::disclosure) fn is_total(text: &str) -> bool {
    matches!(
        label(text).as_str(),
        "总计" | "合计" | "收入总计" | "支出总计" | "收支总计" | "共计" | "总合计"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_compared_without_what_counts_them() {
        for (printed, wanted) in [
            ("一、本年收入", "本年收入"),
            ("１．一般公共预算拨款", "一般公共预算拨款"),
            ("  其中：一般财力", "一般财力"),
            ("（二） 项目\n支出", "项目支出"),
            ("一般公共预算", "一般公共预算"),
            ("财政专户（教育收费）", "财政专户(教育收费)"),
            ("208 社会保障和就业支出", "208社会保障和就业支出"),
        ] {
            assert_eq!(label(printed), wanted);
        }
        assert!(is_total("收 入 总 计") && is_total("合　计") && !is_total("小计"));
    }
}
