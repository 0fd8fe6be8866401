# barecall. What this file does:
#:
#: make                 libbarecall.a and its kin, _mem, _ssp and _rt, for this machine, in build/<arch>
#: make ARCH=aarch64    for another architecture: x86_64, aarch64 or riscv64
#:      CROSS_COMPILE=  what the names of its tools begin with (default: <arch>-linux-gnu-)
#:      CC=clang        with clang
#:      O=dir           in another directory than build
#:      V=1             shows the commands
#:      WERROR=1        makes warnings errors, as who changes barecall wants it
#: make demo            an init as PID 1 of new namespaces: mounts, spawns, reaps, shuts down
#: make boot            the same on real kernels under qemu-system, after `make setup`
#: make examples        the programs of examples/
#: make test            every test tier; TIERS="unit seam" some; nothing is downloaded
#: make boot-kernels    the tier boot on older kernels and other page sizes, after `make setup-kernels`; KERNELS="x86_64-6.1" some
#: make boot-processors the newest kernels on processors of other kinds: vector lengths, levels of pages, memory tags; PROCESSORS="sv39" some
#: make real            the unit tests on kernels of aarch64 and riscv64 that boot, after `make setup-kernels`; REAL="riscv64 mount" some
#: make fuzz            a million inputs for each parser; FUZZ_RUNS= FUZZ_TIME= (seconds); TARGETS="netlink vdso" some
#: make faults          each system call of each helper fails once, in every way; FAULTS="Mapper Netlink" some
#: make hostile         the helpers in worlds that forbid or lack something: filters, odd /proc, limits, sysctls; a table; HOSTILE="procs"
#: make torture         random calls through barecall and through glibc's syscall() compared, for an hour; SECONDS= SEED=
#: make analyse         analysers over the tree, the unit tests under sanitizers of gcc and clang
#: make prove           CBMC proves the parsers, walkers and arithmetic for every input up to a bound, after `make setup-prove`; HARNESSES=
#: make mutate          changes the library one place at a time, and sees whether the tests notice; MUTATE="-n 100 src/linux/env.c"
#: make setup-worlds    as root, the Debians of make worlds, about 2 GB each, before their time
#: make packages        Debian's packages built, installed, used and removed in fresh Debian 12 and 13, as root; SUITES= others
#: make worlds          the tests in other Debians, and run in other ways, as root; WORLDS="trixie here/user" TIERS= some
#: make setup           installs and downloads what the tests need: Debian, as root
#: make setup-docs      what make docs and the tests of packages need, as root
#: make setup-kernels   and the kernels of boot-kernels, and what make real needs; setup-prove: and CBMC
#: make single          build/barecall-all.h: all of barecall in one header, for projects that want no library
#: make dist            build/dist: a release's archive, one header, checksums and SBOM, the same bytes anywhere and anytime
#: make bench           speed beside assembly and other libraries, as ratios; bench-size: sizes of whole programs
#: make bench-httpd     examples/httpd beside nginx, darkhttpd and lighttpd, requests per second
#: make setup-bench     installs those libraries and servers: Debian, as root
#: make coverage        what of Linux there is, documented, proved, made for real: counts, and build/coverage.html
#: make docs            build/docs: a page for every function, type and constant, man pages, api.json, the book as PDF; after `make setup-docs`
#: make drift UAPI=DIR  what another kernel's headers (or a suite's of make worlds) have otherwise, and the files to touch
#: make generate        writes the generated headers anew from the kernel's
#: make install         headers, archives and pkg-config files; PREFIX= DESTDIR= LIBDIR= INCLUDEDIR=
#: make install-docs    what make docs writes: man pages, and HTML and the PDF below share/doc/barecall
#: make uninstall       removes them
#: make clean           removes what was built; distclean also what setup downloaded

ARCH ?= $(shell uname -m)
O ?= build
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
VERSION := 0.1.0

ARCHES := x86_64 aarch64 riscv64
ifeq ($(filter $(ARCH),$(ARCHES)),)
$(error ARCH is $(ARCH); barecall has $(ARCHES))
endif

# Cross tools are named as Debian names them; CROSS_COMPILE= and CC= override.
ifneq ($(ARCH),$(shell uname -m))
CROSS_COMPILE ?= $(ARCH)-linux-gnu-
endif
ifeq ($(origin CC),default)
CC := $(CROSS_COMPILE)gcc
endif
ifeq ($(origin AR),default)
AR := $(CROSS_COMPILE)ar
endif
TARGET := $(if $(findstring clang,$(CC)),--target=$(ARCH)-linux-gnu)

# $(call say,WHAT) stands in front of a command: a line an object, nothing with -s, the command itself with V=1.
say = $(if $(V),,@$(if $(findstring s,$(firstword -$(MAKEFLAGS))),,printf '  %-5s %s\n' '$(1)' '$@';))

CFLAGS ?= -O2
WARNINGS := -Wall -Wextra $(if $(WERROR),-Werror) -pedantic -Wconversion -Wsign-conversion -Wundef -Wshadow -Wcast-qual \
	    -Wstrict-prototypes

# No loop or initialiser becomes a call of memset, whatever CFLAGS ask for: not every program has one.
CALLS_NOTHING := -ftrivial-auto-var-init=uninitialized $(if $(findstring clang,$(CC)),-fno-builtin,-fno-tree-loop-distribute-patterns)

# -fPIC: the same objects serve static, static-PIE and shared programs. -g1: call frame information goes to
# .debug_frame, which strip removes; .eh_frame would stay in every program. These come after CFLAGS, and win.
HARDEN_x86_64 := -fcf-protection=full
HARDEN_aarch64 := -mbranch-protection=standard -mno-outline-atomics
HARDEN_riscv64 := -mno-save-restore
LIB_CFLAGS := $(TARGET) -std=c11 $(WARNINGS) -Iinclude -Isrc/arch/$(ARCH) -ffreestanding -fPIC -fvisibility=hidden -ffunction-sections \
	      -fdata-sections -fno-stack-protector -fno-unwind-tables -fno-asynchronous-unwind-tables -fno-ident -g1 \
	      $(CALLS_NOTHING) -ffile-prefix-map=$(CURDIR)/= $(HARDEN_$(ARCH))

B := $(O)/$(ARCH)
DOMAINS := $(patsubst include/barecall/extern/%.h,%,$(wildcard include/barecall/extern/*.h include/barecall/extern/*/*.h))
LIB_SRC := $(wildcard src/linux/*.c src/arch/$(ARCH)/*.S src/arch/$(ARCH)/*.c)
LIB_OBJ := $(patsubst %,$(B)/obj/%.o,$(basename $(filter-out src/linux/extern.c,$(LIB_SRC)))) \
	   $(foreach d,$(DOMAINS),$(B)/obj/src/linux/extern-$(subst /,-,$d).o)
MEM_OBJ := $(patsubst %.c,$(B)/obj/%.o,$(wildcard src/mem/*.c))
SSP_OBJ := $(patsubst %.c,$(B)/obj/%.o,$(wildcard src/ssp/*.c))
RT_OBJ := $(patsubst %.c,$(B)/obj/%.o,$(wildcard src/rt/*.c src/arch/$(ARCH)/rt/*.c))
LIBS := $(B)/libbarecall.a $(B)/libbarecall_mem.a $(B)/libbarecall_ssp.a $(B)/libbarecall_rt.a

.PHONY: all
all: $(LIBS)

$(B)/libbarecall.a: $(LIB_OBJ)
$(B)/libbarecall_mem.a: $(MEM_OBJ)
$(B)/libbarecall_ssp.a: $(SSP_OBJ)
$(B)/libbarecall_rt.a: $(RT_OBJ)
$(LIBS):
	@rm -f $@
	$(call say,AR)$(AR) rcsD $@ $^

# The flags that objects were built with; a change of compiler or flags rebuilds them.
FLAGS := $(CC) $(CFLAGS) $(LIB_CFLAGS)
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(FLAGS)' | cmp -s - $@ || echo '$(FLAGS)' > $@
.PHONY: FORCE
FORCE:

$(B)/obj/src/linux/extern-%.o: src/linux/extern.c include/barecall/%.h $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(CFLAGS) $(LIB_CFLAGS) -DLX_DOMAIN='<barecall/$*.h>' -MMD -MP -c -o $@ $<

$(B)/obj/src/linux/extern-dev-%.o: src/linux/extern.c include/barecall/dev/%.h $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(CFLAGS) $(LIB_CFLAGS) -DLX_BESIDE -DLX_OF_$* -DLX_DOMAIN='<barecall/dev/$*.h>' -MMD -MP -c -o $@ $<

$(B)/obj/src/linux/extern-op-%.o: src/linux/extern.c include/barecall/op/%.h $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(CFLAGS) $(LIB_CFLAGS) -DLX_BESIDE -DLX_DOMAIN='<barecall/op/$*.h>' -MMD -MP -c -o $@ $<

$(B)/obj/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(CFLAGS) $(LIB_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/obj/%.o: %.S $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(CFLAGS) $(LIB_CFLAGS) -MMD -MP -c -o $@ $<

START_OBJ := $(B)/obj/src/linux/start.o $(B)/obj/src/linux/program.o
THREAD_OBJ := $(patsubst %.c,$(B)/obj/%.o,$(wildcard src/linux/thread*.c) src/linux/tls.c)
# Both are for small programs: what takes time there is the kernel's. Frame pointers, which gcc has for aarch64, are for who
# asks for them.
$(START_OBJ) $(THREAD_OBJ): override CFLAGS := -fomit-frame-pointer $(CFLAGS) -Os
# Start-up runs before anything that a compiler may count on is there, whatever CFLAGS say, and the mem functions are
# what it may count on.
$(START_OBJ) $(B)/obj/src/linux/auxv.o $(MEM_OBJ) $(SSP_OBJ): override CFLAGS += -fno-stack-protector \
	-fno-sanitize=all -fno-lto -fno-builtin
$(START_OBJ): override CFLAGS += -fno-jump-tables
# A child that shares its parent's memory never returns from the functions it is in: AddressSanitizer would keep their marks
# on memory that is the parent's again.
$(B)/obj/src/linux/spawn.o $(B)/obj/src/linux/spawn-child.o: override CFLAGS += -fno-sanitize=address

# Text is written for people, who wait for no microsecond; and no variadic function saves registers of floating point.
TEXT_OBJ := $(patsubst %.c,$(B)/obj/%.o,$(wildcard src/linux/text-*.c))
$(TEXT_OBJ): override CFLAGS += -Os $(if $(filter riscv64,$(ARCH)),,-mgeneral-regs-only)

-include $(LIB_OBJ:.o=.d) $(MEM_OBJ:.o=.d) $(SSP_OBJ:.o=.d) $(RT_OBJ:.o=.d)

# The kernel's UAPI headers of the version in tools/linux-version, as `make setup` leaves them.
PINNED := $(O)/deps/linux-libc-dev/include
UAPI ?= $(PINNED)

.PHONY: drift
drift:
	@tools/drift.py --uapi $(PINNED) $(UAPI)

.PHONY: generate
generate:
	tools/generate.py --uapi $(UAPI)

# ---- install

HEADERS := $(wildcard include/barecall/*.h include/barecall/*/*.h include/barecall/*/*/*.h)
INSTALLED = $(INCLUDEDIR)/barecall.h $(LIBS:$(B)/%=$(LIBDIR)/%) $(PKGCONFIG:%=$(LIBDIR)/pkgconfig/%.pc)
PKGCONFIG := barecall barecall-freestanding barecall-static-pie
# What is below PREFIX the pkg-config and CMake files name from where they lie, so that all may be moved: lib/pkgconfig is ../..
BELOW := $(patsubst $(PREFIX)/%,%,$(filter $(PREFIX)/%,$(LIBDIR)))
UP := $(patsubst %,..,$(subst /, ,$(BELOW)/pkgconfig))
PC_PREFIX := $(if $(BELOW),$${pcfiledir}/$(subst $() ,/,$(UP)),$(PREFIX))
CMAKE_PREFIX := $(if $(BELOW),$${CMAKE_CURRENT_LIST_DIR}/../$(subst $() ,/,$(UP)),$(PREFIX))

.PHONY: install
install: all
	install -d '$(DESTDIR)$(LIBDIR)/pkgconfig'
	install -m 644 $(LIBS) '$(DESTDIR)$(LIBDIR)'
	for h in barecall.h $(HEADERS:include/%=%); do \
		install -D -m 644 include/$$h '$(DESTDIR)$(INCLUDEDIR)'/$$h || exit 1; \
	done
	for p in $(PKGCONFIG); do \
		sed -e 's|@PREFIX@|$(PC_PREFIX)|' -e 's|@LIBDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBDIR))|' \
			-e 's|@INCLUDEDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(INCLUDEDIR))|' \
			-e 's|@VERSION@|$(VERSION)|' tools/$$p.pc.in > '$(DESTDIR)$(LIBDIR)'/pkgconfig/$$p.pc || exit 1; \
	done

	install -d '$(DESTDIR)$(LIBDIR)/cmake/barecall'
	for p in barecall-config barecall-config-version; do \
		sed -e 's|@CMAKE_PREFIX@|$(CMAKE_PREFIX)|' -e 's|@LIBDIR@|$(patsubst $(PREFIX)/%,$${_barecall_prefix}/%,$(LIBDIR))|' \
			-e 's|@INCLUDEDIR@|$(patsubst $(PREFIX)/%,$${_barecall_prefix}/%,$(INCLUDEDIR))|' \
			-e 's|@VERSION@|$(VERSION)|' tools/$$p.cmake.in > '$(DESTDIR)$(LIBDIR)'/cmake/barecall/$$p.cmake || exit 1; \
	done

.PHONY: uninstall
uninstall:
	rm -f $(INSTALLED:%='$(DESTDIR)%')
	rm -rf '$(DESTDIR)$(INCLUDEDIR)/barecall' '$(DESTDIR)$(LIBDIR)/cmake/barecall'
	rm -f '$(DESTDIR)$(PREFIX)'/share/man/man3/*.3bc
	rm -rf '$(DESTDIR)$(PREFIX)/share/doc/barecall'

# ---- one header, releases

.PHONY: single dist
single: $(O)/barecall-all.h

$(O)/barecall-all.h: tools/single.py Makefile LICENSE include/barecall.h $(HEADERS) $(wildcard src/linux/* src/mem/* src/arch/*.h src/arch/*/*)
	@mkdir -p $(@D)
	$(call say,GEN)tools/single.py $(VERSION) $@

dist: $(O)/barecall-all.h
	@tools/dist.py $(VERSION) $(O)/dist $<

# ---- documentation

# Sizes in instructions are told of architectures whose compiler is here.
.PHONY: docs
docs:
	@mkdir -p $(O)/docs
	@for a in $(ARCHES); do \
		[ $$a = $(shell uname -m) ] || command -v $$a-linux-gnu-gcc >/dev/null || continue; \
		$(MAKE) --no-print-directory ARCH=$$a O='$(O)' $(O)/$$a/libbarecall.a || exit 1; \
	done
	$(call say,API)tools/docs/api.py $(VERSION) $(O) $(O)/docs/api.json
	$(call say,HTML)tools/docs/site.py $(O)/docs/api.json $(O)/docs/html
	$(if $(shell command -v weasyprint),$(call say,PDF)tools/docs/pdf.py $(O)/docs/html $(O)/docs/barecall-book.pdf)
	$(call say,MAN)tools/docs/man.py $(O)/docs/api.json $(O)/docs/man $(shell sed -n 's/^## $(VERSION) (\(.*\))$$/\1/p' CHANGELOG.md)

.PHONY: install-docs
install-docs: docs
	install -d '$(DESTDIR)$(PREFIX)/share/man/man3' '$(DESTDIR)$(PREFIX)/share/doc/barecall'
	install -m 644 $(O)/docs/man/man3/*.3bc '$(DESTDIR)$(PREFIX)/share/man/man3'
	cp -R $(O)/docs/html $(O)/docs/api.json '$(DESTDIR)$(PREFIX)/share/doc/barecall'
	[ ! -e $(O)/docs/barecall-book.pdf ] || install -m 644 $(O)/docs/barecall-book.pdf '$(DESTDIR)$(PREFIX)/share/doc/barecall'

# ---- tests

.PHONY: setup-docs
setup-docs:
	apt-get -q -y --no-install-recommends install python3-clang python3-jinja2 python3-markdown mandoc man-db nodejs cmake meson debhelper lintian \
		chromium chromium-driver python3-selenium weasyprint poppler-utils fonts-dejavu-core

.PHONY: setup setup-kernels setup-prove
setup:
	O='$(abspath $(O))' tests/setup.sh
setup-kernels:
	O='$(abspath $(O))' tests/setup.sh kernels
setup-prove:
	O='$(abspath $(O))' tests/setup.sh prove

.PHONY: test
test:
	@command -v python3 >/dev/null || { echo 'make test: the tests are written in Python: there is no python3 here' >&2; exit 2; }
	@BUILD='$(abspath $(O))' tests/run.py $(TIERS)
ifneq ($(filter setup,$(MAKECMDGOALS)),)
test: setup
endif

KERNELS ?= older
.PHONY: boot-kernels
boot-kernels:
	@BUILD='$(abspath $(O))' tests/boot/run $(KERNELS)

.PHONY: boot-processors
boot-processors:
	@BUILD='$(abspath $(O))' tests/boot/run processors $(PROCESSORS)

.PHONY: real
real:
	@BUILD='$(abspath $(O))' tests/real/run $(REAL)

.PHONY: fuzz
fuzz:
	BUILD='$(abspath $(O))' $(if $(FUZZ_RUNS),FUZZ_RUNS='$(FUZZ_RUNS)') $(if $(FUZZ_TIME),FUZZ_TIME='$(FUZZ_TIME)') \
		tests/fuzz/run $(TARGETS)

.PHONY: prove
prove:
	BUILD='$(abspath $(O))' tests/prove/run $(HARNESSES)

.PHONY: mutate
mutate:
	BUILD='$(abspath $(O))' tests/mutate/run $(MUTATE)

.PHONY: analyse
analyse:
	@BUILD='$(abspath $(O))' tests/run.py lint
	BUILD='$(abspath $(O))' SANITIZERS='gcc clang' tests/sanitized/run

.PHONY: faults
faults: all
	BUILD='$(abspath $(O))' tests/faults/run $(FAULTS)

.PHONY: hostile
hostile: all
	BUILD='$(abspath $(O))' tests/hostile/run $(HOSTILE)

SECONDS := 3600
.PHONY: torture
torture:
	BUILD='$(abspath $(O))' tests/torture/run $(if $(SEED),--seed $(SEED),--seconds $(SECONDS) --seed $(shell date +%s))

.PHONY: setup-worlds
setup-worlds:
	@BUILD='$(abspath $(O))' tests/worlds/run --roots $(WORLDS)

.PHONY: worlds
worlds:
	@BUILD='$(abspath $(O))' TIERS='$(TIERS)' tests/worlds/run $(WORLDS)

.PHONY: packages
packages:
	BUILD='$(abspath $(O))' tests/package/roots $(SUITES)

.PHONY: coverage
coverage:
	@BUILD='$(abspath $(O))' tests/coverage/run show

.PHONY: clean
clean:
	rm -rf $(ARCHES:%=$(O)/%) $(O)/tests $(O)/fuzz $(O)/barecall-all.h $(O)/dist $(O)/docs

.PHONY: distclean
distclean:
	rm -rf $(O)

.PHONY: help
help:
	@sed -n 's/^#: //p' Makefile

# ---- examples

# How a freestanding program is built: -nostdlib and the archives; what it does not use is left out.
EXAMPLE_CFLAGS := $(TARGET) -std=c11 $(WARNINGS) -Os -Iinclude -ffreestanding -fno-pie -fno-stack-protector -fno-ident \
		  -ffunction-sections -fdata-sections -fno-unwind-tables -fno-asynchronous-unwind-tables
# Else gcc calls libgcc for atomics, and finds there which instructions the processor has.
EXAMPLE_CFLAGS += $(if $(filter aarch64,$(ARCH)),-mno-outline-atomics)
EXAMPLE_LDFLAGS := $(TARGET) -nostdlib -static -s -Wl,--gc-sections,--build-id=none,-z,noseparate-code,-z,norelro
EXAMPLES := $(patsubst %.c,$(B)/%,$(wildcard examples/*.c))
DEMO := $(B)/demo/demo $(B)/demo/programs

.PHONY: examples
examples: $(EXAMPLES) $(DEMO)

$(B)/examples/%.o: examples/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(EXAMPLE_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/demo/%.o: tests/demo/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(EXAMPLE_CFLAGS) -MMD -MP -c -o $@ $<

$(EXAMPLES) $(DEMO): %: %.o $(LIBS)
	$(call say,LD)$(CC) $(EXAMPLE_LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^)

# strace is in several files, those beside it in a folder of its name.
STRACE_OBJ := $(patsubst %.c,$(B)/obj/%.o,$(wildcard examples/strace/*.c))
$(B)/examples/strace: $(STRACE_OBJ)

$(STRACE_OBJ): $(B)/obj/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(EXAMPLE_CFLAGS) -MMD -MP -c -o $@ $<

-include $(STRACE_OBJ:.o=.d)

# These need nothing of what _start prepares.
$(B)/examples/hello $(B)/examples/cat: EXAMPLE_LDFLAGS += -Wl,-e,lx_start

-include $(EXAMPLES:=.d) $(DEMO:=.d)

.PHONY: demo
demo: examples
	@$(B)/demo/demo $(B)/examples/init $(B)/examples/hello $(B)/examples/cat $(B)/demo/programs

.PHONY: boot
boot:
	BUILD='$(abspath $(O))' tests/demo/boot-init --show

# ---- measurements

.PHONY: bench-size
bench-size:
	@BUILD='$(abspath $(O))' tests/bench/run size

.PHONY: bench
bench:
	@BUILD='$(abspath $(O))' tests/bench/compare.py
	@echo
	@BUILD='$(abspath $(O))' tests/bench/run time

.PHONY: bench-httpd
bench-httpd:
	@BUILD='$(abspath $(O))' tests/bench/httpd.py

.PHONY: setup-bench
setup-bench:
	O='$(O)' tests/bench/setup.sh
