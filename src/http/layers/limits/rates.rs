//! Who asks too often?

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::Instant;

use super::budget::{Budget, Cost, Key, MOST, Moments, key};
use crate::{
    access::Reader,
    http::{Settings, layers::Origin, problem::Problem, state::Shared},
};

const MINUTE: Duration = Duration::from_secs(60);
/// So much of a minute's budget may be used at once.
const AT_ONCE: Cost = 4;
/// Whatever the configuration says, this much at once is always possible: the dearest call.
const LEAST: Cost = 50;
/// What a token costs that is not good.
const GUESS: Cost = 50;

/// One network may try so many passwords in a minute, of as many accounts as it likes.
const TRIES_OF_NETWORK: u32 = 30;
/// An account's password may be tried so often at once, and then once in so many seconds: 100 in the first hour, which
/// is what ASVS 2.2.1 allows, and 90 in each after it.
const TRIES_OF_ACCOUNT: u32 = 10;
const BETWEEN_TRIES: Duration = Duration::from_secs(40);

/// The budgets of those who ask.
pub(in crate::http) struct Rates {
    networks: Budget,
    known: Budget,
    sign_in: SignIn,
}

/// The budgets of those who sign in.
struct SignIn {
    networks: Budget,
    accounts: Budget,
    /// Who signed in from which network, and when.
    friends: Mutex<Moments>,
}

/// A password that is being tried.
pub(in crate::http) struct Try {
    network: Option<Key>,
    account: Key,
    friend: Key,
}

impl Rates {
    pub(in crate::http) fn of(settings: &Settings) -> Rates {
        let per_minute = |searches: u32| match searches {
            0 => Budget::of(Duration::ZERO, 0),
            many => Budget::of(MINUTE / (many * 10), (many * 10 / AT_ONCE).max(LEAST)),
        };
        Rates {
            networks: per_minute(settings.anonymous_per_minute),
            known: per_minute(settings.known_per_minute),
            sign_in: SignIn {
                networks: Budget::of(MINUTE / TRIES_OF_NETWORK, TRIES_OF_NETWORK),
                accounts: Budget::of(BETWEEN_TRIES, TRIES_OF_ACCOUNT),
                friends: Mutex::new(Moments::of(MOST)),
            },
        }
    }

    /// Takes a request's cost from the budget of whoever asks.
    fn take(&self, reader: &Reader, cost: Cost) -> Result<(), Problem> {
        let budget = if reader.is_known() { &self.known } else { &self.networks };
        budget.take(key(&[reader.name()]), cost, Instant::now()).map_err(too_many)
    }

    /// Counts a token that is not good against the network that it came from.
    pub(in crate::http) fn guessed(&self, network: &Reader, origin: Option<&Origin>) -> Result<(), Problem> {
        if is_here(origin) { Ok(()) } else { self.take(network, GUESS) }
    }

    /// Whether a password may be tried now.
    ///
    /// Who guesses is slowed down, by network and by account. A network from which the account was signed in before
    /// has a budget of its own for it: its owner is not kept out by what others try elsewhere.
    pub(in crate::http) fn try_password(
        &self,
        name: &str,
        network: &Reader,
        origin: Option<&Origin>,
    ) -> Result<Try, Problem> {
        let (sign_in, now) = (&self.sign_in, Instant::now());
        let friend = key(&["friend", name, network.name()]);
        let is_friend = sign_in.friends().get(friend).is_some();
        let account = if is_friend { friend } else { key(&["account", name]) };
        let from = (!is_here(origin)).then(|| key(&[network.name()]));
        if let Some(network) = from {
            sign_in.networks.take(network, 1, now).map_err(too_many)?;
        }
        sign_in.accounts.take(account, 1, now).map_err(too_many)?;
        Ok(Try { network: from, account, friend })
    }

    /// The password was right, so it was nobody who guesses.
    pub(in crate::http) fn was_right(&self, tried: &Try) {
        let (sign_in, now) = (&self.sign_in, Instant::now());
        sign_in.accounts.give_back(tried.account, 1, now);
        if let Some(network) = tried.network {
            sign_in.networks.give_back(network, 1, now);
        }
        sign_in.friends().put(tried.friend, now, now);
    }
}

impl SignIn {
    fn friends(&self) -> std::sync::MutexGuard<'_, Moments> {
        self.friends.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn too_many(wait: Duration) -> Problem {
    // Whoever comes back then finds enough, so never too soon.
    Problem::TooManyRequests { wait: wait.as_secs() + 1 }
}

/// Whoever is on this machine can slow it down in other ways. What comes from no network is asked by the program itself.
fn is_here(origin: Option<&Origin>) -> bool {
    origin.is_none_or(|origin| origin.is_here())
}

/// Refuses whoever has asked more than their budget holds.
pub(in crate::http) async fn rate(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let (origin, reader) = (request.extensions().get::<Origin>(), request.extensions().get::<Reader>());
    let cost = cost(request.method(), request.uri().path());
    match reader.filter(|_| !is_here(origin)).map_or(Ok(()), |reader| shared.rates.take(reader, cost)) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// What a request costs, in tenths of a search.
fn cost(method: &Method, path: &str) -> Cost {
    let asks_only = matches!(*method, Method::GET | Method::HEAD);
    match path {
        // How often passwords are tried is counted more strictly besides.
        "/api/v1/suggest" | "/api/v1/requests" | "/ask" | "/ask/outcome" | "/ask/send"
        | "/api/v1/outcomes" | "/login" | "/agent" | "/agent/said" | "/writer/preview"
            if !asks_only =>
        {
            50
        }
        // Another program is asked.
        "/login/oidc" | "/login/oidc/return" => 50,
        _ if !asks_only => 20,
        "/api/v1/complete" => 2,
        "/api/v1/articles" | "/api/v1/changes" => 20,
        "/favicon.svg" | "/robots.txt" => 1,
        _ if path.starts_with("/assets/") => 1,
        _ => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: &str = "203.0.113.9";

    fn origin(address: &str) -> Origin {
        Origin { address: address.parse().expect("an address"), secure: false, crowded: false }
    }

    fn tries(rates: &Rates, name: &str, address: &str) -> usize {
        let (network, origin) = (Reader::from(address), origin(address));
        (0..1000).take_while(|_| rates.try_password(name, &network, Some(&origin)).is_ok()).count()
    }

    #[test]
    fn searches_completions_and_suggestions_cost_what_they_cost() {
        let rates = Rates::of(&Settings { anonymous_per_minute: 60, ..Settings::default() });
        let most = |network: &str, method: &Method, path: &str| {
            let (reader, cost) = (Reader::from(network), cost(method, path));
            (0..1000).take_while(|_| rates.take(&reader, cost).is_ok()).count()
        };
        assert_eq!(most("a", &Method::GET, "/api/v1/search"), 15);
        assert_eq!(most("b", &Method::GET, "/search"), 15);
        assert_eq!(most("c", &Method::GET, "/api/v1/complete"), 75);
        assert_eq!(most("d", &Method::POST, "/api/v1/suggest"), 3);
        assert_eq!(most("e", &Method::POST, "/api/v1/outcomes"), 3);
        assert_eq!(most("f", &Method::GET, "/assets/1/style.css"), 150);
        assert_eq!(most("a", &Method::GET, "/api/v1/complete"), 0, "it is one budget for all");
    }

    #[tokio::test(start_paused = true)]
    async fn a_password_is_tried_seldom_and_its_owner_gets_in() {
        let rates = Rates::of(&Settings::default());
        let owner = (Reader::from("192.0.2.1"), origin("192.0.2.1"));
        let signs_in = || rates.try_password("ana", &owner.0, Some(&owner.1));
        rates.was_right(&signs_in().unwrap_or_else(|_| unreachable!("the first try")));
        assert_eq!(tries(&rates, "ana", PLACE), 10);
        assert_eq!(tries(&rates, "ana", "198.51.100.1"), 0, "not from elsewhere either");
        assert_eq!(tries(&rates, "ben", PLACE), 10, "another account is another");
        assert!(signs_in().is_ok(), "where she signed in before she is not kept out");
        tokio::time::advance(BETWEEN_TRIES).await;
        assert_eq!(tries(&rates, "ana", PLACE), 1);
        tokio::time::advance(BETWEEN_TRIES * 10).await;
        assert_eq!(tries(&rates, "ana", PLACE), 10, "nobody is kept out for ever");
    }

    #[tokio::test(start_paused = true)]
    async fn one_network_tries_few_passwords_of_whichever_accounts() {
        let rates = Rates::of(&Settings::default());
        let (network, here) = (Reader::from(PLACE), origin(PLACE));
        let names: Vec<String> = (0..100).map(|number| format!("user{number}")).collect();
        let tried = |names: &[String], origin: &Origin| {
            names.iter().filter(|name| rates.try_password(name, &network, Some(origin)).is_ok()).count()
        };
        assert_eq!(tried(&names, &here), 30);
        assert_eq!(tried(&names[40..], &origin("127.0.0.1")), 60, "the machine itself has no network");
    }

    #[tokio::test(start_paused = true)]
    async fn right_passwords_are_not_counted() {
        let rates = Rates::of(&Settings::default());
        let (network, origin) = (Reader::from(PLACE), origin(PLACE));
        for _ in 0..1000 {
            let tried = rates.try_password("ana", &network, Some(&origin));
            rates.was_right(&tried.unwrap_or_else(|_| unreachable!("never too often")));
        }
    }

    #[test]
    fn tokens_that_are_not_good_are_counted_against_their_network() {
        let rates = Rates::of(&Settings { anonymous_per_minute: 60, ..Settings::default() });
        let (network, from) = (Reader::from(PLACE), origin(PLACE));
        let guesses = (0..100).take_while(|_| rates.guessed(&network, Some(&from)).is_ok()).count();
        assert_eq!(guesses, 3);
        assert!(rates.guessed(&network, Some(&origin("127.0.0.1"))).is_ok());
    }
}
