//! Item 十二: operating costs, and what no budget line says.

use std::collections::BTreeSet;

use super::draft::{Draft, Maker};
use super::figure::Money;
use crate::declaration::{Assets, Procurement, VehicleKind};
use crate::line::Kind;
use crate::money::{AmountError, Fen};
use crate::tables::budget::{BudgetLine, BudgetTable};
use crate::tables::error::TableError;

/// Where the items about assets stand.
const SECTION: &str = "十二（三）";

/// What the units of a narrative declare of themselves, added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NarrativeFacts {
    /// 政府采购.
    pub procurement: Option<Procurement>,
    /// 国有资产.
    pub assets: Option<Assets>,
    /// 整体绩效目标: how many units declare one.
    pub goals: Option<i64>,
}

pub(super) fn items(maker: &mut Maker<'_>) -> Result<(), TableError> {
    maker.heading(12, "十二");
    let (this, last) = maker.both(BudgetTable::GeneralPublicBasic, "total", "public")?;
    let operating = maker.item("12.1.operating", "十二（一）").year("y");
    let operating = operating.name("name", maker.input.operating_name);
    let operating = operating.amount("amount", this).change(this, last)?;
    maker.keep(operating.text("reason"));
    procurement(maker)?;
    assets(maker)?;
    projects(maker)?;
    Ok(())
}

fn procurement(maker: &mut Maker<'_>) -> Result<(), AmountError> {
    let facts = maker.input.facts.procurement.as_ref();
    let money = |part: fn(&Procurement) -> Fen| {
        let fen = facts.map(part);
        fen.map(|fen| Money::rounded(fen, maker.input.options))
            .transpose()
    };
    let bought = maker.item("12.2.procurement", "十二（二）").year("y");
    let bought = bought.stated_amount("amount", money(|facts| facts.total_fen)?);
    let bought = bought.stated_amount("goods", money(|facts| facts.goods_fen)?);
    let bought = bought.stated_amount("works", money(|facts| facts.works_fen)?);
    let bought = bought.stated_amount("services", money(|facts| facts.services_fen)?);
    let reserved = maker.item("12.2.sme", "十二（二）").year("y");
    let reserved = reserved.stated_amount("sme", money(|facts| facts.reserved_sme_fen)?);
    let reserved = reserved.stated_amount("micro", money(|facts| facts.reserved_micro_fen)?);
    maker.keep(bought);
    maker.keep(reserved);
    Ok(())
}

fn assets(maker: &mut Maker<'_>) -> Result<(), AmountError> {
    let facts = maker.input.facts.assets.as_ref();
    let money = |fen: Option<Fen>| {
        fen.map(|fen| Money::rounded(fen, maker.input.options))
            .transpose()
    };
    let count = |part: fn(&Assets) -> i64| facts.map(part);
    let as_of = facts.and_then(|facts| facts.as_of.get(..4)?.parse().ok());
    let date = maker.item("12.3.date", SECTION);
    let mut items =
        vec![date.this_year("y", as_of.unwrap_or_else(|| maker.year().saturating_sub(1)))];

    let house = maker.item("12.3.house", SECTION);
    let house = house.area("area_m2", count(|facts| facts.house_area_hundredths));
    let value = money(facts.map(|facts| facts.house_value_fen))?;
    items.push(house.stated_amount("value", value));

    items.extend(vehicles(maker)?);
    let furniture = money(facts.map(|facts| facts.furniture_value_fen))?;
    let other = money(facts.map(|facts| facts.other_value_fen))?;
    for (key, value) in [("12.3.furniture", furniture), ("12.3.other", other)] {
        items.push(maker.item(key, SECTION).stated_amount("value", value));
    }
    let large = maker.item("12.3.large", SECTION);
    let large = large.count("over50", "台", count(|facts| facts.equipment_over_500k));
    items.push(large.count("over100", "台", count(|facts| facts.equipment_over_1m)));
    let planned = maker.item("12.3.plan", SECTION).year("y");
    let over50 = count(|facts| facts.planned_equipment_over_500k);
    let planned = planned.count("over50", "台", over50);
    let over100 = count(|facts| facts.planned_equipment_over_1m);
    let planned = planned.count("over100", "台", over100);
    let vehicles = facts.map(|facts| match facts.planned_vehicles {
        0 => "未安排购置车辆".to_owned(),
        count => format!("安排购置车辆{count}辆"),
    });
    items.push(planned.stated_name("vehicles", vehicles));
    maker.keep_all(items);
    Ok(())
}

fn vehicles<'a>(maker: &Maker<'a>) -> Result<Vec<Draft<'a>>, AmountError> {
    let facts = maker.input.facts.assets.as_ref();
    let money = |fen: Option<Fen>| {
        fen.map(|fen| Money::rounded(fen, maker.input.options))
            .transpose()
    };
    let count = |part: fn(&Assets) -> i64| facts.map(part);
    let vehicles = maker.item("12.3.vehicles", SECTION);
    let vehicles = vehicles.count("count", "辆", count(|facts| facts.vehicle_count));
    let value = money(facts.map(|facts| facts.vehicle_value_fen))?;
    let mut vehicles = vehicles.stated_amount("value", value);
    for kind in VehicleKind::ALL {
        let of_kind = facts.map(|facts| facts.vehicles_of(kind));
        let prefix = match kind {
            VehicleKind::General => "general",
            VehicleKind::LawEnforcement => "law",
            VehicleKind::Special => continue,
            VehicleKind::Other => "other",
        };
        let count = of_kind.map(|(count, _)| count);
        vehicles = vehicles.count(format!("{prefix}_count"), "辆", count);
        let value = money(of_kind.map(|(_, value)| value))?;
        vehicles = vehicles.stated_amount(format!("{prefix}_value"), value);
    }
    let mut items = vec![vehicles];
    // Few units have any: they are only spoken of where there are some.
    let special = facts.map(|facts| facts.vehicles_of(VehicleKind::Special));
    if let Some((count, value)) = special.filter(|(count, _)| *count > 0) {
        let vehicles = maker.item("12.3.vehicles.special", SECTION);
        let vehicles = vehicles.count("count", "辆", Some(count));
        items.push(vehicles.stated_amount("value", money(Some(value))?));
    }
    Ok(items)
}

/// Say which projects this year's money pays for; those of carried money are not this year's.
fn projects(maker: &mut Maker<'_>) -> Result<(), AmountError> {
    let current = |line: &&BudgetLine| line.kind == Kind::Project && !line.is_carried();
    let lines = || maker.input.this.lines.iter().filter(current);
    let total = |is_fiscal: bool| {
        let amounts = lines().filter(|line| line.fund.is_fiscal() == is_fiscal);
        let sum = Fen::sum(amounts.map(|line| line.amount))?;
        Money::rounded(sum, maker.input.options)
    };
    let count = |is_counted: fn(&BudgetLine) -> bool| {
        let counted = lines().filter(|line| is_counted(line) && !line.amount.is_zero());
        let names: BTreeSet<_> = counted.map(|line| (&line.unit, &line.project)).collect();
        Some(i64::try_from(names.len()).unwrap_or(i64::MAX))
    };
    let budget = maker
        .this
        .at(BudgetTable::Overview, "total", "income_amount")?;
    let (fiscal, nonfiscal) = (total(true)?, total(false)?);
    let goals = maker.item("12.4.performance", "十二（四）").year("y");
    let goals = goals.count("goals", "个", maker.input.facts.goals);
    let goals = goals.amount("amount", budget);
    let goals = goals.count("projects", "个", count(|_| true));
    let goals = goals
        .amount("fiscal", fiscal)
        .amount("nonfiscal", nonfiscal);
    let own = maker.item("12.5.nonfiscal_project", "十二（五）");
    let own = own.count("projects", "个", count(|line| !line.fund.is_fiscal()));
    let own = own.amount("amount", nonfiscal).year("y");
    maker.keep(goals);
    maker.keep(own);
    Ok(())
}
