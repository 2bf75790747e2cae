# Sourced by test scripts: says TAP. A script calls `ok`, `not_ok`, `skip` or
# `check` once for each thing it tests, and `done_testing` at its end.
# shellcheck shell=sh
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
MAILGEN=${MAILGEN:-$top/build/mailgen}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
tested=0 failed=0

ok() {
	tested=$((tested + 1))
	echo "ok $tested - $1"
}

# not_ok NAME [FILE]: the file, or standard input for -, says what was wrong.
not_ok() {
	tested=$((tested + 1)) failed=$((failed + 1))
	echo "not ok $tested - $1"
	[ $# -lt 2 ] || sed 's/^/# /' "$2"
}

skip() {
	tested=$((tested + 1))
	echo "ok $tested - $1 # SKIP $2"
}

# check NAME COMMAND...: the command must end with 0.
check() {
	name=$1
	shift
	if "$@" >"$tmp/check" 2>&1; then ok "$name"; else not_ok "$name" "$tmp/check"; fi
}

# none NAME: $tmp/found lists what should not be there, and must be empty.
none() {
	if [ -s "$tmp/found" ]; then not_ok "$1" "$tmp/found"; else ok "$1"; fi
}

# absent NAME COMMAND FILE TEXT: COMMAND prints the faults of the tree that is the
# current folder. It must see none in this tree, and one when TEXT is at the end of FILE.
absent() {
	(cd "$top" && $2) >"$tmp/found" 2>&1
	plant "$3" "$4"
	(cd "$tmp/planted" && $2) >"$tmp/seen" 2>&1
	[ -s "$tmp/seen" ] || echo "the fault planted in $3 is not seen: $4" >>"$tmp/found"
	planted=
	none "$1"
}

# plant FILE TEXT: $tmp/planted is this tree, by links, with TEXT at the end of FILE.
plant() {
	planted=$1
	rm -rf "$tmp/planted"
	from=$top to=$tmp/planted rest=$1
	while mkdir "$to" && link_all "$from" "$to" "${rest%%/*}"; do
		from=$from/${rest%%/*} to=$to/${rest%%/*}
		[ "$rest" != "${rest#*/}" ] || break
		rest=${rest#*/}
	done
	{
		[ ! -f "$from" ] || cat "$from"
		printf '%s\n' "$2"
	} >"$to"
}

# link_all FROM TO BUT: links in TO to all that FROM has, but for BUT.
link_all() {
	for file in "$1"/* "$1"/.[a-z]*; do
		[ ! -e "$file" ] || [ "$file" = "$1/$3" ] || echo "$file"
	done | xargs -r ln -s -t "$2"
}

# The repository's files, tracked or about to be, and the planted one; in a copy
# without git, all. Names are relative to the top and hold no blanks.
tracked() {
	{
		[ -z "${planted-}" ] || echo "$planted"
		git -C "$top" ls-files -co --exclude-standard 2>/dev/null ||
			(cd "$top" && find . -type f ! -path './build/*' ! -name '*~') | sed 's|^\./||'
	} | while read -r file; do
		[ ! -f "$file" ] || echo "$file"
	done
}

# scripts [KIND]: those of them that are shell scripts, by their first line; KIND, an
# extended regular expression, is what it, or the file's name, ends with instead.
scripts() {
	tracked | grep -v '[.]mustache$' | kind=${1-sh} xargs awk '
		FNR == 1 && ($0 ~ "^#!.*(" ENVIRON["kind"] ")$" || FILENAME ~ "(" ENVIRON["kind"] ")$") {
			print FILENAME
		}
		{ nextfile }'
}

done_testing() {
	echo "1..$tested"
	[ $failed = 0 ]
	exit
}
