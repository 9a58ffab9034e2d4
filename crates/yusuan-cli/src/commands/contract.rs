//! Contracts and what is reserved under them.

use std::str::FromStr;

use yusuan::{
    ContractDraft, ContractPayment, Error, Fen, Ledger, ProcurementCategory, ProcurementOn,
    Receipt, ReservedFor, date,
};

use super::receipt;
use crate::answer::{Done, contract as words};
use crate::arguments::{
    AmendContract, CloseCommitment, CloseContract, CommitContract, ContractCommand, LedgerFile,
    MarkProcurement, OneContract, OneYear, PayContract, SignContract, only_unit,
};
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

pub(super) fn run(command: &ContractCommand, screen: &mut Screen<'_>) -> Done {
    match command {
        ContractCommand::CloseCommitment(arguments) => close_commitment(arguments, screen),
        ContractCommand::SignContract(arguments) => sign(arguments, screen),
        ContractCommand::AmendContract(arguments) => amend(arguments, screen),
        ContractCommand::Contracts(arguments) => contracts(arguments, screen),
        ContractCommand::Contract(arguments) => contract(arguments, screen),
        ContractCommand::ContractParts(arguments) => parts(arguments, screen),
        ContractCommand::CommitContract(arguments) => commit(arguments, screen),
        ContractCommand::PayContract(arguments) => pay(arguments, screen),
        ContractCommand::CloseContract(arguments) => close(arguments, screen),
        ContractCommand::MarkProcurement(arguments) => mark(arguments, screen),
        ContractCommand::Procurement(arguments) => procurement(arguments, screen),
    }
}

fn sign(arguments: &SignContract, screen: &mut Screen<'_>) -> Done {
    let signed_on = date::parse(&arguments.signed_on).map_err(Failure::about("--signed-on"))?;
    let category = word::<ProcurementCategory>(arguments.category.as_deref(), "--category")?;
    let reserved_for = word::<ReservedFor>(arguments.reserved_for.as_deref(), "--reserved-for")?;
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let unit = match &arguments.unit {
        Some(unit) => unit.clone(),
        None => only_unit(&ledger)?,
    };
    let parts = Ledger::read_contract_parts(&arguments.parts, &unit)?;
    let contract = ContractDraft {
        category,
        reserved_for,
        counterparty: arguments.counterparty.clone(),
        ..ContractDraft::new(&arguments.reference, &arguments.title, unit, signed_on)
    };
    let signed = ledger.sign_contract(&contract, &parts, &particulars)?;
    receipt(&signed, screen)
}

fn amend(arguments: &AmendContract, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let reference = &arguments.contract.reference;
    let mut ledger = arguments.contract.ledger.open()?;
    let unit = ledger.contract(reference)?.unit;
    let parts = Ledger::read_contract_parts(&arguments.parts, &unit)?;
    let reason = arguments.reason.as_deref();
    let amended = ledger.amend_contract(reference, &parts, reason, &particulars)?;
    receipt(&amended, screen)
}

fn contracts(arguments: &LedgerFile, screen: &mut Screen<'_>) -> Done {
    let contracts = arguments.open_read_only()?.contracts()?;
    screen.answer(&contracts, || words::contracts_text(&contracts))?;
    Ok(exit::OK)
}

fn contract(arguments: &OneContract, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    let contract = ledger.contract(&arguments.reference)?;
    screen.answer(&contract, || words::contract_text(&contract))?;
    Ok(exit::OK)
}

fn parts(arguments: &OneYear, screen: &mut Screen<'_>) -> Done {
    let parts = arguments
        .ledger
        .open_read_only()?
        .contract_parts(arguments.year)?;
    screen.answer(&parts, || words::parts_text(&parts))?;
    Ok(exit::OK)
}

fn commit(arguments: &CommitContract, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read_dated()?;
    let mut ledger = arguments.contract.ledger.open()?;
    let reference = &arguments.contract.reference;
    let committed = ledger.commit_contract(reference, arguments.year, &particulars)?;
    receipt(&committed, screen)
}

fn pay(arguments: &PayContract, screen: &mut Screen<'_>) -> Done {
    let payment = if let Some(amount) = &arguments.amount {
        let amount = Fen::parse_yuan(amount).and_then(Fen::require_positive);
        let amount = amount.map_err(|error| Failure::about("AMOUNT")(error.into()))?;
        ContractPayment::InOrder(amount)
    } else {
        let of = arguments.of.iter().map(|text| commitment_amount(text));
        ContractPayment::Spread(of.collect::<Result<_, _>>()?)
    };
    let particulars = arguments.particulars.read_dated()?;
    let mut ledger = arguments.contract.ledger.open()?;
    let payee = arguments.payee.as_deref();
    let paid = ledger.pay_contract(&arguments.contract.reference, &payment, payee, &particulars)?;
    receipt(&paid, screen)
}

/// Read `COMMITMENT=AMOUNT`.
fn commitment_amount(text: &str) -> Result<(i64, Fen), Failure> {
    let pair = text.split_once('=');
    let Some((Ok(id), amount)) = pair.map(|(id, amount)| (id.trim().parse(), amount)) else {
        return Err(Failure::usage(
            "--of is the number of a commitment, an equals sign and an amount",
            "write it as --of 1=500.00",
        ));
    };
    let amount = Fen::parse_yuan(amount.trim());
    let amount = amount.map_err(|error| Failure::about("--of")(error.into()))?;
    Ok((id, amount))
}

fn close(arguments: &CloseContract, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read_dated()?;
    let mut ledger = arguments.contract.ledger.open()?;
    let closed = ledger.close_contract(&arguments.contract.reference, &particulars)?;
    receipt(&closed, screen)
}

fn close_commitment(arguments: &CloseCommitment, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read_dated()?;
    let mut ledger = arguments.ledger.open()?;
    let closed = ledger.close_commitment(arguments.commitment, &particulars)?;
    receipt(&closed, screen)
}

fn mark(arguments: &MarkProcurement, screen: &mut Screen<'_>) -> Done {
    let amount = arguments.amount.read_or_zero()?;
    let category = ProcurementCategory::from_str(&arguments.category);
    let category = category.map_err(Failure::about("--category"))?;
    let reserved_for = word::<ReservedFor>(arguments.reserved_for.as_deref(), "--reserved-for")?;
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let on = match arguments.commitment {
        Some(_) if !arguments.line.is_empty() => {
            return Err(Failure::usage(
                "a mark is on a line or on a commitment",
                "give --commitment alone, or name a line",
            ));
        }
        Some(id) => ProcurementOn::Commitment(id),
        None => ProcurementOn::Line(arguments.line.read(&ledger)?),
    };
    let marked: Receipt =
        ledger.mark_procurement(&on, category, reserved_for, amount, &particulars)?;
    receipt(&marked, screen)
}

fn procurement(arguments: &OneYear, screen: &mut Screen<'_>) -> Done {
    let totals = arguments
        .ledger
        .open_read_only()?
        .procurement(arguments.year)?;
    screen.answer(&totals, || words::procurement_text(&totals))?;
    Ok(exit::OK)
}

/// Read a word that may be left out.
fn word<T: FromStr<Err = Error>>(
    text: Option<&str>,
    argument: &'static str,
) -> Result<Option<T>, Failure> {
    let word = text.map(str::parse).transpose();
    word.map_err(Failure::about(argument))
}
