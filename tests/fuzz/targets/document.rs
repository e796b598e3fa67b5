//! Any bytes under any name.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mishen_fuzz::listen;

const NAMES: &[&str] = &[
    "a.txt", "a.csv", "a.md", "a.html", "a.json", "a.xml", "a.docx", "a.xlsx", "a.pptx", "a.odt",
    "a.ods", "a.odp", "a.fodt", "a.eml", "a",
];

fuzz_target!(|data: &[u8]| {
    if let Some((first, bytes)) = data.split_first() {
        listen(NAMES[usize::from(*first) % NAMES.len()], bytes);
    }
});
