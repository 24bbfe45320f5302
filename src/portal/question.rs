//! Consultations: the title is the question, the body the answer.

use crate::parse::fields::{DocumentRef, Many, Persons, Text};
use crate::record;

record! {
    /// A question with its answer.
    pub struct Question {
        topic: Text = "Topic";
        answered_by: Persons = "Who answered: an organization, a text or a person";
        documents: Many<DocumentRef> = "Acts the answer stands on";
    }
}
