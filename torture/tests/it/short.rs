//! Every scenario fails a few times, in every way.

use std::path::PathBuf;

use yusuan_torture::report::{Campaign, Case, Report};
use yusuan_torture::scenario::Scenario;
use yusuan_torture::vfs::{Device, FaultKind};
use yusuan_torture::{faults, kill, power};

/// Return the first case of a scenario.
pub(crate) fn case(campaign: Campaign, scenario: Scenario, number: u64) -> Case {
    Case {
        campaign,
        scenario,
        seed: 20_251_201,
        number,
    }
}

/// Return how processes are killed.
pub(crate) fn killing() -> kill::Settings {
    kill::Settings {
        program: PathBuf::from(env!("CARGO_BIN_EXE_torture")),
        boasts: false,
    }
}

fn each(campaign: Campaign, mut run: impl FnMut(Case) -> Result<(), String>) {
    for scenario in Scenario::ALL {
        let case = case(campaign, scenario, 0);
        if let Err(wrong) = run(case) {
            panic!("{}", case.failed(&wrong));
        }
    }
}

#[test]
fn a_power_cut_loses_nothing_that_was_acknowledged() {
    let mut report = Report::default();
    for has_shared_memory in [true, false] {
        let settings = power::Settings {
            points: 2,
            device: Some(Device {
                has_shared_memory,
                ..Device::USUAL
            }),
            ..power::Settings::USUAL
        };
        each(Campaign::Power, |case| {
            if !has_shared_memory && !case.scenario.allows_rollback_journal() {
                return Ok(());
            }
            power::case(case, settings, &mut report)
        });
    }
    assert!(report.of("disks with something that was not synced") > 20);
}

#[test]
fn a_failing_disk_is_answered_and_survived() {
    let mut report = Report::default();
    let settings = faults::Settings {
        faults: 2,
        ..faults::Settings::USUAL
    };
    each(Campaign::Faults, |case| {
        faults::case(case, settings, &mut report)
    });
    assert!(report.of("faults") > 10);
}

#[test]
fn each_kind_of_fault_strikes() {
    let mut report = Report::default();
    for kind in FaultKind::ALL {
        let settings = faults::Settings {
            faults: 1,
            kind: Some(kind),
        };
        // With a rollback journal as well as with a log, where one of them does not call for it.
        for number in 0..12 {
            let before = report.of("faults");
            let case = case(Campaign::Faults, Scenario::Erase, number);
            if let Err(wrong) = faults::case(case, settings, &mut report) {
                panic!("{kind:?} {}", case.failed(&wrong));
            }
            if report.of("faults") > before {
                break;
            }
            assert!(number < 11, "{kind:?} strikes nowhere");
        }
    }
}

#[test]
fn a_killed_process_loses_nothing_that_it_acknowledged() {
    let mut report = Report::default();
    each(Campaign::Kill, |case| {
        kill::case(case, &killing(), &mut report)
    });
    assert!(report.of("kills") > 0);
}
