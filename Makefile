# make demo: the built-in pacemaker case.  make test: everything that checks the project.
# make docs: the pages that follow from data.  make format: format and fix.
# make catalogue: catalogues of languages, brought up to date.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
SPARK := $(VENV)/spark
COMPILED := src/iotclass/content/compiled.json
CONTENT := $(shell find src/iotclass/content -name '*.yaml' -o -name '*.csv') $(wildcard src/iotclass/core/*.py)

CHROMIUM := /usr/bin/chromium
JAVA := /usr/bin/java
POSTGRES := $(or $(firstword $(wildcard /usr/lib/postgresql/*/bin/initdb)),/usr/lib/postgresql)

.PHONY: demo test docs catalogue format clean
.DEFAULT_GOAL := demo

demo: $(READY) $(COMPILED)
	@$(BIN)/iotclass assess pacemaker
	@$(BIN)/iotclass compare pacemaker

test: $(READY) $(COMPILED) $(SPARK) $(JAVA) $(CHROMIUM) $(POSTGRES)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

docs: $(READY) $(COMPILED)
	$(BIN)/python docs/render.py

catalogue: $(READY) $(COMPILED)
	$(BIN)/python docs/catalogue.py

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(READY): pyproject.toml requirements.lock hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "iotclass needs Python 3.11 or newer; say which with make PYTHON=python3.11 …")'
	@echo "Setting up $(VENV) (once) …" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Spark is 490 MB, and only tests need it.
$(SPARK): $(READY) requirements-spark.lock
	@echo "Installing Spark for the tests (once) …" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	@touch $@

# Spark runs on Java: Debian's, where there is none.
$(JAVA):
	@command -v java >/dev/null || { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq openjdk-17-jre-headless >/dev/null; } || { echo "make test needs Java 17: apt-get install openjdk-17-jre-headless" >&2; exit 1; }

# Pages are tested in a real browser: Debian's, installed where that may be done.
$(CHROMIUM):
	@command -v chromium >/dev/null || { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || { echo "make test needs Chromium: apt-get install chromium" >&2; exit 1; }

# Fleets are read from a real PostgreSQL: Debian's, too.
/usr/lib/postgresql:
	@{ command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq postgresql >/dev/null; } || { echo "make test needs PostgreSQL: apt-get install postgresql" >&2; exit 1; }

$(COMPILED): $(READY) $(CONTENT)
	@$(BIN)/python -c 'from iotclass.read.content import write_compiled; write_compiled()'

clean:
	rm -rf $(VENV) src/iotclass/content/compiled*.json* dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
