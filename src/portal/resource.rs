//! The bank of methodical resources.

use crate::parse::fields::{File, Many, Organization, Text, Url};
use crate::{record, vocabulary};

record! {
    /// A methodical resource.
    pub struct Resource {
        resource_type as "type": Option<ResourceType> = "What sort of resource it is";
        organization: Organization = "Whose resource it is";
        file: File = "The resource as a file";
        url: Url = "Where it is";
        format: Text = "Format";
        license: Text = "Terms of use";
        audience: Many<Text> = "Whom it is for";
    }
}

vocabulary! {
    /// Sort of resource.
    pub enum ResourceType {
        Guideline = "guideline", Memo = "memo", Template = "template", Scenario = "scenario",
        Diagnostic = "diagnostic", Collection = "collection", Presentation = "presentation",
    }
}
