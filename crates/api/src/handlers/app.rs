//! stub

use crate::ApiError;
use crate::session::Session;
use crate::wire::*;

pub(crate) fn state(_s: &mut Session, _a: Nothing) -> Result<AppState, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn notice_dismiss(_s: &mut Session, _a: Nothing) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn backup_restore(_s: &mut Session, _a: Nothing) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn undo(_s: &mut Session, _a: Nothing) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn redo(_s: &mut Session, _a: Nothing) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn link_open(_s: &mut Session, _a: LinkOpen) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn sample_start(_s: &mut Session, _a: Nothing) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn sample_leave(_s: &mut Session, _a: Nothing) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}
