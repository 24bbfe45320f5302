//! Seminars, webinars, conferences, meetings and procedures of assessment.

use jiff::civil::Date;

use crate::parse::fields::{
    Attachment, DocumentRef, Link, LinkOrText, Many, MeasureRef, Moment, OrganizationOrText,
    Persons, Quantity, Text,
};
use crate::{record, vocabulary};

record! {
    /// A seminar, webinar, conference, meeting or procedure.
    pub struct Seminar {
        seminar_type as "type": Option<SeminarType> = "What sort of event it is";
        starts: Moment = "Beginning";
        ends: Moment = "End";
        format: Option<Format> = "in-person, online or mixed";
        place: Text = "Where";
        link: Link = "Where to take part online";
        registration: LinkOrText = "How to register: an address or words";
        series: Text = "The series it belongs to";
        organizer: Many<OrganizationOrText> = "Who organizes it";
        speakers: Persons = "Who speaks";
        audience: Many<Text> = "Whom it is for";
        agenda: Many<AgendaItem> = "Programme";
        capacity: Quantity = "How many places";
        materials: Many<Attachment> = "Materials";
        recording: Link = "Recording";
        resolution: DocumentRef = "Resolution";
        measures: Many<MeasureRef> = "Measures of plans it carries out";
        status: Option<SeminarStatus> = "planned, held, cancelled or postponed";
        basis: Many<DocumentRef> = "Acts a procedure stands on";
        quota: Text = "Quota of a procedure";
        report: DocumentRef = "Report on a procedure";
    }
}

record! {
    /// One item of a programme.
    pub struct AgendaItem {
        time: Text = "When";
        title: Text, required = "What";
        speaker: Text = "Who";
    }
}

vocabulary! {
    /// Sort of event.
    pub enum SeminarType {
        Seminar = "seminar", Webinar = "webinar", Conference = "conference", Meeting = "meeting", Session = "session",
        Training = "training", Briefing = "briefing", ParentsMeeting = "parents-meeting", Procedure = "procedure",
    }
    /// Form of an event or course.
    pub enum Format { InPerson = "in-person", Online = "online", Mixed = "mixed" }
    /// State of an event.
    pub enum SeminarStatus { Planned = "planned", Held = "held", Cancelled = "cancelled", Postponed = "postponed" }
}

impl Seminar {
    /// Whether it is over, or is not to be: who would still register or join?
    pub fn is_over(&self, today: Date) -> bool {
        let last = self.ends.day().or_else(|| self.starts.day());
        last.is_some_and(|day| day < today)
            || matches!(
                self.status,
                Some(SeminarStatus::Held | SeminarStatus::Cancelled)
            )
    }
}
