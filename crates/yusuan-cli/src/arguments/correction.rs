//! Commands that correct lines: what lapses, what earlier years left, several lines at once.

use clap::{Args, Subcommand};
use yusuan::{Direction, Fen, LineId, LineName};

use super::execution::{Adjust, OnLine};
use super::{AdjustmentArguments, LedgerFile, OverrideArguments, ParticularsArguments};
use crate::failure::Failure;

#[derive(Debug, Subcommand)]
pub(crate) enum CorrectionCommand {
    /// Let authority lapse that no money stands behind (注销)
    #[command(
        after_help = "Example:\n  yusuan lapse county.db 500.00 --line 11 --dated 2025-12-01 --document 财预〔2025〕31号"
    )]
    Lapse(Adjust),

    /// Correct a line of carried-over money for what belongs to an earlier year (以前年度调整)
    ///
    /// What came back of a payment is `refund-prior-year`.
    #[command(
        after_help = "Example:\n  yusuan prior-year-adjustment county.db 80.00 --decrease --line 11 --dated 2025-03-10 --document 审计决定〔2025〕2号"
    )]
    PriorYearAdjustment(Directed),

    /// Correct the estimated carry-over of one line by what the final account says (结转核定)
    ///
    /// For a ledger that begins with the year: where last year is in it, `true-up` does all lines.
    #[command(
        after_help = "Example:\n  yusuan true-up-line county.db 500.00 --decrease --line 11 --dated 2025-03-10 --document 2024年度决算"
    )]
    TrueUpLine(Directed),

    /// Change several lines at once by transfers between them (调剂)
    ///
    /// Below zero a line gives, above it gets, and all of it adds up to nothing. Who gives to whom is
    /// chosen so that no policy is touched without need.
    #[command(
        after_help = "Example:\n  yusuan rebalance county.db 11=-5.00 12=2.00 13=3.00 --dated 2025-05-06 --document 调剂审批单1号"
    )]
    Rebalance(Rebalance),
}

#[derive(Debug, Args)]
#[group(id = "direction", required = true, multiple = false, args = ["increase", "decrease"])]
pub(crate) struct Directed {
    #[command(flatten)]
    pub(crate) on: OnLine,

    /// More
    #[arg(long)]
    increase: bool,

    /// Less
    #[arg(long)]
    decrease: bool,

    #[command(flatten)]
    pub(crate) granted: OverrideArguments,
}

impl Directed {
    /// Return which way it goes.
    pub(crate) const fn direction(&self) -> Direction {
        if self.decrease {
            Direction::Decrease
        } else {
            Direction::Increase
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Rebalance {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// A line by its number, and what it gets in yuan, or gives below zero, as 11=-5.00
    #[arg(value_name = "LINE=AMOUNT", required = true)]
    changes: Vec<String>,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,

    #[command(flatten)]
    pub(crate) adjustment: AdjustmentArguments,
}

impl Rebalance {
    /// Read what each line gets or gives.
    pub(crate) fn changes(&self) -> Result<Vec<(LineName, Fen)>, Failure> {
        self.changes.iter().map(|text| change(text)).collect()
    }
}

/// Read `LINE=AMOUNT`.
fn change(text: &str) -> Result<(LineName, Fen), Failure> {
    let pair = text.split_once('=');
    let Some((Ok(line), amount)) = pair.map(|(line, amount)| (line.trim().parse(), amount)) else {
        return Err(Failure::usage(
            format!("not the number of a line and an amount: {text}"),
            "write each change as 11=-5.00",
        ));
    };
    let amount = Fen::parse_yuan(amount.trim());
    let amount = amount.map_err(|error| Failure::about("LINE=AMOUNT")(error.into()))?;
    Ok((LineName::Id(LineId::new(line)), amount))
}
