-- What a user confirms is in a file of that user and computer, so that it does not travel with the
-- database.
DROP TABLE known_hosts;
DELETE FROM settings WHERE name = 'allowed_hosts';
