"""The file of msmtp's or mpop's, which have a syntax in common: nothing in it is run.

A word and its value on each line, where blanks at the ends and then one pair of double
quotes are taken off. `defaults` begins what later accounts have, and `account NAME : OTHER`
takes over what another account, or several, said itself.
"""

import re

LONGEST = 499       # bytes of a line that both of them take


class Account:
    """Its texts by their names, each with its line."""

    def __init__(self, name, line, defaults):
        self.name, self.line, self.has, self.own = name, line, dict(defaults), {}
        self.of = {name}                # those that it takes over
        self.lines = []

    def say(self, texts, line):
        for key, text in texts.items():
            self.has[key] = self.own[key] = (text, line)

    def take_over(self, other):
        self.has.update(other.own)
        self.own.update(other.own)
        self.of |= other.of

    def texts(self):
        return {key: text for key, (text, _) in self.has.items()}

    def place(self, key):
        return {key: self.has[key][1]} if self.has.get(key, ("",))[0] else None


class Refused(Exception):
    """The client does not take this line."""


def unquoted(text):
    text = text.strip(" \t")
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


# What a word's text is for the client, by the word; and what it says.

def plain(word, text):
    return {word: text}


def needed(word, text):
    if not text:
        raise Refused
    return {word: text}


def number(word, text):
    if not re.fullmatch("[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise Refused
    return {word: str(int(text))}


def number_or_none(word, text):
    return number(word, text) if text else {word: ""}


def switch(word, text):
    if text not in ("", "on", "off"):
        raise Refused
    return {word: text or "on"}


def fingerprint(word, text):
    if text and not re.fullmatch("[0-9A-Fa-f]{2}([: ][0-9A-Fa-f]{2})*", text):
        raise Refused
    return {word: text.upper().replace(" ", ":")}


def says(key, said):
    """A word without a text, which says what another one does."""
    def take(_, text):
        if text:
            raise Refused
        return {key: said}
    return take


def evaluated(word, _):
    """A line that a command prints: which one, nobody knows."""
    return {word: "*"}


CONNECTION = {
    "host": needed, "port": number, "user": plain, "password": plain, "passwordeval": plain,
    "ntlmdomain": plain, "tls": switch, "tls_starttls": switch, "tls_trust_file": plain,
    "tls_crl_file": plain, "tls_fingerprint": fingerprint, "tls_key_file": plain,
    "tls_cert_file": plain, "tls_certcheck": switch, "tls_min_dh_prime_bits": plain,
    "tls_priorities": plain, "tls_host_override": plain, "proxy_host": plain,
    "proxy_port": number_or_none, "source_ip": plain, "socket": plain, "eval": evaluated,
}
# Without TLS, they do nothing.
OF_TLS = [word for word in CONNECTION if word.startswith("tls_")]


def connection_of(texts, ports):
    """What the client makes of them. ports: for TLS from the beginning, and else."""
    if texts.get("tls", "off") == "off":
        for word in OF_TLS:
            texts.pop(word, None)
        texts["tls_starttls"] = "off"
    for word, text in (("tls", "off"), ("tls_starttls", "on"), ("tls_certcheck", "on"),
                       ("tls_trust_file", "system")):
        texts.setdefault(word, text)
    if texts.get("tls_fingerprint"):        # then it is not looked at
        texts["tls_trust_file"] = texts["tls_trust_file"] or "system"
    if not texts.get("port"):
        sealed = texts["tls"] == "on" and texts["tls_starttls"] == "off"
        texts["port"] = ports[0] if sealed else ports[1]
    texts["proxy_port"] = texts.get("proxy_port") or "1080" if texts.get("proxy_host") else "0"
    if texts.get("password"):               # then the command is not run
        texts.pop("passwordeval", None)
    return texts


def begin(file, accounts, defaults, text, line):
    """The account that such a line begins. One that the client refuses is in no list."""
    name, colon, others = text.partition(":")
    account = Account(unquoted(name) if colon else name, line, defaults)
    account.lines.append(line)
    for other in others.split(",") if colon else ():
        other = accounts.get(unquoted(other))
        if other:
            account.take_over(other)
        else:
            file.wonders(line)
    if account.name in accounts or not account.name or "," in account.name:
        file.wonders(line)
    else:
        accounts[account.name] = account
    return account


def read(file, words, unsaid, first=None):
    """The accounts by their names. words: a function for each that an account has; unsaid:
    those that it does without. first: the name of one that no line begins, if there may be
    one."""
    accounts, defaults, current = {}, Account(None, 0, {}), None
    for line, text in enumerate(file.lines, 1):
        text = text.strip(" \t")
        if not text or text.startswith("#"):
            continue
        word = re.split("[ \t]", text, maxsplit=1)[0]
        text = unquoted(text[len(word):])
        if current is None and word not in ("account", "defaults") and first:
            current = accounts[first] = Account(first, line, {})
        file.knows(line)
        if current and word not in ("account", "defaults"):
            current.lines.append(line)
        if len(file.lines[line - 1].encode("utf-8", "surrogateescape")) > LONGEST:
            file.wonders(line, word[:32])
        elif word == "defaults":
            current = defaults
        elif word == "account":
            current = begin(file, accounts, defaults.has, text, line)
        elif word in unsaid:
            file.about.discard(line)
        elif current is None or word not in words:
            file.wonders(line, word)
        else:
            try:
                current.say(words[word](word, text), line)
            except Refused:
                file.wonders(line, word)
    return accounts
