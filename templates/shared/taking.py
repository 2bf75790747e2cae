"""What readers of a user's own files have in common: an import is data, never obeyed.

A reader makes a File, marks the lines that it knows, adds accounts and prints it.
"""

import json
import os
import re
import sys

# Files that have the system's own authorities, which are trusted without them, too
BUNDLES = {"/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/certs/ca-bundle.crt",
           "/etc/ssl/cert.pem", "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/certs/ca-bundle.crt",
           "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
           "/var/lib/ca-certificates/ca-bundle.pem"}
LARGEST = 16 << 20     # mailgen gives no larger one


class File:
    """The lines of a file, and the accounts that were found in it."""

    def __init__(self, path, largest=LARGEST):
        self.path = path
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            text = file.read(largest).replace("\0", "\ufffd")
        self.lines = [line.rstrip("\r") for line in text.split("\n")]
        if self.lines and not self.lines[-1]:
            self.lines.pop()
        self.about, self.unknown, self.accounts = set(), {}, []
        self.lost, self.heads = set(), set()

    def knows(self, number):
        """Line number, 1 first, is about an account."""
        self.about.add(number)

    def wonders(self, number, text=None):
        """Line number is not understood; a text never has a secret in it."""
        self.unknown[number] = text if text is not None else self.lines[number - 1].strip()

    def loses(self, number):
        """Line number says what no account has, perhaps beside what one has."""
        self.lost.add(number)

    def heads_with(self, number):
        """Line number says nothing but where an account begins."""
        self.heads.add(number)

    def add(self, values, name=None, line=0, places=None, lines=()):
        """An account; texts that are None are absent. places: of some keys the line. lines:
        those that are of nothing else, without which the file is the same but for it."""
        account = {"values": {key: text for key, text in values.items() if text is not None}}
        if name:
            account["id"] = name
        if line:
            account["line"] = line
        if places:
            account["places"] = places
        if lines:
            account["lines"] = sorted(lines)
        self.accounts.append(account)

    def print(self):
        for account in self.accounts:
            if "lines" in account:
                account["lost"] = sorted(
                    set(account["lines"]) - (self.about | self.heads) | set(account["lines"])
                    & (self.lost | set(self.unknown)))
        texts = json.dumps({
            "accounts": self.accounts, "lines": len(self.lines), "about": len(self.about),
            "unknown": sorted(self.unknown.items()),
        }, ensure_ascii=False)
        sys.stdout.buffer.write(texts.encode("utf-8", "replace"))


def start(largest=LARGEST):
    """The file to read, from the reader's arguments."""
    return File(sys.argv[1], largest)


def bytes_of(text):
    """A text as its bytes, each a character."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def text_of(text):
    """A text of such characters, in UTF-8."""
    return text.encode("latin-1").decode("utf-8", "surrogateescape")


def id_of(text, taken):
    """An account's id of a name that the client has for it; one that is not taken."""
    name = one = re.sub("[^A-Za-z0-9._-]", "-", text) or "account"
    n = 1
    while one in taken:
        n += 1
        one = "%s-%d" % (name, n)
    return one


def home_path(text, home=os.environ.get("HOME", "")):
    """A path of the user's as an account file has it."""
    if home and text.startswith(home + "/"):
        return "~" + text[len(home):]
    return text
