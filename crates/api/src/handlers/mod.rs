//! One file a subject: each function is the handler of one line of the command list.

pub(crate) mod app;
pub(crate) mod block;
pub(crate) mod busy;
pub(crate) mod onboarding;
pub(crate) mod settings;
pub(crate) mod week;
