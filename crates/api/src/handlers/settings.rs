//! stub

use crate::ApiError;
use crate::session::Session;
use crate::wire::*;

pub(crate) fn settings(_s: &mut Session, _a: Nothing) -> Result<SettingsView, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn availability_set(_s: &mut Session, _a: AvailabilitySet) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn budget_set(_s: &mut Session, _a: BudgetSet) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn profile_set(_s: &mut Session, _a: ProfileSet) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn theme_set(_s: &mut Session, _a: ThemeSet) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn export_all(_s: &mut Session, _a: Nothing) -> Result<Exported, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn export_calendar(_s: &mut Session, _a: Nothing) -> Result<Exported, ApiError> {
    Err(ApiError::NotOnboarded)
}

pub(crate) fn data_folder_open(_s: &mut Session, _a: Nothing) -> Result<Answered, ApiError> {
    Err(ApiError::NotOnboarded)
}
