# Two commands: `make run` and `make test`. Both make what they need on a fresh machine with Python 3.11 or newer.

HOST ?= 127.0.0.1
PORT ?= 8000
WANTED = import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c "$(WANTED)" 2>/dev/null && echo $$name; done))
BIN = .venv/bin

.PHONY: setup run test postgres prove pictures bench lock clean

setup: .venv/run

run: .venv/run
	COURSEWARE_DEBUG=$${COURSEWARE_DEBUG:-on} $(BIN)/python manage.py serve --host $(HOST) --port $(PORT)

test: .venv/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check_content
	$(BIN)/python manage.py prove --recorded
	$(BIN)/pytest --cov --cov-report=term --numprocesses=2 --dist=loadfile

# What is stored, once more on PostgreSQL: wants its server on this machine (Debian: apt install postgresql).
postgres: .venv/test
	$(BIN)/python -m tests.on_postgres -m "not browser and not sqlite" --numprocesses=2 --dist=loadfile \
		tests/courseware/test_starting.py tests/learners tests/quizzes

# Every scenario once more, over real servers, and what is taught held against it: wanted after an upgrade.
prove: .venv/test
	$(BIN)/python manage.py prove

# The pictures that tests compare sixteen views with, made anew: look at them before they are committed.
pictures: .venv/test
	PICTURES=anew $(BIN)/pytest --quiet tests/test_pictures_in_chromium.py

# What things cost, each as a ratio against a yardstick of the same run: on a machine that does nothing else.
bench: .venv/test
	$(BIN)/python -m benchmarks.statement_stop
	$(BIN)/python -m benchmarks.held_runs
	$(BIN)/python -m benchmarks.lesson_page
	$(BIN)/python -m benchmarks.page_weight

# New versions: the lock files name packages and hashes, never a server. Needs uv on the PATH.
lock:
	uv pip compile pyproject.toml --upgrade $(LOCK) -o requirements/run.txt
	uv pip compile pyproject.toml --upgrade $(LOCK) -c requirements/run.txt --extra dev -o requirements/test.txt
LOCK = --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet

clean:
	rm -rf .venv

.venv/run: requirements/run.txt
.venv/test: requirements/test.txt
.venv/run .venv/test:
	@test -n "$(PYTHON)" || { echo "Framewise needs Python 3.11 or newer; none was found on the PATH."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
