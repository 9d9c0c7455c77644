# Everything a developer runs. `make demo` and `make test` need only python3 and make; the rest they fetch into .venv.
VENV := .venv
BIN := $(VENV)/bin
ONLY ?=

.PHONY: demo test fast lint bench docs format clean lock

demo: $(VENV)/.ready-demo
	$(BIN)/troth demo

test: $(VENV)/.ready-dev
	$(BIN)/python -m pytest -q -n 2 --dist worksteal --cov --cov-report=term:skip-covered --durations=15

fast: $(VENV)/.ready-dev
	$(BIN)/python -m pytest -q -n 2 -m "not slow" tests/unit

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(VENV)/.ready-dev
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format -q .

bench: $(VENV)/.ready-bench
	$(BIN)/python -m bench $(ONLY)

docs: $(VENV)/.ready-dev
	$(BIN)/python docs/generate.py

lock: $(VENV)/.ready-dev
	sh requirements/lock.sh

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .coverage

$(VENV)/bin/python:
	sh requirements/venv.sh $(VENV)

$(VENV)/.ready-%: requirements/%.txt requirements/uv.txt pyproject.toml | $(VENV)/bin/python
	sh requirements/install.sh $(VENV) requirements/$*.txt
	@touch $@
