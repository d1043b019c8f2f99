//! What does the program say of itself?

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use openidconnect::{
    AdditionalClaims, AuthType, ClientId, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IdTokenFields, IssuerUrl, RedirectUrl, StandardErrorResponse, StandardTokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim,
        CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
        CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::calls::{Calls, is_safe};
use crate::provider::{Error, Settings};

/// What it said is asked for again after so long: keys and addresses change.
const GOOD_FOR: Duration = Duration::from_hours(1);
/// After a failure it is left alone so long, so that those who wait do not wait for one another.
const PAUSE: Duration = Duration::from_secs(2);

/// Claims that have no name in the library.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Others {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for Others {}

/// What is given for a code.
pub(super) type Tokens = StandardTokenResponse<
    IdTokenFields<
        Others,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

/// We, as the program knows us.
pub(super) type Client = openidconnect::Client<
    Others,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What the program said of itself, and when.
#[derive(Default)]
pub(super) struct Discovered {
    /// Held while it is asked: one asks, and others wait for the same answer.
    kept: Mutex<Kept>,
    /// What was wrong the last time, in words; never waited for.
    trouble: Mutex<Option<String>>,
}

#[derive(Default)]
struct Kept {
    metadata: Option<(Arc<CoreProviderMetadata>, Instant)>,
    failed: Option<(Error, Instant)>,
}

impl Discovered {
    /// What was wrong the last time.
    pub(super) fn trouble(&self) -> Option<String> {
        lock(&self.trouble).clone()
    }

    /// What it says of itself: what is known, or what it answers now. What it said before is good enough while it does
    /// not answer.
    pub(super) fn metadata(
        &self,
        settings: &Settings,
        calls: &Calls<'_>,
    ) -> Result<Arc<CoreProviderMetadata>, Error> {
        let mut kept = lock(&self.kept);
        if let Some((metadata, at)) = &kept.metadata
            && at.elapsed() < GOOD_FOR
        {
            return Ok(metadata.clone());
        }
        let resting = kept.failed.as_ref().filter(|(_, at)| at.elapsed() < PAUSE);
        let asked = match resting {
            Some((error, _)) => Err(error.clone()),
            None => self.ask(&mut kept, settings, calls),
        };
        match (asked, &kept.metadata) {
            (Err(_), Some((before, _))) => Ok(before.clone()),
            (asked, _) => asked,
        }
    }

    /// What it says of itself now: it may have other keys.
    pub(super) fn again(
        &self,
        settings: &Settings,
        calls: &Calls<'_>,
    ) -> Result<Arc<CoreProviderMetadata>, Error> {
        self.ask(&mut lock(&self.kept), settings, calls)
    }

    fn ask(
        &self,
        kept: &mut Kept,
        settings: &Settings,
        calls: &Calls<'_>,
    ) -> Result<Arc<CoreProviderMetadata>, Error> {
        let asked = ask(settings, calls).map(Arc::new);
        match &asked {
            Ok(metadata) => {
                tracing::info!(
                    issuer = settings.issuer,
                    "people can sign in through the program that `[oidc]` names"
                );
                kept.metadata = Some((metadata.clone(), Instant::now()));
                kept.failed = None;
            }
            Err(error) => {
                tracing::warn!(%error, hint = error.hint(), "the provider of sign-ins does not answer");
                kept.failed = Some((error.clone(), Instant::now()));
            }
        }
        *lock(&self.trouble) = asked.as_ref().err().map(ToString::to_string);
        asked
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An error with all that it came from.
pub(super) fn unavailable(error: &dyn std::error::Error) -> Error {
    let mut what = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        what = format!("{what}: {error}");
        cause = error.source();
    }
    Error::Unavailable { what }
}

fn ask(settings: &Settings, calls: &Calls<'_>) -> Result<CoreProviderMetadata, Error> {
    let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|error| unavailable(&error))?;
    // The library sees to it that it speaks of the issuer that was asked, and fetches its keys.
    let metadata = CoreProviderMetadata::discover(&issuer, &|request| calls.call(request))
        .map_err(|error| unavailable(&error))?;
    let addresses =
        [Some(metadata.authorization_endpoint().as_str()), metadata.token_endpoint().map(|at| at.as_str())];
    for address in addresses {
        match address {
            Some(address) if is_safe(address) => {}
            Some(address) => {
                return Err(Error::Untrusted { what: format!("it names `{address}`, which is not HTTPS") });
            }
            None => return Err(Error::Unavailable { what: "it has no address for codes".to_owned() }),
        }
    }
    Ok(metadata)
}

/// We, to a program that says this of itself.
pub(super) fn client(metadata: &CoreProviderMetadata, settings: &Settings) -> Result<Client, Error> {
    let secret = settings.secret.read().map_err(|error| Error::Unavailable {
        what: format!("our secret cannot be read ({:?}): {error}", settings.secret),
    })?;
    let secret = secret.map(openidconnect::ClientSecret::new);
    let return_to = RedirectUrl::new(settings.return_to.clone()).map_err(|error| unavailable(&error))?;
    let id = ClientId::new(settings.client_id.clone());
    let methods = metadata.token_endpoint_auth_methods_supported();
    let posts = methods.is_some_and(|methods| !methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
    let way = if posts { AuthType::RequestBody } else { AuthType::BasicAuth };
    Ok(Client::from_provider_metadata(metadata.clone(), id, secret)
        .set_redirect_uri(return_to)
        .set_auth_type(way))
}
