//! Arguments in, exit code out; everything between is [`metod::cli`].

use std::process::ExitCode;

/// Rendering allocates many small texts on all threads at once, where the system's allocator waits most.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    metod::cli::run(std::env::args_os())
}
