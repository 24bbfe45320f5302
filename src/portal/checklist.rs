//! Checklists of self-diagnosis.

use crate::parse::fields::{
    CourseRef, DocumentRef, Flag, Many, Number, PracticeRef, Prose, ResourceRef, Risk, Share, Text,
};
use crate::record;

record! {
    /// A checklist of self-diagnosis.
    pub struct Checklist {
        basis: DocumentRef = "The document it stands on";
        scale: Many<ScaleStep>, required = "Possible answers";
        sections: Many<ChecklistSection>, required = "Groups of questions";
        levels: Many<ChecklistLevel> = "What a result means";
    }
}

record! {
    /// A possible answer.
    pub struct ScaleStep {
        value: Option<Number>, required = "Points";
        label: Text, required = "Words";
    }
}

record! {
    /// A group of questions.
    pub struct ChecklistSection {
        title: Text, required = "Heading";
        risk: Risk = "The risk it looks at";
        questions: Many<ChecklistQuestion>, required = "Questions";
    }
}

record! {
    /// A question of a checklist.
    pub struct ChecklistQuestion {
        id: Text, required = "Name of the question";
        text: Text, required = "Words of the question";
        weight: Option<Number> = "Weight, 1 unless said";
        reverse: Flag = "A high answer is a bad sign";
        help: Prose = "Explanation";
    }
}

record! {
    /// What a share of points means.
    pub struct ChecklistLevel {
        from: Option<Share>, required = "From this share of points, 0 to 1";
        title: Text, required = "Name of the level";
        advice: Prose = "What to do";
        practices: Many<PracticeRef> = "Practices that help";
        resources: Many<ResourceRef> = "Resources that help";
        courses: Many<CourseRef> = "Courses that help";
    }
}
