//! The preview: it answers whoever asks, follows the files and never dies.
//!
//! A small stand-in for the portal keeps these tests about the server: `content/NAME.md` is the page
//! `/NAME/`, and some words in a file make it a mistake, a failure or a bug.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.

#[path = "serve/answers.rs"]
mod answers;
#[path = "serve/changes.rs"]
mod changes;
#[path = "serve/clients.rs"]
mod clients;
#[path = "serve/mistakes.rs"]
mod mistakes;
#[path = "program/preview.rs"]
mod program;
#[path = "serve/site.rs"]
mod site;
#[path = "serve/start.rs"]
mod start;
