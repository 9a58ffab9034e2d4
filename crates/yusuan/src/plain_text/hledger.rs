//! The journal in the words of hledger, which ledger reads too.

use std::io::{self, Write};

use super::entries::{Account, Transaction};
use super::names::{Names, on_one_line};
use super::{CURRENCY, Heading, Words};
use crate::date::Date;

pub(super) struct Hledger {
    names: Names,
}

impl Hledger {
    pub(super) fn of(all: &[Account]) -> Self {
        Self {
            names: Names::of(all, |account| {
                let (book, owner, word) = &account.key;
                let word = on_one_line(word).replace([' ', ':'], "-");
                format!("{book}:{owner}:{word}")
            }),
        }
    }
}

impl Words for Hledger {
    fn begin(&mut self, out: &mut dyn Write, said: &Heading<'_>) -> io::Result<()> {
        let title = on_one_line(said.title);
        writeln!(out, "; {title}, {}", said.head)?;
        writeln!(out, "commodity {CURRENCY}\n    format 1000.00 {CURRENCY}\n")
    }

    fn account(&mut self, out: &mut dyn Write, _: Date, account: &Account) -> io::Result<()> {
        let (name, owner) = (on_one_line(&account.name_zh), on_one_line(&account.owner));
        writeln!(out, "account {}", self.names.get(&account.key))?;
        writeln!(out, "    ; {name}, {owner}")
    }

    fn transaction(&mut self, out: &mut dyn Write, made: &Transaction) -> io::Result<()> {
        let document = on_one_line(made.document.as_deref().unwrap_or_default());
        let said = format!("{} {document}", made.event);
        let (day, voucher) = (made.day, made.voucher_id);
        writeln!(out, "\n{day} * ({voucher}) {}", said.trim_end())?;
        writeln!(out, "    ; posting {}", made.posting_id)?;
        for (key, amount) in &made.entries {
            let (name, yuan) = (self.names.get(key), amount.to_yuan_string());
            writeln!(out, "    {name}  {yuan} {CURRENCY}")?;
        }
        Ok(())
    }

    fn balances(&mut self, out: &mut dyn Write, after: Date, all: &[Account]) -> io::Result<()> {
        writeln!(out, "\n{after} * balances")?;
        for account in all {
            let name = self.names.get(&account.key);
            let yuan = account.balance.to_yuan_string();
            writeln!(out, "    {name}  0.00 {CURRENCY} = {yuan} {CURRENCY}")?;
        }
        Ok(())
    }
}
