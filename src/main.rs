//! Arguments in, exit code out; everything between is [`metod::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    metod::cli::run(std::env::args_os())
}
