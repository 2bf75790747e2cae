"""The accounts of a file of fetchmail's, as JSON: nothing in it is run.

As fetchmail 6.4 reads it (fetchmail(1), "THE RUN CONTROL FILE"): words, some of which mean
nothing; `defaults` says what later entries have, and an entry has one user or more.

usage: import.py FILE SHARED FROM HOME
"""

import os
import pwd
import re
import sys

sys.path.insert(0, sys.argv[2])
from taking import bytes_of, id_of, start, text_of  # noqa: E402  (the folder is an argument)

# of what fits the longest counts, and a text in quotes before a word
PASSED = re.compile(r"(?:\\?\n|#[^\n]*|[ \t\r,:;]+)*")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
WORD = re.compile(r"[^=;:, \t\r\n]+|=")
NOISE = {"and", "with", "has", "wants", "options", "option"}
FLAGS = set("keep flush limitflush fetchall rewrite forcecr stripcr pass8bits dropstatus"
            " dropdelivered mimedecode idle lmtp dns uidl tracepolls ssl sslcertck".split())
SERVER = {"via": "via", "proto": "proto", "protocol": "proto", "port": "port",
          "service": "port", "auth": "auth", "authenticate": "auth", "preauth": "auth"}
USER = {"password": "password", "pass": "password", "sslproto": "sslproto",
        "sslcertfile": "sslcertfile", "sslfingerprint": "sslfingerprint",
        "sslcert": "sslcert", "sslkey": "sslkey"}
LISTS = set("aka localdomains local folder folders smtphost smtp fetchdomains antispam"
            " is to mda bsmtp".split())
ONE = set("interval timeout qvirtual principal esmtpname esmtppassword plugin plugout"
          " interface monitor badheader bad-header smtpaddress smtpname preconnect postconnect"
          " sslcertpath sslcommonname limit warnings fetchlimit fetchsizelimit fastuidl"
          " batchlimit expunge properties retrieve-error".split())
# of the whole program
SET = set("postmaster logfile pidfile idfile daemon properties".split())
OF_ACCOUNT = {"keep", "ssl", "sslcertck"}
BEGINS = {"poll", "server", "skip", "defaults", "set"}
KNOWN = {*FLAGS, *SERVER, *USER, *LISTS, *ONE, *BEGINS, "user", "username", "no", "here",
         "there", "envelope", "checkalias", "syslog", "bouncemail", "spambounce", "softbounce",
         "invisible", "showdots"}
PROTOCOLS = {"pop3": "pop3", "apop": "pop3", "kpop": "pop3", "sdps": "pop3", "rpop": "pop3",
             "imap": "imap", "auto": "imap", "": "imap"}
VERSIONS = {"tls1": "TLS1+", "tls1+": "TLS1+", "tls1.0": "TLS1+", "tls1.1": "TLS1.1+",
            "tls1.1+": "TLS1.1+", "tls1.2": "TLS1.2+", "tls1.2+": "TLS1.2+",
            "tls1.3": "TLS1.3+", "tls1.3+": "TLS1.3+"}
PORTS = {("imap", False): "143", ("imap", True): "993", ("pop3", False): "110",
         ("pop3", True): "995"}


def unescaped(text):
    def one(m):
        if m[1]:
            return chr(int(m[1], 16))
        if m[2]:
            return chr(int(m[2], 8) & 0xff)
        if m[3]:
            return chr(int(m[3]) & 0xff)
        return {"n": "\n", "t": "\t", "b": "\b", "r": "\r", "\n": ""}.get(m[4], m[4])
    return re.sub(r"\\(?:x([0-9A-Fa-f]{1,2})|(0[0-7]{0,2})|([1-9][0-9]{0,2})|(.))", one, text,
                  flags=re.S)


class Words:
    """The words of a file: text, line, and whether it is quoted."""

    def __init__(self, file):
        text = bytes_of("\n".join(line.split("\0")[0] for line in file.lines))
        self.words, self.at, number, at = [], 0, 1, 0
        while True:
            passed = PASSED.match(text, at)
            number += passed[0].count("\n")
            at = passed.end()
            quoted, word = QUOTED.match(text, at), WORD.match(text, at)
            if not (quoted or word):
                break
            is_quoted = bool(quoted) and not (word and word.end() > quoted.end())
            found = quoted[0][1:-1] if is_quoted else word[0]
            self.words.append((unescaped(found), number, is_quoted or found == "="))
            number += found.count("\n")
            at = (quoted if is_quoted else word).end()

    def more(self):
        return self.at < len(self.words)

    def next(self):
        self.at += 1
        return self.words[self.at - 1]

    def value(self):
        """The word that a keyword wants, which may look like one."""
        return self.next()[0] if self.more() else ""

    def is_keyword(self):
        word, _, quoted = self.words[self.at]
        return not quoted and (word in KNOWN or word in NOISE)

    def rest(self):
        """All up to the next keyword."""
        found = []
        while self.more() and not self.is_keyword():
            found.append(self.next()[0])
        return found


class Reader:
    def __init__(self, file, folder, home):
        self.file, self.words, self.folder, self.home = file, Words(file), folder, home
        self.defaults, self.server, self.user = {}, {}, None
        self.entries = []               # label, line, server, users

    def read(self):
        words, sets, begins, firsts = self.words, False, [], []
        while words.more():
            word, number, quoted = words.next()
            if quoted or word not in KNOWN | NOISE:
                # what it is, a password too, nobody knows
                self.file.wonders(number, "...")
                continue
            if word in BEGINS:
                begins.append(words.at - 1)
                sets = word == "set"
            if sets:
                self.set(word)
                continue
            self.file.knows(number)
            if word == "defaults":
                self.server = self.user = self.defaults
            elif word in ("poll", "server", "skip"):
                self.server = {}
                self.user = None
                self.entries.append((words.value(), number, self.server, []))
                firsts.append(words.at - 2)
            elif word in ("user", "username"):
                self.begin_user(number)
            elif self.entries or self.server is self.defaults:
                self.option(word, number)
            else:
                self.file.wonders(number, word)
        return [self.lines(first, min([at for at in begins if at > first],
                                      default=len(words.words))) for first in firsts]

    def lines(self, first, end):
        """Those that have these words and no others."""
        words = self.words.words
        mine = {line for _, line, _ in words[first:end]}
        others = {line for _, line, _ in words[:first] + words[end:]}
        return set() if mine & others else mine

    def set(self, word):
        words = self.words
        if word == "set" and words.more():
            word = words.next()[0]
            if word == "no":
                word = words.value()
            if word in SET:
                words.value()

    def begin_user(self, number):
        """`user REMOTE [there]`, or `user LOCAL here is REMOTE there`."""
        name, words = self.words.value(), self.words
        if self.server is self.defaults:
            self.defaults["user"] = name
            return
        self.user = {"line": number}
        self.entries[-1][3].append(self.user)
        at = words.at
        words.rest()
        if not (words.more() and words.words[words.at][0] == "here"):
            words.at = at
            self.user["user"] = name

    def own(self):
        """The user that an option is of: the first one may have no name."""
        if self.user is None:
            self.user = {"line": self.entries[-1][1]}
            self.entries[-1][3].append(self.user)
        return self.user

    def option(self, word, number):
        words, on = self.words, "on"
        if word == "no" and words.more():
            word, number, _ = words.next()
            on = "off"
        if word in FLAGS:
            if word not in ("dns", "uidl", "tracepolls"):
                self.own()[word] = on
            if word not in OF_ACCOUNT:
                self.file.loses(number)
        elif word in SERVER:
            self.server[SERVER[word]] = words.value()
        elif word in USER:
            self.own()[USER[word]] = words.value()
            self.own()[USER[word] + " line"] = number
        elif word in ("is", "to"):
            found = [words.value(), *words.rest()]
            if words.more() and words.words[words.at][0] == "there":
                self.own()["user"] = found[0]
            elif found != [login(self.home)]:
                self.file.loses(number)
        elif word in ONE or word in ("envelope", "checkalias"):
            self.file.loses(number)
            value = words.value()
            if word == "envelope" and value.isdigit():
                words.value()
        elif word in LISTS:
            self.file.loses(number)
            words.value()
            words.rest()

    def path(self, text):
        text = text_of(text)
        return os.path.join(self.folder, text) if text and text[0] not in "/~" else text

    def values(self, label, server, user):
        has = {**self.defaults, **server, **user}
        proto = has.get("proto", "").lower()
        tls = has.get("ssl") == "on"
        kind = PROTOCOLS.get(proto)
        if kind is None:
            return None
        version, checks = has.get("sslproto"), has.get("sslcertck", "on")
        plain = version == "" and not tls
        auth = has.get("auth", "any").lower()
        if proto in ("apop", "kpop", "rpop"):
            auth = proto
        return {
            "via": text_of(has.get("via", label)), "proto": kind,
            "port": has.get("port") or PORTS[kind, tls],
            "auth": {"any": "password", "external": ""}.get(auth, auth),
            "user": text_of(has.get("user", "")),
            "password": text_of(has.get("password", "")),
            "ssl": "enabled" if tls else "",
            "sslproto": "" if plain else VERSIONS.get((version or "").lower(), "auto"),
            "sslcertck": "enabled" if plain or checks == "on" else "disabled",
            "sslcertfile": self.path(has.get("sslcertfile", "")),
            "sslfingerprint": has.get("sslfingerprint", "").upper(),
            "sslcert": self.path(has.get("sslcert", "")),
            "sslkey": self.path(has.get("sslkey", "")),
            "keep": has.get("keep", "off"),
        }

    def add(self, lines):
        taken = set()
        for (label, number, server, users), own in zip(self.entries, lines):
            for user in users or [{"line": number}]:
                values = self.values(label, server, user)
                if not values:
                    self.file.wonders(number, "proto ...")
                    continue
                name = id_of(text_of(label), taken)
                if len(users) > 1:
                    name = id_of(text_of(label) + "-" + values["user"].partition("@")[0], taken)
                taken.add(name)
                if not values["user"]:
                    values["user"] = login(self.home)
                self.file.add(values, name, user["line"],
                              {"password": user["password line"]} if user.get("password")
                              else None, own if len(users) < 2 else ())


def login(home):
    """Who logs in where no user is named: whoever runs fetchmail, whose home this is."""
    try:
        return pwd.getpwuid(os.stat(home).st_uid).pw_name
    except (OSError, KeyError):
        return os.path.basename(os.path.abspath(home))


def main():
    file = start()
    reader = Reader(file, os.path.dirname(sys.argv[3]), sys.argv[4])
    reader.add(reader.read())
    file.print()


main()
