//! Courses of professional development.

use crate::parse::fields::{
    File, Many, MeasureRef, Moment, OrganizationOrText, Quantity, Text, Whole,
};
use crate::portal::seminar::Format;
use crate::{record, vocabulary};

record! {
    /// A course or internship.
    pub struct Course {
        course_type as "type": Option<CourseType> = "course or internship";
        starts: Moment = "Beginning";
        ends: Moment = "End";
        hours: Quantity = "Hours";
        format: Option<Format> = "in-person, online or mixed";
        organization: OrganizationOrText = "Who teaches";
        audience: Many<Text> = "Whom it is for";
        target: Option<Whole<0, 1_000_000>> = "People to be taught";
        enrolled: Option<Whole<0, 1_000_000>> = "People enrolled";
        completed: Option<Whole<0, 1_000_000>> = "People who completed it";
        teams: Option<Whole<0, 1_000_000>> = "Teams";
        programme: File = "Programme as a file";
        measures: Many<MeasureRef> = "Measures of plans it carries out";
    }
}

vocabulary! {
    /// Sort of course.
    pub enum CourseType { Course = "course", Internship = "internship" }
}
