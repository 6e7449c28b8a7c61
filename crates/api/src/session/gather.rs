//! Several acts as one command, saved together with a text that is kept beside the events.

use std::sync::Arc;

use journal::State;

use super::{Look, Session};
use crate::ApiError;

impl Session {
    /// Does what `act` does as one command that one undo takes back, and keeps the text that it answers under `name` in the same
    /// transaction: both are on disk or neither. Decided on `look`.
    pub(crate) fn gather<T>(
        &mut self,
        look: &Look,
        name: &str,
        act: impl FnOnce(&mut Session) -> Result<(T, String), ApiError>,
    ) -> Result<T, ApiError> {
        let former = self.dry.replace(Vec::new());
        let done = act(self);
        let events = std::mem::replace(&mut self.dry, former).unwrap_or_default();
        self.likely = None;
        let (done, text) = done?;
        self.own_journal()?.append_and_keep(look.seq, look.at, &events, name, &text)?;
        Ok(done)
    }
}

impl Look {
    /// The same moment, had this become of everything.
    pub(crate) fn having(&self, state: State) -> Look {
        Look {
            curriculum: Arc::clone(&self.curriculum),
            state: Arc::new(state),
            zone: self.zone,
            at: self.at,
            seq: self.seq,
            now: self.now,
        }
    }
}
