//! stub

use crate::ApiError;
use crate::session::Session;
use crate::wire::*;

pub(crate) fn start(_s: &mut Session, _a: Nothing) -> Result<OnboardingStart, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn hours(_s: &mut Session, _a: DraftArgs) -> Result<HoursView, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn preview(_s: &mut Session, _a: DraftArgs) -> Result<PreviewView, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn finish(_s: &mut Session, _a: DraftArgs) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}
