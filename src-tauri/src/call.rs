//! What the page asks of the application: runs one line of the application's command list off the window's thread.

use std::sync::Arc;

use api::wire::Failure;
use serde_json::Value;
use tauri::{AppHandle, Manager, State};

use crate::closing::Closing;
use crate::desk::Desk;
use crate::menu;
use crate::watch::Watch;

/// Runs the command `name` with `args`; answers as the command list says, in the language of the tag `language`.
///
/// # Errors
/// The application's [`Failure`], in words for the person.
#[tauri::command]
pub async fn call(
    shell: AppHandle,
    desk: State<'_, Arc<Desk>>,
    watch: State<'_, Arc<Watch>>,
    name: String,
    args: Value,
    language: Option<String>,
) -> Result<Value, Failure> {
    let _at_work = shell.state::<Closing>().begins_call();
    if language.is_some_and(|tag| desk.hear(&tag)) {
        // The tray speaks it, too, as does the menu bar where there is one.
        watch.poke();
        menu::speak(&shell);
    }
    desk.work(move |app| app.call(&name, args)).await
}
