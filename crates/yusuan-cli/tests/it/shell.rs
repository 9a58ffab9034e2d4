//! What shells get.

use std::fs;
use std::process::Command;

use crate::county::{commands, yusuan};

#[test]
fn every_shell_has_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = yusuan(&["completions", shell]).done();
        for name in ["yusuan", "close-contract", "certificate", "override"] {
            assert!(script.contains(name), "{shell}: {name}");
        }
    }
    assert_eq!(yusuan(&["completions", "cmd"]).code, 2);
    let script = yusuan(&["completions", "bash", "--json"]).json();
    assert!(script.as_str().unwrap().contains("_yusuan()"));
}

/// What bash offers after the words that were typed.
const ASK: &str = r#"
source "$1" || exit
COMP_WORDS=("${@:2}") COMP_CWORD=$(($# - 2)) COMPREPLY=()
_yusuan yusuan "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}" || true
printf '%s\n' "${COMPREPLY[@]}"
"#;

#[test]
fn bash_completes_commands_and_options() {
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("yusuan.bash");
    fs::write(&script, yusuan(&["completions", "bash"]).done()).unwrap();
    let offered = |words: &[&str]| {
        let run = Command::new("bash")
            .args(["--norc", "-c", ASK, "ask"])
            .arg(&script)
            .args(words)
            .output()
            .unwrap();
        let talk = String::from_utf8(run.stderr).unwrap();
        assert!(run.status.success() && talk.is_empty(), "{talk}");
        String::from_utf8(run.stdout).unwrap()
    };
    assert_eq!(offered(&["yusuan", "clo"]).split_whitespace().count(), 4);
    assert_eq!(offered(&["yusuan", "pay", "--comm"]), "--commitment\n");
    assert_eq!(offered(&["yusuan", "policy", "rep"]), "report\n");
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("man1");
    yusuan(&["manual", "--out", out.to_str().unwrap()]).done();
    for name in commands() {
        let page = out.join(format!("yusuan-{}.1", name.replace(' ', "-")));
        let page = fs::read_to_string(page).unwrap();
        assert!(page.contains("yusuan "), "{name} has no example");
    }
    let within = out.join("yusuan.1").join("man1");
    let said = yusuan(&["manual", "--out", within.to_str().unwrap(), "--json"]);
    assert_eq!(
        (said.code, &said.error()["code"]),
        (3, &"file_not_written".into())
    );
}

/// Nothing is coloured, so there is nothing to switch off.
#[test]
fn no_stream_is_coloured() {
    for words in [&["--help"][..], &["close", "--help"], &["spend"], &[]] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_yusuan"));
        let coloured = program.args(words).env("CLICOLOR_FORCE", "1");
        let said = coloured.env_remove("NO_COLOR").output().unwrap();
        assert!(!said.stdout.contains(&0x1b) && !said.stderr.contains(&0x1b));
    }
}

/// A folder in which nobody can make a file, as that of a disc or of another's share.
#[cfg(unix)]
#[test]
fn a_ledger_is_read_in_a_folder_that_cannot_be_written() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    /// A user who owns nothing; the rights of a folder do not bind who runs as root.
    const NOBODY: u32 = 65_534;
    let folder = tempfile::tempdir().unwrap();
    let allow = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(folder.path(), 0o755);
    let program = folder.path().join("yusuan");
    fs::copy(env!("CARGO_BIN_EXE_yusuan"), &program).unwrap();
    allow(&program, 0o755);
    let shelf = folder.path().join("shelf");
    fs::create_dir(&shelf).unwrap();
    let ledger = shelf.join("county.db");
    let path = ledger.to_str().unwrap();
    yusuan(&["create", path, "--title", "某县"]).done();
    allow(&ledger, 0o644);
    allow(&shelf, 0o555);
    let run = |verb: &str, file: &std::path::Path| {
        let mut command = Command::new(&program);
        let command = command.arg(verb).arg(file).current_dir("/");
        // Refused to everybody but root, who needs it.
        match command.uid(NOBODY).output() {
            Ok(said) => said,
            Err(_) => command
                .uid(fs::metadata(&ledger).unwrap().uid())
                .output()
                .unwrap(),
        }
    };
    let said = run("head", &ledger);
    let refused = run("create", &shelf.join("new.db"));
    allow(&shelf, 0o755);
    assert_eq!(refused.status.code(), Some(3));
    let words = String::from_utf8(refused.stderr).unwrap();
    assert!(
        words.starts_with("yusuan: file_not_written: Permission denied"),
        "{words}"
    );
    assert!(words.contains("new.db"), "{words}");
    let text = String::from_utf8(said.stdout).unwrap();
    assert!(
        text.starts_with("yusuan:1 voucher 1 "),
        "{text} {:?}",
        said.stderr
    );
}
