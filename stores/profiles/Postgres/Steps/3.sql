-- Pauses, what an operator asks for, and who did what.

ALTER TABLE session ADD COLUMN paused_until bigint;

-- A key may be longer than an index takes; it is made of ASCII, so this is as many bytes.
CREATE INDEX session_key ON session ((left(key, 512)));

-- What was said does not go into the planner's samples, from which nobody would erase it.
ALTER TABLE session ALTER COLUMN state SET STATISTICS 0,
    ALTER COLUMN reply_address SET STATISTICS 0;
ALTER TABLE entry ALTER COLUMN body SET STATISTICS 0, ALTER COLUMN vendor_id SET STATISTICS 0;

CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at bigint NOT NULL,
    who bytea NOT NULL,
    role bytea NOT NULL,
    what bytea NOT NULL,
    target bytea NOT NULL,
    outcome bytea NOT NULL
);

-- What this database alone knows: persons have other pseudonyms in every other one.
CREATE TABLE install (name text PRIMARY KEY, value bytea NOT NULL);
INSERT INTO install VALUES (
    'person_key', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

-- The function of the first step stays beside this one: a process of the version before goes on
-- until it is replaced, and leaves pauses as they are.

-- Writes many works at once: s_… has one element a work, at most one work a session; e_… the
-- entries to add, c_… those to change, m_… those to mark, each with the place of its work.
-- Kinds: 1 a new session, 2 a next version, 3 marks. Returns a session id for each work, 0 where
-- another version is on disk. Rows of sessions are locked in the order they are given.
-- Every plan must go by the indexes, also one that was made while the tables were empty.
CREATE FUNCTION write_batch(
    s_kind integer[], s_id bigint[], s_name bytea[], s_key text[], s_version bigint[],
    s_state bytea[], s_reply_address bytea[], s_last_user_at bigint[], s_next_seq bigint[],
    s_due bigint[], s_paused_until bigint[],
    e_work integer[], e_seq bigint[], e_turn bigint[], e_status integer[], e_attempts integer[],
    e_at bigint[], e_key bytea[], e_vendor_id bytea[], e_body bytea[], e_parts integer[],
    e_reason bytea[],
    c_work integer[], c_seq bigint[], c_status integer[], c_attempts integer[], c_turn bigint[],
    m_work integer[], m_seq bigint[], m_status integer[], m_before integer[],
    m_attempts integer[], m_parts integer[], m_vendor_id bytea[], m_reason bytea[])
RETURNS bigint[] LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    written bigint[] := array_fill(0::bigint, ARRAY[cardinality(s_kind)]);
    handle bigint;
BEGIN
    FOR i IN 1 .. cardinality(s_kind) LOOP
        IF s_kind[i] = 2 THEN
            UPDATE session
            SET version = s_version[i], state = s_state[i], reply_address = s_reply_address[i],
                last_user_at = s_last_user_at[i], next_seq = s_next_seq[i], due = s_due[i],
                paused_until = s_paused_until[i]
            WHERE id = s_id[i] AND version = s_version[i] - 1
            RETURNING id INTO handle;
        ELSIF s_kind[i] = 1 THEN
            INSERT INTO session
                (name, key, version, state, reply_address, last_user_at, next_seq, due,
                    paused_until)
            VALUES (s_name[i], s_key[i], s_version[i], s_state[i], s_reply_address[i],
                s_last_user_at[i], s_next_seq[i], s_due[i], s_paused_until[i])
            ON CONFLICT (name) DO NOTHING
            RETURNING id INTO handle;
        ELSE
            UPDATE session SET due = s_due[i]
            WHERE id = s_id[i] AND version = s_version[i] AND due IS DISTINCT FROM s_due[i];
            handle := s_id[i];
        END IF;
        written[i] := coalesce(handle, 0);
    END LOOP;
    IF cardinality(e_work) > 0 THEN
        INSERT INTO entry
            (session, seq, turn, status, attempts, at, key, vendor_id, body, parts, reason)
        SELECT written[e.work], e.seq, e.turn, e.status, e.attempts, e.at, e.key, e.vendor_id,
            e.body, e.parts, e.reason
        FROM unnest(e_work, e_seq, e_turn, e_status, e_attempts, e_at, e_key, e_vendor_id,
                e_body, e_parts, e_reason)
            AS e (work, seq, turn, status, attempts, at, key, vendor_id, body, parts, reason)
        WHERE written[e.work] > 0;
    END IF;
    IF cardinality(c_work) > 0 THEN
        UPDATE entry SET status = c.status, attempts = c.attempts,
            turn = coalesce(c.turn, entry.turn)
        FROM unnest(c_work, c_seq, c_status, c_attempts, c_turn)
            AS c (work, seq, status, attempts, turn)
        WHERE entry.session = written[c.work] AND entry.seq = c.seq;
    END IF;
    IF cardinality(m_work) > 0 THEN
        UPDATE entry SET status = m.status,
            attempts = greatest(entry.attempts, m.attempts),
            parts = greatest(entry.parts, m.parts),
            vendor_id = coalesce(m.vendor_id, entry.vendor_id),
            reason = coalesce(m.reason, entry.reason)
        FROM unnest(m_work, m_seq, m_status, m_before, m_attempts, m_parts, m_vendor_id, m_reason)
            AS m (work, seq, status, before, attempts, parts, vendor_id, reason)
        WHERE entry.session = s_id[m.work] AND entry.seq = m.seq
            AND (m.before >> entry.status) & 1 = 1;
    END IF;
    RETURN written;
END
$$;
