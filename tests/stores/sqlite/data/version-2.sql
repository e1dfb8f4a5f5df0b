-- A file as the second version of the schema wrote it: the first one, upgraded, and written to.
ALTER TABLE entry ADD COLUMN parts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN reason TEXT;
CREATE INDEX entry_dead ON entry (session, seq) WHERE status = 15;
UPDATE entry SET parts = 2, reason = 'rejected:7' WHERE seq = 3;
PRAGMA user_version = 2;
