//! What a ledger must show after something went wrong: the acts that were acknowledged, and of the one
//! that was interrupted all or nothing.

use std::path::Path;

use yusuan::{Ledger, VerifyOptions};

use crate::scenario::{Act, LEDGER, Scenario, copy_name};
use crate::state::{self, State};

/// What may be found.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// What the ledger held before each act, and after the last.
    pub states: &'a [Option<State>],
    /// How many acts were acknowledged.
    pub acked: usize,
    /// Whether the next one had begun.
    pub is_in_flight: bool,
    /// Whether hashes and salts are those of the same run.
    pub is_same_run: bool,
}

impl Expected<'_> {
    /// Return how many acts are there; none when what is there is no such state.
    fn place(&self, found: Option<&State>) -> Option<usize> {
        let is = |place: usize| {
            let state = self.states.get(place)?.as_ref();
            Some(match (state, found) {
                (None, None) => true,
                (Some(state), Some(found)) if self.is_same_run => state.content == found.content,
                (Some(state), Some(found)) => state.shape == found.shape,
                _ => false,
            })
        };
        let next = self.acked + usize::from(self.is_in_flight);
        (self.acked..=next).find(|place| is(*place) == Some(true))
    }

    /// Look at a file, and return how many acts are there.
    pub fn find(&self, path: &Path) -> Result<usize, String> {
        let found = state::look(path).map_err(|error| format!("reading fails: {error}"))?;
        let place = self.place(found.as_ref());
        place.ok_or_else(|| self.wrong(found.as_ref()))
    }

    fn wrong(&self, found: Option<&State>) -> String {
        let known = self
            .states
            .iter()
            .position(|state| match (state.as_ref(), found) {
                (Some(state), Some(found)) => state.shape == found.shape,
                (state, found) => state.is_none() && found.is_none(),
            });
        let found = found.map_or_else(|| "no ledger".to_owned(), |state| format!("{state:?}"));
        let known = known.map_or_else(
            || "no state that ever was".to_owned(),
            |place| format!("the state after {place} acts"),
        );
        format!(
            "{} acts were acknowledged{}, found is {found}: {known}",
            self.acked,
            if self.is_in_flight {
                " and one had begun"
            } else {
                ""
            }
        )
    }
}

/// Reopen a ledger as anybody would, and compare. Return how many acts are there.
pub fn ledger(folder: &Path, scenario: Scenario, expected: Expected<'_>) -> Result<usize, String> {
    let path = folder.join(LEDGER);
    read_only(&path)?;
    let refused = match Ledger::open(&path) {
        Ok(mut ledger) => {
            let place = expected.find(&path)?;
            state::verify(&path)?;
            state::write_to(&mut ledger)?;
            return Ok(place);
        }
        Err(refused) => refused,
    };
    match (scenario, refused.code()) {
        (Scenario::Migrate, "file_older") => {
            let place = expected.find(&path)?;
            Ledger::migrate(&path).map_err(|error| format!("migrating fails: {error}"))?;
            let migrated = state::look(&path).map_err(|error| error.to_string())?;
            let after = Expected {
                acked: 1,
                is_in_flight: false,
                ..expected
            };
            if place > 0 || after.place(migrated.as_ref()).is_none() {
                return Err(after.wrong(migrated.as_ref()));
            }
            state::verify(&path)?;
            Ok(place)
        }
        // What was never acknowledged may be done again.
        (Scenario::Create, _) if expected.acked == 0 => {
            Ledger::create(&path, "某县").map_err(|error| {
                format!("opening fails: {refused}\nand creating anew as well: {error}")
            })?;
            state::verify(&path)?;
            Ok(0)
        }
        _ => Err(format!("opening fails: {refused}")),
    }
}

/// Whoever only reads comes first, and sees no half of an act either.
fn read_only(path: &Path) -> Result<(), String> {
    let Ok(ledger) = Ledger::open_read_only(path) else {
        return Ok(());
    };
    let options = VerifyOptions {
        quick: true,
        head: None,
    };
    let verification = ledger
        .verify(options)
        .map_err(|error| format!("opened for reading, verify fails: {error}"))?;
    if verification.is_sound() {
        return Ok(());
    }
    let findings = verification.findings;
    Err(format!("opened for reading, verify finds {findings:?}"))
}

/// Look at the copies: each that was acknowledged is there, and whatever is there is whole.
pub fn copies(folder: &Path, acts: &[Act], expected: Expected<'_>) -> Result<u64, String> {
    let mut count = 0;
    for (place, _) in acts
        .iter()
        .enumerate()
        .filter(|(_, act)| act.name == "copy_to")
    {
        let path = folder.join(copy_name(place));
        if !path.exists() {
            if place < expected.acked {
                return Err(format!("the copy of act {place} is gone"));
            }
            continue;
        }
        let copied = Expected {
            acked: place,
            is_in_flight: false,
            ..expected
        };
        copied
            .find(&path)
            .map_err(|error| format!("the copy of act {place}: {error}"))?;
        state::verify(&path).map_err(|error| format!("the copy of act {place}: {error}"))?;
        count += 1;
    }
    Ok(count)
}
