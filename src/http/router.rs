//! Which address leads where?

use std::sync::Arc;

use axum::{
    Router, middleware,
    routing::{delete, get, post},
};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

use super::{
    Settings, api,
    layers::{compression, headers, limits, network::hosts, panics, problems, same_site, trace, who},
    pages::{self, admin},
    problem::Problem,
    state::Shared,
};
use crate::desk::Desk;

/// Everything that is served. Can be called without a socket.
pub fn router(desk: Arc<Desk>, settings: &Settings) -> Router {
    let shared = Arc::new(Shared::new(desk, settings));

    // These answer however many others are waiting.
    let probes = Router::new()
        .route("/health/live", get(api::health::live))
        .route("/health/ready", get(api::health::ready))
        .route("/api/v1/health/live", get(api::health::live))
        .route("/api/v1/health/ready", get(api::health::ready))
        .route("/metrics", get(api::metrics::metrics));

    let work = Router::new()
        // for programs
        .route("/api/v1/search", get(api::search::search))
        .route("/api/v1/suggest", post(api::suggest::suggest))
        .route("/api/v1/outcomes", post(api::outcomes::outcomes))
        .route("/api/v1/handover/{id}", get(api::handing::handover::handover))
        .route("/api/v1/requests", get(api::handing::requests::list).post(api::handing::requests::send))
        .route("/api/v1/requests/{number}", delete(api::handing::requests::close))
        .route("/api/v1/shown/{id}", get(api::shown::shown))
        .route("/api/v1/complete", get(api::complete::complete))
        .route("/api/v1/articles", get(api::articles::list))
        .route("/api/v1/articles/{*id}", get(api::articles::article))
        .route("/api/v1/revisions/{*id}", get(api::articles::revisions))
        .route("/api/v1/changes", get(api::changes::changes))
        .route("/api/v1/shift", get(api::changes::shift))
        .route("/api/v1/reports", get(api::reports::list))
        .route("/api/v1/reports/{name}", get(api::reports::report))
        .route("/api/v1/tokens", get(api::readers::tokens::list).post(api::readers::tokens::add))
        .route("/api/v1/tokens/{id}", delete(api::readers::tokens::revoke))
        .route("/openapi.json", get(api::openapi::openapi))
        .route("/feed.atom", get(api::changes::feed))
        // for people
        .route("/", get(pages::front::front))
        .route("/search", get(pages::search::search))
        .route("/articles/{*id}", get(pages::reading::article::article))
        .route("/topics/{tag}", get(pages::reading::manual::manual))
        .route("/lead", get(pages::lead::overview))
        .route("/writer", get(pages::writer::reports))
        .route("/writer/{report}", get(pages::writer::report))
        .route("/writer/drafts/{group}", get(pages::writer::draft))
        .route("/writer/articles/{*id}", get(pages::writer::numbers))
        .route("/assets/{version}/{name}", get(pages::assets::asset))
        .route("/favicon.svg", get(pages::assets::favicon))
        .route("/robots.txt", get(pages::assets::robots))
        .route("/widget.js", get(pages::assets::widget))
        .merge(forms())
        .route_layer(middleware::from_fn_with_state(shared.clone(), limits::limit))
        .route_layer(middleware::from_fn_with_state(shared.clone(), limits::rate));

    probes
        .merge(work)
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .fallback(async || Problem::NoPage)
        .layer(
            ServiceBuilder::new()
                .layer(middleware::from_fn_with_state(shared.clone(), trace::trace))
                .layer(middleware::from_fn_with_state(shared.clone(), headers::headers))
                .layer(compression::layer())
                .layer(middleware::from_fn_with_state(shared.clone(), problems::problems))
                .layer(CatchPanicLayer::custom(panics::Panicked))
                .layer(middleware::from_fn_with_state(shared.clone(), hosts::hosts))
                .layer(middleware::from_fn(limits::refuse))
                .layer(middleware::from_fn_with_state(shared.clone(), who::who)),
        )
        .with_state(shared)
}

/// Forms that only pages of ours may send.
fn forms() -> Router<Arc<Shared>> {
    Router::new()
        .route("/ask", get(pages::asking::ask::form).post(pages::asking::ask::ask))
        .route("/ask/outcome", post(pages::asking::outcome::outcome))
        .route("/ask/draft", post(pages::asking::draft::draft))
        .route("/ask/send", post(pages::asking::send::send))
        .route("/agent", get(pages::agent::console::empty).post(pages::agent::ask::ask))
        .route("/agent/said", post(pages::agent::said::said))
        .route("/agent/requests", get(pages::agent::requests::list).post(pages::agent::requests::close))
        .route("/agent/{id}", get(pages::agent::console::ticket))
        .route("/agent/{id}/handover", get(pages::agent::handover::handover))
        .route("/writer/preview", get(pages::writer::preview::form).post(pages::writer::preview::preview))
        .route("/admin", get(admin::state))
        .route("/admin/tokens", post(admin::tokens::add))
        .route("/admin/tokens/{id}", get(admin::tokens::ask).post(admin::tokens::revoke))
        .route("/admin/accounts", post(admin::accounts::add))
        .route("/admin/accounts/{name}", get(admin::accounts::show).post(admin::accounts::change))
        .route("/admin/backup", post(admin::backup::backup))
        .route("/solved", post(pages::reading::solved::solved))
        .route("/login", get(pages::login::password::form).post(pages::login::password::sign_in))
        .route("/login/oidc", get(pages::login::elsewhere::begin))
        .route("/login/oidc/return", get(pages::login::elsewhere::finish))
        .route("/logout", post(pages::login::password::sign_out))
        .route("/language", post(pages::speech::choose))
        .route_layer(middleware::from_fn(same_site::same_site))
}
