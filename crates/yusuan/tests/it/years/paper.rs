//! What stands on a voucher beside the money.

/// A day by its year and month; every act is done in the middle of one.
pub(super) type Day = (i16, u8);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paper {
    pub(super) day: Day,
    pub(super) has_document: bool,
    /// Whether a document lets it pass the policies that can be overridden.
    pub(super) is_overriding: bool,
}

impl Paper {
    /// Return what most acts of a year have.
    pub(super) const fn of(year: i16) -> Self {
        Self {
            day: (year, 6),
            has_document: true,
            is_overriding: false,
        }
    }

    pub(super) fn month_day(self) -> String {
        format!("{:02}-15", self.day.1)
    }
}
