//! What a closing did with what a line left, beside the policy that decides on it.

use super::super::finding::FindingToken;
use super::books::{Line, is_fiscal};
use super::check::Examination;
use super::policies::Asked;
use crate::journal::{Act, Event};

const CLOSING: &str = "closing";
const MAX_CARRY_YEARS: &str = "max_carry_years";

impl Examination<'_> {
    /// Ask the policy `closing`, where it refuses what it does not decide.
    pub(super) fn check_closing(&mut self) {
        if self.voucher.act != Act::Close.as_str() || self.posting.reverses.is_some() {
            return;
        }
        let Some(line) = self.line() else {
            return;
        };
        let asked = Asked::of(line, &line.functional_code);
        let policies = &self.limits.policies;
        let Some(policy) = policies.deciding(CLOSING, self.voucher, &asked) else {
            return;
        };
        let is_contradicted = policy.is_strict()
            && policies.refuses(CLOSING, policy, self.voucher)
            && self.contradicts(line, policy.value.as_deref(), &asked);
        if is_contradicted {
            let id = policy.id;
            self.add(
                FindingToken::PolicyRefused,
                format_args!("policy {id}, {CLOSING}, decides otherwise on what the line leaves"),
            );
        }
    }

    /// Return whether the posting does something else than a policy of this value decides.
    fn contradicts(&self, line: &Line, value: Option<&str>, asked: &Asked<'_>) -> bool {
        let is_fiscal = is_fiscal(&line.fund);
        let decided = match value {
            Some("carry_forward") => Event::CarryForward,
            Some("lapse") => Event::Lapse,
            Some("recall") if is_fiscal => Event::Recall,
            _ => Event::ToSurplus,
        };
        // Money that is too old to be carried forward goes to the surplus instead.
        let is_ended = decided == Event::CarryForward && self.is_too_old(line, asked);
        match self.event {
            Event::Release => is_fiscal && decided == Event::CarryForward && !is_ended,
            Event::Lapse => is_fiscal && decided != Event::Lapse,
            Event::ToSurplus => decided != Event::ToSurplus && !is_ended,
            event => event != decided,
        }
    }

    fn is_too_old(&self, line: &Line, asked: &Asked<'_>) -> bool {
        let policies = &self.limits.policies;
        let policy = policies.deciding(MAX_CARRY_YEARS, self.voucher, asked);
        policy
            .filter(|policy| !matches!(policy.action.as_str(), "warn" | "allow"))
            .and_then(super::policies::Policy::figure)
            .is_some_and(|years| line.year - line.origin_year >= years)
    }
}
