//! Sentences of an explanatory part, with at most one slip.

use super::Random;

/// A class of slips in sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sentence {
    Percentage,
    Direction,
    ZeroGrowth,
}

impl Sentence {
    pub(crate) const ALL: [Self; 3] = [Self::Percentage, Self::Direction, Self::ZeroGrowth];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Percentage => "percentage wrong",
            Self::Direction => "direction wrong",
            Self::ZeroGrowth => "growth from zero",
        }
    }

    pub(crate) const fn cause(self) -> &'static str {
        match self {
            Self::Percentage => "percentage_wrong",
            Self::Direction => "direction_wrong",
            Self::ZeroGrowth => "growth_from_zero",
        }
    }
}

fn amount(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn percent(part: u64, whole: u64) -> u64 {
    (part * 10_000 + whole / 2)
        .checked_div(whole)
        .unwrap_or_default()
}

/// Write the paragraph of income and its changes; return it with the figure that is wrong.
pub(crate) fn text(slip: Option<Sentence>, random: &mut Random) -> Option<(String, String)> {
    let below = |random: &mut Random, end: usize| u64::try_from(random.below(end)).unwrap();
    let names = ["一般公共预算", "单位资金", "财政拨款结转"];
    let parts: Vec<u64> = names.iter().map(|_| below(random, 200_000) + 500).collect();
    let total: u64 = parts.iter().sum();
    let wrong_one = random.below(names.len());
    let is_share = random.percent(50);
    let mut wrong = String::new();
    let mut text = format!("2025年收入预算{}万元，其中：\n", amount(total));
    for (at, (name, now)) in names.iter().zip(&parts).enumerate() {
        let slip = slip.filter(|_| at == wrong_one);
        let is_new = random.percent(15);
        let before = if is_new {
            0
        } else {
            below(random, 200_000) + 500
        };
        let change = now.abs_diff(before);
        let mut rate = if before == 0 {
            10_000
        } else {
            percent(change, before)
        };
        let mut share = percent(*now, total);
        let mut grows = *now >= before;
        let (mut grows_rate, mut is_zero_slip) = (grows, false);
        match slip {
            Some(Sentence::Percentage) if is_share => {
                share = other(share, random);
                wrong = amount(share);
            }
            Some(Sentence::Percentage) => {
                if before == 0 || change == 0 {
                    return None;
                }
                rate = other(rate, random);
                wrong = amount(rate);
            }
            Some(Sentence::Direction) => {
                if before == 0 || change == 0 {
                    return None;
                }
                if random.percent(50) {
                    grows = !grows
                } else {
                    grows_rate = !grows_rate
                }
                wrong = amount(rate);
            }
            Some(Sentence::ZeroGrowth) => {
                rate = below(random, 90_000) + 20;
                is_zero_slip = true;
                wrong = amount(rate);
            }
            None => {}
        }
        let change = if is_zero_slip { *now } else { change };
        let grows = if is_zero_slip { true } else { grows };
        let (more, growth) = (
            if grows { "增加" } else { "减少" },
            if grows_rate || is_zero_slip {
                "增长"
            } else {
                "下降"
            },
        );
        if is_zero_slip && rate == 10_000 {
            return None;
        }
        text.push_str(&format!(
            "{name}预算{}万元，占{}%，比上年预算{more}{}万元，{growth}{}%，主要原因是：人员变动；\n",
            amount(*now), amount(share), amount(change), amount(rate)
        ));
    }
    Some((text, wrong))
}

/// Return another percentage, as a slip of fingers or of the calculator makes it.
fn other(right: u64, random: &mut Random) -> u64 {
    match random.below(3) {
        0 => right * 10,
        1 => right + 10 + u64::try_from(random.below(500)).unwrap(),
        _ => right / 2 + 3_000,
    }
}
