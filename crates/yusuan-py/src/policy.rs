//! Policies as frozen values.

use crate::money::Yuan;
use crate::value::value;
use crate::words::{self, CodeLevel, Kind, Level, PolicyAction};

value! {
    /// A policy that can still decide something in a year.
    ///
    /// Example:
    ///     >>> policy = ledger.policies(2025)[0]
    ///     >>> policy.name, policy.action, policy.is_built_in
    ///     ('four_eyes', 'allow', True)
    Policy(yusuan::PolicyInForce) {
        /// Its number, negative when it is built in; of those that fit a line, the highest decides.
        policy_id: i64 = |it, _| it.policy_id;
        /// Its name, as `max_carry_years`.
        name: String = |it, _| it.policy.name.clone();
        /// What it is about, in Chinese.
        name_zh: String = |it, _| it.name_zh.clone();
        /// First year it holds for.
        first_year: i16 = |it, _| it.policy.first_year;
        /// Last year it holds for.
        last_year: i16 = |it, _| it.policy.last_year;
        /// What it does: `forbid`, `deny`, `document`, `warn` or `allow`.
        action: PolicyAction = |it, _| PolicyAction(it.policy.action);
        /// Its own figure or word; None where it has none.
        value: Option<String> = |it, _| it.policy.value.clone();
        /// Where it comes from.
        source: String = |it, _| it.policy.source.clone();
        /// The fund, or group of funds, it is narrowed to; None for any.
        fund: Option<String> = |it, _| it.policy.scope.fund.clone();
        /// The level it is narrowed to; None for both.
        level: Option<Level> = |it, _| it.policy.scope.level.map(Level);
        /// The sort of spending it is narrowed to; None for any.
        kind: Option<Kind> = |it, _| it.policy.scope.kind.map(Kind);
        /// How far apart codes must be; None for any.
        code_level: Option<CodeLevel> = |it, _| it.policy.scope.code_level.map(CodeLevel);
        /// What a code must begin with; None for any.
        item: Option<String> = |it, _| it.policy.scope.item.clone();
        /// Whether it came with the schema.
        is_built_in: bool = |it, _| it.policy_id < 0;
    }
}

value! {
    /// A posting that a policy is about, with what the policy says of it.
    ///
    /// Example:
    ///     >>> odd = yusuan.LineKey(**line.to_dict() | {"economic_code": "30101"})
    ///     >>> receipt = ledger.supplement(odd, "1.00", dated=date(2025, 3, 1), document="1号")
    ///     >>> touch = ledger.policy_report(2025)[0]
    ///     >>> touch.policy, touch.name_zh, touch.status, touch.amount
    ///     ('kind_economic', '支出类别与经济分类一致', 'warned', Decimal('1.00'))
    PolicyTouch(yusuan::PolicyTouch) {
        /// Number of the posting.
        posting_id: i64 = |it, _| it.posting_id;
        /// Number of its voucher.
        voucher_id: i64 = |it, _| it.voucher_id;
        /// Day it counts for.
        dated: Option<yusuan::date::Date> = |it, _| words::day(Some(&it.dated))?;
        /// What it does, as `transfer`.
        event: String = |it, _| it.event.clone();
        /// Name of the policy.
        policy: String = |it, _| it.policy.clone();
        /// What the policy is about, in Chinese.
        name_zh: String = |it, _| it.name_zh.clone();
        /// What the policy does.
        action: PolicyAction = |it, _| PolicyAction(it.action);
        /// `overridden`, `documented` or `warned`; `unknown` when a figure of last year is missing.
        status: String = |it, _| it.status.clone();
        /// Unit that the money goes to.
        unit: String = |it, _| it.unit.clone();
        /// Number of the line that the posting names.
        line_id: i64 = |it, _| it.line_id;
        /// The other line of a transfer or carry-forward.
        to_line_id: Option<i64> = |it, _| it.to_line_id;
        /// How much, in yuan.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
        /// Reference of the voucher's document.
        document: Option<String> = |it, _| it.document.clone();
        /// Reference of the document that grants the override.
        override_document: Option<String> = |it, _| it.override_document.clone();
    }
}

value! {
    /// An override, with the act it stands on.
    ///
    /// Example:
    ///     >>> receipt = ledger.supplement(line, "1.00", dated=date(2025, 11, 1), document="1号",
    ///     ...     overrides={"freeze_date": "县政府纪要〔2025〕7号"})
    ///     >>> (override,) = ledger.overrides(2025)
    ///     >>> override.policy, override.document, override.act
    ///     ('freeze_date', '县政府纪要〔2025〕7号', 'post')
    Override(yusuan::OverrideReport) {
        /// Its number.
        override_id: i64 = |it, _| it.override_id;
        /// Number of the voucher.
        voucher_id: i64 = |it, _| it.voucher_id;
        /// What the voucher does, as `post`.
        act: String = |it, _| it.act.clone();
        /// Day it counts for.
        dated: Option<yusuan::date::Date> = |it, _| words::day(it.dated.as_ref())?;
        /// Name of the policy.
        policy: String = |it, _| it.policy.clone();
        /// What the policy is about, in Chinese.
        name_zh: String = |it, _| it.name_zh.clone();
        /// Reference of the document that grants it.
        document: String = |it, _| it.document.clone();
        /// Why; None when nothing was said or the text was erased.
        reason: Option<String> = |it, _| it.reason.clone();
        /// Who prepared the voucher.
        prepared_by: Option<String> = |it, _| it.prepared_by.clone();
        /// Who reviewed it.
        reviewed_by: Option<String> = |it, _| it.reviewed_by.clone();
    }
}
