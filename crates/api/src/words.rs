//! stub
use crate::{ApiError, wire::Failure};
pub(crate) fn failure(e: &ApiError) -> Failure {
    Failure { code: String::new(), message: e.to_string(), details: vec![] }
}
