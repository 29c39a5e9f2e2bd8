# Two commands for most people: `make start` and `make test`.
# They need git, make, and Python 3.11 or newer with pip; the rest is brought by the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
# Of the packages of a checkout, only its own build runs code; it too is held to locked versions.
INSTALL := $(UV) pip install --quiet --python $(BIN)/python
CHECKOUT := $(INSTALL) --no-deps --build-constraints requirements/build.txt --editable .
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help start test check fix prove benchmarks assets lock sbom clean

help: ## Say what each command does
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name what; do printf '%-16s %s\n' "$$name" "$$what"; done

start: $(VENV)/runtime.done ## Start the site and print its address
	@$(BIN)/mutualise

test: $(VENV)/test.done ## Check and test everything, with a real browser
	@sh requirements/install-system-packages.sh
	@$(MAKE) --no-print-directory check
	$(BIN)/pytest --numprocesses=auto $(PYTEST_ARGS)

check: $(VENV)/test.done ## Format, lint, types, imports and content: the quick checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if $(BIN)/mutualise rules check --help >/dev/null 2>&1; then $(BIN)/mutualise rules check; fi

fix: $(VENV)/test.done ## Format, and mend what lint can mend by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

prove: $(VENV)/test.done ## The long proofs: many more random cases, every line counted
	@sh requirements/install-system-packages.sh
	HYPOTHESIS_PROFILE=prove $(BIN)/coverage run -m pytest --timeout=1800 $(PYTEST_ARGS)
	$(BIN)/coverage report --skip-covered --show-missing

benchmarks: $(VENV)/benchmarks.done ## Measure what we claim
	@for file in benchmarks/*.py; do [ -e "$$file" ] || continue; $(BIN)/python "$$file" || exit 1; done

assets: $(VENV)/runtime.done ## Compile the look of the site again, if its sources changed
	@$(CHECKOUT) --reinstall

lock: $(VENV)/uv.done ## Choose versions anew and write the locks
	@sh requirements/lock.sh $(UV)

sbom: $(VENV)/test.done ## Write what a release is made of (CycloneDX)
	@$(BIN)/python requirements/sbom.py

clean: ## Remove what was built, but no data
	rm -rf $(VENV) build dist src/mutualise/web/collected

$(VENV)/uv.done: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Mutualise needs Python 3.11 or newer; $(PYTHON) is older. Install one and run: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/runtime.done: $(VENV)/uv.done requirements/runtime.txt requirements/build.txt pyproject.toml hatch_build.py $(wildcard frontend/*)
	@$(INSTALL) --require-hashes -r requirements/runtime.txt
	@$(CHECKOUT)
	@touch $@

$(VENV)/test.done: $(VENV)/runtime.done requirements/test.txt
	@$(INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

# Our own is measured beside other people's programs; nothing else needs these.
$(VENV)/benchmarks.done: $(VENV)/runtime.done requirements/benchmarks.txt
	@$(INSTALL) --require-hashes -r requirements/benchmarks.txt
	@touch $@
