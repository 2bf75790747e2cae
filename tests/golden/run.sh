#!/bin/sh
# Golden cases: what mailgen writes and says, kept in files. A case is a folder,
# good/NAME or bad/FINDING[.VARIANT], that holds
#   account.yaml ...   what the command reads; it runs in a copy of the folder
#   args               one command line for each line; @OUT@ is a fresh folder.
#                      Without it: good `account.yaml -t all -O @OUT@`,
#                      bad `check account.yaml`
#   stdin, config/     standard input; the user's rule sets and targets
#   before/            what @OUT@ holds at first
#   hold               a file below @OUT@ that another process, @PID@, has locked
#   expected/          what it holds at the end, else as before
#   expected.stdout    what is printed, when anything is; @OUT@ stands for the
#   expected.stderr    folder's name. bad/ has `expected` for stderr, and the
#                      folder is `written/`
#   status             exit status of each line; 0 without it
# With GOLDEN_WRITE=1 the expectations are written anew. Names of cases choose.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
golden=$top/tests/golden

# Runs the case's command lines; leaves stdout, stderr, status and tree in $tmp.
run_case() {
	cp -R "$1/." "$tmp/case" && chmod -R go+r,go-w "$tmp/case"
	mkdir -p "$tmp/tree" "$tmp/config"
	[ ! -d "$1/before" ] || cp -R "$1/before/." "$tmp/tree"
	[ ! -d "$1/config" ] || cp -R "$1/config" "$tmp/config/mailgen"
	if [ -f "$1/args" ]; then
		cat "$1/args"
	elif [ "$2" = good ]; then
		echo "account.yaml -t all -O @OUT@"
	else
		echo "check account.yaml"
	fi | sed "s|@OUT@|\$tmp/tree|g" >"$tmp/lines"
	holder=none
	[ ! -f "$1/hold" ] || hold "$tmp/tree/$(cat "$1/hold")"
	while read -r line || [ -n "$line" ]; do
		run_line "$line" "$1/stdin"
	done <"$tmp/lines"
	for file in stdout stderr; do
		sed "s|$tmp/tree|@OUT@|g; s|process $holder |process @PID@ |" \
			"$tmp/$file.raw" >"$tmp/$file"
	done
	[ $holder = none ] || { kill $holder && wait $holder; } 2>/dev/null
}

# Has a file locked as a running client has it, by the process $holder.
hold() {
	mkfifo "$tmp/held"
	python3 -c 'import fcntl, signal, sys
file = open(sys.argv[1], "r+b")
fcntl.lockf(file, fcntl.LOCK_EX)
signal.alarm(60)
print("held", flush=True)
signal.pause()' "$1" >"$tmp/held" &
	holder=$!
	read -r _ <"$tmp/held"
	rm "$tmp/held"
}

# run_line LINE STDIN: quotes in the line count as in a shell, nothing else.
run_line() (
	cd "$tmp/case" || exit
	stdin=/dev/null
	[ ! -f "$2" ] || stdin=$2
	set -f
	IFS=    # the folder's name may have blanks
	eval "set -- $1"
	LC_ALL=C HOME=$tmp/config XDG_CONFIG_HOME=$tmp/config \
		"$MAILGEN" "$@" <"$stdin" >>"$tmp/stdout.raw" 2>>"$tmp/stderr.raw"
	echo $? >>"$tmp/status"
)

# The names of a case's expectations.
names() {
	stdout=$1/expected.stdout status=$1/status
	if [ "$2" = good ]; then
		stderr=$1/expected.stderr tree=$1/expected
	else
		stderr=$1/expected tree=$1/written
	fi
}

# An expectation that is not there is empty.
compare() {
	want=$1
	[ -f "$want" ] || want=/dev/null
	diff -u "$want" "$2"
}

# Prints where the case differs.
differences() {
	compare "$stdout" "$tmp/stdout"
	compare "$stderr" "$tmp/stderr"
	if [ -f "$status" ]; then cat "$status"; else awk '{ print 0 }' "$tmp/lines"; fi |
		diff -u - "$tmp/status"
	want=$tree
	[ -d "$want" ] || want=$1/before
	[ -d "$want" ] || want=$tmp/empty
	diff -ruN "$want" "$tmp/tree"
}

# Writes the expectations; leaves out those that say nothing.
write_case() {
	rm -rf "$stdout" "$stderr" "$status" "$tree"
	[ ! -s "$tmp/stdout" ] || cp "$tmp/stdout" "$stdout"
	[ ! -s "$tmp/stderr" ] || cp "$tmp/stderr" "$stderr"
	! grep -qv '^0$' "$tmp/status" || cp "$tmp/status" "$status"
	[ -d "$1/before" ] && diff -r "$1/before" "$tmp/tree" >/dev/null && return
	[ -z "$(ls -A "$tmp/tree")" ] || cp -R "$tmp/tree" "$tree"
	chmod -R go+rX "$1"
}

mkdir "$tmp/empty"
[ $# -gt 0 ] || set -- "$golden"/good/*/ "$golden"/bad/*/
for case; do
	case=${case%/}
	name=${case#"$golden"/}
	name=${name#tests/golden/}
	case=$golden/$name
	[ -d "$case" ] || continue
	if [ -f "$case/hold" ] && ! command -v python3 >/dev/null; then
		skip "$name" "no python3 here"
		continue
	fi
	rm -rf "$tmp/case" "$tmp/tree" "$tmp/config"
	: | tee "$tmp/stdout.raw" "$tmp/stderr.raw" >"$tmp/status"
	names "$case" "${name%%/*}"
	run_case "$case" "${name%%/*}"
	if [ -n "${GOLDEN_WRITE-}" ]; then
		write_case "$case"
		ok "$name written"
		continue
	fi
	differences "$case" 2>&1 | sed "/^[-+d]/s|$tmp/||g; /^[-+][-+]/s|	.*||" >"$tmp/diff"
	if [ -s "$tmp/diff" ]; then not_ok "$name" "$tmp/diff"; else ok "$name"; fi
done
done_testing
