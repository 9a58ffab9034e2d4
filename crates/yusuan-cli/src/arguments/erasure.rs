//! 抹除文字.

use clap::{Args, ValueEnum};
use yusuan::{NoteField, TextPlace};

use super::{LedgerFile, ParticularsArguments};

#[derive(Debug, Args)]
#[group(id = "place", required = true, multiple = false, args = ["voucher", "posting", "note"])]
pub(crate) struct Erase {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Erase the texts of a voucher and of its postings
    #[arg(long, value_name = "NUMBER")]
    voucher: Option<i64>,

    /// Erase the texts of one posting
    #[arg(long, value_name = "NUMBER")]
    posting: Option<i64>,

    /// Erase one row of the table note
    #[arg(long, value_name = "NUMBER")]
    note: Option<i64>,

    /// Which text; all of them unless told
    #[arg(long, value_enum)]
    field: Option<TextField>,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

impl Erase {
    /// Return whose texts are meant; the parser has seen to it that one is named.
    pub(crate) fn place(&self) -> TextPlace {
        let voucher = self.voucher.map(TextPlace::Voucher);
        let posting = self.posting.map(TextPlace::Posting);
        let note = TextPlace::Note(self.note.unwrap_or_default());
        voucher.or(posting).unwrap_or(note)
    }

    /// Return which text is meant.
    pub(crate) fn field(&self) -> Option<NoteField> {
        self.field.map(Into::into)
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum TextField {
    /// 收款人
    Payee,
    /// 签约对方
    Counterparty,
    /// 摘要
    Memo,
    /// 事由
    Reason,
}

impl From<TextField> for NoteField {
    fn from(field: TextField) -> Self {
        match field {
            TextField::Payee => Self::Payee,
            TextField::Counterparty => Self::Counterparty,
            TextField::Memo => Self::Memo,
            TextField::Reason => Self::Reason,
        }
    }
}
