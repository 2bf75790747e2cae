"""The accounts of a netrc, as JSON: nothing in it is run.

As curl reads it (lib/netrc.c) and ftp(1) describes it: words, quoted or not; a macro goes
on to the next empty line. It does not say what a machine is for, so that its name has to.

usage: import.py FILE SHARED
"""

import re
import sys

sys.path.insert(0, sys.argv[2])
from taking import id_of, start  # noqa: E402  (the folder is an argument)

WORD = re.compile(r'[ \t,]*(?:"((?:[^"\\]|\\.)*)"?|([^ \t]+))')
ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
SENDS = re.compile(r"(e?smtps?|submission|relay|out|outgoing|send|mailout)[0-9]*[.-]", re.I)
OTHER = re.compile(r"(.*\.)?(ftps?|www|api|git|github|gitlab|bitbucket|heroku|pypi|registry|npm|"
                   r"docs|raw|dav|caldav|carddav|svn|hg|codeberg|artifactory|nexus)\.", re.I)
KEYWORDS = {"login", "password", "account", "port", "passwd", "user"}


def words_of(line):
    """The words of a line, and if each is quoted."""
    for quoted, plain in WORD.findall(line.split("\0")[0]):
        if plain:
            yield plain, False
        else:
            yield re.sub(r"\\(.)", lambda m: ESCAPES.get(m[1], m[1]), quoted), True


def main():
    file, entries, macro, wanted = start(), [], False, None
    owners = {}     # of a line, the numbers of entries that have words on it; 0: a macro
    for number, line in enumerate(file.lines, 1):
        macro = macro and bool(line.strip())
        if macro or line.lstrip().startswith("#"):
            continue
        for word, quoted in words_of(line):
            if wanted:
                file.knows(number)
                if wanted == "machine":
                    entries.append({"host": word, "line": number})
                else:
                    entries[-1][wanted] = word
                    entries[-1].setdefault(wanted + " line", number)
                wanted = None
            elif word == "machine":
                wanted = word
            elif word == "default":
                entries.append({"line": number})
            elif word == "macdef":
                owners.setdefault(number, set()).add(0)
                macro = True
                break
            elif word in KEYWORDS and entries and not quoted:
                wanted = {"user": "login", "passwd": "password"}.get(word, word)
            elif word.startswith("#") and not quoted:
                break
            else:
                # what it is, a password too, nobody knows
                file.wonders(number, "...")
            if wanted in ("account", "port"):
                file.loses(number)
            owners.setdefault(number, set()).add(len(entries) + (wanted == "machine"))
    for line, numbers in owners.items():
        for number in numbers & set(range(1, len(entries) + 1)):
            entries[number - 1].setdefault("lines", {})[line] = len(numbers) == 1
    add(file, entries)
    file.print()


def add(file, entries):
    """An account for each server that mail may be read from, with the one that sends for
    the same name; what others send with are accounts of their own."""
    accounts, taken = [], set()
    for entry in entries:
        if not entry.get("host") or OTHER.match(entry["host"]):
            continue
        outgoing = SENDS.match(entry["host"])
        near = [one for one in accounts if "outgoing" not in one and related(one, entry)]
        if near and (outgoing or same(near[-1]["incoming"], entry)):
            near[-1]["outgoing"] = entry
        elif not any(same(server, entry) for one in accounts for server in one.values()):
            accounts.append({"outgoing" if outgoing else "incoming": entry})
    for account in accounts:
        values, places = {}, {}
        for direction, entry in account.items():
            values[direction + ".host"] = entry["host"]
            values[direction + ".login"] = entry.get("login", "")
            values[direction + ".password"] = entry.get("password", "")
            if entry.get("password"):
                places[direction + ".password"] = entry["password line"]
        first = next(iter(account.values()))
        name = id_of(first["host"], taken)
        taken.add(name)
        lines = {line: alone for entry in account.values() for line, alone in
                 entry["lines"].items()}
        file.add(values, name, first["line"], places, lines if all(lines.values()) else ())


def same(server, entry):
    return (server["host"], server.get("login")) == (entry["host"], entry.get("login"))


def related(account, entry):
    """Of one login name, at one domain?"""
    other = account.get("incoming", {"host": ""})
    return other.get("login") == entry.get("login") and (
        other["host"].split(".")[-2:] == entry["host"].split(".")[-2:])


main()
