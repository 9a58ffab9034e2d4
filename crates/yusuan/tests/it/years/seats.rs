//! What there is to spend from: units, seats of lines, and lines.

use yusuan::{Fund, Kind, Level, LineKey};

pub(super) const UNITS: [&str; 2] = ["局机关", "中学"];
/// The one fund of the model that is not fiscal.
pub(super) const OTHER: Fund = Fund::UnitOtherIncome;

/// A line without its years.
pub(super) struct Seat {
    pub(super) unit: &'static str,
    pub(super) fund: Fund,
    pub(super) economic: &'static str,
    pub(super) kind: Kind,
    pub(super) project: Option<&'static str>,
}

const fn seat(
    unit: usize,
    fund: Fund,
    economic: &'static str,
    kind: Kind,
    project: Option<&'static str>,
) -> Seat {
    Seat {
        unit: UNITS[unit],
        fund,
        economic,
        kind,
        project,
    }
}

pub(super) const SEATS: [Seat; 11] = [
    seat(0, Fund::GeneralPublic, "30201", Kind::BasicPublic, None),
    seat(0, Fund::GeneralPublic, "30202", Kind::BasicPublic, None),
    seat(0, Fund::GeneralPublic, "30299", Kind::Project, Some("修路")),
    seat(0, OTHER, "30299", Kind::Project, Some("培训")),
    seat(0, OTHER, "30201", Kind::BasicPublic, None),
    seat(1, Fund::GeneralPublic, "30201", Kind::BasicPublic, None),
    seat(1, OTHER, "30299", Kind::Project, Some("操场")),
    seat(0, Fund::GeneralPublic, "30101", Kind::BasicPersonnel, None),
    seat(0, Fund::GeneralPublic, "30217", Kind::BasicPublic, None),
    seat(0, Fund::GeneralPublic, "30231", Kind::BasicPublic, None),
    seat(0, Fund::GeneralPublic, "30299", Kind::Project, Some("修桥")),
];

/// 基本支出, of people and of offices.
pub(super) const fn is_basic(kind: Kind) -> bool {
    matches!(kind, Kind::BasicPersonnel | Kind::BasicPublic)
}

/// A line: which seat, in which year, with money since which year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    pub(super) year: i16,
    pub(super) origin: i16,
    pub(super) seat: usize,
}

impl Slot {
    pub(super) fn seat(self) -> &'static Seat {
        &SEATS[self.seat]
    }

    pub(super) fn is_fiscal(self) -> bool {
        self.seat().fund != OTHER
    }

    /// Return the words that lines of a year and unit are ordered by.
    pub(super) fn words(self) -> [&'static str; 4] {
        let seat = self.seat();
        let project = seat.project.unwrap_or_default();
        [
            seat.fund.as_str(),
            seat.economic,
            seat.kind.as_str(),
            project,
        ]
    }

    pub(super) fn key(self) -> LineKey {
        let seat = self.seat();
        LineKey {
            year: self.year,
            unit: seat.unit.to_owned(),
            fund: seat.fund,
            level: Level::Own,
            origin_year: self.origin,
            functional_code: "2080109".to_owned(),
            economic_code: seat.economic.to_owned(),
            kind: seat.kind,
            project: seat.project.map(str::to_owned),
        }
    }
}
