"""Sends hostile values through every text field of an account to a client.

Each value is tried alone in its field first: it must be refused by name at its
own line, or be written. The ones that were written go, one for each field,
into accounts that the client itself reads back with `mailgen verify`.
"""

import json
import os
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
MAILGEN = os.environ.get("MAILGEN", str(HERE.parents[1] / "build" / "mailgen"))
THIN = int(os.environ.get("HOSTILE_THIN", 1))  # of all values, one in so many
GENERATED, MOST = 2100 // THIN, 2500 // THIN  # random ones; all that one client gets
SEED = 8314
HEARD_ONE_IN, HEARD_TOP = 8, "/etc/mailgen-lacks-this/"
SPOKEN_MAX = 4000
MERGE, EMBED = ["--merge"], ["--embed-passwords"]
CONTROLS = [chr(c) for c in (*range(0x20), 0x7F)]
ATEXT = re.compile(r"[^A-Za-z0-9!#$%&'*+/=?^_`{|}~-]")
ERROR = re.compile(r"^([^\n]*?):(?:(\d+):\d+:)? error: (.*) \[([a-z-]+)\]$", re.MULTILINE)


# --- values

def from_file(path):
    """The values of a list, and those of its control group."""
    values, plain, in_group = [], [], False
    for line in path.read_text(encoding="utf-8").splitlines():
        if "control group" in line:
            in_group = "end" not in line
        if not line.startswith('"'):
            continue
        text, times = re.fullmatch(r'(".*")(?: \* (\d+))?', line).groups()
        values.append(json.loads(text) * int(times or 1))
        if in_group:
            plain.append(values[-1])
    return values, plain


def nasty():
    values, plain = from_file(HERE.parents[1] / "templates/hostile.txt")
    values += CONTROLS + ["a%sb" % c for c in CONTROLS]
    return list(dict.fromkeys(values)), plain


ALPHABETS = [
    "".join(map(chr, range(0x20, 0x7F))),
    "\"'`\\$(){}[]<>;#%&|*?!~^=+-@,.:/ ",
    "\"\\'` $%",
    "aé€日😀\u00a0\u0301\u202e\ufffd ßŒ“”ñ\"'\\",
    "abc xyz.-_",
]


def generated(n, rng):
    """Random texts; one in twelve has a control character."""
    for _ in range(n):
        letters = rng.choice(ALPHABETS)
        length = rng.choice((rng.randint(1, 8), rng.randint(1, 40), rng.randint(0, 300)))
        text = [rng.choice(letters) for _ in range(length)]
        if rng.random() < 0.08:
            text.insert(rng.randint(0, length), rng.choice(CONTROLS))
        yield "".join(text)


# --- fields: where a value is put, and what the account then says

def quoted_address(value):
    return '"%s"@example.com' % re.sub(r'(["\\])', r"\\\1", value)


def atom_address(value):
    text = ATEXT.sub("", value)
    return text + "@example.com" if text else None


def named(value):
    return '"%s" <reply@example.com>' % re.sub(r'(["\\])', r"\\\1", value)


def command(value):
    """A command that prints the value: some clients run it."""
    return "printf %%s %s" % shlex.quote(value)


def folder(value):
    """Not the word for no folder."""
    return None if value.lower() == "none" else value


def below(top):
    return lambda value: top + value


def file_below(top):
    """A name that a file can have."""
    def wrap(value):
        path = top + value
        fits = max(map(len, path.encode().split(b"/"))) <= 255
        return path if fits and os.path.normpath(path) == path else None
    return wrap


def as_is(value):
    return value


# what a client runs, or the words of it, for a password
RUN = (".command", ".argv", ".program", ".file", ".home_file", ".keyring")


class Field:
    """A text field: `path` of keys in an account, with `wrap` around a value.
    Of the hand list it gets every value, or one in `every`."""

    def __init__(self, name, path, wrap=as_is, protocol=None, every=1, embedded=False):
        self.name, self.path, self.wrap = name, path, wrap
        self.protocol, self.every, self.embedded = protocol, every, embedded
        # fields of one group cannot be in one account together
        self.group = ".".join(path[:1 if path[0] == "signature" else 2])

    def __repr__(self):
        return self.name + ("@" + self.protocol if self.protocol else "")

    def put(self, account, text):
        at = account
        for key in self.path[:-1]:
            at = at.setdefault(key, {})
        at[self.path[-1]] = text


def password_fields(side, protocol, embedded):
    path = [side, "password"]
    if embedded:
        return [Field(side + ".password", path, as_is, protocol, embedded=True)]
    return [
        Field(side + ".command", path + ["command"], command, protocol),
        Field(side + ".argv", path + ["command"],
              lambda value: ["printf", "%s", value], protocol, 2),
        Field(side + ".program", path + ["command"],
              lambda value: ["printf", value, "a b"] if "%" not in value else None,
              protocol, 4),
        Field(side + ".file", path + ["file"], below("/dev/null/"), protocol, 4),
        Field(side + ".home_file", path + ["file"], below("~/"), protocol, 4),
        Field(side + ".keyring", path + ["keyring"],
              lambda value: {"service": value}, protocol, 4),
    ]


def fields(protocols, embedded, file=below, top="/"):
    if embedded:
        return [f for side in ("incoming", "outgoing") for p in protocols
                for f in password_fields(side, p if side == "incoming" else None, True)]
    found = [
        Field("name", ["name"]),
        Field("description", ["description"]),
        Field("organization", ["organization"]),
        Field("signature", ["signature"]),
        Field("sigfile", ["signature", "file"], below("/"), every=2),
        Field("sigfile.home", ["signature", "file"], below("~/"), every=4),
        Field("sendmail", ["sendmail"], lambda value: "/bin/true " + value),
        Field("email.quoted", ["email"], quoted_address),
        Field("email.atom", ["email"], atom_address),
        Field("reply_to.quoted", ["reply_to"], quoted_address),
        Field("reply_to.atom", ["reply_to"], atom_address, every=2),
        Field("reply_to.name", ["reply_to"], named),
        Field("reply_to.list", ["reply_to"],
              lambda value: ["first@example.com", named(value)], every=4),
        Field("aliases.quoted", ["aliases"],
              # elsewhere than the account's own address, which is no alias
              lambda value: ["first@example.com", quoted_address(value)[:-3] + "org"],
              every=2),
        Field("aliases.atom", ["aliases"],
              lambda value: atom_address(value) and ["x" + atom_address(value)], every=3),
        Field("ca_file", ["tls", "ca_file"], file(top)),
        Field("ca_file.relative", ["tls", "ca_file"], every=4),
        Field("ca_file.home", ["tls", "ca_file"], file("~/"), every=4),
        Field("cert_file", ["tls", "cert_file"], file(top)),
        Field("key_file", ["tls", "key_file"], file(top)),
        Field("store", ["store", "path"], file_below(top), every=2),
        Field("store.home", ["store", "path"], file_below("~/"), every=4),
        Field("outgoing.username", ["outgoing", "username"]),
        Field("outgoing.description", ["outgoing", "description"]),
        *password_fields("outgoing", None, False),
    ]
    for p in protocols:
        found.append(Field("incoming.username", ["incoming", "username"], as_is, p))
        found += password_fields("incoming", p, False)
        for name in ("drafts", "sent", "trash", "archive", "junk"):
            found.append(Field("folders." + name, ["folders", name], folder, p))
    return found


# --- accounts as YAML, every value on a line of its own

def scalar(text):
    """In double quotes, with every character escaped that YAML might mind."""
    out = []
    for c in text:
        n = ord(c)
        if c in '"\\':
            out.append("\\" + c)
        elif 0x20 <= n < 0x7F:
            out.append(c)
        else:
            out.append("\\x%02x" % n if n < 0x100 else
                       "\\u%04x" % n if n < 0x10000 else "\\U%08x" % n)
    return '"%s"' % "".join(out)


class Stream:
    """A stream of accounts that knows what stands on which line."""

    def __init__(self, accounts):
        self.lines, self.owner = [], [None]
        for index, account in enumerate(accounts):
            self.line("---", index, ())
            self.mapping(account, 0, index, ())
        self.text = "\n".join(self.lines) + "\n"

    def line(self, text, index, path):
        self.lines.append(text)
        self.owner.append((index, path))

    def mapping(self, values, depth, index, path):
        for key, value in values.items():
            at, head = path + (key,), "  " * depth + key + ":"
            if isinstance(value, dict):
                self.line(head, index, at)
                self.mapping(value, depth + 1, index, at)
            elif isinstance(value, list):
                self.line(head, index, at)
                for item in value:
                    self.line("  " * (depth + 1) + "- " + scalar(item), index, at)
            else:
                self.line(head + " " + scalar(value), index, at)


def plain_account(n, protocol):
    port = {"imap": "993", "pop": "995"}
    return {
        "id": "a%d" % n, "name": "Plain Name", "email": "plain%d@example.com" % n,
        "description": "Plain %d" % n,
        "incoming": {"protocol": protocol, "host": "in%d.example.com" % n,
                     "port": port[protocol], "security": "tls", "auth": "password",
                     "username": "login%d" % n},
        "outgoing": {"host": "out%d.example.com" % n, "port": "465", "security": "tls",
                     "auth": "password", "username": "sender%d" % n},
    }


# --- running the program

class Run:
    def __init__(self, folder, accounts, arguments):
        self.stream = Stream(accounts)
        path = os.path.join(folder, "accounts.yaml")
        with open(path, "w", encoding="ascii", opener=private) as file:
            file.write(self.stream.text)
        done = subprocess.run([MAILGEN, *arguments, path], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
        self.status, self.out = done.returncode, done.stdout
        self.said = done.stderr.decode("utf-8", "backslashreplace")
        self.refused, self.other = {}, []
        for file, line, text, name in ERROR.findall(self.said):
            if line and file == path:
                index, at = self.stream.owner[int(line)]
                self.refused.setdefault(index, []).append((at, text, name))
            else:
                self.other.append("%s [%s]" % (text, name))


def private(path, flags):
    return os.open(path, flags, 0o600)


def clip(text):
    shown = ascii(text)
    return shown if len(shown) < 120 else "%s... (%d)" % (shown[:100], len(text))


def targets():
    done = subprocess.run([MAILGEN, "targets", "--json"], stdout=subprocess.PIPE, check=True)
    return {t["name"]: t for t in json.loads(done.stdout)}


def missing(program):
    """Is what reads back not installed? A library, such as "python3's tomllib", is no
    command."""
    return re.fullmatch("[a-z0-9._+-]+", program) and not shutil.which(program)


def is_older(name):
    """Is the installed client of a version before the one that the target is for?"""
    if name != "mbsync15" or not shutil.which("mbsync"):
        return False
    done = subprocess.run(["mbsync", "--version"], stdout=subprocess.PIPE, check=True)
    return done.stdout.startswith(b"isync 1.4")


# --- the test of one client

class Trial:
    """A value in a field."""

    def __init__(self, field, value, plain=False):
        self.field, self.value, self.plain = field, value, plain
        self.text = field.wrap(value)
        self.errors = None

    def __str__(self):
        return "%r = %s" % (self.field, clip(self.value))


class Hostile:
    """shown: what a field's value is called when it is read back, a key or several,
    several. refuses: fields that hold nearly nothing in this client. batch: accounts
    for one question. least: the share of each field that must be written. pairs: a
    certificate needs its key. thin: of the hand list, passwords get one in so many.
    heard: servers hear the client, which waits for half a second for each account. beside:
    so many run beside each other, else as many as there are processors, and twice as many
    of those that wait.
    singles: fields that a file of one account holds in another way. extra: the
    client's own traps, all of which are put into what it logs in with. one_in: of all values, where one run takes more than 0.1 s.
    embeds: its file has the password, or it has none. part: which one this is of so many
    tests, which ask the client about the texts; the first asks about all else, too."""

    def __init__(self, name, shown, refuses=(), batch=40, least=0.5, pairs=False,
                 thin=1, singles=(), extra=(), heard=False, one_in=None,
                 embeds=False, beside=None, part=(0, 1)):
        self.name, self.shown, self.refuses = name, shown, set(refuses)
        self.batch, self.least, self.pairs, self.extra = batch, least, pairs, extra
        self.thin, self.singles, self.embeds = thin, singles, embeds
        self.heard, self.part = heard, part
        self.one_in = one_in or (HEARD_ONE_IN if heard else 1)
        self.beside = beside or os.cpu_count() * (2 if heard else 1)
        self.splits = 16        # questions halved to find what spoils them
        self.began = time.monotonic()
        self.folder = tempfile.mkdtemp()

    def fields(self, embedded):
        heard = (file_below, HEARD_TOP) if self.heard else ()
        return fields(self.protocols, embedded, *heard)

    def trials(self, embedded):
        """Not more than enough: each field has its own part of the hand list, and together
        they have all of it."""
        places, one_in = self.fields(embedded), self.one_in
        self.reached = self.reach(places, embedded)
        most = MOST // 3 if embedded else MOST
        found = self.some(places, one_in, embedded)
        while len(found) > most:
            one_in = max(one_in + 1, one_in * len(found) // most)
            found = self.some(places, one_in, embedded)
        return found

    def some(self, places, one_in, embedded):
        """Of all values, one in so many."""
        values, plain = nasty()
        rng = random.Random("%d %s %s" % (SEED, self.name, embedded))
        values += self.extra
        found = []
        for n, field in enumerate(places):
            every = THIN * one_in * field.every * (1 if self.target["merge"] else 4)
            if field.path[1:2] == ["password"]:
                # the second protocol writes them as the first
                every *= self.thin * (3 if field.protocol == "pop" else 1)
            some = values[n % every::every]
            if field.path[1:] in (["username"], ["password"]):
                some += [v for v in self.extra if v not in some]
            found += [Trial(field, v, v in plain) for v in some]
        found = [t for t in found if t.text is not None and not self.is_long(t, embedded)]
        number = GENERATED // one_in // (20 if embedded else 1)
        return found + self.random_trials(found, rng, number)

    def is_long(self, trial, embedded):
        """Where servers hear the client, the words of a command are what it prints, and
        no server takes a password of thousands of letters."""
        return (self.heard and not embedded and trial.field.path[1:2] == ["password"]
                and len(trial.value) > SPOKEN_MAX)

    def random_trials(self, found, rng, number):
        """For the fields that reach the files; each to a group that has least, so that
        they need no more accounts than the hand list does."""
        groups, sizes = {}, {}
        for field in self.reached:
            groups.setdefault(field.group, []).append(field)
            sizes.setdefault(field.group, 0)
        for trial in found:
            if trial.field in self.reached:
                sizes[trial.field.group] += 1
        trials = []
        for value in generated(number if groups else 0, rng):
            least = min(sizes, key=sizes.get)
            sizes[least] += 1
            groups[least].append(groups[least].pop(0))
            trials.append(Trial(groups[least][-1], value))
        return [t for t in trials if t.text is not None]

    def account(self, number, trials):
        protocol = next((t.field.protocol for t in trials if t.field.protocol),
                        self.protocols[number % len(self.protocols)])
        account = plain_account(number, protocol)
        for trial in trials:
            trial.field.put(account, trial.text)
        if "folders" in account:    # a dot belongs to the name
            account["folders"]["delimiter"] = "/"
        tls = account.get("tls", {})
        if self.pairs and ("cert_file" in tls or "key_file" in tls):
            tls.setdefault("cert_file", HEARD_TOP + "c")
            tls.setdefault("key_file", HEARD_TOP + "k")
        if self.heard:              # nothing is heard without a password
            account["incoming"].setdefault("password", {"command": ["true"]})
        return account

    def render(self, trials, embedded, merged=True):
        """One file of all accounts, or a folder: its files by their names."""
        accounts = [self.account(n, [t]) for n, t in enumerate(trials)]
        merged = merged and self.target["merge"]
        arguments = ["--target", self.name, *EMBED[:embedded or self.embeds],
                     *MERGE[:merged]]
        if merged and len(self.target["files"]) == 1:
            return Run(self.folder, accounts, arguments)
        with tempfile.TemporaryDirectory(dir=self.folder) as out:
            run = Run(self.folder, accounts, arguments + ["--output-dir", out])
            run.files = {path.relative_to(out): path.read_bytes()
                         for path in pathlib.Path(out).rglob("*") if path.is_file()}
        return run

    def alone(self, trials, embedded, merged=True):
        """Every value alone; a look at what is refused, and how."""
        run = self.render(trials, embedded, merged)
        wrong = list(run.other)
        for index, trial in enumerate(trials):
            trial.errors = run.refused.get(index)
            for at, text, name in trial.errors or []:
                place = trial.field.path[:len(at)]
                if list(at[:len(place)]) != place and name != "client-unsupported":
                    wrong.append("%s: refused at %s: %s [%s]" % (
                        trial, ".".join(at), text, name))
        any_refused = any(t.errors for t in trials)
        if run.status != int(any_refused):
            wrong.append("exit status %d" % run.status)
        return wrong

    def reach(self, places, embedded):
        """The fields whose values come to be in the files at all."""
        first, second = (self.render([Trial(f, v) for f in places], embedded, False).files
                         for v in ("value", "sample"))
        changed = {path.parts[0] for path in first if first[path] != second.get(path)}
        return [f for n, f in enumerate(places) if "a%d" % n in changed]

    def packed(self, trials):
        """Accounts that each hold one value of every field, as far as there are any."""
        queues = {}
        for trial in trials:
            queues.setdefault(trial.field, []).append(trial)
        while any(queues.values()):
            # the fullest queue says which protocol the account has
            first = max(queues, key=lambda f: len(queues[f]))
            protocol, taken = first.protocol, {}
            for field in sorted(queues, key=lambda f: (f is not first, -len(queues[f]))):
                fits = field.protocol in (None, protocol) or protocol is None
                if not queues[field] or not fits or field.group in taken:
                    continue
                protocol = protocol or field.protocol
                taken[field.group] = queues[field].pop()
            yield list(taken.values())

    def verify_all(self, packs, batch, embedded):
        """So many accounts a time."""
        with ThreadPoolExecutor(self.beside) as pool:
            parts = pool.map(lambda at: self.verify(packs[at:at + batch], embedded),
                             range(0, len(packs), batch))
            return [line for part in parts for line in part]

    def verify(self, packs, embedded=False, merged=True):
        """Asks the client; the problems, as lines of text."""
        accounts = [self.account(n, trials) for n, trials in enumerate(packs)]
        merged = merged and self.target["merge"]
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            run = Run(folder, accounts, ["verify", "--json", "--target", self.name,
                                         *MERGE[:merged], *EMBED[:embedded or self.embeds]])
        if run.other and len(packs) > 1 and self.splits > 0:
            self.splits -= 1
            middle = len(packs) // 2
            return [line for half in (packs[:middle], packs[middle:])
                    for line in self.verify(half, embedded, merged)]
        if run.other:
            return ["%s: %s" % (self.tell(packs[0]), said) for said in run.other]
        try:
            reports = json.loads(run.out)
        except ValueError:
            return ["no JSON (exit status %d): %s" % (run.status, clip(run.said[-300:]))]
        rows = {}
        for report in reports:
            for row in report["values"]:
                rows.setdefault(row["account"], []).append(row)
        return [line for n, trials in enumerate(packs)
                for line in self.judge(trials, accounts[n], rows.get("a%d" % n),
                                       run.refused.get(n))]

    def tell(self, trials):
        return "; ".join(str(t) for t in trials[:3]) + ("; ..." if trials[3:] else "")

    def judge(self, trials, account, rows, refused):
        if refused:
            # good values that do not go together, or a limit of the file
            at, text, name = refused[0]
            if name == "readback" and "without running it" in text:
                return
            if len(trials) == 1:
                yield "%s: written alone, refused now: %s [%s]" % (trials[0], text, name)
            else:
                self.again += trials
            return
        if not rows:
            yield "%s: nothing was read back" % self.tell(trials)
            return
        for row in rows:
            if not row["same"]:
                yield "%s: %s meant %s, read %s" % (
                    self.tell([t for t in trials if t.value in row["meant"]] or trials),
                    row["key"], clip(row["meant"]), clip(str(row["read"])))
        found = {row["key"]: row for row in rows}
        for trial in trials:
            yield from self.look(trial, found, any("://" in str(t.text) for t in trials))

    def look(self, trial, rows, url):
        """Is the value itself among the rows, not only what mailgen made of it?"""
        shown = self.shown.get(repr(trial.field), self.shown.get(trial.field.name))
        if shown is None or trial.field.embedded:
            return
        for key in [shown] if isinstance(shown, str) else shown:
            text = trial.text
            read = rows[key]["read"] if key in rows else None
            if trial.field.name.endswith((".argv", ".program")):
                good = read is not None and split(read) == text
            elif trial.field.name.endswith((".file", ".home_file", ".keyring")):
                good = read is not None and self.names(trial, split(read))
            elif trial.field.name == "description" and not text:
                good = "@" in (read or "@")     # without one it is the address
            elif trial.field.name.startswith("reply_to"):
                good = read == mailboxes(trial)
            elif trial.field.name.startswith("aliases"):
                good = read is not None and all(address in read for address in text)
            else:
                good = (read or "") == text
            # what may be a URL with a password and what is run for one are compared, and
            # not shown; a row may have the name of the account besides
            hidden = url or trial.field.name.endswith(RUN)
            if not good and not (hidden and read == "***" and rows[key]["same"]):
                yield "%s: not what %s shows: %s" % (trial, key, clip(str(read)))

    @staticmethod
    def names(trial, words):
        """Does a shell line name this file, or this entry of the keyring?"""
        value = trial.value
        if trial.field.name.endswith(".keyring"):
            return value in words
        return trial.text in words or any(
            word.endswith("/" + value) and (len(word) > len(value)) for word in words)

    def run_one(self, embedded, title):
        trials = self.trials(embedded)
        wrong = self.alone(trials, embedded)
        tap.none("%s: each of %d values is written, or refused at its line"
                       % (title, len(trials)), wrong)
        good = [t for t in trials if not t.errors]
        tap.none("%s: plain values are never refused" % title,
                       ("%s: %s" % (t, t.errors[0][1]) for t in trials
                        if t.plain and t.errors and not self.without(t)))
        self.shares(trials, title, self.more_of(embedded))
        self.again, problems = [], []
        packs = list(self.packed(t for t in good if t.field in self.reached))
        if not embedded:
            packs = packs[self.part[0]::self.part[1]]
        seen = [t for pack in packs for t in pack]
        problems += self.verify_all(packs, self.batch, embedded)
        again = [[t] for t in self.again]
        problems += self.verify_all(again, 4 * self.batch, embedded)
        tap.none("%s: %d values are read back as they are" % (title, len(seen)),
                       problems)
        tap.note("%d values: %d refused, %d in fields without meaning to it, %d read back"
                     " in %d accounts, %d of them again; %d s" % (
                         len(trials), len(trials) - len(good), len(good) - len(seen),
                         len(seen), len(packs), len(again),
                         time.monotonic() - self.began))

    def without(self, trial):
        return repr(trial.field) in self.refuses or trial.field.name in self.refuses

    def more_of(self, embedded):
        """Of a field that has few values here, all."""
        values, plain = nasty()

        def every(field):
            trials = [Trial(field, v, v in plain) for v in values]
            trials = [t for t in trials if t.text is not None and not self.is_long(t, embedded)]
            self.alone(trials, embedded)
            return trials
        return every

    @staticmethod
    def counted(trials):
        """{field: how many of its values are written, of how many}"""
        counts = {}
        for trial in trials:
            if any(c in trial.value for c in CONTROLS):
                continue
            count = counts.setdefault(trial.field, [0, 0])
            count[0] += not trial.errors
            count[1] += 1
        return counts

    def shares(self, trials, title, more, exempt=None):
        """A client that refuses all would pass the rest."""
        counts, exempt = self.counted(trials), self.refuses if exempt is None else exempt
        few = [field for field, (good, all_) in counts.items()
               if good < all_ * self.share(repr(field))
               and not {repr(field), field.name} & set(exempt)]
        for field in few:
            counts.update(self.counted(more(field)))
        tap.none("%s: no field refuses nearly all" % title, (
            "%r: %d of %d written" % (field, *counts[field]) for field in few
            if counts[field][0] < counts[field][1] * self.share(repr(field))))
        counts = {repr(field): count for field, count in counts.items()}
        if os.environ.get("SHARES"):
            for name, (good, all_) in sorted(counts.items()):
                tap.note("%-28s %4d of %4d" % (name, good, all_))

    def share(self, name):
        # address_check, not the client, decides about most of these
        return 0.15 if ".quoted" in name or ".atom" in name else self.least

    def run_single(self):
        """Files of one account each."""
        values, plain = nasty()
        trials = []
        for n, field in enumerate(self.fields(False)):
            if field.name in self.singles:
                trials += [Trial(field, v, v in plain) for v in values[n % 32::32]]
            elif n % 8 == 0:
                trials += [Trial(field, value) for value in ("O'Brien \"x\"", "Zoë", "a#b")]
        title = "files of one account"
        tap.none(title + ": written or refused", self.alone(trials, False, False))
        good = [t for t in trials if not t.errors]
        self.again = []
        tap.none("%s: %d values are read back as they are" % (title, len(good)),
                       self.verify(list(self.packed(good)), merged=False))
        if self.singles:
            self.shares([t for t in trials if t.field.name in self.singles], title,
                        lambda field: [t for t in trials if t.field is field], exempt=())

    def test(self):
        """Everything; the name of a program that is missing, or None."""
        self.target = targets()[self.name]
        self.protocols = [p for p in ("imap", "pop") if p in self.target["protocols"]]
        self.protocols = self.protocols or ["imap"]
        program = self.target.get("verify")
        try:
            if not program:
                tap.none("%s has a read-back" % self.name, ["none in its manifest"])
            elif missing(program):
                return program
            else:
                self.run_one(False, "texts")
                if not self.part[0]:
                    self.run_one(True, "passwords")
                    self.run_single()
        finally:
            shutil.rmtree(self.folder)
        return None

    def main(self):
        missing = self.test()
        if missing:
            tap.skip_all(missing + " is not installed")
        tap.done()


def mailboxes(trial):
    """What a client reads of a field with addresses and names."""
    if trial.field.name.endswith((".quoted", ".atom")):
        return "<|%s>" % trial.text
    first = "<|first@example.com>" if trial.field.name.endswith(".list") else ""
    return first + "<%s|reply@example.com>" % re.sub(" +", " ", trial.value).strip(" ")


def split(line):
    try:
        return shlex.split(line)
    except ValueError:
        return []
