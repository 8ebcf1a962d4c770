# Everything a fresh Debian machine needs: `make demo` and `make test` install what is missing by themselves.
SHELL := /bin/bash
.DEFAULT_GOAL := demo
.PHONY: demo test serve setup system lint types checks clean

VENV    := .venv
UV      := .tools/bin/uv
UV_ENV  := UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy
SYSTEM_PACKAGES := python3 python3-venv python3-uno libreoffice-writer-nogui fonts-liberation fonts-paratype poppler-utils

demo: setup ## the sample school's whole set, as DOCX and PDF
	$(VENV)/bin/komplekt generate samples/school.json --out demo --format docx,pdf

test: setup lint ## every check and every test
	$(VENV)/bin/pytest

serve: setup ## the HTTP service on 127.0.0.1:8000
	$(VENV)/bin/komplekt serve

setup: system $(VENV)/.ready ## installs the command as .venv/bin/komplekt

system:
	@.ci/system-packages $(SYSTEM_PACKAGES)

$(UV):
	python3 -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check "uv==0.13.9"

$(VENV)/.ready: pyproject.toml uv.lock | $(UV)
	$(UV_ENV) $(UV) sync --quiet --frozen --python python3
	touch $@

lint: $(VENV)/.ready
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

clean:
	rm -rf $(VENV) .tools demo build dist
