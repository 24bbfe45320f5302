//! Metod compiles Markdown and YAML into a virtual methodological platform.

pub mod diagnostics;
pub mod publication;
pub mod write;
pub mod lang;
pub mod preview;
