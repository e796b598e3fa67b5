//! The package formats of Word, Excel and `PowerPoint`, and of the programs that write the same
//! (ISO/IEC 29500).

mod beside;
mod paper;
mod parts;
mod placing;
mod reading;
mod sheet;
mod slides;
mod story;
mod styles;
mod values;
mod word;
mod workbook;

pub(super) use slides::read as slides;
pub(super) use word::read as word;
pub(super) use workbook::read as workbook;
