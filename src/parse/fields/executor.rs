//! Executors of a measure, with or without a remark on their part.

use super::either::either;
use super::reference::Organization;
use super::text::Text;
use crate::record;

either! {
    /// Who executes a measure.
    Executor = Id(Organization) | Noted(ExecutorParts);
}

record! {
    /// An executor with a remark.
    pub struct ExecutorParts {
        organization: Organization, required = "The organization";
        note: Text = "What its part is";
    }
}

impl Executor {
    /// The id of the organization.
    pub fn id(&self) -> &str {
        match self {
            Self::Id(id) => id,
            Self::Noted(parts) => &parts.organization,
        }
    }

    /// What its part is, in the author's words.
    pub fn remark(&self) -> &str {
        match self {
            Self::Id(_) => "",
            Self::Noted(parts) => &parts.note,
        }
    }
}
