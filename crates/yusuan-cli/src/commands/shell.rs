//! What shells and readers of manuals get.

use clap::CommandFactory;
use yusuan::Output;

use crate::answer::Done;
use crate::arguments::{Arguments, Completions, Manual, ShellCommand};
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

pub(super) fn run(command: &ShellCommand, screen: &mut Screen<'_>) -> Done {
    match command {
        ShellCommand::Completions(arguments) => completions(arguments, screen),
        ShellCommand::Manual(arguments) => manual(arguments, screen),
    }
}

fn completions(arguments: &Completions, screen: &mut Screen<'_>) -> Done {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut Arguments::command(),
        "yusuan",
        &mut script,
    );
    let script = String::from_utf8_lossy(&script);
    screen.answer(&script, || script.clone().into_owned())?;
    Ok(exit::OK)
}

fn manual(arguments: &Manual, screen: &mut Screen<'_>) -> Done {
    let folder = &arguments.out;
    Output::make_folder(folder)?;
    let written = clap_mangen::generate_to(Arguments::command(), folder);
    written.map_err(|error| {
        let hint = "choose a folder that can be written";
        Failure::file("file_not_written", folder, error.to_string(), hint)
    })?;
    let name = folder.display().to_string();
    screen.answer(&[&name], || name.clone())?;
    Ok(exit::OK)
}
