//! Bytes to a pack, without end; what is done with them is in `pack.rs`.

#![no_main]

#[path = "../pack.rs"]
mod pack;

libfuzzer_sys::fuzz_target!(|data: &[u8]| pack::run(data));
