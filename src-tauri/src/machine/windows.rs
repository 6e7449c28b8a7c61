//! Windows brings its own web view and always has a display: nothing to prepare.

/// Ready.
///
/// # Errors
/// Never; the other systems can fail.
pub fn prepare() -> Result<(), String> {
    Ok(())
}

/// WebView2 says itself that a page is gone, and draws it anew when asked.
pub fn when_page_is_gone(
    builder: tauri::Builder<tauri::Wry>,
    _then: fn(&tauri::AppHandle),
) -> tauri::Builder<tauri::Wry> {
    builder
}

/// Windows tells the window itself, which closes as by its button.
pub fn when_told_to_end(_app: &tauri::AppHandle, _end: fn(&tauri::AppHandle)) {}
