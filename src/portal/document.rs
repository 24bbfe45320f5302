//! The register of normative acts and other documents.

use crate::parse::fields::{
    Date, DocumentRef, File, Flag, Many, MeasureRef, Organization, OrganizationOrText, Persons,
    PlanRef, Prose, Text, Url,
};
use crate::portal::plan::Level;
use crate::{record, vocabulary};

record! {
    /// An act or another document.
    pub struct Document {
        document_type as "type": Option<DocumentType> = "What sort of document it is";
        number: Text = "Number as written";
        issuer: OrganizationOrText = "Who issued it";
        level: Option<Level> = "Level of government";
        approved_by: DocumentRef = "The act that approved it";
        edition: Text = "«в редакции от …»";
        in_force: Flag = "Whether it is in force; said only when given";
        checked_on: Option<Date> = "Day on which that was checked";
        amends: Many<DocumentRef> = "Acts it changes";
        replaces: Many<DocumentRef> = "Acts it replaces";
        basis: Many<DocumentRef> = "Acts it stands on";
        points: Many<Point> = "Its points";
        responsible: Persons = "Who answers for the execution";
        control: Persons = "Who controls the execution";
        distribution: Many<Text> = "Distribution list";
        file: File = "The document as a file";
        source_url: Url = "Official publication";
        signed_by: Persons = "Who signed it";
        text: Option<TextPolicy> = "withheld: the text is not on the platform";
        publication: Many<Text> = "Where it was published";
    }
}

record! {
    /// A point of an order.
    pub struct Point {
        number: Text = "Number of the point";
        text: Prose, required = "Words of the point";
        responsible: Many<Organization> = "Who has to do it";
        timing: Text = "By when, in the act's words";
        measures: Many<MeasureRef> = "Measures that carry it out";
        plans: Many<PlanRef> = "Plans that carry it out";
    }
}

vocabulary! {
    /// Sort of document.
    pub enum DocumentType {
        Law = "law", Decree = "decree", Resolution = "resolution", Directive = "directive", Order = "order",
        Letter = "letter", Regulation = "regulation", Procedure = "procedure", Programme = "programme",
        Protocol = "protocol", Decision = "decision", Agreement = "agreement", Method = "method", Report = "report",
        Certificate = "certificate", Journal = "journal", Other = "other",
    }
    /// Whether the text of a document is on the platform.
    pub enum TextPolicy { Withheld = "withheld" }
}
