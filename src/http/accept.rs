//! Which form does the caller want?

use axum::http::{HeaderMap, HeaderName, header};

use super::pages::speech::Speech;

/// A form in which an article can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Markdown,
    Html,
}

/// The form that the caller likes best; JSON when it does not say.
pub(super) fn wanted(headers: &HeaderMap) -> Form {
    best(headers, header::ACCEPT, Form::Json, |kind| match kind {
        "text/html" | "application/xhtml+xml" => Some(Form::Html),
        "text/markdown" => Some(Form::Markdown),
        "application/json" | "application/*" | "*/*" => Some(Form::Json),
        _ => None,
    })
}

/// Whether the caller likes a table better than JSON.
pub(super) fn wants_table(headers: &HeaderMap) -> bool {
    best(headers, header::ACCEPT, false, |kind| match kind {
        "text/csv" | "text/*" => Some(true),
        "application/json" | "application/*" | "*/*" => Some(false),
        _ => None,
    })
}

/// What the caller likes best of what there is.
fn best<T>(headers: &HeaderMap, name: HeaderName, usual: T, of: impl Fn(&str) -> Option<T>) -> T {
    let mut best = (0, usual);
    for value in headers.get_all(name) {
        for kind in value.to_str().unwrap_or_default().split(',').take(50) {
            let mut parts = kind.split(';').map(str::trim);
            let Some(form) = of(parts.next().unwrap_or_default()) else { continue };
            let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
            if quality > best.0 {
                best = (quality, form);
            }
        }
    }
    best.1
}

/// The language that the caller likes best of those that pages speak; none when it says nothing that helps.
pub(super) fn language(headers: &HeaderMap) -> Option<Speech> {
    best(headers, header::ACCEPT_LANGUAGE, None, |code| Speech::of_code(code).map(Some))
}

/// Whether the caller can show a page.
pub(super) fn shows_pages(headers: &HeaderMap) -> bool {
    wanted(headers) == Form::Html
}

fn thousandths(quality: &str) -> u32 {
    let (whole, part) = quality.split_once('.').unwrap_or((quality, ""));
    let digits: String = part.chars().chain("000".chars()).take(3).collect();
    let whole: u32 = whole.parse().unwrap_or_default();
    (whole.min(1) * 1000 + digits.parse::<u32>().unwrap_or_default()).min(1000)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{Form, wanted, wants_table};

    #[track_caller]
    fn check(accept: &'static str, expected: Form) {
        let headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]);
        assert_eq!(wanted(&headers), expected, "{accept}");
    }

    #[test]
    fn a_table_is_for_whoever_likes_it_best() {
        let of = |accept: &'static str| {
            wants_table(&HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]))
        };
        assert!(of("text/csv"));
        assert!(of("application/json;q=0.5, text/csv"));
        assert!(!of("text/csv;q=0.5, application/json"));
        assert!(!of("text/html,application/xhtml+xml,*/*;q=0.8"));
        assert!(!of(""));
    }

    #[test]
    fn the_best_liked_form_that_there_is() {
        check("", Form::Json);
        check("*/*", Form::Json);
        check("text/markdown", Form::Markdown);
        check("text/html,application/xhtml+xml,*/*;q=0.8", Form::Html);
        check("application/json;q=0.1, text/markdown; q=0.2", Form::Markdown);
        check("text/html;q=0, application/json", Form::Json);
        check("image/png", Form::Json);
        check("text/html;q=x,;;;,,", Form::Json);
    }
}
