//! Where a file lies: on a disk of this machine, or where other machines may have it as well.

use std::path::Path;

/// What the system calls file systems that other machines may have as well, or that lie in another program
/// or machine, by their number on Linux. Of FUSE nobody knows what stands behind it: sshfs, a cloud, or
/// a shared folder of a virtual machine (virtiofs has the same number).
const SHARED: [(i128, &str); 18] = [
    (0x6969, "nfs"),
    (0xFF53_4D42, "cifs"),
    (0xFE53_4D42, "smb2"),
    (0x517B, "smb"),
    (0x0102_1997, "9p"),
    (0x6573_5546, "fuse"),
    (0x5346_414F, "afs"),
    (0x6B41_4653, "afs"),
    (0x7375_7245, "coda"),
    (0x00C3_6400, "ceph"),
    (0x0116_1970, "gfs2"),
    (0x7461_636F, "ocfs2"),
    (0x0BD0_0BD0, "lustre"),
    (0x4750_4653, "gpfs"),
    (0x1983_0326, "beegfs"),
    (0xAAD7_AAEA, "panfs"),
    (0x786F_4256, "vboxsf"),
    (0x564C, "ncp"),
];

/// Return whether a folder may be that of another machine as well, as far as the system tells.
#[cfg(target_os = "linux")]
pub(super) fn is_shared(folder: &Path) -> bool {
    rustix::fs::statfs(folder).is_ok_and(|there| kind(i128::from(there.f_type)).is_some())
}

/// No other system is asked.
#[cfg(not(target_os = "linux"))]
pub(super) const fn is_shared(_: &Path) -> bool {
    false
}

/// Return what a number of the system means, when it is one of these; where the word has 32 bits, it may
/// be negative.
fn kind(number: i128) -> Option<&'static str> {
    let number = number & 0xFFFF_FFFF;
    let mut known = SHARED.iter();
    known
        .find(|(shared, _)| *shared == number)
        .map(|(_, name)| *name)
}

/// Return the journal that is kept in a folder. The index of a log lies in memory that all programs of one
/// machine share, and those of others do not: two machines that write would not see each other. The
/// locks of a rollback journal are asked of the file system.
pub(super) fn journal(folder: &Path) -> &'static str {
    if is_shared(folder) { "delete" } else { "wal" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_other_machines_have_is_known_by_its_number() {
        assert_eq!(kind(0x6969), Some("nfs"));
        assert_eq!(kind(0xFF53_4D42), Some("cifs"));
        assert_eq!(kind(i128::from(-0x00AC_B2BE_i32)), Some("cifs"));
        assert_eq!(kind(0x6573_5546), Some("fuse"));
        // ext4, xfs, btrfs, zfs, tmpfs, overlay.
        for own in [
            0xEF53,
            0x5846_5342,
            0x9123_683E,
            0x2FC1_2FC1,
            0x0102_1994,
            0x794C_7630,
        ] {
            assert_eq!(kind(own), None, "{own:x}");
        }
    }

    #[test]
    fn a_folder_of_this_machine_keeps_a_log() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(journal(folder.path()), "wal");
        assert_eq!(journal(&folder.path().join("nowhere")), "wal");
    }
}
