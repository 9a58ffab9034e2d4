//! Tests of money: what is read, what is refused, and that rounding is 四舍五入.

use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{AmountError, CurrencyUnit, Fen};

fn yuan(text: &str) -> Result<i64, &'static str> {
    Fen::parse_yuan(text)
        .map(Fen::get)
        .map_err(|error| error.token())
}

#[test]
fn reads_what_has_one_plain_meaning() {
    for (text, fen) in [
        ("0", 0),
        ("7", 700),
        ("007", 700),
        ("1234.5", 123_450),
        ("1234.56", 123_456),
        ("-0.01", -1),
        ("-0.00", 0),
        (" 1.20\t", 120),
        ("\u{3000}１２３４．５６\u{3000}", 123_456),
        ("－１，２３４．５", -123_450),
        ("−3", -300),
        ("1,234,567.89", 123_456_789),
        ("１，２３４", 123_400),
        ("123,456", 12_345_600),
        ("10000000000000.00", 1_000_000_000_000_000),
    ] {
        assert_eq!(yuan(text), Ok(fen), "{text}");
    }
}

#[test]
fn refuses_what_has_not() {
    for text in [
        "",
        "  ",
        "\u{3000}",
        ".",
        "-",
        "--1",
        ".5",
        "5.",
        "1 2",
        "1.2.3",
        "1,23",
        "1234,567",
        "12,3456",
        ",123",
        "123,",
        "0,123",
        "1,,234",
        "1.2,3",
        "+5",
        "＋5",
        "¥5",
        "￥5",
        "5元",
        "5万元",
        "5圆",
        "1_000",
        "1e5",
        "1E-2",
        "NaN",
        "nan",
        "inf",
        "-Infinity",
        "abc",
        "0x10",
        "٣",
        "一百",
        "(5)",
        "5-",
        "1/2",
        "50%",
        "\u{feff}5",
        "1'000",
    ] {
        assert_eq!(yuan(text), Err("amount_invalid"), "{text}");
    }
    for text in ["0.001", "1.230", "1,234.567", "-0.001", "１．２３４"] {
        assert_eq!(yuan(text), Err("amount_subfen"), "{text}");
    }
    for text in [
        "10000000000000.01",
        "-10000000000000.01",
        "99999999999999999999999999",
    ] {
        assert_eq!(yuan(text), Err("amount_out_of_range"), "{text}");
    }
}

#[test]
fn says_what_is_wrong() {
    let error = |text: &str| Fen::parse_yuan(text).unwrap_err();
    assert_eq!(error(" ¥5 ").to_string(), "amount has a currency mark: ¥5");
    assert!(matches!(error("5元"), AmountError::CurrencyMark { .. }));
    assert!(matches!(error("+5"), AmountError::PlusSign { .. }));
    assert!(matches!(error("1_000"), AmountError::Underscore { .. }));
    assert!(matches!(error("1e5"), AmountError::Exponent { .. }));
    assert!(matches!(error("12,34"), AmountError::Separator { .. }));
    assert!(matches!(error("1.2,3"), AmountError::Separator { .. }));
    for text in ["NaN", "1.x", "1.2.3", "1.2,3.4"] {
        assert!(
            matches!(error(text), AmountError::NotANumber { .. }),
            "{text}"
        );
    }
    assert_eq!(error(&"9".repeat(100)).to_string().chars().count(), 24 + 41);
    assert_eq!(error("").hint(), "write the amount, or leave the row out");
}

#[test]
fn the_hint_names_the_bound() {
    let hint = AmountError::OutOfRange {
        text: String::new(),
    }
    .hint();
    assert!(hint.contains(&Fen::MAX_AMOUNT.to_yuan_string()));
}

#[test]
fn reads_fen_without_decimals() {
    assert_eq!(Fen::parse_fen("1,234"), Ok(Fen::new(1234)));
    assert_eq!(Fen::parse_fen("７"), Ok(Fen::new(7)));
    for text in ["7.0", "7.5"] {
        assert_eq!(Fen::parse_fen(text).unwrap_err().token(), "amount_subfen");
    }
    assert_eq!(
        Fen::parse_fen("1000000000000001").unwrap_err().token(),
        "amount_out_of_range"
    );
    assert_eq!(
        Fen::parse_fen("9007199254740993.0").unwrap_err().token(),
        "amount_subfen"
    );
}

#[test]
fn reads_ten_thousands_to_the_fen() {
    let wan = |text: &str| Fen::parse_ten_thousand_yuan(text).map_err(|error| error.token());
    assert_eq!(wan("646.043945"), Ok(Fen::new(646_043_945)));
    assert_eq!(wan("1"), Ok(Fen::new(1_000_000)));
    assert_eq!(wan("-0.000001"), Ok(Fen::new(-1)));
    assert_eq!(wan("0.0000001"), Err("amount_subfen"));
}

#[test]
fn a_unit_is_called_one_thing_in_files_and_another_on_paper() {
    for (unit, word, label) in [
        (CurrencyUnit::Yuan, "yuan", "元"),
        (CurrencyUnit::WanYuan, "wan_yuan", "万元"),
    ] {
        assert_eq!((unit.as_str(), unit.label()), (word, label));
        assert_eq!(unit.to_string(), label);
        assert_eq!((word.parse(), label.parse()), (Ok(unit), Ok(unit)));
        let written = serde_json::to_string(&unit).unwrap();
        assert_eq!(written, format!("\"{label}\""));
        assert_eq!(
            serde_json::from_str::<CurrencyUnit>(&written).unwrap(),
            unit
        );
    }
    assert!(serde_json::from_str::<CurrencyUnit>("\"分\"").is_err());
}

#[test]
fn converts_decimals_exactly() {
    let from = |text: &str| Fen::from_decimal(text.parse().unwrap()).map_err(|e| e.token());
    assert_eq!(from("1.23"), Ok(Fen::new(123)));
    assert_eq!(from("1.2300"), Ok(Fen::new(123)));
    assert_eq!(from("-5"), Ok(Fen::new(-500)));
    assert_eq!(from("0.001"), Err("amount_subfen"));
    assert_eq!(from("10000000000000.01"), Err("amount_out_of_range"));
    assert_eq!(
        Fen::from_decimal(Decimal::MAX).unwrap_err().token(),
        "amount_out_of_range"
    );
}

#[test]
fn posts_only_positive_amounts_within_the_bound() {
    assert_eq!(Fen::new(1).require_positive(), Ok(Fen::new(1)));
    assert_eq!(Fen::MAX_AMOUNT.require_positive(), Ok(Fen::MAX_AMOUNT));
    for fen in [0, -1, i64::MIN] {
        assert_eq!(
            Fen::new(fen).require_positive().unwrap_err().token(),
            "amount_not_positive"
        );
    }
    for fen in [1_000_000_000_000_001, i64::MAX] {
        assert_eq!(
            Fen::new(fen).require_positive().unwrap_err().token(),
            "amount_out_of_range"
        );
    }
}

#[test]
fn never_wraps() {
    let (most, least, one) = (Fen::new(i64::MAX), Fen::new(i64::MIN), Fen::new(1));
    assert_eq!(most.checked_add(one), Err(AmountError::Overflow));
    assert_eq!(least.checked_sub(one), Err(AmountError::Overflow));
    assert_eq!(least.checked_neg(), Err(AmountError::Overflow));
    assert_eq!(Fen::sum([most, one]), Err(AmountError::Overflow));
    assert_eq!(Fen::sum([most, one, Fen::new(-1)]), Ok(most));
    assert_eq!(
        most.round_to(CurrencyUnit::WanYuan),
        Err(AmountError::Overflow)
    );
    assert_eq!(least.display_wan(), "-9223372036854.78");
    assert_eq!(least.to_yuan_string(), "-92233720368547758.08");
}

#[test]
fn splits_into_a_million_parts_and_no_more() {
    let parts = Fen::new(3).split_evenly(1_000_000).unwrap();
    assert_eq!(Fen::sum(parts), Ok(Fen::new(3)));
    let error = Fen::new(3).split_evenly(1_000_001).unwrap_err();
    assert_eq!(error.token(), "split_invalid");
}

#[test]
fn shows_wan_half_up() {
    for (fen, text) in [
        (646_043_945, "646.04"),
        (626_507_945, "626.51"),
        (4_999, "0.00"),
        (5_000, "0.01"),
        (-4_999, "0.00"),
        (-5_000, "-0.01"),
        (15_000, "0.02"),
        (25_000, "0.03"),
        (0, "0.00"),
    ] {
        assert_eq!(Fen::new(fen).display_wan(), text, "{fen}");
    }
    assert_eq!(
        Fen::new(123_456_789_012).display(CurrencyUnit::WanYuan, true),
        "123,456.79"
    );
    assert_eq!(
        Fen::new(-100_000).display(CurrencyUnit::Yuan, true),
        "-1,000.00"
    );
    assert_eq!(Fen::new(99_999).display(CurrencyUnit::Yuan, true), "999.99");
}

#[test]
fn reads_displayed_amounts_back() {
    let unit = CurrencyUnit::WanYuan;
    assert_eq!(unit.parse_displayed("646.04"), Ok(Fen::new(646_040_000)));
    assert_eq!(
        unit.parse_displayed("1,646.04"),
        Ok(Fen::new(1_646_040_000))
    );
    assert_eq!(
        CurrencyUnit::Yuan.parse_displayed("-6.04"),
        Ok(Fen::new(-604))
    );
    assert_eq!("万元".parse(), Ok(unit));
    assert_eq!("yuan".parse(), Ok(CurrencyUnit::Yuan));
    assert!("dollar".parse::<CurrencyUnit>().is_err());
}

#[test]
fn serialises_as_an_integer() {
    assert_eq!(serde_json::to_string(&Fen::new(12)).unwrap(), "12");
    assert_eq!(serde_json::from_str::<Fen>("12").unwrap(), Fen::new(12));
    for text in ["12.0", "\"12\"", "1e2", "null", "9223372036854775808"] {
        assert!(serde_json::from_str::<Fen>(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn reads_back_what_it_shows(
        fen in -1_000_000_000_000_000_i64..=1_000_000_000_000_000,
        separated: bool,
    ) {
        let shown = Fen::new(fen).display(CurrencyUnit::Yuan, separated);
        prop_assert_eq!(Fen::parse_yuan(&shown), Ok(Fen::new(fen)));
        prop_assert_eq!(Fen::parse_fen(&fen.to_string()), Ok(Fen::new(fen)));
        prop_assert_eq!(Fen::from_decimal(Fen::new(fen).to_decimal()), Ok(Fen::new(fen)));
    }

    #[test]
    fn reads_full_width_like_half_width(text in "-?[0-9,]{1,9}(\\.[0-9]{0,3})?") {
        let wide: String = text
            .chars()
            .map(|c| match c {
                '.' => '．',
                ',' => '，',
                '-' => '－',
                digit => char::from_u32(u32::from(digit) + 0xFEE0).unwrap(),
            })
            .collect();
        prop_assert_eq!(yuan(&wide), yuan(&text));
    }

    #[test]
    fn never_panics_on_text(text in "\\PC{0,20}") {
        let _ = Fen::parse_yuan(&text);
        let _ = Fen::parse_fen(&text);
    }

    #[test]
    fn rounds_like_midpoint_away_from_zero(fen: i64) {
        let wan = Decimal::new(fen, 6);
        let mut expected =
            wan.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        expected.rescale(2);
        if expected.is_zero() {
            expected.set_sign_positive(true);
        }
        prop_assert_eq!(Fen::new(fen).display_wan(), expected.to_string());
    }

    #[test]
    fn rounding_and_display_agree(fen in -1_000_000_000_000_000_i64..=1_000_000_000_000_000) {
        for unit in [CurrencyUnit::Yuan, CurrencyUnit::WanYuan] {
            let amount = Fen::new(fen);
            let read = unit.parse_displayed(&amount.display(unit, true));
            prop_assert_eq!(amount.round_to(unit), read);
        }
    }

    #[test]
    fn sums_do_not_depend_on_order(mut amounts: Vec<i64>) {
        let total = |amounts: &[i64]| Fen::sum(amounts.iter().copied().map(Fen::new));
        let forwards = total(&amounts);
        let exact: i128 = amounts.iter().copied().map(i128::from).sum();
        amounts.reverse();
        prop_assert_eq!(&forwards, &total(&amounts));
        prop_assert_eq!(forwards.ok().map(Fen::get), i64::try_from(exact).ok());
    }
}
