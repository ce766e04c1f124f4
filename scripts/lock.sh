#!/usr/bin/env bash
# Write requirements.lock anew from pyproject.toml, for every platform and Python 3.11 and newer.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
"$python" -m uv --version >/dev/null 2>&1 ||
    "$python" -m pip install --quiet --disable-pip-version-check uv==0.13.9
temp=$(mktemp requirements.XXXXXX)
trap 'rm -f "$temp"' EXIT
cat >"$temp" <<'HEAD'
# Written by "make lock" from pyproject.toml; installed with --require-hashes --no-deps.
#
# torch is not here. Its builds (CPU, CUDA, a vendor's own) share one version number and differ in
# their sums, and which one is right depends on the machine; a lock that demands sums would allow
# only the build that was locked. scripts/setup.sh installs torch, at one pinned version, in a step
# of its own after these, so that what torch shares with them is already there at its locked version.
HEAD
"$python" -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-package torch \
    --no-header --no-annotate --extra dev pyproject.toml >>"$temp"
chmod 644 "$temp"
mv "$temp" requirements.lock
echo "requirements.lock: $(grep -c '==' requirements.lock) packages"
