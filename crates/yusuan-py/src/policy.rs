//! Policies as frozen values.

use crate::value::value;
use crate::words::{CodeLevel, Kind, Level, PolicyAction};

value! {
    /// A policy that can still decide something in a year.
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
