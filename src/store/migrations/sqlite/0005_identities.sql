-- Who somebody is to the program that signs them in: its address, and what it calls them.
ALTER TABLE accounts ADD COLUMN issuer TEXT;
ALTER TABLE accounts ADD COLUMN subject TEXT;

CREATE UNIQUE INDEX accounts_by_identity ON accounts (issuer, subject) WHERE subject IS NOT NULL;
