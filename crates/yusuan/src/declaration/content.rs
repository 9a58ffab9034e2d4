//! What a unit declares of itself: performance targets, procurement, assets, staffing.
//!
//! No budget line says these things. Totals are stated as the unit states them, beside their parts,
//! so that a check can tell when they do not add up.

use serde::{Deserialize, Serialize};

use crate::money::{AmountError, Fen};

/// 整体绩效目标: what the unit wants to achieve with its budget.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Performance {
    /// The goal of the year in words.
    #[serde(default)]
    pub goal: Option<String>,
    /// The targets, in print order.
    pub indicators: Vec<Indicator>,
}

/// One target.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// 一级指标.
    pub level1: String,
    /// 二级指标.
    pub level2: String,
    /// 三级指标.
    pub level3: String,
    /// 指标值, as printed.
    pub target: String,
    /// 指标设定依据.
    #[serde(default)]
    pub basis: Option<String>,
    /// 分值权重, in hundredths.
    #[serde(default)]
    pub weight_hundredths: Option<i64>,
}

/// 政府采购: what the unit means to buy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procurement {
    /// All of it.
    pub total_fen: Fen,
    /// 货物.
    pub goods_fen: Fen,
    /// 工程.
    pub works_fen: Fen,
    /// 服务.
    pub services_fen: Fen,
    /// 面向中小企业预留.
    pub reserved_sme_fen: Fen,
    /// 其中面向小微企业预留.
    pub reserved_micro_fen: Fen,
}

/// 国有资产占用使用情况: what the unit has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assets {
    /// The day for which it is said, as `2024-12-31`.
    pub as_of: String,
    /// 房屋, hundredths of a square metre.
    pub house_area_hundredths: i64,
    /// 房屋 价值.
    pub house_value_fen: Fen,
    /// 车辆, all of them.
    pub vehicle_count: i64,
    /// 车辆价值, all of them.
    pub vehicle_value_fen: Fen,
    /// Vehicles by kind.
    #[serde(default)]
    pub vehicles: Vec<Vehicles>,
    /// 办公家具价值.
    pub furniture_value_fen: Fen,
    /// 其他资产价值.
    pub other_value_fen: Fen,
    /// 单价50万元以上大型设备.
    pub equipment_over_500k: i64,
    /// 单价100万元以上大型设备.
    pub equipment_over_1m: i64,
    /// Vehicles that this year's budget buys.
    #[serde(default)]
    pub planned_vehicles: i64,
    /// 单价50万元以上大型设备 that this year's budget buys.
    #[serde(default)]
    pub planned_equipment_over_500k: i64,
    /// 单价100万元以上大型设备 that this year's budget buys.
    #[serde(default)]
    pub planned_equipment_over_1m: i64,
}

/// Vehicles of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vehicles {
    /// What they are for.
    pub kind: VehicleKind,
    /// How many.
    pub count: i64,
    /// What they are worth.
    pub value_fen: Fen,
}

/// What vehicles are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VehicleKind {
    /// 一般公务用车.
    General,
    /// 执法执勤用车.
    LawEnforcement,
    /// 特种专业技术用车.
    Special,
    /// 其他车辆.
    Other,
}

impl VehicleKind {
    /// Every kind, in print order.
    pub const ALL: [Self; 4] = [
        Self::General,
        Self::LawEnforcement,
        Self::Special,
        Self::Other,
    ];

    /// Return the Chinese name.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::General => "一般公务用车",
            Self::LawEnforcement => "执法执勤用车",
            Self::Special => "特种专业技术用车",
            Self::Other => "其他车辆",
        }
    }
}

/// 机构设置及人员情况: who works for the unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staffing {
    /// 编制数.
    pub authorised_posts: i64,
    /// 实有人数, all of them.
    pub actual_total: i64,
    /// 在职.
    pub in_service: i64,
    /// More or fewer than last year.
    #[serde(default)]
    pub in_service_change: i64,
    /// 退休.
    pub retired: i64,
    /// More or fewer than last year.
    #[serde(default)]
    pub retired_change: i64,
    /// 离休.
    pub retired_with_honours: i64,
    /// More or fewer than last year.
    #[serde(default)]
    pub retired_with_honours_change: i64,
    /// 内设机构, by name.
    #[serde(default)]
    pub offices: Vec<String>,
}

impl Procurement {
    pub(crate) fn plus(&self, other: &Self) -> Result<Self, AmountError> {
        Ok(Self {
            total_fen: self.total_fen.checked_add(other.total_fen)?,
            goods_fen: self.goods_fen.checked_add(other.goods_fen)?,
            works_fen: self.works_fen.checked_add(other.works_fen)?,
            services_fen: self.services_fen.checked_add(other.services_fen)?,
            reserved_sme_fen: self.reserved_sme_fen.checked_add(other.reserved_sme_fen)?,
            reserved_micro_fen: self
                .reserved_micro_fen
                .checked_add(other.reserved_micro_fen)?,
        })
    }
}

impl Assets {
    /// Return count and value of the vehicles of a kind.
    pub(crate) fn vehicles_of(&self, kind: VehicleKind) -> (i64, Fen) {
        let found = self.vehicles.iter().find(|group| group.kind == kind);
        found.map_or((0, Fen::ZERO), |group| (group.count, group.value_fen))
    }

    pub(crate) fn plus(&self, other: &Self) -> Result<Self, AmountError> {
        let mut vehicles = Vec::new();
        for kind in VehicleKind::ALL {
            let ((count, value), (more, worth)) = (self.vehicles_of(kind), other.vehicles_of(kind));
            vehicles.push(Vehicles {
                kind,
                count: add(count, more)?,
                value_fen: value.checked_add(worth)?,
            });
        }
        Ok(Self {
            as_of: self.as_of.clone().max(other.as_of.clone()),
            house_area_hundredths: add(self.house_area_hundredths, other.house_area_hundredths)?,
            house_value_fen: self.house_value_fen.checked_add(other.house_value_fen)?,
            vehicle_count: add(self.vehicle_count, other.vehicle_count)?,
            vehicle_value_fen: self
                .vehicle_value_fen
                .checked_add(other.vehicle_value_fen)?,
            vehicles,
            furniture_value_fen: self
                .furniture_value_fen
                .checked_add(other.furniture_value_fen)?,
            other_value_fen: self.other_value_fen.checked_add(other.other_value_fen)?,
            equipment_over_500k: add(self.equipment_over_500k, other.equipment_over_500k)?,
            equipment_over_1m: add(self.equipment_over_1m, other.equipment_over_1m)?,
            planned_vehicles: add(self.planned_vehicles, other.planned_vehicles)?,
            planned_equipment_over_500k: add(
                self.planned_equipment_over_500k,
                other.planned_equipment_over_500k,
            )?,
            planned_equipment_over_1m: add(
                self.planned_equipment_over_1m,
                other.planned_equipment_over_1m,
            )?,
        })
    }
}

fn add(one: i64, other: i64) -> Result<i64, AmountError> {
    one.checked_add(other).ok_or(AmountError::Overflow)
}
