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

fn below(random: &mut Random, end: usize) -> u64 {
    u64::try_from(random.below(end)).unwrap()
}

/// What one sentence says.
struct Statement {
    now: u64,
    share: u64,
    change: u64,
    rate: u64,
    grows: bool,
    grows_rate: bool,
}

impl Statement {
    fn sound(now: u64, total: u64, random: &mut Random) -> Self {
        let is_new = random.percent(15);
        let before = if is_new {
            0
        } else {
            below(random, 200_000) + 500
        };
        let change = now.abs_diff(before);
        let rate = if is_new {
            10_000
        } else {
            percent(change, before)
        };
        Self {
            now,
            share: percent(now, total),
            change,
            rate,
            grows: now >= before,
            grows_rate: now >= before,
        }
    }

    /// Make a slip and return the figure that is wrong; none where it would be none.
    fn slip(&mut self, slip: Sentence, is_share: bool, random: &mut Random) -> Option<String> {
        let has_change = self.change != 0 && self.change != self.now;
        match slip {
            Sentence::Percentage if is_share => {
                self.share = other(self.share, random);
                return Some(amount(self.share));
            }
            Sentence::Percentage if has_change => self.rate = other(self.rate, random),
            Sentence::Direction if has_change => {
                let word = if random.percent(50) {
                    &mut self.grows
                } else {
                    &mut self.grows_rate
                };
                *word = !*word;
            }
            Sentence::ZeroGrowth => {
                (self.change, self.grows, self.grows_rate) = (self.now, true, true);
                self.rate = below(random, 90_000) + 20;
            }
            _ => return None,
        }
        (slip != Sentence::ZeroGrowth || self.rate != 10_000).then(|| amount(self.rate))
    }

    fn write(&self, name: &str) -> String {
        let (now, share) = (amount(self.now), amount(self.share));
        let (change, rate) = (amount(self.change), amount(self.rate));
        let more = if self.grows { "增加" } else { "减少" };
        let growth = if self.grows_rate { "增长" } else { "下降" };
        format!(
            "{name}预算{now}万元，占{share}%，比上年预算{more}{change}万元，{growth}{rate}%，主要原因是：人员变动；\n"
        )
    }
}

/// Write the paragraph of income and its changes; return it with the figure that is wrong.
pub(crate) fn text(slip: Option<Sentence>, random: &mut Random) -> Option<(String, String)> {
    let names = ["一般公共预算", "单位资金", "财政拨款结转"];
    let parts: Vec<u64> = names.iter().map(|_| below(random, 200_000) + 500).collect();
    let total: u64 = parts.iter().sum();
    let wrong_one = random.below(names.len());
    let is_share = random.percent(50);
    let mut wrong = String::new();
    let mut text = format!("2025年收入预算{}万元，其中：\n", amount(total));
    for (at, (name, now)) in names.iter().zip(&parts).enumerate() {
        let mut statement = Statement::sound(*now, total, random);
        if let Some(slip) = slip.filter(|_| at == wrong_one) {
            wrong = statement.slip(slip, is_share, random)?;
        }
        text.push_str(&statement.write(name));
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
