//! What every keeper of requests must do. Each behaviour is stated once and runs on both.

use jiff::{SignedDuration, Timestamp};

use super::{
    memory::MemoryLedger,
    sqlite::SqliteLedger,
    suite::{outcome, shown},
};
use crate::{
    access::Reader,
    learn::{Error, EventId, Ledger, Person, Which},
    request::{Came, Delivery, Figures, Progress, Request, Requests, Way},
};

trait Both: Requests + Ledger {}
impl<T: Requests + Ledger> Both for T {}

fn each(behaviour: impl Fn(&dyn Both)) {
    behaviour(&MemoryLedger::default());
    let folder = tempfile::tempdir().expect("a folder");
    behaviour(&SqliteLedger::open(&folder.path().join("desk.db")).expect("a store"));
}

fn at(second: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_790_000_000 + second)
}

pub(super) fn request(id: u128) -> Request {
    Request {
        number: 0,
        id: EventId(id),
        at: at(0) + SignedDuration::from_micros(7),
        person: Person("network:7f3a".to_owned()),
        audiences: vec!["public".to_owned()],
        key: Some(format!("key {id}")),
        shown: None,
        ticket: Some(format!("T-{id}")),
        channel: Some("web".to_owned()),
        subject: Some("no code".to_owned()),
        text: "since monday — \"why\"?\nthanks".to_owned(),
        reply_to: Some("ann@example.org".to_owned()),
    }
}

pub(super) fn delivery(id: u128, way: Way, second: i64) -> Delivery {
    Delivery { id: EventId(id), way, tries: 0, progress: Progress::Waiting(at(second)), why: None }
}

fn open(requests: &dyn Both) -> Vec<u64> {
    requests.open().expect("requests").into_iter().map(|(number, _)| number).collect()
}

#[test]
fn what_was_sent_is_kept_as_it_was() {
    each(|store| {
        let ways = [delivery(11, Way::Webhook, 3), delivery(12, Way::Mail, 4)];
        let sent = store.send(&request(1), &ways).expect("a request");
        assert_eq!((sent.number, sent.id, sent.new), (1, EventId(1), true));
        let kept = store.request(1).expect("a store").expect("the request");
        assert_eq!(kept.request, Request { number: 1, ..request(1) });
        let [webhook, mail] = ways;
        assert_eq!(kept.deliveries, [mail, webhook], "in the order of their names");
        assert_eq!((kept.done, open(store)), (None, vec![1]));
        assert_eq!(store.request(2).expect("a store"), None);
        let bare = Request { key: None, shown: Some(EventId(77)), ticket: None, channel: None, ..request(2) };
        let bare = Request { subject: None, reply_to: None, audiences: Vec::new(), ..bare };
        store.send(&bare, &[]).expect("a request");
        assert_eq!(store.request(2).expect("a store").expect("it").request, Request { number: 2, ..bare });
        assert_eq!(store.open().expect("requests")[0].1, ["public"]);
        assert_eq!(store.verify().expect("a store"), Vec::<String>::new());
    });
}

#[test]
fn the_same_form_sent_again_is_the_same_request() {
    each(|store| {
        let first = store.send(&request(1), &[]).expect("a request");
        let again = Request { id: EventId(2), ..request(1) };
        let known = store.send(&again, &[delivery(11, Way::Mail, 0)]).expect("the same");
        assert_eq!((known.number, known.id, known.new), (first.number, first.id, false));
        assert_eq!(store.request(1).expect("a store").expect("it").deliveries, []);
        let other = Request { text: "something else".to_owned(), ..again.clone() };
        assert!(matches!(store.send(&other, &[]), Err(Error::KeyTaken(key)) if key == "key 1"));
        // Nothing that was refused took a number.
        let other_person = Request { id: EventId(3), person: Person("other".to_owned()), ..again.clone() };
        assert_eq!(store.send(&other_person, &[]).expect("another").number, 2);
        // Of one that is done nothing is left to compare.
        assert!(store.close(1, at(9)).expect("a store"));
        assert!(!store.send(&other, &[]).expect("the same").new);
        let without = Request { key: None, id: EventId(4), ..request(1) };
        assert!(store.send(&without, &[]).expect("another").new, "without a key each is its own");
    });
}

#[test]
fn of_a_closed_request_no_word_is_left() {
    each(|store| {
        store.send(&request(1), &[delivery(11, Way::Mail, 0)]).expect("a request");
        assert!(store.close(1, at(5)).expect("a store"));
        assert!(!store.close(1, at(6)).expect("a store"), "it was closed already");
        assert!(!store.close(7, at(6)).expect("a store"), "there is none");
        let kept = store.request(1).expect("a store").expect("its row");
        assert_eq!(
            kept.request,
            Request { number: 1, subject: None, text: String::new(), reply_to: None, ..request(1) }
        );
        assert_eq!((kept.done, kept.deliveries.len(), open(store).len()), (Some(at(5)), 0, 0));
        assert_eq!(store.due(at(99), 9).expect("deliveries"), []);
        store.tried(EventId(11), &Came::Delivered, at(7)).expect("too late is no failure");
        assert_eq!(store.request(1).expect("a store").expect("its row").done, Some(at(5)));
    });
}

#[test]
fn a_delivery_is_due_until_it_is_taken() {
    each(|store| {
        store.send(&request(1), &[delivery(11, Way::Webhook, 10), delivery(12, Way::Mail, 5)]).expect("one");
        store.send(&request(2), &[delivery(21, Way::Webhook, 1)]).expect("another");
        let due = |second, limit| {
            let due = store.due(at(second), limit).expect("deliveries");
            due.into_iter().map(|(one, request)| (one.id.0, request.number)).collect::<Vec<_>>()
        };
        assert_eq!(due(0, 9), []);
        assert_eq!(due(10, 9), [(21, 2), (12, 1), (11, 1)], "longest waiting first");
        assert_eq!(due(10, 1), [(21, 2)]);
        let failed = |again| Came::Failed { again, why: "it answered 500".to_owned() };
        store.tried(EventId(12), &failed(Some(at(20))), at(5)).expect("a store");
        store.tried(EventId(11), &Came::Delivered, at(11)).expect("a store");
        store.tried(EventId(21), &failed(None), at(11)).expect("a store");
        assert_eq!((due(19, 9), due(20, 9)), (vec![], vec![(12, 1)]));
        assert_eq!(store.figures().expect("figures"), Figures { open: 2, waiting: 1, given_up: 1 });
        let kept = store.request(1).expect("a store").expect("it");
        let [mail, webhook] = &kept.deliveries[..] else { panic!("two ways") };
        assert_eq!((mail.tries, mail.why.as_deref()), (1, Some("it answered 500")));
        assert_eq!((webhook.tries, webhook.progress, kept.done), (1, Progress::Delivered, None));
        store.tried(EventId(12), &Came::Delivered, at(21)).expect("a store");
        let kept = store.request(1).expect("a store").expect("it");
        assert_eq!((kept.done, kept.request.text.as_str(), kept.request.reply_to), (Some(at(21)), "", None));
        assert_eq!(open(store), [2], "what was given up stays");
        store.tried(EventId(99), &Came::Delivered, at(21)).expect("nobody knows it");
    });
}

#[test]
fn a_ticket_that_is_forgotten_takes_its_requests_with_it() {
    let permit = Reader::agent("a", []).permit().expect("an agent");
    for which in [
        Which::Ticket("R-1".to_owned()),
        Which::Ticket("T-1".to_owned()),
        Which::Ticket("T-10".to_owned()),
        Which::Shown(EventId(10)),
    ] {
        each(|store| {
            // What an agent was shown for the request has its name.
            let opened = crate::learn::Shown { ticket: Some("R-1".to_owned()), ..shown(20) };
            store.show(&[shown(10), opened, shown(30)]).expect("a store");
            store.append(&[outcome(100, 20)], &permit).expect("an outcome");
            store
                .send(&Request { shown: Some(EventId(10)), ..request(1) }, &[delivery(11, Way::Mail, 0)])
                .expect("one");
            store.send(&request(2), &[delivery(21, Way::Mail, 0)]).expect("another");
            let forgotten = store.forget(&which, "forgotten-1").expect("a store");
            assert_eq!((forgotten.shown, forgotten.outcomes, forgotten.requests), (2, 1, 1), "{which:?}");
            assert_eq!((open(store), store.request(1).expect("a store")), (vec![2], None));
            assert_eq!(store.due(at(1), 9).expect("deliveries").len(), 1);
            assert_eq!(store.shown(EventId(30)).expect("a store"), Some(shown(30)), "another ticket's stays");
            assert_eq!(store.shown(EventId(10)).expect("a store").expect("its row").excerpt, None);
            assert_eq!(
                store.send(&request(3), &[]).expect("a request").number,
                3,
                "no number is given twice"
            );
        });
    }
}
