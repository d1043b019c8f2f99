//! What every keyring must do. Each behaviour is stated once and runs on both.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::{memory::MemoryKeyring, sqlite::SqliteLedger};
use crate::access::{
    Account, Change, Identity, KeptToken, Keyring, PasswordHashed, Role, Secret, SecretHash, Session, TokenId,
};

fn each(behaviour: impl Fn(&dyn Keyring)) {
    behaviour(&MemoryKeyring::default());
    let folder = tempfile::tempdir().expect("a folder");
    behaviour(&SqliteLedger::open(&folder.path().join("desk.db")).expect("a store"));
}

fn at(second: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_790_000_000 + second)
}

pub(super) fn hash(byte: u8) -> SecretHash {
    Secret::of([byte; 32]).hash()
}

pub(super) fn token(id: u64) -> KeptToken {
    KeptToken {
        id: TokenId::of(id),
        name: format!("chat-{id}"),
        role: Role::Agent,
        audiences: vec!["agents".to_owned(), "tier2".to_owned()],
        secret: hash(7),
        made: at(0),
        expires: Some(at(100)),
        revoked: None,
        used: None,
    }
}

pub(super) fn account(name: &str) -> Account {
    Account {
        name: name.to_owned(),
        role: Role::Writer,
        audiences: Vec::new(),
        password: Some(PasswordHashed::kept("$argon2id$…")),
        identity: None,
        made: at(1),
    }
}

pub(super) fn session(secret: u8, account: &str) -> Session {
    let account = account.to_owned();
    Session { secret: hash(secret), former: None, account, begun: at(10), renewed: at(10), seen: at(10) }
}

#[test]
fn a_token_is_there_as_it_was_made_until_it_is_revoked_and_after() {
    each(|keyring| {
        let (first, second) = (token(1), KeptToken { made: at(-5), expires: None, ..token(u64::MAX) });
        keyring.change(&[Change::AddToken(first.clone()), Change::AddToken(second.clone())]).expect("made");
        assert_eq!(keyring.token(first.id).expect("read"), Some(first.clone()));
        assert_eq!(keyring.tokens().expect("read"), [second.clone(), first.clone()]);
        keyring
            .change(&[Change::UsedToken(first.id, at(3)), Change::RevokeToken(first.id, at(4))])
            .expect("done");
        keyring.change(&[Change::RevokeToken(first.id, at(9))]).expect("known");
        let revoked = KeptToken { used: Some(at(3)), revoked: Some(at(4)), ..first.clone() };
        assert_eq!(keyring.token(first.id).expect("read"), Some(revoked));
        assert_eq!(keyring.token(TokenId::of(2)).expect("read"), None);
        assert_eq!(keyring.token(second.id).expect("read"), Some(second));
        assert!(keyring.change(&[Change::AddToken(first)]).is_err(), "a number is given once");
    });
}

#[test]
fn changes_are_made_all_or_none() {
    each(|keyring| {
        keyring.change(&[Change::AddToken(token(1))]).expect("made");
        let changes = [Change::PutAccount(account("ana")), Change::AddToken(token(1))];
        assert!(keyring.change(&changes).is_err());
        assert_eq!(keyring.account("ana").expect("read"), None);
        keyring.change(&[]).expect("nothing");
    });
}

#[test]
fn an_account_keeps_its_beginning_and_takes_its_sessions_with_it() {
    each(|keyring| {
        let ana = account("ana");
        keyring.change(&[Change::PutAccount(account("ben")), Change::PutAccount(ana.clone())]).expect("made");
        assert_eq!(keyring.accounts().expect("read"), [ana.clone(), account("ben")]);
        let promoted = Account {
            role: Role::Admin,
            audiences: vec!["tier2".to_owned()],
            password: None,
            made: at(99),
            ..ana
        };
        keyring.change(&[Change::PutAccount(promoted.clone())]).expect("changed");
        assert_eq!(keyring.account("ana").expect("read"), Some(Account { made: at(1), ..promoted }));
        keyring.change(&[Change::Begin(session(1, "ana")), Change::Begin(session(2, "ben"))]).expect("begun");
        keyring.change(&[Change::RemoveAccount("ana".to_owned())]).expect("removed");
        assert_eq!(keyring.account("ana").expect("read"), None);
        assert_eq!(keyring.session(hash(1)).expect("read"), None);
        assert_eq!(keyring.session(hash(2)).expect("read"), Some(session(2, "ben")));
        assert!(
            keyring.change(&[Change::Begin(session(3, "ana"))]).is_err(),
            "nobody signs in without an account"
        );
    });
}

#[test]
fn a_session_is_known_by_its_secret_and_the_one_before() {
    each(|keyring| {
        keyring
            .change(&[Change::PutAccount(account("ana")), Change::Begin(session(1, "ana"))])
            .expect("begun");
        keyring.change(&[Change::Seen(hash(1), at(20))]).expect("seen");
        keyring.change(&[Change::Renew { from: hash(1), to: hash(2), at: at(30) }]).expect("renewed");
        let renewed = Session {
            secret: hash(2),
            former: Some(hash(1)),
            renewed: at(30),
            seen: at(30),
            ..session(1, "ana")
        };
        assert_eq!(keyring.session(hash(1)).expect("read"), Some(renewed.clone()));
        assert_eq!(keyring.session(hash(2)).expect("read"), Some(renewed));
        keyring.change(&[Change::Renew { from: hash(2), to: hash(3), at: at(40) }]).expect("renewed");
        assert_eq!(keyring.session(hash(1)).expect("read"), None);
        keyring.change(&[Change::End(hash(2))]).expect("ended");
        assert_eq!(
            keyring.session(hash(3)).expect("read"),
            None,
            "signing out with the secret before ends it, too"
        );
    });
}

#[test]
fn sessions_end_with_time_and_all_at_once() {
    each(|keyring| {
        let old = Session { seen: at(500), ..session(1, "ana") };
        let idle = Session { begun: at(400), ..session(2, "ana") };
        let fresh = Session { begun: at(400), seen: at(500), ..session(3, "ana") };
        let begun = [old, idle, fresh].map(Change::Begin);
        keyring.change(&[Change::PutAccount(account("ana"))]).expect("made");
        keyring.change(&begun).expect("begun");
        keyring.change(&[Change::Sweep(at(300), at(200))]).expect("swept");
        let left = [1, 2, 3].map(|secret| keyring.session(hash(secret)).expect("read").is_some());
        assert_eq!(left, [false, false, true]);
        keyring.change(&[Change::EndAll("ana".to_owned())]).expect("ended");
        assert_eq!(keyring.session(hash(3)).expect("read"), None);
    });
}

#[test]
fn an_account_stays_that_of_its_identity() {
    each(|keyring| {
        let who = |subject: &str| {
            Some(Identity { issuer: "https://id.example".to_owned(), subject: subject.to_owned() })
        };
        let of = |name: &str, subject| Account { password: None, identity: who(subject), ..account(name) };
        let put = |account: &Account| keyring.change(&[Change::PutAccount(account.clone())]);
        put(&of("oidc:ana", "1")).expect("made");
        put(&account("ben")).expect("made");
        assert_eq!(keyring.account_of(&who("1").expect("one")).expect("read"), Some(of("oidc:ana", "1")));
        assert_eq!(keyring.account_of(&who("2").expect("one")).expect("read"), None);
        for taken in [of("oidc:ana", "2"), of("oidc:other", "1"), of("ben", "3"), account("oidc:ana")] {
            assert!(put(&taken).is_err(), "{taken:?}");
        }
        put(&Account { role: Role::Agent, ..of("oidc:ana", "1") }).expect("changed");
        put(&of("oidc:other", "2")).expect("made");
        let names: Vec<_> = keyring.accounts().expect("read").into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["ben", "oidc:ana", "oidc:other"]);
        keyring.change(&[Change::RemoveAccount("oidc:ana".to_owned())]).expect("removed");
        assert_eq!(keyring.account_of(&who("1").expect("one")).expect("read"), None);
    });
}

/// Some change of a few credentials.
fn change() -> impl Strategy<Value = Change> {
    let name = || prop::sample::select(vec!["ana", "ben"]).prop_map(str::to_owned);
    let moment = || (0..50_i64).prop_map(at);
    let secret = || (0..4_u8).prop_map(hash);
    prop_oneof![
        (0..3_u64).prop_map(|id| Change::AddToken(token(id))),
        (0..3_u64, moment()).prop_map(|(id, at)| Change::RevokeToken(TokenId::of(id), at)),
        (0..3_u64, moment()).prop_map(|(id, at)| Change::UsedToken(TokenId::of(id), at)),
        (name(), moment()).prop_map(|(name, made)| Change::PutAccount(Account { made, ..account(&name) })),
        name().prop_map(Change::RemoveAccount),
        (0..4_u8, name()).prop_map(|(secret, name)| Change::Begin(session(secret, &name))),
        (secret(), moment()).prop_map(|(secret, at)| Change::Seen(secret, at)),
        secret().prop_map(Change::End),
        name().prop_map(Change::EndAll),
        (moment(), moment()).prop_map(|(seen, begun)| Change::Sweep(seen, begun)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn both_answer_the_same_whatever_is_done(changes in prop::collection::vec(prop::collection::vec(change(), 1..4), 1..20)) {
        let folder = tempfile::tempdir().expect("a folder");
        let (memory, file) = (MemoryKeyring::default(), SqliteLedger::open(&folder.path().join("desk.db")).expect("a store"));
        for changes in &changes {
            prop_assert_eq!(memory.change(changes).is_ok(), file.change(changes).is_ok(), "{:?}", changes);
            prop_assert_eq!(memory.tokens().expect("read"), file.tokens().expect("read"));
            prop_assert_eq!(memory.accounts().expect("read"), file.accounts().expect("read"));
            for secret in 0..4 {
                prop_assert_eq!(memory.session(hash(secret)).expect("read"), file.session(hash(secret)).expect("read"));
            }
        }
    }
}
