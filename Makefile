# `make` lists what there is to do. Needs git, make and Python 3.11 or newer; no root.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell scripts/find-python)
PIP := $(BIN)/python -m pip --disable-pip-version-check
UV ?= $(or $(shell command -v uv),$(BIN)/uv)
LOCK = $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-header --no-annotate
args ?=

.DEFAULT_GOAL := help
.PHONY: help demo test lint format servers lock screenshots clean

help: ## List what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/runtime ## Watch D-loket take in a sample mailbox, then look around in the browser (args=--no-serve)
	@$(BIN)/d-loket demo $(args)

test: $(VENV)/dev servers ## Run the whole test suite (args="tests/cli -k help")
	@$(BIN)/pytest $(if $(args),$(args),-n 2 --dist loadfile)

lint: $(VENV)/dev ## Check style, types and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev ## Lay the code out
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

servers: ## Install the Debian packages that tests use, where there is root and they are missing
	@scripts/install-servers

lock: $(VENV)/runtime ## Choose the newest versions of everything and write the locks
	@command -v $(UV) >/dev/null || $(PIP) install --quiet uv
	$(LOCK) --upgrade pyproject.toml --group build --group dev --output-file requirements-dev.lock
	$(LOCK) --constraints requirements-dev.lock pyproject.toml --output-file requirements.lock
	$(LOCK) --constraints requirements-dev.lock --group build --output-file requirements-build.lock

screenshots: $(VENV)/dev ## Make docs/demo.png again, with Chromium
	$(BIN)/python scripts/screenshots.py

clean: ## Remove the virtual environment, caches and the demo's data
	rm -rf $(VENV) demo-data .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "D-loket needs Python 3.11 or newer; install it, or say where: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "This Python makes no virtual environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/runtime: requirements.lock requirements-build.lock pyproject.toml | $(BIN)/python
	@echo "Installing what D-loket needs in $(VENV) (once)…"
	@$(PIP) install --quiet --require-hashes --requirement requirements.lock --requirement requirements-build.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: $(VENV)/runtime requirements-dev.lock
	@echo "Installing what the tests need in $(VENV) (once)…"
	@$(PIP) install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@
