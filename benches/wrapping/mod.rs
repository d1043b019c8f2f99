//! How does a question look when it comes as a mail?
//!
//! [`wrapped`] puts around a question what people put there: a greeting, some context, thanks, a sign-off, a
//! signature, a footer, a notice, and an earlier mail below. Which of them, and which of many forms, follows
//! from the seed.

mod phrases;

use phrases::{
    AFTERS, COMPANIES, CONTEXTS, DEVICES, FIRST_NAMES, GREETINGS, HISTORY, LAST_NAMES, NOTICES, SIGN_OFFS,
    STREETS, THANKS, TITLES, TOWNS,
};

/// A small generator, so that every run wraps alike (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % most
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    /// True in so many of a hundred.
    fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }
}

/// The question as a mail.
pub(crate) fn wrapped(text: &str, seed: u64) -> String {
    let mut random = Random(seed);
    let name = (random.of(&FIRST_NAMES), random.of(&LAST_NAMES));
    let mut mail = String::new();
    let greeting = random.of(&GREETINGS);
    mail.push_str(&greeting.replace("{name}", random.of(&FIRST_NAMES)));
    // Some go on in the line of the greeting.
    mail.push_str(if random.percent(15) { " " } else { "\n\n" });
    for _ in 0..random.below(3) {
        mail.push_str(random.of(&CONTEXTS));
        mail.push_str(if random.percent(50) { " " } else { "\n" });
    }
    mail.push_str(text.trim());
    mail.push('\n');
    if random.percent(60) {
        let gap = if random.percent(70) { "\n" } else { "" };
        mail.push_str(gap);
        let thanks = random.percent(60);
        mail.push_str(if thanks { random.of(&THANKS) } else { random.of(&AFTERS) });
        mail.push('\n');
    }
    mail.push('\n');
    mail.push_str(random.of(&SIGN_OFFS));
    mail.push('\n');
    mail.push_str(&signature(&mut random, name));
    if random.percent(25) {
        mail.push('\n');
        mail.push_str(random.of(&DEVICES));
        mail.push('\n');
    }
    if random.percent(40) {
        mail.push('\n');
        mail.push_str(random.of(&NOTICES));
        mail.push('\n');
    }
    if random.percent(45) {
        mail.push('\n');
        mail.push_str(&history(&mut random, name));
    }
    mail
}

fn signature(random: &mut Random, (first, last): (&str, &str)) -> String {
    let mut lines = vec![match random.below(3) {
        0 => first.to_owned(),
        _ => format!("{first} {last}"),
    }];
    if random.percent(70) {
        let company = random.of(&COMPANIES);
        let domain = company.to_lowercase().replace([' ', '&', '.'], "");
        let title = random.of(&TITLES);
        lines.push(if random.percent(50) {
            format!("{title}, {company}")
        } else {
            format!("{title}\n{company}")
        });
        let (number, more) = (random.below(9_000) + 1_000, random.below(900) + 100);
        match random.below(4) {
            0 => lines.push(format!("Tel: +44 20 7946 {number}")),
            1 => lines.push(format!("Phone: ({more}) 555-{number} | Fax: ({more}) 555-{more}0")),
            2 => lines.push(format!("Mobile +49 171 {more}{number}")),
            _ => {}
        }
        if random.percent(50) {
            lines.push(format!("{}.{}@{domain}.example", first.to_lowercase(), last.to_lowercase()));
        }
        if random.percent(50) {
            lines.push(format!("{} {}, {}", random.below(200) + 1, random.of(&STREETS), random.of(&TOWNS)));
        }
        if random.percent(40) {
            lines.push(format!("www.{domain}.example"));
        }
    }
    lines.join("\n") + "\n"
}

/// An earlier mail about something else, as mail programs quote it.
fn history(random: &mut Random, (first, last): (&str, &str)) -> String {
    let earlier = random.of(&HISTORY);
    let (day, hour, minute) = (random.below(28) + 1, random.below(12) + 8, random.below(50) + 10);
    let quoted = || format!("> {}\n", earlier.replace('\n', "\n> "));
    let agent = random.of(&FIRST_NAMES);
    match random.below(5) {
        0 => format!(
            "On {day} March 2024 at {hour}:{minute}, Service Desk <desk@help.example> wrote:\n{}",
            quoted()
        ),
        1 => format!(
            "From: {agent} <desk@help.example>\nSent: Monday, March {day}, 2024 {hour}:{minute}\nTo: {first} {last}\n\
             Subject: RE: Your request\n\n{earlier}\n"
        ),
        2 => format!(
            "-----Original Message-----\nFrom: {agent}\nSent: {day} March 2024 {hour}:{minute}\nTo: {first} {last}\n\
             Subject: Closed\n\n{earlier}\n"
        ),
        3 => format!(
            "________________________________\nFrom: {agent} <desk@help.example>\nSent: {day} March 2024\nTo: {first}\n\
             Subject: Re: ticket\n\n{earlier}\n"
        ),
        _ => format!(
            "On Mon, Mar {day}, 2024 at {hour}:{minute} AM {agent} from the very busy and friendly Service Desk\n\
             <desk@help.example> wrote:\n\n{}",
            quoted()
        ),
    }
}
