#!/bin/sh
# The variables that a shell has after it read the file $1.
set -eu
names='MAILER_DSN SMTP_URL SMTP_HOST SMTP_PORT SMTP_SECURITY SMTP_USERNAME SMTP_PASSWORD SMTP_FROM'
# shellcheck disable=SC2086 # names are words
unset $names
# shellcheck disable=SC1090 # any file
. "$1"
for name in $names; do
	eval "[ -z \"\${$name+x}\" ] || printf '%s=%s\n' $name \"\$$name\""
done
