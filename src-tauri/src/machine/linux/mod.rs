//! Linux: is there a display, and can the web view draw on this machine's graphics?
//! Invariant: after `prepare` succeeds, opening a window does not end in GTK's panic.

pub mod autostart;
pub mod page;
pub mod tray;
pub mod web_data;

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use api::said;

/// Tells WebKitGTK to draw without DMA-BUF.
const NO_DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Checks the display and, where the graphics ask for it, starts the program again without DMA-BUF.
///
/// # Errors
/// Why no window can open, and what to do.
pub fn prepare() -> Result<(), String> {
    let Some(display) = display(|name| std::env::var_os(name)) else {
        return Err(said!(
            "there is no display (neither WAYLAND_DISPLAY nor DISPLAY is set). Start Ninefold from a desktop session; \
             without one, `ninefold-cli week` prints this week's plan.",
            "no hay pantalla (no están puestas ni WAYLAND_DISPLAY ni DISPLAY). Abre Ninefold desde una sesión de \
             escritorio; sin ella, `ninefold-cli week` muestra el plan de esta semana.",
        ));
    };
    if std::env::var_os(NO_DMABUF).is_none() && Graphics::look(Path::new("/")).trips_over_dmabuf() {
        return Err(start_again());
    }
    gtk::init().map_err(|_| {
        said!(
            "the display {name} does not answer. Check that it is running and that you may use it; `ninefold-cli week` \
             prints this week's plan without one.",
            "la pantalla {name} no responde. Comprueba que está en marcha y que puedes usarla; `ninefold-cli week` muestra \
             el plan de esta semana sin ella.",
            name = display.display(),
        )
    })
}

/// The display that GTK will ask, Wayland first.
fn display(var: impl Fn(&str) -> Option<OsString>) -> Option<OsString> {
    ["WAYLAND_DISPLAY", "DISPLAY"].into_iter().filter_map(var).find(|value| !value.is_empty())
}

/// Replaces this process by itself with DMA-BUF off. Setting the variable in place would race with threads that
/// read the environment. Comes back only with the reason why it failed.
fn start_again() -> String {
    let reason = match std::env::current_exe() {
        Ok(program) => Command::new(program).args(std::env::args_os().skip(1)).env(NO_DMABUF, "1").exec(),
        Err(reason) => reason,
    };
    said!(
        "could not start again without DMA-BUF ({reason}). Set {NO_DMABUF}=1 and try once more.",
        "no se ha podido volver a empezar sin DMA-BUF ({reason}). Pon {NO_DMABUF}=1 y prueba otra vez.",
    )
}

/// What the machine draws with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Graphics {
    /// A graphics card that programs can draw on.
    card: bool,
    /// NVIDIA's own driver.
    nvidia: bool,
}

impl Graphics {
    /// Looks under `root`, which is "/" but in tests.
    fn look(root: &Path) -> Self {
        let nodes = std::fs::read_dir(root.join("dev/dri")).into_iter().flatten().flatten();
        Graphics {
            card: nodes.into_iter().any(|node| node.file_name().to_string_lossy().starts_with("renderD")),
            nvidia: root.join("proc/driver/nvidia/version").exists(),
        }
    }

    /// Without a card DMA-BUF costs time and 100 MiB and gains nothing; with NVIDIA's driver the window can stay
    /// blank (tauri-apps/tauri#9304).
    fn trips_over_dmabuf(self) -> bool {
        self.nvidia || !self.card
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(files: &[&str]) -> Graphics {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        Graphics::look(root.path())
    }

    #[test]
    fn dmabuf_stays_on_only_where_a_card_without_nvidias_driver_draws() {
        assert!(machine(&[]).trips_over_dmabuf());
        assert!(machine(&["dev/dri/card0"]).trips_over_dmabuf());
        assert!(!machine(&["dev/dri/card0", "dev/dri/renderD128"]).trips_over_dmabuf());
        assert!(machine(&["dev/dri/renderD128", "proc/driver/nvidia/version"]).trips_over_dmabuf());
    }

    #[test]
    fn an_empty_variable_names_no_display() {
        let env = |wayland: &'static str, x: &'static str| {
            display(|name| Some(if name == "DISPLAY" { x } else { wayland }.into()))
        };
        assert_eq!(env("wayland-0", ":0"), Some("wayland-0".into()));
        assert_eq!(env("", ":0"), Some(":0".into()));
        assert_eq!(env("", ""), None);
        assert_eq!(display(|_| None), None);
    }
}
