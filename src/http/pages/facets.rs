//! By what can results be narrowed, and what narrows them already?

use super::{
    speech::Speech,
    words::{language_name, name, state_name},
};
use crate::{
    http::address,
    search::{Facets, Filter, FilterField},
};

/// So many values of each field are offered.
const MOST_VALUES: usize = 8;

/// One field to narrow by, and the name of what it is called.
pub(super) struct Facet {
    pub(super) field: &'static str,
    pub(super) values: Vec<Value>,
}

/// One value of a field; its link adds it, or takes it away when it is in use.
pub(super) struct Value {
    pub(super) words: String,
    pub(super) count: u64,
    pub(super) url: String,
    pub(super) active: bool,
}

/// A filter in use; its link takes it away.
pub(super) struct Active {
    pub(super) field: &'static str,
    pub(super) words: String,
    pub(super) url: String,
}

/// The address of a search with these filters.
pub(super) fn url(query: &str, filters: &[Filter], page: usize) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    let filters = filters.iter().map(|filter| (filter.field.word(), filter.value.as_str()));
    address::search_page([("q", query)].into_iter().chain(filters).chain([("page", page.as_str())]))
}

/// The filters in use.
pub(super) fn active(query: &str, filters: &[Filter], speech: Speech) -> Vec<Active> {
    let one = |filter: &Filter| Active {
        field: said(filter.field),
        words: value_name(filter.field, &filter.value, speech),
        url: url(query, &without(filters, filter), 1),
    };
    filters.iter().map(one).collect()
}

/// What results can be narrowed by: fields with a value in use, or with more than one to choose from.
pub(super) fn facets(query: &str, found: &Facets, filters: &[Filter], speech: Speech) -> Vec<Facet> {
    let mut facets = Vec::new();
    for (field, counted) in found {
        let in_use =
            |value: &str| filters.iter().any(|filter| filter.field == *field && filter.value == value);
        let (used, others): (Vec<_>, Vec<_>) =
            counted.iter().partition(|(value, _)| in_use(&value.to_lowercase()));
        if used.is_empty() && others.len() < 2 {
            continue;
        }
        let values = used.into_iter().chain(others).take(MOST_VALUES).map(|(value, count)| {
            let filter = Filter::new(*field, value);
            let active = in_use(&filter.value);
            let next = if active { without(filters, &filter) } else { with(filters, &filter) };
            Value {
                words: value_name(*field, value, speech),
                count: *count,
                url: url(query, &next, 1),
                active,
            }
        });
        facets.push(Facet { field: said(*field), values: values.collect() });
    }
    facets
}

fn with(filters: &[Filter], filter: &Filter) -> Vec<Filter> {
    filters.iter().chain([filter]).cloned().collect()
}

fn without(filters: &[Filter], filter: &Filter) -> Vec<Filter> {
    filters.iter().filter(|other| *other != filter).cloned().collect()
}

fn said(field: FilterField) -> &'static str {
    match field {
        FilterField::Tag => "field-tag",
        FilterField::Product => "field-product",
        FilterField::Lang => "field-lang",
        FilterField::State => "field-state",
    }
}

fn value_name(field: FilterField, value: &str, speech: Speech) -> String {
    match field {
        FilterField::Tag | FilterField::Product => name(value),
        FilterField::Lang => language_name(value).to_owned(),
        FilterField::State => state_name(value, speech),
    }
}
