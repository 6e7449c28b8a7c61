//! A disk of a window's own: with a copy of the folder of the journal it can be full, with one of the home it can be one that can
//! only be read. It goes with the window; what is outside of it stays as it was.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::stage::Stage;
use crate::window::Window;

/// How it is when the window opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disk {
    /// The folder of the journal, with room.
    Roomy,
    /// The home, and nothing can be written to it.
    ReadOnly,
}

/// A file that takes what room there is.
const FILL: &str = "fill";

impl Stage {
    /// What is on the disk.
    fn place(&self) -> PathBuf {
        if self.disk == Some(Disk::Roomy) { self.data() } else { self.home().to_owned() }
    }

    /// Puts a part of it on a disk of its own, for the windows that follow.
    pub fn on_own_disk(&mut self, disk: Disk) -> &mut Self {
        self.disk = Some(disk);
        self
    }

    /// The driver of a window, where the home is on its disk.
    pub(crate) fn driver(&self) -> Command {
        let Some(disk) = self.disk else { return self.command("WebKitWebDriver") };
        let mut command = self.command("unshare");
        if !is_root(self.home()) {
            command.arg("--map-root-user");
        }
        let script = r#"
            mount -t tmpfs -o size=48M tmpfs "$1" && cp -a "$0/." "$1" && mount --bind "$1" "$0" || exit 98
            [ "$2" = rw ] || mount -o remount,ro "$1" || exit 98
            shift 2; exec "$@""#;
        let beside = self.folder().join("disk");
        std::fs::create_dir_all(&beside).expect("a folder");
        let mode = if disk == Disk::Roomy { "rw" } else { "ro" };
        command.args(["--mount", "sh", "-c", script]).arg(self.place()).arg(beside);
        command.args([mode, "WebKitWebDriver"]);
        command
    }
}

impl Window {
    /// Fills its disk to the last byte.
    pub fn fills_its_disk(&self, stage: &Stage) {
        self.on_its_disk(
            stage,
            &format!("cat /dev/zero > {FILL} 2>/dev/null; echo x 2>/dev/null > full; [ ! -s full ]"),
        );
    }

    /// There is room again.
    pub fn has_room_again(&self, stage: &Stage) {
        self.on_its_disk(stage, &format!("rm -f {FILL} full"));
    }

    /// The disk can be written to again.
    pub fn may_write_again(&self, stage: &Stage) {
        self.on_its_disk(stage, "mount -o remount,rw .");
    }

    /// Copies what its disk holds of the journal now, as a power cut would leave it, to a folder outside.
    pub fn copies_its_journal(&self, stage: &Stage, to: &Path) {
        let script = format!("cp -a '{}/.' '{}'", stage.data().display(), to.display());
        self.on_its_disk(stage, &script);
    }

    fn on_its_disk(&self, stage: &Stage, script: &str) {
        let mut command = Command::new("nsenter");
        command.args(["--target", &self.process().to_string(), "--mount"]);
        if !is_root(stage.home()) {
            command.args(["--user", "--preserve-credentials"]);
        }
        command.args(["sh", "-c", &format!("cd \"$0\" && {{ {script}; }}")]).arg(stage.place());
        let done = command.status().expect("nsenter is part of util-linux");
        assert!(done.success(), "{script}");
    }
}

/// Whether whoever made this may mount as it is.
fn is_root(made: &Path) -> bool {
    std::fs::metadata(made).expect("it is there").uid() == 0
}
