# The console.
agent-open-tickets = Open tickets
agent-field = A few words, or what the customer wrote
agent-field-hint = Three words, or paste the whole mail
agent-how = How it is read
agent-by-length = By length
agent-search = Search
agent-ticket = Ticket
agent-rule = One line of up to { $count } words is searched for; whatever is longer is read as a ticket.
agent-find = Find
agent-more = Number, product, surroundings
agent-number = Ticket’s number
agent-product = Product
agent-version = Version
agent-came-by = Came by
agent-channels = mail, phone, chat
agent-surroundings = Surroundings
agent-surroundings-hint = Windows 11, at home, since Monday
agent-show-offered = Show what was found for what you typed
agent-no-line = Of this ticket no line is kept.
agent-back = Back to what was suggested
agent-hand-over = Hand over
agent-what-recorded = What was recorded
agent-recorded = Recorded:
agent-colleague = A colleague said so.
agent-undo = Undo
agent-what-wrong = What is wrong with it?
agent-add = Add
agent-calm = This reads as a complaint, or as distress. Begin calmly:
agent-articles = { $count ->
    [one] 1 article
   *[other] { $count } articles
}
agent-first-words = Search for its first words
agent-forgotten = Why each was suggested is not known any more: that is remembered until the server stops.
agent-why = Why:
agent-offer = Related offer
agent-missing = It is missing: tell the writers
agent-none-helped = None of these helped
agent-hand-it = Hand it over
agent-not-recorded = Searches are not written down here, so nothing can be said of one. Read it as a ticket instead.
agent-nothing-open = Nothing is open
agent-begin = Type what you hear on the phone, or paste a mail as it came, with greeting, history and signature. What was said of an article counts from the next search on.
agent-keys = Keys
agent-key-field = to the field; Enter sends it, Shift and Enter is a new line, Esc leaves it
agent-key-or = or
agent-key-to = to
agent-key-move = the next and the previous article
agent-key-copy = copies what that article says, in the form that was copied last
agent-key-r = it resolved the ticket
agent-key-h = it helped, but was not all
agent-key-x = it was not it
agent-key-f = flags it as wrong or outdated
agent-key-0 = none of them helped
agent-key-z = undoes what was recorded last
agent-key-u = hands the ticket over
agent-key-help = shows and hides this list
agent-keys-when = They do nothing while you type, or without JavaScript; everything has a button or a link, too.
agent-keys-more = More about the console
agent-none-heading = Nothing has these words
agent-none-below = Leave one out, or paste what the customer wrote.
agent-nearest-heading = No article has all of these words
agent-nearest-below = These have some of them.
agent-by-hand = Found by hand
agent-far-heading = No article comes near this
agent-far-below = Search by hand with two or three of its words. If that finds nothing either, say that it is missing: writers see what nobody could answer.
agent-sure = The first one very likely resolves it
agent-maybe = One of these may resolve it
agent-doubt = Probably no article resolves this
agent-doubt-below = These come nearest, and are far-fetched. Search by hand, or say that none of them helps: writers see what is missing.
agent-internal = Internal
agent-internal-why = Customers do not see it: say it in your own words
agent-review-due = Review was due
agent-pace = { $count ->
    [one] 1 ticket was resolved within { $long }
   *[other] Half of { $count } tickets were resolved within { $long }
}
agent-instant = a minute
agent-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
agent-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
agent-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
agent-resolved-it = Resolved it
agent-helped = Helped
agent-not-it = Not it
agent-flag = Flag
agent-customers-not = Customers do not see this article: its words and its address are for colleagues.
agent-copy-by-hand = Copy it by hand
agent-as-text = As text
agent-as-markdown = As Markdown
agent-as-link = As a link
agent-what-it-says = What it says

# What was said of an article: as a mark, and in words.
verdict-resolved = Resolved it
verdict-helped = Helped
verdict-not_helpful = Not it
verdict-wrong = Flagged
verdict-taken-back = Taken back
verdict-none-words = nothing that was shown helped; it is reported as a gap
verdict-resolved-words = resolved it, and comes sooner the next time
verdict-helped-words = helped, but was not all
verdict-not_helpful-words = was not it, and is shown less for such tickets
verdict-wrong-words = is wrong or outdated; writers see that
verdict-reopened-words = did not last: the ticket came back
verdict-retracted-words = was taken back; it never happened

# The packet for the next tier.
hand-title = Hand-over
hand-of = Hand-over of { $what }
hand-back = Back to the ticket
hand-lead = What the next tier needs: what was asked, shown and tried, so that nobody asks it again.
hand-asked = Asked
hand-short = In short
hand-no-line = Of this ticket no line is kept. Add the customer’s words yourself.
hand-shown = Shown
hand-none-near = No article came near it.
hand-tried = Tried
hand-nothing = Nothing was recorded.
hand-say-first = Say first what was not it
hand-and-why = , and why: the next tier starts from there.
hand-taken-back = taken back, or said anew
hand-why = Why: { $what }
hand-similar = Tickets like it, and what resolved them
hand-copy = To copy
hand-as-text = All of it as text
hand-as-json = The same as JSON
hand-text-ticket = Hand-over of ticket { $what }
hand-text-no-number = without a number
hand-text-asked = Asked on { $what }
hand-text-by = Asked on { $day }, by { $channel }
hand-text-number = Number of the suggestion: { $what }
hand-text-short = In short: { $what }
hand-text-shown = Shown, best first
hand-text-none = nothing came near it
hand-text-nothing = nothing was recorded

# What changed since the last shift.
since-shift = Since your last shift
since-week = In the last seven days
since-nothing = No article changed.
since-added = Added on { $what }
since-changed = Changed on { $what }
since-retired = Retired on { $what }
since-used = { $count ->
    [one] you used it once
   *[other] you used it { $count } times
}
since-more = { $count ->
    [one] 1 more article changed
   *[other] { $count } more articles changed
}
