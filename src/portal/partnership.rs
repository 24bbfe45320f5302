//! A strong school and a school in support, working together.

use crate::parse::fields::{Date, DocumentRef, Flag, Many, Moment, Organization, Prose, Text};
use crate::record;

record! {
    /// A partnership of two schools.
    pub struct Partnership {
        mentor: Organization, required = "The school that helps";
        partner: Organization, required = "The school that is helped";
        agreement: DocumentRef = "Agreement";
        themes: Many<Text> = "Themes";
        starts: Moment = "Beginning";
        ends: Moment = "End";
        activities: Many<Activity> = "What is done together";
        result: Prose = "What came out";
        public: Flag = "true only when both schools agreed; otherwise only counted";
    }
}

record! {
    /// Something done together.
    pub struct Activity {
        date: Option<Date> = "When";
        title: Text, required = "What";
        done: Flag = "Whether it was done";
    }
}
