//! A session bus of a stage's own, and who lives on it: a notification daemon, a tray, a desktop that has a theme.
//! The daemon is a real one (dunst); the tray is the least that the protocol asks of a panel.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::mpsc::{Receiver, channel};

use zbus::blocking::{Connection, Proxy, connection};
use zbus::zvariant::{OwnedValue, Value};

use crate::servant::{Servant, bound, until};
use crate::stage::Stage;

/// A bus; gone when dropped.
pub struct Bus {
    _daemon: Servant,
    /// Where programs find it.
    pub address: String,
}

impl Bus {
    pub fn start() -> Self {
        let mut daemon = Servant::start(
            bound("dbus-daemon")
                .args(["--session", "--nofork", "--print-address"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let address = daemon.first_line();
        Bus { _daemon: daemon, address }
    }

    fn connect(&self) -> connection::Builder<'_> {
        connection::Builder::address(self.address.as_str()).expect("an address")
    }

    fn has(&self, name: &str) -> bool {
        let connection = self.connect().build().expect("the bus answers");
        let bus =
            Proxy::new(&connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus");
        bus.expect("a proxy").call("NameHasOwner", &(name,)).expect("an answer")
    }
}

/// The notification daemon. It writes down what it shows, and chooses among the answers what the test told it.
pub struct Notices {
    _daemon: Servant,
    address: String,
    folder: PathBuf,
}

impl Notices {
    /// Starts it on the bus and the display of a stage.
    pub fn start(stage: &Stage, bus: &Bus) -> Self {
        let folder = stage.home().join("notices");
        std::fs::create_dir(&folder).expect("a folder");
        let script = |name: &str, text: &str| {
            let path = stage.file(&format!("notices/{name}"), &format!("#!/bin/sh\n{text}\n"));
            let made = std::process::Command::new("chmod").arg("+x").arg(&path).status().expect("chmod");
            assert!(made.success());
            path.display().to_string()
        };
        let here = folder.display();
        // Called with application, title, text.
        let shown = script("shown.sh", &format!("printf '%s\\n' \"$1\" \"$2\" \"$3\" >> {here}/shown"));
        // Called with a line for each answer; prints the one that is chosen.
        let choose = script(
            "choose.sh",
            &format!("cat > {here}/offered; grep -m1 \",$(cat {here}/choice)]\" {here}/offered"),
        );
        let settings = format!(
            "[global]\nmonitor = 0\nfollow = none\nwidth = 380\norigin = top-right\nfont = DejaVu Sans 10\n\
             dmenu = {choose}\n[all]\nscript = {shown}\n"
        );
        let settings = stage.file("notices/dunstrc", &settings);
        let mut command = stage.command("dunst");
        command.arg("-config").arg(settings).env("DBUS_SESSION_BUS_ADDRESS", &bus.address);
        let daemon = Servant::start(command.stderr(Stdio::null()));
        until("the notification daemon", || bus.has("org.freedesktop.Notifications"));
        Notices { _daemon: daemon, address: bus.address.clone(), folder }
    }

    /// The lines of what was shown so far: application, title, text, and so on.
    pub fn shown(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.folder.join("shown")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Gives this answer to the notification on screen. Answers all that were offered, with their words.
    pub fn answer(&self, name: &str) -> Vec<String> {
        std::fs::write(self.folder.join("choice"), name).expect("the folder can be written");
        let connection = connection::Builder::address(self.address.as_str())
            .and_then(connection::Builder::build)
            .expect("the bus answers");
        let dunst = Proxy::new(
            &connection,
            "org.freedesktop.Notifications",
            "/org/freedesktop/Notifications",
            "org.dunstproject.cmd0",
        );
        dunst.expect("a proxy").call::<_, _, ()>("ContextMenuCall", &()).expect("its menu opens");
        let offered = || std::fs::read_to_string(self.folder.join("offered")).unwrap_or_default();
        until(name, || offered().contains(&format!(",{name}]")));
        offered().lines().map(str::to_owned).collect()
    }
}

/// What a panel offers to programs that want into its tray.
struct Watcher {
    came: std::sync::mpsc::Sender<String>,
}

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: &str) {
        let _ = self.came.send(service.to_owned());
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

/// A panel with a tray; dropped, the panel is gone.
pub struct Tray {
    connection: Connection,
    came: Receiver<String>,
}

impl Tray {
    pub fn start(bus: &Bus) -> Self {
        let (sender, came) = channel();
        let connection = bus
            .connect()
            .serve_at("/StatusNotifierWatcher", Watcher { came: sender })
            .and_then(|builder| builder.name("org.kde.StatusNotifierWatcher"))
            .and_then(connection::Builder::build)
            .expect("a tray");
        Tray { connection, came }
    }

    /// Waits for the program's icon.
    pub fn icon(&self) -> Icon<'_> {
        let service = self.came.recv_timeout(crate::servant::PATIENCE).expect("an icon");
        Icon { tray: self, service }
    }
}

/// An icon in the tray.
pub struct Icon<'a> {
    tray: &'a Tray,
    service: String,
}

impl Icon<'_> {
    fn proxy(&self, path: &'static str, interface: &'static str) -> Proxy<'_> {
        Proxy::new(&self.tray.connection, self.service.as_str(), path, interface).expect("a proxy")
    }

    /// The lines of its menu with their numbers.
    pub fn menu(&self) -> Vec<(i32, String)> {
        type Layout = (i32, std::collections::HashMap<String, OwnedValue>, Vec<OwnedValue>);
        let menu = self.proxy("/MenuBar", "com.canonical.dbusmenu");
        let (_, (_, _, children)): (u32, Layout) =
            menu.call("GetLayout", &(0, -1, Vec::<&str>::new())).expect("a menu");
        let line = |child: OwnedValue| -> Option<(i32, String)> {
            let (id, about, _) = Layout::try_from(child).ok()?;
            Some((id, String::try_from(about.get("label")?.try_clone().ok()?).ok()?))
        };
        children.into_iter().filter_map(line).collect()
    }

    /// Waits until its menu has a line with these words.
    pub fn says(&self, words: &str) {
        until(words, || self.menu().iter().any(|(_, line)| line.contains(words)));
    }

    /// Presses the line of its menu that begins so.
    pub fn press(&self, words: &str) {
        self.says(words);
        let line = self.menu().into_iter().find(|(_, line)| line.starts_with(words));
        let (id, _) = line.unwrap_or_else(|| panic!("no line of the menu begins with {words}"));
        let menu = self.proxy("/MenuBar", "com.canonical.dbusmenu");
        menu.call::<_, _, ()>("Event", &(id, "clicked", Value::from(0), 0_u32)).expect("it is pressed");
    }

    /// Presses the icon itself.
    pub fn activate(&self) {
        let item = self.proxy("/StatusNotifierItem", "org.kde.StatusNotifierItem");
        item.call::<_, _, ()>("Activate", &(0, 0)).expect("it is pressed");
    }

    /// Width and height of its picture.
    pub fn size(&self) -> (i32, i32) {
        let item = self.proxy("/StatusNotifierItem", "org.kde.StatusNotifierItem");
        let pictures: Vec<(i32, i32, Vec<u8>)> = item.get_property("IconPixmap").expect("pictures");
        pictures.first().map_or((0, 0), |(width, height, _)| (*width, *height))
    }
}

/// What tells programs whether the desktop is light or dark.
struct Portal {
    scheme: u32,
}

#[zbus::interface(name = "org.freedesktop.portal.Settings")]
impl Portal {
    fn read(&self, _namespace: &str, _key: &str) -> Value<'static> {
        Value::Value(Box::new(Value::from(self.scheme)))
    }
}

/// A desktop with a theme of its own.
pub struct Theme(Connection);

impl Theme {
    /// Light or dark at first.
    pub fn start(bus: &Bus, is_dark: bool) -> Self {
        let portal = Portal { scheme: if is_dark { 1 } else { 2 } };
        let connection = bus
            .connect()
            .serve_at(PORTAL, portal)
            .and_then(|builder| builder.name("org.freedesktop.portal.Desktop"))
            .and_then(connection::Builder::build);
        Theme(connection.expect("a desktop"))
    }

    /// The person changes it.
    pub fn turn(&self, is_dark: bool) {
        let portal = self.0.object_server().interface::<_, Portal>(PORTAL).expect("it is there");
        let scheme = if is_dark { 1_u32 } else { 2 };
        portal.get_mut().scheme = scheme;
        let told = self.0.emit_signal(
            None::<&str>,
            PORTAL,
            "org.freedesktop.portal.Settings",
            "SettingChanged",
            &("org.freedesktop.appearance", "color-scheme", Value::from(scheme)),
        );
        told.expect("it is told");
    }
}

const PORTAL: &str = "/org/freedesktop/portal/desktop";
