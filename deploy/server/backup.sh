#!/bin/sh
# Backs both services up while they run: backup.sh <folder>
# Reads HOLDFAST_DATA (the services' folder) and DATABASE_URL (PostgreSQL) as the services do. Makes <folder>/<time>/ and prints it.
#
# The keys go along: without headquarters-keys.json no card of the backup can be found. Keep the backup as you keep keys.
# The epoch file does not: it must outlive a restore, for by it headquarters sees that its database is older than itself.
set -eu
umask 077
into="${1:?Usage: backup.sh <folder>}/$(date -u +%Y%m%dT%H%M%SZ)"
data="${HOLDFAST_DATA:-holdfast-data}"
mkdir -p "$into"

if [ -n "${DATABASE_URL:-}" ]; then
  pg_dump --format=custom --no-owner --schema=headquarters --schema=channel --file="$into/holdfast.dump" "$DATABASE_URL"
else
  for service in headquarters channel; do
    file="$data/$service/$service.sqlite"
    # SQLite's own online copy: whole, whatever is being written meanwhile.
    [ ! -f "$file" ] || sqlite3 "$file" ".timeout 10000" ".backup '$into/$service.sqlite'"
  done
fi

(cd "$data" && find . -type f ! -name '*.sqlite*' ! -name '*-epoch.json' ! -name '*.new') | while read -r file; do
  mkdir -p "$into/files/$(dirname "$file")"
  cp -p "$data/$file" "$into/files/$file"
done
echo "$into"
