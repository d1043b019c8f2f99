# Reports: what each is called, what it finds, and what to do about it.
report-frequency-of-inquiries-title = Frequency of inquiries
report-frequency-of-inquiries-finds = How many different tickets and searches there were, and of how many people.
report-frequency-of-inquiries-advice = Put people and articles where most is asked; look at what rises.
report-nature-of-questions-title = Nature of questions
report-nature-of-questions-finds = What people ask about, in their own words, and what they want: an answer, a repair, something done, redress.
report-nature-of-questions-advice = Write first about what is asked most and resolved least.
report-rate-of-resolution-title = Rate of resolution
report-rate-of-resolution-finds = Of how many tickets an article resolved them, of those whose end is known; what came back does not count.
report-rate-of-resolution-advice = Read the articles that resolve least, with the tickets that they did not resolve.
report-what-to-do-first-title = What to do first
report-what-to-do-first-finds = Of everything that the reports find, what is expected to save most tickets, with the words of those who asked.
report-what-to-do-first-advice = Begin at the top: write, mend, join or look again; each line says why, and leads to a draft, a patch or the article.
report-unanswered-title = Unanswered
report-unanswered-finds = What people asked three times and more and no article resolved: missing, not found, or not good enough.
report-unanswered-advice = Write what is missing, give what was not found the words that people use, mend what did not help; the largest group first.
report-stopped-helping-title = Stopped helping
report-stopped-helping-finds = Articles that resolved more than they do now, whatever their traffic does.
report-stopped-helping-advice = Read what it did not resolve, and mend the article; what was said of the old text no longer counts then.
report-review-first-title = Review first
report-review-first-finds = Articles whose review is due or that nobody validated, first those that most people rely on.
report-review-first-advice = Look whether it is still right, then set `review_by` to a later day and `state` to validated.
report-never-used-title = Never used
report-never-used-finds = Articles of which nobody ever said that they helped, first those that are in the way most often.
report-never-used-advice = Archive it, join it to another, or give it the words that people use.
report-duplicates-title = Duplicates
report-duplicates-finds = Articles that say the same, and articles that resolve the same tickets.
report-duplicates-advice = Keep the better one, and name it in `superseded_by` of the other: what was learned moves with it.
report-broken-links-title = Broken links
report-broken-links-finds = Links between articles that lead nowhere.
report-broken-links-advice = Mend the path, or take the link away; give an article that was moved its old path under `aliases`.
report-findings-title = Findings
report-findings-finds = What is wrong or doubtful in the files of articles, errors first.
report-findings-advice = Mend the line; the article is read again as soon as it is saved.
report-recall-title = Recall
report-recall-finds = Tickets that were answered by an article which was corrected or retired since, the latest first.
report-recall-advice = Look whether the old answer did harm, and tell the customer what holds now.
report-kcs-measures-title = KCS measures
report-kcs-measures-finds = How much of what the desk closes is linked to an article, known before, validated, and resolved by customers themselves.
report-kcs-measures-advice = Look at what moves, not at who: measures of activity that become goals stop measuring.

# Their pages.
figure-numbers = numbers
table-by = By
table-nothing = There is nothing to report yet. Reports are made of what people ask and of what they say came of it: record an outcome when an answer worked, and when it did not.
table-none-found = Nothing of this kind was found. Reports know what people asked and said, and what stands in the articles that you may read.
table-left-out = { $count } more rows are left out: the table above holds those that matter most.
table-intervals = Behind each rate stands what it is of, and the interval in which the true one lies in 19 cases of 20. Of fewer than five no rate is said.

# By what rows are told apart.
by-day = day
by-week = week
by-month = month
by-channel = channel
by-tag = tag
by-product = product
by-article = article
by-audience = audience
by-kind = kind
by-topic = topic
by-revision = revision

# What columns hold.
column-30-days-before = 30 days before
column-about = About
column-answered = Answered
column-article = Article
column-articles = Articles
column-articles-in-it = Articles in it
column-articles-that-stopped-helping = Articles that stopped helping
column-articles-with-15-uses-and-more = Articles with 15 uses and more
column-assumed = Assumed
column-audiences-of-who-asked = Audiences of who asked
column-before = Before
column-broken = Broken
column-came-back = Came back
column-channel = Channel
column-compared = Compared
column-day = Day
column-days-late = Days late
column-due = Due
column-end-known = End known
column-errors = Errors
column-evidence = Evidence
column-file = File
column-group = Group
column-groups = Groups
column-groups-that-find-an-article-now = Groups that find an article now
column-helped-with = Helped with
column-how-many = How many
column-how-that-is-reckoned = How that is reckoned
column-in-a-topic = In a topic
column-in-peoples-words = In people's words
column-inquiries = Inquiries
column-kind = Kind
column-last-30-days = Last 30 days
column-last-changed = Last changed
column-line = Line
column-link = Link
column-links-between-articles = Links between articles
column-measure = Measure
column-month-from = Month from
column-never-used = Never used
column-now-instead = Now instead
column-other = Other
column-owner = Owner
column-pairs = Pairs
column-patch = Patch
column-people = People
column-people-who-told = People who told
column-product = Product
column-questions = Questions
column-questions-in-them = Questions in them
column-questions-of-customers = Questions of customers
column-rate = Rate
column-rate-of-resolution = Rate of resolution
column-rate-of-resolution-of-all = Rate of resolution of all
column-rate-of-resolution-of-all-articles = Rate of resolution of all articles
column-report = Report
column-resolved = Resolved
column-resolved-most-by = Resolved most by
column-review-by = Review by
column-revision = Revision
column-searches = Searches
column-severity = Severity
column-share-of-all = Share of all
column-share-of-those-compared = Share of those compared
column-shown-for = Shown for
column-since = Since
column-since-when = Since when
column-state = State
column-tag = Tag
column-text-in-common = Text in common
column-things-to-do = Things to do
column-ticket = Ticket
column-tickets = Tickets
column-tickets-in-the-list = Tickets in the list
column-tickets-that-both-resolved = Tickets that both resolved
column-tickets-whose-end-is-known = Tickets whose end is known
column-topic = Topic
column-uses-in-30-days = Uses in 30 days
column-warnings = Warnings
column-week-from = Week from
column-what = What
column-what-happened = What happened
column-what-it-did-not-resolve = What it did not resolve
column-what-it-is = What it is
column-what-to-do = What to do
column-why = Why
column-with-an-estimate = With an estimate
column-with-an-owner = With an owner
column-words = Words
column-would-save = Would save

# Words for kinds, causes and states.
audience-all = all
kind-question = question
kind-problem = problem
kind-request = request
kind-complaint = complaint
kind-unknown = unknown
gap-missing = missing
gap-not-found = not found
gap-not-good-enough = not good enough
fate-corrected = corrected
fate-archived = archived
fate-superseded = superseded
fate-gone = gone
severity-error = error
severity-warning = warning
review-review-is-due = review is due
review-work-in-progress = work in progress
review-not-validated = not validated
review-no-owner = no owner
measure-link-rate = link rate
measure-link-rate-what = tickets whose end is known that are linked to an article which resolved or helped
measure-known = known
measure-known-what = of them, those that an article resolved which was there: the rest was new, not found or not good enough
measure-validated = validated
measure-validated-what = articles, archived ones left out, that are validated
measure-self-service-confirmed = self-service, confirmed
measure-self-service-confirmed-what = questions of customers who said that an article resolved it; of all that customers asked
measure-self-service-assumed = self-service, assumed
measure-self-service-assumed-what = the same, concluded from silence: beside what is confirmed, never in it
measure-self-service-failed = self-service, failed
measure-self-service-failed-what = questions of customers who said that nothing helped
measure-became-a-ticket-with-suggestions = became a ticket, with suggestions
measure-became-a-ticket-with-suggestions-what = forms at `/ask` of which a ticket is told
measure-became-a-ticket-held-out = became a ticket, held out
measure-became-a-ticket-held-out-what = the same of forms that got no suggestions, by lot
measure-tickets-avoided = tickets avoided
measure-tickets-avoided-what = the difference: the part of all forms that is no ticket because of suggestions

# Why something is to be done, and what it would save.
reason-missing = { $count } questions are about this, and nothing here resolves them.
reason-not-found = { $count } questions got no answer; it resolved { $resolved } like them when somebody found it.
reason-not-good-enough = It was shown for { $count } questions and did not help.
reason-fallen = It resolved { $before } of { $all } until { $day }, { $since } of { $later } since.
reason-fallen-and-due = It resolved { $before } of { $all } until { $day }, { $since } of { $later } since. Its review is due, too.
reason-due = Its review is due since { $days ->
    [one] one day
   *[other] { $days } days
}; nobody said yet what came of it.
reason-due-and-used = Its review is due since { $days ->
    [one] one day
   *[other] { $days } days
}, and { $uses ->
    [one] one ticket rests
   *[other] { $uses } tickets rest
} on it.
reason-alike = It shares { $alike } % of its text with “{ $other }”.
reason-alike-and-both = It shares { $alike } % of its text and resolved the same { $both } tickets with “{ $other }”.
reason-both = It resolved the same { $both } tickets with “{ $other }”.
reason-file = { $count ->
    [one] Its file has an error
   *[other] Its file has { $count } errors
}: readers get less than was meant.
reason-links = { $count ->
    [one] One of its links leads nowhere.
   *[other] { $count } of its links lead nowhere.
}
reason-tell = { $count ->
    [one] One ticket was answered by it
   *[other] { $count } tickets were answered by it
} before it was { $what ->
    [corrected] corrected
    [archived] archived
    [superseded] superseded
   *[gone] gone
}.
reckoned-few-uses = fewer than five uses before it or since, which is too few to compare
reckoned-fall = { $uses } uses in 30 days × ({ $was } % − { $is } %)
reckoned-few-ends = fewer than five tickets have an end that is known, so nobody can say how many an article resolves
reckoned-gap = { $lately } asked in 30 days × { $share } % that articles resolve
reckoned-few-of-one = fewer than five uses of one of them, so nobody can say which resolves more
reckoned-join = { $uses } uses of the weaker one in 30 days × ({ $more } % − { $less } %)
reckoned-hidden = nobody knows who looked for what an error hides
reckoned-links = nobody writes down who follows a link
reckoned-answered = they are answered already; whether one of them comes back, nobody can say
todo-pin = `{ $path }` resolved { $resolved } like these; put it first for them with a pin
todo-keywords = `{ $path }` resolved { $resolved } like these; give it the keywords { $words }
todo-mend = `{ $path }` was shown and did not help; read these with it and mend it
todo-write = write the article: `firstline draft { $group }`

# How to read them.
note-customers = Customers are those who belong to the audience `public` alone.
note-no-goal = Of fewer than { $least } no rate is said. Nothing is told by person: links that are a goal are no measure any more.
note-once = A ticket counts once, when it was first asked, however often it was looked at; searches count where they are written down.
note-several = What has several of them counts in each.
note-of-a-question = The { $what ->
    [article] article
    [tags] tags
   *[products] products
} of a question: that of the article which resolved it, else which helped, else which was shown first; none when it is not there any more.
note-topics = Topics are found by the words that questions share; nobody said beforehand which there are. Of very many questions 3,000 are compared, drawn by lot.
note-as-kept = Words are as they are kept: without their endings. Where the desk keeps no words, a topic has none.
note-kind = The kind is told by cues in the first line that is kept, else by the words: it is right for most and not for all.
note-end-told = The rate is of those whose end somebody told. What came back is not resolved; what is only assumed from silence is in no rate.
note-of-an-article = Of an article: the tickets of which somebody said whether it resolved them, each once.
note-of-a-version = Of an article: the tickets of which somebody said whether it resolved them, each once. A ticket belongs to the version that was there when the article was shown for it.
note-version = A version begins with the commit that changed the file; without Git when the desk saw that it changed, which is forgotten when its index is built anew.
note-would-save = Would save: tickets in 30 days that an article would resolve and does not, by what the record knows of the last 30 or 90 days. Where nobody can say, it stands below.
note-written-since = What was missing and is written since is left out: an article that was not shown for the questions of a group stands first for most of them now. `firstline replay` says more.
note-do-not-add = One ticket may stand in two estimates: do not add them up.
note-no-tickets = What is never used, and warnings in files, save no tickets; they stand in their own reports.
note-unanswered = A question is unanswered when somebody said that what was shown did not help, when it came back, or when nothing was shown that promised to help. Of very many the latest 3,000 are compared.
note-estimate = What an answer would save: the questions of the last { $days } days times the desk's rate of resolution; an estimate for each { $days } days to come.
note-draft = `firstline draft GROUP` begins the article, in people's own words.
note-use = A use is a ticket of which somebody said whether the article resolved it. How often it is used makes no difference.
note-for-nothing = Of 100 articles that resolve 80 % and have 1,000 uses, less than one is listed here for nothing. A fall to 50 % is found within 40 uses in more than 9 of 10 cases, when there were 200 uses before it; after fewer, later.
note-uses-before = Uses from before an article's last change are only what those since are compared with.
note-relied-on = First what most people rely on: those who said that it resolved or helped.
note-review-by = A day in the front matter says when to look again: `review_by: 2027-01-31`. Archived articles are left out.
note-shown-for = Shown for: questions in whose list it stood. Drafts and archived articles are left out.
note-little-recorded = While little is recorded most articles are unused: look at how many inquiries this rests on.
note-in-common = Text in common: about the part of all runs of three words that stand in both, from 60 % on. Articles of less than 20 words, and those with blocks for some readers alone, are not compared.
note-broken-for-you = A link to an article that you may not read is broken for you. Links in blocks for some readers alone are not looked at; `firstline check` looks at all.
note-what-you-may-read = Of the articles that you may read. `firstline check` tells everything, files that are no articles too.
note-recalled = A ticket counts when somebody said that the article resolved it or helped, and nobody took that back; the latest first.
note-corrected = Corrected: the section that was shown for the ticket says something else now; where another was read, the article does. When, is told by the commit, or by when the desk saw the change: what it saw is forgotten when its index is built anew.
note-without-number = What has no ticket's number is told by the number of what was shown: `firstline explain` has more of it.

# What each kind of finding means, as the manual has it.
finding-binary = the file is no text; it is left out
finding-bad-encoding = the file is not UTF-8; what could not be read stands as �
finding-too-large = the file is larger than allowed; only its title and audience count
finding-too-deep = quotes, lists or tags are nested more than 64 deep; the rest is plain text
finding-empty = the article has no words
finding-broken-front-matter = the front matter cannot be read; what could be saved line by line was saved
finding-unclosed-front-matter = the front matter begins and never ends
finding-duplicate-key = a key stands twice in the front matter; the first counts
finding-misspelt-key = a key looks like a known one with a mistake in it
finding-wrong-type = a field holds a list or a map where a word belongs, or the other way round
finding-control-characters = a field holds characters that no one can see
finding-too-long = a field is longer than anyone would read
finding-unreadable-date = a date is none
finding-unreadable-state = `draft`, `published` or the like is neither true nor false; the article counts as a draft
finding-unknown-state = the state is none of ours; the article counts as not validated
finding-unknown-audience = an audience that nobody declared; it lets nobody in
finding-unreadable-audience = the audience cannot be read; only writers see the article, or the block
finding-conflicting-audience = two keys name audiences that have nothing in common; only writers see the article
finding-unclosed-audience = a block for some readers never ends; everything behind its beginning is hidden
finding-stray-audience = a block for some readers ends and never began; only writers see the article
finding-too-many-audiences = more than four different sets of audiences have blocks; only writers see the others
finding-unknown-language = the language is not known; it is told from the words instead
finding-unusable-id = the id cannot stand in an address; the path takes its place
finding-unclosed-comment = a comment begins and never ends; everything after it is hidden
finding-broken-link = a link leads to no article that you may read
column-what-it-means = What it means

# How an article begins that is missing.
draft-issue = Issue
draft-environment = Environment
draft-resolution = Resolution
draft-cause = Cause
draft-not-known = Not known yet.
draft-no-words = Nothing that people wrote is kept here. The words that they share are the keywords above.
draft-asked = {$count} people's questions are about this (group {$group}).
draft-channel = channel: {$name} ({$times})
draft-product = perhaps: {$name} ({$times})
