# What run, test and check share. Sourced, not run.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf '%s\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

# Names everything that is missing at once, and what to do.
need_prerequisites() {
  local missing=()
  if ! command -v git >/dev/null; then missing+=("git: install it (Debian: apt-get install git; macOS: xcode-select --install)"); fi
  if ! command -v dotnet >/dev/null; then
    missing+=(".NET 10 SDK: install it from https://dotnet.microsoft.com/download/dotnet/10.0 and put dotnet on the PATH")
  elif ! dotnet --list-sdks | grep -q '^10\.'; then
    missing+=(".NET 10 SDK: found only $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd, - || true); install 10.0 from https://dotnet.microsoft.com/download/dotnet/10.0")
  fi
  if ! command -v node >/dev/null; then
    missing+=("Node 20 or later: install it from https://nodejs.org (it installs the embedded PostgreSQL)")
  elif [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
    missing+=("Node 20 or later: found $(node --version); install it from https://nodejs.org")
  fi
  if command -v node >/dev/null && ! command -v npm >/dev/null; then missing+=("npm: it comes with Node from https://nodejs.org"); fi
  if [ "$(id -u)" = 0 ] && ! command -v runuser >/dev/null; then
    missing+=("runuser (PostgreSQL does not run as root): install util-linux, or run this as an ordinary user")
  fi
  [ ${#missing[@]} -eq 0 ] || fail "Missing:$(printf '\n  - %s' "${missing[@]}")"
}

# npm packages as the lock file says; again only when it changed.
install_npm_packages() {
  local stamp=$root/node_modules/.installed
  if [ -f "$stamp" ] && cmp -s "$root/package-lock.json" "$stamp"; then return; fi
  say "Installing npm packages (embedded PostgreSQL, some 60 MB) …"
  (cd "$root" && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error 2>&1) || fail "npm ci failed (see above). It needs the npm registry, or a mirror in ~/.npmrc."
  cp "$root/package-lock.json" "$stamp"
}

# The desk in the browser, built into src/CaseFlow.Web/dist; again only when its sources changed.
build_desk() {
  local web=$root/src/CaseFlow.Web digest
  # Two at once would write into one folder.
  if command -v flock >/dev/null; then exec 7>"$web/.build.lock"; flock 7; fi
  if ! cmp -s "$web/package-lock.json" "$web/node_modules/.installed"; then
    say "Installing npm packages of the desk …"
    (cd "$web" && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error 2>&1) || fail "npm ci failed in src/CaseFlow.Web (see above). It needs the npm registry, or a mirror in ~/.npmrc."
    cp "$web/package-lock.json" "$web/node_modules/.installed"
  fi
  digest=$(digest_of "$web/src" "$web/index.html" "$web/vite.config.ts" "$web/tsconfig.json" "$web/package-lock.json")
  if [ "$(cat "$web/dist/.digest" 2>/dev/null)" != "$digest" ]; then
    say "Building the desk …"
    (cd "$web" && npm run --silent build >"$web/.build.log" 2>&1) || { tail -n 40 "$web/.build.log" >&2; fail "The desk could not be built."; }
    echo "$digest" >"$web/dist/.digest"
  fi
  exec 7>&-
}

# A browser for the journeys: Chromium of the system, installed where that is possible without asking. False where there is none and none can be had.
need_chromium() {
  local name
  if [ -n "${CASEFLOW_CHROMIUM:-}" ]; then return; fi
  for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then CASEFLOW_CHROMIUM=$(command -v "$name"); export CASEFLOW_CHROMIUM; return; fi
  done
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing Chromium …"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } >"${TMPDIR:-/tmp}/caseflow-chromium.log" 2>&1 || true
    if command -v chromium >/dev/null; then CASEFLOW_CHROMIUM=$(command -v chromium); export CASEFLOW_CHROMIUM; return; fi
  fi
  say "No Chromium for the browser journeys: install it (Debian: apt-get install chromium fonts-noto-cjk), or name one in CASEFLOW_CHROMIUM." >&2
  return 1
}

# A digest of every source file's path, size and time: equal means nothing to build.
sources_digest() {
  digest_of "$root"/src/CaseFlow.[!W]* "$root/src/CaseFlow.Workflows" "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" "$root/.editorconfig"
}
digest_of() {
  node -e '
    const fs = require("fs"), path = require("path"), hash = require("crypto").createHash("sha256");
    const visit = entry => {
      const stat = fs.statSync(entry, { throwIfNoEntry: false });
      if (!stat) return;
      if (!stat.isDirectory()) return void hash.update(entry + "\0" + stat.size + "\0" + stat.mtimeMs + "\n");
      for (const name of fs.readdirSync(entry).sort()) if (!["bin", "obj", "packages.lock.json"].includes(name)) visit(path.join(entry, name));
    };
    process.argv.slice(1).forEach(visit);
    console.log(hash.digest("hex"));' "$@"
}
