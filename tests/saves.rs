//! Whatever happens to the files of a portal, its preview ends in the state that a clean build has.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test makes its own files and looks at them.

#[path = "saves/changes.rs"]
mod changes;
#[path = "saves/client.rs"]
mod client;
#[path = "saves/many.rs"]
mod many;
#[path = "saves/portal.rs"]
mod portal;
#[path = "program/preview.rs"]
mod preview;
#[path = "saves/process.rs"]
mod process;
#[path = "saves/random.rs"]
mod random;
