//! The sync folder: which one, in what state, and the computers that write there.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::secrets::Keep;

/// What the settings show of the sync folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncView {
    /// The folder; absent when none is used.
    pub folder: Option<String>,
    /// In a sentence: "In step since 18:40, 2 computers"; empty when no folder is used.
    pub state: String,
    /// Something needs the person: the sentence says what.
    pub trouble: bool,
    /// What else was found, a sentence each.
    pub notes: Vec<String>,
    /// The computers that write there, this one first, then the one heard of last.
    pub computers: Vec<SyncComputer>,
    /// What the other computers did last, the newest first; a few at most.
    pub history: Vec<SyncAct>,
    /// Whether a passphrase hides what stands there.
    pub passphrase: SyncHidden,
    /// Where its key is kept on this computer.
    pub keep: Keep,
}

/// How it stands with the passphrase of the sync folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncHidden {
    /// What this computer writes can be read by whoever can read the folder.
    Off,
    /// What this computer writes is hidden.
    On,
    /// Others use a passphrase that is not known here.
    Asked,
}

/// Enter the passphrase of the sync folder, or set one.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SyncPassphrase {
    /// As the person wrote it.
    pub passphrase: String,
    /// Set another one in place of one that is used already; all is written anew.
    #[serde(default)]
    pub anew: bool,
    /// Where its key is kept on this computer.
    #[serde(default)]
    pub keep: Keep,
}

/// A computer that writes to the sync folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncComputer {
    /// Its name.
    pub name: String,
    /// When it was heard of last, in words; none while nothing that it wrote can be read here.
    pub heard: Option<String>,
    /// It is this one.
    pub this: bool,
}

/// Something that another computer did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncAct {
    /// Name of the computer.
    pub computer: String,
    /// When, in words.
    pub when: String,
    /// What, in words ("ticked an outcome").
    pub what: String,
}

/// Which folder to use.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SyncFolder {
    /// Its path, as a person writes it.
    pub folder: String,
}

/// What came and went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Synced {
    /// In a sentence.
    pub message: String,
    /// Entries that came from other computers.
    pub came: u32,
    /// Entries that were written for them.
    pub went: u32,
    /// How it stands now.
    pub sync: SyncView,
}
