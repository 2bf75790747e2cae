"""Accounts of every combination that a target says it can do, and whether it reads them
back as they are meant."""

import json
import os
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import tap  # noqa: E402
from rows import WORDS  # noqa: E402

MAILGEN = os.environ.get("MAILGEN", str(HERE.parents[1] / "build" / "mailgen"))
EMBED = ["--embed-passwords"]
SIDE_BY_SIDE = 6
PORTS = {"imap": (993, 143), "pop": (995, 110), "smtp": (465, 587)}


def run(*arguments, **more):
    return subprocess.run([MAILGEN, *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False,
                          **more)


def server(protocol, security, word, number):
    auth, mechanism = WORDS[word]
    part = {"host": protocol + "%d.example.com" % number, "security": security, "auth": auth,
            "port": PORTS[protocol][security != "tls"], "username": "user%d" % number,
            "password": {"command": ["printf", "%s", "a 'b\" $c %d" % number]}}
    if mechanism:
        part["mechanism"] = mechanism
    if word == "none":
        del part["username"], part["password"]
    if protocol != "smtp":
        part["protocol"] = protocol
    return part


def account(name, incoming, outgoing):
    return {"name": "Zoë O'Neil", "email": name + "@example.com", "id": name,
            "signature": "-\nZoë", "aliases": ["x" + name + "@example.com"],
            "tls": {"ca_file": "/etc/ssl/a b.pem"}, "folders": {"sent": "Sent", "trash": "Bin"},
            "incoming": incoming, "outgoing": outgoing}


def mechanisms(words):
    """`any` is for those without a word of their own."""
    return sorted({one for word in words
                   for one in (("password", "cram-md5") if word == "any" else (word,))})


def combinations(target):
    """Of all that the target says it can do: an account each."""
    can = target["protocols"]
    usual = {"imap": ("imap", "tls", "password", 0), "smtp": ("smtp", "tls", "password", 0)}
    found = []
    for protocol, words in can.items():
        for security in words["security"]:
            for word in mechanisms(words["auth"]):
                case = server(protocol, security, word, len(found))
                sides = [case, server(*usual["smtp"])]
                if protocol == "smtp":
                    sides = [server(*usual["imap"]), case]
                sides[protocol != "smtp"]["username"] = "other%d" % len(found)
                found.append(account("row%d" % len(found), *sides))
    return found


def write(folder, accounts, number=0):
    """Every JSON text is YAML."""
    path = folder / ("accounts%d.yaml" % number)
    path.write_text("\n---\n".join(map(json.dumps, accounts)), encoding="utf-8")
    path.chmod(0o600)
    return str(path)


def verify(target, folder, accounts, options):
    """What is read back of them, and what is said. Files of one account each are read
    beside each other, as clients on a terminal mostly wait."""
    size = len(accounts) if target["merge"] else 2
    parts = [accounts[at:at + size] for at in range(0, len(accounts), size)]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        done = list(pool.map(lambda number: run(
            "verify", write(folder, parts[number], number), "-t", target["name"], "--json",
            "--quiet", *["--merge"][:target["merge"]], *options), range(len(parts))))
    return ([row for one in done for report in json.loads(one.stdout or "[]")
             for row in report["values"]],
            b"".join(one.stderr for one in done).decode("utf-8", "replace"))


def rows(target, folder, change=None, passes=None):
    """`change` makes accounts such as the target can have; `passes`: options, and of all
    accounts one in so many."""
    accounts = [one for one in combinations(target) if not change or not change(one)]
    for options, step in passes or (([], 1), (EMBED, 1 if target["merge"] else 3)):
        if options and target["passwords"] == "asks":
            continue
        accounts = accounts[::step]
        if options:
            for one in accounts:
                for side in ("incoming", "outgoing"):
                    command = isinstance(one[side].get("password"), dict)
                    if command and one[side]["auth"] != "oauth2":
                        one[side]["password"] = "p'a s%d" % len(one["id"])
        read, said = verify(target, folder, accounts, options)
        wrong = ["%(account)s: %(key)s meant %(meant)s, read %(read)s" % row
                 for row in read if not row["same"]]
        seen = {row["account"] for row in read}
        wrong += ["%s was not read back" % one["id"] for one in accounts
                  if one["id"] not in seen]
        tap.none("%s: each of %d combinations is read back%s" % (
            target["name"], len(accounts), " with its password" * bool(options)), wrong, said)
