# make           build/mailgen and its helper programs; installs nothing
# make demo      installs what the build lacks, builds, shows a run
# make check     installs what the tests need, runs every test
# make install   with DESTDIR= and PREFIX=
# make golden    writes the expected outputs anew: read the difference
# make lint asan fuzz bench clean: fuzz takes FUZZ_SECONDS for each harness

PREFIX ?= /usr/local
CFLAGS ?= -O2 -g
BUILD_CC ?= $(CC)
FUZZ_SECONDS ?= 60
WARN = -Wall -Wextra -Wpedantic
SAN = -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	-fno-omit-frame-pointer
MAKEFLAGS += -r -j$(shell nproc 2>/dev/null || echo 2)
Q = $(if $(V),,@echo "  $@";)

# Every .c of src/ is part of the library but main.c and the helper programs.
OBJ = $(sort $(patsubst src/%.c,%.o,$(filter-out src/cli/main.c src/helper/%, \
	$(wildcard src/*/*.c)))) \
	data_shipped.o catalogs.o
HELPERS = $(patsubst src/helper/%.c,build/libexec/mailgen/%,$(filter-out \
	$(wildcard src/helper/*_*.c),$(wildcard src/helper/*.c)))
TESTS = $(basename $(notdir $(wildcard tests/unit/*.c tests/spec/*.c)))
FUZZ = $(patsubst tests/fuzz/%.c,build/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
SHIPPED = $(shell find -L templates schemas -type f ! -name '.*' ! -name '*~' \
	! -name '*.pyc' ! -name '*.po' ! -name account.schema.json)

# Asked for at first use, when `ready` has installed what there is to ask.
once = $(eval $(1) := $(shell $(2)))$($(1))
MODULES = yaml-0.1 inih jansson libidn2
LIB_CFLAGS = $(call once,LIB_CFLAGS,pkg-config --cflags $(MODULES) 2>/dev/null)
LIBS = $(call once,LIBS,pkg-config --libs $(MODULES) 2>/dev/null \
	|| echo -lyaml -linih -ljansson -lidn2)
THREADS = $(call once,THREADS,tools/flags '$(CC)' -fsanitize=thread)

# What makes faults harder to use, where the compiler has it; not in the builds that
# look for faults. CPPFLAGS, CFLAGS and LDFLAGS come later, and so can undo it.
HARD = $(call once,HARD,tools/flags '$(CC)' -fstack-protector-strong \
	-fstack-clash-protection -fPIE)
HARD_LINK = $(call once,HARD_LINK,tools/flags '$(CC) -fPIE' -pie -Wl$(comma)-z$(comma)relro \
	-Wl$(comma)-z$(comma)now)
FORTIFY = $(call once,FORTIFY,tools/flags '$(CC) -O2 -U_FORTIFY_SOURCE' \
	-D_FORTIFY_SOURCE=3 -D_FORTIFY_SOURCE=2 | head -n 1)
comma = ,
plain = $(if $(filter build/asan/% build/tsan/% build/fuzz/%,$@),,$(1))
# not without optimization, nor beside the user's own
OPTIMIZED = $(filter-out -O0,$(lastword $(filter -O%,$(CFLAGS))))
HARDEN = $(call plain,$(HARD) $(if $(and $(OPTIMIZED),$(FORTIFY)),$(if $(findstring \
	_FORTIFY_SOURCE,$(CPPFLAGS) $(CFLAGS)),,-U_FORTIFY_SOURCE $(FORTIFY))))
HARDEN_LINK = $(call plain,$(filter-out $(if $(filter -static -no-pie,$(CFLAGS) $(LDFLAGS)),-pie),$(HARD_LINK)))
COMPILE = -std=c11 -D_GNU_SOURCE -pthread $(WARN) -MMD -MP -MF $@.d -MT $@ -Isrc \
	$(HARDEN) $(CPPFLAGS) $(LIB_CFLAGS) $(CFLAGS)

# Helper programs: NAME.c and its NAME_*.c. Each needs libraries more, and is
# left out without them.
HEADER_sign = openssl/cms.h
MODULE_sign = libcrypto
HEADER_probe = curl/curl.h openssl/ssl.h
MODULE_probe = libcurl libssl libcrypto jansson

all: build/mailgen $(HELPERS)

# Before anything is compiled. These goals install what they lack; any other
# says what is missing and ends.
SETUP_demo = build helper
SETUP_check = build helper test lint
SETUP_lint = $(SETUP_check)
SETUP_asan = build helper test
SETUP_fuzz = build lint
SETS = $(sort $(foreach goal,$(MAKECMDGOALS),$(SETUP_$(goal))))
ready:
	@CC='$(CC)' CPPFLAGS='$(CPPFLAGS)' tools/setup $(or $(SETS),--check build)

# The rules of one build: its folder, its compiler, its flags.
vpath %.c tests/unit tests/spec tests/fuzz
define build
$(1)/mailgen: $(1)/cli/main.o $(1)/mailgen.a
	$$(Q)$(2) $$(HARDEN_LINK) $$(CFLAGS) $(3) $$(LDFLAGS) -o $$@ $$^ $$(LIBS)
$(1)/mailgen.a: $(OBJ:%=$(1)/%)
	$$(Q)rm -f $$@ && $$(AR) rcs $$@ $$^
$(1)/%.o: src/%.c Makefile | ready
	$$(Q)mkdir -p $$(@D) && $(2) $$(COMPILE) $(3) -c -o $$@ $$<
$(1)/%.o: build/%.c Makefile | ready
	$$(Q)mkdir -p $$(@D) && $(2) $$(COMPILE) $(3) -c -o $$@ $$<
$(1)/%: %.c $(1)/mailgen.a Makefile | ready
	$$(Q)$(2) $$(COMPILE) $(3) $$(HARDEN_LINK) $$(LDFLAGS) -o $$@ $$(filter %.c %.a,$$^) \
		$$(if $$(findstring /test_,$$@),-lcmocka) $$(LIBS)
endef
$(eval $(call build,build,$$(CC),))
$(eval $(call build,build/asan,$$(CC),$$(SAN)))
$(eval $(call build,build/tsan,$$(CC),$$(THREADS)))
$(eval $(call build,build/fuzz,clang,$$(SAN) -fsanitize=fuzzer-no-link $$(if $$(findstring fuzz_,$$@),-fsanitize=fuzzer)))

.SECONDEXPANSION:
build/libexec/mailgen/%: src/helper/%.c $$(wildcard src/helper/$$**.[ch]) Makefile | ready
	@CC='$(CC)' tools/helper $@ '$(HEADER_$*)' '$(MODULE_$*)' $(COMPILE) $(HARDEN_LINK) $(LDFLAGS) \
		$(sort $(filter %.c,$^))

# Shipped data becomes one C file; the list notices files that went away.
build/shipped: FORCE
	@mkdir -p build && echo $(sort $(SHIPPED)) | cmp -s - $@ || echo $(sort $(SHIPPED)) >$@
build/embed: tools/embed.c | ready
	$(Q)mkdir -p build && $(BUILD_CC) -std=c11 $(WARN) -O1 -o $@ $<
build/data_shipped.c: build/embed build/shipped $(SHIPPED)
	$(Q)build/embed $@ $(SHIPPED)

# So do the messages in other languages.
CATALOGS = $(wildcard src/lang/*.po schemas/lang/*.po)
build/catalogs.c: tools/catalog.awk $(CATALOGS) | ready
	$(Q)mkdir -p build && LC_ALL=C awk -f tools/catalog.awk $(CATALOGS) >$@.new && mv $@.new $@

demo: all
	@tools/demo

asan: build/asan/mailgen $(TESTS:%=build/asan/%)

check: all asan build/tsan/mailgen $(TESTS:%=build/%)
	@tests/run.sh

lint: all
	@tests/run.sh tests/lint/*

golden: all
	GOLDEN_WRITE=1 tests/golden/run.sh
	build/mailgen schema >build/schema && cp build/schema schemas/account.schema.json

fuzz: $(FUZZ)
	@FUZZ_SECONDS=$(FUZZ_SECONDS) tools/fuzz $(FUZZ)

bench: all
	tests/bench/bench.sh
	tests/bench/many

install: all
	@DESTDIR='$(DESTDIR)' tools/install '$(PREFIX)'

clean:
	rm -rf build

.PHONY: all ready demo asan check lint golden fuzz bench install clean FORCE
.SECONDARY:
-include $(wildcard build/*.d build/*/*.d build/asan/*/*.d build/tsan/*/*.d build/fuzz/*.d build/libexec/mailgen/*.d)
