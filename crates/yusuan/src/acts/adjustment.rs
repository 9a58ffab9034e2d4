//! 追加, 调剂, 以前年度调整: what changes a line's right to spend, where more than one line or a
//! new one is in it.

use super::post::Made;
use super::resolve::Resolver;
use crate::error::{Error, Result, Rule};
use crate::journal::Event;
use crate::line::{Line, LineName};
use crate::money::Fen;

/// Give a line more; a line named by a new key is created.
pub(super) fn supplement(
    resolver: &mut Resolver<'_>,
    line: &LineName,
    amount: Fen,
) -> Result<Made> {
    let line = resolver.line_to_give(line)?;
    Made::on_line(resolver, Event::Supplement, line, amount)
}

/// Move money between two lines of one year, fund, level and origin.
pub(super) fn transfer(
    resolver: &mut Resolver<'_>,
    from: &LineName,
    to: &LineName,
    amount: Fen,
) -> Result<Made> {
    let from = resolver.line(from)?;
    let to = receiving(resolver, &from, to)?;
    let mut made = Made::on_line(resolver, Event::Transfer, from, amount)?;
    made.posting.to_line = Some(to.id.get());
    made.to_line = Some(to);
    Ok(made)
}

fn receiving(resolver: &mut Resolver<'_>, from: &Line, to: &LineName) -> Result<Line> {
    match to {
        // A line that the voucher makes must be of its year: say so before the file says less.
        LineName::Key(key) if key.year != from.key.year => Err(Error::refused(
            Rule::TransferAcrossYears,
            format!("the lines are of two years: {} and {}", from.key, key),
            "both lines must be of one year",
        )),
        LineName::Key(key) => resolver.line_or_new(key),
        LineName::Id(_) => resolver.line(to),
    }
}
