# Die Konsole.
agent-open-tickets = Offene Tickets
agent-field = Ein paar Wörter, oder was der Kunde geschrieben hat
agent-field-hint = Drei Wörter, oder die ganze E-Mail einfügen
agent-how = Wie es gelesen wird
agent-by-length = Nach Länge
agent-search = Suche
agent-ticket = Ticket
agent-rule = Eine Zeile mit bis zu { $count } Wörtern wird gesucht; was länger ist, wird als Ticket gelesen.
agent-find = Finden
agent-more = Nummer, Produkt, Umgebung
agent-number = Nummer des Tickets
agent-product = Produkt
agent-version = Version
agent-came-by = Kam über
agent-channels = E-Mail, Telefon, Chat
agent-surroundings = Umgebung
agent-surroundings-hint = Windows 11, zu Hause, seit Montag
agent-show-offered = Zeigen, was zum Getippten gefunden wurde
agent-no-line = Von diesem Ticket ist keine Zeile behalten.
agent-back = Zurück zu den Vorschlägen
agent-hand-over = Übergeben
agent-what-recorded = Was festgehalten wurde
agent-recorded = Festgehalten:
agent-colleague = Das hat ein Kollege gesagt.
agent-undo = Zurücknehmen
agent-what-wrong = Was stimmt damit nicht?
agent-add = Anfügen
agent-calm = Das liest sich wie eine Beschwerde oder wie Not. Beginnen Sie ruhig:
agent-articles = { $count ->
    [one] 1 Artikel
   *[other] { $count } Artikel
}
agent-first-words = Nach den ersten Wörtern suchen
agent-forgotten = Warum jeder vorgeschlagen wurde, ist nicht mehr bekannt: das wird behalten, bis der Server endet.
agent-why = Warum:
agent-offer = Passendes Angebot
agent-missing = Es fehlt: den Redakteuren sagen
agent-none-helped = Keiner davon hat geholfen
agent-hand-it = Übergeben Sie es
agent-not-recorded = Suchen werden hier nicht festgehalten, also lässt sich zu keiner etwas sagen. Lesen Sie es stattdessen als Ticket.
agent-nothing-open = Nichts ist offen
agent-begin = Tippen Sie, was Sie am Telefon hören, oder fügen Sie eine E-Mail ein, wie sie kam, mit Gruß, Verlauf und Signatur. Was über einen Artikel gesagt wurde, zählt ab der nächsten Suche.
agent-keys = Tasten
agent-key-field = ins Feld; Eingabe sendet, Umschalt und Eingabe ist eine neue Zeile, Esc verlässt es
agent-key-or = oder
agent-key-to = bis
agent-key-move = der nächste und der vorige Artikel
agent-key-copy = kopiert, was dieser Artikel sagt, in der zuletzt kopierten Form
agent-key-r = er hat das Ticket gelöst
agent-key-h = er hat geholfen, war aber nicht alles
agent-key-x = er war es nicht
agent-key-f = meldet ihn als falsch oder veraltet
agent-key-0 = keiner davon hat geholfen
agent-key-z = nimmt zurück, was zuletzt festgehalten wurde
agent-key-u = übergibt das Ticket
agent-key-help = zeigt und verbirgt diese Liste
agent-keys-when = Sie tun nichts, während Sie tippen, oder ohne JavaScript; alles hat auch einen Knopf oder einen Link.
agent-keys-more = Mehr über die Konsole
agent-none-heading = Nichts enthält diese Wörter
agent-none-below = Lassen Sie eins weg, oder fügen Sie ein, was der Kunde geschrieben hat.
agent-nearest-heading = Kein Artikel enthält alle diese Wörter
agent-nearest-below = Diese enthalten einige davon.
agent-by-hand = Von Hand gefunden
agent-far-heading = Kein Artikel kommt dem nahe
agent-far-below = Suchen Sie von Hand mit zwei oder drei seiner Wörter. Findet auch das nichts, sagen Sie, dass es fehlt: Redakteure sehen, was niemand beantworten konnte.
agent-sure = Der erste löst es sehr wahrscheinlich
agent-maybe = Einer davon kann es lösen
agent-doubt = Wahrscheinlich löst das kein Artikel
agent-doubt-below = Diese kommen am nächsten und sind weit hergeholt. Suchen Sie von Hand, oder sagen Sie, dass keiner hilft: Redakteure sehen, was fehlt.
agent-internal = Intern
agent-internal-why = Kunden sehen ihn nicht: sagen Sie es in eigenen Worten
agent-review-due = Prüfung war fällig am
agent-pace = { $count ->
    [one] 1 Ticket war nach { $long } gelöst
   *[other] Die Hälfte von { $count } Tickets war nach { $long } gelöst
}
agent-instant = einer Minute
agent-minutes = { $count ->
    [one] 1 Minute
   *[other] { $count } Minuten
}
agent-hours = { $count ->
    [one] 1 Stunde
   *[other] { $count } Stunden
}
agent-days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tagen
}
agent-resolved-it = Hat es gelöst
agent-helped = Hat geholfen
agent-not-it = War es nicht
agent-flag = Melden
agent-customers-not = Kunden sehen diesen Artikel nicht: seine Worte und seine Adresse sind für Kollegen.
agent-copy-by-hand = Von Hand kopieren
agent-as-text = Als Text
agent-as-markdown = Als Markdown
agent-as-link = Als Link
agent-what-it-says = Was er sagt

# Was über einen Artikel gesagt wurde: als Zeichen und in Worten.
verdict-resolved = Hat es gelöst
verdict-helped = Hat geholfen
verdict-not_helpful = War es nicht
verdict-wrong = Gemeldet
verdict-taken-back = Zurückgenommen
verdict-none-words = nichts davon hat geholfen; es ist als Lücke gemeldet
verdict-resolved-words = hat es gelöst und kommt nächstes Mal früher
verdict-helped-words = hat geholfen, war aber nicht alles
verdict-not_helpful-words = war es nicht und wird für solche Tickets seltener gezeigt
verdict-wrong-words = ist falsch oder veraltet; Redakteure sehen das
verdict-reopened-words = hielt nicht: das Ticket kam wieder
verdict-retracted-words = wurde zurückgenommen; es ist nie geschehen

# Das Paket für die nächste Stufe.
hand-title = Übergabe
hand-of = Übergabe von { $what }
hand-back = Zurück zum Ticket
hand-lead = Was die nächste Stufe braucht: was gefragt, gezeigt und versucht wurde, damit es niemand noch einmal fragt.
hand-asked = Gefragt
hand-short = Kurz gesagt
hand-no-line = Von diesem Ticket ist keine Zeile behalten. Fügen Sie die Worte des Kunden selbst an.
hand-shown = Gezeigt
hand-none-near = Kein Artikel kam dem nahe.
hand-tried = Versucht
hand-nothing = Nichts wurde festgehalten.
hand-say-first = Sagen Sie erst, was es nicht war
hand-and-why = , und warum: die nächste Stufe beginnt dort.
hand-taken-back = zurückgenommen oder neu gesagt
hand-why = Warum: { $what }
hand-similar = Ähnliche Tickets, und was sie gelöst hat
hand-copy = Zum Kopieren
hand-as-text = Alles als Text
hand-as-json = Dasselbe als JSON
hand-text-ticket = Übergabe des Tickets { $what }
hand-text-no-number = ohne Nummer
hand-text-asked = Gefragt am { $what }
hand-text-by = Gefragt am { $day }, über { $channel }
hand-text-number = Nummer des Vorschlags: { $what }
hand-text-short = Kurz gesagt: { $what }
hand-text-shown = Gezeigt, das Beste zuerst
hand-text-none = nichts kam dem nahe
hand-text-nothing = nichts wurde festgehalten

# Was sich seit der letzten Schicht geändert hat.
since-shift = Seit Ihrer letzten Schicht
since-week = In den letzten sieben Tagen
since-nothing = Kein Artikel hat sich geändert.
since-added = Neu am { $what }
since-changed = Geändert am { $what }
since-retired = Zurückgezogen am { $what }
since-used = { $count ->
    [one] einmal von Ihnen benutzt
   *[other] { $count }-mal von Ihnen benutzt
}
since-more = { $count ->
    [one] 1 weiterer Artikel hat sich geändert
   *[other] { $count } weitere Artikel haben sich geändert
}
