"""For the tests that no input of 1 MiB takes more than a second of a processor: inputs of
each kind that somebody may make, and every command that reads them. What is many accounts
takes a time for each, and is smaller here; for all targets it is a second for each 16. A
second is the work that a processor does while it compresses a text 16 times, and the system
while it gives out 4 GB of memory: a slow or busy one may take longer over it. The system ends
what takes much more (RLIMIT_CPU). LIMITS_SHOW=1 in the environment prints what each took,
LIMITS_SECONDS allows more; arguments choose kinds."""
import json
import mmap
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zlib

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MAILGEN = os.environ.get("MAILGEN", TOP + "/build/mailgen")
SECONDS = int(os.environ.get("LIMITS_SECONDS", "1"))
MIB = 1 << 20
TEXT, A_SIXTEENTH = bytes(random.Random(1).choices(b"abcdefgh \n", k=MIB)), 0.0625
A_PIECE, ITS_SECONDS = 16 << 20, 0.0625 / 16
SLOWEST = 10
MANY_TARGETS = max(1, len(json.loads(subprocess.run(
    [MAILGEN, "targets", "--json"], stdout=subprocess.PIPE, check=True).stdout)) / 16)
REFUSED = 10000         # accounts, in a file of accounts that are refused
NAME = "name: Jo\nemail: jo@example.com\n"
SERVERS = ("incoming: {protocol: imap, host: imap.example.com, port: 993, security: tls, "
           "auth: password}\n"
           "outgoing: {host: smtp.example.com, port: 465, security: tls, auth: password}\n")
BASE = NAME + SERVERS
kinds = []


def fill(piece, size=MIB - 4096):
    """Pieces, numbered where they have a %d, up to the size."""
    parts, length, n = [], 0, 0
    while length < size:
        parts.append(piece % n if "%d" in piece else piece)
        length += len(parts[-1])
        n += 1
    return "".join(parts)


def kind(name, files, *lines, seconds=SECONDS, memory=2 << 30):
    """An input: its files, and the command lines that read it in so many bytes of memory."""
    kinds.append((name, files, lines, seconds, memory))

# files of the user's, and what may be in any of them
PLACE = {"msmtp": ".msmtprc", "fetchmail": ".fetchmailrc", "mutt": ".muttrc",
         "neomutt": ".config/neomutt/neomuttrc", "thunderbird": ".thunderbird/p/prefs.js"}
INDEX = {"home/.thunderbird/profiles.ini": "[InstallX]\nDefault=p\n"}
OWN = {
    "line breaks": "\n" * MIB, "blanks": " " * MIB, "tabs and line breaks": "\t\n" * (MIB // 2),
    "one long line": "x" * MIB, "letters": "a\n" * (MIB // 2), "quotes": "\"" * MIB,
    "backslashes": "\\" * MIB, "backslashes before line breaks": "\\\n" * (MIB // 2),
    "comment signs": "#" * MIB, "comments": "# x\n" * (MIB // 4),
    "beginnings of blocks": fill("# BEGIN mailgen x\n"), "ends of blocks": fill("# END mailgen\n"),
    "carriage returns": "\r" * MIB, "NULs": "\0" * MIB, "bytes that are no text": "\udcff" * MIB,
    "words for passwords": "pass " * (MIB // 5), "lines for passwords": "password x\n" * (MIB // 11),
    "words for passwords alone": "pass\n" * (MIB // 5), "addresses of servers": "://a:" * (MIB // 5),
    "dollar signs": "pass = $a$b$c\n" * (MIB // 14), "pw": "pw" * (MIB // 2),
    "open comments": "pass /*" * (MIB // 7),
}


def write(folder, files):
    for path, text in files.items():
        path = os.path.join(folder, path)
        if path.endswith("/"):
            shutil.copytree(text, path, dirs_exist_ok=True)
    for path, text in files.items():
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if not path.endswith("/"):
            with open(path, "wb") as file:
                file.write(text.encode("utf-8", "surrogateescape"))


def slowness():
    """How many seconds a second's work takes, at least one: the program's, the system's."""
    began = time.process_time()
    zlib.compress(TEXT, 6)
    own = (time.process_time() - began) / A_SIXTEENTH
    zeros = bytes(A_PIECE)
    with mmap.mmap(-1, A_PIECE) as piece:
        times = [time.process_time()]
        for _ in range(2):          # when it is there already, it is only written to
            piece[:] = zeros
            times.append(time.process_time())
    system = (times[1] - times[0] - (times[2] - times[1])) / ITS_SECONDS
    return max(1, own), min(SLOWEST, max(1, own, system))


def limit(seconds, memory):
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def run(folder, line, seconds, memory):
    """How the command ended, and how many seconds (see above) it took."""
    stdin = subprocess.DEVNULL
    if "<" in line:
        line, path = line.split("<")
        stdin = open(os.path.join(folder, path), "rb")
    env = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=folder + "/config", LC_ALL="C")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    status = subprocess.call([MAILGEN] + line.split(), cwd=folder, env=env, stdin=stdin,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             preexec_fn=lambda: limit(int(seconds * SLOWEST), memory))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    if own + system > seconds / 2:
        slow = slowness()
        own, system = own / slow[0], system / slow[1]
    return status, own + system


def done():
    """Runs all kinds, and says how they went."""
    for name, files, lines, seconds, memory in kinds:
        if len(sys.argv) > 1 and not any(word in name for word in sys.argv[1:]):
            continue
        with tempfile.TemporaryDirectory() as folder:
            write(folder, files)
            bad = []
            for line in lines:
                most = seconds * (MANY_TARGETS if "-t all" in line else 1)
                status, took = run(folder, line, most, memory)
                if os.environ.get("LIMITS_SHOW"):
                    print("# %5.2f %3d %s: %s" % (took, status, name, line[:70]), flush=True)
                if status < 0 or (status == 4 and (took > SECONDS / 2 or memory < 2 << 30)):
                    bad.append("ended with %d: mailgen %s" % (status, line[:300]))
                elif took > most:
                    bad.append("took %.2f seconds: mailgen %s" % (took, line[:300]))
                if status in (-signal.SIGXCPU, -signal.SIGKILL):
                    break
            tap.none(name, bad)
    tap.done()
