//! Where is somebody sent, and who came back?

use openidconnect::{
    AccessTokenHash, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, CsrfToken, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RequestTokenError, Scope,
    SignatureVerificationError, TokenResponse,
    core::{CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreResponseType},
};
use serde_json::{Map, Value};
use ureq::Agent;

use super::{
    calls::{Calls, agent},
    discovered::{Discovered, Tokens, client, unavailable},
};
use crate::{
    access::Identity,
    provider::{Asked, Error, Known, Settings},
};

/// Signatures that are believed: those that only the program can make. Not `none`, and none by a secret that others know.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// A program that signs people in. Calls block until it has answered, for some seconds at most.
pub struct Provider {
    settings: Settings,
    agent: Agent,
    discovered: Discovered,
}

impl Provider {
    /// One of these settings. It is not asked before somebody wants to sign in.
    pub fn new(settings: Settings) -> Provider {
        Provider { settings, agent: agent(), discovered: Discovered::default() }
    }

    /// What it was made with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What was wrong with it the last time that it was asked.
    pub fn trouble(&self) -> Option<String> {
        self.discovered.trouble()
    }

    /// Asks the program what it says of itself, so that it is known soon whether it can be asked.
    ///
    /// # Errors
    /// When it cannot.
    pub fn look(&self) -> Result<(), Error> {
        let metadata = self.discovered.metadata(&self.settings, &Calls::by(&self.agent))?;
        client(&metadata, &self.settings).map(drop)
    }

    /// Where a browser has to be sent.
    ///
    /// # Errors
    /// When the program cannot be asked.
    pub fn begin(&self, asked: &Asked) -> Result<String, Error> {
        let metadata = self.discovered.metadata(&self.settings, &Calls::by(&self.agent))?;
        let client = client(&metadata, &self.settings)?;
        let (state, nonce) = (CsrfToken::new(asked.state.clone()), Nonce::new(asked.nonce.clone()));
        let code = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let verifier = PkceCodeVerifier::new(asked.verifier.clone());
        let scopes = self.settings.scopes.iter().cloned().map(Scope::new);
        let (address, ..) = client
            .authorize_url(code, || state, || nonce)
            .add_scopes(scopes)
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(address.into())
    }

    /// Who came back with this code: redeems it, and believes what is said for it when everything about it is right.
    ///
    /// # Errors
    /// When the program cannot be asked, or what it says cannot be believed.
    pub fn finish(&self, code: &str, asked: &Asked) -> Result<Known, Error> {
        let calls = Calls::by(&self.agent);
        let metadata = self.discovered.metadata(&self.settings, &calls)?;
        let tokens = self.redeemed(code, asked, &metadata, &calls)?;
        let nonce = Nonce::new(asked.nonce.clone());
        let claims = match self.claims(&tokens, &nonce, &metadata) {
            Err(Believed::UnknownKey(_)) => {
                let metadata = self.discovered.again(&self.settings, &calls)?;
                self.claims(&tokens, &nonce, &metadata)
            }
            claims => claims,
        };
        let claims = claims.map_err(Believed::into_error)?;
        let subject = claims.get("sub").and_then(Value::as_str).unwrap_or_default().to_owned();
        // It said that it is the one that was asked; one spelling of that is kept.
        let identity = Identity { issuer: self.settings.issuer.clone(), subject };
        if identity.subject.is_empty() {
            return Err(Error::Untrusted { what: "it does not say whom it is about".to_owned() });
        }
        Ok(Known::of(identity, &claims, &self.settings))
    }

    /// What the program gives for a code.
    fn redeemed(
        &self,
        code: &str,
        asked: &Asked,
        metadata: &CoreProviderMetadata,
        calls: &Calls<'_>,
    ) -> Result<Tokens, Error> {
        let client = client(metadata, &self.settings)?;
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| unavailable(&error))?;
        let verifier = PkceCodeVerifier::new(asked.verifier.clone());
        let answer = request.set_pkce_verifier(verifier).request(&|request| calls.call(request));
        answer.map_err(|error| match error {
            RequestTokenError::ServerResponse(said) => Error::Denied { code: said.error().to_string() },
            other => unavailable(&other),
        })
    }

    /// What is said of somebody, once signature, issuer, audience, time and nonce are right.
    fn claims(
        &self,
        tokens: &Tokens,
        nonce: &Nonce,
        metadata: &CoreProviderMetadata,
    ) -> Result<Map<String, Value>, Believed> {
        let untrusted = |what: String| Believed::Not(Error::Untrusted { what });
        let client = client(metadata, &self.settings).map_err(Believed::Not)?;
        let verifier = client.id_token_verifier().set_allowed_algs(SIGNATURES);
        let token = tokens.id_token().ok_or_else(|| untrusted("there is no ID token".to_owned()))?;
        let claims = token.claims(&verifier, nonce).map_err(|error| match error {
            ClaimsVerificationError::SignatureVerification(
                error @ (SignatureVerificationError::NoMatchingKey
                | SignatureVerificationError::CryptoError(_)),
            ) => Believed::UnknownKey(error.to_string()),
            ClaimsVerificationError::SignatureVerification(error) => untrusted(error.to_string()),
            error => untrusted(error.to_string()),
        })?;
        if let Some(expected) = claims.access_token_hash() {
            let key = token.signing_key(&verifier).map_err(|error| untrusted(error.to_string()))?;
            let algorithm = token.signing_alg().map_err(|error| untrusted(error.to_string()))?;
            let found = AccessTokenHash::from_token(tokens.access_token(), algorithm, key);
            if found.ok().as_ref() != Some(expected) {
                return Err(untrusted("the access token is another one's".to_owned()));
            }
        }
        match serde_json::to_value(claims) {
            Ok(Value::Object(claims)) => Ok(claims),
            _ => Err(untrusted("its claims are none".to_owned())),
        }
    }
}

/// Why something is not believed.
enum Believed {
    /// The signature is by a key that is not known; it may be a new one.
    UnknownKey(String),
    /// Something else.
    Not(Error),
}

impl Believed {
    fn into_error(self) -> Error {
        match self {
            Believed::UnknownKey(what) => Error::Untrusted { what },
            Believed::Not(error) => error,
        }
    }
}
