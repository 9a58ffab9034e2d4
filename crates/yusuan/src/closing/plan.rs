//! The plan of a closing: one decision for everything that is left, with the rule that took it.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::catalogue::Successor;
use crate::journal::Head;
use crate::line::{Fund, Line};
use crate::money::Fen;
use crate::word::Own;

/// Write an enum of actions with the words for each.
macro_rules! actions {
    (
        $(#[$doc:meta])*
        $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $zh:literal;)+ }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
        }

        impl $name {
            /// Every action.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Return the name used in files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// Return the Chinese name.
            #[must_use]
            pub const fn name_zh(self) -> &'static str {
                match self {
                    $(Self::$variant => $zh,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    };
}

actions! {
    /// What becomes of what a line leaves.
    ClosingAction {
        /// 释放: a commitment gives back what remains of it; another decision follows for the line.
        Release = "release", "释放";
        /// 结转: into the line of the same key in the next year.
        CarryForward = "carry_forward", "结转";
        /// 转入结余: into the surplus of the unit and fund.
        ToSurplus = "to_surplus", "转入结余";
        /// 上缴: into the surplus, and out of it to finance in the same closing.
        Surrender = "surrender", "上缴";
        /// 收回: back to finance.
        Recall = "recall", "收回";
        /// 注销: authority without money behind it ends.
        Lapse = "lapse", "注销";
    }
}

actions! {
    /// What becomes of money that no line holds.
    MoneyAction {
        /// More came in than lines hold: into the surplus.
        IncomeToSurplus = "income_to_surplus", "收支差额转入结余";
        /// More was paid than came in: out of the surplus.
        CoverDeficit = "cover_deficit", "结余弥补收支差额";
        /// A part of what becomes free surplus is set aside, before the rest is 非财政拨款结余.
        EarmarkSurplus = "earmark_surplus", "提取专用结余";
        /// The surplus of a deactivated unit goes to the unit that takes it over.
        PoolSurplus = "pool_surplus", "结余归集";
        /// And what it set aside, which stays so.
        PoolEarmarked = "pool_earmarked", "专用结余归集";
    }
}

/// The rule that took a decision.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct DecisionRule {
    /// The policy that decided, as `closing` or `max_carry_years`; `no_money_behind`,
    /// `no_authority_behind` or `paid_beyond_money` where arithmetic leaves no choice, `successor`
    /// where the successor table does.
    pub policy: String,
    /// Row of the policy; negative when it is built in, none where no policy decided.
    pub policy_id: Option<i64>,
    /// Where the policy comes from.
    pub source: String,
}

/// A decision on a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Decision {
    /// The line.
    pub line: Line,
    /// The commitment the amount belongs to; none for what is available.
    pub commitment_id: Option<i64>,
    /// The contract of the commitment.
    pub contract: Option<String>,
    /// What happens.
    pub action: ClosingAction,
    /// To how much of it.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// The rule that took the decision.
    #[serde(flatten)]
    pub rule: Arc<DecisionRule>,
    /// Full years since the first budget year of the money.
    pub age_years: i16,
    /// Whether a person decided otherwise than the policy.
    pub is_edited: bool,
    /// The document that allows it, where a person decided otherwise.
    pub document: Option<String>,
}

/// A decision on the money of a unit and fund that is not fiscal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct MoneyDecision {
    /// The unit.
    pub unit: String,
    /// The fund.
    pub fund: Fund,
    /// What happens.
    pub action: MoneyAction,
    /// To how much of it.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// The rule that took the decision.
    #[serde(flatten)]
    pub rule: Arc<DecisionRule>,
}

/// Something about a plan that its reader should know.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct PlanRemark {
    /// Stable token: that of the rule which the closing would meet, `age_limit_passed`,
    /// `contract_divided`, `not_taken_back`, `surplus_stays` or `true_up_due`.
    #[serde(deserialize_with = "crate::word::own")]
    pub token: Own,
    /// Whether the closing is refused while this stands.
    pub is_obstacle: bool,
    /// What is the matter.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// The plan of a closing. It fits the ledger as it stood when the plan was made.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Plan {
    /// The year to close.
    pub year: i16,
    /// Where the chain stood.
    pub head: Head,
    /// Decisions on lines and commitments, in the order they are applied.
    pub decisions: Vec<Decision>,
    /// Decisions on money.
    pub money: Vec<MoneyDecision>,
    /// Codes and units under whose new names money is carried forward.
    pub successors: Vec<Successor>,
    /// What would stop the closing, and what else should be known.
    pub remarks: Vec<PlanRemark>,
}

impl Plan {
    /// Return whether nothing is known that would stop the closing.
    #[must_use]
    pub fn is_feasible(&self) -> bool {
        self.remarks.iter().all(|remark| !remark.is_obstacle)
    }
}
