#!/usr/bin/env bash
# The environment of the peers that benchmarks/peers measures, made where it is missing or of another list.
set -euo pipefail
cd "$(dirname "$0")/.."
list=benchmarks/peers/requirements.txt
stamp=.venv-peers/.stamp
if [ "$(cat "$stamp" 2>/dev/null)" != "$(cksum <"$list")" ]; then
    echo "Installing the peers into .venv-peers (several minutes) / 正在安装对照软件（需数分钟）" >&2
    .venv/bin/python -m venv --clear .venv-peers
    .venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r "$list"
    cksum <"$list" >"$stamp"
fi
