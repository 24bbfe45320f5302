//! Files that are not pages: pure writers over the portal.

pub mod atom;
pub mod csv;
pub mod data;
pub mod schema;
pub mod sitemap;
