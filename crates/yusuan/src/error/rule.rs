//! The rules, one variant per token of `schema.sql`.

use serde::{Serialize, Serializer};

/// Write the enum, its tokens and its list out of one table.
macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident = $token:literal,)+) => {
        /// A rule of the ledger. Its token is the same in `schema.sql`, in the Python exception
        /// and in `docs/rules.md`, and never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])* $variant,)+
        }

        impl Rule {
            /// Every rule, in the order of the schema.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Return the stable name.
            #[must_use]
            pub const fn token(self) -> &'static str {
                match self {
                    $(Self::$variant => $token,)+
                }
            }
        }

        impl Serialize for Rule {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.token())
            }
        }
    };
}

rules! {
    /// Vouchers are numbered without a gap.
    VoucherOutOfOrder = "voucher_out_of_order",
    /// A voucher declares how many rows it will have.
    VoucherCountInvalid = "voucher_count_invalid",
    /// A hash is 32 bytes or missing.
    HashInvalid = "hash_invalid",
    /// A date is a day of the calendar.
    DateInvalid = "date_invalid",
    /// A key is not empty.
    KeyInvalid = "key_invalid",
    /// A key is used once.
    KeyUsed = "key_used",
    /// No voucher starts while one is incomplete.
    VoucherIncomplete = "voucher_incomplete",
    /// The act is one the schema knows.
    ActUnknown = "act_unknown",
    /// A year is given where the act has one.
    YearInvalid = "year_invalid",
    /// A year is prepared once.
    YearExists = "year_exists",
    /// The date lies in the year.
    DateOutsideYear = "date_outside_year",
    /// What depends on an act is not dated before it.
    DateTooEarly = "date_too_early",
    /// The year is in the ledger.
    YearUnknown = "year_unknown",
    /// The year is not approved yet.
    YearPreparing = "year_preparing",
    /// The year is open.
    YearOpen = "year_open",
    /// The year is being closed.
    YearClosing = "year_closing",
    /// The year is closed.
    YearClosed = "year_closed",
    /// Whoever reviews is not whoever prepared.
    FourEyes = "four_eyes",
    /// Effects reach what a posting or act names.
    EffectMissing = "effect_missing",
    /// A year moves by vouchers only.
    YearSelf = "year_self",
    /// An approval takes every draft.
    ApprovalIncomplete = "approval_incomplete",
    /// Income equals expenditure.
    IncomeExpenditureDiffer = "income_expenditure_differ",
    /// Control totals are met.
    ControlTotalDiffers = "control_total_differs",
    /// A known carry-over is not estimated.
    CarryOverKnown = "carry_over_known",
    /// Years are closed in order.
    EarlierYearOpen = "earlier_year_open",
    /// No estimate stands beside the real carry-over.
    TrueUpLeft = "true_up_left",
    /// Nothing is left undecided at closing.
    ClosingUndecided = "closing_undecided",
    /// No money is left undecided at closing.
    ClosingUndecidedMoney = "closing_undecided_money",
    /// Years are reopened in order.
    LaterYearClosed = "later_year_closed",
    /// A closing is undone before it is cancelled.
    ClosingNotUndone = "closing_not_undone",
    /// Records belong to an act that expects them.
    RecordNotExpected = "record_not_expected",
    /// A unit's name is used once.
    UnitExists = "unit_exists",
    /// A unit has a name and a kind.
    UnitInvalid = "unit_invalid",
    /// The unit is in the ledger.
    UnitUnknown = "unit_unknown",
    /// What was written stays.
    AppendOnly = "append_only",
    /// A code stands once in a year.
    CodeExists = "code_exists",
    /// A code has digits in a known shape.
    CodeMalformed = "code_malformed",
    /// The parent of a code comes first.
    CodeParentUnknown = "code_parent_unknown",
    /// A mapping joins codes of the year.
    MappingInvalid = "mapping_invalid",
    /// A successor names what changed.
    SuccessorInvalid = "successor_invalid",
    /// A policy is one the ledger knows.
    PolicyUnknown = "policy_unknown",
    /// A policy is complete.
    PolicyInvalid = "policy_invalid",
    /// A policy takes the action.
    PolicyActionInvalid = "policy_action_invalid",
    /// A policy has a value of its form.
    PolicyValueInvalid = "policy_value_invalid",
    /// A policy is narrowed by what it knows.
    PolicyScopeInvalid = "policy_scope_invalid",
    /// An override names a policy and its document.
    OverrideInvalid = "override_invalid",
    /// An adjustment has a legal kind.
    AdjustmentInvalid = "adjustment_invalid",
    /// A seal is for a voucher without a hash.
    SealInvalid = "seal_invalid",
    /// What was put back is of a known kind, and so is what was wrong with it.
    GuardInvalid = "guard_invalid",
    /// The file of a statement is loaded once.
    StatementExists = "statement_exists",
    /// A statement says whose it is and which days it covers.
    StatementInvalid = "statement_invalid",
    /// A row of a statement has a number, a day and whole fen.
    StatementRowInvalid = "statement_row_invalid",
    /// A row and a posting are matched once.
    MatchExists = "match_exists",
    /// A match joins a row to a posting that stands.
    MatchWrong = "match_wrong",
    /// A match has one amount.
    MatchAmountDiffers = "match_amount_differs",
    /// An assertion names a total, a day and its source.
    AssertionInvalid = "assertion_invalid",
    /// A declaration is of a known kind, and its numbers are whole.
    DeclarationInvalid = "declaration_invalid",
    /// A contract is signed once.
    ContractExists = "contract_exists",
    /// A contract has a reference, a title, a day.
    ContractInvalid = "contract_invalid",
    /// A contract is paid by its own unit.
    ContractUnit = "contract_unit",
    /// A part belongs to a contract of the ledger.
    ContractUnknown = "contract_unknown",
    /// A part of a contract has an amount, a year and a key.
    PartInvalid = "part_invalid",
    /// No more is taken from a year of a contract than it has.
    PartExceeded = "part_exceeded",
    /// No more is committed than a contract costs.
    ContractExceeded = "contract_exceeded",
    /// A mark of procurement is on one row, of a known category.
    ProcurementInvalid = "procurement_invalid",
    /// The rules of a chart name its accounts.
    ChartInvalid = "chart_invalid",
    /// A note is complete.
    NoteInvalid = "note_invalid",
    /// Drafts are frozen by the approval.
    DraftFrozen = "draft_frozen",
    /// A draft key is used once.
    DraftExists = "draft_exists",
    /// The unit is active.
    UnitInactive = "unit_inactive",
    /// The fund is one that fits.
    FundUnknown = "fund_unknown",
    /// The level is own or upper.
    LevelUnknown = "level_unknown",
    /// Money is not from the future.
    OriginYearInvalid = "origin_year_invalid",
    /// The kind is known.
    KindUnknown = "kind_unknown",
    /// Project spending names its project.
    ProjectMissing = "project_missing",
    /// Only project spending names a project.
    ProjectUnexpected = "project_unexpected",
    /// The code is in force in the year.
    CodeNotInForce = "code_not_in_force",
    /// The code is in a catalogue.
    CodeUnknown = "code_unknown",
    /// The code is a leaf.
    CodeNotLeaf = "code_not_leaf",
    /// An amount is an integer number of fen.
    AmountInvalid = "amount_invalid",
    /// An amount is more than zero.
    AmountNotPositive = "amount_not_positive",
    /// An amount is within the bound.
    AmountOutOfRange = "amount_out_of_range",
    /// The key of a draft stays.
    DraftKey = "draft_key",
    /// A line key is used once.
    LineExists = "line_exists",
    /// Running totals move with postings only.
    BalanceSelf = "balance_self",
    /// An income belongs to a fund that is not fiscal.
    IncomeInvalid = "income_invalid",
    /// A surplus belongs to a unit and fund.
    SurplusInvalid = "surplus_invalid",
    /// A commitment has a contract and a line.
    CommitmentInvalid = "commitment_invalid",
    /// Postings go to the newest voucher.
    VoucherNotNewest = "voucher_not_newest",
    /// Postings are numbered without a gap.
    PostingOutOfOrder = "posting_out_of_order",
    /// The event is one the schema knows.
    EventUnknown = "event_unknown",
    /// The line is in the ledger.
    LineUnknown = "line_unknown",
    /// A voucher has no more postings than declared.
    VoucherComplete = "voucher_complete",
    /// A posting names what its event needs.
    PostingShape = "posting_shape",
    /// The act carries the event.
    EventNotAllowed = "event_not_allowed",
    /// The event needs a document.
    DocumentMissing = "document_missing",
    /// The line is of the voucher's year.
    LineWrongYear = "line_wrong_year",
    /// The income is the line's own.
    IncomeWrong = "income_wrong",
    /// A transfer has two lines.
    TransferToItself = "transfer_to_itself",
    /// A transfer stays in its year.
    TransferAcrossYears = "transfer_across_years",
    /// A transfer stays in its fund.
    TransferAcrossFunds = "transfer_across_funds",
    /// A transfer stays in its level.
    TransferAcrossLevels = "transfer_across_levels",
    /// A transfer keeps the age of the money.
    TransferAcrossOrigins = "transfer_across_origins",
    /// A unit's own money stays with it.
    TransferAcrossUnits = "transfer_across_units",
    /// A carry-over keeps its key.
    CarryForwardKey = "carry_forward_key",
    /// The year that receives is not closed.
    ToYearClosed = "to_year_closed",
    /// The surplus is the unit's and fund's own.
    SurplusWrong = "surplus_wrong",
    /// What is pooled leaves one surplus and enters another.
    PoolUnpaired = "pool_unpaired",
    /// Surplus of a deactivated unit goes to the one that took it over.
    PoolWrong = "pool_wrong",
    /// The commitment is the line's own.
    CommitmentWrong = "commitment_wrong",
    /// A refund names a payment that stands.
    RefundWrong = "refund_wrong",
    /// A refund is not more than was paid.
    RefundExceeded = "refund_exceeded",
    /// A posting is reversed once.
    AlreadyReversed = "already_reversed",
    /// A reversal names a posting.
    ReversalUnknown = "reversal_unknown",
    /// A reversal repeats what it undoes.
    ReversalDiffers = "reversal_differs",
    /// A reversal stays in its year and kind of act.
    ReversalOtherAct = "reversal_other_act",
    /// Refunds are reversed before their payment.
    ReversalRefunded = "reversal_refunded",
    /// An approval posts the drafts.
    ApprovalDiffers = "approval_differs",
    /// A policy allows spending of this kind before the approval.
    EarlyNotAllowed = "early_not_allowed",
    /// What may be spent before the approval is measured by last year's budget.
    EarlyBaseUnknown = "early_base_unknown",
    /// Before the approval only a part of last year's budget is arranged.
    EarlyExceeded = "early_exceeded",
    /// A spending plan gives each month an amount.
    SpendingPlanInvalid = "spending_plan_invalid",
    /// No more is planned than may be spent.
    PlanExceedsAuthority = "plan_exceeds_authority",
    /// No more is paid than is planned until then.
    PlanExceeded = "plan_exceeded",
    /// A line is planned before it is paid from, where a policy wants that.
    PlanMissing = "plan_missing",
    /// A fund that is not fiscal spends what it expects, or what came in.
    SpendingExceedsIncome = "spending_exceeds_income",
    /// What an earlier year left stays money of that year.
    PriorYearWrong = "prior_year_wrong",
    /// Only carried-over money is trued up.
    TrueUpWrong = "true_up_wrong",
    /// No more than the estimate is taken out.
    TrueUpExceeded = "true_up_exceeded",
    /// Surplus of fiscal funds is not distributed.
    SurplusFiscal = "surplus_fiscal",
    /// Deciding otherwise than a policy needs what the policy asks for.
    ClosingPolicy = "closing_policy",
    /// Money is not carried forward for ever.
    MaxCarryYears = "max_carry_years",
    /// Items of the three public expenses are not increased within the year.
    ThreePublicIncrease = "three_public_increase",
    /// Nor above last year's total.
    ThreePublicTotal = "three_public_total",
    /// Personnel money does not go to public expenses.
    PersonnelToPublic = "personnel_to_public",
    /// Money of public expenses for personnel is approved.
    PublicToPersonnel = "public_to_personnel",
    /// A transfer between basic and project spending is approved.
    BasicProject = "basic_project",
    /// A transfer between projects is approved.
    ProjectToProject = "project_to_project",
    /// A transfer between functional codes is approved.
    FunctionalTransfer = "functional_transfer",
    /// A transfer between economic codes is approved.
    EconomicTransfer = "economic_transfer",
    /// Another purpose of carried-over money is approved.
    CarryOverPurpose = "carry_over_purpose",
    /// The budget is frozen at the end of the year.
    FreezeDate = "freeze_date",
    /// Kind and economic class agree.
    KindEconomic = "kind_economic",
    /// No total goes below zero.
    TotalNegative = "total_negative",
    /// Totals stay within the bound.
    TotalOutOfRange = "total_out_of_range",
    /// No line is overspent.
    AvailableExceeded = "available_exceeded",
    /// Only money that is there is carried or returned.
    MoneyExceeded = "money_exceeded",
    /// A deficit is covered, not more.
    DeficitExceeded = "deficit_exceeded",
    /// A surplus is not overdrawn.
    SurplusExceeded = "surplus_exceeded",
    /// A commitment is not overdrawn.
    CommitmentExceeded = "commitment_exceeded",
    /// What is taken from some lines is given to others.
    TransferNotZero = "transfer_not_zero",
    /// A total stood at what an assertion says.
    AssertionFails = "assertion_fails",
    /// A contract's part of a year is covered when the budget is approved, where a policy asks for it.
    ContractUncovered = "contract_uncovered",
    /// A plan belongs to the ledger as it stood.
    PlanStale = "plan_stale",
    /// A plan decides all that is left of each line, and only that.
    PlanInvalid = "plan_invalid",
    /// What becomes of a rest is possible for its fund and commitment.
    PlanActionWrong = "plan_action_wrong",
    /// The commitments of a contract are decided together.
    ContractDivided = "contract_divided",
}

impl Rule {
    /// Find the rule of a token.
    #[must_use]
    pub fn from_token(token: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.token() == token)
    }

    /// Return whether a policy of the same name refuses, which an override may let pass.
    #[must_use]
    pub const fn is_policy(self) -> bool {
        matches!(
            self,
            Self::MaxCarryYears
                | Self::ThreePublicIncrease
                | Self::ThreePublicTotal
                | Self::PersonnelToPublic
                | Self::PublicToPersonnel
                | Self::BasicProject
                | Self::ProjectToProject
                | Self::FunctionalTransfer
                | Self::EconomicTransfer
                | Self::CarryOverPurpose
                | Self::FreezeDate
                | Self::KindEconomic
        )
    }

    /// Return whether the library alone holds this rule: it is about a plan or a
    /// batch, not about the file.
    #[must_use]
    pub const fn is_library_only(self) -> bool {
        matches!(
            self,
            Self::TransferNotZero
                | Self::AssertionFails
                | Self::PlanStale
                | Self::PlanInvalid
                | Self::PlanActionWrong
                | Self::ContractDivided
                | Self::ContractUncovered
        )
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.token())
    }
}
