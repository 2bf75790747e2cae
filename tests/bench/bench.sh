#!/bin/sh
# How long mailgen takes: the median of 11 runs, for starting, for checking
# 1000 accounts of one stream, and for writing them for each target.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
i=0
while [ $i -lt 1000 ]; do
	i=$((i + 1))
	cat <<-END
	---
	name: User $i
	email: user$i@example.com
	incoming: {host: imap.example.com, password: {command: "pass show user$i"}}
	outgoing: {host: smtp.example.com}
	END
done >"$tmp/accounts.yaml"

# median COMMAND...: milliseconds
median() {
	for run in 1 2 3 4 5 6 7 8 9 10 11; do
		rm -rf "$tmp/out"
		began=$(date +%s%N)
		"$@" >/dev/null 2>&1
		echo $((($(date +%s%N) - began) / 10000)) "$run"
	done | sort -n | sed -n '6s/ .*//p' | sed 's/..$/.&/; s/^\./0./; s/^.$/0.0&/'
}

printf '%-40s %8s ms\n' "mailgen --version" "$(median "$MAILGEN" --version)"
printf '%-40s %8s ms\n' "check, 1 account" \
	"$(median "$MAILGEN" check "$top/examples/minimal.yaml")"
printf '%-40s %8s ms\n' "check, 1000 accounts" \
	"$(median "$MAILGEN" check "$tmp/accounts.yaml")"
for target in $("$MAILGEN" targets --json | sed -n 's/^    "name": "\(.*\)",$/\1/p'); do
	printf '%-40s %8s ms\n' "$target, 1 account" \
		"$(median "$MAILGEN" "$top/examples/minimal.yaml" -t "$target")"
	printf '%-40s %8s ms\n' "$target, 1000 accounts into folders" \
		"$(median "$MAILGEN" "$tmp/accounts.yaml" -t "$target" -O "$tmp/out")"
	printf '%-40s %8s ms\n' "$target, 1000 accounts merged" \
		"$(median "$MAILGEN" "$tmp/accounts.yaml" -t "$target" --merge)"
done
