//! Bytes to an instance, without end; what is done with them is in `instance.rs`.

#![no_main]

#[path = "../instance.rs"]
mod instance;

libfuzzer_sys::fuzz_target!(|data: &[u8]| instance::run(data));
