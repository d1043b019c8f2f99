-- What an article said when an outcome was made of it: hashes, as the bits of unsigned numbers; nothing where it is not known.
ALTER TABLE outcomes ADD COLUMN content INTEGER;
ALTER TABLE outcomes ADD COLUMN section INTEGER;

-- What is remembered of a section that was used, by the hash of its text: four bytes each, little-endian, how many of its
-- pairs of words stood elsewhere in the article, and the numbers of the pairs in their order.
CREATE TABLE sketches (
    section INTEGER PRIMARY KEY,
    pairs   BLOB NOT NULL
) STRICT;

-- `shown.listed` holds [path, id, probability, anchor, section, content] from here on.
