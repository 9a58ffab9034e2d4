//! What is broken on purpose is found: else a campaign that finds nothing would say nothing.

use yusuan_torture::report::{Campaign, Report};
use yusuan_torture::scenario::Scenario;
use yusuan_torture::vfs::{Device, FaultKind};
use yusuan_torture::{faults, kill, power};

use crate::short::{case, killing};

/// Return what the first of some cases says that fails.
fn found(
    campaign: Campaign,
    scenario: Scenario,
    mut run: impl FnMut(yusuan_torture::report::Case) -> Result<(), String>,
) -> String {
    (0..20)
        .find_map(|number| run(case(campaign, scenario, number)).err())
        .unwrap()
}

/// As with `PRAGMA synchronous = off`, or a disk that lies.
#[test]
fn acts_that_were_never_synced_are_missed() {
    for has_shared_memory in [true, false] {
        let settings = power::Settings {
            device: Some(Device {
                has_shared_memory,
                lies: true,
                ..Device::USUAL
            }),
            ..power::Settings::USUAL
        };
        let wrong = found(Campaign::Power, Scenario::Post, |case| {
            power::case(case, settings, &mut Report::default())
        });
        assert!(wrong.contains("again") || wrong.contains("act"), "{wrong}");
    }
}

#[test]
fn a_write_that_was_lost_is_noticed() {
    let settings = faults::Settings {
        kind: Some(FaultKind::LostWrite),
        ..faults::Settings::USUAL
    };
    found(Campaign::Faults, Scenario::Post, |case| {
        faults::case(case, settings, &mut Report::default())
    });
}

#[test]
fn an_act_that_is_acknowledged_too_early_is_noticed() {
    let settings = kill::Settings {
        boasts: true,
        ..killing()
    };
    let wrong = found(Campaign::Kill, Scenario::List, |case| {
        kill::case(case, &settings, &mut Report::default())
    });
    assert!(wrong.contains("acts were acknowledged"), "{wrong}");
}

#[test]
fn the_same_seed_makes_the_same_failures() {
    let run = |number| {
        let mut report = Report::default();
        let settings = power::Settings {
            points: 4,
            ..power::Settings::USUAL
        };
        let power_case = case(Campaign::Power, Scenario::Copy, number);
        power::case(power_case, settings, &mut report).unwrap();
        let settings = faults::Settings {
            faults: 2,
            ..faults::Settings::USUAL
        };
        let faults_case = case(Campaign::Faults, Scenario::List, number);
        faults::case(faults_case, settings, &mut report).unwrap();
        report.to_string()
    };
    assert_eq!(run(3), run(3));
    assert_ne!(run(3), run(4));
}
