//! The table that is printed, and the file of figures.

use serde_json::{Value, json};

use crate::measure::Samples;

/// What a figure is a number of.
#[derive(Clone, Copy, Debug)]
pub enum Unit {
    /// Shown as µs, ms or s, whichever is readable.
    Seconds,
    /// Things a second.
    PerSecond,
    /// Memory.
    Mebibytes,
    /// Size in a file.
    Bytes,
}

impl Unit {
    const fn name(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::PerSecond => "per_second",
            Self::Mebibytes => "mebibytes",
            Self::Bytes => "bytes",
        }
    }

    fn show(self, value: f64) -> String {
        match self {
            Self::Seconds if value.abs() < 1e-3 => format!("{:.2} µs", value * 1e6),
            Self::Seconds if value.abs() < 1.0 => format!("{:.2} ms", value * 1e3),
            Self::Seconds => format!("{value:.2} s"),
            Self::PerSecond => format!("{value:.0} /s"),
            Self::Mebibytes => format!("{value:.0} MiB"),
            Self::Bytes => format!("{value:.0} bytes"),
        }
    }
}

/// One figure, measured several times.
#[derive(Clone, Debug)]
pub struct Row {
    /// What was done.
    pub what: String,
    /// Payments that were recorded, or that the ledger holds; none where they do not matter.
    pub payments: Option<i64>,
    /// What the samples are.
    pub unit: Unit,
    /// One for each round.
    pub samples: Samples,
    /// What it is compared with, and how many times that it is, for each round.
    pub ratios: Vec<(String, Samples)>,
    /// What should be reached.
    pub target: String,
}

impl Row {
    /// Make a row that is compared with nothing.
    #[must_use]
    pub fn new(what: impl Into<String>, unit: Unit, samples: Samples) -> Self {
        Self {
            what: what.into(),
            payments: None,
            unit,
            samples,
            ratios: Vec::new(),
            target: String::new(),
        }
    }

    /// Say of how many payments it is.
    #[must_use]
    pub const fn of(mut self, payments: i64) -> Self {
        self.payments = Some(payments);
        self
    }

    /// Compare it.
    #[must_use]
    pub fn against(mut self, what: impl Into<String>, ratio: Samples) -> Self {
        self.ratios.push((what.into(), ratio));
        self
    }

    /// Say what should be reached.
    #[must_use]
    pub fn target(mut self, target: impl Into<String>) -> Self {
        self.target = target.into();
        self
    }

    fn cells(&self) -> [String; 6] {
        let (lowest, highest) = self.samples.spread();
        let ratios = self.ratios.iter().map(|(what, samples)| {
            let (lowest, highest) = samples.spread();
            let median = samples.median();
            format!("{median:.2} × {what} ({lowest:.2}–{highest:.2})")
        });
        [
            self.what.clone(),
            self.payments
                .map(|payments| payments.to_string())
                .unwrap_or_default(),
            self.unit.show(self.samples.median()),
            format!("{}–{}", self.unit.show(lowest), self.unit.show(highest)),
            ratios.collect::<Vec<_>>().join("; "),
            self.target.clone(),
        ]
    }

    fn json(&self) -> Value {
        let ratios = self.ratios.iter();
        json!({
            "what": self.what, "payments": self.payments, "unit": self.unit.name(),
            "figure": self.samples.json(), "target": self.target,
            "ratios": ratios
                .map(|(what, samples)| (what.clone(), samples.json()))
                .collect::<serde_json::Map<_, _>>(),
        })
    }
}

const HEADINGS: [&str; 6] = ["what", "payments", "median", "spread", "ratio", "target"];

/// Return rows as a table that a page can hold too.
#[must_use]
pub fn table(rows: &[Row]) -> String {
    let mut lines = vec![HEADINGS.map(str::to_owned)];
    lines.extend(rows.iter().map(Row::cells));
    let width = |column: usize| {
        let widths = lines.iter().map(|cells| cells[column].chars().count());
        widths.max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..HEADINGS.len()).map(width).collect();
    let written = |cells: &[String]| {
        let cells = cells.iter().zip(&widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = widths.iter().map(|width| "-".repeat(*width));
    let rule = written(&rule.collect::<Vec<_>>());
    let body: String = lines[1..].iter().map(|cells| written(cells)).collect();
    format!("{}{rule}{body}", written(&lines[0]))
}

/// Return rows for the file of figures.
#[must_use]
pub fn json(rows: &[Row]) -> Value {
    rows.iter().map(Row::json).collect()
}
