//! Bytes to rows of a journal, without end; what is done with them is in `rows.rs`.

#![no_main]

#[path = "../rows.rs"]
mod rows;

libfuzzer_sys::fuzz_target!(|data: &[u8]| rows::run(data));
