//! Bytes to a calendar, without end; what is done with them is in `calendar.rs`.

#![no_main]

#[path = "../calendar.rs"]
mod calendar;

libfuzzer_sys::fuzz_target!(|data: &[u8]| calendar::run(data));
