-- What was shown, and what came of it. Rows are written once and never changed.
-- Ids are 16 bytes, moments microseconds since 1970.

-- `flin`: a file that says so is ours.
PRAGMA application_id = 1718380910;

-- One row: made with the file.
CREATE TABLE desk (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    secret BLOB NOT NULL CHECK (length(secret) = 32)
) STRICT;

CREATE TABLE shown (
    number     INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    at         INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    person     TEXT NOT NULL,
    ticket     TEXT,
    channel    TEXT,
    -- `terms`: each with a line feed behind it; `keys`: eight bytes each, little-endian.
    words_are  TEXT NOT NULL CHECK (words_are IN ('terms', 'keys')),
    words      BLOB NOT NULL,
    excerpt    TEXT,
    -- The bits of unsigned numbers.
    ranking    INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    -- JSON: names, and [path, id, probability, anchor, section].
    audiences  TEXT NOT NULL,
    listed     TEXT NOT NULL
) STRICT;

CREATE TABLE outcomes (
    -- 1, 2, 3 … without a gap: the cursor behind it.
    place   INTEGER PRIMARY KEY,
    id      BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    at      INTEGER NOT NULL,
    shown   INTEGER NOT NULL REFERENCES shown (number),
    path    TEXT NOT NULL,
    article TEXT NOT NULL,
    verdict TEXT NOT NULL,
    -- The place in the list from 1; -1: known, -2: searched.
    found   INTEGER NOT NULL CHECK (found >= -2),
    person  TEXT NOT NULL,
    ticket  TEXT,
    assumed INTEGER NOT NULL CHECK (assumed IN (0, 1)),
    note    TEXT,
    key     TEXT
) STRICT;

CREATE UNIQUE INDEX outcomes_by_key ON outcomes (person, key) WHERE key IS NOT NULL;
