//! Approved plans of measures and road maps.

use std::collections::HashMap;

use super::{Content, Entry, Portal};
use crate::parse::fields::Persons;
use crate::parse::fields::{
    Date, DocumentRef, Executor, Many, MeasureRef, Number, Organization, ParentMeasureRef, Period,
    PlanOrDocument, Prose, Reference, Text, Whole,
};
use crate::{record, vocabulary};

record! {
    /// A plan as its act approved it.
    pub struct Plan {
        plan_type as "type": Option<PlanType> = "plan, roadmap, schedule or programme";
        level: Option<Level> = "Level of government";
        period: Period, required = "The time it is for: 2022, 2022-2024, 2021/2022 or start and end";
        owner: Organization = "Whose plan it is";
        approved_by: DocumentRef = "The act that approved it";
        annex: Text = "Which annex of the act it is, printed as written";
        basis: Many<DocumentRef> = "Acts it stands on";
        parent: PlanOrDocument = "The plan or document it derives from";
        control: Persons = "Who controls the execution";
        goals: Many<Prose> = "Goals";
        recommended: Many<Organization> = "Organizations to whom the act only recommends";
        execution: Option<Execution> = "Whether states are shown";
        report_within: Option<Whole<0, 366>> = "Days after a due day before anything is missing; 15 unless said";
        reports_from: Option<Date> = "Earlier occurrences are not counted";
        checkpoints: Option<Checkpoints> = "Checkpoints of ongoing measures";
        columns: Many<Text> = "Headings of the table as in the original";
        sections: Many<Section>, required = "Sections of the plan";
    }
}

record! {
    /// A section of a plan.
    pub struct Section {
        title: Text = "Heading of the section";
        number: Text = "Its number, if the act gives one";
        measures: Many<Measure> = "Its measures, in the act's order";
    }
}

record! {
    /// One measure («мероприятие»). Measures keep the order of the act, not of their numbers.
    pub struct Measure {
        number: Text, required = "Number as in the act; text, so that 3.10 is not 3.1";
        title: Text, required = "Words of the act";
        details: Prose = "What follows the title in the act";
        responsible: Many<Executor> = "Who executes it";
        responsible_words: Text = "The cell of the act as written";
        timing: Text = "Words of the «сроки» column";
        schedule: Many<ScheduleEntry> = "What the words mean, if the author knows better";
        schedule_document: DocumentRef = "The separate schedule";
        document: Many<Text> = "Kinds of document";
        result: Text = "Expected result";
        indicators: Many<Indicator> = "What is counted";
        derives_from: Many<ParentMeasureRef> = "Measures of the parent plan it carries out";
        duplicates: MeasureRef = "The measure it repeats";
        subitems: Many<Subitem> = "Parts of the measure";
        related: Many<Reference> = "Entries it announces or stands on";
    }
}

record! {
    /// A part of a measure.
    pub struct Subitem {
        title: Text, required = "Words of the act";
        timing: Text = "Its own words of timing";
        responsible: Many<Executor> = "Its own executors";
        result: Text = "Its own result";
        document: Many<Text> = "Its own kinds of document";
        related: Many<Reference> = "Entries it announces";
    }
}

record! {
    /// Something that is counted.
    pub struct Indicator {
        id: Text, required = "Name used by reports";
        name: Text, required = "What is counted";
        unit: Text = "Unit";
        target: Option<Number> = "The number to reach";
        of: Text = "What the number is a part of";
        base: Option<Number> = "The number at the start";
    }
}

record! {
    /// One entry of a schedule (section 4 of the contract).
    pub struct ScheduleEntry {
        kind: Option<ScheduleKind>, required = "What sort of timing it is";
        start: Option<Date> = "First day";
        end: Option<Date> = "Last day";
        due: Option<Date> = "Day by which it is to be done";
        every: Option<Every> = "Unit of repetition";
        basis: Text = "Whose schedule it follows";
        quality: Option<Quality> = "How sure the reading is";
        after: Reference = "The event it follows";
        within: Text = "How long after, as an ISO 8601 duration";
    }
}

vocabulary! {
    /// Type of a plan.
    pub enum PlanType { Plan = "plan", Roadmap = "roadmap", Schedule = "schedule", Programme = "programme" }
    /// Level of government.
    pub enum Level { Federal = "federal", Region = "region", Municipality = "municipality", School = "school" }
    /// Whether the execution of a plan is shown.
    pub enum Execution { Shown = "shown", Hidden = "hidden" }
    /// How often an ongoing measure is looked at.
    pub enum Checkpoints { Quarter = "quarter", HalfYear = "half-year", Year = "year", None = "none" }
    /// Sort of timing.
    pub enum ScheduleKind {
        Period = "period", Deadline = "deadline", Recurring = "recurring", Ongoing = "ongoing",
        Unscheduled = "unscheduled", External = "external", Relative = "relative", Text = "text",
    }
    /// Unit of repetition.
    pub enum Every { Month = "month", Quarter = "quarter", HalfYear = "half-year", Year = "year", SchoolYear = "school-year" }
    /// How sure a reading of timing is.
    pub enum Quality { Exact = "exact", Assumed = "assumed", Ambiguous = "ambiguous", Impossible = "impossible" }
}

/// Where measures stand in their plan: section and place, by number.
pub type MeasurePlaces = HashMap<String, (usize, usize)>;

impl Portal {
    /// The measure of this number. Reports name thousands, so the plan is not searched for each.
    pub fn measure<'p>(&'p self, plan: &'p Entry, number: &str) -> Option<&'p Measure> {
        let Content::Plan(content) = &plan.content else {
            return None;
        };
        let places = self.measure_places.get_or_init(|| {
            let entries = self.entries.iter().enumerate();
            let plans = entries.filter_map(|(at, entry)| match &entry.content {
                Content::Plan(plan) => Some((at, plan.places())),
                _ => None,
            });
            plans.collect::<HashMap<_, _>>().into()
        });
        // A second file with the id of another plan has no place in the portal.
        let Some(places) = self.place_of(plan).and_then(|at| places.get(&at)) else {
            return content.measure(number);
        };
        let (section, place) = places.get(number)?;
        content.sections.get(*section)?.measures.get(*place)
    }
}

impl Section {
    /// «1 Нормативно-правовое обеспечение»: its number, if it has one, and its title.
    pub fn heading(&self) -> String {
        let heading = format!("{} {}", &*self.number, &*self.title);
        heading.trim().to_owned()
    }
}

impl Measure {
    /// Its anchor on the page of its plan.
    pub fn anchor(&self) -> String {
        format!("m-{}", &*self.number)
    }
}

impl Plan {
    /// Of two measures with one number the first is meant; `check` names the other.
    fn places(&self) -> MeasurePlaces {
        let mut places = MeasurePlaces::new();
        for (section, part) in self.sections.iter().enumerate() {
            for (place, measure) in part.measures.iter().enumerate() {
                places
                    .entry(measure.number.0.clone())
                    .or_insert((section, place));
            }
        }
        places
    }

    /// Every measure with the place of its section, in the act's order.
    pub fn measures(&self) -> impl Iterator<Item = (usize, &Measure)> {
        self.sections
            .iter()
            .enumerate()
            .flat_map(|(at, section)| section.measures.iter().map(move |m| (at, m)))
    }

    /// The measure of this number.
    pub fn measure(&self, number: &str) -> Option<&Measure> {
        self.measures()
            .map(|(_, measure)| measure)
            .find(|measure| &*measure.number == number)
    }

    /// Whether states may be shown.
    pub fn execution_hidden(&self) -> bool {
        self.execution == Some(Execution::Hidden)
    }
}
