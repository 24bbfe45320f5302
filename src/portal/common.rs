//! The fields that every entry has (section 2 of the content contract).

use crate::parse::fields::{
    Alias, Attachment, Date, Facets, File, Flag, Many, Reference, Slug, Text,
};
use crate::record;

record! {
    /// The fields that every entry has.
    pub struct Common {
        title: Text = "Title of the entry";
        summary: Text = "What it is about, at most 300 characters";
        date: Option<Date> = "Day of the entry";
        updated: Option<Date> = "Day of the last change";
        tags: Many<Text> = "Tags";
        slug: Slug = "Last part of the address, instead of the id";
        aliases: Many<Alias> = "Old addresses; each is redirected";
        draft: Flag = "Shown only with --drafts";
        publish_on: Option<Date> = "First day it is shown";
        expires_on: Option<Date> = "Last day it is shown";
        review_by: Option<Date> = "Day by which it must be looked at again";
        attachments: Many<Attachment> = "Files and addresses to take along";
        related: Many<Reference> = "Other entries on the same matter";
        image: Image = "A picture of the entry";
        facets: Facets = "Its values in the navigator";
        sample: Flag = "An example, not a real entry";
    }
}

record! {
    /// A picture with its alternative text.
    pub struct Image {
        file: File, required = "The picture";
        alt: Text, required = "What it shows, for those who do not see it";
    }
}
