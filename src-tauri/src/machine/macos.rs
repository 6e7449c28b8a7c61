//! macOS brings its own web view and always has a display: nothing to prepare.

/// Ready.
///
/// # Errors
/// Never; the other systems can fail.
pub fn prepare() -> Result<(), String> {
    Ok(())
}

/// Does this each time the page is gone with the process that draws it.
pub fn when_page_is_gone(
    builder: tauri::Builder<tauri::Wry>,
    then: fn(&tauri::AppHandle),
) -> tauri::Builder<tauri::Wry> {
    builder.on_web_content_process_terminate(move |page| then(tauri::Manager::app_handle(page)))
}
