-- Roles and database. Run by setup.sh, in the database postgres.
--   paraphe_owner   owns the tables and nothing else; nobody can log in as it
--   paraphe_server  what paraphed logs in as
SELECT 'CREATE ROLE paraphe_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'paraphe_owner') \gexec
SELECT 'CREATE ROLE paraphe_server' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'paraphe_server') \gexec
ALTER ROLE paraphe_owner NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE paraphe_server LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT
  CONNECTION LIMIT :connections;

SELECT 'CREATE DATABASE paraphe TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C'''
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'paraphe') \gexec
REVOKE ALL ON DATABASE paraphe FROM PUBLIC;  -- nobody else connects, nor makes temporary tables
GRANT CONNECT ON DATABASE paraphe TO paraphe_owner, paraphe_server;
