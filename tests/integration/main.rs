//! One integration binary; a file a room.
#![allow(clippy::unwrap_used)]

mod address;
mod beginning;
mod bundles;
mod cli;
mod config;
mod desk;
mod document;
mod documents;
mod fixtures;
mod hostile;
mod house;
mod integrations;
mod kept;
mod lang;
mod looks;
mod mutation;
mod odf;
mod ofd;
mod packages;
mod pdf;
mod pictures;
mod precommit;
mod redactions;
mod rehearsal;
mod report;
mod rtf;
mod rules;
mod sheet;
mod sheet_workbook;
mod slides;
mod text;
mod validators;
mod word;
mod workbook;
mod worker;
