//! Contests.

use crate::parse::fields::{
    DocumentRef, Many, MeasureRef, Moment, OrganizationOrText, Persons, PracticeRef, Quantity, Text,
};
use crate::record;

record! {
    /// A contest.
    pub struct Contest {
        regulation: DocumentRef = "Its regulation";
        nominations: Many<Nomination> = "Nominations";
        stages: Many<Stage> = "Stages";
        criteria: Many<Criterion> = "Criteria";
        jury: Persons = "Jury";
        results: Many<ContestResult> = "Results";
        publication: Many<Text> = "Where the results are published";
        measures: Many<MeasureRef> = "Measures of plans it carries out";
    }
}

record! {
    /// A nomination.
    pub struct Nomination {
        id: Text, required = "Name used by the results";
        title: Text, required = "Words of the nomination";
    }
}

record! {
    /// A stage of a contest.
    pub struct Stage {
        title: Text, required = "What happens";
        starts: Moment = "Beginning";
        ends: Moment = "End";
    }
}

record! {
    /// A criterion with its points.
    pub struct Criterion {
        title: Many<Text>, required = "What is judged";
        points: Quantity = "Points it gives";
    }
}

record! {
    /// A place in a contest.
    pub struct ContestResult {
        nomination: Text = "Id of the nomination";
        place: Quantity = "Place";
        practice: PracticeRef = "The practice";
        title: Text = "Its title, when it is not on the platform";
        organization: OrganizationOrText = "Whose work it is";
    }
    one_of practice | title;
}
