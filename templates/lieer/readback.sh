#!/bin/sh
# What Lieer has read in file $1, in a notmuch database of its own.
set -eu
mkdir -p ~/Mail/id/mail/cur ~/Mail/id/mail/new ~/Mail/id/mail/tmp
cp "$1" ~/Mail/id/.gmailieer.json
printf '[database]\npath=%s/Mail\n[new]\nignore=/.*[.]json$/\n' "$HOME" >~/.notmuch-config
notmuch new --quiet
cd ~/Mail/id
gmi set
