-- A schema of our own, the only one that the roles see. Run by setup.sh, in the database paraphe.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS paraphe AUTHORIZATION paraphe_owner;
GRANT USAGE ON SCHEMA paraphe TO paraphe_server;
ALTER ROLE paraphe_owner IN DATABASE paraphe SET search_path = paraphe;
ALTER ROLE paraphe_server IN DATABASE paraphe SET search_path = paraphe;
