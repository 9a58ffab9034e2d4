//! A voucher before it is written, and what is known of it afterwards.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::record::Record;
use super::{Particulars, RecordTable};
use crate::money::Fen;
use crate::word;

/// Write an enum and its words out of one table.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
        }

        impl $name {
            /// Every value, in the order of the schema.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Return the name used in files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                word::listed(deserializer, Self::ALL.iter().copied(), Self::as_str)
            }
        }
    };
}

words! {
    /// What a voucher does.
    Act {
        /// 建账.
        Create = "create",
        /// 增加预算单位.
        AddUnit = "add_unit",
        /// 停用预算单位.
        DeactivateUnit = "deactivate_unit",
        /// 装入科目.
        LoadCatalogue = "load_catalogue",
        /// 装入科目对照.
        LoadSuccessor = "load_successor",
        /// 装入会计科目.
        LoadChart = "load_chart",
        /// 设定控制规则.
        SetPolicy = "set_policy",
        /// 编制.
        PrepareYear = "prepare_year",
        /// 批复.
        Approve = "approve",
        /// 提前记账: before the budget is approved.
        PostEarly = "post_early",
        /// 记账.
        Post = "post",
        /// 用款计划.
        PlanSpending = "plan_spending",
        /// 开始年终结账.
        BeginClosing = "begin_closing",
        /// 年终结账.
        Close = "close",
        /// 完成年终结账.
        FinishClosing = "finish_closing",
        /// 反结账.
        ReopenYear = "reopen_year",
        /// 冲销年终结账.
        UndoClose = "undo_close",
        /// 取消年终结账.
        CancelClosing = "cancel_closing",
        /// 补封.
        SealForeign = "seal_foreign",
        /// 修复.
        Repair = "repair",
        /// 装入对账单.
        LoadStatement = "load_statement",
        /// 确认对账.
        ConfirmMatch = "confirm_match",
        /// 取消对账.
        CancelMatch = "cancel_match",
        /// 余额核对.
        AssertBalance = "assert_balance",
        /// 抹除文字.
        EraseText = "erase_text",
        /// 签订合同.
        SignContract = "sign_contract",
        /// 变更合同.
        AmendContract = "amend_contract",
        /// 标记政府采购.
        MarkProcurement = "mark_procurement",
        /// 单位申报.
        Declare = "declare",
    }
}

words! {
    /// What a posting does; `docs/events.md` gives each its row.
    Event {
        /// 批复.
        Approve = "approve",
        /// 批复（上年结转）.
        ApproveCarried = "approve_carried",
        /// 提前安排.
        AllocateEarly = "allocate_early",
        /// 并入批复.
        AbsorbEarly = "absorb_early",
        /// 追加.
        Supplement = "supplement",
        /// 追减.
        Reduce = "reduce",
        /// 调剂.
        Transfer = "transfer",
        /// 承诺.
        Commit = "commit",
        /// 释放.
        Release = "release",
        /// 支付.
        Pay = "pay",
        /// 退回.
        Refund = "refund",
        /// 收回.
        Recall = "recall",
        /// 以前年度调整（增）.
        PriorYearIncrease = "prior_year_increase",
        /// 以前年度调整（减）.
        PriorYearDecrease = "prior_year_decrease",
        /// 结转核定（增）.
        TrueUpIncrease = "true_up_increase",
        /// 结转核定（减）.
        TrueUpDecrease = "true_up_decrease",
        /// 结转.
        CarryForward = "carry_forward",
        /// 转入结余.
        ToSurplus = "to_surplus",
        /// 注销.
        Lapse = "lapse",
        /// 使用结余.
        UseSurplus = "use_surplus",
        /// 使用专用结余.
        UseEarmarked = "use_earmarked",
        /// 上缴结余.
        Surrender = "surrender",
        /// 结余分配.
        Distribute = "distribute",
        /// 提取专用结余.
        EarmarkSurplus = "earmark_surplus",
        /// 结余归集调出: to the unit that took this one over.
        PoolOut = "pool_out",
        /// 结余归集调入: from a unit that this one took over.
        PoolIn = "pool_in",
        /// 专用结余归集调出.
        PoolEarmarkedOut = "pool_earmarked_out",
        /// 专用结余归集调入.
        PoolEarmarkedIn = "pool_earmarked_in",
        /// 收入预算.
        BudgetIncome = "budget_income",
        /// 收入预算调增.
        IncomeIncrease = "income_increase",
        /// 收入预算调减.
        IncomeDecrease = "income_decrease",
        /// 收到.
        Receive = "receive",
        /// 退付.
        ReturnIncome = "return_income",
        /// 收支差额转入结余.
        IncomeToSurplus = "income_to_surplus",
        /// 结余弥补收支差额.
        CoverDeficit = "cover_deficit",
    }
}

impl Event {
    /// Return whether it may create the line that it is about.
    pub(crate) const fn opens_line(self) -> bool {
        matches!(
            self,
            Self::AllocateEarly | Self::UseSurplus | Self::UseEarmarked
        )
    }

    /// Return whether it may also happen before the approval: ordinary spending, and money that
    /// comes in for it.
    pub(crate) const fn is_current(self) -> bool {
        matches!(
            self,
            Self::Commit | Self::Release | Self::Pay | Self::Refund | Self::Receive
        )
    }

    /// Return the event that gives to one surplus what this one takes from another.
    pub(crate) const fn pooled_in(self) -> Self {
        match self {
            Self::PoolEarmarkedOut => Self::PoolEarmarkedIn,
            _ => Self::PoolIn,
        }
    }

    /// Find the event of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|event| event.as_str() == word)
    }
}

words! {
    /// Which free text a note holds.
    NoteField {
        /// 收款人: who was paid.
        Payee = "payee",
        /// 签约对方: with whom something was agreed.
        Counterparty = "counterparty",
        /// 摘要: what somebody noted on a voucher.
        Memo = "memo",
        /// 事由: why something was done.
        Reason = "reason",
    }
}

impl NoteField {
    /// Find the field of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|field| field.as_str() == word)
    }
}

/// Free text to be written.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    /// Position of the posting it belongs to; none when it belongs to the voucher.
    pub(crate) posting: Option<usize>,
    pub(crate) field: NoteField,
    pub(crate) text: String,
}

/// A posting to be written: the event, the amount, and every row it touches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Posting {
    pub(crate) event: Event,
    pub(crate) amount: Fen,
    pub(crate) line: Option<i64>,
    pub(crate) to_line: Option<i64>,
    pub(crate) income: Option<i64>,
    pub(crate) to_income: Option<i64>,
    pub(crate) surplus: Option<i64>,
    pub(crate) commitment: Option<i64>,
    pub(crate) to_commitment: Option<i64>,
    pub(crate) refunds: Option<i64>,
    pub(crate) reverses: Option<i64>,
}

impl Posting {
    pub(crate) const fn new(event: Event, amount: Fen) -> Self {
        Self {
            event,
            amount,
            line: None,
            to_line: None,
            income: None,
            to_income: None,
            surplus: None,
            commitment: None,
            to_commitment: None,
            refunds: None,
            reverses: None,
        }
    }
}

/// A voucher to be written.
#[derive(Clone, Debug)]
pub(crate) struct Voucher {
    pub(crate) act: Act,
    pub(crate) year: Option<i16>,
    pub(crate) particulars: Particulars,
    pub(crate) records: Vec<Record>,
    pub(crate) postings: Vec<Posting>,
    pub(crate) notes: Vec<Note>,
}

impl Voucher {
    pub(crate) fn new(act: Act, year: Option<i16>, particulars: &Particulars) -> Self {
        Self {
            act,
            year,
            particulars: particulars.clone(),
            records: Vec::new(),
            postings: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub(crate) fn add_record(
        &mut self,
        table: &'static RecordTable,
        values: Vec<rusqlite::types::Value>,
    ) {
        self.records.push(Record { table, values });
    }

    /// Return every note to be written, those of its particulars behind its own.
    pub(super) fn all_notes(&self) -> Vec<Note> {
        let has_reason = |note: &Note| note.posting.is_none() && note.field == NoteField::Reason;
        let reason = self.particulars.reason.as_ref();
        let said = [
            (NoteField::Memo, self.particulars.memo.as_ref()),
            (
                NoteField::Reason,
                reason.filter(|_| !self.notes.iter().any(has_reason)),
            ),
        ];
        let said = said.into_iter().filter_map(|(field, text)| {
            let text = text.filter(|text| !text.trim().is_empty())?.clone();
            Some(Note {
                posting: None,
                field,
                text,
            })
        });
        self.notes.iter().cloned().chain(said).collect()
    }

    pub(crate) fn add_note(
        &mut self,
        posting: Option<usize>,
        field: NoteField,
        text: Option<&str>,
    ) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.notes.push(Note {
                posting,
                field,
                text: text.to_owned(),
            });
        }
    }
}

/// What a policy has to say about a posting that it lets pass.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct PolicyWarning {
    /// Name of the policy.
    pub policy: String,
    /// Line that it is about.
    pub line_id: Option<i64>,
    /// What it says.
    pub message: String,
}

/// What is kept of an act: the proof that it is in the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Receipt {
    /// Number of the voucher.
    pub voucher_id: i64,
    /// Number of its first posting.
    pub first_posting_id: i64,
    /// How many postings it has.
    pub posting_count: i64,
    /// Its hash in hexadecimal; none when a foreign program wrote it.
    pub hash: Option<String>,
    /// Commitments that the act created, in order.
    pub commitment_ids: Vec<i64>,
    /// What policies have to say about the act, although they let it pass.
    pub warnings: Vec<PolicyWarning>,
    /// Whether the act was in the ledger already, under the same key.
    pub is_repeated: bool,
}

/// Where the chain stands: an anchor to keep outside the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Head {
    /// Number of the newest voucher.
    pub voucher_id: i64,
    /// Number of the newest posting; 0 when there is none.
    pub posting_id: i64,
    /// Hash of the newest voucher that has one, in hexadecimal.
    pub hash: String,
    /// Short name of the schema.
    pub schema: String,
}

impl fmt::Display for Head {
    /// Write the anchor line: `yusuan:1 voucher 42 posting 345 sha256 …`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "yusuan:1 voucher {} posting {} sha256 {}",
            self.voucher_id, self.posting_id, self.hash
        )
    }
}
