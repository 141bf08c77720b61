# `make run` opens LOTI Admin, `make test` runs every check. Both set up what is missing first; the second time that
# takes well under a second. The work is done by the small scripts in packaging/, which can be run by themselves.

PYTHON ?=
ARGS ?=
export PYTHON

.PHONY: help setup run test lint format lock clean

help:
	@echo "make run     set up if needed and open the window (without a display: make the example year)"
	@echo "make test    set up if needed and run every check; ARGS='-k money' is handed to pytest"
	@echo "make setup   set up only: a private .venv, and on Debian or Ubuntu the system packages of Qt"
	@echo "make lint    style, types and import contracts, without the tests"
	@echo "make format  put the source into the agreed style"
	@echo "make lock    choose package versions again after a change of pyproject.toml"
	@echo "make clean   remove the private .venv and the caches of the tools"

setup:
	@sh packaging/set_up.sh

run:
	@sh packaging/run.sh

test: setup
	@sh packaging/check.sh all $(ARGS)

lint: setup
	@sh packaging/check.sh lint

format: setup
	@.venv/bin/python -m ruff check --fix --exit-zero --quiet .
	@.venv/bin/python -m ruff format .

lock: setup
	@sh packaging/lock.sh

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
