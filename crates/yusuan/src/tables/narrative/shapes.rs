//! Which items there may be, and which figures each of them has: what templates and texts may name.

/// An item that there may be. In a key or a figure, `*` stands for digits: a code, or a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    key: &'static str,
    figures: &'static str,
}

const fn shape(key: &'static str, figures: &'static str) -> Shape {
    Shape { key, figures }
}

const COMPARED: &str = "name amount share dir change pdir pct reason";
const CHANGED: &str = "name amount dir change pdir pct reason";
const BY_ITEM: &str = "code name y amount dir change pdir pct reason";
const FUND: &str = "y amount dir change pdir pct reason";
const THREE_PUBLIC: &str = "name dir change pdir pct reason";

/// Every item, in print order.
const SHAPES: &[Shape] = &[
    shape("title", "y"),
    shape("*.heading", "y"),
    shape("1.total", "y amount"),
    shape("1.income_kinds", "list"),
    shape("1.expenditure_kinds", "list"),
    shape("2.total", "amount"),
    shape("2.general_public", COMPARED),
    shape("2.government_fund", COMPARED),
    shape("2.state_capital", COMPARED),
    shape("2.fiscal_special_account", COMPARED),
    shape("2.unit_funds", COMPARED),
    shape("2.carryover_fiscal", COMPARED),
    shape("2.carryover_nonfiscal", COMPARED),
    shape("3.total", "y amount"),
    shape("3.basic", COMPARED),
    shape("3.project", COMPARED),
    shape("3.operating", COMPARED),
    shape("3.remittance", COMPARED),
    shape("3.subsidy", COMPARED),
    shape("4.total", "y amount"),
    shape("4.income", "amount"),
    shape("4.income.government_fund", "name amount"),
    shape("4.income.state_capital", "name amount"),
    shape("4.income.carryover_fiscal", "name amount"),
    shape("4.expenditure", "each name* a* use*"),
    shape("4.expenditure.each", "name* a* use*"),
    shape("5.1.total", "y amount"),
    shape("5.1.basic", CHANGED),
    shape("5.1.project", CHANGED),
    shape("5.1.operating", CHANGED),
    shape("5.1.remittance", CHANGED),
    shape("5.1.subsidy", CHANGED),
    shape("5.2.intro", "y"),
    shape("5.2.*", "name amount share"),
    shape("5.3.intro", "y"),
    shape("5.3.*", BY_ITEM),
    shape("6.total", "y amount"),
    shape("6.personnel", "amount list"),
    shape("6.public", "amount list"),
    shape("7.empty", "y"),
    shape("7.total", "y amount"),
    shape("7.project*", "name amount use"),
    shape("8.empty", "y"),
    shape("8.total", FUND),
    shape("8.*", BY_ITEM),
    shape("9.empty", "y"),
    shape("9.total", FUND),
    shape("9.*", BY_ITEM),
    shape(
        "10.total",
        "y amount overseas vehicle_purchase vehicle_running reception",
    ),
    shape("10.change", "y dir change pdir pct"),
    shape("10.change.overseas", THREE_PUBLIC),
    shape("10.change.vehicle_purchase", THREE_PUBLIC),
    shape("10.change.vehicle_running", THREE_PUBLIC),
    shape("10.change.reception", THREE_PUBLIC),
    shape("11.empty", "y"),
    shape("11.total", "y amount fiscal nonfiscal"),
    shape("11.project*", "name amount use"),
    shape("12.1.operating", "y name amount dir change pdir pct reason"),
    shape("12.2.procurement", "y amount goods works services"),
    shape("12.2.sme", "y sme micro"),
    shape("12.3.date", "y"),
    shape("12.3.house", "area_m2 value"),
    shape(
        "12.3.vehicles",
        "count value general_count general_value law_count law_value other_count other_value",
    ),
    shape("12.3.vehicles.special", "count value"),
    shape("12.3.furniture", "value"),
    shape("12.3.other", "value"),
    shape("12.3.large", "over50 over100"),
    shape("12.3.plan", "y over50 over100 vehicles"),
    shape(
        "12.4.performance",
        "y goals amount projects fiscal nonfiscal",
    ),
    shape("12.5.nonfiscal_project", "projects amount y"),
];

/// Figures that a sentence may name besides those of its item.
pub(super) const EVERYWHERE: [&str; 2] = ["department", "year"];

impl Shape {
    /// Return the shape of a key; of a pattern with `*`, that of the items it is for.
    pub(crate) fn of(key: &str) -> Option<&'static Self> {
        SHAPES
            .iter()
            .find(|shape| shape.key == key || matches(shape.key, key))
    }

    /// Return the names of its figures.
    pub(crate) fn figures(self) -> impl Iterator<Item = &'static str> {
        self.figures.split(' ')
    }

    /// Say whether its items have a figure of this name.
    pub(crate) fn has(self, id: &str) -> bool {
        self.figures()
            .any(|figure| figure == id || matches(figure, id))
    }

    /// Say whether a figure of this name is what the department says.
    pub(crate) fn has_text(self, id: &str) -> bool {
        self.has(id) && ["reason", "use"].iter().any(|text| id.starts_with(text))
    }
}

/// Say whether a text is a pattern with digits for its `*`.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    starred(pattern, text).is_some()
}

/// Return the digits that stand for the `*` of a pattern.
pub(super) fn starred<'a>(pattern: &str, text: &'a str) -> Option<&'a str> {
    let (before, after) = pattern.split_once('*')?;
    let digits = text.strip_prefix(before)?.strip_suffix(after)?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(digits)
}
