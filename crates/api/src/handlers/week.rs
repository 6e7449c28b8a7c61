//! stub

use crate::ApiError;
use crate::session::Session;
use crate::wire::*;

pub(crate) fn week(_s: &mut Session, _a: WeekOf) -> Result<WeekView, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn today(_s: &mut Session, _a: Nothing) -> Result<TodayView, ApiError> {
    Err(ApiError::NotOnboarded)
}
