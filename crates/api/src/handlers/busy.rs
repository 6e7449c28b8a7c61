//! stub

use crate::ApiError;
use crate::session::Session;
use crate::wire::*;

pub(crate) fn import(_s: &mut Session, _a: BusyImport) -> Result<BusyImported, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn remove(_s: &mut Session, _a: BusyRef) -> Result<BusyOverview, ApiError> {
    Err(ApiError::NotOnboarded)
}
