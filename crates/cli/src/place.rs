//! Paths as arguments name them, for the application, which takes them as text that a person typed.

use std::path::Path;

use api::said;
use api::wire::Failure;

/// The whole path. One from the current folder on is meant from there, and blanks around a name belong to it.
///
/// # Errors
/// A name that is no text: the application would look for another one.
pub fn from_here(path: &Path) -> Result<String, Failure> {
    let is_home = path.to_string_lossy().starts_with('~');
    let whole =
        if is_home { path.to_owned() } else { std::path::absolute(path).unwrap_or_else(|_| path.to_owned()) };
    match whole.to_str() {
        // What ends in a blank would lose it.
        Some(text) if text.trim() == text => Ok(text.to_owned()),
        Some(_) | None => Err(Failure {
            code: "bad_path".to_owned(),
            message: said!(
                "The path “{path}” is not UTF-8 or ends in a blank, so it cannot be used here. Nothing was changed: choose another name.",
                "La ruta «{path}» no está en UTF-8 o termina en un espacio, así que aquí no se puede usar. No ha cambiado nada: elige otro nombre.",
                path = path.display()
            ),
            details: Vec::new(),
        }),
    }
}
