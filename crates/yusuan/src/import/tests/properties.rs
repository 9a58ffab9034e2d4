//! Whatever is written is read back, and whatever comes in, nothing falls over.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{HEADER, ROW, file, gb18030, lines, utf_16};
use crate::import::{LineRow, read_codes, read_lines, read_mappings};
use crate::line::{Fund, Kind, Level, LineKey};
use crate::money::Fen;

/// Names with everything that a CSV file must quote, and what Chinese names hold.
fn name() -> impl Strategy<Value = String> {
    let name = "[\u{4E00}-\u{9FA5}a-z0-9,;\t\"“”（）〔〕①Ⅱ\u{3000} ，]{1,30}";
    let visible = |name: String| name.replace('\t', " ").trim().to_owned();
    name.prop_map(visible)
        .prop_filter("not empty", |name| !name.is_empty())
}

fn key() -> impl Strategy<Value = LineKey> {
    let kind = prop::sample::select(Kind::ALL.as_slice());
    let purse = (
        prop::sample::select(Fund::ALL.as_slice()),
        prop::sample::select(Level::ALL.as_slice()),
    );
    (
        1900_i16..=9998,
        0_i16..3,
        name(),
        purse,
        "[0-9]{7}",
        "[0-9]{5}",
        kind,
        name(),
    )
        .prop_map(
            |(year, age, unit, (fund, level), functional_code, economic_code, kind, project)| {
                LineKey {
                    year,
                    unit,
                    fund,
                    level,
                    origin_year: year.saturating_sub(age).max(1900),
                    functional_code,
                    economic_code,
                    kind,
                    project: (kind == Kind::Project).then_some(project),
                }
            },
        )
}

fn budget() -> impl Strategy<Value = BTreeMap<LineKey, Fen>> {
    prop::collection::btree_map(key(), (1..=Fen::MAX_AMOUNT.get()).prop_map(Fen::new), 1..20)
}

/// Write lines with somebody else's writer.
fn write(budget: &BTreeMap<LineKey, Fen>, header: &str, is_yuan: bool, separator: u8) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(Vec::new());
    writer.write_record(header.split(',')).unwrap();
    for (key, amount) in budget {
        let amount = if is_yuan {
            amount.to_yuan_string()
        } else {
            amount.get().to_string()
        };
        let (year, origin_year) = (key.year.to_string(), key.origin_year.to_string());
        let (fund, level) = (key.fund.as_str(), key.level.name_zh());
        let project = key.project.as_deref().unwrap_or_default();
        let codes = (&*key.functional_code, &*key.economic_code);
        writer
            .write_record([
                &*year,
                &key.unit,
                fund,
                level,
                &origin_year,
                codes.0,
                codes.1,
                key.kind.as_str(),
                project,
                &amount,
            ])
            .unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

const CHINESE_HEADER: &str = "年度,单位,资金性质,资金级次,来源年度,功能科目编码,经济科目编码,\
                              支出类别,项目,金额（元）";

const STARTS: [&str; 5] = [
    "",
    "\u{FEFF}",
    HEADER,
    "code,name",
    "department_code,government_code,applies_to",
];

proptest! {
    #[test]
    fn what_is_written_is_read(
        budget in budget(),
        separator in prop::sample::select(b",\t;".as_slice()),
    ) {
        let expected: Vec<LineRow> = (2..)
            .zip(&budget)
            .map(|(row, (key, amount))| LineRow { row, key: key.clone(), amount: *amount })
            .collect();
        let text = write(&budget, HEADER, false, separator);
        prop_assert_eq!(&lines(&text), &expected);
        prop_assert_eq!(&lines(format!("\u{FEFF}{text}")), &expected);
        prop_assert_eq!(&lines(utf_16(&text, u16::to_le_bytes)), &expected);
        prop_assert_eq!(&lines(utf_16(&text, u16::to_be_bytes)), &expected);
        prop_assert_eq!(&lines(text.replace('\n', "\r\n")), &expected);
        let text = write(&budget, CHINESE_HEADER, true, separator);
        prop_assert_eq!(&lines(&text), &expected);
        prop_assert_eq!(&lines(gb18030(&text)), &expected);
    }

    #[test]
    fn bytes_never_make_it_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_lines("x", &bytes);
        let _ = read_codes("x", &bytes);
        let _ = read_mappings("x", &bytes);
    }

    #[test]
    fn bytes_below_a_header_never_make_it_fall_over(
        start in prop::sample::select(STARTS.as_slice()),
        body in "[0-9,;\t\"\r\n \u{3000}年金额项目own\u{0}-\u{10FFFF}]{0,300}",
    ) {
        let text = format!("{start}\n{body}");
        for bytes in [text.as_bytes(), &gb18030(&text), &utf_16(&text, u16::to_be_bytes)] {
            let _ = read_lines("x", bytes);
            let _ = read_codes("x", bytes);
            let _ = read_mappings("x", bytes);
        }
    }

    #[test]
    fn a_damaged_byte_is_refused_or_read_as_text(at in 0_usize..400, byte in any::<u8>()) {
        let mut bytes = file(&[HEADER, ROW]).into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        match read_lines("x", &bytes) {
            Ok(rows) => prop_assert!(!rows.is_empty()),
            Err(problems) => prop_assert!(!problems.0.is_empty()),
        }
    }
}
