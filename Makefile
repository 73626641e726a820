# make run: the app on http://localhost:8501     make test: everything that must hold     make bench: what we compare
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
export PYTHONPATH := .
export OMP_NUM_THREADS ?= 1

.PHONY: run test lint types bench readme browser clean

run: $(VENV)/.app
	$(BIN)/python -m uvicorn streamlit_app:app --port $(PORT) --ws-per-message-deflate false

test: $(VENV)/.dev browser lint types
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy core pages streamlit_app.py

bench: $(VENV)/.dev browser
	$(BIN)/python -m benchmarks

readme: $(VENV)/.dev
	$(BIN)/python -m tests.readme

browser: $(VENV)/.dev
	$(BIN)/python -m tests.browser.chromium

$(VENV)/.app: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.app

clean:
	rm -rf $(VENV) .build .mypy_cache .ruff_cache .pytest_cache .hypothesis
