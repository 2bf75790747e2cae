#!/bin/sh
# What msmtp understood of account $2 in file $1, as lines "key = value".
# Reading an account with a login makes msmtp run its password command, even to
# print it. So it is asked twice: once with authentication switched off, which
# prints the command without running it, and once with a harmless command in
# its place, for the line that names the authentication.
set -u
LC_ALL=C
export LC_ALL

ask()
{
	msmtp -C "$rc" -P -a "$account" "$@" nobody@example.org </dev/null
}

rc=$1 account=$2
all=$(ask --auth=off) || exit
auth=$(ask --passwordeval='echo none') || exit

# A key that was not given is printed as "(not set)", which may also be its
# value; a leading ~ is printed as $HOME.
printf '%s\n' "$all" | home=$HOME account=$account awk '
	BEGIN { home = ENVIRON["home"] "/" }
	FNR == NR && /^account / { ours = $2 == ENVIRON["account"] }
	FNR == NR && ours { given[$0] }
	FNR == NR || !/ = / || /^auth = / { next }
	/ = \(not set\)$/ && !(($1 " \"(not set)\"") in given) { next }
	/^tls_(trust|cert|key)_file = / {
		at = index($0, " = ") + 3
		if (home != "/" && index(substr($0, at), home) == 1)
			$0 = substr($0, 1, at - 1) "~/" substr($0, at + length(home))
	}
	{ print }' "$rc" -
printf '%s\n' "$auth" | sed -n '/^auth = /s/none$/off/p; /^auth = .*[A-Z]/p' | tr "[:upper:]" "[:lower:]"

# Its aliases, each an account NAME/1, NAME/2 ...
awk -v name="$account/" '$1 == "account" && index($2, name) == 1 && $3 == ":" { print $2 }' "$rc" |
	while read -r alias; do
		msmtp -C "$rc" -P -a "$alias" --auth=off nobody@example.org </dev/null |
			sed 's/^user = (not set)$/user = /' | awk '
			{ at = index($0, " = "); value[substr($0, 1, at - 1)] = substr($0, at + 3) }
			END { printf "<%s|%s|%s>", value["from"], value["host"], value["user"] }'
	done | sed '1s/^/aliases = /'
