"""What readers of a user's own files have in common: an import is data, never obeyed.

A reader makes a File, marks the lines that it knows, adds accounts and prints it.
"""

import json
import os
import sys

LARGEST = 1 << 20


class File:
    """The lines of a file, and the accounts that were found in it."""

    def __init__(self, path):
        self.path = path
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            text = file.read(LARGEST).replace("\0", "\ufffd")
        self.lines = [line.rstrip("\r") for line in text.split("\n")]
        if self.lines and not self.lines[-1]:
            self.lines.pop()
        self.about, self.unknown, self.accounts = set(), {}, []

    def knows(self, number):
        """Line number, 1 first, is about an account."""
        self.about.add(number)

    def wonders(self, number, text=None):
        """Line number is not understood; a text never has a secret in it."""
        self.unknown[number] = text if text is not None else self.lines[number - 1].strip()

    def add(self, values, name=None, line=0, places=None):
        """An account; texts that are None are absent. places: of some keys the line."""
        account = {"values": {key: text for key, text in values.items() if text is not None}}
        if name:
            account["id"] = name
        if line:
            account["line"] = line
        if places:
            account["places"] = places
        self.accounts.append(account)

    def print(self):
        texts = json.dumps({
            "accounts": self.accounts, "lines": len(self.lines), "about": len(self.about),
            "unknown": sorted(self.unknown.items()),
        }, ensure_ascii=False)
        sys.stdout.buffer.write(texts.encode("utf-8", "replace"))


def start():
    """The file to read, from the reader's arguments."""
    return File(sys.argv[1])


def home_path(text):
    """A path of the user's as an account file has it."""
    home = os.environ.get("HOME", "")
    if home and text.startswith(home + "/"):
        return "~" + text[len(home):]
    return text
