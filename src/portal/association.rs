//! Municipal methodical associations, clubs and networks.

use crate::parse::fields::{
    Attachment, Date, Many, Organization, OrganizationOrText, Territory, Text, Url,
};
use crate::{record, vocabulary};

record! {
    /// An association, club or network.
    pub struct Association {
        association_type as "type": Option<AssociationType> = "association, club or network";
        organization: Organization = "Who leads it";
        territory: Territory = "Where it works";
        topics: Many<Text> = "Topics";
        portal: Portal = "Where it meets online";
        meetings: Many<Meeting> = "Meetings";
        members: Many<OrganizationOrText> = "Members";
    }
}

record! {
    /// A portal of a community.
    pub struct Portal {
        title: Text = "Name";
        url: Url = "Address";
    }
}

record! {
    /// A meeting.
    pub struct Meeting {
        date: Option<Date> = "When";
        title: Text, required = "What about";
        materials: Many<Attachment> = "Materials";
    }
}

vocabulary! {
    /// Sort of community.
    pub enum AssociationType { Association = "association", Club = "club", Network = "network" }
}
