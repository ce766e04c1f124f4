#!/usr/bin/env bash
# Do the set-up that is missing, up to the step named: python (environment with everything installed),
# model (and the embedding model), index (and the index of the shipped documents).
#
# Each step leaves a stamp in .venv with a sum of what it was made from, so that a second run costs
# milliseconds and a changed lock file is noticed. A step that was interrupted has no stamp and is
# done again; a second run at the same time waits for the first.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
goal=${1:-index}
torch=${TORCH:-torch==2.13.0}
lock=requirements.lock
venv=.venv

say() { printf '%s\n' "$*" >&2; }

# fail STEP 步骤 REASON 原因 REMEDY 办法
fail() {
    say "Set-up step \"$1\" failed: $3. $5."
    say "安装步骤“$2”失败：$4。$6。"
    exit 1
}

sum_of() {
    if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d' ' -f1
}

is_done() { [ -f "$venv/.stamp-$1" ] && [ "$(cat "$venv/.stamp-$1")" = "$2" ]; }
mark_done() { printf '%s\n' "$2" >"$venv/.stamp-$1"; }

usable() {
    # Run it, rather than trust its name: a version manager leaves names that start nothing.
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        usable "$PYTHON" || fail "python" "Python" \
            "$PYTHON is not Python 3.11 or newer" "$PYTHON 不是 Python 3.11 或更新版本" \
            "Name another one: make PYTHON=/path/to/python3.12" "请另行指定：make PYTHON=/path/to/python3.12"
        return
    fi
    for PYTHON in python3 python3.12 python3.11 python3.13 python3.14; do
        usable "$PYTHON" && return
    done
    fail "python" "Python" "no Python 3.11 or newer was found" "没有找到 Python 3.11 或更新版本" \
        "Install one, or name it: make PYTHON=/path/to/python3.12" \
        "请安装，或指定其位置：make PYTHON=/path/to/python3.12"
}

step_environment() {
    # An environment holds its own path: one that was moved or copied starts nothing, or starts another.
    is_done environment "$PWD" && "$venv/bin/python" -c '' 2>/dev/null && return
    find_python
    say "[1/5] Making the virtual environment with $("$PYTHON" -V) / 创建虚拟环境"
    rm -rf "$venv"
    "$PYTHON" -m venv "$venv" || fail "environment" "虚拟环境" \
        "$PYTHON cannot make a virtual environment" "$PYTHON 无法创建虚拟环境" \
        "On Debian or Ubuntu install python3-venv, then run make again" \
        "在 Debian 或 Ubuntu 上请安装 python3-venv，然后重新运行 make"
    mark_done environment "$PWD"
}

pip_install() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-compile "$@"
}

step_dependencies() {
    local key
    key=$({ cat "$lock"; printf '%s' "$torch"; } | sum_of)
    is_done dependencies "$key" && return
    say "[2/5] Installing the pinned dependencies (about two minutes) / 安装固定版本的依赖（约两分钟）"
    pip_install --require-hashes --no-deps -r "$lock" || fail "dependencies" "依赖" \
        "pip could not install $lock (its reason stands above)" "pip 无法安装 $lock（原因见上）" \
        "Check the connection to your package index and the free disk space (3 GB), then run make again" \
        "请检查软件源连接和磁盘空间（3 GB），然后重新运行 make"
    # torch has a step of its own: requirements.lock says why.
    # shellcheck disable=SC2086 # TORCH may carry options of pip
    pip_install $torch || fail "torch" "torch" \
        "pip could not install $torch (its reason stands above)" "pip 无法安装 $torch（原因见上）" \
        "Name another source, such as a downloaded wheel: make TORCH=/path/to/torch.whl" \
        "请指定其他来源，例如已下载的 wheel：make TORCH=/path/to/torch.whl"
    # pip compiles on one core; this takes all of them. A package's template that is no Python is no fault.
    "$venv/bin/python" -m compileall -q -j 0 "$venv/lib" >/dev/null 2>&1
    mark_done dependencies "$key"
}

step_project() {
    local key
    key=$({ pwd; cat pyproject.toml; } | sum_of)
    is_done project "$key" && return
    say "[3/5] Installing the program itself / 安装本程序"
    pip_install --no-deps --no-build-isolation --editable . || fail "program" "本程序" \
        "pip could not install this folder (its reason stands above)" "pip 无法安装本目录（原因见上）" \
        "Run \"make clean\" and make again" "请运行 make clean 后重新 make"
    mark_done project "$key"
}

step_model() {
    local folder
    # The stamp holds the folder, since the model lives outside the clone and may have been deleted.
    if [ -f "$venv/.stamp-model" ]; then
        folder=$(cat "$venv/.stamp-model")
        [ -f "$folder/model.json" ] && return
    fi
    say "[4/5] Fetching the embedding model (85 MB) / 获取向量模型（85 MB）"
    folder=$("$venv/bin/policy-assistant" model fetch) || fail "model" "向量模型" \
        "the embedding model is not there (its reason stands above)" "没有得到向量模型（原因见上）" \
        "Mend that and run make again, or run: .venv/bin/policy-assistant model fetch --from FILE" \
        "请排除后重新运行 make，或运行：.venv/bin/policy-assistant model fetch --from 文件"
    mark_done model "$folder"
}

step_index() {
    local home key
    home=${POLICY_ASSISTANT_HOME:-data}
    # A new way of reading or cutting text makes the index anew, as changed documents do.
    key=$({ printf '%s\n' "$home"; grep -h '^[A-Z]*_VERSION = ' corpus/read.py index/tokens.py index/passages.py index/generation.py assistant/retrieval/artefacts.py; find corpus/documents -type f -print0 | sort -z | xargs -0 cat; } | sum_of)
    is_done index "$key" && [ -n "$(ls -A "$home" 2>/dev/null)" ] && return
    say "[5/5] Indexing the shipped documents / 为内置文件建立索引"
    local outcome=0
    "$venv/bin/policy-assistant" ingest --home "$home" >&2 || outcome=$?
    # 1: done, but for files that the report names. The index is good; the next run tries those files again.
    [ "$outcome" -eq 1 ] && say "Some documents could not be read (see above); the others are in. / 有文件未能读取（见上），其余已导入。" && return
    [ "$outcome" -eq 0 ] || fail "index" "索引" \
        "the shipped documents could not be indexed (the reason stands above)" "无法为内置文件建立索引（原因见上）" \
        "Mend that and run make again" "请排除后重新运行 make"
    mark_done index "$key"
}

all_steps() {
    step_environment && step_dependencies && step_project
    case $goal in
    python) ;;
    model) step_model ;;
    index) step_model && step_index ;;
    *) say "usage: scripts/setup.sh python|model|index"; exit 2 ;;
    esac
}

# One set-up at a time in one clone. Where there is no flock (macOS), two at once are the user's to avoid.
exec 9>.setup.lock
if command -v flock >/dev/null; then flock 9; fi
all_steps
