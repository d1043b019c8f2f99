# Die Startseite.
home-how = Wie können wir helfen?
home-empty = Hier gibt es noch keine Artikel.
home-articles = { $count ->
    [one] Suchen Sie in 1 Artikel oder beginnen Sie mit einem Thema.
   *[other] Suchen Sie in { $count } Artikeln oder beginnen Sie mit einem Thema.
}
home-longer = Eine längere Geschichte?
home-describe = Beschreiben Sie sie und sehen Sie, was sie lösen kann
home-topics = Themen
home-popular = Was anderen geholfen hat
home-solved = { $count ->
    [one] hat es für 1 Person gelöst
   *[other] hat es für { $count } Personen gelöst
}
home-questions = Was oft gefragt wird
home-latest = Zuletzt aktualisiert
topic-articles = { $count ->
    [one] Artikel
   *[other] Artikel
}

# Ergebnisse.
search-title = Suche
search-nothing-asked = Wonach suchen Sie?
search-type = Schreiben Sie oben ein paar Wörter: was nicht geht, was Sie tun möchten oder den Code eines Fehlers.
search-none = Keine Ergebnisse
search-results = { $count ->
    [one] Ergebnis
   *[other] Ergebnisse
}
search-for = für
search-with = { $count ->
    [one] mit diesem Filter
   *[other] mit diesen Filtern
}
search-in-use = Benutzte Filter
search-remove = Filter entfernen:
search-everywhere = Überall suchen
search-meant = Meinten Sie
search-cut = Das war lang. Nur der Anfang wurde gesucht.
search-filter = Diese Ergebnisse filtern
search-filters = Filter
search-nearest = Nicht ganz das Gesuchte, aber nahe daran
search-nearest-why = Kein Artikel enthält alle diese Wörter. Diese enthalten einige davon.
search-no-such-page = Diese Ergebnisseite gibt es nicht.
search-first-page = Zurück zur ersten
search-pages = Ergebnisseiten
search-previous = Zurück
search-next = Weiter
search-page = Seite { $page } von { $last }
search-tips = Was helfen kann
search-tip-fewer = Lassen Sie ein Wort weg, oder nehmen Sie die zwei oder drei, die es am besten beschreiben.
search-tip-code = Suchen Sie nur nach dem Code, wenn es einen gibt, zum Beispiel
search-tip-other = Versuchen Sie ein anderes Wort für dasselbe: „anmelden“ für „einloggen“, „Paket“ für „Sendung“.
search-tip-describe = Beschreiben Sie es in ganzen Sätzen
search-tip-as-mail = , wie in einer E-Mail: wir suchen, was es für andere gelöst hat.
search-tip-language = Schreiben Sie in der Sprache, in der Sie uns fragen würden; Artikel gibt es in mehreren.
search-topics = Oder beginnen Sie mit einem Thema
search-recommended = Empfohlen
search-manual = Alle Artikel dieses Themas auf einer Seite, zum Lesen oder Drucken

# Ein Artikel.
article-where = Wo das steht
article-home = Hilfebereich
article-also = Auch auf
article-said-on = Das stand hier am { $day }, wie { $author } es hinterlassen hat:
article-says-now = Was jetzt hier steht
article-replaced = Ersetzt wurde er durch
article-was-replaced = Dieser Artikel wurde ersetzt durch
article-contents = In diesem Artikel
article-topics = Themen
article-before = Was vorher hier stand
article-other = Dieser Artikel ist in einer anderen Sprache ({ $what }); auf Deutsch gibt es ihn nicht.
article-in-yours = Diesen Artikel gibt es auf Deutsch:
article-checked = Geprüft, wieder anzusehen bis { $what }
article-lapsed = Dieser Artikel hätte bis { $what } wieder geprüft werden sollen. Er kann veraltet sein.
article-link = Link zu dieser Überschrift
article-related = Verwandte Antworten
article-not-it = Nicht das, was Sie brauchen?
article-similar = Nach Ähnlichem suchen
article-numbers = Seine Zahlen

# Hat das geholfen?
solved-ask = Hat das Ihr Problem gelöst?
solved-yes = Ja
solved-no = Nein
solved-stored = Wir behalten, welcher Artikel es war, Ihre Antwort und den Tag, und die gesuchten Wörter ohne E-Mail-Adressen und Nummern. Keinen Namen.
solved-thanks = Danke, festgehalten
solved-sooner = Wer als Nächstes danach sucht, sieht den Artikel früher.
solved-why = Was stimmte damit nicht?
solved-why-lead = Ihr „Nein“ ist festgehalten. Der Grund sagt den Redakteuren, was zu tun ist.
solved-unrelated = Es geht um etwas anderes
solved-no-help = Es geht darum, hat aber nicht geholfen
solved-outdated = Es ist falsch oder veraltet
solved-unclear = Ich verstehe es nicht
solved-more = In Ihren Worten (freiwillig)
solved-more-hint = Bitte keine Namen, Adressen oder Passwörter. Redakteure lesen es.
solved-writers = Die Redakteure sehen das. Danke für den Hinweis.
solved-undo = Zurücknehmen
solved-undone = Zurückgenommen: es ist nie geschehen.
solved-back = Zurück zum Artikel
solved-ask-us = Beschreiben Sie das Problem und fragen Sie uns

# Ein ganzes Thema auf einer Seite.
manual-title = { $what }: alles auf einer Seite
manual-lead = { $count ->
    [one] 1 Artikel dieses Themas, zum Durchlesen oder Drucken.
   *[other] Alle { $count } Artikel dieses Themas, zum Durchlesen oder Drucken.
}
manual-contents = Inhalt
manual-print = Drucken Sie mit Ihrem Browser: jeder Artikel behält seine Links als Adressen.
manual-left-out = { $count ->
    [one] 1 weiterer Artikel fehlt hier; finden Sie ihn über die Suche.
   *[other] { $count } weitere Artikel fehlen hier; finden Sie sie über die Suche.
}
manual-made = Stand: { $what }

# Anmelden.
login-title = Anmelden
login-known = Sie sind angemeldet. Was für Ihr Team ist, finden Sie über die Suche wie alles andere.
login-go-on = Weiter
login-lead = Für alle, die hier arbeiten. Kunden brauchen kein Konto.
login-down = Das Programm hinter diesem Knopf hat zuletzt nicht geantwortet. Versuchen Sie es noch einmal, oder melden Sie sich mit Name und Passwort an, wenn Sie sie haben.
login-or = Oder mit Name und Passwort:
login-wrong = Diesen Namen gibt es mit diesem Passwort nicht. Prüfen Sie beides, auch Großbuchstaben.
login-name = Name
login-password = Passwort
login-forgotten = Vergessen? Wer diesen Hilfebereich betreibt, gibt Ihnen ein neues:
