//! Windows brings its own web view and always has a display: nothing to prepare.

/// Ready.
///
/// # Errors
/// Never; the other systems can fail.
pub fn prepare() -> Result<(), String> {
    Ok(())
}
