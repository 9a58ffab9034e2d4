//! What a citizen wants to know first: how much, from where, for what, and what changed.

use std::collections::BTreeMap;

use super::Language;
use crate::error::Result;
use crate::money::Fen;
use crate::publish::book::{Book, BookKind};
use crate::tables::percent;

/// A few sentences, and two lists.
pub(super) struct Summary {
    pub(super) total_of: &'static str,
    pub(super) total: String,
    pub(super) unit_of_money: &'static str,
    pub(super) change: Option<String>,
    pub(super) sources: Vec<Share>,
    pub(super) uses: Vec<Share>,
}

/// One purse or one purpose.
pub(super) struct Share {
    pub(super) name: String,
    pub(super) amount: String,
    /// Of the whole, in percent; none when there is no whole.
    pub(super) percent: Option<String>,
}

impl Summary {
    pub(super) fn of(book: &Book, language: Language) -> Result<Self> {
        let flows = &book.pictures.flows;
        let whole = Fen::sum(flows.iter().map(|flow| flow.amount))?;
        let mut sources: BTreeMap<_, Fen> = BTreeMap::new();
        let mut uses: BTreeMap<&str, (&str, Fen)> = BTreeMap::new();
        for flow in flows {
            let source = sources.entry(flow.fund).or_default();
            *source = source.checked_add(flow.amount)?;
            let name = flow.functional_name.as_str();
            let class = flow.functional_class.as_str();
            let sum = uses.entry(class).or_insert((name, Fen::ZERO));
            sum.1 = sum.1.checked_add(flow.amount)?;
        }
        let share = |name: String, amount| Share {
            name,
            amount: book.shown(amount),
            percent: percent(book.displayed(amount), book.displayed(whole)),
        };
        let sources = sources.into_iter();
        let uses = uses.into_values();
        Ok(Self {
            total_of: match book.kind {
                BookKind::Budget => language.either("收支总预算", "Budget of the year"),
                BookKind::FinalAccounts => language.either("本年支出", "Spent in the year"),
            },
            total: book.shown(whole),
            unit_of_money: book.unit_of_money(language),
            change: change(book, whole, language)?,
            sources: sources
                .map(|(fund, amount)| share(language.fund(fund).to_owned(), amount))
                .collect(),
            uses: uses
                .map(|(name, amount)| share(name.to_owned(), amount))
                .collect(),
        })
    }
}

/// Say how the whole has changed, from what is shown of both years.
fn change(book: &Book, now: Fen, language: Language) -> Result<Option<String>> {
    if book.pictures.changes.is_empty() {
        return Ok(None);
    }
    let before = Fen::sum(book.pictures.changes.iter().map(|change| change.before))?;
    let (shown_now, shown_before) = (book.displayed(now), book.displayed(before));
    let difference = shown_now.checked_sub(shown_before)?;
    let size = if difference < Fen::ZERO {
        difference.checked_neg()?
    } else {
        difference
    };
    let (amount, unit) = (book.shown(size), book.unit_of_money(language));
    let rate = percent(size, shown_before);
    let before = book.shown(before);
    Ok(Some(match language {
        Language::Chinese if book.kind == BookKind::FinalAccounts => {
            let rate = percent(shown_now, shown_before);
            let rate = rate.map(|rate| format!("，支出为其 {rate}"));
            format!("年初预算 {before} {unit}{}。", rate.unwrap_or_default())
        }
        Language::English if book.kind == BookKind::FinalAccounts => {
            let rate = percent(shown_now, shown_before);
            let rate = rate.map(|rate| format!("; what was spent is {rate} of it"));
            format!(
                "The original budget was {before} {unit}{}.",
                rate.unwrap_or_default()
            )
        }
        Language::Chinese => {
            let (more, grown) = if difference < Fen::ZERO {
                ("减少", "下降")
            } else {
                ("增加", "增长")
            };
            let rate = rate
                .map(|rate| format!("，{grown} {rate}"))
                .unwrap_or_default();
            format!("比上年年初预算 {before} {unit}{more} {amount} {unit}{rate}。")
        }
        Language::English => {
            let more = if difference < Fen::ZERO {
                "less"
            } else {
                "more"
            };
            let rate = rate.map(|rate| format!(" ({rate})")).unwrap_or_default();
            format!("{amount} {unit} {more} than the original budget of last year, {before}{rate}.")
        }
    }))
}
