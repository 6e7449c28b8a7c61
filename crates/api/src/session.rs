//! One open journal.
use crate::{ApiError, Host, Reply, app::to_json};
use serde::Serialize;
use std::sync::Arc;
/// The open journal.
pub struct Session {
    _host: Arc<dyn Host>,
}
impl Session {
    pub(crate) fn open(host: Arc<dyn Host>) -> Result<Session, ApiError> {
        Ok(Session { _host: host })
    }
    pub(crate) fn reply<T: Serialize>(&mut self, answer: &T) -> Result<Reply, ApiError> {
        Ok(Reply { answer: to_json("", answer)?, changed: Vec::new() })
    }
}
