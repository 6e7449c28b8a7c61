//! Bytes to rows of a journal that is opened, without end; what is done with them is in `week.rs`.

#![no_main]

#[path = "../host.rs"]
mod host;
#[path = "../rows.rs"]
#[allow(dead_code, reason = "only its reader is used here")]
mod rows;
#[path = "../week.rs"]
mod week;

libfuzzer_sys::fuzz_target!(|data: &[u8]| week::run(data));
