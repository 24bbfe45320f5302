//! Files and addresses with a title: to take along from a page, or to prove a report.

use super::address::{File, Link, Url};
use super::either::either;
use super::reference::Reference;
use super::text::Text;
use crate::record;

either! {
    /// Something to take along: a file or URL, with a title.
    Attachment = Bare(Link) | Titled(AttachmentParts);
    /// What proves a report: a reference, file or URL, with a title.
    Evidence = Bare(Link) | Titled(EvidenceParts);
}

record! {
    /// A file or URL with its title.
    pub struct AttachmentParts {
        file: File = "A file beside the entry, or under files/";
        url: Url = "An address";
        title: Text = "What it is called on the page";
    }
    one_of file | url;
}

record! {
    /// A reference, file or URL with its title.
    pub struct EvidenceParts {
        reference: Reference = "An entry of the portal";
        file: File = "A file beside the report, or under files/";
        url: Url = "An address";
        title: Text = "What it is called on the page";
    }
    one_of reference | file | url;
}
