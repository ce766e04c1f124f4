# Every target does whatever set-up is still missing, and nothing twice (scripts/setup.sh).
#
#   make ask Q="哪个部门牵头专利指标?"     ask the shipped documents
#   make serve                            open the page
#   make test                             the tests
#
# PYTHON=python3.12 chooses the interpreter; TORCH="torch==2.13.0 ..." how torch is installed;
# POLICY_ASSISTANT_HOME the folder with the index (./data).

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help ask serve test bench peers lint lock setup clean

# Taken as typed: a question may hold a dollar sign.
override Q := $(value Q)
export Q PYTHON TORCH

bin := .venv/bin

help:
	@sed -n 's/^#   //p' Makefile
	@echo 'make setup | bench | peers | lint | lock | clean'

ask:
	@if [ -z "$$Q" ]; then echo 'Say what to ask: make ask Q="哪个部门牵头专利指标?" / 请给出问题。' >&2; exit 2; fi
	@scripts/setup.sh index
	@$(bin)/policy-assistant ask -- "$$Q"

serve:
	@scripts/setup.sh index
	@$(bin)/policy-assistant serve $(ARGS)

test:
	@scripts/setup.sh model
	@$(bin)/lint-imports --no-logo
	@$(bin)/python -m pytest --numprocesses 2 --dist loadfile $(ARGS)

bench:
	@scripts/setup.sh index
	@$(bin)/python -m benchmarks.embedding $(ARGS)
	@$(bin)/python -m benchmarks.answering

# make peers ARGS="--corpus C.jsonl --queries Q.jsonl": this project beside its peers, half an hour or so.
peers:
	@scripts/setup.sh model
	@scripts/peers.sh
	@$(bin)/python -m benchmarks.peers $(ARGS)

lint:
	@scripts/setup.sh python
	@$(bin)/ruff check .
	@$(bin)/ruff format --check .
	@$(bin)/mypy
	@$(bin)/lint-imports --no-logo

setup:
	@scripts/setup.sh index

# Versions chosen anew from pyproject.toml. Asks the package index; commit what it writes.
lock:
	@scripts/setup.sh python
	@scripts/lock.sh

# The index (./data) and the model, in the user's cache, are kept: neither belongs to the clone alone.
clean:
	rm -rf .venv .venv-peers .setup.lock build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
