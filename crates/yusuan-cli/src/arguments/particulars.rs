//! What stands on a voucher beside the money.

use clap::Args;
use yusuan::{Particulars, date};

use crate::failure::Failure;

#[derive(Debug, Args)]
#[command(next_help_heading = "Voucher")]
pub(crate) struct ParticularsArguments {
    /// Day the act counts for, as 2025-03-01
    #[arg(long, value_name = "DATE")]
    dated: Option<String>,

    /// Reference of the approving or supporting document
    #[arg(long, value_name = "TEXT")]
    document: Option<String>,

    /// Who prepared the act
    #[arg(long, value_name = "NAME")]
    prepared_by: Option<String>,

    /// Who reviewed it
    #[arg(long, value_name = "NAME")]
    reviewed_by: Option<String>,

    /// Free text, kept apart from the chain so that it can be erased
    #[arg(long, value_name = "TEXT")]
    memo: Option<String>,

    /// Your own number for this act, usable once: the same act again gives its first receipt
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
}

impl ParticularsArguments {
    /// Say whether none of the options is given.
    pub(crate) const fn is_empty(&self) -> bool {
        self.dated.is_none()
            && self.document.is_none()
            && self.prepared_by.is_none()
            && self.reviewed_by.is_none()
            && self.memo.is_none()
            && self.key.is_none()
    }

    /// Read the particulars.
    pub(crate) fn read(&self) -> Result<Particulars, Failure> {
        self.read_on(self.dated.as_deref(), "--dated")
    }

    /// Read the particulars of an act that needs a date.
    pub(crate) fn read_dated(&self) -> Result<Particulars, Failure> {
        if self.dated.is_none() {
            return Err(Failure::usage(
                "the act has no date",
                "give --dated with the day it counts for, as 2025-03-01",
            ));
        }
        self.read()
    }

    /// Read the particulars of an act whose date stands in another option.
    pub(crate) fn read_on(
        &self,
        dated: Option<&str>,
        argument: &'static str,
    ) -> Result<Particulars, Failure> {
        let dated = dated.map(date::parse).transpose();
        Ok(Particulars {
            dated: dated.map_err(Failure::about(argument))?,
            document: self.document.clone(),
            prepared_by: self.prepared_by.clone(),
            reviewed_by: self.reviewed_by.clone(),
            memo: self.memo.clone(),
            key: self.key.clone(),
            ..Particulars::default()
        })
    }
}
