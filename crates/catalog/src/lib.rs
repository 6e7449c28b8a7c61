//! Content files to a curriculum: reads a pack and answers with the curriculum or with every problem at once.
//!
//! [`read`] is the pure core: files in, curriculum or problems out, and no input makes it panic.
//! [`load`] and [`bundled`] only fetch the files for it. Problems are told in the language of the call.

mod bundled;
mod limits;
mod model;
mod problem;
mod read;
mod source;

use std::path::Path;

pub use limits::*;
pub use model::*;
pub use problem::{Problem, ProblemCode};
pub use read::read;
pub use source::{Fault, SourceFile};

/// The pack in the folder `dir`: its `pack.toml` and the files named there.
///
/// # Errors
/// All problems of all files at once, in the order of the files and their lines.
pub fn load(dir: &Path) -> Result<Curriculum, Vec<Problem>> {
    read(&files(dir))
}

/// The files of the pack in the folder `dir`, its `pack.toml` first, read but not understood; for [`read`].
pub fn files(dir: &Path) -> Vec<SourceFile> {
    let pack = source::fetch(dir, PACK_FILE);
    let listed = read::listed(&pack);
    let mut files = vec![pack];
    files.extend(listed.iter().map(|name| source::fetch(dir, name)));
    files
}

/// The nine strategies that come with the program; needs no folder.
///
/// # Errors
/// As [`load`]; a test keeps the bundled pack free of problems.
pub fn bundled() -> Result<Curriculum, Vec<Problem>> {
    read(&bundled::files())
}
