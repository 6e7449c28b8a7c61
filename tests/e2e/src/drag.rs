//! A file manager that a file is dragged from: the desktop's own protocol (XDND), as far as one file needs it.

use std::path::Path;
use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt, CreateWindowAux, EventMask, PropMode,
    SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;
use x11rb::{COPY_DEPTH_FROM_PARENT, COPY_FROM_PARENT, CURRENT_TIME};

use crate::servant::PATIENCE;
use crate::stage::Stage;

/// A drag under way.
pub struct Drag {
    x: RustConnection,
    source: u32,
    target: u32,
    /// Where it is over the screen.
    spot: u32,
    uris: String,
    atoms: Atoms,
}

struct Atoms {
    selection: u32,
    enter: u32,
    position: u32,
    status: u32,
    drop: u32,
    finished: u32,
    copy: u32,
    uri_list: u32,
}

impl Drag {
    /// Takes a file and moves it over the middle of a window of this stage.
    pub fn of(stage: &Stage, file: &Path, target: u32) -> Self {
        let (x, number) = x11rb::connect(Some(stage.display())).expect("the display answers");
        let root = x.setup().roots[number].root;
        let source = x.generate_id().expect("a number");
        let about = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
        x.create_window(
            COPY_DEPTH_FROM_PARENT,
            source,
            root,
            -10,
            -10,
            1,
            1,
            0,
            WindowClass::INPUT_OUTPUT,
            COPY_FROM_PARENT,
            &about,
        )
        .expect("a window");
        let atom = |name: &str| {
            x.intern_atom(false, name.as_bytes()).expect("a request").reply().expect("an answer").atom
        };
        let atoms = Atoms {
            selection: atom("XdndSelection"),
            enter: atom("XdndEnter"),
            position: atom("XdndPosition"),
            status: atom("XdndStatus"),
            drop: atom("XdndDrop"),
            finished: atom("XdndFinished"),
            copy: atom("XdndActionCopy"),
            uri_list: atom("text/uri-list"),
        };
        x.set_selection_owner(source, atoms.selection, CURRENT_TIME).expect("a request");
        let box_ = x.get_geometry(target).expect("a request").reply().expect("an answer");
        let middle = |from: i16, length: u16| {
            u32::try_from(i32::from(from) + i32::from(length) / 2).expect("on screen")
        };
        let spot = middle(box_.x, box_.width) << 16 | middle(box_.y, box_.height);
        let uris = format!("file://{}\r\n", file.display());
        let drag = Drag { x, source, target, spot, uris, atoms };
        drag.tell(drag.atoms.enter, [drag.source, 5 << 24, drag.atoms.uri_list, 0, 0]);
        drag.moves_until_taken();
        drag
    }

    /// Lets go, and waits until the window has what it wants.
    pub fn lets_go(&self) {
        self.tell(self.atoms.drop, [self.source, 0, CURRENT_TIME, 0, 0]);
        let begin = Instant::now();
        while self.hears() != Some(self.atoms.finished) {
            assert!(begin.elapsed() < PATIENCE, "the window does not end the drag");
        }
    }

    /// Moves a little until the window says that it would take the file.
    fn moves_until_taken(&self) {
        let begin = Instant::now();
        loop {
            let place = [self.source, 0, self.spot, CURRENT_TIME, self.atoms.copy];
            self.tell(self.atoms.position, place);
            if self.hears() == Some(self.atoms.copy) {
                return;
            }
            assert!(begin.elapsed() < PATIENCE, "the window does not take the file");
        }
    }

    /// Serves the window for a moment. Answers that it would take the file (the action), or that it has ended.
    fn hears(&self) -> Option<u32> {
        let until = Instant::now() + Duration::from_millis(200);
        let mut heard = None;
        while Instant::now() < until {
            match self.x.poll_for_event().expect("the display answers") {
                Some(Event::SelectionRequest(wish)) => self.gives(&wish),
                Some(Event::ClientMessage(told)) if told.type_ == self.atoms.finished => {
                    return Some(told.type_);
                }
                Some(Event::ClientMessage(told)) if told.type_ == self.atoms.status => {
                    heard = (told.data.as_data32()[1] & 1 == 1).then_some(self.atoms.copy);
                }
                Some(_) => {}
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        }
        heard
    }

    fn gives(&self, wish: &SelectionRequestEvent) {
        let is_known = wish.target == self.atoms.uri_list;
        if is_known {
            let uris = self.uris.as_bytes();
            self.x
                .change_property8(PropMode::REPLACE, wish.requestor, wish.property, wish.target, uris)
                .expect("a request");
        }
        let given = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: wish.time,
            requestor: wish.requestor,
            selection: wish.selection,
            target: wish.target,
            property: if is_known { wish.property } else { AtomEnum::NONE.into() },
        };
        self.x.send_event(false, wish.requestor, EventMask::NO_EVENT, given).expect("a request");
        self.x.flush().expect("the display answers");
    }

    fn tell(&self, what: u32, data: [u32; 5]) {
        let message = ClientMessageEvent::new(32, self.target, what, data);
        self.x.send_event(false, self.target, EventMask::NO_EVENT, message).expect("a request");
        self.x.flush().expect("the display answers");
    }
}
