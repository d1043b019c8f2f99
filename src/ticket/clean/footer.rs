//! Which lines does a machine or a law department add?

use std::ops::Range;

use crate::ticket::phrases::plain;

/// Phrases of confidentiality notices; several of them together make one. Plain words, four languages.
const NOTICE: [&str; 68] = [
    "this e mail",
    "this email",
    "this message",
    "this communication",
    "this transmission",
    "confidential",
    "confidentiality",
    "intended recipient",
    "intended solely",
    "intended only",
    "solely for",
    "addressee",
    "privileged",
    "if you have received",
    "if you are not the",
    "in error",
    "notify the sender",
    "notify us",
    "delete",
    "destroy",
    "unauthorized",
    "unauthorised",
    "disclosure",
    "dissemination",
    "distribution",
    "strictly prohibited",
    "virus",
    "liability",
    "attachments",
    "any attachments",
    "diese e mail",
    "diese mail",
    "diese nachricht",
    "vertraulich",
    "vertrauliche",
    "rechtlich geschutzte",
    "richtige adressat",
    "irrtumlich",
    "absender",
    "vernichten",
    "loschen sie",
    "unerlaubte",
    "unbefugte",
    "nicht gestattet",
    "weitergabe",
    "este mensaje",
    "este correo",
    "confidencial",
    "destinatario",
    "por error",
    "notifique",
    "remitente",
    "eliminelo",
    "prohibida",
    "divulgacion",
    "adjuntos",
    "ce message",
    "ce courriel",
    "cet e mail",
    "confidentiel",
    "confidentielles",
    "destinataire",
    "par erreur",
    "expediteur",
    "detruire",
    "supprimer",
    "interdite",
    "pieces jointes",
];

/// How a notice announces itself.
const LABELS: [&str; 16] = [
    "confidentiality notice",
    "confidentiality",
    "confidential",
    "disclaimer",
    "legal notice",
    "legal disclaimer",
    "email disclaimer",
    "notice",
    "important notice",
    "vertraulichkeitshinweis",
    "haftungsausschluss",
    "aviso legal",
    "aviso de confidencialidad",
    "clausula de confidencialidad",
    "avis de confidentialite",
    "avertissement",
];

/// Phrases of the warning that a gateway sets on top.
const BANNER: [&str; 16] = [
    "originated from outside",
    "outside of the organization",
    "outside your organization",
    "outside of your organization",
    "external email",
    "external sender",
    "do not click",
    "open attachments",
    "caution",
    "you recognize the sender",
    "know the content is safe",
    "externe e mail",
    "externer absender",
    "klicken sie nicht",
    "correo externo",
    "expediteur externe",
];

/// A line that holds one of these, below the question, is no part of it.
const ADDED: [&str; 40] = [
    "consider the environment",
    "think before you print",
    "before printing this",
    "denken sie an die umwelt",
    "bevor sie diese e mail ausdrucken",
    "medio ambiente antes de imprimir",
    "antes de imprimir este",
    "pensez a lenvironnement",
    "avant dimprimer",
    "scanned for viruses",
    "has been scanned",
    "virus free",
    "virenfrei",
    "libre de virus",
    "garanti sans virus",
    "unsubscribe",
    "follow us on",
    "manage your preferences",
    "manage preferences",
    "view in browser",
    "view this email in your browser",
    "registered in england",
    "registered office",
    "company registration",
    "company number",
    "registered number",
    "vat no",
    "vat reg",
    "vat number",
    "sitz der gesellschaft",
    "handelsregister",
    "registergericht",
    "amtsgericht",
    "geschaftsfuhrer",
    "geschaftsfuhrung",
    "ust idnr",
    "ust id",
    "capital social",
    "siret",
    "registro mercantil",
];

/// How the line begins that a telephone adds.
const DEVICES: [&str; 26] = [
    "sent from my",
    "sent from outlook",
    "sent from mail for windows",
    "sent from yahoo mail",
    "sent from a mobile",
    "sent from mobile",
    "sent from samsung",
    "sent from proton",
    "sent via",
    "sent with",
    "sent on the go",
    "get outlook for",
    "gesendet von",
    "von meinem",
    "von meiner",
    "gesendet mit",
    "von unterwegs gesendet",
    "holen sie sich outlook",
    "outlook fur ios",
    "enviado desde",
    "enviado con",
    "obtener outlook",
    "obtenga outlook",
    "envoye de mon",
    "envoye depuis",
    "envoye a partir",
];

/// Takes away what devices, gateways and law departments add.
pub(super) fn take_away(lines: &mut Vec<&str>) {
    let mut gone = vec![false; lines.len()];
    let mut after_notice = false;
    for (number, paragraph) in paragraphs(lines).into_iter().enumerate() {
        let text = plain(&lines[paragraph.clone()].join(" "));
        if is_banner(&text) || is_notice(&text, number == 0, after_notice) {
            gone[paragraph].fill(true);
            after_notice = true;
            continue;
        }
        after_notice = false;
        for at in paragraph {
            gone[at] = is_picture(lines[at]) || is_added(lines[at], number == 0) || is_device(lines[at]);
        }
    }
    let mut gone = gone.into_iter();
    lines.retain(|_| !gone.next().unwrap_or(false));
}

/// Lines that stand together, without the blank ones between.
pub(super) fn paragraphs(lines: &[&str]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, line) in lines.iter().enumerate() {
        match (line.trim().is_empty(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                found.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    found.extend(start.map(|from| from..lines.len()));
    found
}

fn count(text: &str, phrases: &[&str]) -> usize {
    phrases.iter().filter(|phrase| text.contains(**phrase)).count()
}

fn is_banner(text: &str) -> bool {
    text.len() < 600 && count(text, &BANNER) >= 3
}

/// Whether a paragraph is a confidentiality notice: by its label, or by many of its phrases.
fn is_notice(text: &str, first: bool, after_notice: bool) -> bool {
    if text.len() < 40 || text.len() > 6_000 {
        return LABELS.contains(&text) && !first;
    }
    let labelled = LABELS.iter().any(|label| text.starts_with(label));
    let needed = match (first, labelled || after_notice) {
        (true, _) => 6,
        (false, true) => 2,
        (false, false) => 4,
    };
    count(text, &NOTICE) >= needed
}

/// `[cid:image001.png@01D]`, `[image: logo]`
fn is_picture(line: &str) -> bool {
    let line = line.trim();
    let opens = ["[cid:", "[image:", "[image]", "<image0", "[inline image", "[logo"];
    opens.iter().any(|open| line.get(..open.len()).is_some_and(|head| head.eq_ignore_ascii_case(open)))
        && line.ends_with([']', '>'])
        && line.len() < 200
}

fn is_added(line: &str, first: bool) -> bool {
    if first || line.len() > 300 || line.contains('?') {
        return false;
    }
    let text = format!(" {} ", plain(line));
    let told = ADDED.iter().any(|added| text.contains(added));
    told && ![" i ", " my ", " we ", " ich ", " mein ", " je ", " mi "].iter().any(|own| text.contains(own))
}

/// "Sent from my iPhone": short, and not a sentence about what was sent.
fn is_device(line: &str) -> bool {
    if line.len() > 100 {
        return false;
    }
    let text = plain(line);
    let begins = DEVICES.iter().any(|device| text.starts_with(device));
    let mine = text.starts_with("von meine") && !text.ends_with("gesendet");
    let says = ["not", "dont", "doesnt", "cant", "wont", "nicht", "no", "pas", "is", "are", "ist", "error"];
    begins && !mine && text.split(' ').count() <= 10 && !text.split(' ').any(|word| says.contains(&word))
}
