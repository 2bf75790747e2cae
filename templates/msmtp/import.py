"""The accounts of a file of msmtp's, as JSON: nothing in it is run."""

import sys

sys.path.insert(0, sys.argv[2])
from taking import start  # noqa: E402  (the folder is an argument)
from msmtp import (  # noqa: E402
    CONNECTION, Refused, connection_of, needed, plain, read, says, switch)

MECHANISMS = {
    "plain", "scram-sha-1", "scram-sha-1-plus", "scram-sha-256", "scram-sha-256-plus",
    "gssapi", "external", "oauthbearer", "cram-md5", "digest-md5", "login", "ntlm", "xoauth2",
}
FACILITIES = {"LOG_MAIL", "LOG_USER", *("LOG_LOCAL%d" % n for n in range(8))}


def auth(word, text):
    """Its own choice is between those that the words for a password stand for."""
    text = {"": "plain", "on": "plain", "off": "none"}.get(text, text)
    if text not in MECHANISMS | {"none"}:
        raise Refused
    return {word: text}


def syslog(word, text):
    text = {"": "LOG_USER", "on": "LOG_USER", "off": ""}.get(text, text)
    if text and text not in FACILITIES:
        raise Refused
    return {word: text}


def aliases(_, text):
    return {"aliases_file": text}


WORDS = {
    **CONNECTION, "protocol": needed, "from": plain, "from_full_name": plain, "domain": plain,
    "auto_from": switch, "maildomain": plain, "auth": auth, "aliases": aliases,
    "syslog": syslog, "tls_nocertcheck": says("tls_certcheck", "off"),
    "tls_nostarttls": says("tls_starttls", "off"),
}
# An account does without them: what becomes of a message, and of what is said of it.
UNSAID = {
    "timeout", "connect_timeout", "allow_from_override", "dsn_return", "dsn_notify",
    "logfile", "logfile_time_format", "set_from_header", "set_date_header",
    "set_msgid_header", "set_to_header", "remove_bcc_headers", "undisclosed_recipients",
    "add_missing_from_header", "add_missing_date_header", "keepbcc", "tls_force_sslv3",
}
DEFAULTS = {"auth": "none", "domain": "localhost", "protocol": "smtp", "auto_from": "off"}


def values_of(account):
    return connection_of({**DEFAULTS, **account.texts()}, ("465", "25"))


def is_other_sender(account, values, first, of):
    """The same person's account, when but for the address that it sends from all is?"""
    return values.get("from") and of.get("from") and (
        values.get("user") or first.name in account.of)


def joined(accounts):
    """Those that are the same but for the address are one account, with aliases."""
    mine, alike = [], {}
    for account, values in accounts:
        near = alike.setdefault(frozenset({**values, "from": ""}.items()), [])
        found = [one for one in near if is_other_sender(account, values, *one[:2])]
        first = found[0][1] if found else {}
        sender = values.get("from", "")
        if found and sender == "*" + first["from"][first["from"].rfind("@"):]:
            found[0][2]["catch_all"] += "<%s>" % sender
            found[0][0].lines += account.lines
        elif found and sender != first["from"] and not set(sender) & set("*?["):
            found[0][2]["aliases"] += "<%s>" % sender
            found[0][0].lines += account.lines
        else:
            mine.append((account, values, {"aliases": "", "catch_all": ""}))
            near += mine[-1:] if len(near) < 100 else []
    return mine


def main():
    file = start()
    accounts = [(account, values_of(account)) for account in
                read(file, WORDS, UNSAID, "default").values()]
    named = [values for account, values in accounts if account.name != "default"]
    for account, values, more in joined(
            (account, values) for account, values in accounts if values.get("host")
            and (account.name != "default" or values not in named)):
        # "default" says which of them is taken, and is no name
        name = account.name if account.name != "default" else None
        file.add({**values, **more}, name, account.line, account.place("password"),
                 account.lines)
    file.print()


main()
