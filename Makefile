# Two commands do all set-up on a fresh machine with Python 3.11 or later: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: run test check accept docs lock clean

run: $(VENV)/installed
	$(BIN)/trial-extractor extract samples/documents -o out/records.jsonl
	$(BIN)/trial-extractor check samples/documents || test $$? -eq 1

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n 2

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check extractor tests samples models
	$(BIN)/ruff check extractor tests samples models
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2

# Takes today's records of the samples as the expected ones: read the difference before committing it.
accept: $(VENV)/installed-dev
	$(BIN)/python -m tests.golden

# Writes the pages of docs/ that are made from the code.
docs: $(VENV)/installed
	$(BIN)/python docs/generate.py

# Resolves the dependencies anew and pins them.
lock: $(VENV)/installed-dev
	$(BIN)/uv pip compile -q --universal --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --no-header --no-annotate --no-emit-index-url pyproject.toml --group dev \
	    -c requirements.lock -o requirements-dev.lock

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache
