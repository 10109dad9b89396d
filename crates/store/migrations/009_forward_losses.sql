-- How many events were pruned before they were forwarded to a target that retries.
ALTER TABLE forward_cursors ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
