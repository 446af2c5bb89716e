# Everything anybody does with Accord, a word each; `make` alone lists them.
# Each target sets up first what it needs; stamps in .venv make that instant the second time.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

# Modules are compiled once and not by each process anew, whatever the shell around says.
export PYTHONDONTWRITEBYTECODE :=

PYTHON ?= python3
PY := .venv/bin/python
BASE := .venv/.setup-base
DEV := .venv/.setup-dev
READ := pyproject.toml package-lock.json .npmrc tools/setup.py tools/messages.py \
	$(wildcard requirements/*.txt src/accord/locale/*/LC_MESSAGES/*.po)

$(BASE): $(READ)
	@$(PYTHON) tools/setup.py base
$(DEV): $(READ)
	@$(PYTHON) tools/setup.py dev

.PHONY: help setup run worker test walk bench duties lint fmt demo types imports templates migrations \
	messages docs new-feature release clean format style locks translations migrations-made docs-made \
	coverage

help:
	@echo "make <word>, the first one to try is run:"
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  \1|\2/' \
		| awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

run: $(BASE)  ## Set up, load the demo the first time, start web and worker, print the address.
	@$(PY) -m accord run $(ARGS)

setup: $(DEV)  ## Set up to work on Accord: environment, locked packages, fonts, translations.

test: $(DEV)  ## Lint, then all tests on SQLite, on a PostgreSQL of their own, and in Chromium.
	@$(PY) -m tools.test $(ARGS)

walk: $(DEV)  ## Every page, light and dark, wide and phone, five languages, with axe; faults; real data.
	@$(PY) -m tools.test walk $(ARGS)

bench: $(DEV)  ## Measure speed and size on SQLite and on PostgreSQL against the budgets.
	@$(PY) -m tests.bench $(ARGS)

duties: $(DEV)  ## Which duties are covered by tests, which in part and what is missing, which are open.
	@$(PY) -m tools.duties

lint: $(DEV)  ## Check format, style, types, imports, templates, migrations, locks and translations.
	@$(MAKE) --keep-going --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target) \
		format style types imports templates migrations-made locks translations docs-made

fmt: $(DEV)  ## Put code and templates in form and mend what can be mended.
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .
	@$(PY) -m tools.templates fix

types: $(DEV)  ## Check types: mypy in strict mode over the product and the tools.
	@$(PY) -m mypy
	@MYPYPATH=src $(PY) -m mypy --config-file= --strict --explicit-package-bases \
		--namespace-packages --follow-imports=silent -p tools

imports: $(DEV)  ## Check who imports whom: the contracts in pyproject.toml.
	@.venv/bin/lint-imports

# djlint checks, and does not format: its formatter breaks up inline macros and would put spaces
# between inline elements. Left out: line breaks after headings (H015), image sizes (H006), empty
# spans that CSS draws (H020), buttons that send their form as buttons do (H043), meta
# tags that pages behind a sign-in don't need (H030, H031).
templates: $(DEV)  ## Check templates: rules of HTML by djlint, white space by a tool of our own.
	@$(PY) -m tools.templates check
	@$(PY) -m djlint src --lint --quiet --profile=jinja --ignore=H006,H015,H020,H030,H031,H043

migrations: $(DEV)  ## Write the migrations that the models ask for.
	@$(PY) -m tools.migrations

messages: $(DEV)  ## Collect all words for people, check the five languages, compile them.
	@$(PY) -m tools.messages extract
	@$(PY) -m tools.messages compile
	@$(PY) -m tools.messages check

demo: $(BASE)  ## Load the made-up organisation again, from the beginning.
	@$(PY) -m accord demo --again $(ARGS)

worker: $(BASE)  ## Start a worker alone.
	@$(PY) -m accord worker $(ARGS)

docs: $(DEV)  ## Write the generated parts of the documentation.
	@$(PY) -m tools.docs

coverage: $(DEV)  ## Tests on SQLite with branch coverage, as a report and in htmlcov.
	@$(PY) -m tools.test sqlite --cov --cov-branch --cov-report=term:skip-covered --cov-report=html

new-feature: $(DEV)  ## Start a feature folder: make new-feature grants.
	@$(PY) -m tools.new_feature $(NAME)

release: $(DEV)  ## Test, collect the changelog, tag: make release VERSION=1.2.0.
	@$(PY) -m tools.release $(VERSION)

clean:  ## Remove what set-up and tools made; your data in .run stays.
	@rm -rf .venv node_modules build dist htmlcov .coverage .*_cache .hypothesis src/*.egg-info
	@rm -rf src/accord/foundation/ui/static/vendor src/accord/foundation/ui/data/fonts
	@find src tests tools -name __pycache__ -prune -exec rm -rf {} +
	@find src -name '*.mo' -delete

# The parts of lint that are no words of their own.
format: $(DEV)
	@$(PY) -m ruff format --check --quiet . || { echo "not in form: make fmt"; exit 1; }
style: $(DEV)
	@$(PY) -m ruff check --quiet .
locks: $(DEV)
	@$(PY) -m pytest -q --no-header -p no:randomly tests/architecture/test_lock_files.py
migrations-made: $(DEV)
	@$(PY) -m tools.migrations check
translations: $(DEV)
	@$(PY) -m tools.messages check
docs-made: $(DEV)
	@$(PY) -m tools.docs check

# `make new-feature grants`: the second word is a name, no target.
ifeq (new-feature,$(firstword $(MAKECMDGOALS)))
NAME := $(word 2,$(MAKECMDGOALS))
$(if $(NAME),$(eval $(NAME):;@:))
endif
