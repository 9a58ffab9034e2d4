# Every way to build and check yusuan; continuous integration calls nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STUB := yusuan/_core.pyi
OLDEST_RUST := $(shell sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
# What `make semver` compares with: the last release, or the commit before where there is none.
BASE ?= $(shell git describe --tags --abbrev=0 2>/dev/null || echo HEAD~1)

# maturin installs into the environment that is active, and refuses when there are two. What it lets pip
# say is warnings and errors: not, line by line, that nobody asked for the extras.
MATURIN := env -u CONDA_PREFIX PIP_QUIET=1 VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/maturin

export PYTHON
# A Python that was named is also the one that the binding is built against.
ifneq ($(PYTHON),python3)
export PYO3_PYTHON := $(PYTHON)
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Two cargo commands would only wait for each other's lock.
.NOTPARALLEL:

# $(call need,TOOL…) stops with the one line that says what to install, or expands to nothing.
need = $(eval missing := $(shell scripts/need $(1) 2>&1))$(if $(missing),$(error $(missing)))

.PHONY: help
help: ## List what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST)

.PHONY: demo
demo: tools $(VENV)/.build-tools ## Build the release, install it into .venv and run the demo
	$(MATURIN) develop --locked --release --quiet
	$(BIN)/yusuan demo

.PHONY: test
test: tools $(VENV)/.dev-tools ## Run the tests of both languages
	cargo test --locked --workspace
	$(MATURIN) develop --locked --quiet
	$(BIN)/pytest

.PHONY: model
model: tools $(VENV)/.dev-tools ## Random acts, model and ledger in step; MODEL="--seed 1 --acts 100000"
	$(MATURIN) develop --locked --release --quiet
	cd tests && ../$(BIN)/python -m model.campaign $(MODEL)

.PHONY: bench
bench: tools $(VENV)/.dev-tools ## Measure beside the limits of SQLite; sizes: BENCH="--sizes N,N" or "--full"
	$(MATURIN) develop --locked --release --quiet
	cargo build --locked --release --quiet -p yusuan-cli -p yusuan-benches
	target/release/bench --python $(BIN)/python --program target/release/yusuan $(BENCH)
	target/release/closing target/closing.json
	target/release/publish target/publish.json

.PHONY: fleet
fleet: tools $(VENV)/.dev-tools ## Measure many ledgers on one worker and on two; FLEET="--sizes N,N --rounds N --pinned --trouble"
	$(MATURIN) develop --locked --release --quiet
	$(BIN)/python -m benches.fleet $(FLEET)

.PHONY: bench-peers
bench-peers: tools ## Measure beside other ledgers, those that are installed; sizes: PEERS="--sizes N,N"
	cargo build --locked --release --quiet -p yusuan-benches
	$(PYTHON) -m benches.peers $(PEERS)

.PHONY: tamper
tamper: tools $(VENV)/.dev-tools ## Change bytes and fields of a ledger and count who notices; TAMPER="--seed N --count N"
	$(MATURIN) develop --locked --release --quiet
	PYTHONPATH=tests $(BIN)/python -m tamper.campaign $(TAMPER)

.PHONY: fuzz
fuzz: tools ## Feed damaged bytes to everything that reads files of strangers; FUZZ="--seconds N --seed N"
	cargo run --locked --release --quiet -p yusuan --features publish --example fuzz -- $(FUZZ)
	@cat target/fuzz/report.txt

.PHONY: fuzz-guided
fuzz-guided: tools ## The same, guided by the code that is reached; wants cargo-fuzz and a nightly Rust; GUIDED="--seconds N --target X"
	$(PYTHON) fuzz/campaign.py $(GUIDED)

.PHONY: fuzz-python
fuzz-python: tools $(VENV)/.fuzz-tools ## What Python converts by itself, guided by atheris; GUIDED="--seconds N --target X"
	$(MATURIN) develop --locked --release --quiet
	$(BIN)/python fuzz/campaign.py --python $(GUIDED)

.PHONY: audit
audit: tools ## Look for known faults of the pinned Python packages; asks the package registry
	$(PYTHON) -m venv target/audit
	target/audit/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements/audit.txt
	@# What the registry does not tell of has not been looked at, and fails.
	target/audit/bin/pip-audit --strict --progress-spinner off --disable-pip --no-deps $(foreach pins,$(wildcard requirements/*.txt),--requirement $(pins))

# Reads its settings from .cargo/mutants.toml; `cargo mutants` does the same with a build for each.
.PHONY: mutants
mutants: tools ## Change the core, one thing at a time, and see that a test fails; needs cargo-mutants; MUTANTS="FILE…"
	cargo run --locked --quiet -p yusuan-mutants -- $(MUTANTS)

.PHONY: deny
deny: tools ## Check licences, advisories and sources of all crates; needs cargo-deny
	cargo deny --locked check

.PHONY: sbom
sbom: tools ## Write what the wheel is made of, as CycloneDX, to target/sbom.json
	$(PYTHON) scripts/sbom.py > target/sbom.json

.PHONY: torture
torture: tools ## Cut the power, let disks fail and kill processes; TORTURE="--seed N --seconds S --scenario X"
	cargo build --locked --release --quiet -p yusuan-torture
	target/release/torture $(TORTURE)

.PHONY: instructions
instructions: tools ## Compare the instructions of an act with those kept, in valgrind; KEEP=--keep keeps them
	cargo build --locked --release --quiet -p yusuan-benches
	target/release/instructions $(KEEP)

.PHONY: lint
lint: tools lint-tools $(VENV)/.dev-tools $(VENV)/.docs-tools ## Check format, lints, features, types, stubs and scripts; change nothing
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- --deny warnings
	for features in "" xlsx parquet publish; do \
		cargo clippy --locked --quiet -p yusuan --no-default-features --features "$$features" -- --deny warnings || exit 1; \
	done
	RUSTDOCFLAGS="--deny warnings" cargo doc --locked --workspace --no-deps --quiet
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/shellcheck .ci/run scripts/need examples/*.sh
	$(MATURIN) generate-stubs --locked --quiet --features stubs --out target/stubs
	@diff -u python/$(STUB) target/stubs/$(STUB) || { echo "python/$(STUB) is out of date: run 'make stubs'"; exit 1; }
	$(MATURIN) develop --locked --quiet
	$(BIN)/mypy
	$(BIN)/pyright --warnings
	@# As users have it: pyright does not follow an installation in place.
	@rm -rf target/typed && mkdir -p target/typed/yusuan/fleet && cp python/yusuan/fleet/*.py target/typed/yusuan/fleet && cp python/yusuan/*.py python/yusuan/*.pyi python/yusuan/py.typed target/typed/yusuan
	@PYTHONPATH=target/typed $(BIN)/pyright --verifytypes yusuan --ignoreexternal > target/typed/report || { cat target/typed/report; exit 1; }
	$(BIN)/python -m mypy.stubtest yusuan --allowlist tests/stubtest.txt --mypy-config-file pyproject.toml

.PHONY: msrv
msrv: ## Build with the oldest Rust that Cargo.toml states, installed by rustup
	cargo +$(OLDEST_RUST) check --locked --workspace --target-dir target/msrv

.PHONY: semver
semver: ## Compare the library's public names with those of BASE; needs cargo-semver-checks
	cargo semver-checks --package yusuan --all-features --baseline-rev $(BASE)

.PHONY: stubs
stubs: tools $(VENV)/.build-tools ## Write python/yusuan/_core.pyi from the binding's signatures
	$(MATURIN) generate-stubs --locked --quiet --features stubs --out python

.PHONY: reference
reference: tools $(VENV)/.dev-tools ## Write what programs write of the documentation: the help of all commands, the notebook
	$(MATURIN) develop --locked --quiet
	$(BIN)/python scripts/commands_page.py > target/commands.md
	mv target/commands.md docs/reference/commands.md
	$(BIN)/python scripts/notebook.py

.PHONY: site
site: $(VENV)/.docs-tools ## Build the documentation into target/site; what leads nowhere fails
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

.PHONY: fmt
fmt: tools lint-tools $(VENV)/.dev-tools ## Format both languages
	cargo fmt --all
	$(BIN)/ruff check --fix --exit-zero --quiet
	$(BIN)/ruff format

.PHONY: wheel
wheel: tools $(VENV)/.build-tools ## Build the release wheel and the source archive into dist
	$(MATURIN) build --locked --release --out dist
	$(MATURIN) sdist --out dist

# A debug build, which shares what was built of other packages: what is tried is the archive.
.PHONY: sdist-check
sdist-check: tools $(VENV)/.build-tools ## Install the source archive into a clean environment, and run the demo there
	rm -rf target/sdist
	$(MATURIN) sdist --out target/sdist
	$(PYTHON) -m venv target/sdist/venv
	CARGO_TARGET_DIR=$(abspath target) MATURIN_PEP517_ARGS="--profile dev" target/sdist/venv/bin/python -m pip \
		install --quiet --disable-pip-version-check target/sdist/yusuan-*.tar.gz
	cd target/sdist && venv/bin/python -m pip list --format freeze && venv/bin/yusuan demo demo > demo.txt
	tail -n 3 target/sdist/demo.txt

.PHONY: clean
clean: ## Remove everything that was built
	rm -rf target $(VENV) dist demo

.PHONY: tools lint-tools
tools:
	@$(call need,rust cc python)
lint-tools:
	@$(call need,lints)

# A stamp is newer than the pins that it stands for, so nothing is installed twice.
$(VENV)/.build-tools: requirements/build.txt | tools
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

$(VENV)/.dev-tools: requirements/dev.txt $(VENV)/.build-tools
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

$(VENV)/.fuzz-tools: requirements/fuzz.txt $(VENV)/.dev-tools
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

$(VENV)/.docs-tools: requirements/docs.txt requirements/dev.txt $(VENV)/.build-tools
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@
