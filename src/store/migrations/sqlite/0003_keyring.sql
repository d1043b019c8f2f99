-- Credentials: of each what is needed to know it again, never the thing itself.
-- Secrets are BLAKE3 hashes of 256 random bits, passwords are PHC strings of Argon2id; moments as before.

CREATE TABLE tokens (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,
    role      TEXT NOT NULL,
    -- JSON: names; none for those of the role.
    audiences TEXT NOT NULL,
    secret    BLOB NOT NULL CHECK (length(secret) = 32),
    made      INTEGER NOT NULL,
    expires   INTEGER,
    revoked   INTEGER,
    used      INTEGER
) STRICT;

CREATE TABLE accounts (
    name      TEXT PRIMARY KEY,
    role      TEXT NOT NULL,
    audiences TEXT NOT NULL,
    password  TEXT,
    made      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    secret  BLOB PRIMARY KEY CHECK (length(secret) = 32),
    former  BLOB UNIQUE CHECK (length(former) = 32),
    account TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    begun   INTEGER NOT NULL,
    renewed INTEGER NOT NULL,
    seen    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_account ON sessions (account);
