//! Files that are not pages: pure writers over the portal.

pub mod atom;
pub mod calendar;
pub mod csv;
pub mod data;
pub mod docx;
pub mod ics;
pub mod navigator;
pub mod packed;
pub mod plan;
pub mod schema;
pub mod sitemap;
pub mod template;
pub mod xlsx;
