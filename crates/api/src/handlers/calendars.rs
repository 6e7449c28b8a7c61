//! Stubs for the bindings.
use crate::ApiError;
use crate::app::App;
use crate::session::Session;
use crate::wire::*;
macro_rules! stub { ($($n:ident($a:ty) $b:ty;)+) => { $(pub(crate) fn $n(_: &mut Session, _: $a) -> Result<$b, ApiError> { Err(ApiError::NotOpen) })+ } }
macro_rules! stub2 { ($($n:ident($a:ty) $b:ty;)+) => { $(pub(crate) fn $n(_: &App, _: $a) -> Result<$b, ApiError> { Err(ApiError::NotOpen) })+ } }
stub! { view(Nothing) CalendarsView; account_remove(AccountRef) Answered; remove(BusyRef) Answered; answer(AskAnswered) Answered; file_set(StudyFileSet) Answered; poll_set(PollSet) Answered; }
stub2! { now(Nothing) CalendarsLooked; account_add(AccountAdd) Connected; read_set(CalendarReadSet) CalendarsLooked; link_add(LinkAdd) Connected; publish(CalendarPublish) CalendarsLooked; publish_off(PublishOff) CalendarsLooked; many(ManyGone) CalendarsLooked; }
