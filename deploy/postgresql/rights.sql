-- What paraphed's role may do with each table, and no more. Run by setup.sh, in the database paraphe, once the tables
-- are there.
REVOKE ALL ON ALL TABLES IN SCHEMA paraphe FROM PUBLIC, paraphe_server;
SET search_path = paraphe;
GRANT SELECT ON store_version TO paraphe_server;
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions, documents, shared TO paraphe_server;
GRANT SELECT, INSERT, DELETE ON tickets, logins TO paraphe_server;
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts TO paraphe_server;
-- A purge writes this one anew, and keys are replaced in it (docs/guide-store.md).
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON content_keys TO paraphe_server;
GRANT SELECT, INSERT, UPDATE ON usage TO paraphe_server;
-- The audit log can be added to, never changed.
GRANT SELECT, INSERT ON audit TO paraphe_server;
GRANT SELECT, UPDATE ON audit_head, purged TO paraphe_server;
