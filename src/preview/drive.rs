//! Folders on other machines: there the system watches without an error and tells nothing.

use std::path::{Path, PathBuf};

/// Drives of which a change made elsewhere is not told: of networks, and of a computer whose guest this one is.
const SILENT: &[&str] = &[
    "9p",
    "afp",
    "afs",
    "cifs",
    "davfs",
    "drvfs",
    "fuse.rclone",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
    "ncpfs",
    "nfs",
    "nfs4",
    "prl_fs",
    "smb2",
    "smb3",
    "smbfs",
    "vboxsf",
    "virtiofs",
];

/// The sort of drive that a folder is on, if it is one of those. Only Linux says it in a file that can be read.
pub fn silent(folder: &Path) -> Option<String> {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    sort_of(&mounts, folder)
        .filter(|sort| SILENT.contains(sort))
        .map(str::to_owned)
}

/// The sort of the drive that a folder is on, by the list of drives (proc_pid_mountinfo(5)): the longest folder
/// above it wins, of the same folder the last.
fn sort_of<'m>(mounts: &'m str, folder: &Path) -> Option<&'m str> {
    let drives = mounts.lines().filter_map(|line| {
        let (place, what) = line.split_once(" - ")?;
        let at = PathBuf::from(unescaped(place.split(' ').nth(4)?));
        let depth = at.components().count();
        folder
            .starts_with(&at)
            .then_some((depth, what.split(' ').next()?))
    });
    drives.max_by_key(|(depth, _)| *depth).map(|(_, sort)| sort)
}

/// A space in a name is written as `\040`.
fn unescaped(name: &str) -> String {
    let signs = [
        (r"\040", " "),
        (r"\011", "\t"),
        (r"\012", "\n"),
        (r"\134", r"\"),
    ];
    signs.iter().fold(name.to_owned(), |name, (code, sign)| {
        name.replace(code, sign)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /mnt/общий\\040диск rw - cifs //server/docs rw,vers=3.0
41 40 8:2 / /mnt/общий\\040диск/local rw shared:9 - ext4 /dev/sdb1 rw
";

    #[test]
    fn the_nearest_drive_above_a_folder_says_its_sort() {
        let sort = |folder: &str| sort_of(MOUNTS, Path::new(folder));
        assert_eq!(sort("/home/a"), Some("ext4"));
        assert_eq!(sort("/mnt/общий диск/portal"), Some("cifs"));
        assert_eq!(sort("/mnt/общий диск/local/portal"), Some("ext4"));
        assert_eq!(sort("/mnt/общий диск 2"), Some("ext4"));
    }
}
