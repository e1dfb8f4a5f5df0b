-- Which silos there are. Orleans finds its statements by key in orleansquery; the names of keys,
-- parameters and columns are Orleans' own, and every silo's row changes together with the
-- version of its cluster, whatever else happens at once.

CREATE TABLE orleansquery (
    querykey varchar(64) PRIMARY KEY,
    querytext varchar(8000) NOT NULL
);

CREATE TABLE membership_version (
    deployment varchar(150) PRIMARY KEY,
    version integer NOT NULL
);

CREATE TABLE membership (
    deployment varchar(150) NOT NULL REFERENCES membership_version,
    address varchar(45) NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    silo_name varchar(150) NOT NULL,
    host_name varchar(150) NOT NULL,
    status integer NOT NULL,
    proxy_port integer,
    suspect_times text,
    start_time timestamptz(3) NOT NULL,
    alive_at timestamptz(3) NOT NULL,
    PRIMARY KEY (deployment, address, port, generation)
);

CREATE VIEW membership_rows AS
SELECT v.deployment AS DeploymentId, m.address AS Address, m.port AS Port,
    m.generation AS Generation, m.silo_name AS SiloName, m.host_name AS HostName,
    m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
    m.start_time AS StartTime, m.alive_at AS IAmAliveTime, v.version AS Version
FROM membership_version v LEFT JOIN membership m ON m.deployment = v.deployment;

INSERT INTO orleansquery (querykey, querytext) VALUES
('GatewaysQueryKey',
$$
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation FROM membership
    WHERE deployment = @DeploymentId AND status = @Status AND proxy_port > 0
$$),
('MembershipReadAllKey',
$$
    SELECT * FROM membership_rows WHERE DeploymentId = @DeploymentId
$$),
-- The version comes back also where there is no such silo.
('MembershipReadRowKey',
$$
    SELECT v.deployment AS DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName,
        m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.version AS Version
    FROM membership_version v LEFT JOIN membership_rows m
        ON m.DeploymentId = v.deployment AND m.Address = @Address AND m.Port = @Port
            AND m.Generation = @Generation
    WHERE v.deployment = @DeploymentId
$$),
('InsertMembershipVersionKey',
$$
    WITH added AS (
        INSERT INTO membership_version (deployment, version) VALUES (@DeploymentId, 0)
        ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::integer FROM added
$$),
('InsertMembershipKey',
$$
    WITH counted AS (
        UPDATE membership_version SET version = version + 1
        WHERE deployment = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT 1 FROM membership WHERE deployment = @DeploymentId AND address = @Address
                AND port = @Port AND generation = @Generation)
        RETURNING deployment),
    added AS (
        INSERT INTO membership (deployment, address, port, generation, silo_name, host_name,
            status, proxy_port, start_time, alive_at)
        SELECT deployment, @Address, @Port, @Generation, @SiloName, @HostName, @Status,
            @ProxyPort, @StartTime, @IAmAliveTime
        FROM counted RETURNING 1)
    SELECT count(*)::integer FROM added
$$),
('UpdateMembershipKey',
$$
    WITH counted AS (
        UPDATE membership_version SET version = version + 1
        WHERE deployment = @DeploymentId AND version = @Version AND EXISTS (
            SELECT 1 FROM membership WHERE deployment = @DeploymentId AND address = @Address
                AND port = @Port AND generation = @Generation)
        RETURNING deployment),
    changed AS (
        UPDATE membership m SET status = @Status, suspect_times = @SuspectTimes,
            alive_at = @IAmAliveTime
        FROM counted c
        WHERE m.deployment = c.deployment AND m.address = @Address AND m.port = @Port
            AND m.generation = @Generation
        RETURNING 1)
    SELECT count(*)::integer FROM changed
$$),
('UpdateIAmAlivetimeKey',
$$
    UPDATE membership SET alive_at = @IAmAliveTime
    WHERE deployment = @DeploymentId AND address = @Address AND port = @Port
        AND generation = @Generation
$$),
('DeleteMembershipTableEntriesKey',
$$
    DELETE FROM membership WHERE deployment = @DeploymentId;
    DELETE FROM membership_version WHERE deployment = @DeploymentId
$$),
-- 3: the status of an active silo.
('CleanupDefunctSiloEntriesKey',
$$
    DELETE FROM membership
    WHERE deployment = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3
$$);
