//! What is told of the commands is true.

use clap::{CommandFactory, Parser};

use super::Arguments;

const DOCUMENTATION: &str = include_str!("../../../../docs/command-line.md");

#[test]
fn arguments_are_sound() {
    Arguments::command().debug_assert();
}

/// Return every command with its whole name; those that only hold others, too.
fn all_commands() -> Vec<(String, clap::Command)> {
    fn below(name: &str, command: &clap::Command, found: &mut Vec<(String, clap::Command)>) {
        for inner in command.get_subcommands() {
            let name = format!("{name} {}", inner.get_name());
            found.push((name.clone(), inner.clone()));
            below(&name, inner, found);
        }
    }
    let mut found = Vec::new();
    below("yusuan", &Arguments::command(), &mut found);
    assert!(found.len() > 80);
    found
}

#[test]
fn every_command_is_documented() {
    for (name, _) in all_commands() {
        assert!(
            DOCUMENTATION.contains(&format!("| `{name} ")),
            "docs/command-line.md does not tell of {name}"
        );
    }
}

/// Every option that only some commands have is told of somewhere.
#[test]
fn every_option_is_documented() {
    for (_, command) in all_commands() {
        for option in command.get_arguments().filter_map(clap::Arg::get_long) {
            let stem = if option.starts_with("to-") {
                "to-"
            } else {
                option
            };
            assert!(
                DOCUMENTATION.contains(&format!("--{stem}")),
                "docs/command-line.md does not tell of --{option}"
            );
        }
    }
}

/// Return the lines of a text that are commands.
fn commands_of(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim)
        .filter(|line| line.starts_with("yusuan "))
}

#[test]
fn every_command_has_an_example_and_every_example_parses() {
    for (begin, command) in all_commands() {
        let help = command.get_after_help().map(ToString::to_string);
        let help = help.unwrap_or_default();
        let mut examples = commands_of(&help).peekable();
        assert!(examples.peek().is_some(), "{begin} has no example");
        for example in examples {
            assert!(example.starts_with(&begin), "{example}");
            let parsed = Arguments::try_parse_from(example.split_whitespace());
            assert!(parsed.is_ok(), "{example}: {}", parsed.unwrap_err());
        }
    }
}

#[test]
fn the_examples_of_the_documentation_parse() {
    let examples: Vec<&str> = commands_of(DOCUMENTATION).collect();
    assert!(examples.len() > 5);
    for example in examples {
        let parsed = Arguments::try_parse_from(example.split_whitespace());
        assert!(parsed.is_ok(), "{example}: {}", parsed.unwrap_err());
    }
}
