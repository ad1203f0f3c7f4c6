# Only Python 3.11 or later, make and the package registries are assumed.
PYTHON ?= python3
CASE ?= china-russia-east-asia
CASES = $(notdir $(patsubst %/,%,$(wildcard src/entente/observatory/cases/*/)))
RECORDS ?= 100000
# What prints a part of itself from the program.
PRINTED := README.md docs/*.md src/entente/observatory/LICENSE.md
SAMPLE ?= 200
SEED ?= 1
EACH ?= 1
INPUTS ?= 100000
EXAMPLES ?= 1000

UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN := .venv/bin
export UV_PYTHON_DOWNLOADS = never
export UV_PROJECT_ENVIRONMENT = .venv

.PHONY: cases laws mutants kills fuzz rows help brief test check lint types layers docs checks wheel sbom audit golden bench bench-library serve clean browser

help:
	@echo "make brief   set up and write the brief of a case into out/$(CASE)/"
	@echo "make test    set up and run the tests"
	@echo "make check   lint, types, import layers, docs, ledger, edition, case, wheel, tests: what CI runs"
	@echo "make cases   the brief of every case, and its numbers again from its rows"
	@echo "make wheel   build the wheel and see that it writes the brief of the checkout elsewhere"
	@echo "make sbom    list all that a user installs, with hashes, in out/entente.cdx.json (CycloneDX)"
	@echo "make audit   ask for known weaknesses of what is installed"
	@echo "make serve   show the written brief on loopback"
	@echo "make bench   measure speed and determinism"
	@echo "make mutants  change the deciding code bit by bit: do the tests notice? (SAMPLE=200 SEED=1)"
	@echo "make bench-library   measure search, parsing, tagging and drafting (RECORDS=100000)"
	@echo "make laws    try the laws on many more examples than the suite does (EXAMPLES=1000)"
	@echo "make kills   kill the library, and fill its disk, at every call that writes (EACH=1: every one)"
	@echo "make fuzz    give every reader spoilt inputs: it reads or refuses each (INPUTS=100000 SEED=1)"
	@echo "make golden  refresh the golden files, to be reviewed as a diff"

brief: .venv/ready
	$(RUN)/entente brief $(CASE) --timings

test: .venv/ready-dev browser
	$(RUN)/python -m pytest -n 2 --dist loadfile -q

check: .venv/ready-dev lint types layers docs checks wheel test

lint: .venv/ready-dev
	$(RUN)/ruff check -q
	$(RUN)/ruff format -q --check

types: .venv/ready-dev
	$(RUN)/pyright --pythonpath $(RUN)/python

layers: .venv/ready-dev
	$(RUN)/lint-imports

docs: .venv/ready-dev
	$(RUN)/cog --check -r $(PRINTED)
	$(RUN)/python docs/_pages.py --check

checks: .venv/ready-dev
	ENTENTE_EDITION=whole $(RUN)/python -m pytest -q tests/data/test_edition.py tests/tables/test_gravity.py \
	  -k "producers_files or real_pairs or of_1990"
	$(RUN)/entente ledger check
	$(RUN)/entente edition check
	for case in $(CASES); do $(RUN)/entente case check $$case || exit 1; done
	$(RUN)/entente brief $(CASE) --format md --out out/.check
	$(RUN)/entente recompute $(CASE) --from out/.check
	for report in $$(cd out/.check && ls -d */assessment.json | xargs -n1 dirname); do \
	  $(RUN)/entente recompute $(CASE)/$$report --from out/.check || exit 1; done

# The brief of every case, and every printed number of it again from its published rows.
cases: .venv/ready-dev
	for case in $(CASES); do \
	  $(RUN)/entente brief $$case --out out/$$case && $(RUN)/entente recompute $$case --from out/$$case || exit 1; \
	  for report in $$(cd out/$$case && ls -d */assessment.json | xargs -n1 dirname); do \
	    $(RUN)/entente recompute $$case/$$report --from out/$$case || exit 1; done; done

wheel: .venv/ready-dev
	UV=$(UV) PYTHON=$(PYTHON) CASE=$(CASE) .ci/wheel

sbom: $(filter .uv/bin/uv,$(UV))
	@mkdir -p out
	$(UV) export --quiet --frozen --no-dev --all-extras --format cyclonedx1.5 --output-file out/entente.cdx.json >/dev/null
	@echo "out/entente.cdx.json"

# Not part of check: its answer changes without a change of ours.
audit: $(filter .uv/bin/uv,$(UV))
	UV=$(UV) .ci/audit

# The law of rows over every value and every row; the suite tries some of each.
rows: .venv/ready-dev
	ENTENTE_ROWS=every $(RUN)/python -m pytest -q -k rows_alone_give_the_number

# Every law that Hypothesis draws for, whose own number of examples is not set beside it.
laws: .venv/ready-dev
	ENTENTE_EXAMPLES=$(EXAMPLES) $(RUN)/python -m pytest -n 2 --dist loadfile -q $$(grep -rl --include="*.py" "@given" tests)

# Small changes of the code that decides, in a copy of the tree; the suite tries the tool alone.
mutants: .venv/ready-dev
	$(RUN)/python bench/mutants.py --sample $(SAMPLE) --seed $(SEED)

golden: .venv/ready-dev
	$(RUN)/cog -r $(PRINTED)
	$(RUN)/python docs/_pages.py
	ENTENTE_GOLDEN=write $(RUN)/python -m pytest -q -k golden

bench: .venv/ready-dev
	$(RUN)/python bench/speed.py
	$(RUN)/python bench/similarity.py
	$(RUN)/python bench/determinism.py

bench-library: .venv/ready-dev
	$(RUN)/python bench/library.py $(RECORDS)
	$(RUN)/python bench/fuzz_pages.py
	$(RUN)/python bench/tagging.py
	$(RUN)/python bench/drafting.py

# Linux only; every call takes an hour or more, each 45th (EACH=45) three minutes.
kills: .venv/ready-dev
	$(RUN)/python bench/kills.py --each $(EACH)

# Linux only; ten million inputs take an hour or two of a processor.
fuzz: .venv/ready-dev
	$(RUN)/python bench/fuzz.py --inputs $(INPUTS) --seed $(SEED)

serve:
	$(PYTHON) -m http.server 8000 --bind 127.0.0.1 --directory out/$(CASE)

# A browser for the tests of the pages: taken as found, installed where we may, else they skip.
browser:
	@command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
	  echo "no browser: the tests of the pages will skip"

.uv/bin/uv: .ci/uv.txt
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/uv.txt

.venv/ready: pyproject.toml uv.lock | $(filter .uv/bin/uv,$(UV))
	$(UV) sync --quiet --locked --no-dev --inexact --compile-bytecode --python $(PYTHON)
	$(RUN)/python -m compileall -q src
	@touch $@

.venv/ready-dev: pyproject.toml uv.lock | $(filter .uv/bin/uv,$(UV))
	$(UV) sync --quiet --locked --all-extras --compile-bytecode --python $(PYTHON)
	$(RUN)/python -m compileall -q src
	@touch $@ .venv/ready

clean:
	rm -rf .venv .uv out .pytest_cache .ruff_cache .hypothesis .import_linter_cache
