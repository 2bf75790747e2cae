"""For tests of faults: TAP, accounts in two versions, and what a folder may hold."""
import hashlib
import os
import subprocess
import sys

from many import (MAILGEN, QUIET, TOP, done, folder, lines, ok, same, skip,
                  stream)

__all__ = ["MAILGEN", "QUIET", "TOP", "COUNT", "TARGETS", "done", "folder", "lines", "ok",
           "same", "skip", "stream", "account", "bytes_of", "temporaries", "broken", "versions",
           "run", "to_folder", "said_well"]
COUNT = 12
TARGETS = ("msmtp", "thunderbird")


def account(number, version):
    """An account whose files have some kilobytes, and differ with the version."""
    return {"name": "Jo %d" % number, "id": "jo%d" % number,
            "email": "jo%d@example.org" % number,
            "signature": "%s\n" % version * (2000 // len(version)),
            "incoming": {"host": "imap.example.org"},
            "outgoing": {"host": "%s.example.org" % version,
                         "password": {"command": ["echo", version * 100]}}}


def bytes_of(path):
    with open(path, "rb") as file:
        return file.read()


def every_file(top):
    for where, _, files in os.walk(top):
        for file in files:
            yield os.path.relpath(os.path.join(where, file), top)


def temporaries(top):
    return [path for path in every_file(top) if is_temporary(path)]


def is_temporary(path):
    return path.endswith((".tmp", ".mailgen.lock"))


def run(*args, stdin="", seconds=100, **more):
    """Runs mailgen: status, standard output, standard error. It must end by
    itself, and with a status."""
    done_ = subprocess.run([MAILGEN, *args], input=stdin.encode(), timeout=seconds,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                           **more)
    return (done_.returncode, done_.stdout.decode("utf-8", "replace"),
            done_.stderr.decode("utf-8", "replace"))


def to_folder(out, *more):
    """Arguments that write the accounts of standard input below a folder."""
    return ("-", "-t", ",".join(TARGETS), "-O", out, *QUIET, *more)


def versions(*words, count=COUNT):
    """For each version: its accounts, and every file that they make."""
    made = {}
    for word in words:
        text = stream(account(n, word) for n in range(count))
        out = os.path.join(folder(), "out")
        status, _, errors = run(*to_folder(out), stdin=text)
        if status:
            sys.exit("no version '%s': %s" % (word, errors))
        made[word] = text, {path: bytes_of(os.path.join(out, path))
                            for path in every_file(out)}
    return made


def record_of(path):
    """The pairs of hash and path in a record; None when it is damaged."""
    text = bytes_of(path).decode()
    if not text.startswith("mailgen record 1\n") or not text.endswith("\n"):
        return None
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    if any(len(row) != 5 or len(row[0]) != 40 for row in rows):
        return None
    return {(row[0], row[4]) for row in rows}


def broken(out, made):
    """What in the folder is neither whole and old nor whole and new, and what
    mailgen would not know again."""
    found = []
    for path in every_file(out):
        name, where = os.path.basename(path), os.path.join(out, path)
        record = os.path.join(os.path.dirname(where), ".mailgen")
        if is_temporary(name):
            continue
        if name == ".mailgen":
            if record_of(where) is None:
                found.append("damaged " + path)
        elif bytes_of(where) not in [files[path.split(".~")[0]] for _, files in made.values()]:
            found.append("not whole " + path)
        elif name.endswith("~"):
            continue
        elif (os.lstat(where).st_mode & 0o7777) != 0o600:
            found.append("mode of " + path)
        elif not os.path.exists(record) or (hashlib.sha1(
                bytes_of(where)).hexdigest(), name) not in (record_of(record) or ()):
            found.append("not in the record " + path)
    return found


def said_well(result, *words):
    """Is it a system error that was said with these words?"""
    status, _, errors = result
    return status == 4 and all(word in errors for word in words)
