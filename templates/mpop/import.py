"""The accounts of a file of mpop's, as JSON: nothing in it is run."""

import re
import sys

sys.path.insert(0, sys.argv[2])
from taking import start  # noqa: E402  (the folder is an argument)
from msmtp import (  # noqa: E402
    CONNECTION, Refused, connection_of, plain, read, switch, unquoted)

MECHANISMS = {
    "user", "apop", "plain", "scram-sha-1", "scram-sha-1-plus", "scram-sha-256",
    "scram-sha-256-plus", "gssapi", "external", "oauthbearer", "cram-md5", "digest-md5",
    "login", "ntlm", "xoauth2",
}


def auth(word, text):
    """Its own choice is between those that the words for a password stand for."""
    text = {"": "user", "on": "user"}.get(text, text)
    if text not in MECHANISMS:
        raise Refused
    return {word: text}


def delivery(word, text):
    found = re.fullmatch("(mda|maildir|mbox|exchange)[ \t](.*)", text)
    if not found:
        raise Refused
    folder = unquoted(found[2])
    if found[1] in ("mda", "exchange"):     # nothing that is a mailbox
        return {word: "%s %s" % (found[1], folder), "folder": ""}
    return {word: found[1], "folder": folder if len(folder) < 2 else folder.rstrip("/")}


def keep(word, text):
    """Newer versions take a time, too."""
    return {word: text or "on"}


def size(word, text):
    return {word: "" if text == "off" else text}


WORDS = {
    **CONNECTION, "auth": auth, "delivery": delivery, "keep": keep, "uidls_file": plain,
    "only_new": switch, "killsize": size, "skipsize": size, "filter": plain,
}
UNSAID = {"timeout", "pipelining", "received_header", "tls_force_sslv3"}
DEFAULTS = {"auth": "user", "keep": "off", "only_new": "on"}


def main():
    file = start()
    accounts = [(account, connection_of({**DEFAULTS, **account.texts()}, ("995", "110")))
                for account in read(file, WORDS, UNSAID).values()]
    named = [values for account, values in accounts if account.name != "default"]
    for account, values in accounts:
        if values.get("host") and (account.name != "default" or values not in named):
            name = account.name if account.name != "default" else None
            file.add(values, name, account.line, account.place("password"),
                     account.lines)
    file.print()


main()
