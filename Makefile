# `make demo` and `make test` install what is missing, build and run. Everything is built for the CPU it runs on;
# `make PORTABLE=1 ...` builds for any x86-64 or arm64 machine instead (about half the speed in lanes).
CPU := $(if $(PORTABLE),,-Xcc -march=native)
RELEASE := swift build -c release $(CPU)
BIN := .build/release/gandyn
DEBIAN_PACKAGES := liblapacke-dev libopenblas-dev libgsl-dev libglpk-dev libssl-dev pkg-config

.PHONY: help build dependencies demo test lint format bench figures notebooks reference clean

help:
	@echo "make demo      install what is missing, build, run the main job into out/"
	@echo "make test      everything that must hold"
	@echo "make lint      the format;  make format   puts it right"
	@echo "make bench     speed, as ratios in one run (JAX beside it where python3 has it)"
	@echo "make figures   figures of the demo's CSV;  make notebooks   run the notebooks"
	@echo "make reference write the reference of procedures, wrappers and algorithms anew, from the cards and from runs"
	@echo "make build     the command, in $(BIN); PORTABLE=1 for any CPU"

dependencies:
	@./Scripts/dependencies $(DEBIAN_PACKAGES)

build: dependencies
	$(RELEASE) --product gandyn

demo: build
	./Scripts/demo $(BIN) out

# Optimised, or the laws would take minutes, but with assertions and freed memory filled with NaN; an import that the
# manifest does not declare is an error, so that the floors hold.
CHECKED := $(CPU) -Xswiftc -O -Xswiftc -DOPTIMISED -Xswiftc -assert-config -Xswiftc Debug --explicit-target-dependency-import-check error

test: dependencies
	swift build --build-tests $(CHECKED)
	swift test --skip-build $(CHECKED)

lint:
	swift format lint --strict --recursive Sources Tests Benchmarks/Sources Benchmarks/Package.swift Package.swift

format:
	swift format --in-place --recursive Sources Tests Benchmarks/Sources Benchmarks/Package.swift Package.swift

bench: build
	./Scripts/bench

figures:
	@test -e out/stability-lqg-wgan.csv.json || $(MAKE) --no-print-directory demo
	./Scripts/python Plots/demo.py out

notebooks:
	@$(MAKE) --no-print-directory build
	GANDYN=$(BIN) ./Scripts/notebooks

reference: build
	./Scripts/reference $(BIN)

clean:
	rm -rf .build .build-* out
