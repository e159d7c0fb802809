# Everything a person types. `make help` lists it.
# Only Python 3.11 with venv, make and the package registries are needed.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# Compiling every module of every package takes longer than the few that are used take at their first import.
PIP    := $(BIN)/pip install --quiet --disable-pip-version-check --no-compile
SERVE  ?= 1
PYTEST_ARGS ?=
# Many tests wait for servers, workers and browsers, so one process more than the two cores is the quickest. Files begin
# in the order of tests/conftest.py, not in that of how many tests they hold.
TESTERS ?= 3

.DEFAULT_GOAL := help
.PHONY: help demo serve worker test faults bench bench-rules lint format lock measure screenshots clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements/test.txt
	$(PIP) --require-hashes -r requirements/test.txt
	touch $@

demo: $(VENV)/run.stamp ## build the sample club's next month and show it in the browser (SERVE=0: stop after the files)
	$(BIN)/roster demo $(if $(filter 0,$(SERVE)),--no-serve)

serve: $(VENV)/run.stamp ## start the web server and a worker on the present database
	$(BIN)/roster serve

worker: $(VENV)/run.stamp ## start one more worker
	$(BIN)/roster worker

test: $(VENV)/test.stamp ## install what tests need and run all of them
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m pytest -n $(TESTERS) --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

faults: $(VENV)/test.stamp ## break it on purpose and publish the figures (long; ONLY=kills,disk some suites, QUICK=1 short)
	PYTHONPATH=. $(BIN)/python -m tests.faults $(if $(ONLY),--only $(ONLY)) $(if $(QUICK),--quick) $(if $(AGAIN),--again)

bench: $(VENV)/test.stamp ## search beside the rivals and publish the table (long, goes on where it stopped; ONLY=club/sample,nrp/5/60s,ours; LIST=1; SECONDS=5 a try; AGAIN=1)
	PYTHONPATH=. $(BIN)/python -m tests.benchmark $(if $(ONLY),--only '$(ONLY)') $(if $(SECONDS),--seconds $(SECONDS)) \
	  $(if $(AGAIN),--again) $(if $(LIST),--list)

bench-rules: $(VENV)/test.stamp ## prove the rule book at length and publish the figures (long, goes on where it stopped; ONLY=small,tiny,planted,zones,years)
	PYTHONPATH=. $(BIN)/python -m tests.proof $(if $(ONLY),--only $(ONLY)) $(if $(MOST),--most $(MOST))

lint: $(VENV)/test.stamp ## ruff, mypy (strict outside tests) and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/test.stamp ## let ruff format and mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## renew requirements/*.txt from the .in files (needs uv from the registry)
	$(BIN)/pip install --quiet uv
	for part in run test; do $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 requirements/$$part.in -o requirements/$$part.txt; done

measure: $(VENV)/test.stamp ## measure what docs/measurements.md publishes (some minutes)
	PYTHONPATH=. $(BIN)/python -m tests.benchmark.measure

screenshots: $(VENV)/test.stamp ## take the pictures in docs/ from the running program
	PYTHONPATH=. $(BIN)/python docs/screenshots.py

clean: ## remove the virtual environment and caches; never touches instance/
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
