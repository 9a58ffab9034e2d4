//! What an act that changes the budget says of itself beside its voucher.

use clap::Args;
use yusuan::{Error, LegalKind, Override, Particulars};

use crate::failure::Failure;

#[derive(Debug, Args)]
#[command(next_help_heading = "Policies")]
pub(crate) struct OverrideArguments {
    /// Why the act is done; free text, kept as the memo is
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    /// Let the act pass a policy that denies it, by the document that grants it
    #[arg(long = "override", value_name = "POLICY=DOCUMENT")]
    overrides: Vec<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Policies")]
pub(crate) struct AdjustmentArguments {
    #[command(flatten)]
    granted: OverrideArguments,

    /// What the adjustment is in law: budget_adjustment 预算调整 or reallocation 调剂; by its verb
    /// unless told otherwise
    #[arg(long, value_name = "KIND")]
    legal_kind: Option<String>,
}

impl OverrideArguments {
    /// Add reason and overrides to the particulars of an act.
    pub(crate) fn read(&self, particulars: Particulars) -> Result<Particulars, Failure> {
        let read = |text: &String| match text.split_once('=') {
            Some((policy, document)) => Ok(Override {
                policy: policy.to_owned(),
                document: document.to_owned(),
            }),
            None => Err(Failure::usage(
                format!("an override without a document: {text}"),
                "write --override POLICY=DOCUMENT, as three_public_increase=县政府纪要〔2025〕7号",
            )),
        };
        Ok(Particulars {
            reason: self.reason.clone(),
            overrides: self.overrides.iter().map(read).collect::<Result<_, _>>()?,
            ..particulars
        })
    }
}

impl AdjustmentArguments {
    /// Add reason, legal kind and overrides to the particulars of an adjustment.
    pub(crate) fn read(&self, particulars: Particulars) -> Result<Particulars, Failure> {
        let kind = self.legal_kind.as_deref().map(legal_kind);
        Ok(Particulars {
            legal_kind: kind.transpose()?,
            ..self.granted.read(particulars)?
        })
    }
}

fn legal_kind(text: &str) -> Result<LegalKind, Failure> {
    text.parse().map_err(|error: Error| {
        let words = LegalKind::ALL.map(LegalKind::as_str);
        let message = format!("legal kind is unknown: {text}");
        Failure::word("--legal-kind", error.code(), message, &words)
    })
}
