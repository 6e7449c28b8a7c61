//! The desktop shell: one window over the application.
//! Invariant: no rule of the application lives here; the page reaches it through the one command `call`.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arrivals;
mod calendars;
mod call;
mod closing;
mod desk;
mod host;
mod machine;
mod menu;
mod notice;
mod sync;
mod watch;
mod window;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use api::{Host, said};
use tauri::{App, Manager, RunEvent};
use tauri_plugin_window_state::StateFlags;

use crate::desk::Desk;
use crate::host::DesktopHost;
use crate::machine::tray::Tray;
use crate::watch::Watch;

fn main() -> ExitCode {
    api::outlive_size_limits();
    match in_system_language(machine::prepare).and_then(|()| run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("ninefold: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// As long as there is no window that has a language of its own.
fn in_system_language<T>(call: impl FnOnce() -> T) -> T {
    api::speaking(api::system_language(), call)
}

fn run() -> Result<(), String> {
    let data = api::paths::data_dir().ok_or_else(|| {
        in_system_language(|| {
            said!(
                "this system names no folder for your data. Set NINEFOLD_HOME to the folder in which your plan is to be kept.",
                "este sistema no indica ninguna carpeta para tus datos. Pon en NINEFOLD_HOME la carpeta en la que se guardará tu plan.",
            )
        })
    })?;
    let state = tauri_plugin_window_state::Builder::default()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED);
    let mut builder = tauri::Builder::default().plugin(state.build());
    if !host::own_home() {
        // A second start in the same home hands over what it brings and raises the first window. Another home is
        // another learner.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, args, folder| {
            if !args.iter().any(|arg| arg == arrivals::HIDDEN) {
                window::raise(app);
            }
            arrivals::bring_all(app, || arrivals::of_start(&args, Path::new(&folder)));
        }));
    }
    machine::when_page_is_gone(builder, closing::draw_anew)
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![call::call, closing::leave])
        .setup(move |app| Ok(start(app, data)?))
        .build(tauri::generate_context!())
        .map_err(|error| {
            in_system_language(|| {
                said!("the window could not be opened: {error}", "no se ha podido abrir la ventana: {error}")
            })
        })?
        .run(|app, event| match event {
            // The process ends without dropping what it holds; the journal and a sample's folder want to be closed.
            RunEvent::Exit => {
                app.state::<Arc<Desk>>().close();
                machine::web_data::leave(app);
            }
            #[cfg(target_os = "macos")]
            RunEvent::Opened { urls } => {
                arrivals::bring_all(app, || urls.iter().map(arrivals::of_url).collect());
            }
            #[cfg(target_os = "macos")]
            RunEvent::Reopen { .. } => window::raise(app),
            _ => {}
        });
    Ok(())
}

/// Opens the window, and beside it the journal, the tray and the watch over both.
fn start(app: &mut App, data: PathBuf) -> tauri::Result<()> {
    let args: Vec<OsString> = std::env::args_os().collect();
    let is_hidden = args.iter().any(|arg| arg == arrivals::HIDDEN);
    let shell = app.handle();
    let host = Arc::new(DesktopHost::new(shell.clone(), data));
    let desk = Arc::new(Desk::new(Arc::clone(&host) as Arc<dyn Host>, sample_wanted()));
    app.manage(host);
    app.manage(Arc::clone(&desk));
    app.manage(Arc::new(Watch::default()));
    app.manage(sync::Carrier::default());
    app.manage(calendars::Secretary::default());
    app.manage(closing::Closing::default());
    app.manage(Tray::start(shell));
    let opening = desk.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(failure) = opening.work(|_| Ok(())).await {
            eprintln!("ninefold: {}", failure.message);
            for detail in &failure.details {
                eprintln!("  {detail}");
            }
        }
    });
    if cfg!(target_os = "macos") {
        menu::put_up(shell)?;
        menu::follow(shell);
    }
    window::open(shell, is_hidden)?;
    machine::when_told_to_end(shell, window::end);
    watch::start(shell, is_hidden);
    sync::start(shell);
    calendars::start(shell);
    arrivals::bring_all(shell, || arrivals::of_start(&args, &std::env::current_dir().unwrap_or_default()));
    Ok(())
}

/// The window opens on the sample learner when `NINEFOLD_SAMPLE` is 1.
fn sample_wanted() -> bool {
    std::env::var_os("NINEFOLD_SAMPLE").is_some_and(|value| value == "1")
}
