//! site.yaml: the portal itself.

use crate::parse::fields::{Colour, Date, File, Flag, Many, Organization, Text, Url, either};
use crate::parse::fields::{Scalar, scalar_schema};
use crate::parse::record::{Fault, Publish, Schema, Value};
use crate::{record, vocabulary};
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde::de::Deserializer;

record! {
    /// The portal.
    pub struct Site {
        title: Text, required = "Name of the platform";
        subtitle: Text = "A line under the name";
        owner: Organization = "Whose platform it is";
        language: Option<SiteLanguage> = "ru or en";
        base_url: Url = "Where it is published; feeds, sitemap and OpenGraph need it";
        theme: Text = "Folder under themes/";
        today: Option<Date> = "The day the portal is built for";
        logo: SiteLogo = "Logo";
        favicon: File = "Small picture of the browser's tab";
        brand: Colour = "Main colour";
        lead: Text = "Text of the home page";
        roles: Many<Role> = "Doors of the home page";
        contacts: Contacts = "Contacts";
        main_site: SiteLink = "The organization's own site";
        info_section_url: Url = "Address of «Сведения об образовательной организации»";
        sections: Many<MenuSection> = "The menu";
        home: Many<HomeBlock> = "Blocks of the home page";
        timezone: Text = "Time zone, Asia/Yekaterinburg unless said";
        privacy: Privacy = "What is shown of persons";
        checks: Checks = "Warnings that check does not repeat";
        license: Text = "Terms of use of the platform's texts";
    }
}

record! {
    /// A logo.
    pub struct SiteLogo {
        file: File, required = "The picture";
        alt: Text = "What it shows";
    }
}
record! {
    /// A door of the home page.
    pub struct Role {
        title: Text, required = "Who enters";
        links: Many<RoleLink> = "Where to";
    }
}
record! {
    /// A link with its words.
    pub struct RoleLinkParts {
        title: Text, required = "Words";
        url: Text = "Address, or a reference KIND/ID";
        link: Text = "Address, or a reference KIND/ID";
    }
    one_of url | link;
}
either! {
    /// A link of a door: a reference, or words and a reference.
    RoleLink = Bare(Text) | Titled(RoleLinkParts);
    /// A block of the home page.
    HomeBlock = Named(BlockName) | Titled(HomeBlockParts);
}
record! {
    /// A block of the home page with its own heading.
    pub struct HomeBlockParts {
        block: Option<Block>, required = "Which block";
        title: Text = "Heading";
    }
}
record! {
    /// Contacts of an organization.
    pub struct Contacts {
        email: Text = "E-mail";
        phone: Text = "Telephone";
        address: Text = "Address";
        hours: Text = "Working hours";
    }
}
record! {
    /// Another site.
    pub struct SiteLink {
        url: Url, required = "Address";
        title: Text = "Words";
    }
}
record! {
    /// A section of the menu.
    pub struct MenuSection {
        title: Text, required = "Words of the menu";
        kinds: Many<Text> = "Kinds it holds";
        pages: Many<Text> = "Pages it holds";
        summary: Text = "What is there";
        icon: Text = "Icon of the theme";
    }
}
record! {
    /// What is shown of persons.
    pub struct Privacy {
        show_persons: Flag = "Name persons written as a map even without consent";
    }
}
record! {
    /// What check is not to repeat.
    pub struct Checks {
        silence: Many<Silence> = "Warnings to leave out";
    }
}
record! {
    /// A warning to leave out.
    pub struct Silence {
        code: Text, required = "Code of the warning";
        file: Text = "Only in this file";
        reason: Text, required = "Why";
    }
}

vocabulary! {
    /// Language of the site.
    pub enum SiteLanguage { Ru = "ru", En = "en" }
    /// Block of the home page.
    pub enum Block {
        Hero = "hero", Navigator = "navigator", Events = "events", Plans = "plans", News = "news", Roles = "roles",
        Sections = "sections",
    }
}

/// The name of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BlockName(pub Option<Block>);

impl Scalar for BlockName {
    const FORM: &'static str = "choice";
    const CHOICES: &'static [&'static str] = Block::WORDS;
    fn parse(text: &str) -> Result<Self, Fault> {
        <Option<Block> as Scalar>::parse(text).map(Self)
    }
}
impl<'de> Deserialize<'de> for BlockName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::parse::fields::read_scalar(deserializer)
    }
}
impl Value for BlockName {
    fn schema() -> Schema {
        scalar_schema::<Self>()
    }
    fn is_empty(&self) -> bool {
        self.0.is_none()
    }
    fn data(&self, publish: Publish<'_>) -> serde_json::Value {
        self.0.data(publish)
    }
}

impl Site {
    /// The name of the time zone, the contract's where the file names none.
    pub fn zone_name(&self) -> &str {
        if self.timezone.is_empty() {
            "Asia/Yekaterinburg"
        } else {
            &self.timezone
        }
    }

    /// The time zone; the check has named a word that is none.
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(self.zone_name()).unwrap_or(TimeZone::UTC)
    }
}
