-- What was sent to the help desk, and how far it is on its way there. The words and the address go when it is done.

CREATE TABLE requests (
    -- No number is given twice: a forgotten request's is nobody else's.
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    id        BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    at        INTEGER NOT NULL,
    person    TEXT NOT NULL,
    -- JSON: names.
    audiences TEXT NOT NULL,
    key       TEXT,
    -- What was shown before, by its id.
    shown     BLOB CHECK (length(shown) = 16),
    ticket    TEXT,
    channel   TEXT,
    subject   TEXT,
    text      TEXT NOT NULL,
    reply_to  TEXT,
    done      INTEGER
) STRICT;

CREATE UNIQUE INDEX requests_by_key ON requests (person, key) WHERE key IS NOT NULL;
CREATE INDEX requests_open ON requests (number) WHERE done IS NULL;

CREATE TABLE deliveries (
    id      BLOB PRIMARY KEY CHECK (length(id) = 16),
    request INTEGER NOT NULL REFERENCES requests (number) ON DELETE CASCADE,
    way     TEXT NOT NULL,
    tries   INTEGER NOT NULL,
    -- When it is tried next; nothing when it is not.
    next    INTEGER,
    taken   INTEGER NOT NULL CHECK (taken IN (0, 1)),
    why     TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_by_request ON deliveries (request);
CREATE INDEX deliveries_due ON deliveries (next) WHERE next IS NOT NULL;
