# The front page.
home-how = How can we help?
home-empty = There are no articles here yet.
home-articles = { $count ->
    [one] Search 1 article, or begin with a topic.
   *[other] Search { $count } articles, or begin with a topic.
}
home-longer = A longer story?
home-describe = Describe it, and see what may solve it
home-topics = Topics
home-popular = What solved it for others
home-solved = { $count ->
    [one] solved it for 1 person
   *[other] solved it for { $count } people
}
home-questions = Questions people ask
home-latest = Recently updated
topic-articles = { $count ->
    [one] article
   *[other] articles
}

# Results.
search-title = Search
search-nothing-asked = What are you looking for?
search-type = Type a few words above: what is wrong, what you want to do, or the code of an error.
search-none = No results
search-results = { $count ->
    [one] result
   *[other] results
}
search-for = for
search-with = { $count ->
    [one] with this filter
   *[other] with these filters
}
search-in-use = Filters in use
search-remove = Remove the filter
search-everywhere = Search everywhere
search-meant = Did you mean
search-cut = That was long. Only the beginning of it was searched for.
search-filter = Filter these results
search-filters = Filters
search-nearest = Not quite what you asked for, but close
search-nearest-why = No article has all of these words. These have some of them.
search-no-such-page = There is no such page of results.
search-first-page = Back to the first one
search-pages = Pages of results
search-previous = Previous
search-next = Next
search-page = Page { $page } of { $last }
search-tips = What may help
search-tip-fewer = Leave out a word, or use the two or three that describe it best.
search-tip-code = Search for the code alone if there is one, such as
search-tip-other = Try another word for the same thing: “sign in” for “log on”, “parcel” for “package”.
search-tip-describe = Describe it in whole sentences
search-tip-as-mail = , as in a mail: we look for what solved it for others.
search-tip-language = Say it in the language you would ask us in; articles may be in several.
search-topics = Or begin with a topic
search-recommended = Recommended
search-manual = All articles of this topic on one page, to read or to print

# An article.
article-where = Where this is
article-home = Help centre
article-also = Also in
article-said-on = This is what it said on { $day }, as { $author } left it:
article-says-now = What it says now
article-replaced = It was replaced by
article-was-replaced = This was replaced by
article-contents = In this article
article-topics = Topics
article-before = What it said before
article-other = This is in { $what }; there is none in English.
article-in-yours = You can read this in English:
article-checked = Checked, and to be looked at again by { $what }
article-lapsed = Somebody should have looked at this again by { $what }. It may be out of date.
article-link = Link to this heading
article-related = Related answers
article-not-it = Not what you needed?
article-similar = Search for something similar
article-numbers = Its numbers

# Did this solve it?
solved-ask = Did this solve it?
solved-yes = Yes, it did
solved-no = No
solved-stored = We keep which article it was, your answer and the day, and the words you searched for with mail addresses and numbers taken out. No name.
solved-thanks = Thank you, recorded
solved-sooner = The next person who looks for this sees the article sooner.
solved-why = What was wrong with it?
solved-why-lead = Your “No” is recorded. The reason tells the writers what to do.
solved-unrelated = It is about something else
solved-no-help = It is about this, but did not help
solved-outdated = It is wrong or out of date
solved-unclear = I do not understand it
solved-more = In your own words (optional)
solved-more-hint = No names, addresses or passwords, please. Writers read it.
solved-writers = The writers see that. Thank you for telling.
solved-undo = Take it back
solved-undone = Taken back: it never happened.
solved-back = Back to the article
solved-ask-us = Describe what is wrong, and ask us

# A whole topic on one page.
manual-title = { $what }: everything on one page
manual-lead = { $count ->
    [one] 1 article of this topic, to read through or to print.
   *[other] All { $count } articles of this topic, to read through or to print.
}
manual-contents = Contents
manual-print = Print it with your browser: each article keeps its links as addresses.
manual-left-out = { $count ->
    [one] 1 more article is left out here; find it by search.
   *[other] { $count } more articles are left out here; find them by search.
}
manual-made = As of { $what }

# Signing in.
login-title = Sign in
login-known = You are signed in. What is for your team is found by search, like everything else.
login-go-on = Go on
login-lead = For the people who work here. Customers need no account.
login-down = The program behind this button did not answer when it was last asked. Try it again, or sign in with a name and a password if you have them.
login-or = Or with a name and a password:
login-wrong = There is no such name with that password. Check both, capitals too.
login-name = Name
login-password = Password
login-forgotten = Forgotten? Whoever runs this desk gives you another one:
