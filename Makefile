# Two commands on a fresh machine: `make demo` and `make test`. Both set up what they need in .venv.
# Training needs PyTorch, which is large, and has an environment of its own.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
TRAINING := .venv-training
AUDIT := .venv-audit
STORY := examples/hallan

.PHONY: help demo test browser-test formats-test spark-test train-test lint types wheel audit clean

help:
	@echo "make demo        read the example story, print the comparison, write demo.html"
	@echo "make test        run the tests"
	@echo "make formats-test  check exports with FollowTheMoney's library (which needs the headers of ICU) and in R"
	@echo "make spark-test  read and compare on Spark with two executors (which needs Java 17)"
	@echo "make browser-test  drive the desk with a headless Chromium (which must be installed)"
	@echo "make train-test  train on a few sentences, from the shipped weights to an export (needs PyTorch, minutes)"
	@echo "make lint        ruff and strict mypy"
	@echo "make audit       look the pinned dependencies up among known vulnerabilities (asks pypi.org)"
	@echo "make wheel       build the wheel and try it in an environment of its own"
	@echo "make clean       remove what these made"

$(VENV)/base: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("onrecord needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; try make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo "setting up $(VENV) (once)"
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/test: $(VENV)/base
	$(PIP) install --constraint constraints.txt --editable '.[test]'
	@touch $@

$(VENV)/browser: $(VENV)/test
	$(PIP) install --constraint constraints.txt --editable '.[test,browser]'
	@touch $@

$(VENV)/formats: $(VENV)/test
	$(PIP) install --constraint constraints.txt --editable '.[test,formats]'
	@touch $@

$(VENV)/spark: $(VENV)/test
	$(PIP) install --constraint constraints.txt --editable '.[test,spark]'
	@touch $@

$(VENV)/lint: $(VENV)/test
	$(PIP) install --constraint constraints.txt --editable '.[test,lint]'
	@touch $@

demo: $(VENV)/base
	@rm -f demo.db demo.db-wal demo.db-shm
	$(BIN)/onrecord add --ledger demo.db $(STORY)
	$(BIN)/onrecord compare --ledger demo.db --html demo.html
	@echo
	@echo "The same as a page: demo.html. The ledger: demo.db; try $(BIN)/onrecord who --ledger demo.db"

test: $(VENV)/test
	$(BIN)/python -m pytest -q

formats-test: $(VENV)/formats
	ONRECORD_FORMATS_TESTS=required $(BIN)/python -m pytest -q tests/test_exports.py tests/test_exports_paper.py

spark-test: $(VENV)/spark
	ONRECORD_SPARK_TESTS=required $(BIN)/python -m pytest -q tests/test_cluster_spark.py

browser-test: $(VENV)/browser
	ONRECORD_BROWSER_TESTS=required $(BIN)/python -m pytest -q tests/browser

# PyTorch first and alone: which build of it suits the machine is for the index to say, and it is by far the largest.
$(TRAINING)/ready: pyproject.toml constraints.txt
	@echo "setting up $(TRAINING) (once; PyTorch is some hundred megabytes)"
	$(PYTHON) -m venv $(TRAINING)
	$(TRAINING)/bin/python -m pip --disable-pip-version-check --quiet install 'torch==2.13.0'
	$(TRAINING)/bin/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt \
		--editable '.[train,test]'
	@touch $@

train-test: $(TRAINING)/ready
	$(TRAINING)/bin/python -m pytest -q tests/test_losses.py tests/test_training_run.py

lint: $(VENV)/lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

wheel: $(VENV)/test
	$(BIN)/python -m tests.wheel_smoke

# What cannot be looked up fails as well: an audit that saw nothing is none.
$(AUDIT)/ready: Makefile
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip --disable-pip-version-check --quiet install 'pip-audit==2.10.1'
	@touch $@

audit: $(AUDIT)/ready
	@$(AUDIT)/bin/pip-audit --strict --requirement constraints.txt --no-deps --disable-pip || { \
		echo "The audit failed: a dependency has a known vulnerability, or the list of them at pypi.org could not be asked." \
			"There is no audit without a connection to it."; exit 1; }

clean:
	rm -rf $(VENV) $(TRAINING) $(AUDIT) build dist demo.db demo.db-wal demo.db-shm demo.html .mypy_cache .ruff_cache .pytest_cache .hypothesis
