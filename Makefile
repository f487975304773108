# Every target makes and uses .venv; Python 3.11 or later, make and a package index are all that is needed.
PYTHON ?= python3
SEED ?= 1
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint scores bench model clean

demo: $(STAMP)
	$(BIN)/referat extract --format table eval/texts

test: $(STAMP)
	$(BIN)/pytest

lint: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# The tables of scores in README.md and eval/README.md, and the baseline: make scores [REASON="why scores may fall"]
scores: $(STAMP)
	$(BIN)/python tests/scores.py --reason "$(REASON)"

bench: $(STAMP)
	$(BIN)/python tests/bench.py

# The tagger, from the data that models/training/README.md names to models/da_referat_sm: make model DATA=folder
model: $(STAMP)
	@test -n "$(DATA)" || { echo "make model DATA=folder: models/training/README.md says what the folder holds"; exit 2; }
	$(BIN)/python models/training/build.py $(DATA) build/model --seed $(SEED)
	OMP_NUM_THREADS=1 PYTHONPATH=models/training $(BIN)/python -m spacy train models/training/config.cfg \
		--code models/training/lexicon.py --output build/model/trained \
		--paths.train build/model/train.spacy --paths.dev build/model/dev.spacy --system.seed $(SEED)
	$(BIN)/python models/training/measure.py build/model/trained/model-last build/model/made.spacy
	$(BIN)/python models/training/ship.py build/model/trained/model-last models/da_referat_sm
	$(BIN)/python models/training/measure.py models/da_referat_sm build/model/news.spacy

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) dist build
