//! What every declaration must be; what only ought to add up is a note and no fault.

use super::{Assets, Declaration, Performance, Procurement, Staffing};
use crate::date;
use crate::error::{Error, Result, Rule};
use crate::money::Fen;

/// Weights that add up to the whole, in hundredths.
pub(crate) const WHOLE_WEIGHT: i64 = 10_000;

/// A number of things beyond it is a slip; a county has a thousandth of it.
const COUNT_MAX: i64 = 100_000_000;

impl Declaration {
    /// Refuse what cannot be so, with every fault named.
    pub(crate) fn check(&self) -> Result<()> {
        let faults = match self {
            Self::Performance(content) => performance(content),
            Self::Procurement(content) => procurement(content),
            Self::Assets(content) => assets(content),
            Self::Staffing(content) => staffing(content),
        };
        if faults.is_empty() {
            return Ok(());
        }
        Err(Error::refused(
            Rule::DeclarationInvalid,
            format!("{}: {}", self.kind(), faults.join("; ")),
            "give whole numbers, zero or more, and a text where one is printed",
        ))
    }
}

fn amounts<'a>(given: impl IntoIterator<Item = (&'a str, Fen)>) -> Vec<String> {
    let is_wrong = |amount: Fen| amount < Fen::ZERO || amount > Fen::MAX_AMOUNT;
    let wrong = given.into_iter().filter(|(_, amount)| is_wrong(*amount));
    wrong
        .map(|(name, amount)| format!("{name} is {}", amount.get()))
        .collect()
}

fn counts<'a>(given: impl IntoIterator<Item = (&'a str, i64)>, least: i64) -> Vec<String> {
    let wrong = given
        .into_iter()
        .filter(|(_, count)| !(least..=COUNT_MAX).contains(count));
    wrong
        .map(|(name, count)| format!("{name} is {count}"))
        .collect()
}

fn performance(content: &Performance) -> Vec<String> {
    let mut faults = Vec::new();
    if content.indicators.is_empty() {
        faults.push("there is no indicator".to_owned());
    }
    for (number, indicator) in (1_usize..).zip(&content.indicators) {
        let texts = [
            ("level1", &indicator.level1),
            ("level3", &indicator.level3),
            ("target", &indicator.target),
        ];
        for (name, text) in texts {
            if text.trim().is_empty() {
                faults.push(format!("indicator {number} has no {name}"));
            }
        }
        let weight = indicator.weight_hundredths.unwrap_or_default();
        if !(0..=WHOLE_WEIGHT).contains(&weight) {
            faults.push(format!(
                "indicator {number} has a weight of {weight} hundredths"
            ));
        }
    }
    faults
}

fn procurement(content: &Procurement) -> Vec<String> {
    amounts([
        ("total_fen", content.total_fen),
        ("goods_fen", content.goods_fen),
        ("works_fen", content.works_fen),
        ("services_fen", content.services_fen),
        ("reserved_sme_fen", content.reserved_sme_fen),
        ("reserved_micro_fen", content.reserved_micro_fen),
    ])
}

fn assets(content: &Assets) -> Vec<String> {
    let mut faults = amounts([
        ("house_value_fen", content.house_value_fen),
        ("vehicle_value_fen", content.vehicle_value_fen),
        ("furniture_value_fen", content.furniture_value_fen),
        ("other_value_fen", content.other_value_fen),
    ]);
    let numbers = [
        ("house_area_hundredths", content.house_area_hundredths),
        ("vehicle_count", content.vehicle_count),
        ("equipment_over_500k", content.equipment_over_500k),
        ("equipment_over_1m", content.equipment_over_1m),
        ("planned_vehicles", content.planned_vehicles),
        (
            "planned_equipment_over_500k",
            content.planned_equipment_over_500k,
        ),
        (
            "planned_equipment_over_1m",
            content.planned_equipment_over_1m,
        ),
    ];
    faults.extend(counts(numbers, 0));
    if date::parse(&content.as_of).is_err() {
        faults.push(format!("as_of is no day: {}", content.as_of));
    }
    for (at, group) in content.vehicles.iter().enumerate() {
        faults.extend(amounts([("value_fen of vehicles", group.value_fen)]));
        faults.extend(counts([("count of vehicles", group.count)], 0));
        let mut before = content.vehicles.iter().take(at);
        if before.any(|other| other.kind == group.kind) {
            faults.push(format!("{} stand twice", group.kind.name_zh()));
        }
    }
    faults
}

fn staffing(content: &Staffing) -> Vec<String> {
    let numbers = [
        ("authorised_posts", content.authorised_posts),
        ("actual_total", content.actual_total),
        ("in_service", content.in_service),
        ("retired", content.retired),
        ("retired_with_honours", content.retired_with_honours),
    ];
    let changes = [
        ("in_service_change", content.in_service_change),
        ("retired_change", content.retired_change),
        (
            "retired_with_honours_change",
            content.retired_with_honours_change,
        ),
    ];
    let mut faults = counts(numbers, 0);
    faults.extend(counts(changes, COUNT_MAX.saturating_neg()));
    if content
        .offices
        .iter()
        .any(|office| office.trim().is_empty())
    {
        faults.push("an office has no name".to_owned());
    }
    faults
}

/// Return the sum of the weights; none when no indicator has one.
pub(crate) fn weights(content: &Performance) -> Option<i64> {
    let given = content.indicators.iter();
    let given = given.filter_map(|indicator| indicator.weight_hundredths);
    given.fold(None, |sum: Option<i64>, weight| {
        Some(sum.unwrap_or_default().saturating_add(weight))
    })
}
