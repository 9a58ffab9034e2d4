//! Damages that the triggers would refuse: written without them, one at a time.

use yusuan::FindingToken;

/// A damage, its token, and the row that must be named first.
pub(super) type Damage = (FindingToken, &'static str, &'static str);

/// What tables say that everything else is read by.
pub(super) const FILE: [Damage; 7] = [
    (
        FindingToken::Unreadable,
        "UPDATE posting SET event = CAST(x'ff' AS TEXT) WHERE posting_id = 7",
        "voucher 10",
    ),
    (
        FindingToken::Unreadable,
        "UPDATE contract SET title = CAST(x'ff' AS TEXT)",
        "voucher 56",
    ),
    (
        FindingToken::Unreadable,
        "UPDATE note SET text = CAST(x'ff' AS TEXT) WHERE note_id = 3",
        "note 3",
    ),
    (
        FindingToken::RuleDataAltered,
        "UPDATE event SET in_post = 1 WHERE event = 'approve'",
        "event",
    ),
    (
        FindingToken::RuleDataAltered,
        "DELETE FROM posting_rule WHERE voucher_id = 0 AND event = 'pay'",
        "posting_rule",
    ),
    (
        FindingToken::ChartIncomplete,
        "DELETE FROM posting_rule WHERE voucher_id > 0 AND event = 'earmark_surplus'",
        "posting_rule_in_force earmark_surplus",
    ),
    (
        FindingToken::ForeignKey,
        "UPDATE unit SET parent_id = 99 WHERE unit_id = 2",
        "unit 2",
    ),
];

/// What the chain of vouchers, its seals and its notes keep.
pub(super) const CHAIN: [Damage; 16] = [
    (
        FindingToken::ChainBroken,
        "UPDATE voucher SET document = 'x' WHERE voucher_id = 17",
        "voucher 17",
    ),
    (
        FindingToken::ChainBroken,
        "UPDATE code SET name = '其它' WHERE code_id = 3",
        "voucher 7",
    ),
    (
        FindingToken::ChainBroken,
        "UPDATE ledger SET title = 'x'",
        "voucher 1",
    ),
    (
        FindingToken::ChainBroken,
        "UPDATE unit SET deactivated_by = NULL",
        "voucher 5",
    ),
    (
        FindingToken::ChainBroken,
        "UPDATE voucher SET hash = zeroblob(32) WHERE voucher_id = 20",
        "voucher 20",
    ),
    (
        FindingToken::ChainBroken,
        "UPDATE commitment SET contract = 'x' WHERE commitment_id = 2",
        "voucher 17",
    ),
    (
        FindingToken::SealDiffers,
        "UPDATE voucher SET document = 'x' WHERE hash IS NULL",
        "voucher 36",
    ),
    (
        FindingToken::SealDiffers,
        "UPDATE seal SET sealed_voucher_id = 1 WHERE seal_id = 4",
        "seal 4",
    ),
    (
        FindingToken::RecordOutside,
        "INSERT INTO policy VALUES (3, 999, 'four_eyes', 2024, 2024, 'allow', NULL, 'x', \
         NULL, NULL, NULL, NULL, NULL)",
        "policy",
    ),
    (
        FindingToken::NoteDigestDiffers,
        "UPDATE note SET text = '乙' WHERE text = '乙公司'",
        "note 3",
    ),
    (
        FindingToken::NoteDigestDiffers,
        "UPDATE note SET salt = CAST(salt || '乙' AS BLOB), text = '公司' WHERE text = '乙公司'",
        "note 3",
    ),
    (
        FindingToken::NoteDigestDiffers,
        "UPDATE note SET salt = NULL, text = NULL WHERE text = '乙公司'",
        "note 3",
    ),
    (
        FindingToken::NoteDigestDiffers,
        "UPDATE note SET salt = NULL, text = NULL, erased_by = 1 WHERE text = '乙公司'",
        "note 3",
    ),
    (
        FindingToken::VoucherGap,
        "DELETE FROM voucher WHERE voucher_id IN (3, 4)",
        "voucher 5",
    ),
    (
        FindingToken::VoucherIncomplete,
        "DELETE FROM posting WHERE posting_id = (SELECT max(posting_id) FROM posting)",
        "voucher 75 posting_count",
    ),
    (
        FindingToken::VoucherIncomplete,
        "DELETE FROM code WHERE code_id = 12",
        "voucher 7 record_count",
    ),
];

/// Acts that no writer may do.
pub(super) const ACTS: [Damage; 23] = [
    (
        FindingToken::DateOutsideYear,
        "UPDATE voucher SET dated = '2023-03-01' WHERE voucher_id = 10",
        "voucher 10 dated",
    ),
    (
        FindingToken::DateTooEarly,
        "UPDATE voucher SET dated = '2024-03-09' WHERE voucher_id = 15",
        "posting 12",
    ),
    (
        FindingToken::FourEyes,
        "INSERT INTO policy VALUES (3, 8, 'four_eyes', 2024, 2024, 'deny', NULL, 'x', \
         NULL, NULL, NULL, NULL, NULL)",
        "voucher 10",
    ),
    (
        FindingToken::YearStateDiffers,
        "UPDATE budget_year SET state = 'open' WHERE year = 2024",
        "budget_year 2024 state",
    ),
    (
        FindingToken::YearStateDiffers,
        "DELETE FROM budget_year WHERE year = 2025",
        "budget_year 2025",
    ),
    (
        FindingToken::PostingGap,
        "DELETE FROM posting WHERE posting_id = 8",
        "posting 9",
    ),
    (
        FindingToken::PostingOutside,
        "UPDATE posting SET voucher_id = 9 WHERE posting_id = 8",
        "posting 8",
    ),
    (
        FindingToken::PostingInvalid,
        "UPDATE posting SET amount_fen = 7.0 WHERE posting_id = 8",
        "posting 8",
    ),
    (
        FindingToken::PostingInvalid,
        "UPDATE posting SET surplus_id = 1 WHERE posting_id = 8",
        "posting 8",
    ),
    (
        FindingToken::PostingInvalid,
        "UPDATE posting SET income_id = NULL WHERE posting_id = 17",
        "posting 17",
    ),
    (
        FindingToken::MoneyCrosses,
        "UPDATE posting SET to_line_id = 3 WHERE event = 'transfer'",
        "posting 21",
    ),
    (
        FindingToken::MoneyCrosses,
        "UPDATE posting SET line_id = (SELECT max(line_id) FROM line) WHERE posting_id = 7",
        "posting 7",
    ),
    (
        FindingToken::MoneyCrosses,
        "UPDATE posting SET amount_fen = 1 WHERE event = 'pool_in'",
        "posting 73",
    ),
    (
        FindingToken::MoneyCrosses,
        "UPDATE unit SET deactivated_by = NULL WHERE name = '劳务站'",
        "posting 73",
    ),
    (
        FindingToken::ReversalDiffers,
        "UPDATE posting SET amount_fen = 998 WHERE posting_id = 10",
        "posting 10",
    ),
    (
        FindingToken::RefundExceeded,
        "UPDATE posting SET amount_fen = 123457 WHERE posting_id = 8",
        "posting 8",
    ),
    (
        FindingToken::EquationNegative,
        "UPDATE posting SET amount_fen = 8188001 WHERE posting_id = 7",
        "posting 7",
    ),
    (
        FindingToken::PolicyRefused,
        "DELETE FROM override",
        "posting 68",
    ),
    (
        FindingToken::EarlyExceeded,
        "UPDATE posting SET event = 'allocate_early' WHERE posting_id = 18",
        "posting 18",
    ),
    (
        FindingToken::SpendingExceedsIncome,
        "UPDATE posting SET amount_fen = 4070001 WHERE posting_id = 17",
        "posting 17",
    ),
    (
        FindingToken::TrueUpExceeded,
        "UPDATE posting SET event = 'true_up_decrease' WHERE posting_id = 66",
        "posting 66",
    ),
    (
        FindingToken::PlanMissing,
        "INSERT INTO policy VALUES (3, 8, 'spending_plan', 2024, 2024, 'deny', NULL, 'x', \
         NULL, NULL, NULL, NULL, NULL)",
        "posting 7",
    ),
    (
        FindingToken::ClosingUndecided,
        "UPDATE posting SET amount_fen = amount_fen - 1 WHERE posting_id = 60",
        "voucher 52",
    ),
];

/// Figures that are kept beside the journal.
pub(super) const TOTALS: [Damage; 6] = [
    (
        FindingToken::BalanceDiffers,
        "DELETE FROM line_spending WHERE line_id = 2",
        "line_balance 2",
    ),
    (
        FindingToken::BalanceDiffers,
        "UPDATE line_spending SET last_posting_id = 1 WHERE line_id = 2",
        "line_balance 2 last_posting_id",
    ),
    (
        FindingToken::CarryDiffers,
        "UPDATE line_authority SET carried_in_fen = carried_in_fen + 1
            WHERE line_id = (SELECT min(line_id) FROM line WHERE year = 2025)",
        "line_balance 2025 general_public own carried_in_fen",
    ),
    (
        FindingToken::DraftDiffers,
        "UPDATE draft_line SET amount_fen = amount_fen + 1 WHERE draft_id = 2",
        "draft_line 2 amount_fen",
    ),
    (
        FindingToken::DraftDiffers,
        "UPDATE draft_control SET amount_fen = amount_fen + 1",
        "draft_control 1 amount_fen",
    ),
    (
        FindingToken::DoubleEntryDiffers,
        "UPDATE posting_rule SET credit = 'lapsed' WHERE voucher_id > 0 AND event = 'recall'",
        "line_balance 1 lapsed_fen",
    ),
];

/// The public rules for appropriation accounts.
pub(super) const ACCOUNTS: [Damage; 10] = [
    (
        FindingToken::AccountRepeated,
        "UPDATE line SET unit_id = 99 WHERE line_id = 1",
        "appropriation_account 2024 99 general_public own 2024",
    ),
    (
        FindingToken::AccountResources,
        "UPDATE line_authority SET supplement_fen = supplement_fen + 1 WHERE line_id = 2",
        "appropriation_account 2024 2 general_public own 2024",
    ),
    (
        FindingToken::AccountStatus,
        "UPDATE line_spending SET committed_fen = committed_fen + 1 WHERE line_id = 2",
        "appropriation_account 2024 2 general_public own 2024",
    ),
    (
        FindingToken::AccountUses,
        "UPDATE line_spending SET ceiling_fen = ceiling_fen + 1 WHERE line_id = 2",
        "appropriation_account 2024 2 general_public own 2024",
    ),
    (
        FindingToken::AccountOpening,
        "UPDATE line_authority SET carried_out_fen = carried_out_fen + 1 WHERE line_id = 2",
        "appropriation_account 2025 general_public own 2024",
    ),
    (
        FindingToken::AccountFigure,
        "UPDATE line_authority SET to_surplus_fen = to_surplus_fen + 1 WHERE line_id = 2",
        "appropriation_account 2024 2 general_public own 2024 expired_fen",
    ),
    (
        FindingToken::AccountOutlays,
        "UPDATE line_spending SET paid_fen = paid_fen + 1 WHERE line_id = 2",
        "appropriation_account 2024 2 general_public own 2024 outlay_fen",
    ),
    (
        FindingToken::AccountObligations,
        "UPDATE commitment SET carried_in_fen = carried_in_fen + 1 WHERE commitment_id = 1",
        "appropriation_account 2024 2 general_public own 2024 obligation_fen",
    ),
    (
        FindingToken::AccountRecoveries,
        "UPDATE commitment SET released_fen = released_fen + 1 WHERE commitment_id = 1",
        "appropriation_account 2024 2 general_public own 2024 recovery_fen",
    ),
    (
        FindingToken::AccountVanished,
        "DELETE FROM line_spending WHERE line_id = 1",
        "line 1",
    ),
];

/// Statements, declarations, plans, contracts and codes.
pub(super) const PAPERS: [Damage; 19] = [
    (
        FindingToken::MatchDiffers,
        "UPDATE statement_match SET row_id = 2 WHERE match_id = 2",
        "statement_match 2",
    ),
    (
        FindingToken::MatchDiffers,
        "UPDATE statement_match SET cancelled_by = 1 WHERE match_id = 1",
        "statement_match 1",
    ),
    (
        FindingToken::MatchDiffers,
        "UPDATE statement_row SET dated = '2025-04-20' WHERE row_id = 2",
        "statement_row 2",
    ),
    (
        FindingToken::MatchDiffers,
        "UPDATE statement SET kind = 'bank'",
        "statement_match 1",
    ),
    (
        FindingToken::AssertionFails,
        "UPDATE assertion SET amount_fen = amount_fen + 1",
        "assertion 1",
    ),
    (
        FindingToken::AssertionFails,
        "UPDATE voucher SET dated = '2025-04-03' WHERE key = '2025-0001'",
        "assertion 1",
    ),
    (
        FindingToken::DeclarationDiffers,
        "UPDATE declaration SET content = replace(content, 'goods', 'good')",
        "declaration 1 content",
    ),
    (
        FindingToken::DeclarationDiffers,
        "UPDATE declaration SET content = replace(content, '1300000', '-1300000')",
        "declaration 1 content",
    ),
    (
        FindingToken::DeclarationDiffers,
        "UPDATE declaration SET kind = 'wishes'",
        "declaration 1 content",
    ),
    (
        FindingToken::DeclarationDiffers,
        "UPDATE declaration SET unit_id = 99",
        "declaration 1",
    ),
    (
        FindingToken::DeclarationDiffers,
        "UPDATE declaration SET voucher_id = 3 WHERE declaration_id = 2",
        "declaration 2",
    ),
    (
        FindingToken::PlanExceeded,
        "UPDATE spending_plan SET m03_fen = 1000000000",
        "spending_plan 1",
    ),
    (
        FindingToken::ContractExceeded,
        "UPDATE contract_part SET amount_fen = 1 WHERE part_id = 1",
        "contract 1",
    ),
    (
        FindingToken::ContractDiffers,
        "UPDATE contract_part SET contract_id = 9 WHERE part_id = 2",
        "contract_part 2",
    ),
    (
        FindingToken::ContractDiffers,
        "UPDATE contract SET reserved_for = 'large'",
        "contract 1",
    ),
    (
        FindingToken::ContractDiffers,
        "UPDATE contract SET unit_id = 1",
        "commitment 7",
    ),
    (
        FindingToken::ContractDiffers,
        "UPDATE procurement SET line_id = NULL",
        "procurement 1",
    ),
    (
        FindingToken::ContractDiffers,
        "UPDATE procurement SET line_id = 1",
        "procurement 1",
    ),
    (
        FindingToken::CatalogueDiffers,
        "UPDATE line SET economic_code = '30202' WHERE line_id = 1",
        "line 1",
    ),
];

pub(super) const ALL: [&[Damage]; 6] = [&FILE, &CHAIN, &ACTS, &TOTALS, &ACCOUNTS, &PAPERS];
