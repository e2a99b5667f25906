#!/bin/sh
# Puts a backup back: restore.sh <folder of one backup>
# Reads HOLDFAST_DATA and DATABASE_URL as the services do. STOP BOTH SERVICES FIRST. What is there now is kept beside it.
# Afterwards: holdfast-server restored, then start the services (docs/RUNBOOK.md, Server restored from backup).
set -eu
umask 077
from="${1:?Usage: restore.sh <folder of one backup>}"
data="${HOLDFAST_DATA:-holdfast-data}"
[ -d "$from/files" ] || { echo "$from is no backup" >&2; exit 2; }
mkdir -p "$data"

if [ -n "${DATABASE_URL:-}" ]; then
  [ -f "$from/holdfast.dump" ] || { echo "$from holds no dump of PostgreSQL" >&2; exit 2; }
  pg_restore --clean --if-exists --no-owner --single-transaction --exit-on-error --dbname="$DATABASE_URL" "$from/holdfast.dump"
else
  aside="$data/before-restore-$(date -u +%Y%m%dT%H%M%SZ)"
  for service in headquarters channel; do
    [ -f "$from/$service.sqlite" ] || continue
    [ "$(sqlite3 "$from/$service.sqlite" 'PRAGMA quick_check')" = ok ] || { echo "$from/$service.sqlite is damaged" >&2; exit 1; }
  done
  for service in headquarters channel; do
    [ -f "$from/$service.sqlite" ] || continue
    mkdir -p "$data/$service" "$aside/$service"
    for ending in '' -wal -shm; do
      file="$data/$service/$service.sqlite$ending"
      [ ! -f "$file" ] || mv "$file" "$aside/$service/"
    done
    cp "$from/$service.sqlite" "$data/$service/$service.sqlite"
  done
fi

# Keys and secrets of the backup, where there are none: never over those that are there.
(cd "$from/files" && find . -type f) | while read -r file; do
  [ -f "$data/$file" ] || { mkdir -p "$data/$(dirname "$file")"; cp -p "$from/files/$file" "$data/$file"; }
done
echo "restored from $from"
