# Everything a developer types. `make` alone prints the list.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
SWIFT ?= swift
SOURCES := Package.swift Sources Tests $(wildcard Benchmarks)
CHAOS_SECONDS ?= 60
FUZZ_SECONDS ?= 60
# Twelve tests at once. Without a bound all of them begin at once, so that each takes as long as the whole
# run: a slow machine then meets their time limits, which are there for tests that hang.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= 12
# The quick loops leave the upper layers out (see Package.swift), each in a scratch folder of its
# own, so that switching between them compiles nothing again.
LAYER_TEST = MUSTER_LAYER=$(1) $(SWIFT) test --scratch-path .build/$(1)

.DEFAULT_GOAL := help
.PHONY: help run test chaos fuzz check format docs raise goldens bench example test-rules test-store test-engine prerequisites

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: prerequisites ## Build and start a server with demo data
	$(SWIFT) build -c release --product muster
	@mkdir -p var
	.build/release/muster serve --demo --database var/demo.db

test: prerequisites ## Build everything, warnings being errors, and run all tests
	MUSTER_WARNINGS_AS_ERRORS=1 $(SWIFT) test
	$(MAKE) chaos fuzz
	Scripts/dependencies.sh check

chaos: prerequisites ## Do random things to the real server for CHAOS_SECONDS=60, with nothing beside it
	MUSTER_WARNINGS_AS_ERRORS=1 MUSTER_CHAOS_SECONDS=$(CHAOS_SECONDS) $(SWIFT) test --filter ChaosTests

fuzz: prerequisites ## Send what nobody has thought of to the real server for FUZZ_SECONDS=60
	MUSTER_WARNINGS_AS_ERRORS=1 MUSTER_FUZZ_SECONDS=$(FUZZ_SECONDS) $(SWIFT) test --filter FuzzRunTests

check: ## Look at the sources without compiling: format, house rules
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)
	Scripts/check.sh

format: ## Rewrite the sources in the house format
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

docs: prerequisites ## Write docs/compatibility.md, docs/permissions.md and docs/licences.md anew
	MUSTER_WRITE_DOCS=1 $(SWIFT) test --filter CompatibilityDocumentTests
	Scripts/dependencies.sh licences

raise: ## Write the newest versions of all packages that fit into Package.swift
	Scripts/dependencies.sh raise

goldens: prerequisites ## Record Tests/Golden anew (the run that records fails)
	MUSTER_WRITE_GOLDENS=1 $(call LAYER_TEST,store) --filter SchemaTests

example: prerequisites ## Run examples/cdnow: real purchases, every count checked
	Scripts/install-prerequisites.sh example
	$(if $(MUSTER),MUSTER=$(abspath $(MUSTER))) examples/cdnow/run.sh

bench: prerequisites ## Measure; PARTS="triggers batch" for some of it (Benchmarks/run.sh)
	Scripts/install-prerequisites.sh bench
	$(SWIFT) build -c release --product muster
	$(SWIFT) build -c release --product muster-bench
	@mkdir -p Benchmarks/Results
	Benchmarks/run.sh $(PARTS) | tee -a "Benchmarks/Results/$$(git rev-parse --short HEAD).txt"

test-rules: ## Quick loop: model, rules and flows only
	$(call LAYER_TEST,rules)

test-store: prerequisites ## Quick loop: and storage
	$(call LAYER_TEST,store)

test-engine: prerequisites ## Quick loop: and audiences, campaigns and authoring
	$(call LAYER_TEST,engine)

prerequisites:
	@Scripts/install-prerequisites.sh
