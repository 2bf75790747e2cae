"""The accounts of a netrc, as JSON: nothing in it is run.

As curl reads it (lib/netrc.c) and ftp(1) describes it: words, quoted or not; a macro goes
on to the next empty line.

usage: import.py FILE SHARED
"""

import re
import sys

sys.path.insert(0, sys.argv[2])
from taking import id_of, start  # noqa: E402  (the folder is an argument)

WORD = re.compile(r'[ \t,]*(?:"((?:[^"\\]|\\.)*)"?|([^ \t]+))')
ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
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
                macro = True
                break
            elif word in KEYWORDS and entries and not quoted:
                wanted = {"user": "login", "passwd": "password"}.get(word, word)
            elif word.startswith("#") and not quoted:
                break
            else:
                # what it is, a password too, nobody knows
                file.wonders(number, "...")
    taken, seen = set(), set()
    for entry in entries:
        if "host" not in entry or (entry["host"], entry.get("login")) in seen:
            continue
        seen.add((entry["host"], entry.get("login")))
        name = id_of(entry["host"], taken)
        taken.add(name)
        file.add({"host": entry["host"], "login": entry.get("login", ""),
                  "password": entry.get("password", "")}, name, entry["line"],
                 {"password": entry["password line"]} if entry.get("password") else None)
    file.print()


main()
