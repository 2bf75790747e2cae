"""A client made up for the tests: its target folder and the program itself."""

import os
import pathlib
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

HERE = pathlib.Path(__file__).resolve().parent
MAILGEN = os.environ.get("MAILGEN", str(HERE.parents[1] / "build" / "mailgen"))

MANIFEST = """[target]
title     = Toy
protocols = imap smtp
needs     = incoming outgoing
reference = none
tested    = 1.5

[map.imap.security]
tls      = sealed
starttls = upgraded

[map.imap.auth]
password = open-sesame

[map.smtp.security]
tls = sealed

[map.smtp.auth]
password = open-sesame
none     = nobody

[file.toyrc]
template = toyrc.mustache
path     = {{id:path}}.toyrc
mode     = 0600
quoting  = toy
accounts = one
secret   = ^(password = ).*$

[readback]
program   = toy
version   = toy --version
command   = toy --print {file}
format    = lines
separator = U+0020=U+0020
unquote   = toy

[readback.values]
name     = {{name}}
host     = {{incoming.host}}
security = {{incoming.security}}
user     = {{incoming.username}}
sent     = {{#folders.sent}}{{folders.sent}}{{/folders.sent}}
password = {{#incoming.password.value}}{{incoming.password.value}}{{/incoming.password.value}}
"""

QUOTING = """[toy]
open   = <
close  = >
U+003E = \\>
U+005C = \\\\
reject = control
"""

TEMPLATE = """name = {{name}}
{{#incoming}}
host = {{host}}
security = <{{security}}>
user = {{username:toy}}
{{#password.value}}
password = {{password.value}}
{{/password.value}}
{{/incoming}}
{{#folders.sent}}
sent = {{folders.sent}}
{{/folders.sent}}
"""

PROGRAM = """#!/bin/sh
case $1 in
--version) echo "toy 1.5" ;;
*) cat "$2" ;;
esac
"""

ACCOUNT = """name: "Zo\\u00eb > \\\\ O'Brien"
email: zoe@example.com
id: zoe
incoming: {protocol: imap, host: imap.example.com, port: 993, security: tls,
  auth: password, username: "DOM\\\\zoe", password: SESAME-9431}
outgoing: {host: smtp.example.com, port: 465, security: tls, auth: password}
folders: {sent: "Sent > 1"}
"""

FILES = {"manifest.ini": MANIFEST, "quoting.ini": QUOTING, "toyrc.mustache": TEMPLATE}


class Toy:
    """A folder with the target, the program and an account in it. `files` replace
    those of the target; one that is None is left out. `top`: where the folder is made."""

    def __init__(self, files=(), program=PROGRAM, account=ACCOUNT, top=None):
        self.own = tempfile.TemporaryDirectory(dir=top)
        self.dir = pathlib.Path(self.own.name)
        self.targets = self.dir / "targets"
        for name in ("targets/toy", "bin", "tmp", "home"):
            (self.dir / name).mkdir(parents=True)
        for name, text in {**FILES, **dict(files)}.items():
            if text is not None:
                (self.targets / "toy" / name).write_text(text, encoding="utf-8")
        self.account = self.dir / "account.yaml"
        self.account.write_text(account, encoding="utf-8")
        self.account.chmod(0o600)
        self.env = {**os.environ, "TMPDIR": str(self.dir / "tmp"),
                    "HOME": str(self.dir / "home"), "ENV_SECRET": "ENVIRONMENT-77",
                    "PATH": "%s:%s" % (self.dir / "bin", os.environ.get("PATH", os.defpath))}
        if program:
            self.program(program)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.own.cleanup()

    def program(self, text, name="toy"):
        path = self.dir / "bin" / name
        path.write_text(text.replace("@DIR@", str(self.dir)), encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def run(self, *arguments, templates=True):
        command = [MAILGEN, *map(str, arguments)]
        if templates:
            command += ["--template-dir", str(self.targets)]
        done = subprocess.run(command, env=self.env, stdin=subprocess.DEVNULL, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return (done.returncode, done.stdout.decode("utf-8", "backslashreplace"),
                done.stderr.decode("utf-8", "backslashreplace"))

    def verify(self, *arguments):
        return self.run("verify", self.account, "--target", "toy", *arguments)
