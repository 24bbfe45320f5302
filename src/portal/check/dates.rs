//! What starts and ends: it ends no earlier than it starts.

use crate::diagnostics::Diagnostic;
use crate::parse::Source;
use crate::parse::fields::Moment;
use crate::parse::tree::Step;
use crate::portal::mistakes;

/// Checks `starts` and `ends` of the record at this path.
pub fn order(
    source: &Source,
    path: &[Step],
    starts: &Moment,
    ends: &Moment,
    found: &mut Vec<Diagnostic>,
) {
    if let (Some(first), Some(last)) = (starts.day(), ends.day())
        && (last < first || (last == first && ends.0.len() == starts.0.len() && ends.0 < starts.0))
    {
        let mut path = path.to_vec();
        path.push(Step::Key("ends"));
        found.push(mistakes::ends_before_start(
            source.value_place(&path),
            "ends",
            "starts",
        ));
    }
}
