# Berichte: wie jeder heißt, was er findet, und was damit zu tun ist.
report-frequency-of-inquiries-title = Häufigkeit der Anfragen
report-frequency-of-inquiries-finds = Wie viele verschiedene Tickets und Suchen es gab, und von wie vielen Leuten.
report-frequency-of-inquiries-advice = Setzen Sie Leute und Artikel dort ein, wo am meisten gefragt wird; achten Sie auf das, was zunimmt.
report-nature-of-questions-title = Art der Fragen
report-nature-of-questions-finds = Wonach Leute in ihren eigenen Worten fragen und was sie wollen: eine Antwort, eine Reparatur, dass etwas getan wird, Abhilfe.
report-nature-of-questions-advice = Schreiben Sie zuerst über das, was am meisten gefragt und am wenigsten gelöst wird.
report-rate-of-resolution-title = Lösungsquote
report-rate-of-resolution-finds = Wie viele Tickets ein Artikel löste, von denen, deren Ende bekannt ist; was zurückkam, zählt nicht.
report-rate-of-resolution-advice = Lesen Sie die Artikel, die am wenigsten lösen, zusammen mit den Tickets, die sie nicht lösten.
report-what-to-do-first-title = Was zuerst zu tun ist
report-what-to-do-first-finds = Von allem, was die Berichte finden, das, was voraussichtlich die meisten Tickets erspart, in den Worten derer, die fragten.
report-what-to-do-first-advice = Beginnen Sie oben: schreiben, verbessern, zusammenlegen oder noch einmal ansehen; jede Zeile sagt, warum, und führt zu einem Entwurf, einem Patch oder dem Artikel.
report-unanswered-title = Unbeantwortet
report-unanswered-finds = Was dreimal und öfter gefragt wurde und kein Artikel löste: Es fehlt, wurde nicht gefunden oder war nicht gut genug.
report-unanswered-advice = Schreiben Sie, was fehlt, geben Sie dem, was nicht gefunden wurde, die Worte der Leute, verbessern Sie, was nicht half; die größte Gruppe zuerst.
report-stopped-helping-title = Hilft nicht mehr
report-stopped-helping-finds = Artikel, die früher mehr lösten als jetzt, gleich wie oft sie gebraucht werden.
report-stopped-helping-advice = Lesen Sie, was er nicht löste, und verbessern Sie den Artikel; was über den alten Text gesagt wurde, zählt dann nicht mehr.
report-review-first-title = Zuerst zu prüfen
report-review-first-finds = Artikel, deren Prüfung fällig ist oder die niemand geprüft hat, zuerst die, auf die sich die meisten verlassen.
report-review-first-advice = Sehen Sie nach, ob er noch stimmt; setzen Sie dann `review_by` auf einen späteren Tag und `state: validated`.
report-never-used-title = Nie gebraucht
report-never-used-finds = Artikel, von denen niemand je sagte, dass sie halfen, zuerst die, die am häufigsten im Weg stehen.
report-never-used-advice = Archivieren Sie ihn, legen Sie ihn mit einem anderen zusammen, oder geben Sie ihm die Worte der Leute.
report-duplicates-title = Doppelte
report-duplicates-finds = Artikel, die dasselbe sagen, und Artikel, die dieselben Tickets lösen.
report-duplicates-advice = Behalten Sie den besseren und nennen Sie ihn in `superseded_by` des anderen: Was gelernt wurde, geht mit.
report-broken-links-title = Tote Links
report-broken-links-finds = Links zwischen Artikeln, die ins Leere führen.
report-broken-links-advice = Berichtigen Sie den Pfad, oder nehmen Sie den Link weg; geben Sie einem Artikel, der verschoben wurde, seinen alten Pfad unter `aliases`.
report-findings-title = Befunde
report-findings-finds = Was in den Dateien der Artikel falsch oder zweifelhaft ist, Fehler zuerst.
report-findings-advice = Berichtigen Sie die Zeile; der Artikel wird neu gelesen, sobald er gespeichert ist.
report-recall-title = Rückruf
report-recall-finds = Tickets, die mit einem Artikel beantwortet wurden, der seither berichtigt oder zurückgezogen wurde, die letzten zuerst.
report-recall-advice = Sehen Sie nach, ob die alte Antwort geschadet hat, und sagen Sie den Kunden, was jetzt gilt.
report-kcs-measures-title = KCS-Kennzahlen
report-kcs-measures-finds = Wie viel von dem, was der Helpdesk abschließt, mit einem Artikel verknüpft ist, vorher bekannt war, geprüft ist und von Kunden selbst gelöst wird.
report-kcs-measures-advice = Achten Sie darauf, was sich bewegt, nicht auf wen: Maße der Tätigkeit, die zu Zielen werden, messen nichts mehr.

# Ihre Seiten.
figure-numbers = Zahlen
table-by = Nach
table-nothing = Noch gibt es nichts zu berichten. Berichte entstehen aus dem, was Leute fragen, und aus dem, was sie über das Ergebnis sagen: Halten Sie fest, wenn eine Antwort geholfen hat und wenn nicht.
table-none-found = Davon wurde nichts gefunden. Die Berichte wissen, was gefragt und gesagt wurde und was in den Artikeln steht, die Sie lesen dürfen.
table-left-out = { $count } weitere Zeilen sind weggelassen: Die Tabelle oben enthält die wichtigsten.
table-intervals = Hinter jeder Quote steht, wovon sie ist, und das Intervall, in dem die wahre in 19 von 20 Fällen liegt. Bei weniger als fünf wird keine genannt.

# Wonach Zeilen aufgeteilt sind.
by-day = Tag
by-week = Woche
by-month = Monat
by-channel = Kanal
by-tag = Schlagwort
by-product = Produkt
by-article = Artikel
by-audience = Zielgruppe
by-kind = Anliegen
by-topic = Thema
by-revision = Fassung

# Was in den Spalten steht.
column-30-days-before = 30 Tage davor
column-about = Worum es geht
column-answered = Beantwortet
column-article = Artikel
column-articles = Artikel
column-articles-in-it = Artikel darin
column-articles-that-stopped-helping = Artikel, die nicht mehr helfen
column-articles-with-15-uses-and-more = Artikel, die mindestens 15-mal gebraucht wurden
column-assumed = Angenommen
column-audiences-of-who-asked = Zielgruppen derer, die fragten
column-before = Davor
column-broken = Tot
column-came-back = Kam zurück
column-channel = Kanal
column-compared = Verglichen
column-day = Tag
column-days-late = Tage überfällig
column-due = Fällig
column-end-known = Ende bekannt
column-errors = Fehler
column-evidence = Belege
column-file = Datei
column-group = Gruppe
column-groups = Gruppen
column-groups-that-find-an-article-now = Gruppen, die jetzt einen Artikel finden
column-helped-with = Geholfen bei
column-how-many = Wie viele
column-how-that-is-reckoned = Wie das berechnet ist
column-in-a-topic = In einem Thema
column-in-peoples-words = In den Worten der Leute
column-inquiries = Anfragen
column-kind = Anliegen
column-last-30-days = Letzte 30 Tage
column-last-changed = Zuletzt geändert
column-line = Zeile
column-link = Link
column-links-between-articles = Links zwischen Artikeln
column-measure = Kennzahl
column-month-from = Monat ab
column-never-used = Nie gebraucht
column-now-instead = Jetzt stattdessen
column-other = Der andere
column-owner = Verantwortlich
column-pairs = Paare
column-patch = Patch
column-people = Leute
column-people-who-told = Leute, die es sagten
column-product = Produkt
column-questions = Fragen
column-questions-in-them = Fragen darin
column-questions-of-customers = Fragen von Kunden
column-rate = Quote
column-rate-of-resolution = Lösungsquote
column-rate-of-resolution-of-all = Lösungsquote insgesamt
column-rate-of-resolution-of-all-articles = Lösungsquote aller Artikel
column-report = Bericht
column-resolved = Gelöst
column-resolved-most-by = Am meisten gelöst durch
column-review-by = Prüfen bis
column-revision = Fassung
column-searches = Suchen
column-severity = Schwere
column-share-of-all = Anteil an allen
column-share-of-those-compared = Anteil an den verglichenen
column-shown-for = Gezeigt für
column-since = Seit
column-since-when = Seit wann
column-state = Status
column-tag = Schlagwort
column-text-in-common = Gemeinsamer Text
column-things-to-do = Zu tun
column-ticket = Ticket
column-tickets = Tickets
column-tickets-in-the-list = Tickets in der Liste
column-tickets-that-both-resolved = Tickets, die beide lösten
column-tickets-whose-end-is-known = Tickets, deren Ende bekannt ist
column-topic = Thema
column-uses-in-30-days = In 30 Tagen gebraucht
column-warnings = Warnungen
column-week-from = Woche ab
column-what = Was
column-what-happened = Was geschah
column-what-it-did-not-resolve = Was er nicht löste
column-what-it-is = Was das ist
column-what-to-do = Was zu tun ist
column-why = Warum
column-with-an-estimate = Mit Schätzung
column-with-an-owner = Mit Verantwortlichen
column-words = Wörter
column-would-save = Würde ersparen

# Wörter für Anliegen, Gründe und Zustände.
audience-all = alle
kind-question = Frage
kind-problem = Problem
kind-request = Bitte
kind-complaint = Beschwerde
kind-unknown = unbekannt
gap-missing = fehlt
gap-not-found = nicht gefunden
gap-not-good-enough = nicht gut genug
fate-corrected = berichtigt
fate-archived = archiviert
fate-superseded = ersetzt
fate-gone = gelöscht
severity-error = Fehler
severity-warning = Warnung
review-review-is-due = Prüfung fällig
review-work-in-progress = in Arbeit
review-not-validated = noch nicht geprüft
review-no-owner = niemand verantwortlich
measure-link-rate = Verknüpfungsquote
measure-link-rate-what = Tickets mit bekanntem Ende, die mit einem Artikel verknüpft sind, der sie löste oder half
measure-known = bekannt
measure-known-what = davon die, die ein vorhandener Artikel löste: Das Übrige war neu, wurde nicht gefunden oder war nicht gut genug
measure-validated = geprüft
measure-validated-what = Artikel ohne die archivierten, die geprüft sind
measure-self-service-confirmed = Selbsthilfe, bestätigt
measure-self-service-confirmed-what = Fragen von Kunden, die sagten, dass ein Artikel sie löste; von allen, die Kunden stellten
measure-self-service-assumed = Selbsthilfe, angenommen
measure-self-service-assumed-what = dasselbe, aus Schweigen geschlossen: neben dem Bestätigten, nie darin
measure-self-service-failed = Selbsthilfe, gescheitert
measure-self-service-failed-what = Fragen von Kunden, die sagten, dass nichts half
measure-became-a-ticket-with-suggestions = wurde ein Ticket, mit Vorschlägen
measure-became-a-ticket-with-suggestions-what = Formulare unter `/ask`, zu denen ein Ticket bekannt ist
measure-became-a-ticket-held-out = wurde ein Ticket, ohne Vorschläge
measure-became-a-ticket-held-out-what = dasselbe von Formularen, die nach dem Los keine Vorschläge bekamen
measure-tickets-avoided = ersparte Tickets
measure-tickets-avoided-what = der Unterschied: der Teil aller Formulare, der dank der Vorschläge kein Ticket wurde

# Warum etwas zu tun ist, und was es erspart.
reason-missing = { $count } Fragen betreffen das, und nichts hier löst sie.
reason-not-found = { $count } Fragen blieben ohne Antwort; der Artikel löste { $resolved } ähnliche, wenn ihn jemand fand.
reason-not-good-enough = Er wurde für { $count } Fragen gezeigt und half nicht.
reason-fallen = Bis { $day } löste er { $before } von { $all }, seitdem { $since } von { $later }.
reason-fallen-and-due = Bis { $day } löste er { $before } von { $all }, seitdem { $since } von { $later }. Auch seine Prüfung ist fällig.
reason-due = Seine Prüfung ist seit { $days ->
    [one] einem Tag
   *[other] { $days } Tagen
} fällig; noch sagte niemand, was daraus wurde.
reason-due-and-used = Seine Prüfung ist seit { $days ->
    [one] einem Tag
   *[other] { $days } Tagen
} fällig, und { $uses ->
    [one] ein Ticket beruht
   *[other] { $uses } Tickets beruhen
} auf ihm.
reason-alike = Er hat { $alike } % seines Textes mit „{ $other }“ gemeinsam.
reason-alike-and-both = Er hat { $alike } % seines Textes mit „{ $other }“ gemeinsam, und beide lösten dieselben { $both } Tickets.
reason-both = Er und „{ $other }“ lösten dieselben { $both } Tickets.
reason-file = { $count ->
    [one] Seine Datei hat einen Fehler
   *[other] Seine Datei hat { $count } Fehler
}: Wer ihn liest, bekommt weniger als gemeint war.
reason-links = { $count ->
    [one] Einer seiner Links führt ins Leere.
   *[other] { $count } seiner Links führen ins Leere.
}
reason-tell = { $count ->
    [one] Ein Ticket wurde damit beantwortet
   *[other] { $count } Tickets wurden damit beantwortet
}, bevor er { $what ->
    [corrected] berichtigt
    [archived] archiviert
    [superseded] ersetzt
   *[gone] gelöscht
} wurde.
reckoned-few-uses = weniger als fünfmal gebraucht, davor oder seitdem; das ist zu wenig für einen Vergleich
reckoned-fall = in 30 Tagen { $uses }-mal gebraucht × ({ $was } % − { $is } %)
reckoned-few-ends = weniger als fünf Tickets haben ein bekanntes Ende; niemand kann sagen, wie viele ein Artikel löst
reckoned-gap = { $lately } in 30 Tagen gefragt × { $share } %, die Artikel lösen
reckoned-few-of-one = einer von ihnen wurde weniger als fünfmal gebraucht; niemand kann sagen, welcher mehr löst
reckoned-join = der schwächere in 30 Tagen { $uses }-mal gebraucht × ({ $more } % − { $less } %)
reckoned-hidden = niemand weiß, wer nach dem suchte, was ein Fehler verbirgt
reckoned-links = niemand schreibt auf, wer einem Link folgt
reckoned-answered = sie sind schon beantwortet; ob eines davon zurückkommt, kann niemand sagen
todo-pin = `{ $path }` löste { $resolved } wie diese; stellen Sie ihn mit einem Pin für sie an die erste Stelle
todo-keywords = `{ $path }` löste { $resolved } wie diese; geben Sie ihm die Stichwörter { $words }
todo-mend = `{ $path }` wurde gezeigt und half nicht; lesen Sie ihn zusammen mit diesen, und verbessern Sie ihn
todo-write = schreiben Sie den Artikel: `firstline draft { $group }`

# Wie man sie liest.
note-customers = Kunden sind, wer allein zur Zielgruppe `public` gehört.
note-no-goal = Bei weniger als { $least } wird keine Quote genannt. Nichts wird nach Person aufgeteilt: Verknüpfungen, die ein Ziel sind, sind kein Maß mehr.
note-once = Ein Ticket zählt einmal, als es zum ersten Mal gefragt wurde, wie oft es auch angesehen wurde; Suchen zählen, wo sie notiert werden.
note-several = Was mehrere davon hat, zählt bei jedem.
note-of-a-question = { $what ->
    [article] Der Artikel
    [tags] Die Schlagwörter
   *[products] Die Produkte
} einer Frage: nach dem Artikel, der sie löste, sonst nach dem, der half, sonst nach dem, der zuerst gezeigt wurde; keine Angabe, wenn es ihn nicht mehr gibt.
note-topics = Themen ergeben sich aus den Wörtern, die Fragen gemeinsam haben; niemand hat vorher gesagt, welche es gibt. Von sehr vielen Fragen werden 3000 verglichen, nach dem Los gezogen.
note-as-kept = Wörter sind so, wie sie behalten werden: ohne ihre Endungen. Wo der Helpdesk keine Wörter behält, hat ein Thema keine.
note-kind = Das Anliegen wird an Hinweisen in der ersten Zeile erkannt, die behalten ist, sonst an den Wörtern: Es stimmt für die meisten und nicht für alle.
note-end-told = Die Quote ist von denen, deren Ende jemand gesagt hat. Was zurückkam, ist nicht gelöst; was nur aus Schweigen angenommen wird, steht in keiner Quote.
note-of-an-article = Bei einem Artikel: die Tickets, zu denen jemand sagte, ob er sie löste, jedes einmal.
note-of-a-version = Bei einem Artikel: die Tickets, zu denen jemand sagte, ob er sie löste, jedes einmal. Ein Ticket gehört zu der Fassung, die galt, als der Artikel dafür gezeigt wurde.
note-version = Eine Fassung beginnt mit dem Commit, der die Datei änderte; ohne Git dann, wenn der Helpdesk die Änderung sah, was vergessen wird, wenn sein Index neu aufgebaut wird.
note-would-save = Würde ersparen: Tickets in 30 Tagen, die ein Artikel lösen würde und jetzt nicht löst, nach dem, was über die letzten 30 oder 90 Tage festgehalten ist. Wo das niemand sagen kann, steht es weiter unten.
note-written-since = Was fehlte und seither geschrieben ist, ist weggelassen: Ein Artikel, der für die Fragen einer Gruppe nicht gezeigt wurde, steht jetzt für die meisten von ihnen zuerst. `firstline replay` sagt mehr.
note-do-not-add = Ein Ticket kann in zwei Schätzungen stehen: Zählen Sie sie nicht zusammen.
note-no-tickets = Was nie gebraucht wird, und Warnungen in Dateien ersparen keine Tickets; sie stehen in eigenen Berichten.
note-unanswered = Eine Frage ist unbeantwortet, wenn jemand sagte, dass das Gezeigte nicht half, wenn sie zurückkam oder wenn nichts gezeigt wurde, das zu helfen versprach. Von sehr vielen werden die letzten 3000 verglichen.
note-estimate = Was eine Antwort ersparen würde: die Fragen der letzten { $days } Tage mal die Lösungsquote des Helpdesks; eine Schätzung für je { $days } kommende Tage.
note-draft = `firstline draft GROUP` beginnt den Artikel, in den Worten der Leute.
note-use = Ein Artikel gilt als gebraucht, wenn zu einem Ticket jemand sagte, ob er es löste. Wie oft er gebraucht wird, macht keinen Unterschied.
note-for-nothing = Von 100 Artikeln, die 80 % lösen und 1000-mal gebraucht wurden, steht weniger als einer zu Unrecht hier. Ein Fall auf 50 % wird innerhalb von 40 Malen in mehr als 9 von 10 Fällen bemerkt, wenn der Artikel vorher 200-mal gebraucht wurde; nach weniger Malen später.
note-uses-before = Was vor der letzten Änderung eines Artikels war, dient nur dem Vergleich mit dem, was seitdem ist.
note-relied-on = Zuerst die Artikel, auf die sich die meisten verlassen: Leute, die sagten, dass er löste oder half.
note-review-by = Ein Tag im Front Matter sagt, wann wieder nachzusehen ist: `review_by: 2027-01-31`. Archivierte Artikel sind weggelassen.
note-shown-for = Gezeigt für: Fragen, in deren Liste er stand. Entwürfe und archivierte Artikel sind weggelassen.
note-little-recorded = Solange wenig festgehalten ist, sind die meisten Artikel nie gebraucht: Achten Sie darauf, auf wie vielen Anfragen das beruht.
note-in-common = Gemeinsamer Text: etwa der Teil aller Folgen von drei Wörtern, die in beiden stehen, ab 60 %. Artikel mit weniger als 20 Wörtern und solche mit Blöcken für einzelne Leser werden nicht verglichen.
note-broken-for-you = Ein Link zu einem Artikel, den Sie nicht lesen dürfen, ist für Sie tot. Links in Blöcken für einzelne Leser werden nicht geprüft; `firstline check` prüft alle.
note-what-you-may-read = Aus den Artikeln, die Sie lesen dürfen. `firstline check` sagt alles, auch über Dateien, die keine Artikel sind.
note-recalled = Ein Ticket zählt, wenn jemand sagte, dass der Artikel es löste oder half, und niemand das zurücknahm; die letzten zuerst.
note-corrected = Berichtigt: Der Abschnitt, der für das Ticket gezeigt wurde, sagt jetzt etwas anderes; wo ein anderer gelesen wurde, der Artikel. Wann, sagt der Commit, oder wann der Helpdesk die Änderung sah: Was er sah, wird vergessen, wenn sein Index neu aufgebaut wird.
note-without-number = Was keine Ticketnummer hat, wird mit der Nummer des Gezeigten genannt: `firstline explain` sagt mehr darüber.

# Was jede Art von Befund bedeutet, wie im Handbuch.
finding-binary = die Datei ist kein Text; sie wird ausgelassen
finding-bad-encoding = die Datei ist nicht UTF-8; was nicht lesbar war, steht als � da
finding-too-large = die Datei ist größer als erlaubt; nur Titel und Leserkreis zählen
finding-too-deep = Zitate, Listen oder Tags sind mehr als 64-fach geschachtelt; der Rest ist einfacher Text
finding-empty = der Artikel hat keine Wörter
finding-broken-front-matter = der Vorspann ist nicht lesbar; was sich Zeile für Zeile retten ließ, wurde gerettet
finding-unclosed-front-matter = der Vorspann beginnt und endet nie
finding-duplicate-key = ein Schlüssel steht zweimal im Vorspann; der erste zählt
finding-misspelt-key = ein Schlüssel sieht aus wie ein bekannter mit einem Tippfehler
finding-wrong-type = ein Feld enthält eine Liste oder eine Tabelle, wo ein Wort hingehört, oder umgekehrt
finding-control-characters = ein Feld enthält Zeichen, die niemand sieht
finding-too-long = ein Feld ist länger, als irgendjemand lesen würde
finding-unreadable-date = ein Datum ist keines
finding-unreadable-state = `draft`, `published` oder Ähnliches ist weder wahr noch falsch; der Artikel gilt als Entwurf
finding-unknown-state = diesen Zustand gibt es nicht; der Artikel gilt als noch nicht geprüft
finding-unknown-audience = ein Leserkreis, den niemand angelegt hat; er lässt niemanden hinein
finding-unreadable-audience = der Leserkreis ist nicht lesbar; nur wer schreibt, sieht den Artikel oder den Block
finding-conflicting-audience = zwei Schlüssel nennen Leserkreise, die nichts gemeinsam haben; nur wer schreibt, sieht den Artikel
finding-unclosed-audience = ein Block für bestimmte Leser endet nie; alles nach seinem Anfang ist verborgen
finding-stray-audience = ein Block für bestimmte Leser endet und hat nie begonnen; nur wer schreibt, sieht den Artikel
finding-too-many-audiences = mehr als vier verschiedene Leserkreise haben Blöcke; die übrigen sieht nur, wer schreibt
finding-unknown-language = die Sprache ist nicht bekannt; sie wird an den Wörtern erkannt
finding-unusable-id = die Kennung kann in keiner Adresse stehen; der Pfad tritt an ihre Stelle
finding-unclosed-comment = ein Kommentar beginnt und endet nie; alles danach ist verborgen
finding-broken-link = ein Link führt zu keinem Artikel, den Sie lesen dürfen
column-what-it-means = Was es bedeutet

# Wie ein Artikel beginnt, der fehlt.
draft-issue = Problem
draft-environment = Umgebung
draft-resolution = Lösung
draft-cause = Ursache
draft-not-known = Noch nicht bekannt.
draft-no-words = Was die Leute schrieben, ist hier nicht aufbewahrt. Die Wörter, die sie gemeinsam haben, sind die Stichwörter oben.
draft-asked = {$count} Fragen handeln davon (Gruppe {$group}).
draft-channel = Kanal: {$name} ({$times})
draft-product = vielleicht: {$name} ({$times})
