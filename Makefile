# Every target makes the environment .venv first where it needs one. PYTHON=... names the interpreter to make it with.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
unexport PYTHONPATH
unexport PYTHONHOME
export PYTHON

bin := .venv/bin
command := $(bin)/rightsgraph
build := build
# The source texts are not ours to publish: where they are at hand beside the repository, the passages are proved against them.
texts := $(if $(wildcard ../shared/sources),--texts ../shared/sources)
# Options passed on to pytest, as in: make test ARGS="-k dates -x"
ARGS ?=

.PHONY: help demo test test-all lint types format docs drift vendor lock environment clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: environment ## build and check the shipped dataset, show one case and what its sources disagree on, draw its network
	@printf '\n== rightsgraph build data -o $(build)\n\n'
	@$(command) build data -o $(build)
	@printf '\n== rightsgraph check data $(texts)\n\n'
	@$(command) check data $(texts)
	@printf '\n== rightsgraph case case/askarov\n\n'
	@mkdir -p reports
	@$(command) case case/askarov >reports/askarov.txt
	@sed -n 1,60p reports/askarov.txt
	@printf '\n… the whole dossier is in reports/askarov.txt (%s lines)\n' "$$(wc -l <reports/askarov.txt | tr -d ' ')"
	@printf '\n== rightsgraph conflicts\n\n'
	@$(command) conflicts
	@printf '\n== rightsgraph case case/askarov -o reports/askarov.html\n\n'
	@$(command) case case/askarov -o reports/askarov.html
	@printf '\n== rightsgraph network -o reports/network.html, and .gexf\n\n'
	@$(command) network -o reports/network.html
	@$(command) network -o reports/network.gexf --metrics
	@printf '\n== Where to look next\n\n'
	@printf '  %-28s %s\n' \
	  'reports/askarov.html' 'the dossier as a page, with the network of the case: open it in a browser' \
	  'reports/network.html' 'the network of people, courts and bodies, to explore in a browser' \
	  'reports/network.gexf' 'the same network for Gephi, with measures' \
	  'reports/askarov.txt' 'the dossier as plain text' \
	  '$(build)/' 'the graph: store, dumps (N-Quads, TriG), manifest' \
	  'data/sources/' 'the documents, each with the claims it makes' \
	  'README.md' 'a tutorial: encode a statement of your own' \
	  'docs/ontology.md' 'the terms, with definitions and examples' \
	  'docs/reference/commands.md' 'every command, with an example'
	@printf '\n  The command is $(command); try: $(command) --help\n'

test: environment ## run the tests, but for the slow ones
	@$(bin)/python -m pytest -n auto -m "not slow" $(ARGS)

test-all: environment ## run all tests, and fail below 90 % coverage of src
	@$(bin)/python -m pytest -n auto --cov --cov-report=term --junitxml=reports/junit.xml $(ARGS)

lint: environment ## check style and layout of the Python files
	@$(bin)/ruff check .
	@$(bin)/ruff format --check .

types: environment ## check types
	@$(bin)/mypy

format: environment ## lay out the Python files, and mend what ruff can mend
	@$(bin)/ruff check --fix-only --quiet .
	@$(bin)/ruff format .

docs: environment ## write the generated pages: docs/reference/commands.md, docs/ontology.md
	@$(bin)/python scripts/reference.py

drift: environment ## check that the generated pages and the two lock files are in step with what they are made from
	@$(bin)/python scripts/reference.py --check
	@$(bin)/python scripts/lock.py

vendor: ## make the vendored browser code and fonts anew from their npm packages (needs node and npm)
	@sh scripts/vendor.sh

lock: ## resolve the dependencies anew: uv.lock and requirements.txt (needs uv)
	@command -v uv >/dev/null || { echo 'make lock needs uv: pip install uv' >&2; exit 1; }
	@env -u UV_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_DEFAULT_INDEX -u UV_FIND_LINKS uv lock --no-config --upgrade
	@uv export --quiet --no-config --frozen --no-emit-project --all-groups --no-header --no-annotate --output-file requirements.txt

environment: ## make .venv: locked, hash-checked libraries and this checkout
	@sh scripts/environment.sh

clean: ## remove everything that these targets make
	@rm -rf .venv $(build) dist reports .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
