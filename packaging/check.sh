#!/bin/sh
# Every check of the project, in one run that does not stop at the first trouble.
#
#   check.sh lint               style, types and import contracts
#   check.sh all [PYTEST...]    these and the tests; more arguments are handed to pytest
set -u
cd "$(dirname "$0")/.."
what=${1:-all}
[ $# = 0 ] || shift
python=.venv/bin/python
failed=""

check() {
    title=$1
    shift
    echo "--- $title"
    "$@" || failed="$failed${failed:+, }$title"
}

# The tools are started as modules, so that a checkout that was moved or copied still works.
check "style" $python -m ruff check --quiet .
check "format" $python -m ruff format --check --quiet .
check "types" $python -m mypy
check "import contracts" $python -c 'from importlinter.cli import lint_imports_command as lint; lint(["--no-logo"])'
if [ "$what" != lint ]; then
    check "tests" env QT_QPA_PLATFORM=offscreen $python -m pytest -q -n auto --maxprocesses=4 "$@"
fi

if [ -n "$failed" ]; then
    echo "Not in order: $failed."
    exit 1
fi
echo "All checks passed."
