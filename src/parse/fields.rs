//! The types of fields: what an author may write for each, and what it means.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use jiff::civil::{Date as CivilDate, DateTime};
use serde::Deserialize;
use serde::de::{self, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::markdown::{is_harmless, scheme};
use super::record::{Fault, Key, Leaf, Publish, Schema, Target, Value, Walk};
use super::tree::Step;
use crate::portal::Kind;
use crate::record;

/// A value written as one scalar: its form and how its text is read.
pub trait Scalar: Default {
    /// Name of the form: a key of the catalogues' `forms`.
    const FORM: &'static str;
    /// The closed list of words, if the form is one.
    const CHOICES: &'static [&'static str] = &[];
    /// Reads the text as written.
    fn parse(text: &str) -> Result<Self, Fault>;
}

fn check_scalar<S: Scalar>(text: &str) -> Result<(), Fault> {
    S::parse(text).map(drop)
}

/// The schema of a scalar type.
pub fn scalar_schema<S: Scalar>() -> Schema {
    Schema::Scalar {
        form: S::FORM,
        check: check_scalar::<S>,
        choices: S::CHOICES,
    }
}

/// Reads a scalar from its text as written: `3.10` stays `3.10`.
pub fn read_scalar<'de, S: Scalar, D: Deserializer<'de>>(deserializer: D) -> Result<S, D::Error> {
    struct ScalarVisitor<S>(PhantomData<S>);
    impl<S: Scalar> Visitor<'_> for ScalarVisitor<S> {
        type Value = S;
        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str(S::FORM)
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<S, E> {
            if is_null(text) {
                return Ok(S::default());
            }
            S::parse(text).map_err(|_| E::custom(S::FORM))
        }
        fn visit_unit<E>(self) -> Result<S, E> {
            Ok(S::default())
        }
    }
    deserializer.deserialize_str(ScalarVisitor(PhantomData))
}

/// `~`, `null` and an empty value are as if the key had not been written.
pub fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

macro_rules! scalar {
    ($type:ty) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                read_scalar(deserializer)
            }
        }
    };
}

/// One scalar as written, handed on to the type that it is for.
pub struct Written<'t, E>(pub &'t str, pub PhantomData<E>);

impl<'de, E: de::Error> de::Deserializer<'de> for Written<'_, E> {
    type Error = E;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_str(self.0)
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if is_null(self.0) {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }
    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Declares text-like types: all hold what the author wrote and differ in what it means.
macro_rules! texts {
    ($($(#[$about:meta])* $name:ident $form:literal $check:expr, |$text:ident| $leaf:expr;)*) => {$(
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub String);

        impl Scalar for $name {
            const FORM: &'static str = $form;
            fn parse(text: &str) -> Result<Self, Fault> {
                let check: fn(&str) -> Result<(), Fault> = $check;
                check(text)?;
                Ok(Self(text.to_owned()))
            }
        }
        scalar!($name);
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }
        impl Value for $name {
            fn schema() -> Schema {
                scalar_schema::<Self>()
            }
            // Spaces alone say as little as nothing.
            fn is_empty(&self) -> bool {
                self.0.trim().is_empty()
            }
            fn walk<'a>(&'a self, walk: &mut Walk<'a, '_>) {
                let $text: &'a str = &self.0;
                let leaf: Option<Leaf<'a>> = $leaf;
                if let Some(leaf) = leaf {
                    walk.leaf(leaf);
                }
            }
            fn data(&self, publish: Publish<'_>) -> Json {
                Json::String(publish.mask.map_or_else(|| self.0.clone(), |mask| match $form {
                    "markdown" => crate::parse::markdown::masked(&self.0, mask),
                    _ => mask.apply(&self.0),
                }))
            }
        }
    )*};
}

fn any(_: &str) -> Result<(), Fault> {
    Ok(())
}

fn url(text: &str) -> Result<(), Fault> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.contains(char::is_whitespace) => Ok(()),
        _ => Err(Fault::Form),
    }
}

/// A field that takes addresses becomes a link, so only schemes that are harmless there may stand in it.
fn link(text: &str) -> Result<(), Fault> {
    match scheme(text) {
        Some(scheme) if !is_harmless(&scheme) => Err(Fault::Form),
        _ => Ok(()),
    }
}

/// Words are welcome, «Телефон: 5-66-58» among them; an address must be harmless.
fn link_or_text(text: &str) -> Result<(), Fault> {
    let words = text
        .trim()
        .split_once(':')
        .is_some_and(|(_, rest)| rest.starts_with(char::is_whitespace));
    match scheme(text) {
        Some(scheme) if matches!(scheme.as_str(), "javascript" | "vbscript" | "data") => {
            Err(Fault::Form)
        }
        Some(scheme) if !is_harmless(&scheme) && !words => Err(Fault::Form),
        _ => Ok(()),
    }
}

fn captions(text: &str) -> Result<(), Fault> {
    match text.to_lowercase().ends_with(".vtt") {
        true => Ok(()),
        false => Err(Fault::Form),
    }
}

fn brand(text: &str) -> Result<(), Fault> {
    let digits = text.strip_prefix('#').ok_or(Fault::Form)?;
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Ok(())
    } else {
        Err(Fault::Form)
    }
}

fn duration(text: &str) -> Result<(), Fault> {
    Duration(text.to_owned())
        .seconds()
        .map(drop)
        .ok_or(Fault::Form)
}

fn slug(text: &str) -> Result<(), Fault> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !text.is_empty() && text.chars().all(fits) && !text.starts_with('-') && !text.ends_with('-')
    {
        Ok(())
    } else {
        Err(Fault::Form)
    }
}

fn alias(text: &str) -> Result<(), Fault> {
    let right = text.starts_with('/')
        && (text.ends_with('/') || text.ends_with(".html"))
        && !text.contains(['?', '#', '\\'])
        && !text.contains("//")
        && !text.split('/').any(|part| part == ".." || part == ".")
        && text.chars().all(|c| !c.is_control());
    if right { Ok(()) } else { Err(Fault::Form) }
}

fn period(text: &str) -> Result<(), Fault> {
    plan_years(text).map(drop).ok_or(Fault::Form)
}

fn report_period(text: &str) -> Result<(), Fault> {
    if text.len() == 10 {
        return Date::parse(text).map(drop);
    }
    let (year, rest) = text.split_at_checked(4).ok_or(Fault::Form)?;
    if !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::Form);
    }
    match rest {
        "" | "-Q1" | "-Q2" | "-Q3" | "-Q4" | "-H1" | "-H2" => Ok(()),
        month if month.len() == 3 && month.starts_with('-') => match month[1..].parse::<u8>() {
            Ok(1..=12) => Ok(()),
            Ok(_) => Err(Fault::Range(1, 12)),
            Err(_) => Err(Fault::Form),
        },
        _ => Err(Fault::Form),
    }
}

fn moment(text: &str) -> Result<(), Fault> {
    Moment(text.to_owned()).read().map(drop)
}

fn consent(text: &str) -> Result<(), Fault> {
    match text {
        "true" | "false" => Ok(()),
        date => Date::parse(date).map(drop),
    }
}

texts! {
    /// A text, as written.
    Text "text" any, |_text| None;
    /// A text of Markdown.
    Prose "markdown" any, |text| Some(Leaf::Markdown(text));
    /// A number or a text.
    Quantity "quantity" any, |_text| None;
    /// A file: beside the entry, or under `files/`.
    File "file" any, |text| Some(Leaf::File(text));
    /// A file with captions.
    Captions "captions" captions, |text| Some(Leaf::File(text));
    /// An address of another site.
    Url "url" url, |_text| None;
    /// A reference, a file or a URL.
    Link "link" link, |text| Some(Leaf::Link(text));
    /// An address, or words.
    LinkOrText "link-or-text" link_or_text, |_text| None;
    /// A colour `#rrggbb`.
    Colour "colour" brand, |_text| None;
    /// `PT7M30S` or `7:30`.
    Duration "duration" duration, |_text| None;
    /// Latin letters, digits and hyphens.
    Slug "slug" slug, |_text| None;
    /// An old address of the entry.
    Alias "alias" alias, |_text| None;
    /// `2022`, `2022-2024` or the school year `2021/2022`.
    Years "years" period, |_text| None;
    /// `2022-Q3`, `2022-11`, `2022-H1`, `2022` or a date.
    ReportPeriod "report-period" report_period, |_text| None;
    /// A date, or a date and time of day.
    Moment "moment" moment, |_text| None;
    /// `true` or the date of the consent.
    Consent "consent" consent, |_text| None;
    /// An organization's id.
    Organization "organization" any, |text| Some(Leaf::Reference(Target::Organization, text));
    /// An organization's id, or a text.
    OrganizationOrText "organization-or-text" any, |text| Some(Leaf::Reference(Target::OrganizationOrText, text));
    /// A territory's id.
    Territory "territory" any, |text| Some(Leaf::Reference(Target::Territory, text));
    /// `KIND/ID`, or a measure `plans/PLAN#NUMBER`.
    Reference "reference" any, |text| Some(Leaf::Reference(Target::Any, text));
    /// A document.
    DocumentRef "document" any, |text| Some(Leaf::Reference(Target::Entry(Kind::Document), text));
    /// A plan.
    PlanRef "plan" any, |text| Some(Leaf::Reference(Target::Entry(Kind::Plan), text));
    /// A plan or a document, `KIND/ID`.
    PlanOrDocument "reference" any, |text| Some(Leaf::Reference(Target::PlanOrDocument, text));
    /// A practice.
    PracticeRef "practice" any, |text| Some(Leaf::Reference(Target::Entry(Kind::Practice), text));
    /// A resource.
    ResourceRef "resource" any, |text| Some(Leaf::Reference(Target::Entry(Kind::Resource), text));
    /// A course.
    CourseRef "course" any, |text| Some(Leaf::Reference(Target::Entry(Kind::Course), text));
    /// A contest, or its name.
    ContestOrText "text" any, |text| Some(Leaf::Reference(Target::EntryOrText(Kind::Contest), text));
    /// A measure: `plans/PLAN#NUMBER`, or a bare number of this plan.
    MeasureRef "measure" any, |text| Some(Leaf::Reference(Target::Measure, text));
    /// A measure; a bare number is one of the parent plan.
    ParentMeasureRef "measure" any, |text| Some(Leaf::Reference(Target::ParentMeasure, text));
    /// A value of the facet `risk`.
    Risk "facet-value" any, |text| Some(Leaf::Reference(Target::FacetValue("risk"), text));
    /// Markdown, or a file when it is one line ending in .vtt or .md.
    Transcript "markdown" any, |text| Some(if Transcript::is_file(text) { Leaf::File(text) } else { Leaf::Markdown(text) });
}

impl Transcript {
    /// One line that ends in .vtt or .md names a file.
    pub fn is_file(text: &str) -> bool {
        let line = text.trim();
        !line.contains('\n') && (line.ends_with(".vtt") || line.ends_with(".md"))
    }
}

impl Duration {
    /// Seconds, if the text is a duration.
    pub fn seconds(&self) -> Option<u32> {
        if let Some(rest) = self.0.strip_prefix("PT") {
            let (mut total, mut number, mut units) = (0_u32, String::new(), "HMS");
            for c in rest.chars() {
                if c.is_ascii_digit() {
                    number.push(c);
                    continue;
                }
                let at = units.find(c)?;
                let value: u32 = number.parse().ok()?;
                let scale = match c {
                    'H' => 3600,
                    'M' => 60,
                    _ => 1,
                };
                total = total.checked_add(value.checked_mul(scale)?)?;
                units = &units[at + 1..];
                number.clear();
            }
            return (number.is_empty() && total > 0).then_some(total);
        }
        let parts: Vec<u32> = self
            .0
            .split(':')
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        match parts[..] {
            [minutes, seconds] if seconds < 60 => minutes.checked_mul(60)?.checked_add(seconds),
            [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
                hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds)
            }
            _ => None,
        }
    }
}

impl Moment {
    /// The day and, if one is written, the time of day.
    pub fn read(&self) -> Result<(CivilDate, Option<jiff::civil::Time>), Fault> {
        match self.0.split_once('T') {
            None => Date::parse(&self.0).map(|date| (date.0, None)),
            Some((day, time)) => {
                let date = Date::parse(day)?.0;
                let well_formed = matches!(time.len(), 5 | 8)
                    && time.bytes().all(|b| b.is_ascii_digit() || b == b':');
                let moment: DateTime = if well_formed {
                    self.0.parse().map_err(|_| Fault::NoSuchDate)?
                } else {
                    return Err(Fault::Form);
                };
                Ok((date, Some(moment.time())))
            }
        }
    }

    /// The day, when the text is one; the schema has checked it.
    pub fn day(&self) -> Option<CivilDate> {
        self.read().ok().map(|(day, _)| day)
    }
}

/// The first and last day of `2022`, `2022-2024` or `2021/2022`.
fn plan_years(text: &str) -> Option<(CivilDate, CivilDate)> {
    let year = |text: &str| -> Option<i16> {
        let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse()
            .ok()
            .filter(|year| digits && (1900..=2999).contains(year))
    };
    let day = |year, month, day| CivilDate::new(year, month, day).ok();
    if let Some((first, last)) = text.split_once('/') {
        let (first, last) = (year(first)?, year(last)?);
        return if last == first + 1 {
            Some((day(first, 9, 1)?, day(last, 8, 31)?))
        } else {
            None
        };
    }
    let (first, last) = text.split_once(['-', '–', '—']).unwrap_or((text, text));
    let (first, last) = (year(first.trim())?, year(last.trim())?);
    if first <= last {
        Some((day(first, 1, 1)?, day(last, 12, 31)?))
    } else {
        None
    }
}

/// `true` or `false`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flag(pub Option<bool>);

impl Scalar for Flag {
    const FORM: &'static str = "flag";
    fn parse(text: &str) -> Result<Self, Fault> {
        match text {
            "true" | "True" | "TRUE" => Ok(Self(Some(true))),
            "false" | "False" | "FALSE" => Ok(Self(Some(false))),
            _ => Err(Fault::Form),
        }
    }
}
scalar!(Flag);
impl Flag {
    /// Said to be so.
    pub fn yes(self) -> bool {
        self.0 == Some(true)
    }
    /// Said not to be so.
    pub fn no(self) -> bool {
        self.0 == Some(false)
    }
}
impl Value for Flag {
    fn schema() -> Schema {
        scalar_schema::<Self>()
    }
    fn is_empty(&self) -> bool {
        self.0.is_none()
    }
    fn data(&self, _: Publish<'_>) -> Json {
        self.0.map_or(Json::Null, Json::Bool)
    }
}

/// A real day, `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub CivilDate);

impl Scalar for Date {
    const FORM: &'static str = "date";
    fn parse(text: &str) -> Result<Self, Fault> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| {
                if matches!(at, 4 | 7) {
                    *byte == b'-'
                } else {
                    byte.is_ascii_digit()
                }
            });
        if !shaped {
            return Err(Fault::Form);
        }
        text.parse().map(Self).map_err(|_| Fault::NoSuchDate)
    }
}
scalar!(Date);
impl Value for Option<Date> {
    fn schema() -> Schema {
        scalar_schema::<Date>()
    }
    fn is_empty(&self) -> bool {
        self.is_none()
    }
    fn data(&self, _: Publish<'_>) -> Json {
        self.map_or(Json::Null, |date| Json::String(date.0.to_string()))
    }
}

/// A whole number between two limits, both allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whole<const MIN: i64, const MAX: i64>(pub i64);

impl<const MIN: i64, const MAX: i64> Scalar for Whole<MIN, MAX> {
    const FORM: &'static str = "whole";
    fn parse(text: &str) -> Result<Self, Fault> {
        let digits = text.trim().strip_prefix(['-', '+']).unwrap_or(text.trim());
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        // Too many digits to be counted are outside any limits.
        let number: i64 = if is_number {
            text.trim().parse().unwrap_or(i64::MAX)
        } else {
            return Err(Fault::Form);
        };
        if (MIN..=MAX).contains(&number) {
            Ok(Self(number))
        } else {
            Err(Fault::Range(MIN, MAX))
        }
    }
}
impl<'de, const MIN: i64, const MAX: i64> Deserialize<'de> for Whole<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_scalar(deserializer)
    }
}
impl<const MIN: i64, const MAX: i64> Value for Option<Whole<MIN, MAX>> {
    fn schema() -> Schema {
        scalar_schema::<Whole<MIN, MAX>>()
    }
    fn is_empty(&self) -> bool {
        self.is_none()
    }
    fn data(&self, _: Publish<'_>) -> Json {
        self.map_or(Json::Null, |number| Json::from(number.0))
    }
}

/// A number, whole or with a fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Number(pub f64);

impl Scalar for Number {
    const FORM: &'static str = "number";
    fn parse(text: &str) -> Result<Self, Fault> {
        match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Self(number)),
            _ => Err(Fault::Form),
        }
    }
}
scalar!(Number);
impl Value for Option<Number> {
    fn schema() -> Schema {
        scalar_schema::<Number>()
    }
    fn is_empty(&self) -> bool {
        self.is_none()
    }
    fn data(&self, _: Publish<'_>) -> Json {
        self.map_or(Json::Null, |number| number_data(number.0))
    }
}

/// Whole numbers stay whole in the open data.
pub fn number_data(number: f64) -> Json {
    #[allow(clippy::cast_possible_truncation)]
    if number.fract() == 0.0 && number.abs() < 1e15 {
        Json::from(number as i64)
    } else {
        Json::from(number)
    }
}

/// A share from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Share(pub f64);

impl Scalar for Share {
    const FORM: &'static str = "number";
    fn parse(text: &str) -> Result<Self, Fault> {
        let number = Number::parse(text)?.0;
        if (0.0..=1.0).contains(&number) {
            Ok(Self(number))
        } else {
            Err(Fault::Range(0, 1))
        }
    }
}
scalar!(Share);
impl Value for Option<Share> {
    fn schema() -> Schema {
        scalar_schema::<Share>()
    }
    fn is_empty(&self) -> bool {
        self.is_none()
    }
    fn data(&self, _: Publish<'_>) -> Json {
        self.map_or(Json::Null, |number| number_data(number.0))
    }
}

/// Declares a closed vocabulary: the words an author may write, in the contract's order.
#[macro_export]
macro_rules! vocabulary {
    ($($(#[$about:meta])* pub enum $name:ident { $($(#[$meaning:meta])* $variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $word] $(#[$meaning])* $variant),* }

        impl $name {
            /// The words, in the contract's order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];
            /// The word as an author writes it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl $crate::parse::fields::Scalar for Option<$name> {
            const FORM: &'static str = "choice";
            const CHOICES: &'static [&'static str] = $name::WORDS;
            fn parse(text: &str) -> Result<Self, $crate::parse::record::Fault> {
                match text {
                    $($word => Ok(Some($name::$variant)),)*
                    _ => Err($crate::parse::record::Fault::Choice($name::WORDS)),
                }
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::parse::fields::read_scalar::<Option<$name>, D>(deserializer)?
                    .ok_or_else(|| serde::de::Error::custom("choice"))
            }
        }
        impl $crate::parse::record::Value for Option<$name> {
            fn schema() -> $crate::parse::record::Schema {
                $crate::parse::fields::scalar_schema::<Self>()
            }
            fn is_empty(&self) -> bool {
                self.is_none()
            }
            fn data(&self, _: $crate::parse::record::Publish<'_>) -> serde_json::Value {
                self.map_or(serde_json::Value::Null, |value| serde_json::Value::from(value.word()))
            }
        }
    )*};
}

/// A list; a single value is accepted for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Many<T>(pub Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}
impl<T> Deref for Many<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}
impl<'de, T: Value> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ManyVisitor(PhantomData))
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<'de, T: Value> Visitor<'de> for ManyVisitor<T> {
    type Value = Many<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A plain number lands here: its text as written is known to the slow path alone.
        formatter.write_str("a list or a text")
    }

    fn visit_unit<E>(self) -> Result<Many<T>, E> {
        Ok(Many::default())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Many<T>, E> {
        let value = T::deserialize(Written(text, PhantomData))?;
        Ok(Many(if value.is_empty() {
            Vec::new()
        } else {
            vec![value]
        }))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Many<T>, A::Error> {
        T::deserialize(de::value::MapAccessDeserializer::new(map)).map(|value| Many(vec![value]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Many<T>, A::Error> {
        let mut values = Vec::with_capacity(items.size_hint().unwrap_or(4));
        while let Some(value) = items.next_element()? {
            values.push(value);
        }
        Ok(Many(values))
    }
}

impl<T: Value> Value for Many<T> {
    fn schema() -> Schema {
        Schema::Many(Box::new(T::schema()))
    }
    fn is_empty(&self) -> bool {
        self.0.iter().all(Value::is_empty)
    }
    fn is_written(&self) -> bool {
        !self.0.is_empty()
    }
    fn walk<'a>(&'a self, walk: &mut Walk<'a, '_>) {
        for (index, value) in self.0.iter().enumerate() {
            walk.below(Step::Index(index), value);
        }
    }
    fn data(&self, publish: Publish<'_>) -> Json {
        // An item that says nothing is as if it had not been written.
        let items = self.0.iter().filter(|value| !value.is_empty());
        Json::Array(items.map(|value| value.data(publish)).collect())
    }
}

/// A mapping whose keys the author chooses, in the author's order.
#[derive(Clone, Debug)]
pub struct Map<T>(pub Vec<(String, T)>);

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}
impl<T> Map<T> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }
}
impl<'de, T: Value> Deserialize<'de> for Map<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MapVisitor<T>(PhantomData<T>);
        impl<'de, T: Value> Visitor<'de> for MapVisitor<T> {
            type Value = Map<T>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a mapping")
            }
            fn visit_unit<E>(self) -> Result<Map<T>, E> {
                Ok(Map::default())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Map<T>, A::Error> {
                let mut entries: Vec<(String, T)> = Vec::new();
                let mut known = std::collections::HashSet::new();
                while let Some(Key(key)) = map.next_key()? {
                    if !known.insert(key.to_string()) {
                        return Err(A::Error::custom("duplicate key"));
                    }
                    let value = map.next_value()?;
                    entries.push((key.into_owned(), value));
                }
                Ok(Map(entries))
            }
        }
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}
impl<T: Value> Value for Map<T> {
    fn schema() -> Schema {
        Schema::Map(Box::new(T::schema()))
    }
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    fn walk<'a>(&'a self, walk: &mut Walk<'a, '_>) {
        for (key, value) in &self.0 {
            walk.below(Step::Key(key), value);
        }
    }
    fn data(&self, publish: Publish<'_>) -> Json {
        Json::Object(
            self.0
                .iter()
                .map(|(key, value)| (key.clone(), value.data(publish)))
                .collect(),
        )
    }
}

/// Facets of an entry: keys and values come from navigator.yaml.
#[derive(Clone, Debug, Default)]
pub struct Facets(pub Map<Many<Text>>);

impl<'de> Deserialize<'de> for Facets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self)
    }
}
impl Facets {
    /// The values of a facet.
    pub fn values(&self, facet: &str) -> impl Iterator<Item = &str> {
        self.0
            .get(facet)
            .into_iter()
            .flat_map(|values| values.iter().map(|value| &**value))
    }
}
impl Value for Facets {
    fn schema() -> Schema {
        Map::<Many<Text>>::schema()
    }
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    fn walk<'a>(&'a self, walk: &mut Walk<'a, '_>) {
        for (facet, values) in &self.0.0 {
            walk.path.push(Step::Key(facet));
            if values.is_empty() {
                walk.leaf(Leaf::Facet(facet, ""));
            }
            for (index, value) in values.iter().enumerate() {
                walk.path.push(Step::Index(index));
                walk.leaf(Leaf::Facet(facet, value));
                walk.path.pop();
            }
            walk.path.pop();
        }
    }
    fn data(&self, publish: Publish<'_>) -> Json {
        self.0.data(publish)
    }
}

/// Declares a type that is written as one scalar or as a mapping.
macro_rules! either {
    ($($(#[$about:meta])* $name:ident = $scalar:ident($scalar_type:ty) | $record:ident($record_type:ty);)*) => {$(
        $(#[$about])*
        #[derive(Clone, Debug)]
        pub enum $name {
            /// Written as one text.
            $scalar($scalar_type),
            /// Written as a mapping.
            $record($record_type),
        }
        impl Default for $name {
            fn default() -> Self {
                Self::$scalar(Default::default())
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct EitherVisitor;
                impl<'de> Visitor<'de> for EitherVisitor {
                    type Value = $name;
                    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                        formatter.write_str("a text or a mapping")
                    }
                    fn visit_unit<E>(self) -> Result<$name, E> {
                        Ok($name::default())
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        <$scalar_type>::deserialize($crate::parse::fields::Written(text, std::marker::PhantomData)).map($name::$scalar)
                    }
                    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                        <$record_type>::deserialize(de::value::MapAccessDeserializer::new(map)).map($name::$record)
                    }
                }
                deserializer.deserialize_any(EitherVisitor)
            }
        }
        impl Value for $name {
            fn schema() -> Schema {
                Schema::Either(Box::new(<$scalar_type>::schema()), Box::new(<$record_type>::schema()))
            }
            fn is_empty(&self) -> bool {
                match self { Self::$scalar(text) => text.is_empty(), Self::$record(record) => record.is_empty() }
            }
            fn is_written(&self) -> bool {
                match self { Self::$scalar(text) => text.is_written(), Self::$record(record) => record.is_written() }
            }
            fn walk<'a>(&'a self, walk: &mut Walk<'a, '_>) {
                match self { Self::$scalar(text) => text.walk(walk), Self::$record(record) => record.walk(walk) }
            }
            fn data(&self, publish: Publish<'_>) -> serde_json::Value {
                match self { Self::$scalar(text) => text.data(publish), Self::$record(record) => record.data(publish) }
            }
        }
    )*};
}
pub(crate) use either;

either! {
    /// A person: a text, or the parts of it.
    Person = Words(OrganizationOrText) | Parts(PersonParts);
    /// Something to take along: a file or URL, with a title.
    Attachment = Bare(Link) | Titled(AttachmentParts);
    /// What proves a report: a reference, file or URL, with a title.
    Evidence = Bare(Link) | Titled(EvidenceParts);
    /// The time a plan is for.
    Period = Named(Years) | Dates(PeriodDates);
    /// The time of a practice, in words or dates.
    PeriodOrText = Named(Text) | Dates(PeriodDates);
    /// Who executes a measure.
    Executor = Id(Organization) | Noted(ExecutorParts);
    /// Facts by an indicator: a number, or so many of so many.
    Fact = Number(FactNumber) | Of(FactOf);
}

record! {
    /// The parts of a person.
    pub struct PersonParts {
        name: Text = "Name; shown only with consent";
        position: Text = "Position; always shown";
        organization: OrganizationOrText = "Where the person works";
        topic: Text = "What the person speaks about";
        consent: Consent = "true, or the date of the consent to be named";
    }
}
record! {
    /// A file or URL with its title.
    pub struct AttachmentParts {
        file: File = "A file beside the entry, or under files/";
        url: Url = "An address";
        title: Text = "What it is called on the page";
    }
    one_of file | url;
}
record! {
    /// A reference, file or URL with its title.
    pub struct EvidenceParts {
        reference: Reference = "An entry of the portal";
        file: File = "A file beside the report, or under files/";
        url: Url = "An address";
        title: Text = "What it is called on the page";
    }
    one_of reference | file | url;
}
record! {
    /// Two days.
    pub struct PeriodDates {
        start: Option<Date>, required = "First day";
        end: Option<Date>, required = "Last day";
    }
}
record! {
    /// An executor with a remark.
    pub struct ExecutorParts {
        organization: Organization, required = "The organization";
        note: Text = "What its part is";
    }
}
record! {
    /// So many of so many.
    pub struct FactOf {
        value: Option<Number>, required = "How many";
        of: Option<Number> = "Of how many";
    }
}

/// A bare number among the facts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FactNumber(pub Option<Number>);

impl Scalar for FactNumber {
    const FORM: &'static str = "number";
    fn parse(text: &str) -> Result<Self, Fault> {
        Number::parse(text).map(|number| Self(Some(number)))
    }
}
scalar!(FactNumber);
impl Value for FactNumber {
    fn schema() -> Schema {
        scalar_schema::<Self>()
    }
    fn is_empty(&self) -> bool {
        self.0.is_none()
    }
    fn data(&self, publish: Publish<'_>) -> Json {
        self.0.data(publish)
    }
}

impl PersonParts {
    /// Whether the person agreed to be named.
    pub fn consented(&self) -> bool {
        !self.consent.0.is_empty() && &*self.consent != "false"
    }
}

impl Person {
    /// Leaves the name out unless it may be shown.
    fn public(&self, publish: Publish<'_>) -> Json {
        match self {
            Self::Words(text) => text.data(publish),
            Self::Parts(parts) => {
                let mut parts = parts.clone();
                if !(publish.show_persons || parts.consented()) {
                    parts.name = Text::default();
                }
                parts.consent = Consent::default();
                parts.data(Publish {
                    mask: None,
                    ..publish
                })
            }
        }
    }
}

/// Persons as a field: their names stay out of the data without consent.
#[derive(Clone, Debug, Default)]
pub struct Persons(pub Many<Person>);

impl<'de> Deserialize<'de> for Persons {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Many::deserialize(deserializer).map(Self)
    }
}
impl Deref for Persons {
    type Target = [Person];
    fn deref(&self) -> &[Person] {
        &self.0
    }
}
impl Value for Persons {
    fn schema() -> Schema {
        Many::<Person>::schema()
    }
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    fn walk<'a>(&'a self, walk: &mut Walk<'a, '_>) {
        self.0.walk(walk);
    }
    fn data(&self, publish: Publish<'_>) -> Json {
        Json::Array(self.0.iter().map(|person| person.public(publish)).collect())
    }
}

impl Period {
    /// The first and last day.
    pub fn days(&self) -> Option<(CivilDate, CivilDate)> {
        match self {
            Self::Named(years) => plan_years(years),
            Self::Dates(dates) => Some((dates.start?.0, dates.end?.0)),
        }
    }
}
