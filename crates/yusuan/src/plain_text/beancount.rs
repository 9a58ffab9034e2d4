//! The journal in the words of beancount.

use std::io::{self, Write};

use super::entries::{Account, Transaction};
use super::names::{Names, on_one_line};
use super::{CURRENCY, Heading, Words};
use crate::date::Date;

pub(super) struct Beancount {
    names: Names,
}

impl Beancount {
    pub(super) fn of(all: &[Account]) -> Self {
        Self {
            names: Names::of(all, |account| {
                let (book, owner, word) = &account.key;
                let root = if account.is_debit {
                    "Assets"
                } else {
                    "Liabilities"
                };
                format!("{root}:{}:{owner}:{}", component(book), component(word))
            }),
        }
    }
}

impl Words for Beancount {
    fn begin(&mut self, out: &mut dyn Write, said: &Heading<'_>) -> io::Result<()> {
        let title = on_one_line(said.title);
        writeln!(out, ";; {title}, {}", said.head)?;
        writeln!(out, "option \"title\" \"{title}\"")?;
        writeln!(out, "option \"operating_currency\" \"{CURRENCY}\"\n")
    }

    fn account(&mut self, out: &mut dyn Write, first: Date, account: &Account) -> io::Result<()> {
        let name = self.names.get(&account.key);
        writeln!(out, "{first} open {name} {CURRENCY}")?;
        writeln!(out, "  name: \"{}\"", on_one_line(&account.name_zh))?;
        writeln!(out, "  of: \"{}\"", on_one_line(&account.owner))
    }

    fn transaction(&mut self, out: &mut dyn Write, made: &Transaction) -> io::Result<()> {
        let document = on_one_line(made.document.as_deref().unwrap_or_default());
        let said = format!("{} {document}", made.event);
        writeln!(out, "\n{} * \"{}\"", made.day, said.trim_end())?;
        writeln!(out, "  voucher: {}", made.voucher_id)?;
        writeln!(out, "  posting: {}", made.posting_id)?;
        for (key, amount) in &made.entries {
            let (name, yuan) = (self.names.get(key), amount.to_yuan_string());
            writeln!(out, "  {name}  {yuan} {CURRENCY}")?;
        }
        Ok(())
    }

    fn balances(&mut self, out: &mut dyn Write, after: Date, all: &[Account]) -> io::Result<()> {
        writeln!(out)?;
        for account in all {
            let name = self.names.get(&account.key);
            let yuan = account.balance.to_yuan_string();
            writeln!(out, "{after} balance {name}  {yuan} {CURRENCY}")?;
        }
        Ok(())
    }
}

/// Return a part of a name as beancount wants it: `income_money` is `Income-Money`.
fn component(word: &str) -> String {
    let parts = word.split(|letter: char| !letter.is_alphanumeric());
    let parts = parts.filter(|part| !part.is_empty()).map(|part| {
        let mut letters = part.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    });
    let name = parts.collect::<Vec<_>>().join("-");
    // A name of Chinese letters has no capital to begin with.
    let begins = |letter: char| letter.is_uppercase() || letter.is_ascii_digit();
    if name.starts_with(begins) {
        name
    } else {
        format!("X{name}")
    }
}
