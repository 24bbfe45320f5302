//! navigator.yaml: the facets of the navigator and their vocabularies.

use crate::parse::fields::{Flag, Many, Text};
use crate::{record, vocabulary};

record! {
    /// The navigator of effective practices.
    pub struct Navigator {
        title: Text = "Title of the navigator";
        summary: Text = "What it is for";
        facets: Many<Facet> = "Facets in the order shown";
        sort: Many<SortName> = "Allowed orders, the first is the default";
        synonyms: Many<Many<Text>> = "Words and phrases that search treats as one";
    }
}

record! {
    /// One facet.
    pub struct Facet {
        id: Text, required = "Name used by entries and addresses";
        label: Text = "Words shown";
        multiple: Flag = "false: an entry has at most one value";
        values: Many<FacetValue> = "Its vocabulary";
        from: Option<Derived> = "Where a derived facet takes its values from";
        description: Text = "Explanation";
        source: Text = "Where the vocabulary comes from";
        edition: Text = "Edition of that source";
    }
}

record! {
    /// One value of a facet.
    pub struct FacetValue {
        id: Text, required = "Name used by entries and addresses";
        label: Text, required = "Words shown";
        description: Text = "Explanation";
        children: Many<FacetValue> = "Narrower values";
        synonyms: Many<Text> = "Other words for it, for search";
        source: Text = "Where it comes from";
    }
}

vocabulary! {
    /// Where a derived facet takes its values from.
    pub enum Derived {
        Organization = "organization", Territory = "territory", Year = "year", Evidence = "evidence", Status = "status",
    }
    /// An order of the navigator.
    pub enum Sort { Relevance = "relevance", Date = "date", Title = "title", Evidence = "evidence", Cost = "cost" }
}

/// The name of an order, as one item of a list.
pub type SortName = Option<Sort>;

impl Facet {
    /// Every value with the one it stands under.
    pub fn all_values(&self) -> Vec<(&FacetValue, Option<&FacetValue>)> {
        fn below<'a>(
            values: &'a [FacetValue],
            parent: Option<&'a FacetValue>,
            all: &mut Vec<(&'a FacetValue, Option<&'a FacetValue>)>,
        ) {
            for value in values {
                all.push((value, parent));
                below(&value.children, Some(value), all);
            }
        }
        let mut all = Vec::new();
        below(&self.values, None, &mut all);
        all
    }
}
