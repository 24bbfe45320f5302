//! Metod compiles Markdown and YAML into a virtual methodological platform.

pub mod agenda;
pub mod cli;
pub mod diagnostics;
pub mod discover;
pub mod execution;
pub mod formats;
pub mod import;
pub mod lang;
pub mod navigator;
pub mod parse;
pub mod percent;
pub mod portal;
pub mod preview;
pub mod privacy;
pub mod publication;
pub mod routes;
pub mod search;
pub mod theme;
pub mod timing;
pub mod view;
pub mod write;
