# make run: the app on http://localhost:8501 (for a class: docs/hosting.md)     make test: everything that must hold     make bench: what we compare
# make test TOPIC=metrics: what concerns one topic     make sizes: lines by topic and tab
# make report TOPIC=metrics: opens every tab in a browser and lists what a reviewer would find (SHOTS=folder keeps pictures)
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
HOST ?= 127.0.0.1
WORKERS ?= 2
export PYTHONPATH := .
export OMP_NUM_THREADS ?= 1

.PHONY: run test lint types bench readme sizes report browser format clean

run: $(VENV)/.app
	$(BIN)/python -m uvicorn streamlit_app:app --host $(HOST) --port $(PORT) --ws-per-message-deflate false

ifdef TOPIC
test: $(VENV)/.dev browser
	TOPIC=$(TOPIC) $(BIN)/python -m pytest -n $(WORKERS) tests/*/$(TOPIC) tests/pages tests/test_words.py tests/test_layers.py \
		tests/test_refusals.py
else
test: $(VENV)/.dev browser lint types
	$(BIN)/python -m pytest -n $(WORKERS)
endif

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.dev
	$(BIN)/ruff format .

types: $(VENV)/.dev
	$(BIN)/mypy core pages streamlit_app.py

bench: $(VENV)/.dev browser
	$(BIN)/python -m benchmarks

readme: $(VENV)/.dev
	$(BIN)/python -m tests.readme

sizes: $(VENV)/.dev
	$(BIN)/python -m tests.sizes

report: $(VENV)/.dev browser
	$(BIN)/python -m tests.report.topic_report $(TOPIC) $(if $(SHOTS),--shots $(SHOTS))

browser: $(VENV)/.dev
	$(BIN)/python -m tests.browser.chromium

$(VENV)/.app: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements.txt requirements-cluster.txt requirements-deploy.txt requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.app

clean:
	rm -rf $(VENV) .build .mypy_cache .ruff_cache .pytest_cache .hypothesis
