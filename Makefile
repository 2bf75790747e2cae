# make           build/mailgen and its helper programs; installs nothing
# make demo      installs what the build lacks, builds, shows a run
# make check     installs what the tests need, runs every test
# make test      the same without installing: says what is missing, runs the rest
# make install   with DESTDIR= and PREFIX=
# make golden    writes the expected outputs anew: read the difference
# make lint asan fuzz bench clean: fuzz takes FUZZ_SECONDS for each harness

PREFIX ?= /usr/local
CFLAGS ?= -O2 -g
BUILD_CC ?= $(CC)
FUZZ_SECONDS ?= 60
WARN = -Wall -Wextra -Wpedantic
# -j on the command line comes before this one, that of the environment does not
MAKEFLAGS += -r $(if $(filter -j% --jobs%,$(shell echo "$$MAKEFLAGS")),,-j$(shell nproc 2>/dev/null || echo 2))
Q = $(if $(V),,@echo "  $@";)
export CC CPPFLAGS CFLAGS LDFLAGS

# Every .c of src/ is part of the library but main.c and the helper programs.
OBJ = $(patsubst src/%.c,%.o,$(filter-out src/cli/main.c src/helper/%,$(wildcard src/*/*.c))) \
	data_shipped.o catalogs.o claims.o
HELPERS = $(patsubst src/helper/%.c,build/libexec/mailgen/%,$(filter-out \
	$(wildcard src/helper/*_*.c),$(wildcard src/helper/*.c)))
TESTS = $(basename $(notdir $(wildcard tests/unit/*.c tests/spec/*.c)))
FUZZ = $(patsubst tests/fuzz/%.c,build/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
SHIPPED = $(shell find -L templates schemas -type f ! -name '.*' ! -name '*~' \
	! -name '*.pyc' ! -name '*.po' ! -name account.schema.json)

# Programs that need libraries more, and are left out without them: the helpers,
# NAME.c and its NAME_*.c, the tests, test_NAME.c, and one harness.
HEADER_sign = openssl/cms.h
MODULE_sign = libcrypto
HEADER_probe = curl/curl.h openssl/ssl.h
MODULE_probe = libcurl libssl libcrypto jansson
HEADER_qr = png.h qrencode.h
MODULE_qr = libpng libqrencode
HEADER_discover = curl/curl.h unbound.h libxml/parser.h
MODULE_discover = libcurl libunbound libxml-2.0 jansson
HEADER_fuzz_discover = unbound.h libxml/parser.h
MODULE_fuzz_discover = libunbound libxml-2.0
HEADER_hear = linux/rtnetlink.h openssl/ssl.h
MODULE_hear = libssl libcrypto jansson
HEADER_test = stdarg.h stddef.h setjmp.h cmocka.h
MODULE_test = cmocka

all: build/mailgen $(HELPERS) build/mailgen-findings.7

# Before anything is compiled. These goals install what they lack, `test` says what
# it lacks; any other says what is missing and ends.
SETUP_demo = build helper
SETUP_check = build helper test lint
SETUP_lint = $(SETUP_check)
SETUP_asan = build helper test
SETUP_fuzz = build helper lint
SETUP_test = --check $(SETUP_check)
build/configured: FORCE
	@tools/configure $(sort $(foreach goal,$(MAKECMDGOALS),$(SETUP_$(goal))))

# The rules of one build: its folder, its compiler, its flags and those of its linker.
# CPPFLAGS, CFLAGS and LDFLAGS come later, and so can undo what tools/configure found.
COMPILE = -std=c11 -D_GNU_SOURCE -pthread $(WARN) -MMD -MP -MF $@.d -MT $@ -Isrc -Ibuild
USER = $(CPPFLAGS) @build/flags/cflags $(CFLAGS)
vpath %.c tests/unit tests/spec tests/fuzz
# Those with sanitizers are for the tests: compiled quickly, if nobody has other CFLAGS.
QUICK := $(if $(filter file,$(origin CFLAGS)),-O1 -g1)
# What the compiler said is kept for tests/lint/warnings.
SAY = 2>$(@:.o=.said) || { cat $(@:.o=.said) >&2; exit 1; }; cat $(@:.o=.said) >&2
define build
$(1)/mailgen: $(1)/cli/main.o $(1)/mailgen.a
	$$(Q)$(2) $(4) $$(CFLAGS) $(3) $$(LDFLAGS) -o $$@ $$^ @build/flags/libs
$(1)/mailgen.a: $(OBJ:%=$(1)/%)
	$$(Q)rm -f $$@ && $$(AR) rcs $$@ $$^
$(1)/%.o: src/%.c Makefile build/configured | build/base/diag_ids.h
	$$(Q)mkdir -p $$(@D) && $(2) $$(COMPILE) $(3) $$(USER) $(5) -c -o $$@ $$< $$(SAY)
$(1)/%.o: build/%.c Makefile build/configured
	$$(Q)mkdir -p $$(@D) && $(2) $$(COMPILE) $(3) $$(USER) $(5) -c -o $$@ $$<
$(1)/%: %.c $(1)/mailgen.a Makefile build/configured
	@CC='$(2)' tools/optional $$@ $$(call NEEDS,$$(if $$(HEADER_$$*),$$*,$$(firstword $$(subst _, ,$$*)))) $$(COMPILE) $(3) $(4) \
		$$(USER) $(5) $$(LDFLAGS) $$(filter %.c %.a,$$^) @build/flags/libs
endef
NEEDS = '$(HEADER_$(1))' '$(MODULE_$(1))'
$(eval $(call build,build,$$(CC),@build/flags/hard,@build/flags/hard-link))
$(eval $(call build,build/asan,$$(CC),@build/flags/asan,,$$(QUICK)))
$(eval $(call build,build/tsan,$$(CC),@build/flags/tsan,,$$(QUICK)))
$(eval $(call build,build/fuzz,clang,@build/flags/asan -fsanitize=fuzzer-no-link,$$(if $$(findstring fuzz_,$$@),-fsanitize=fuzzer)))

.SECONDEXPANSION:
build/libexec/mailgen/%: src/helper/%.c $$(wildcard src/helper/$$**.[ch]) build/mailgen.a \
		Makefile build/configured
	@tools/optional $@ $(call NEEDS,$*) $(COMPILE) @build/flags/hard @build/flags/hard-link \
		$(USER) $(LDFLAGS) $(sort $(filter %.c,$^)) build/mailgen.a

build/fuzz/fuzz_discover: $(addprefix src/helper/,discover_dns.c discover_document.c each_request.c)

# Those that are given many requests.
build/libexec/mailgen/probe build/libexec/mailgen/discover: $(wildcard src/helper/each_*.[ch])

# Shipped data becomes one C file, and so do the messages in other languages; the list
# notices files that went away.
CATALOGS = $(wildcard src/lang/*.po schemas/lang/*.po) \
	$(patsubst schemas/findings/%/,build/lang/%.po,$(sort $(dir $(wildcard schemas/findings/*/*.txt))))
build/shipped: FORCE
	@mkdir -p build && echo $(sort $(SHIPPED)) | cmp -s - $@ || echo $(sort $(SHIPPED)) >$@
build/embed: tools/embed.c build/configured
	$(Q)$(BUILD_CC) -std=c11 $(WARN) -O1 -o $@ $<
build/data_shipped.c: build/embed build/shipped $(SHIPPED)
	$(Q)build/embed $@ $(SHIPPED)
build/catalogs.c: tools/catalog.awk $(CATALOGS) build/configured
	$(Q)LC_ALL=C awk -f tools/catalog.awk $(CATALOGS) >$@.new && mv $@.new $@

# What the shipped rule sets say of hosts and domains, sorted.
build/claims.c: tools/claims.awk build/shipped $(filter schemas/rules/%,$(SHIPPED)) build/configured
	$(Q)LC_ALL=C awk -f tools/claims.awk $(filter schemas/rules/%,$(SHIPPED)) >$@.new && mv $@.new $@

# Findings become the rows of a table, their page of the manual, and catalogs of their
# titles. A row that is as it was compiles nothing.
FINDINGS = $(sort $(wildcard schemas/findings/*.txt))
READ_FINDINGS = LC_ALL=C awk -f tools/findings.awk -v want
build/base/diag_ids.h: FORCE
	@mkdir -p $(@D) && $(READ_FINDINGS)=rows $(FINDINGS) >$@.new && \
		if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi
build/mailgen-findings.7: man/mailgen-findings.7 tools/findings.awk build/shipped $(FINDINGS)
	$(Q)$(READ_FINDINGS)=page $(FINDINGS) $< >$@.new && mv $@.new $@
build/lang/%.po: tools/findings.awk build/shipped $(FINDINGS) $$(wildcard schemas/findings/$$*/*.txt)
	$(Q)mkdir -p $(@D) && $(READ_FINDINGS)=catalog $(filter %.txt,$^) >$@.new && mv $@.new $@

demo: all
	@tools/demo

asan: build/asan/mailgen $(TESTS:%=build/asan/%)

check test: all asan build/tsan/mailgen $(TESTS:%=build/%)
	@TEST_ROOT=$(if $(filter test,$@),find,make) tests/run.sh

lint: all
	@tests/run.sh tests/lint/*

golden: all
	GOLDEN_WRITE=1 tests/golden/run
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

.PHONY: all demo asan check test lint golden fuzz bench install clean FORCE
.SECONDARY:
-include $(wildcard build/*.d build/*/*.d build/asan/*/*.d build/tsan/*/*.d build/fuzz/*.d build/libexec/mailgen/*.d)
