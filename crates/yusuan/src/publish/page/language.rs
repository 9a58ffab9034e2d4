//! The words of a page, in the languages that it is written in.

use serde::{Deserialize, Serialize};

use crate::line::Fund;
use crate::money::CurrencyUnit;

/// The language of the words around the tables of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English; names of codes and units stay as they are.
    English,
}

impl Language {
    /// Both languages, that of the tables first.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// Return the file that the page of this language is written to.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Chinese => "index.html",
            Self::English => "index.en.html",
        }
    }

    /// Return the tag by which browsers know the language.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    pub(in crate::publish) const fn either(
        self,
        chinese: &'static str,
        english: &'static str,
    ) -> &'static str {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }

    pub(in crate::publish) fn either_owned(
        self,
        chinese: impl FnOnce() -> String,
        english: impl FnOnce() -> String,
    ) -> String {
        match self {
            Self::Chinese => chinese(),
            Self::English => english(),
        }
    }

    /// Return the other one.
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }

    pub(in crate::publish) const fn currency(self, unit: CurrencyUnit) -> &'static str {
        match (self, unit) {
            (Self::Chinese, CurrencyUnit::Yuan) => "元",
            (Self::Chinese, CurrencyUnit::WanYuan) => "万元",
            (Self::English, CurrencyUnit::Yuan) => "yuan",
            (Self::English, CurrencyUnit::WanYuan) => "ten thousand yuan",
        }
    }

    pub(in crate::publish) const fn fund(self, fund: Fund) -> &'static str {
        match self {
            Self::Chinese => fund.name_zh(),
            Self::English => match fund {
                Fund::GeneralPublic => "general public budget",
                Fund::GovernmentFund => "government funds",
                Fund::StateCapital => "state capital",
                Fund::SpecialAccount => "special account",
                Fund::UnitBusinessIncome => "own business income",
                Fund::UnitSuperiorSubsidy => "subsidy from above",
                Fund::UnitAffiliateRemittance => "paid in by affiliates",
                Fund::UnitOperatingIncome => "operating income",
                Fund::UnitOtherIncome => "other income",
            },
        }
    }

    pub(super) const fn words(self) -> &'static Words {
        match self {
            Self::Chinese => &CHINESE,
            Self::English => &ENGLISH,
        }
    }
}

/// What the template says.
pub(super) struct Words {
    pub(super) contents: &'static str,
    pub(super) skip: &'static str,
    pub(super) other_language: &'static str,
    pub(super) draft: &'static str,
    pub(super) summary: &'static str,
    pub(super) sources: &'static str,
    pub(super) uses: &'static str,
    pub(super) pictures: &'static str,
    pub(super) figures: &'static str,
    pub(super) checks: &'static str,
    pub(super) check_note: &'static str,
    pub(super) number: &'static str,
    pub(super) identity: &'static str,
    pub(super) left: &'static str,
    pub(super) right: &'static str,
    pub(super) verdict: &'static str,
    pub(super) holds: &'static str,
    pub(super) rounding: &'static str,
    pub(super) differs: &'static str,
    pub(super) made_from: &'static str,
}

const CHINESE: Words = Words {
    contents: "目录",
    skip: "跳到正文",
    other_language: "English",
    draft: "草稿：数字尚未最后确定，可能变动。",
    summary: "一页看懂",
    sources: "钱从哪里来",
    uses: "钱用到哪里去",
    pictures: "图示",
    figures: "查看数据",
    checks: "勾稽关系",
    check_note: "公开表之间应当成立的等式，由账本逐一核对。“尾差”是指各数分别四舍五入后相加产生的差额，精确数相等。",
    number: "编号",
    identity: "等式",
    left: "左边",
    right: "右边",
    verdict: "结果",
    holds: "相符",
    rounding: "尾差",
    differs: "不符",
    made_from: "本页数字全部出自预算账本，账本锚点：",
};

const ENGLISH: Words = Words {
    contents: "Contents",
    skip: "Skip to content",
    other_language: "中文",
    draft: "Draft: the figures are not final yet and may change.",
    summary: "At a glance",
    sources: "Where the money comes from",
    uses: "Where the money goes",
    pictures: "Pictures",
    figures: "Show the figures",
    checks: "Identities between the tables",
    check_note: "What must hold between the published tables, checked one by one. “Rounding” means that figures \
                 rounded one by one do not add up as printed; the exact amounts do.",
    number: "No.",
    identity: "Identity",
    left: "Left",
    right: "Right",
    verdict: "Verdict",
    holds: "holds",
    rounding: "rounding",
    differs: "differs",
    made_from: "Every figure on this page comes out of the ledger; its anchor:",
};
