//! Keys pressed at the display, for windows that no driver sees: the system's own dialogs.

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt, InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use x11rb::{CURRENT_TIME, NONE};

use crate::stage::Stage;

/// The key that sends what was typed, by its name in the window system.
pub const RETURN: u32 = 0xff0d;
/// The key that closes a dialog.
pub const ESCAPE: u32 = 0xff1b;
const SHIFT: u32 = 0xffe1;

/// The keyboard of a stage's display.
pub struct Keyboard {
    x: RustConnection,
    first: u8,
    /// For each key what it types, alone and with Shift.
    keys: Vec<[u32; 2]>,
}

impl Keyboard {
    pub fn of(stage: &Stage) -> Self {
        let (x, _) = x11rb::connect(Some(stage.display())).expect("the display answers");
        let (first, last) = (x.setup().min_keycode, x.setup().max_keycode);
        let mapping =
            x.get_keyboard_mapping(first, last - first + 1).expect("a request").reply().expect("an answer");
        let each = mapping.keysyms.chunks(usize::from(mapping.keysyms_per_keycode));
        let keys = each.map(|key| [key[0], key.get(1).copied().unwrap_or(NONE)]).collect();
        Keyboard { x, first, keys }
    }

    /// Types a text of ASCII letters, digits and signs into a window.
    pub fn types(&self, window: u32, text: &str) {
        for letter in text.chars() {
            // Names of such keys are their letters' numbers.
            self.presses(window, u32::from(letter));
        }
    }

    /// Presses and lets go of a key, with Shift where it needs it.
    pub fn presses(&self, window: u32, key: u32) {
        // No window manager gives the keyboard to a window here.
        self.x.set_input_focus(InputFocus::PARENT, window, CURRENT_TIME).expect("a request");
        let shifted = self.keys.iter().all(|key_types| key_types[0] != key);
        let code = self.code(key);
        if shifted {
            self.fake(KEY_PRESS_EVENT, self.code(SHIFT));
        }
        self.fake(KEY_PRESS_EVENT, code);
        self.fake(KEY_RELEASE_EVENT, code);
        if shifted {
            self.fake(KEY_RELEASE_EVENT, self.code(SHIFT));
        }
        self.x.flush().expect("the display answers");
    }

    fn code(&self, key: u32) -> u8 {
        let at = self.keys.iter().position(|types| types.contains(&key));
        self.first
            + u8::try_from(at.unwrap_or_else(|| panic!("no key types {key:x}"))).expect("at most 255 keys")
    }

    fn fake(&self, what: u8, code: u8) {
        self.x.xtest_fake_input(what, code, CURRENT_TIME, NONE, 0, 0, 0).expect("a request");
    }
}
