//! The `mishen` binary: everything it does is in the library.

use std::process::ExitCode;

use mishen::cli::{Environment, run};

fn main() -> ExitCode {
    run(std::env::args_os(), &Environment::read())
}
