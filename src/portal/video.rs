//! Video pitches and recordings.

use crate::parse::fields::{
    Attachment, Captions, Duration, File, Many, Organization, Persons, PracticeRef, Text,
    Transcript, Url,
};
use crate::record;

record! {
    /// A video.
    pub struct Video {
        session: Text = "The session it was shown at";
        practice: Many<PracticeRef> = "The practice it is about";
        speaker: Persons = "Who speaks";
        organization: Organization = "Whose video it is";
        duration: Duration = "PT7M30S or 7:30";
        file: File = "The video as a file";
        url: Url = "Where it is hosted";
        poster: File = "Picture shown before it plays";
        captions: Captions = "Subtitles, .vtt";
        transcript: Transcript = "What is said: Markdown, or the .vtt";
        slides: Many<Attachment> = "Slides";
    }
}
