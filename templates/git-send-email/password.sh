#!/bin/sh
# What git send-email has for a password of the identity $2 in the file $1: its own
# smtpPass, or what git's credential helpers give, asked as it asks them.
set -eu
of() { git config --file "$1" --get "sendemail.$2.$3" || true; }
user=$(of "$1" "$2" smtpuser)
[ -n "$user" ] || exit 0
pass=$(of "$1" "$2" smtppass)
[ -z "$pass" ] || { printf 'password=%s\n' "$pass"; exit 0; }
host=$(of "$1" "$2" smtpserver):$(of "$1" "$2" smtpserverport)
export GIT_CONFIG_GLOBAL="$1" GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
printf 'protocol=smtp\nhost=%s\nusername=%s\n\n' "$host" "$user" |
	git credential fill 2>/dev/null | grep '^password=' || true
