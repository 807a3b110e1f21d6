#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| robust::notifications::check(data));
