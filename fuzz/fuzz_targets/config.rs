#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| ibid::fuzz::run("config", input));
