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

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, http::Request, routing::get};
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::{Panicked, Problem};

    async fn panicking() -> &'static str {
        panic!("of the test")
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_of_that_request() {
        let router = Router::new().route("/", get(panicking)).layer(CatchPanicLayer::custom(Panicked));
        let response = router.oneshot(Request::new(Body::empty())).await.expect("a reply");
        assert_eq!(response.status(), 500);
        let problem = response.extensions().get::<Problem>();
        assert!(matches!(problem, Some(Problem::Internal { cause }) if cause == "a panic: of the test"));
    }
}
