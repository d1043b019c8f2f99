-- What the probability of the first article was made of: JSON, [path, id, numbers, audiences, ranking, moment].
ALTER TABLE shown ADD COLUMN forecast TEXT;
