//! The display itself: windows as the window system has them, for what no driver can do. It stands in for a window
//! manager, whose close button sends the same message.

use std::cell::Cell;
use std::time::Duration;

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConfigureWindowAux, ConnectionExt, EventMask, ImageFormat, MapState,
};
use x11rb::rust_connection::RustConnection;

use crate::servant::until;
use crate::stage::Stage;

/// A connection to the display of a stage.
pub struct Screen {
    x: RustConnection,
    root: u32,
}

impl Screen {
    pub fn of(stage: &Stage) -> Self {
        let (x, number) = x11rb::connect(Some(stage.display())).expect("the display answers");
        let root = x.setup().roots[number].root;
        Screen { x, root }
    }

    /// The window on screen with this title, once it is there and its page in it.
    pub fn window(&self, title: &str) -> u32 {
        let window = self.find(title);
        // Its page comes a moment after it.
        std::thread::sleep(Duration::from_millis(500));
        window
    }

    /// The window on screen with this title, once it is there.
    pub fn find(&self, title: &str) -> u32 {
        let found = Cell::new(None);
        until(title, || {
            found.set(self.children().into_iter().find(|window| self.is(*window, title)));
            found.get().is_some()
        });
        found.get().expect("it was found")
    }

    /// Closes the window with this title, as a person does: one that is still being made does not hear it, and is asked
    /// again.
    pub fn close_until_gone(&self, title: &str) {
        let mut window = Some(self.window(title));
        until("the window to go", || {
            if let Some(window) = window {
                self.close(window);
            }
            std::thread::sleep(Duration::from_millis(200));
            window = self.children().into_iter().find(|window| self.is(*window, title));
            window.is_none()
        });
    }

    /// Whether a window with this title is on screen.
    pub fn shows(&self, title: &str) -> bool {
        self.children().into_iter().any(|window| self.is(window, title))
    }

    /// Where its upper left corner is.
    pub fn place(&self, window: u32) -> (i16, i16) {
        let geometry = self.x.get_geometry(window).expect("a request").reply().expect("an answer");
        (geometry.x, geometry.y)
    }

    /// Width and height.
    pub fn size(&self, window: u32) -> (u16, u16) {
        let geometry = self.x.get_geometry(window).expect("a request").reply().expect("an answer");
        (geometry.width, geometry.height)
    }

    /// What it shows of this part of it, as the display keeps colours.
    pub fn shown(&self, window: u32, (x, y): (i16, i16), (width, height): (u16, u16)) -> Vec<u8> {
        let image = self.x.get_image(ImageFormat::Z_PIXMAP, window, x, y, width, height, u32::MAX);
        image.expect("a request").reply().expect("an answer").data
    }

    /// Makes it so large, and waits until it took notice.
    pub fn resize(&self, window: u32, width: u32, height: u32) {
        self.set_size(window, width, height);
        std::thread::sleep(Duration::from_millis(500));
    }

    /// Makes it so large, in pixels of the display.
    pub fn set_size(&self, window: u32, width: u32, height: u32) {
        let size = ConfigureWindowAux::new().width(width).height(height);
        self.x.configure_window(window, &size).expect("a request");
        self.x.flush().expect("the display answers");
    }

    /// Asks it to close, as a close button does.
    pub fn close(&self, window: u32) {
        let message = ClientMessageEvent::new(
            32,
            window,
            self.atom("WM_PROTOCOLS"),
            [self.atom("WM_DELETE_WINDOW"), 0, 0, 0, 0],
        );
        self.x.send_event(false, window, EventMask::NO_EVENT, message).expect("a request");
        self.x.flush().expect("the display answers");
    }

    fn children(&self) -> Vec<u32> {
        self.x.query_tree(self.root).expect("a request").reply().expect("an answer").children
    }

    fn is(&self, window: u32, title: &str) -> bool {
        let named =
            self.x.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64).expect("a request");
        let about = self.x.get_window_attributes(window).expect("a request");
        // It may be gone between two questions.
        let (Ok(named), Ok(about)) = (named.reply(), about.reply()) else { return false };
        about.map_state == MapState::VIEWABLE && String::from_utf8_lossy(&named.value).contains(title)
    }

    fn atom(&self, name: &str) -> u32 {
        self.x.intern_atom(false, name.as_bytes()).expect("a request").reply().expect("an answer").atom
    }
}
