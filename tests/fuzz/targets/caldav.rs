//! Bytes to the replies of a calendar server, without end; what is done with them is in `caldav.rs`.

#![no_main]

#[path = "../caldav.rs"]
mod caldav;

libfuzzer_sys::fuzz_target!(|data: &[u8]| caldav::run(data));
