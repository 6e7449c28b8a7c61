//! Bytes to an export that is taken in, without end; what is done with them is in `import.rs`.

#![no_main]

#[path = "../host.rs"]
mod host;
#[path = "../import.rs"]
mod import;

libfuzzer_sys::fuzz_target!(|data: &[u8]| import::run(data));
