//! organizations.yaml: everyone a plan, a practice or a seminar can name.

use crate::parse::fields::{Flag, Many, Map, Organization, Territory, Text, Url, Whole};
use crate::portal::site::Contacts;
use crate::{record, vocabulary};

record! {
    /// The file.
    pub struct Organizations {
        territories: Map<TerritoryParts> = "Territories";
        organizations: Map<OrganizationParts> = "Organizations";
    }
}

record! {
    /// A territory.
    pub struct TerritoryParts {
        label: Text, required = "Name";
        cell: Many<Option<Whole<1, 99>>> = "Column and row on the tile map";
    }
}

record! {
    /// An organization, or a group of them.
    pub struct OrganizationParts {
        name: Text, required = "Full name";
        short: Text = "Short name";
        names: Many<Text> = "Other spellings met in documents";
        organization_type as "type": Option<OrganizationType> = "What sort of organization it is";
        parent: Organization = "What it belongs to";
        territory: Territory = "Where it is";
        public: Flag = "Whether its support may be shown";
        site: Url = "Its own site";
        roles: Many<OrganizationRoleName> = "Its roles";
        contacts: Contacts = "Contacts";
    }
}

vocabulary! {
    /// Sort of organization.
    pub enum OrganizationType {
        Department = "department", Institute = "institute", MunicipalAuthority = "municipal-authority",
        Center = "center", School = "school", Group = "group", Other = "other",
    }
    /// Role of an organization.
    pub enum OrganizationRole { Leader = "leader", InnovationPlatform = "innovation-platform", Supported = "supported" }
}

/// A role, as one item of a list.
pub type OrganizationRoleName = Option<OrganizationRole>;
