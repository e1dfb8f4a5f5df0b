-- A file as the first version of the schema wrote it.
CREATE TABLE session (
    -- Never used twice: a late commit of an erased session must meet no other one.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    state BLOB NOT NULL,
    reply_address TEXT,
    last_user_at INTEGER NOT NULL,
    next_seq INTEGER NOT NULL,
    due INTEGER
);
CREATE INDEX session_due ON session (due) WHERE due IS NOT NULL;
CREATE TABLE entry (
    session INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    status INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    at INTEGER NOT NULL,
    key BLOB,
    vendor_id TEXT,
    body BLOB NOT NULL,
    PRIMARY KEY (session, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX entry_key ON entry (session, key) WHERE key IS NOT NULL;
CREATE INDEX entry_unfinished ON entry (session, seq)
    WHERE status IN (1, 5, 10, 11, 13);
-- Most replies follow their event closely and are found there; this has the others.
CREATE INDEX entry_far ON entry (session, turn)
    WHERE key IS NULL AND (seq < turn OR seq > turn + 64);
CREATE TABLE tombstone (
    session BLOB NOT NULL,
    key BLOB NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (session, key)
) WITHOUT ROWID;
CREATE INDEX tombstone_until ON tombstone (until);
CREATE TABLE grain_state (
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    etag INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (type, id)
) WITHOUT ROWID;
INSERT INTO session (id, key, version, state, reply_address, last_user_at, next_seq, due)
VALUES (7, 'app/bot/web/old', 3, CAST('{"a":1}' AS BLOB), 'to', 1904299200000, 5, 1904299201000);
INSERT INTO entry (session, seq, turn, status, attempts, at, key, vendor_id, body) VALUES
    (7, 1, 1, 2, 0, 1904299200000, x'ca978112ca1bbdcafac231b39a23dc4d', NULL, CAST('hello' AS BLOB)),
    (7, 2, 1, 14, 0, 1904299200000, NULL, 'v1', CAST('hi' AS BLOB)),
    (7, 3, 1, 15, 0, 1904299200000, NULL, NULL, CAST('gone' AS BLOB)),
    (7, 4, 1, 10, 0, 1904299200000, NULL, NULL, CAST('out' AS BLOB));
INSERT INTO tombstone (session, key, until)
VALUES (x'fee2347e0d494969aa8122798264a0a2e0844e34d7777fa4cf0f51b80990ad63', x'3e23e8160039594a33894f6564e1b134', 1904299260000);
PRAGMA application_id = 1416586091;
PRAGMA user_version = 1;
