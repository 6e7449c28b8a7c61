//! Bytes to a sync folder, without end; what is done with them is in `sync.rs`.

#![no_main]

#[path = "../sync.rs"]
mod sync;

libfuzzer_sys::fuzz_target!(|data: &[u8]| sync::run(data));
