//! Who has a ledger locked. Linux lists the locks of files; SQLite itself knows nobody.

use std::fs;
use std::os::linux::fs::MetadataExt;
use std::path::Path;

/// The byte of the shared-memory file that whoever writes has locked, as SQLite's format has it.
const WRITE_LOCK: u64 = 120;

/// The first byte of the file that is locked by whoever keeps all others out.
const FILE_LOCK: u64 = 0x4000_0000;

/// How often is looked: the list comes in parts, and a lock falls between two of them where other
/// programs take and release theirs meanwhile.
const LOOKS: usize = 3;

/// Return the process that has a ledger locked for writing.
pub(super) fn writer(path: &Path) -> Option<String> {
    let mut shared = path.as_os_str().to_owned();
    shared.push("-shm");
    let number = |path: &Path| Some(fs::metadata(path).ok()?.st_ino());
    let held = [
        (number(Path::new(&shared))?, WRITE_LOCK),
        (number(path)?, FILE_LOCK),
    ];
    let process = (0..LOOKS).find_map(|_| {
        let locks = fs::read_to_string("/proc/locks").ok()?;
        locks.lines().find_map(|lock| holder(lock, &held))
    })?;
    if process == std::process::id() {
        return Some("this process, through another ledger object".to_owned());
    }
    let name = fs::read_to_string(format!("/proc/{process}/comm")).ok()?;
    Some(format!("process {process} ({})", name.trim()))
}

/// Return the process of a line of `/proc/locks` that locks one of these bytes for writing, each with
/// the number of its file: `1: POSIX  ADVISORY  WRITE 4711 fe:01:131 120 120`.
fn holder(lock: &str, held: &[(u64, u64)]) -> Option<u32> {
    let mut words = lock.split_whitespace().skip(1);
    let is_writing = words.next()? == "POSIX" && words.nth(1)? == "WRITE";
    let process = words.next()?.parse().ok()?;
    let file: u64 = words.next()?.rsplit(':').next()?.parse().ok()?;
    let first: u64 = words.next()?.parse().ok()?;
    let last = words.next()?.parse().unwrap_or(u64::MAX);
    let is_held = |(number, byte): &(u64, u64)| *number == file && (first..=last).contains(byte);
    (is_writing && held.iter().any(is_held)).then_some(process)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_names_its_process() {
        let held = [(131, WRITE_LOCK), (130, FILE_LOCK)];
        let lock = "1: POSIX  ADVISORY  WRITE 4711 fe:01:131 120 120";
        assert_eq!(holder(lock, &held), Some(4711));
        for other in [
            lock.replace("WRITE", "READ"),
            lock.replace(":131", ":132"),
            lock.replace("120 120", "121 127"),
            lock.replace("POSIX", "FLOCK"),
            "1: -> POSIX  ADVISORY  WRITE 4711 fe:01:131 120 120".to_owned(),
        ] {
            assert_eq!(holder(&other, &held), None, "{other}");
        }
        let alone = "2: POSIX  ADVISORY  WRITE 7 fe:01:130 1073741824 EOF";
        assert_eq!(holder(alone, &held), Some(7));
    }
}
