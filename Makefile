# Every recipe of the project. `make` alone lists them.

VENV    := .venv
PYTHON  := $(VENV)/bin/python
STAMP   := $(VENV)/.installed
PORT    ?=
UPGRADE ?=
NATIONAL ?=
WORKERS ?= 2

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo test lint format bench lock reference docs clean

help: ## List the recipes
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP) ## Create .venv with the locked versions (the other recipes do it when needed)

# The interpreter is tried, not only found: a version manager leaves commands that run nothing.
$(STAMP): requirements.lock pyproject.toml
	@if [ ! -x $(PYTHON) ]; then \
	  found=; \
	  for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	    if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	      found=$$candidate; break; \
	    fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo "Python 3.11 ou plus récent est introuvable. Installez-le, puis relancez la commande." >&2; \
	    echo "Python 3.11 or newer was not found. Install it, then run the command again." >&2; \
	    exit 1; \
	  fi; \
	  if ! $$found -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	    echo "Le module venv de $$found manque (Debian, Ubuntu : sudo apt install python3-venv)." >&2; \
	    echo "The venv module of $$found is missing (Debian, Ubuntu: sudo apt install python3-venv)." >&2; \
	    exit 1; \
	  fi; \
	  echo "Création de l’environnement avec $$($$found --version)…"; \
	  $$found -m venv $(VENV) || exit 1; \
	fi
	@echo "Installation des versions verrouillées (quelques minutes la première fois)…"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements.lock
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP) ## Open the Breton example in the browser (PORT=8600 to choose the port)
	@$(VENV)/bin/maillage demo $(if $(PORT),--port $(PORT))

test: $(STAMP) ## Run every test, WORKERS at a time; those without a browser or a Neo4j say why they are skipped
	@$(PYTHON) -m pytest -n $(WORKERS) --dist loadfile

lint: $(STAMP) ## Check style, types and who imports whom
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	@$(VENV)/bin/numpydoc lint $$(find graph ingest queries app -name '*.py') && echo "Docstring sections in order."

format: $(STAMP) ## Rewrite the code in the project's layout, and the French in its typography
	$(PYTHON) -m tests.architecture.typeset
	$(VENV)/bin/ruff check --fix
	$(VENV)/bin/ruff format

bench: $(STAMP) ## Print the measured times and memory (NATIONAL=1 adds the whole country)
	@$(PYTHON) tests/benchmarks/run.py $(if $(NATIONAL),--national)
	@echo "Apart, because it is slow: $(PYTHON) tests/benchmarks/crashes.py --rounds 50 (kills during imports)."

lock: $(STAMP) ## Resolve requirements.lock again (UPGRADE=1 takes the newest versions)
	$(VENV)/bin/uv pip compile pyproject.toml --no-config --all-extras --universal --python-version 3.11 \
	  --fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	  --no-header --quiet $(if $(UPGRADE),--upgrade) --output-file requirements.lock

reference: $(STAMP) ## Rebuild the territories from their published packages
	$(PYTHON) -m graph.reference.build

docs: $(STAMP) ## Write the data dictionary and the page of questions
	$(VENV)/bin/maillage model --format md > docs/dictionnaire.md.new
	mv docs/dictionnaire.md.new docs/dictionnaire.md
	$(PYTHON) -m queries.page > docs/questions.md.new
	mv docs/questions.md.new docs/questions.md

clean: ## Remove the environment and what the tools produced (never your data)
	rm -rf $(VENV) build dist ci-output .benchmarks .hypothesis .import_linter_cache
	rm -rf .mypy_cache .pytest_cache .ruff_cache *.egg-info
	find graph ingest queries app tests -name __pycache__ -type d -prune -exec rm -rf {} +
