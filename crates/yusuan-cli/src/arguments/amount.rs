//! An amount, in yuan or in fen.

use clap::Args;
use yusuan::Fen;

use crate::failure::Failure;

// Not a doc comment: clap would show it as the help of every command that takes an amount.
// One of the two, never both.
#[derive(Debug, Args)]
pub(crate) struct AmountArguments {
    /// Yuan with at most two decimals, as 1234.56 or 1,234.56
    #[arg(
        value_name = "AMOUNT",
        allow_negative_numbers = true,
        required_unless_present = "amount_fen",
        conflicts_with = "amount_fen"
    )]
    amount: Option<String>,

    /// The amount in whole fen, in place of AMOUNT
    #[arg(long, value_name = "FEN", allow_negative_numbers = true)]
    amount_fen: Option<String>,
}

impl AmountArguments {
    /// Read an amount that can be posted.
    pub(crate) fn read(&self) -> Result<Fen, Failure> {
        let argument = match self.amount_fen {
            Some(_) => "--amount-fen",
            None => "AMOUNT",
        };
        let positive = self.read_signed()?.require_positive();
        positive.map_err(|error| Failure::about(argument)(error.into()))
    }

    /// Read an amount that may be nothing.
    pub(crate) fn read_or_zero(&self) -> Result<Fen, Failure> {
        if self.read_signed()?.is_zero() {
            return Ok(Fen::ZERO);
        }
        self.read()
    }

    /// Read an amount that may be zero or negative.
    pub(crate) fn read_signed(&self) -> Result<Fen, Failure> {
        let (argument, read) = match (&self.amount_fen, &self.amount) {
            (Some(fen), _) => ("--amount-fen", Fen::parse_fen(fen)),
            (None, yuan) => (
                "AMOUNT",
                Fen::parse_yuan(yuan.as_deref().unwrap_or_default()),
            ),
        };
        read.map_err(|error| Failure::about(argument)(error.into()))
    }
}
