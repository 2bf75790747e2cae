#!/bin/sh
# What Postfix reads in the files that begin with $1, in a folder of its own in $2. It
# waits where a file is so new that more might be written to it.
set -eu
cd "$2"
cp "$1.main.cf" main.cf
cp "$1.sasl_passwd" sasl_passwd 2>/dev/null || :
: >master.cf
touch -t 200001010000 -c main.cf master.cf sasl_passwd
postconf -c . -n -x | sed 's/ = /=/; s/ =$/=/' >said
grep -v '^smtp_sasl_password_maps=' said
maps=$(sed -n 's/^smtp_sasl_password_maps=//p' said)
[ -n "$maps" ] && [ -e sasl_passwd ] || exit 0
printf 'password=%s\n' "$(postmap -c . -q "$(sed -n 's/^relayhost=//p' said)" "$maps")"
