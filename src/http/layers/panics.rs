//! What becomes of a panic?

use std::any::Any;

use axum::{body::Body, http::Response, response::IntoResponse};
use tower_http::catch_panic::ResponseForPanic;

use crate::http::problem::Problem;

/// A panic in a handler costs that request alone.
#[derive(Clone, Copy)]
pub(crate) struct Panicked;

impl ResponseForPanic for Panicked {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
        let words = panic.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| panic.downcast_ref::<&str>().copied());
        Problem::Internal { cause: format!("a panic: {}", words.unwrap_or("without words")) }.into_response()
    }
}
