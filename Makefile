# Every target sets up what it needs. A stamp file makes the second run fast.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_TO_TEST := $(VENV)/.ready-to-test
READY_FOR_GRAPHS := $(VENV)/.ready-for-graphs
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --no-header \
  --no-emit-index-url --no-emit-find-links
GAZETTEER := from corrobora.entities.gazetteer import load_gazetteer as load; \
  from corrobora.settings import load_settings; load(load_settings().cache)
SEEDS ?= ../shared/seeds/*.txt

.PHONY: help setup demo test lint bench pictures readme lock clean

help: ## What each target does
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## A virtual environment with pinned, hash-checked packages

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Corrobora needs Python 3.11 or later; $(PYTHON) is not. Name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "python3 -m venv failed. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) (a minute or two, once) ..." >&2
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@echo "Compiling the gazetteer (some seconds, once) ..." >&2
	@$(BIN)/python -c "$(GAZETTEER)"
	@touch $@

$(READY_TO_TEST): $(READY) requirements-dev.lock
	@echo "Adding what the tests need ..." >&2
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(READY) ## The main job on samples/: the brief here, and brief.html
	@$(BIN)/corrobora brief samples --html brief.html

$(READY_FOR_GRAPHS): $(READY_TO_TEST) requirements-graph.lock
	@if pkg-config --exists icu-i18n 2>/dev/null && command -v g++ >/dev/null; then \
	  echo "Building what the tests of graphs need ..." >&2; \
	  $(INSTALL) --require-hashes -r requirements-graph.lock || echo "followthemoney could not be built: its tests are skipped." >&2; \
	else echo "No libicu-dev, pkg-config and g++ here: the tests that need followthemoney are skipped." >&2; fi
	@touch $@

test: $(READY_FOR_GRAPHS) ## The tests
	@$(BIN)/python -m pytest

lint: $(READY_TO_TEST) ## Style and types
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: $(READY) ## Speed and quality against their floors (SUITES="ledger names" for some)
	@$(BIN)/python benchmarks/main_job.py $(SEEDS)
	@$(BIN)/python benchmarks/quality.py $(SUITES)

pictures: $(READY_TO_TEST) ## The pictures in docs/, from samples/ (needs Chromium)
	@$(BIN)/python scripts/make_pictures.py

readme: $(READY_TO_TEST) ## Runs the commands in README.md and writes their output into it
	@$(BIN)/python scripts/make_readme.py

lock: ## The lock files again, from pyproject.toml (needs uv)
	@$(COMPILE) pyproject.toml --group build --output-file requirements.lock
	@$(COMPILE) pyproject.toml --group dev --constraints requirements.lock --output-file requirements-dev.lock
	@$(COMPILE) --group pyproject.toml:graph --constraints requirements-dev.lock --output-file requirements-graph.lock

clean: ## Away with everything that was built
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis brief.html
