#!/usr/bin/env bash
# Makes the database of `store { postgresql { … } }`, or brings it to the version of a program, and gives the server's
# role no more rights than it needs. Repeating it changes nothing. As PostgreSQL's superuser, for instance:
#
#   sudo -u postgres deploy/postgresql/setup.sh --program /usr/bin/paraphed --password-file /root/paraphe.password
#
#   --program FILE        paraphed of the version that will serve; it makes the tables
#   --password-file FILE  one line: the password that the server's role shall have; without it the role keeps its own
#   --connections N       how many connections the server's role may have, of all servers together; 100 unless given
#
# Host, port and superuser are psql's: PGHOST, PGPORT, PGUSER. It ends with what is left to do in pg_hba.conf.
set -euo pipefail

program='' password_file='' connections=100
usage() { sed -n '2,11s/^# \{0,1\}//p' "$0"; }
fail() { echo "setup.sh: $*; see --help" >&2 && exit 2; }
while [ $# -gt 0 ]; do
  case $1 in
    --program | --password-file | --connections)
      [ $# -ge 2 ] || fail "$1 needs a value"
      case $1 in
        --program) program=$2 ;;
        --password-file) password_file=$2 ;;
        --connections) connections=$2 ;;
      esac
      shift 2
      ;;
    --help | -h) usage && exit 0 ;;
    *) fail "what is $1?" ;;
  esac
done
[ -x "$program" ] || fail "--program must name paraphed"
[[ $connections =~ ^[0-9]+$ ]] || fail "--connections must be a number"
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# run_sql DATABASE FILE [VARIABLE=VALUE…]
run_sql() {
  local database=$1 file=$2 variables=()
  shift 2
  for variable in "$@"; do variables+=(--set "$variable"); done
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 "${variables[@]}" --dbname "$database" --file "$file"
}

run_sql postgres "$folder/database.sql" "connections=$connections"
run_sql paraphe "$folder/schema.sql"
# The tables belong to a role that nobody can log in as.
"$program" store migrate --conninfo "dbname=paraphe options='-c role=paraphe_owner -c search_path=paraphe'"
run_sql paraphe "$folder/rights.sql"
if [ -n "$password_file" ]; then
  # By standard input: arguments can be read by everybody. PostgreSQL keeps a verifier only, and its log nothing.
  {
    echo "SET log_statement = 'none'; SET log_min_duration_statement = -1; SET log_min_error_statement = panic;"
    echo "SET password_encryption = 'scram-sha-256';"
    printf "\\\\set password \`head -n 1 %q\`\n" "$(realpath -- "$password_file")"
    echo "ALTER ROLE paraphe_server PASSWORD :'password';"
  } | psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --dbname paraphe
fi

cat <<'EOF'
The database is there. Left to do in pg_hba.conf, above other lines, with your servers' network; then reload:

    hostssl  paraphe  paraphe_server  192.0.2.0/24  scram-sha-256
    host     all      paraphe_server  all           reject
    local    all      paraphe_server                reject

In paraphed's configuration:

    store { postgresql { conninfo: "host=… dbname=paraphe user=paraphe_server sslmode=verify-full
                                    sslrootcert=… passfile=…" } }
EOF
