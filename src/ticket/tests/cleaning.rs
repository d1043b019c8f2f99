//! Greetings, sign-offs, signatures, footers and quotes go; nothing else does.

use super::{check, stays};

#[test]
fn a_greeting_goes_and_what_follows_it_stays() {
    check("Hi, my printer is broken", "my printer is broken");
    check("Hello Anna,\nno code.", "no code.");
    check("Dear Mr. Smith,\n\nno code.", "no code.");
    check("Hi there! I need a code.", "I need a code.");
    check("hello i have no code", "i have no code");
    check("Dear team I need a code", "I need a code");
    check("Hello- it is urgent", "it is urgent");
    check("Good morning. No code came.", "No code came.");
    check("Hi Tom,\nI hope you are well.\n\nNo code came.", "No code came.");
    check("Team,\n\nno code came.", "no code came.");
    check("Sehr geehrte Damen und Herren,\n\nder Drucker streikt.", "der Drucker streikt.");
    check("Hallo zusammen, der Drucker streikt.", "der Drucker streikt.");
    check("Hola, buenos días:\nno imprime.", "no imprime.");
    check("Estimado señor García:\nno imprime.", "no imprime.");
    check("Bonjour Madame,\nrien ne s'imprime.", "rien ne s'imprime.");
    check("Cher Pierre,\n\nrien ne s'imprime.", "rien ne s'imprime.");
}

#[test]
fn words_that_look_like_greetings_stay() {
    stays("Hello World does not compile");
    stays("Hi-Res screens are blurry");
    stays("Hey.exe crashes");
    stays("Good morning report is empty");
    stays("Dear Photo Widget crashes");
    check("Hello Outlook crashes on start", "Outlook crashes on start");
    check("Hi Outlook", "Outlook");
    check("HI MY PRINTER IS BROKEN", "MY PRINTER IS BROKEN");
}

#[test]
fn a_sign_off_goes_with_all_below() {
    check("No code came.\n\nBest regards\nAnna Meier\nSales\n+49 30 123456", "No code came.");
    check("No code came.\n\nThanks,\nTom", "No code came.");
    check("No code came. Thanks!", "No code came.");
    check("No code came. Thank you very much in advance, Anna", "No code came.");
    check("Kein Code kam.\n\nMit freundlichen Grüßen\ni. A. Jürgen Weiß", "Kein Code kam.");
    check("Kein Code kam.\nVielen Dank im Voraus\n\nMfG\nJ. W.", "Kein Code kam.");
    check("No llega.\nMuchas gracias y un saludo,\nMateo", "No llega.");
    check("Rien n'arrive.\n\nMerci d'avance pour votre aide.\nCordialement,\nChloé", "Rien n'arrive.");
    check("No code came.\n-- \nAnna\nSales", "No code came.");
    check("No code came.\n\nRegards\nTom\n\nPS: the error is 42.", "No code came.\n\nPS: the error is 42.");
    check("It broke.\n\nRegards\nTom\n\njava.io.IOException: gone", "It broke.\n\njava.io.IOException: gone");
}

#[test]
fn words_of_thanks_and_farewell_inside_of_sentences_stay() {
    stays("thanks to the update it fails");
    stays("The mail with best regards at its end is not sent");
    stays("Thanks for the update, but it still fails");
    stays("Best practice for backups?");
    stays("How do I change \"Kind regards\" in my signature?");
    stays("Merci de vérifier mon compte");
    stays("The page says:\nAccess Denied");
    check("Thanks for your help last week.\n\nNow it is slow.", "Now it is slow.");
    check("Thanks\n\nthe printer in room 4 is slow again today", "the printer in room 4 is slow again today");
}

#[test]
fn signatures_without_sign_off_go() {
    check("No code came.\n\nAnna Meier\nSales Manager\nTel: +49 30 123456\nwww.example.com", "No code came.");
    check("No code came.\n\nAnna Meier | Sales | +49 30 123456", "No code came.");
    check("No code came.\n\n- Tom", "No code came.");
    stays("Two fail:\n\nPrinter Model\nPhone: none");
}

#[test]
fn what_devices_and_lawyers_add_goes() {
    check("No code came.\n\nSent from my iPhone", "No code came.");
    check("Kein Code.\n\nVon meinem iPhone gesendet", "Kein Code.");
    check("Nada.\nEnviado desde mi iPhone", "Nada.");
    check("Rien.\nEnvoyé de mon iPhone", "Rien.");
    check(
        "No code came.\n\nThis email is confidential and intended solely for the addressee. If you have received it in \
         error, notify the sender and delete it.",
        "No code came.",
    );
    check(
        "CAUTION: This email originated from outside of the organization. Do not click links.\n\nNo code came.",
        "No code came.",
    );
    stays("Sent from my phone mails are not signed");
    stays("How do I mark a message as confidential?");
    stays("Why is this email confidential? I cannot delete the message, it says error.");
}

#[test]
fn quoted_history_goes() {
    check("No code.\n\nOn Mon, 3 Jun 2024 at 10:12, Desk <d@x.y> wrote:\n> Did you\n> try?", "No code.");
    check("No code.\n\nOn Mon, 3 Jun 2024 at 10:12,\nDesk <d@x.y> wrote:\n\nDid you try?", "No code.");
    check("Kein Code.\n\nAm 03.06.2024 um 10:12 schrieb Desk:\n> Hm?", "Kein Code.");
    check("Nada.\n\nEl lun, 3 jun 2024, Desk escribió:\n> ¿Eh?", "Nada.");
    check("Rien.\n\nLe lun. 3 juin 2024 à 10:12, Desk a écrit :\n> Hein ?", "Rien.");
    check("No.\n\n-----Original Message-----\nFrom: Desk\nSubject: x\n\nold", "No.");
    check("Nein.\n\nVon: Desk\nGesendet: Montag\nAn: Anna\nBetreff: x\n\nalt", "Nein.");
    check("> Did you try?\n> Twice?\nYes, twice.", "Yes, twice.");
    check("On d x@y.z wrote:\n> a\n\nYes.\nNo code.", "Yes.\nNo code.");
}

#[test]
fn what_looks_like_a_quote_stays() {
    stays("> npm install fails");
    stays("It says one of these messages:\n> You cannot share this.\n> Too many items.");
    stays(">>> import x\n>>> x.y()\nfails");
    stays("On Monday my colleague wrote:\nit is broken");
    stays("From: and To: are empty in my mails");
}

#[test]
fn a_mail_that_was_passed_on_is_read() {
    check(
        "---------- Forwarded message ---------\nFrom: A <a@b.c>\nDate: x\nSubject: y\n\nHi,\nno code.",
        "no code.",
    );
    check(
        "FYI\n\n-----Original Message-----\nFrom: A\nSent: x\nSubject: y\n\nno code.\n\nRegards\nTom",
        "no code.",
    );
    check("Thanks!\n\nOn 3 Jun, Desk <a@b.c> wrote:\n> Done.\n> Bye.", "");
}

#[test]
fn html_is_read() {
    check("<p>Hi,</p><p>no <b>code</b>&nbsp;came.</p><p>Regards,<br>Tom</p>", "no code came.");
    check(
        "<div>no code</div><br><div class=\"gmail_quote\">On 3 Jun, D <d@x.y> wrote:<blockquote>old</blockquote></div>",
        "no code",
    );
    check("<p>no code</p><div class=gmail_signature>Tom<br>Sales</div>", "no code");
}
