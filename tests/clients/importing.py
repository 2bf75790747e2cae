"""What is common to the tests of `mailgen import`: files as people write them, with the
accounts that they give; hostile ones; and that what mailgen writes comes back as it was.

A case is two files of tests/clients/import/CLIENT: NN.conf and NN.yaml, what is written for
it. Where the client's file says more than an account can, NN.txt is what is said of it;
where there is none, nothing is different. GOLDEN_WRITE=1 writes them again."""

import difflib
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
MAILGEN = os.environ.get("MAILGEN", str(HERE.parents[1] / "build" / "mailgen"))
TEMPLATES = HERE.parents[1] / "templates"
SECRET = "s3cr3t-hunter2"
SECONDS = 60
# what a manifest knows of a version of its client, of what it reads as it was meant
BROKEN_VERSION = "meant 'works', read 'broken in this version'"
FINE, BROKEN, UNHEARD, DIFFERS = 0, 1, 4, 5


class Import:
    """Tests of one client's import.

    name: the file's name, as the client has it. lines: lines of a hostile file that run a
    command CANARY for a client that obeys them. many: a text for account number %d.
    title: what is said in place of the target's own title, where two have the same cases.
    """

    def __init__(self, target, name, lines=(), many="", options=(), cases=None, title=None):
        self.target, self.name, self.lines, self.many = target, name, lines, many
        self.title = title
        self.options = list(options)
        self.cases = HERE / "import" / (cases or target)
        self.top = pathlib.Path(tempfile.mkdtemp())
        self.home = self.top / "home"
        self.home.mkdir()

    def run(self, *arguments, text=None):
        env = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LC_ALL": "C.UTF-8"}
        done = subprocess.run([MAILGEN, *arguments], input=text, cwd=self.top, env=env,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                              timeout=SECONDS * 5)
        return (done.returncode, done.stdout.decode(errors="replace"),
                done.stderr.decode(errors="replace"))

    def put(self, content, name=None):
        path = self.top / (name or self.name)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(0o600)
        return path

    def import_(self, name=None):
        return self.run("import", "-t", self.target, name or self.name)

    # ---- files as people write them

    def case(self, conf):
        name = "%s, %s" % (self.target, conf.stem)
        self.put(conf.read_bytes())
        status, out, said = self.import_()
        if self.title:
            out, said = (re.sub(r"(?m)^(# )?%s(?= does not |: )" % re.escape(self.title[0]),
                                r"\1" + self.title[1], text) for text in (out, said))
        if os.environ.get("GOLDEN_WRITE"):
            conf.with_suffix(".yaml").write_text(out)
            conf.with_suffix(".txt").unlink(missing_ok=True)
            if status:
                conf.with_suffix(".txt").write_text(said)
        told = conf.with_suffix(".txt")
        tap.same(name + ": the account", out, conf.with_suffix(".yaml").read_text())
        if told.exists():
            tap.same(name + ": what is told", said, told.read_text())
        else:
            tap.ok(name + ": nothing is different", status == FINE and re.search(
                r"values, 0 different$", said, re.M), status, said)
        if out:
            self.read_back(name, out)

    def read_back(self, name, yaml):
        """What is written for the account is what the real client reads."""
        self.put(yaml, "account.yaml")
        status, out, said = self.run("check", "account.yaml")
        tap.ok(name + ": check takes the account", status == FINE, out, said)
        status, out, said = self.run("verify", "-t", self.target, *self.options,
                                     "account.yaml")
        if status == UNHEARD:
            tap.note(name + ": without its password the client cannot be heard")
        else:
            different = [line for line in re.findall(r"(?m)^  DIFFERENT .*", out)
                         if not line.endswith(BROKEN_VERSION)]
            tap.ok(name + ": the client reads the same", not different and (
                status == FINE or status == DIFFERS and BROKEN_VERSION in out), out, said)

    def test_cases(self, least=10):
        found = sorted(self.cases.glob("*.conf"))
        tap.ok("%s: %d files or more" % (self.target, least), len(found) >= least, len(found))
        for conf in found:
            self.case(conf)

    # ---- hostile files

    def hostile(self):
        canary = self.top / "canary"
        lines = [line.replace("CANARY", "touch %s" % canary).replace("SECRET", SECRET)
                 for line in self.lines]
        text = "\n".join(lines) + "\n"
        yield "a file that runs commands", text
        yield "nothing at all", ""
        yield "binary", bytes(random.Random(1).randrange(256) for _ in range(50000))
        yield "NULs", text.replace(" ", " \0").encode()
        yield "no UTF-8", text.encode() + b"\xff\xfe \xe4\xf6 = \xfc\n"
        yield "an open quote", text + '"' + text
        yield "escape sequences", text.replace("e", "\x1b[31me\x1b]0;x\x07")
        yield "one long line", text.rstrip("\n") + "x" * (1 << 20) + "\n"
        yield "a huge file", text + "# nothing\n" * (3 << 20)
        yield "300 accounts", "".join(self.many % {"n": n} for n in range(300))

    def test_hostile(self):
        for name, content in self.hostile():
            self.put(content)
            try:
                status, out, said = self.import_()
            except subprocess.TimeoutExpired:
                tap.ok("%s: %s ends" % (self.target, name), False, "it does not")
                continue
            wrong = []
            if status not in (FINE, BROKEN, DIFFERS):
                wrong.append("status %d" % status)
            if (self.top / "canary").exists():
                wrong.append("a command was run")
                (self.top / "canary").unlink()
            if SECRET in out + said:
                wrong.append("it says a secret")
            if re.search("[\0-\x08\x0b-\x1f\x7f]", out + said):
                wrong.append("it writes control characters")
            if "Traceback" in said or "not understood" in said and "read back" in said:
                wrong.append("its reader broke")
            tap.none("%s: %s" % (self.target, name), wrong, said[:2000])

    # ---- what mailgen writes comes back

    def rendered(self, yaml, to):
        """The file for these accounts, without comments."""
        shutil.rmtree(self.top / to, ignore_errors=True)
        self.put(yaml, "accounts.yaml")
        status, out, said = self.run("render", "-t", self.target, "--merge", "--embed-passwords",
                                     *self.options, "-O", to, "accounts.yaml")
        files = sorted(path for path in (self.top / to).rglob("*") if path.is_file()
                       and path.name != ".mailgen")
        return status, files, out + said

    def test_law(self, make, n=2000, batch=250, seed=1):
        rng = random.Random(seed)
        wrong, accounts = [], 0
        for _ in range(n // batch):
            texts = [json.dumps(make(rng, accounts + i)) for i in range(batch)]
            accounts += batch
            status, files, said = self.rendered("\n---\n".join(texts), "first")
            if status or not files:
                wrong += re.findall(".*error: .*", said) or ["nothing is rendered: " + said]
                continue
            for file in files:
                wrong += self.comes_back(file)
        tap.none("%s: %d accounts come back as they were" % (self.target, accounts), wrong)

    def comes_back(self, file):
        content = file.read_bytes()
        self.put(content)
        status, out, said = self.import_()
        if status or not re.search("values, 0 different$", said, re.M):
            told = "\n".join(line for line in said.splitlines()
                             if not line.endswith("values, 0 different"))
            return ["%d: %s\n%s" % (status, told[:800], content.decode()[:1500])]
        _, again, said = self.rendered(out, "second")
        again = [path.read_bytes() for path in again]
        if plain(content) not in map(plain, again):
            lines = difflib.unified_diff(plain(content).decode().split("\n"), b"\n".join(
                map(plain, again)).decode().split("\n"), lineterm="", n=8)
            return ["\n".join([*list(lines)[:30], said[:500]])]
        return []

    def end(self):
        shutil.rmtree(self.top)


def plain(content):
    """Without comments and empty lines."""
    return b"\n".join(line for line in content.splitlines()
                      if line.strip() and not line.lstrip().startswith(b"#"))


# ---- accounts, drawn

WORDS = ["mail", "post", "ada", "zoe", "work", "büro", "a b", "o'neil", "x\"y", "100%", "#1",
         "c:\\d", "$HOME", "a;b", "ü", "back`tick", "{x}", "end ", "(p)", "a=b", "a,b", "~"]
HOSTS = ["mail.example.org", "m.example.com", "a.b.c.example.net", "xn--bcher-kva.example"]
PORTS = {("imap", "tls"): 993, ("pop", "tls"): 995, ("smtp", "tls"): 465, ("imap", ""): 143,
         ("pop", ""): 110, ("smtp", ""): 587}


def some(rng, of, share=0.3):
    """Sometimes one of them, else None."""
    return rng.choice(of) if rng.random() < share else None


def without_none(value):
    if isinstance(value, dict):
        value = {key: without_none(one) for key, one in value.items()}
        return {key: one for key, one in value.items() if one is not None and one != {}}
    return value


def account(rng, n, side, securities, auths, **more):
    """One with a server of this side; more: what else it may have, each a list."""
    security = rng.choice(securities)
    sealed = security != "none"
    auth = rng.choice(auths)
    user = "%s%d@example.org" % (rng.choice(["ada", "zoe", "o.b", "x_y", "a+b"]), n)
    protocol = more.get("protocol", "smtp")
    usual = PORTS[protocol, security if security == "tls" else ""]
    server = {
        "host": rng.choice(HOSTS), "port": rng.choice([None, usual, 10000 + usual]),
        "security": security, "auth": auth,
        "username": rng.choice([user, "user%d" % n]),
        "password": {"command": "pass show %s" % rng.choice(more.get("words", WORDS)).strip()
                     + str(n)} if auth not in ("gssapi", "none") else None,
    }
    for key in [key for key in more if key.startswith("tls.")]:
        if sealed:
            server[key] = some(rng, more[key])
    tls = {key[4:]: server.pop(key) for key in list(server) if key.startswith("tls.")}
    server["tls"] = tls
    if side == "incoming":
        server["protocol"] = protocol
    made = {"id": "a%d" % n, "name": "Name %d" % n, "email": user, side: server,
            "allow": ["port-unknown"] + ["password-cleartext"] * (not sealed)}
    for key, choices in more.items():
        if key not in ("words", "protocol") and not key.startswith("tls."):
            made[key] = some(rng, choices)
    return without_none(made)


FINGERPRINT = ":".join("%02X" % (n * 7 % 256) for n in range(32))
