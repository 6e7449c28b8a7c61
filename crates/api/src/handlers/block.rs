//! stub

use crate::ApiError;
use crate::session::Session;
use crate::wire::*;

pub(crate) fn detail(_s: &mut Session, _a: BlockRef) -> Result<BlockDetail, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn check(_s: &mut Session, _a: BlockMove) -> Result<MoveCheck, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn move_to(_s: &mut Session, _a: BlockMove) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn lock(_s: &mut Session, _a: BlockLock) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn done(_s: &mut Session, _a: BlockDone) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn missed(_s: &mut Session, _a: BlockRef) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn outcome_tick(_s: &mut Session, _a: OutcomeTick) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn note_set(_s: &mut Session, _a: NoteSet) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}
