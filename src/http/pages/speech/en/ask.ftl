# The form, and what may solve it.
ask-title = Ask
ask-yours = Your question
ask-what-wrong = What is wrong?
ask-lead = Write it as you would in a mail. We look for what solved it for others.
ask-subject = Subject
ask-optional = (optional)
ask-description = Description
ask-empty = Write what is wrong first. A sentence will do.
ask-hint = What you did, what happened, and the code of the error if there is one. No passwords, please. Mail addresses and the numbers of phones, cards and accounts are taken out before anything is kept.
ask-again = Ask again
ask-find = Find what may solve it
ask-nothing = We found nothing that solves this
ask-nothing-why = No article comes near enough to be worth your time, so we show you none.
ask-search-first = Search for the first words of it
ask-look-yourself = and look for yourself.
ask-other-words = Say it in other words on this page: what you see on the screen tells us most.
ask-or-send = Or send it to the people of your help desk, below.
ask-very-likely = This very likely solves it
ask-not-sure = We are not sure, but this comes nearest
ask-this-may = This may solve it
ask-one-may = One of these may solve it
ask-why = Why we show this
ask-solved = This solved it
ask-no-help = Did not help
ask-noted = Noted: it did not help
ask-none-helped = None of these helped
ask-then = Then
ask-search-it = search for it
ask-or-words = , or say it in other words.
ask-number = Number of your question
ask-quote = (quote it if you write to your help desk)
ask-long = That was long. Only the beginning of it was read.
ask-taken-out = Taken out before anything was kept: { $what }.

# While it is written.
draft-one = This may solve it already
draft-many = These may solve it already
draft-new-tab = (in a new tab)
script-solves-one = 1 article may solve it
script-solves-many = { $what } articles may solve it

# Sending it to the help desk.
send-still = Still not solved?
send-rather = Rather write to a person?
send-as-it-stands = Send it as it stands in the form. What we showed you, and what did not help, goes along, so nobody asks you again.
send-what-you-wrote = Send what you wrote to the help desk. Nothing else is needed.
send-reach = How can we reach you?
send-reach-optional = (optional, a mail address)
send-no-address = That is no mail address. Write it as in ann@example.org, or leave it empty.
send-kept = We keep it until your request is closed or handed on, and then no longer.
send-send = Send it to the help desk

# What came of it, and what was sent.
thanks-title = Thank you
thanks-recorded = Thank you, recorded
thanks-sooner = The next person who asks this sees that article sooner.
thanks-missing = That tells us what is missing here, and when to say so.
thanks-less = That article is shown less for questions like yours.
thanks-back = Back to your question
thanks-read = Read the article again
thanks-else = Ask something else
thanks-home = To the help centre
sent-title = Sent
sent-thanks = Thank you, it is with the help desk
sent-number = Your request has the number
sent-no-more = Nothing else is needed from you.
sent-quote = You gave no address, so quote that number when you get in touch.
sent-answer-to = We answer to
sent-kept = , and keep that address until your request is closed or handed on, and then no longer.
sent-along = What we showed you, and what did not help, went along.

# The list of requests, for agents.
waits-title = Requests
waits-open = { $count } open
waits-open-word = open
waits-back = Back to the console
waits-nobody = Nobody waits for an answer.
waits-none-here = On this page there are none any more.
waits-what = What customers send from the form, because no article solved it, stands here until one of you closes it.
waits-first-page = To the first page
waits-lead = Whoever has waited longest comes first. Closing one takes its text and the address out of the store.
waits-sent = Sent
waits-by = by { $what }
waits-answer-to = answer to
waits-no-address = no address was given
waits-all = All of it
waits-before = What was shown and tried
waits-said = Said: { $what }.
waits-blind = It was sent without looking at what was found for it.
waits-delivery = Delivery of { $what }
waits-open-it = Open in the console
waits-close = Close
waits-pages = Pages
waits-earlier = Earlier ones
waits-later = Later ones
way-webhook = Webhook
way-mail = Mail
way-begun = { $what }: on its way
way-delivered = { $what }: delivered
way-given-up = { $way }: not delivered, and tried no more: { $why }
way-waiting = { $count ->
    [one] { $way }: tried once, and again on { $moment }: { $why }
   *[other] { $way }: tried { $count } times, and again on { $moment }: { $why }
}
