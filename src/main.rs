//! The program: hands the arguments to [`firstline::cli`] and exits with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    firstline::cli::run(std::env::args_os())
}
