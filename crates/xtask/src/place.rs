//! Where things are: the repository, the build folder, the results.

use std::path::PathBuf;

/// The repository.
pub fn root() -> PathBuf {
    // Cargo says where this package is; two folders up is the repository.
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.ancestors().nth(2).map_or_else(|| here.clone(), PathBuf::from)
}

/// The front end.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// Pictures and other results for people; not kept in the repository.
pub fn out() -> PathBuf {
    root().join("out")
}

/// Cargo's target folder: the one that this program was built into.
pub fn target() -> PathBuf {
    let built = std::env::current_exe().ok();
    let folder = built.as_deref().and_then(|program| program.ancestors().nth(2)).map(PathBuf::from);
    folder.unwrap_or_else(|| root().join("target"))
}

/// A program of the workspace, as `cargo build` leaves it.
pub fn program(name: &str) -> PathBuf {
    target().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
