//! The only command of the shell: runs one line of the application's command list off the window's thread.

use std::sync::Arc;

use api::wire::Failure;
use serde_json::Value;
use tauri::State;

use crate::desk::Desk;

/// Runs the command `name` with `args`; answers as the command list says, in the language of the tag `language`.
///
/// # Errors
/// The application's [`Failure`], in words for the person.
#[tauri::command]
pub async fn call(
    desk: State<'_, Arc<Desk>>,
    name: String,
    args: Value,
    language: Option<String>,
) -> Result<Value, Failure> {
    if let Some(tag) = language {
        desk.hear(&tag);
    }
    desk.work(move |app| app.call(&name, args)).await
}
