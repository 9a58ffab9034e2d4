//! The certificate of a closing as a page of A4.

use askama::Template;

use crate::closing::{Certificate, ClosingTotal};
use crate::error::{Error, Result};
use crate::line::{Fund, Level};
use crate::money::Fen;

#[derive(Template)]
#[template(path = "certificate.html")]
struct Page<'a> {
    it: &'a Certificate,
    sum: ClosingTotal,
}

impl Page<'_> {
    /// Return an amount in yuan; nothing for nothing, as tables print it.
    #[expect(
        clippy::unused_self,
        clippy::trivially_copy_pass_by_ref,
        reason = "a template calls methods, and hands over what it has by reference"
    )]
    fn yuan(&self, amount: &Fen) -> String {
        if amount.is_zero() {
            return String::new();
        }
        amount.to_yuan_string()
    }

    #[expect(clippy::unused_self, reason = "a template calls methods")]
    fn fund<'n>(&self, name: &'n str) -> &'n str {
        name.parse().map_or(name, |fund: Fund| fund.name_zh())
    }

    #[expect(clippy::unused_self, reason = "a template calls methods")]
    fn level<'n>(&self, name: &'n str) -> &'n str {
        name.parse().map_or(name, |level: Level| level.name_zh())
    }
}

impl Certificate {
    /// Return the certificate as an HTML page in Chinese, to be printed on A4 and signed.
    ///
    /// # Shape
    ///
    /// One document that needs no other file. The same certificate gives the same page.
    ///
    /// # Errors
    ///
    /// A sum beyond what an amount can hold.
    pub fn to_html(&self) -> Result<String> {
        let sum = |part: fn(&ClosingTotal) -> Fen| Fen::sum(self.totals.iter().map(part));
        let sum = ClosingTotal {
            fund: String::new(),
            level: String::new(),
            carried_out: sum(|total| total.carried_out)?,
            carried_in: sum(|total| total.carried_in)?,
            to_surplus: sum(|total| total.to_surplus)?,
            recalled: sum(|total| total.recalled)?,
            lapsed: sum(|total| total.lapsed)?,
        };
        let page = Page { it: self, sum };
        page.render()
            .map_err(|error| Error::Internal(error.to_string()))
    }
}
