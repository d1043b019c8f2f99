-- A ticket may be forgotten: what was said in it is blanked, the counts stay.

-- Another number whenever something was forgotten or a backup was brought back.
ALTER TABLE desk ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
-- Whether something was blanked of which the file may still hold scraps.
ALTER TABLE desk ADD COLUMN scraps INTEGER NOT NULL DEFAULT 0 CHECK (scraps IN (0, 1));
-- Whether it was for a ticket that was forgotten: it takes no more outcomes.
ALTER TABLE shown ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten IN (0, 1));
