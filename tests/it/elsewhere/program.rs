//! A program that signs people in, on this machine, as honest or as bad as a test wants it.

use std::{
    collections::HashMap,
    fmt::Write,
    sync::{Arc, Mutex},
};

use axum::{
    Form, Json, Router,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use firstline::{
    access::Role,
    provider::{ClientSecret, Settings},
};
use jiff::Timestamp;
use ring::{
    digest,
    rand::SystemRandom,
    rsa::{KeyPair, PublicKeyComponents},
    signature::{self, EcdsaKeyPair, KeyPair as _},
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::Notify};

pub(crate) const CLIENT: &str = "firstline";
pub(crate) const SECRET: &str = "hush";

/// How something is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum How {
    #[default]
    Well,
    /// In words that mean nothing.
    Rubbish,
    /// With more than anybody reads.
    Endless,
    /// Not at all, for as long as the test goes on.
    Never,
    /// With an error.
    Failing,
    /// By sending on to somewhere else.
    Elsewhere,
}

/// How a token is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Signed {
    #[default]
    Es256,
    Rs256,
    /// `alg: none`, and no signature.
    Not,
    /// By a key that nobody announced.
    Falsely,
    /// By the secret that we share with it.
    WithSecret,
    /// By the public key, as if it were a secret.
    WithPublicKey,
}

/// What it says.
pub(crate) struct Says {
    /// Of itself, over what is usual.
    pub(crate) metadata: Value,
    /// Of whoever signs in, over what is usual; null leaves something out.
    pub(crate) claims: Value,
    pub(crate) signed: Signed,
    pub(crate) discovery: How,
    pub(crate) tokens: How,
    /// What is signed with: another number is another key.
    pub(crate) key: usize,
}

/// What was asked for with a code.
struct Asked {
    nonce: String,
    challenge: String,
    return_to: String,
}

pub(crate) struct Program {
    pub(crate) issuer: String,
    /// The address of whoever asks.
    public: String,
    says: Mutex<Says>,
    codes: Mutex<HashMap<String, Asked>>,
    keys: Vec<EcdsaKeyPair>,
    rsa: KeyPair,
    /// How often it was asked what it says of itself.
    pub(crate) asked: Mutex<usize>,
    never: Notify,
}

impl Program {
    /// One that is honest, on a free port.
    pub(crate) async fn start() -> Arc<Program> {
        Program::start_for("127.0.0.1", "https://help.example.org").await
    }

    /// One that is called so on this machine, and sends people back to this address.
    pub(crate) async fn start_for(host: &str, public: &str) -> Arc<Program> {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let random = SystemRandom::new();
        let algorithm = &signature::ECDSA_P256_SHA256_FIXED_SIGNING;
        let key = || {
            let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
            EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).expect("a key")
        };
        let rsa = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/provider/rsa.pk8");
        let rsa = KeyPair::from_pkcs8(&std::fs::read(rsa).expect("a fixture")).expect("a key");
        let program = Arc::new(Program {
            issuer: format!("http://{host}:{port}"),
            public: public.to_owned(),
            says: Mutex::new(Says {
                metadata: json!({}),
                claims: json!({}),
                signed: Signed::default(),
                discovery: How::Well,
                tokens: How::Well,
                key: 0,
            }),
            codes: Mutex::default(),
            keys: vec![key(), key(), key()],
            rsa,
            asked: Mutex::default(),
            never: Notify::new(),
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/authorize", get(authorize))
            .with_state(program.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        program
    }

    /// From now on it says this.
    pub(crate) fn says(&self, set: impl FnOnce(&mut Says)) {
        set(&mut self.says.lock().expect("words"));
    }

    /// What a desk has to know of it.
    pub(crate) fn settings(&self) -> Settings {
        let given = |value: &str, audiences: &[&str]| {
            (value.to_owned(), audiences.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
        };
        Settings {
            issuer: self.issuer.clone(),
            client_id: CLIENT.to_owned(),
            secret: ClientSecret::Text(SECRET.to_owned()),
            return_to: format!("{}/login/oidc/return", self.public),
            scopes: vec!["profile".to_owned()],
            button: "Sign in with Example".to_owned(),
            name_claim: "preferred_username".to_owned(),
            role_claim: "groups".to_owned(),
            roles: vec![
                ("helpdesk".to_owned(), Role::Agent),
                ("editors".to_owned(), Role::Writer),
                ("heads".to_owned(), Role::Admin),
            ],
            audiences: vec![given("line2", &["tier2"])],
            default_role: None,
        }
    }

    /// What somebody does there who is sent there: they sign in, and their browser is sent back. The way back.
    pub(crate) fn signed_in(&self, sent_to: &str) -> String {
        let asked = parameters(sent_to);
        let of = |name: &str| asked.get(name).cloned().unwrap_or_default();
        assert!(sent_to.starts_with(&format!("{}/authorize?", self.issuer)), "{sent_to}");
        assert_eq!((of("response_type"), of("client_id")), ("code".to_owned(), CLIENT.to_owned()));
        assert_eq!(
            (of("scope"), of("code_challenge_method")),
            ("openid profile".to_owned(), "S256".to_owned())
        );
        let (nonce, challenge, return_to) = (of("nonce"), of("code_challenge"), of("redirect_uri"));
        assert!(nonce.len() >= 32 && challenge.len() == 43 && of("state").len() >= 32);
        assert_ne!(nonce, of("state"));
        let mut codes = self.codes.lock().expect("codes");
        let code = format!("code-{}", codes.len());
        let path = return_to.strip_prefix(&self.public).expect("our own address").to_owned();
        codes.insert(code.clone(), Asked { nonce, challenge, return_to });
        format!("{path}?code={code}&state={}", of("state"))
    }

    #[expect(clippy::disallowed_methods, reason = "another program has a clock of its own")]
    fn token_for(&self, asked: &Asked) -> String {
        let says = self.says.lock().expect("words");
        let now = Timestamp::now().as_second();
        let mut claims = json!({
            "iss": self.issuer, "sub": "248289761001", "aud": CLIENT, "exp": now + 300, "iat": now,
            "nonce": asked.nonce, "preferred_username": "Ana", "groups": ["staff", "helpdesk"],
        });
        lay_over(&mut claims, &says.claims);
        let kid = if says.signed == Signed::Rs256 { "rsa".to_owned() } else { format!("ec{}", says.key) };
        let algorithm = match says.signed {
            Signed::Es256 | Signed::Falsely => "ES256",
            Signed::Rs256 => "RS256",
            Signed::Not => "none",
            Signed::WithSecret | Signed::WithPublicKey => "HS256",
        };
        let head = json!({"alg": algorithm, "typ": "JWT", "kid": kid});
        let signed =
            format!("{}.{}", base64(head.to_string().as_bytes()), base64(claims.to_string().as_bytes()));
        let signature = self.signature(&says, signed.as_bytes());
        format!("{signed}.{}", base64(&signature))
    }

    fn signature(&self, says: &Says, text: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        let hmac = |key: &[u8]| {
            let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, key);
            ring::hmac::sign(&key, text).as_ref().to_vec()
        };
        let ecdsa = |key: &EcdsaKeyPair| key.sign(&random, text).expect("a signature").as_ref().to_vec();
        match says.signed {
            Signed::Not => Vec::new(),
            Signed::Es256 => ecdsa(&self.keys[says.key]),
            Signed::Falsely => ecdsa(&self.keys[(says.key + 1) % self.keys.len()]),
            Signed::WithSecret => hmac(SECRET.as_bytes()),
            Signed::WithPublicKey => hmac(self.keys[says.key].public_key().as_ref()),
            Signed::Rs256 => {
                let mut signature = vec![0; self.rsa.public().modulus_len()];
                self.rsa
                    .sign(&signature::RSA_PKCS1_SHA256, &random, text, &mut signature)
                    .expect("a signature");
                signature
            }
        }
    }

    async fn answered(&self, how: How, well: Value) -> Response {
        match how {
            How::Well => Json(well).into_response(),
            How::Rubbish => "<html>welcome to the wireless network</html>".into_response(),
            How::Endless => {
                let mut head = json!({"more": ""}).to_string();
                head.truncate(head.len() - 2);
                Body::from(head + &"x".repeat(5_000_000)).into_response()
            }
            How::Failing => (StatusCode::INTERNAL_SERVER_ERROR, "down").into_response(),
            How::Elsewhere => {
                (StatusCode::FOUND, [("location", format!("{}/keys", self.issuer))]).into_response()
            }
            How::Never => {
                self.never.notified().await;
                StatusCode::IM_A_TEAPOT.into_response()
            }
        }
    }
}

async fn metadata(State(program): State<Arc<Program>>) -> Response {
    *program.asked.lock().expect("a count") += 1;
    let at = |path: &str| format!("{}{path}", program.issuer);
    let mut document = json!({
        "issuer": program.issuer, "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256", "none", "HS256"],
    });
    let how = {
        let says = program.says.lock().expect("words");
        lay_over(&mut document, &says.metadata);
        says.discovery
    };
    program.answered(how, document).await
}

/// A page on which somebody says who they are, and goes back.
async fn authorize(State(program): State<Arc<Program>>, uri: Uri) -> Html<String> {
    let back = program.signed_in(&format!("{}{uri}", program.issuer));
    Html(format!("<a id=yes href=\"{}{}\">It is me</a>", program.public, back.replace('&', "&amp;")))
}

async fn keys(State(program): State<Arc<Program>>) -> Json<Value> {
    let number = program.says.lock().expect("words").key;
    // Uncompressed: a byte, then both coordinates.
    let point = &program.keys[number].public_key().as_ref()[1..];
    let PublicKeyComponents { n, e } = PublicKeyComponents::<Vec<u8>>::from(program.rsa.public());
    Json(json!({"keys": [
        {"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": format!("ec{number}"),
         "x": base64(&point[..32]), "y": base64(&point[32..])},
        {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "rsa", "n": base64(&n), "e": base64(&e)},
    ]}))
}

/// Gives a token for a code, once, to whoever asked for the code.
async fn token(
    State(program): State<Arc<Program>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let of = |name: &str| form.get(name).cloned().unwrap_or_default();
    let wrong = |why: &str| (StatusCode::BAD_REQUEST, Json(json!({"error": why}))).into_response();
    let credential = format!("Basic {}", base64_padded(format!("{CLIENT}:{SECRET}").as_bytes()));
    if headers.get("authorization").is_none_or(|value| value.as_bytes() != credential.as_bytes()) {
        return wrong("invalid_client");
    }
    let asked = program.codes.lock().expect("codes").get_mut(&of("code")).map(|asked| {
        let taken = Asked { nonce: String::new(), challenge: String::new(), return_to: String::new() };
        std::mem::replace(asked, taken)
    });
    let Some(asked) = asked else { return wrong("invalid_grant") };
    let challenge = base64(digest::digest(&digest::SHA256, of("code_verifier").as_bytes()).as_ref());
    if of("grant_type") != "authorization_code"
        || asked.challenge != challenge
        || asked.return_to != of("redirect_uri")
    {
        return wrong("invalid_grant");
    }
    let how = program.says.lock().expect("words").tokens;
    let token = program.token_for(&asked);
    let well =
        json!({"access_token": "opaque", "token_type": "Bearer", "expires_in": 300, "id_token": token});
    program.answered(how, well).await
}

/// The parameters of an address.
pub(crate) fn parameters(address: &str) -> HashMap<String, String> {
    let (_, query) = address.split_once('?').expect("parameters");
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), decoded(value))).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next(), rest.next()].map(|digit| char::from(digit.expect("a digit")));
                u8::from_str_radix(&String::from_iter(digits), 16).expect("two digits")
            }
            other => other,
        });
    }
    String::from_utf8(bytes).expect("UTF-8")
}

fn lay_over(below: &mut Value, above: &Value) {
    for (name, value) in above.as_object().expect("members") {
        let members = below.as_object_mut().expect("members");
        match value {
            Value::Null => drop(members.remove(name)),
            value => drop(members.insert(name.clone(), value.clone())),
        }
    }
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64_padded(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte))
            << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = char::from(LETTERS[(number >> (18 - 6 * place) & 63) as usize]);
            let _ = write!(text, "{}", if place <= three.len() { letter } else { '=' });
        }
    }
    text
}

fn base64(bytes: &[u8]) -> String {
    base64_padded(bytes).trim_end_matches('=').replace('+', "-").replace('/', "_")
}
