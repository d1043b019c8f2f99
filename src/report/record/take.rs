//! How does the record follow the ledger?

use super::{
    Asked, Case, Kind, NONE, Record, Said,
    model::{List, hash_of_said, hash_of_shown, hash_of_ticket},
};
use crate::learn::{ArticleName, CaseKey, Cursor, Shown, Told, Verdict, WordKey, Words, push};

impl Record {
    /// Takes in what was shown, up to a place in the ledger. What is known already changes nothing.
    pub fn show(&mut self, shown: &Shown, upto: Cursor) {
        self.shown_upto = self.shown_upto.max(upto);
        let (number, new) = self.ids.give(shown.id);
        if new {
            push(&mut self.asked, None);
        }
        if self.asked[number as usize].is_some() {
            return;
        }
        let ticket = named(shown.ticket.as_deref());
        // What is its own question until somebody says otherwise has a number, too.
        let ticket = if let Some(ticket) = ticket {
            self.questions.give(hash_of_ticket(ticket)).0
        } else {
            self.questions.give(hash_of_shown(shown.id));
            NONE
        };
        let terms = match &shown.words {
            Words::Terms(terms) => terms.as_slice(),
            Words::Keys(_) => &[],
        };
        let kind = Kind::of(shown.excerpt.as_deref(), &terms.iter().map(String::as_str));
        let words = self.keep_words(&shown.words);
        let keys = self.list(words).iter().map(|word| self.words[*word]);
        let said = hash_of_said(shown.excerpt.as_deref(), keys);
        let asked = Asked {
            at: shown.at.as_second(),
            occasion: shown.kind,
            kind,
            channel: shown.channel.as_ref().map_or(NONE, |channel| self.channels.give_ref(channel)),
            circle: self.circles.give_ref(&shown.audiences),
            person: self.persons.give_ref(&shown.person),
            ticket,
            words,
            said,
            listed: self.keep_listed(shown.listed.iter().map(|listed| &listed.article)),
            best: shown.listed.first().and_then(|first| first.probability).map_or(255, hundredths),
        };
        self.asked[number as usize] = Some(asked);
    }

    /// Takes in what came of something, up to a place in the ledger. What is known already changes nothing.
    pub fn tell(&mut self, told: &Told, upto: Cursor) {
        self.told_upto = self.told_upto.max(upto);
        let outcome = &told.outcome;
        let (asked, new) = self.ids.give(outcome.shown);
        if new {
            push(&mut self.asked, None);
        }
        let own = named(outcome.ticket.as_deref());
        let ticket = own.or(named(told.ticket.as_deref()));
        let ticket_hash = ticket.map(hash_of_ticket);
        if let (Some(hash), None) = (ticket_hash, named(told.ticket.as_deref())) {
            let least = self.named.entry(asked).or_insert(hash);
            *least = hash.min(*least);
        }
        let (case, new) = self.keys.give(CaseKey::of(told));
        if new {
            push(&mut self.cases, Case::default());
        }
        let said = Said {
            moment: (outcome.at.as_microsecond(), outcome.id.0),
            verdict: outcome.verdict,
            assumed: outcome.assumed,
            person: self.persons.give_ref(&outcome.person),
            article: self.articles.give_ref(&outcome.article),
            asked,
            ticket: ticket_hash.map_or(NONE, |hash| self.questions.give(hash).0),
        };
        let case = &mut self.cases[case as usize];
        let takes_back = matches!(outcome.verdict, Verdict::Reopened | Verdict::Retracted);
        let slot = if takes_back { &mut case.taken } else { &mut case.said };
        if slot.is_none_or(|last| last.moment < said.moment) {
            *slot = Some(said);
        }
        case.reopened |= outcome.verdict == Verdict::Reopened;
    }

    fn keep_words(&mut self, words: &Words) -> List {
        let start = self.lists.len();
        match words {
            Words::Terms(terms) => {
                for term in terms {
                    let word = self.word(WordKey::of(term, &self.secret));
                    self.terms[word as usize].get_or_insert_with(|| term.as_str().into());
                    push(&mut self.lists, word);
                }
            }
            Words::Keys(keys) => {
                for key in keys {
                    let word = self.word(*key);
                    push(&mut self.lists, word);
                }
            }
        }
        self.since(start)
    }

    fn word(&mut self, key: WordKey) -> u32 {
        let (word, new) = self.words.give(key);
        if new {
            push(&mut self.terms, None);
        }
        word
    }

    fn keep_listed<'a>(&mut self, listed: impl Iterator<Item = &'a ArticleName>) -> List {
        let start = self.lists.len();
        for article in listed {
            let article = self.articles.give_ref(article);
            push(&mut self.lists, article);
        }
        self.since(start)
    }

    /// The list that was put behind the others from a place on.
    fn since(&self, start: usize) -> List {
        let number = |place: usize| u32::try_from(place).unwrap_or(NONE);
        List { start: number(start), len: number(self.lists.len() - start) }
    }
}

/// A ticket's number, if that is one.
fn named(ticket: Option<&str>) -> Option<&str> {
    ticket.filter(|ticket| !ticket.is_empty())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
fn hundredths(probability: f32) -> u8 {
    (probability.clamp(0.0, 1.0) * 100.0).round() as u8
}
