# Everything a fresh Debian 12 needs: `make demo` and `make test` install what is missing by themselves.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := demo
.PHONY: help demo test serve setup lint bench wheel image-steps setup-runtime system system-test system-image clean

VENV  ?= .venv
OUT   ?= demo
DIST  ?= dist
EXTRAS ?=
# Half of the time of the tests is waiting: for servers, for killed processes, for pages.
TEST_PROCESSES ?= $(shell nproc)
BENCHMARKS ?= language convert pages
TOOLS := .tools

UV_VERSION := 0.13.9
UV_READY   := $(TOOLS)/.uv-$(UV_VERSION)
# Python is Debian's: what uv would download is neither needed nor always to be had.
UV := UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_PROJECT_ENVIRONMENT=$(VENV) $(TOOLS)/bin/uv

# «a|b»: any of them will do, the first is installed if there is none.
SYSTEM_PACKAGES := ca-certificates python3 python3-venv python3-uno \
	'libreoffice-writer-nogui|libreoffice-writer' fontconfig fonts-liberation fonts-paratype
# libatomic1: the driver of the browser is linked with it and does not bring it.
TEST_PACKAGES   := poppler-utils curl chromium libatomic1 rabbitmq-server postgresql
# LibreOffice leaves children behind when it is killed; somebody must be the process 1 that buries them.
IMAGE_PACKAGES  := tini

demo: setup ## the sample school's whole set as DOCX and PDF
	@$(VENV)/bin/komplekt generate samples/school.json --out $(OUT) --format docx,pdf
	@echo; echo "Документы школы из samples/school.json лежат в папке $(abspath $(OUT))"

test: system-test setup lint ## every check and every test
	$(VENV)/bin/pytest --numprocesses=$(TEST_PROCESSES) --dist=loadgroup --no-loadscope-reorder

serve: setup ## the HTTP service on 127.0.0.1:8000
	$(VENV)/bin/komplekt serve

setup: system $(VENV)/.ready ## the command for work on the code: .venv/bin/komplekt

lint: $(VENV)/.ready ## the checks that run nothing
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo

bench: setup ## how fast it is on this machine, into docs/PERFORMANCE.md; about ten minutes
	@for name in $(BENCHMARKS); do echo "== $$name"; $(VENV)/bin/python -m benchmarks.$$name; done

wheel: $(UV_READY) ## dist/*.whl: the product as one file
	@$(UV) build --wheel --quiet --no-create-gitignore --python python3 --out-dir $(DIST)
	@ls $(DIST)/*.whl

image-steps: system-image setup-runtime ## what the Dockerfile does, without Docker
	$(VENV)/bin/komplekt doctor

setup-runtime: $(UV_READY) ## the command alone, as a copy: without the tools of the checks and without the sources
	@rm -f $(VENV)/.ready
	$(UV) sync --quiet --locked --python python3 --no-dev --no-editable --reinstall-package komplekt --compile-bytecode \
		$(addprefix --extra ,$(EXTRAS))

system:
	@.ci/system-packages $(SYSTEM_PACKAGES)

system-test:
	@.ci/system-packages $(SYSTEM_PACKAGES) $(TEST_PACKAGES)

system-image:
	@.ci/system-packages $(SYSTEM_PACKAGES) $(IMAGE_PACKAGES)

$(UV_READY): | system
	python3 -m venv --clear $(TOOLS)
	$(TOOLS)/bin/pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	@touch $@

$(VENV)/.ready: pyproject.toml uv.lock $(UV_READY)
	$(UV) sync --quiet --locked --all-extras --python python3 --compile-bytecode
	@$(VENV)/bin/python -m compileall -q service schemas
	@touch $@

clean: ## removes everything that was made here
	rm -rf $(VENV) $(TOOLS) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help: ## this list
	@awk -F ':.* ## ' '/^[a-z-]+:.* ## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
