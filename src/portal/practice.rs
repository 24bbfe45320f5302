//! Effective practices.

use crate::parse::fields::{
    ContestOrText, CourseRef, Date, DocumentRef, Flag, Link, Many, MeasureRef, Organization,
    OrganizationOrText, PeriodOrText, Persons, Prose, Quantity, Text, Whole,
};
use crate::{record, vocabulary};

record! {
    /// An effective practice.
    pub struct Practice {
        organization: Organization, required = "Whose practice it is";
        organization_shown: Flag = "false shows only «школа»";
        authors: Persons = "Who made it";
        status: Option<PracticeStatus> = "How far it has come";
        period: PeriodOrText = "When it was used";
        problem: Prose, required = "The problem it solves";
        audience: Many<Text> = "Whom it is for";
        steps: Many<PracticeStep> = "What to do, in order";
        resources_needed: ResourcesNeeded = "What it takes";
        cost: Option<Whole<1, 5>> = "Cost from 1 to 5";
        results: Many<PracticeResult> = "What was measured";
        evidence: EvidenceOfEffect = "How well the effect is shown";
        limits: Many<Prose> = "When it does not work";
        mistakes: Many<Prose> = "Mistakes often made";
        conditions: Many<Prose> = "What must be there";
        replications: Many<Replication> = "Who repeated it";
        video: Link = "Video of it";
        contest: ContestOrText = "Contest it took part in";
        award: Text = "Award";
        measures: Many<MeasureRef> = "Measures of plans it serves";
        documents: Many<DocumentRef> = "Acts it stands on";
        courses: Many<CourseRef> = "Courses that teach it";
        mentors: Persons = "Who helps to start";
        contact: Persons = "Whom to ask";
        license: Text = "Terms of use";
    }
}

record! {
    /// One step of a practice.
    pub struct PracticeStep {
        title: Text, required = "What is done";
        who: Text = "Who does it";
        hours: Quantity = "How long it takes";
        product: Text = "What comes out";
    }
}

record! {
    /// What a practice takes.
    pub struct ResourcesNeeded {
        money: Quantity = "Money";
        people: Quantity = "People";
        hours: Quantity = "Hours";
        equipment: Many<Text> = "Equipment";
        training: Many<Text> = "Training";
    }
}

record! {
    /// One measured result.
    pub struct PracticeResult {
        indicator: Text, required = "What was measured";
        unit: Text = "Unit";
        before: Quantity = "Value before";
        after: Quantity = "Value after";
        n: Quantity = "How many were measured";
        method: Text = "How it was measured";
    }
}

record! {
    /// How well an effect is shown: 0 description, 1 with materials, 2 measured before and after in
    /// one school, 3 repeated, 4 compared with similar, 5 independently assessed.
    pub struct EvidenceOfEffect {
        level: Option<Whole<0, 5>> = "Level from 0 to 5";
        reasons: Many<Text> = "Why this level; required with a level";
        assessed_by: OrganizationOrText = "Who assessed it";
        date: Option<Date> = "Day of the assessment";
    }
}

record! {
    /// One repetition of a practice elsewhere.
    pub struct Replication {
        organization: OrganizationOrText, required = "Who repeated it";
        year: Quantity = "When";
        result: Prose = "What came out";
        kept: Flag = "Whether it is still in use";
    }
}

vocabulary! {
    /// How far a practice has come.
    pub enum PracticeStatus {
        Idea = "idea", Trial = "trial", Adopted = "adopted", Replicated = "replicated", Archived = "archived",
    }
}
