"""For tests of runs over many accounts: TAP, accounts, and running mailgen."""
import json
import os
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MAILGEN = os.path.abspath(os.environ.get("MAILGEN", TOP + "/build/mailgen"))
QUIET = ["-W", "port-defaulted=off"]
tested = failed = 0


def ok(name, fine, *why):
    """One line of TAP; `why` is said when it is not fine."""
    global tested, failed
    tested += 1
    failed += not fine
    print("%sok %d - %s" % ("" if fine else "not ", tested, name))
    for text in () if fine else why:
        for line in str(text)[-3000:].splitlines():
            print("# " + line)
    sys.stdout.flush()


def skip(name, why):
    ok(name + " # SKIP " + why, True)


def same(name, found, expected):
    ok(name, found == expected, "found:", found, "expected:", expected)


def done():
    print("1..%d" % tested)
    sys.exit(failed > 0)


def folder():
    """A new folder, removed when the test ends."""
    made = tempfile.TemporaryDirectory()
    folder.kept.append(made)
    return made.name


folder.kept = []


def account(number, **more):
    """The account of this number, as JSON can have it."""
    return dict({"name": "Jo \"%d\" é" % number, "email": "jo%d@example.org" % number,
                 "incoming": {"host": "imap.example.org"},
                 "outgoing": {"host": "smtp.example.org"}}, **more)


def bad(number):
    """One that is refused."""
    return account(number, outgoing={"host": "smtp.example.org", "port": 993})


def stream(accounts):
    """A stream of documents (JSON is YAML)."""
    return "".join("---\n%s\n" % json.dumps(a, ensure_ascii=False) for a in accounts)


def lines(accounts):
    return "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in accounts)


def run(*args, stdin="", cwd=None):
    """Runs mailgen: status, standard output, standard error."""
    done = subprocess.run([MAILGEN, *args], input=stdin.encode(), cwd=cwd,
                          capture_output=True, timeout=250)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def tree(top):
    """Every file below a folder: its mode and bytes."""
    found = {}
    for where, _, files in os.walk(top):
        for file in files:
            path = os.path.join(where, file)
            with open(path, "rb") as f:
                found[os.path.relpath(path, top)] = (
                    os.lstat(path).st_mode & 0o7777, f.read())
    return found
