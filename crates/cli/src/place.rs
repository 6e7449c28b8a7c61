//! Paths as arguments name them, for the application, which takes them as text that a person typed.

use std::path::Path;

use api::paths::carried;
use api::wire::Failure;

/// The whole path. One from the current folder on is meant from there, and blanks around a name belong to it.
///
/// # Errors
/// A name that is no text or ends in a blank: the application would look for another one.
pub fn from_here(path: &Path) -> Result<String, Failure> {
    let is_home = path.to_string_lossy().starts_with('~');
    let whole =
        if is_home { path.to_owned() } else { std::path::absolute(path).unwrap_or_else(|_| path.to_owned()) };
    Ok(carried(&whole)?)
}
