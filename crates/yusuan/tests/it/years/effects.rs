//! What each event adds to running totals.

/// The row that an event adds to.
#[derive(Clone, Copy)]
pub(super) enum Row {
    Line,
    ToLine,
    Income,
    ToIncome,
    Surplus,
    Commitment,
    ToCommitment,
}

type Effect = (Row, &'static str, i64);

/// Return what an event adds, to which total of which row.
pub(super) fn effects(event: &str, is_against_commitment: bool) -> Vec<Effect> {
    use Row::{Commitment, Income, Line, ToCommitment, ToIncome, ToLine};
    let mut effects: Vec<Effect> = match event {
        "approve" => vec![(Line, "original", 1)],
        "approve_carried" => vec![(Line, "original", 1), (Income, "carried_in", 1)],
        "budget_income" => vec![(Income, "budgeted", 1)],
        "allocate_early" => vec![(Line, "early", 1)],
        "absorb_early" => vec![(Line, "early", -1)],
        "supplement" => vec![(Line, "supplement", 1)],
        "reduce" => vec![(Line, "reduction", 1)],
        "recall" => vec![(Line, "recalled", 1)],
        "lapse" => vec![(Line, "lapsed", 1)],
        "transfer" => vec![(Line, "transferred_out", 1), (ToLine, "transferred_in", 1)],
        "prior_year_increase" | "true_up_increase" => {
            vec![(Line, "prior_year", 1), (Income, "prior_year", 1)]
        }
        "prior_year_decrease" | "true_up_decrease" => {
            vec![(Line, "prior_year", -1), (Income, "prior_year", -1)]
        }
        "commit" => vec![(Line, "committed", 1), (Commitment, "committed", 1)],
        "release" => vec![(Line, "committed", -1), (Commitment, "released", 1)],
        "pay" => vec![(Line, "paid", 1), (Income, "paid", 1)],
        "refund" => vec![(Line, "paid", -1), (Income, "paid", -1)],
        "carry_forward" => vec![
            (Line, "carried_out", 1),
            (ToLine, "carried_in", 1),
            (Income, "carried_out", 1),
            (ToIncome, "carried_in", 1),
        ],
        "receive" => vec![(Income, "received", 1)],
        "return_income" => vec![(Income, "returned", 1)],
        "income_increase" => vec![(Income, "increased", 1)],
        "income_decrease" => vec![(Income, "decreased", 1)],
        _ => surplus_effects(event),
    };
    match event {
        "pay" if is_against_commitment => {
            effects.extend([(Line, "committed", -1), (Commitment, "paid", 1)]);
        }
        "refund" if is_against_commitment => {
            effects.extend([(Line, "committed", 1), (Commitment, "paid", -1)]);
        }
        "carry_forward" if is_against_commitment => effects.extend([
            (Line, "committed", -1),
            (ToLine, "committed", 1),
            (Commitment, "carried_out", 1),
            (ToCommitment, "carried_in", 1),
        ]),
        _ => {}
    }
    effects
}

/// Return what an event of surplus adds.
fn surplus_effects(event: &str) -> Vec<Effect> {
    use Row::{Income, Line, Surplus};
    match event {
        "to_surplus" => vec![
            (Line, "to_surplus", 1),
            (Income, "to_surplus", 1),
            (Surplus, "added", 1),
        ],
        "use_surplus" => vec![
            (Line, "surplus_used", 1),
            (Income, "surplus_used", 1),
            (Surplus, "used", 1),
        ],
        "use_earmarked" => vec![
            (Line, "surplus_used", 1),
            (Income, "surplus_used", 1),
            (Surplus, "earmarked_used", 1),
        ],
        "distribute" => vec![(Surplus, "distributed", 1)],
        "earmark_surplus" => vec![(Surplus, "earmarked", 1)],
        "surrender" => vec![(Surplus, "surrendered", 1)],
        "income_to_surplus" => vec![(Income, "to_surplus", 1), (Surplus, "added", 1)],
        "cover_deficit" => vec![(Income, "surplus_used", 1), (Surplus, "used", 1)],
        _ => unreachable!("no such event: {event}"),
    }
}
