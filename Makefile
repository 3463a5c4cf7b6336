# Everything a contributor does here has a target. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
BENCH ?= .venv-bench
# Workers for the test run; 0 runs in one process, which a debugger needs.
WORKERS ?= 2
# More arguments for pytest, e.g. make test ARGS='tests/core -x'
ARGS ?=
# Whether `make test` leaves the slow ones out.
SOME = $(if $(strip $(ARGS)),,yes)

# Two stamps in one environment: what the program needs (enough for the demo), and what its makers need on top.
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
SPEECH := $(VENV)/.speech-installed

$(RUNTIME): requirements/all.lock requirements/build.lock pyproject.toml tools/install
	@PYTHON='$(PYTHON)' tools/install '$(VENV)' '$@' requirements/all.lock requirements/build.lock

$(DEV): requirements/dev.lock $(RUNTIME)
	@PYTHON='$(PYTHON)' tools/install '$(VENV)' '$@' requirements/dev.lock

$(SPEECH): requirements/speech.lock $(RUNTIME)
	@PYTHON='$(PYTHON)' tools/install '$(VENV)' '$@' requirements/speech.lock

.PHONY: help
help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(RUNTIME) ## Play a made-up case to its verified end; on a terminal, then serve it to a browser
	@$(BIN)/wholefile demo

.PHONY: setup
setup: $(DEV) ## Prepare .venv for development from the locked, hashed dependencies
	@echo "Ready in $(VENV)"

.PHONY: speech
speech: $(SPEECH) ## Add the index of recorded speech, by machine and unreviewed (brings its model)
	@echo "wholefile file process --speech indexes recordings now"

.PHONY: test
test: $(DEV) ## Run the tests: those that ARGS names, or all but the slow ones
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(if $(SOME),-m 'not faults and not slow',$(ARGS))
	@test -z '$(SOME)' || echo 'Left out: what is marked slow, and PostgreSQL. `make test-all` runs these too.'

.PHONY: test-all
test-all: $(DEV) ## Run every test, with a private PostgreSQL beside SQLite
	@tools/with-postgres $(MAKE) --no-print-directory test SOME=

.PHONY: lint
lint: $(DEV) ## Check style, layers and the repository's own rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/python -m tools.check_repository

.PHONY: types
types: $(DEV) ## Check types with mypy, strict
	@$(BIN)/mypy

.PHONY: format
format: $(DEV) ## Put the source in the one format
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

.PHONY: bench
bench: $(DEV) $(BENCH)/.installed ## Measure ours, the peers and the machine's limit in turn
	@WHOLEFILE_BENCH_PYTHON='$(BENCH)/bin/python' $(BIN)/python -m benchmarks $(ARGS)

# pymerkle is under the GPL: it is measured beside ours in an environment and a process of its own, never imported.
$(BENCH)/.installed: benchmarks/peers/requirements.txt
	@$(PYTHON) -m venv '$(BENCH)'
	@'$(BENCH)/bin/python' -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

.PHONY: faults
faults: $(DEV) ## Inject every fault and print what survived (long)
	@$(BIN)/python -m pytest tests/faults tests/fuzz tests/processing tests/state_machine -m 'faults or not faults' --timeout 1800 $(ARGS)

.PHONY: docs
docs: $(DEV) ## Write the reference pages from the code
	@$(BIN)/python -m tools.write_reference

.PHONY: messages
messages: $(DEV) ## Gather what pages say into the Spanish catalogue, and compile it
	@$(BIN)/python -m tools.messages

.PHONY: screens
screens: $(DEV) ## Take the pictures of the guides anew from the pages as they are (needs Chromium)
	@WHOLEFILE_WRITE_SCREENS=1 $(BIN)/python -m pytest tests/web/browser/test_screens.py -q

.PHONY: lock
lock: $(DEV) ## Resolve the dependencies again and write the lock files
	@$(BIN)/python -m tools.lock

.PHONY: clean
clean: ## Remove what was built here, the environment included
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache '$(VENV)' '$(BENCH)'
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
