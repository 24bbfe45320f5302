//! News and pages: nothing but the common fields.

use crate::record;

record! {
    /// An entry with the common fields only.
    pub struct Plain {}
}
