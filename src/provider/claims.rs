//! What is somebody called, and what may they do, by what the program says of them?

use serde_json::{Map, Value};

use super::{Error, Settings};
use crate::access::{Identity, Role};

/// A name has no more characters than this.
const LONGEST_NAME: usize = 40;
/// So many values of a claim are looked at.
const MOST_VALUES: usize = 1_000;

/// Somebody whom another program knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who they are.
    pub identity: Identity,
    /// What they are called there, in the letters of names here. Two people may be called the same.
    pub name: Result<String, Error>,
    /// What they may do here.
    pub rights: Result<Rights, Error>,
}

/// What somebody may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    /// Their role.
    pub role: Role,
    /// Their audiences; those of the role when there are none.
    pub audiences: Vec<String>,
}

impl Known {
    /// Whoever these claims are about.
    pub fn of(identity: Identity, claims: &Map<String, Value>, settings: &Settings) -> Known {
        Known { identity, name: name(claims, &settings.name_claim), rights: rights(claims, settings) }
    }
}

/// A name out of a claim, else out of an address of mail that is proved to be theirs. Anybody can say of an address that
/// it is theirs.
fn name(claims: &Map<String, Value>, claim: &str) -> Result<String, Error> {
    let proved = claims.get("email_verified") == Some(&Value::Bool(true));
    let claim = (claim != "email" || proved).then_some(claim);
    let email = proved.then_some("email");
    let names = claim.into_iter().chain(email);
    names
        .filter_map(|claim| found(claims, claim)?.as_str())
        .find_map(|text| Some(plain(text)).filter(|name| !name.is_empty()))
        .ok_or(Error::NoName)
}

/// What stands before an `@`, in the letters that names here have.
fn plain(text: &str) -> String {
    let before = text.split('@').next().unwrap_or_default();
    let mut name = String::new();
    for c in before.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            '.' | '_' if !name.is_empty() => name.push(c),
            _ if !name.is_empty() && !name.ends_with('-') => name.push('-'),
            _ => {}
        }
    }
    name.truncate(LONGEST_NAME);
    name.trim_end_matches('-').to_owned()
}

/// The highest role that a value gives, and all audiences.
fn rights(claims: &Map<String, Value>, settings: &Settings) -> Result<Rights, Error> {
    let values: Vec<&str> = match found(claims, &settings.role_claim) {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().take(MOST_VALUES).filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let has = |wanted: &str| values.contains(&wanted);
    let given = settings.roles.iter().filter(|(value, _)| has(value)).map(|(_, role)| *role).max();
    let role = given.or(settings.default_role).ok_or(Error::NoRole)?;
    let named = settings.audiences.iter().filter(|(value, _)| has(value));
    let mut audiences: Vec<String> = named.flat_map(|(_, audiences)| audiences).cloned().collect();
    audiences.sort();
    audiences.dedup();
    Ok(Rights { role, audiences })
}

/// A claim by its name; with dots in it, also one inside of others (`realm_access.roles`).
fn found<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    if let Some(value) = claims.get(name) {
        return Some(value);
    }
    let mut steps = name.split('.');
    let first = claims.get(steps.next()?)?;
    steps.try_fold(first, |value, step| value.get(step))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::provider::ClientSecret;

    fn settings() -> Settings {
        Settings {
            issuer: "https://id.example".to_owned(),
            client_id: "desk".to_owned(),
            secret: ClientSecret::None,
            return_to: "https://help.example/login/oidc/return".to_owned(),
            scopes: Vec::new(),
            button: "Sign in".to_owned(),
            name_claim: "preferred_username".to_owned(),
            role_claim: "groups".to_owned(),
            roles: vec![("helpdesk".to_owned(), Role::Agent), ("/heads".to_owned(), Role::Admin)],
            audiences: vec![("line2".to_owned(), vec!["tier2".to_owned(), "agents".to_owned()])],
            default_role: None,
        }
    }

    fn map(claims: &Value) -> Map<String, Value> {
        claims.as_object().expect("claims").clone()
    }

    #[track_caller]
    fn named(claims: &Value, claim: &str, expected: Option<&str>) {
        let name = name(&map(claims), claim);
        assert_eq!(name.as_deref().ok(), expected, "{claims}");
        assert!(name.is_ok() || name == Err(Error::NoName));
    }

    #[test]
    fn a_name_is_taken_from_its_claim_or_from_mail_that_is_proved() {
        let usual = "preferred_username";
        named(&json!({"preferred_username": "Ana.Lee_1"}), usual, Some("ana.lee_1"));
        named(&json!({"preferred_username": "ana@corp.example"}), usual, Some("ana"));
        named(&json!({"preferred_username": "CORP\\Ana  Müller!"}), usual, Some("corp-ana-m-ller"));
        named(&json!({"preferred_username": "../_ana."}), usual, Some("ana."));
        named(&json!({"preferred_username": "x".repeat(500)}), usual, Some(&"x".repeat(40)));
        named(&json!({"preferred_username": 7}), usual, None);
        named(&json!({"email": "ben@corp.example", "email_verified": true}), usual, Some("ben"));
        for unproved in [json!(false), json!("true"), json!(null)] {
            named(&json!({"email": "ben@corp.example", "email_verified": unproved}), usual, None);
            named(&json!({"email": "ben@corp.example", "email_verified": unproved}), "email", None);
        }
        named(&json!({"email": "ben@corp.example", "email_verified": true}), "email", Some("ben"));
        let both = json!({"preferred_username": "山田", "email": "yamada@x", "email_verified": true});
        named(&both, usual, Some("yamada"));
        for nothing in ["", "@", "-.-", "../", "山田"] {
            named(&json!({"preferred_username": nothing}), usual, None);
        }
        named(&json!({"user": {"short": "cy"}}), "user.short", Some("cy"));
    }

    #[test]
    fn values_give_a_role_and_audiences_and_nothing_gives_nothing() {
        let of = |groups: Value| rights(&map(&json!({"groups": groups})), &settings());
        let right = |role, audiences: &[&str]| {
            Ok(Rights { role, audiences: audiences.iter().map(|name| (*name).to_owned()).collect() })
        };
        assert_eq!(of(json!(["staff", "helpdesk"])), right(Role::Agent, &[]));
        assert_eq!(of(json!("helpdesk")), right(Role::Agent, &[]));
        assert_eq!(of(json!(["helpdesk", "/heads", "line2"])), right(Role::Admin, &["agents", "tier2"]));
        for nothing in
            [json!([]), json!("helpdesk,/heads"), json!(["HELPDESK", "line2"]), json!({"helpdesk": 1})]
        {
            assert_eq!(of(nothing.clone()), Err(Error::NoRole), "{nothing}");
        }
        assert_eq!(rights(&Map::new(), &settings()), Err(Error::NoRole));
        let lenient = Settings { default_role: Some(Role::Customer), ..settings() };
        assert_eq!(rights(&Map::new(), &lenient), right(Role::Customer, &[]));
        let nested = Settings { role_claim: "realm_access.roles".to_owned(), ..settings() };
        let claims = map(&json!({"realm_access": {"roles": ["helpdesk"]}}));
        assert_eq!(rights(&claims, &nested), right(Role::Agent, &[]));
    }
}
