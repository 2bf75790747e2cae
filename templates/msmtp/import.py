"""The accounts of a file of msmtp's, as JSON: nothing in it is run.

As msmtp 1.8 reads it (configuration file, section "Syntax"): a word and its value on each
line, which may stand in double quotes; `defaults` begins what later accounts have, and
`account NAME : OTHER, ...` takes over what others have.
"""

import sys

sys.path.insert(0, sys.argv[2])
from taking import start  # noqa: E402  (the folder is an argument)

# What an account has that does not say otherwise, as msmtp prints it.
DEFAULTS = {
    "tls": "off", "tls_starttls": "on", "tls_trust_file": "system", "auth": "none",
    "proxy_port": "0", "domain": "localhost",
}
# Words whose values the read-back has under their own names.
KNOWN = {
    "host", "port", "tls", "tls_starttls", "tls_trust_file", "tls_fingerprint",
    "tls_priorities", "tls_cert_file", "tls_key_file", "auth", "user", "password",
    "passwordeval", "proxy_host", "proxy_port", "from", "domain", "aliases", "syslog",
}
# Words that concern logging, queues and the like: an account does without them.
OTHER = {"logfile", "logfile_time_format", "timeout", "connect_timeout", "protocol",
         "set_from_header", "set_date_header", "set_msgid_header", "remove_bcc_headers",
         "undisclosed_recipients", "dsn_notify", "dsn_return", "source_ip", "socket",
         "auto_from", "maildomain", "allow_from_override", "keepbcc", "add_missing_from_header",
         "add_missing_date_header", "tls_min_dh_prime_bits", "tls_crl_file", "tls_certcheck",
         "tls_host_override", "tls_nocertcheck", "tls_nostarttls", "ntlmdomain", "eval"}
SWITCHES = {"tls", "tls_starttls"}
SECRET = {"password"}


def unquoted(text):
    text = text.strip(" \t")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    return text


def values_of(own):
    """What the read-back names of what the file says."""
    values = {**DEFAULTS, **own}
    if values["tls"] == "off":
        values.setdefault("port", "25")
        for word in ("tls_trust_file",):
            values[word] = DEFAULTS[word]
    elif values["tls_starttls"] == "off":
        values.setdefault("port", "465")
    else:
        values.setdefault("port", "587" if own.get("protocol") == "submission" else "25")
    values["aliases_file"] = values.pop("aliases", None)
    if values["auth"] == "off":
        values["auth"] = "none"
    values.pop("protocol", None)
    return {key: text for key, text in values.items() if text}


def value_of(word, text):
    if word in SWITCHES:
        return "off" if text == "off" else "on"
    if word == "auth":
        return {"": "plain", "on": "plain"}.get(text.lower(), text.lower())
    if word == "syslog" and text == "on":
        return "LOG_USER"
    if word == "tls_trust_file" and not text:
        return None
    return text


def begin(file, accounts, defaults, text, number):
    """A new account with what those behind the colon have."""
    name, _, others = text.partition(":")
    name = unquoted(name)
    own = dict(defaults)
    for other in others.split(","):
        other = unquoted(other)
        if other in accounts:
            own.update(accounts[other][0])
        elif other:
            file.wonders(number)
    if name not in accounts:
        accounts[name] = (own, number)
    return accounts[name][0]


def main():
    file, defaults, accounts = start(), {}, {}
    current = None
    for number, line in enumerate(file.lines, 1):
        line = line.strip(" \t")
        if not line or line.startswith("#"):
            continue
        word, _, text = line.replace("\t", " ", 1).partition(" ")
        file.knows(number)
        if word == "defaults":
            current = defaults = {}
        elif word == "account":
            current = begin(file, accounts, defaults, text, number)
        elif current is None:
            file.wonders(number, word if word in SECRET else None)
        elif word in KNOWN:
            current[word] = value_of(word, unquoted(text))
            if word in SECRET:
                current["at"] = number
        elif word not in OTHER:
            file.wonders(number, word)
    for name, (own, number) in accounts.items():
        if name == "default" and own.get("host") is not None and any(
                other is not own and rest == own
                for other, (rest, _) in accounts.items() if other != name):
            continue
        if own.get("host"):
            place = own.pop("at", None)
            file.add(values_of(own), name, number, place and {"password": place})
    file.print()


main()
