#!/bin/sh
# Runs tests side by side and counts what they say in TAP: tests/run.sh [TEST...]
# A test is a unit program of build/ or an executable file in a folder of tests/
# (not fuzz, bench). Those of golden/ and spec/, two of program/, and the unit programs
# run with the plain build and with the sanitized one, build/asan. A test that says
# nothing has failed; exit status 77, or "# SKIP" on a line, is a skip.
# One with a line "# long" is among the first, so that none is left to itself at the end.
# One with a line "# debian13" runs with Debian 13's clients too: tools/root. HAS_NO then
# names the client that is not there, so that nothing is skipped for it.
# TEST_JOBS, TEST_SECONDS: how many at a time, how long one may take. TEST_ROOT=find
# makes no system for Debian 13's clients where there is none.
set -u
cd "$(dirname "$0")/.." || exit 2
top=$PWD

# A test, perhaps with the build to run, tests/golden/run@build/asan, or with the
# system to run in, tests/clients/mutt@debian13
every_test() {
	find tests/*/* -prune -type f -perm -100 | sort | while read -r test; do
		case $test in
		tests/fuzz/* | tests/bench/*) ;;
		tests/golden/* | tests/spec/* | tests/program/fix | tests/program/machines)
			echo "$test@build/asan $test@build"
			;;
		*) echo "$test" ;;
		esac
	done
	is_debian13 || grep -lx '# debian13' tests/*/* 2>/dev/null | sed 's/$/@debian13/'
	for test in build/test_* build/asan/test_*; do
		[ -x "$test" ] && echo "$test"
	done
}

is_debian13() {
	grep -qs '^VERSION_CODENAME=trixie' /etc/os-release
}

# Reads TAP; prints "passed failed skipped". No plan, one that was not kept, an empty
# one, and a failure that no line tells of count as a failure.
count() {
	awk -v status="$1" '
	/^1\.\.[0-9]+/ { planned += substr($1, 4); plan = 1; all += /# *[Ss][Kk][Ii][Pp]/ }
	/^(not )?ok / && /# *[Ss][Kk][Ii][Pp]/ { skipped++; next }
	/^ok / { passed++ }
	/^not ok / { failed++ }
	END {
		said = passed + failed + skipped
		skipped += all
		if (status == 77 && !said) skipped = 1
		else if (!plan || planned != said || (!said && !all)) failed++
		else if (status && !failed) failed++
		print passed + 0, failed + 0, skipped + 0
	}'
}

# Is it a script that needs Python, and does not look itself whether there is one?
lacks_python() {
	! command -v python3 >/dev/null && grep -Iq python3 "$1" && ! grep -q 'command -v python3' "$1"
}

# Runs one test in surroundings of its own, in a process group of its own.
run_one() {
	test=${1%@*} name=$1
	MAILGEN=$top/build/mailgen
	case $1 in *@build*) MAILGEN=$top/${1#*@}/mailgen ;; esac
	case $1 in *@build) name=$test ;; build/asan/*) MAILGEN=$top/build/asan/mailgen ;; esac
	dir=$(mktemp -d "$results/XXXXXX")
	mkdir "$dir/home" "$dir/tmp"
	case $test in /*) ;; *) test=./$test ;; esac
	case $1 in
	*@debian13) set -- tests/run.sh --debian13 "$results" "$dir" "$test" ;;
	*) set -- "$test" ;;
	esac
	lacks_python "$test" && set -- echo "1..0 # SKIP no python3 here"
	began=$(date +%s)
	# shellcheck disable=SC2086 # $limit is a command with arguments
	env MAILGEN="$MAILGEN" HOME="$dir/home" XDG_CONFIG_HOME="$dir/home/.config" \
		TMPDIR="$dir/tmp" LC_ALL=C TZ=UTC PYTHONDONTWRITEBYTECODE=1 \
		CMOCKA_MESSAGE_OUTPUT=TAP UBSAN_OPTIONS=print_stacktrace=1 \
		$limit "$@" >"$dir/out" 2>&1 </dev/null
	status=$?
	took=$(($(date +%s) - began))
	count $status <"$dir/out" >"$dir/count"
	read -r passed failed skipped <"$dir/count"
	rm -rf "${dir:?}/home" "${dir:?}/tmp"
	{
		mark=ok
		[ "$failed" = 0 ] || mark=FAIL
		[ $status != 124 ] || mark="FAIL: over its time"
		printf '%4d passed %3d failed %3d skipped %4d s  %s  %s\n' \
			"$passed" "$failed" "$skipped" $took "$name" "$mark"
		if [ "$failed" != 0 ]; then
			sed 's/^/    /' "$dir/out"
			echo "    (exit status $status)"
		else
			grep -i '# *skip' "$dir/out" | sed 's/^/    /'
		fi
	} >"$dir/report"
	cat "$dir/report"
}

if [ "${1-}" = --one ]; then
	results=$2 limit=$3
	run_one "$4"
	exit 0
fi

# Debian 13's root for the tests that want one, or the reason why there is none.
find_root() {
	tools/root "${TEST_ROOT:-make}" 2>&1 >"$results/root" | tee "$results/why"
	[ -s "$results/root" ] || return
	tools/root run "$(cat "$results/root")" "$results" build/mailgen --version \
		>"$results/why" 2>&1 || : >"$results/root"
}

if [ "${1-}" = --debian13 ]; then
	[ -s "$2/root" ] && HAS_NO=thunderbird HOSTILE_THIN=3 exec tools/root run "$(cat "$2/root")" "$3" "$4"
	echo "1..0 # SKIP not with Debian 13's clients: $(tail -n 1 "$2/why")"
	exit 0
fi

# What tests write is in memory where root may have that and there is enough: mailgen
# waits for the disk at each file, thousands of times.
if [ -z "${TEST_MOUNTS-}" ] && unshare -m true 2>/dev/null &&
	awk '/^MemAvailable:/ { exit $2 < 6000000 }' /proc/meminfo 2>/dev/null; then
	TEST_MOUNTS=own exec unshare -m --propagation private tests/run.sh "$@"
fi

unset NO_COLOR XDG_DATA_HOME XDG_RUNTIME_DIR DISPLAY EMAIL MAILCAPS
results=$(mktemp -d)
trap 'umount -l "$results" 2>/dev/null; rm -rf "$results"' EXIT
[ -z "${TEST_MOUNTS-}" ] || mount -t tmpfs -o mode=700 none "$results"
unset TEST_MOUNTS
trap 'exit 130' HUP INT TERM
limit=
for program in timeout gtimeout; do
	command -v $program >/dev/null && limit="$program -k 10 ${TEST_SECONDS:-900}" && break
done
# python3 may be a script that looks for the real one each time: tests start thousands
found=$(command -v python3) && [ "$(head -c 2 "$found")" = "#!" ] &&
	found=$(python3 -c 'import sys; print(sys.executable)') && PATH=${found%/*}:$PATH
# three more than there are processors: tests of servers mostly wait
jobs=$(($(nproc 2>/dev/null || echo 2) + 3))
[ "$jobs" -le 6 ] || jobs=6

# with_line LINE: those of the tests that are read whose file has that line
with_line() {
	while read -r test; do
		grep -qsIx "$1" "${test%@*}" && echo "$test"
	done
}

# run_all JOBS: runs the tests that are read.
run_all() {
	xargs -P "$1" -I '{}' tests/run.sh --one "$results" "$limit" '{}'
}

# A client that is slowed down by its neighbours may hang: such a test has a line
# "# alone" and runs when the others have ended.
if [ $# -gt 0 ]; then printf '%s\n' "$@"; else every_test | tr ' ' '\n'; fi >"$results/all"
! grep -q '@debian13$' "$results/all" || find_root
with_line '# alone' <"$results/all" >"$results/alone"
with_line '# long' <"$results/all" >"$results/long"
cat "$results/all" >>"$results/long"
awk '!seen[$0]++' "$results/long" | grep -vxF -f "$results/alone" | run_all "${TEST_JOBS:-$jobs}"
run_all 1 <"$results/alone"

# The end is what is looked at first: what failed, again.
for dir in "$results"/*/; do
	read -r _ failed _ <"$dir/count"
	[ "$failed" = 0 ] || grep -e '^ *[0-9]* passed ' -e '^ *not ok ' "$dir/report"
done 2>/dev/null
cat "$results"/*/count 2>/dev/null | awk '
	{ passed += $1; failed += $2; skipped += $3 }
	END {
		if (!NR) failed = 1
		printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
		exit failed > 0
	}'
