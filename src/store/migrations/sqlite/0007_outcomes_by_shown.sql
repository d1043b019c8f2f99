-- What came of one thing that was shown is looked up whenever somebody opens its list.
CREATE INDEX outcomes_by_shown ON outcomes (shown);
