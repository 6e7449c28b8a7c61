//! The desktop shell: one window over the application.
//! Invariant: no rule of the application lives here; the page reaches it through the one command `call`.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod call;
mod clock;
mod desk;
mod host;
mod machine;
#[cfg(any(target_os = "macos", test))]
mod menu;
mod window;

use std::process::ExitCode;
use std::sync::Arc;

use tauri::{App, Manager, RunEvent};
use tauri_plugin_window_state::StateFlags;

use crate::desk::Desk;
use crate::host::DesktopHost;

fn main() -> ExitCode {
    match machine::prepare().and_then(|()| run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("ninefold: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let data = api::paths::data_dir().ok_or(
        "this system names no folder for your data. Set NINEFOLD_HOME to the folder in which your plan is to be kept.",
    )?;
    let state = tauri_plugin_window_state::Builder::default()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED);
    let mut builder = tauri::Builder::default().plugin(state.build());
    if std::env::var_os("NINEFOLD_HOME").is_none() {
        // A second start in the same home raises the first window. Another home is another learner.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| window::raise(app)));
    }
    builder
        .invoke_handler(tauri::generate_handler![call::call])
        .setup(move |app| Ok(start(app, data)?))
        .build(tauri::generate_context!())
        .map_err(|error| format!("the window could not be opened: {error}"))?
        .run(|app, event| {
            // The process ends without dropping what it holds; the journal and a sample's folder want to be closed.
            if let RunEvent::Exit = event {
                app.state::<Arc<Desk>>().close();
            }
        });
    Ok(())
}

/// Opens the window, and the journal beside it.
fn start(app: &mut App, data: std::path::PathBuf) -> tauri::Result<()> {
    let host = DesktopHost::new(app.handle().clone(), data);
    let desk = Arc::new(Desk::new(Arc::new(host), sample_wanted()));
    app.manage(Arc::clone(&desk));
    tauri::async_runtime::spawn(async move {
        if let Err(failure) = desk.work(|_| Ok(())).await {
            eprintln!("ninefold: {}", failure.message);
            for detail in &failure.details {
                eprintln!("  {detail}");
            }
        }
    });
    #[cfg(target_os = "macos")]
    menu::put_up(app)?;
    window::open(app.handle())
}

/// The window opens on the sample learner when `NINEFOLD_SAMPLE` is 1.
fn sample_wanted() -> bool {
    std::env::var_os("NINEFOLD_SAMPLE").is_some_and(|value| value == "1")
}
