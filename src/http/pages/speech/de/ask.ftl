# The form, and what may solve it.
ask-title = Fragen
ask-yours = Ihre Frage
ask-what-wrong = Was ist los?
ask-lead = Schreiben Sie es wie in einer Mail. Wir suchen, was es bei anderen gelöst hat.
ask-subject = Betreff
ask-optional = (freiwillig)
ask-description = Beschreibung
ask-empty = Schreiben Sie zuerst, was los ist. Ein Satz genügt.
ask-hint = Was Sie getan haben, was geschah, und der Fehlercode, falls es einen gibt. Bitte keine Passwörter. Mailadressen und Nummern von Telefonen, Karten und Konten werden entfernt, bevor etwas aufbewahrt wird.
ask-again = Noch einmal fragen
ask-find = Finden, was es lösen könnte
ask-nothing = Wir haben nichts gefunden, was das löst
ask-nothing-why = Kein Artikel kommt nahe genug, um Ihre Zeit wert zu sein; darum zeigen wir keinen.
ask-search-first = Nach den ersten Worten suchen
ask-look-yourself = und selbst nachsehen.
ask-other-words = Sagen Sie es auf dieser Seite mit anderen Worten: Was Sie auf dem Bildschirm sehen, sagt uns am meisten.
ask-or-send = Oder senden Sie es unten an die Menschen Ihres Helpdesks.
ask-very-likely = Das löst es sehr wahrscheinlich
ask-not-sure = Wir sind nicht sicher, aber das kommt am nächsten
ask-this-may = Das könnte es lösen
ask-one-may = Eines davon könnte es lösen
ask-why = Warum wir das zeigen
ask-solved = Das hat es gelöst
ask-no-help = Hat nicht geholfen
ask-noted = Notiert: Es hat nicht geholfen
ask-none-helped = Nichts davon hat geholfen
ask-then = Dann
ask-search-it = suchen Sie danach
ask-or-words = , oder sagen Sie es mit anderen Worten.
ask-number = Nummer Ihrer Frage
ask-quote = (nennen Sie sie, wenn Sie Ihrem Helpdesk schreiben)
ask-long = Das war lang. Nur der Anfang wurde gelesen.
ask-taken-out = Entfernt, bevor etwas aufbewahrt wurde: { $what }.

# While it is written.
draft-one = Das könnte es schon lösen
draft-many = Diese könnten es schon lösen
draft-new-tab = (in einem neuen Tab)
script-solves-one = 1 Artikel könnte es lösen
script-solves-many = { $what } Artikel könnten es lösen

# Sending it to the help desk.
send-still = Noch nicht gelöst?
send-rather = Lieber einem Menschen schreiben?
send-as-it-stands = Senden Sie es, wie es im Formular steht. Was wir Ihnen gezeigt haben und was nicht half, geht mit; so fragt niemand noch einmal.
send-what-you-wrote = Senden Sie dem Helpdesk, was Sie geschrieben haben. Mehr braucht es nicht.
send-reach = Wie erreichen wir Sie?
send-reach-optional = (freiwillig, eine Mailadresse)
send-no-address = Das ist keine Mailadresse. Schreiben Sie sie wie ann@example.org, oder lassen Sie das Feld leer.
send-kept = Wir bewahren sie auf, bis Ihre Anfrage erledigt oder weitergegeben ist, und nicht länger.
send-send = An den Helpdesk senden

# What came of it, and what was sent.
thanks-title = Danke
thanks-recorded = Danke, notiert
thanks-sooner = Wer das als Nächstes fragt, sieht diesen Artikel früher.
thanks-missing = Das sagt uns, was hier fehlt und wann wir das sagen sollten.
thanks-less = Dieser Artikel wird bei Fragen wie Ihrer seltener gezeigt.
thanks-back = Zurück zu Ihrer Frage
thanks-read = Den Artikel noch einmal lesen
thanks-else = Etwas anderes fragen
thanks-home = Zum Hilfebereich
sent-title = Gesendet
sent-thanks = Danke, es ist beim Helpdesk
sent-number = Ihre Anfrage hat die Nummer
sent-no-more = Von Ihnen braucht es nichts weiter.
sent-quote = Sie haben keine Adresse angegeben; nennen Sie diese Nummer, wenn Sie sich melden.
sent-answer-to = Wir antworten an
sent-kept = . Wir bewahren diese Adresse auf, bis Ihre Anfrage erledigt oder weitergegeben ist, und nicht länger.
sent-along = Was wir Ihnen gezeigt haben und was nicht half, ist mitgegangen.

# The list of requests, for agents.
waits-title = Anfragen
waits-open = { $count } offen
waits-open-word = offen
waits-back = Zurück zur Konsole
waits-nobody = Niemand wartet auf eine Antwort.
waits-none-here = Auf dieser Seite sind keine mehr.
waits-what = Was Kunden vom Formular senden, weil kein Artikel es löste, steht hier, bis jemand von Ihnen es schließt.
waits-first-page = Zur ersten Seite
waits-lead = Wer am längsten wartet, steht oben. Wird eine geschlossen, verschwinden ihr Text und die Adresse aus dem Speicher.
waits-sent = Gesendet
waits-by = über { $what }
waits-answer-to = Antwort an
waits-no-address = ohne Adresse
waits-all = Alles
waits-before = Was gezeigt und versucht wurde
waits-said = Gesagt: { $what }.
waits-blind = Es wurde gesendet, ohne anzusehen, was gefunden wurde.
waits-delivery = Zustellung von { $what }
waits-open-it = In der Konsole öffnen
waits-close = Schließen
waits-pages = Seiten
waits-earlier = Frühere
waits-later = Spätere
way-webhook = Webhook
way-mail = Mail
way-begun = { $what }: unterwegs
way-delivered = { $what }: zugestellt
way-given-up = { $way }: nicht zugestellt und nicht weiter versucht: { $why }
way-waiting = { $count ->
    [one] { $way }: einmal versucht, wieder am { $moment }: { $why }
   *[other] { $way }: { $count }-mal versucht, wieder am { $moment }: { $why }
}
