# The lead's page.
lead-title = The desk in numbers
lead-lead = How much is asked, what, and how much of it articles resolve.
lead-since = Since
lead-show = Show
lead-days = { $count } days
lead-year = a year
lead-everything = everything
lead-nothing = Nothing was asked in this time that is on record. Suggestions and searches of agents are written down by themselves; record an outcome when an answer worked, and when it did not.
lead-numbers = The numbers
lead-other-ways = Told apart in other ways
lead-csv = Table (CSV)
lead-too-little = There is too little on record to draw.
lead-measures = KCS measures
lead-how-to-read = How to read it
lead-intervals = Behind each rate stands what it is of, and the interval in which the true one lies in 19 cases of 20; in a picture the thin line. Of fewer than five no rate is said.
period-day = { $what }
period-week = the week from { $what }
period-month = { $month } { $year }
chart-most = Most in { $period }: { $count }.
chart-last = Last, in { $period }: { $percent } %.
chart-count = { $period }: { $count }
chart-rate = { $period }: { $percent } %, { $part } of { $of }, { $low } to { $high } %
chart-too-few = { $period }: too few to say

# Figures of reports.
figure-yes = yes
figure-no = no
figure-few = { $part } of { $of }: too few to say
figure-share = { $part } of { $of }, { $low } to { $high } %
figure-difference = { $by } % of { $of }, { $low } to { $high } %
