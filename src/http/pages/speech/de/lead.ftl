# Die Seite der Leitung.
lead-title = Der Helpdesk in Zahlen
lead-lead = Wie viel gefragt wird, was, und wie viel davon Artikel lösen.
lead-since = Seit
lead-show = Zeigen
lead-days = { $count } Tage
lead-year = ein Jahr
lead-everything = alles
lead-nothing = In dieser Zeit ist keine Frage festgehalten. Vorschläge und Suchen von Agenten werden von selbst notiert; halten Sie fest, wenn eine Antwort geholfen hat und wenn nicht.
lead-numbers = Die Zahlen
lead-other-ways = Anders aufgeteilt
lead-csv = Tabelle (CSV)
lead-too-little = Für ein Bild ist zu wenig festgehalten.
lead-measures = KCS-Kennzahlen
lead-how-to-read = Wie man das liest
lead-intervals = Hinter jeder Quote steht, wovon sie ist, und das Intervall, in dem die wahre in 19 von 20 Fällen liegt; im Bild die dünne Linie. Bei weniger als fünf wird keine genannt.
period-day = { $what }
period-week = Woche ab { $what }
period-month = { $month } { $year }
chart-most = Am meisten, { $period }: { $count }.
chart-last = Zuletzt, { $period }: { $percent } %.
chart-count = { $period }: { $count }
chart-rate = { $period }: { $percent } %, { $part } von { $of }, { $low } bis { $high } %
chart-too-few = { $period }: zu wenige

# Zahlen in Berichten.
figure-yes = ja
figure-no = nein
figure-few = { $part } von { $of }: zu wenige
figure-share = { $part } von { $of }, { $low } bis { $high } %
figure-difference = { $by } % von { $of }, { $low } bis { $high } %
