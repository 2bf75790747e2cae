"""For tests of runs over many accounts: accounts, and running mailgen."""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402

done, ok, same, skip = tap.done, tap.ok, tap.same, tap.skip
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MAILGEN = os.path.abspath(os.environ.get("MAILGEN", TOP + "/build/mailgen"))
QUIET = ["-W", "port-defaulted=off"]


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
    ended = subprocess.run([MAILGEN, *args], input=stdin.encode(), cwd=cwd,
                           capture_output=True, timeout=250)
    return ended.returncode, ended.stdout.decode(), ended.stderr.decode()


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
