"""Files that people wrote themselves: the account that is found in each is the one that
is expected, the client reads the same when it is rendered again, and what is in a file is
never run, whatever it is."""

import glob
import os
import pwd
import re
import subprocess
import sys
import tempfile

from hostile import MAILGEN, missing, private, targets
import tap

HERE = os.path.dirname(os.path.abspath(__file__))
CLIENTS = ["mutt", "neomutt", "fetchmail", "git-send-email", "netrc", "postfix"]
# a file of one is a file of the other
SAME = {"neomutt": ["mutt", "neomutt"]}
SECRET, SECONDS, MANY = "s3cr3t-t0k3n", 120, "many accounts"


def mailgen(*arguments):
    return subprocess.run([MAILGEN, *arguments], capture_output=True, check=False,
                          timeout=SECONDS)


def text(done):
    return done.stdout.decode("utf-8", "replace")


def write(path, content):
    with open(path, "wb", opener=private) as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def run(client, conf, *more):
    """Imports a file from its own folder, with the files that are named after it."""
    base = os.path.splitext(conf)[0]
    home = base + ".home" if os.path.isdir(base + ".home") else FOLDER
    others = sorted(path for path in glob.glob(base + ".s*") if os.path.isfile(path))
    return mailgen("import", "-t", client, "--home", home, conf, *others, *more)


def expected(client, conf, said):
    """The account of a file is written where GOLDEN_WRITE asks for it."""
    said = said.replace(os.path.dirname(conf) + "/", "").replace("# neomutt", "# mutt")
    path = os.path.splitext(conf)[0] + ".yaml"
    if os.environ.get("GOLDEN_WRITE") and (client in conf.split("/")):
        write(path, said)
    with open(path, encoding="utf-8") as file:
        return said, file.read()


def hand_made(client, conf):
    name = "%s: %s" % (client, os.path.relpath(conf, HERE))
    done = run(client, conf)
    # without a user fetchmail takes the one who runs it
    found = text(done) if client != "fetchmail" else re.sub(
        r"\b%s\b" % re.escape(pwd.getpwuid(os.getuid()).pw_name), "LOGIN", text(done))
    tap.same(name, *expected(client, conf, found))
    tap.none(name + ": nothing would be different", [] if done.returncode == 0 and not re.search(
        r" [1-9]\d* different", done.stderr.decode()) else [done.stderr.decode()])
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        passwords = os.path.join(folder, "pw")
        yaml = write(os.path.join(folder, "a.yaml"), run(
            client, conf, "--passwords", passwords).stdout)
        if missing(TARGETS[client]["verify"]):
            tap.skip(name + ": read back", "it is not installed")
            return
        # a helper of somebody's is not there to be asked
        done = mailgen("verify", "-t", client, "--embed-passwords", yaml)
        fine = done.returncode == 0 or b"the password could not be read" in done.stderr \
            or b"was not read" in done.stderr
        tap.ok(name + ": the client reads the same", fine and not re.search(
            r"DIFFERENT", text(done)), text(done), done.stderr.decode())


# ---- the clients themselves ----

def asked(command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=False, **more).stdout.decode("utf-8", "replace")


def fetchmail_agrees(conf):
    """It lists the same users and servers."""
    copy = write(os.path.join(FOLDER, "fetchmailrc"), open(conf, "rb").read())
    said = asked(["fetchmail", "-f", copy, "-V"])
    theirs = re.findall(r"^Options for retrieving from (.*)@(.*?):$", said, re.M)
    ours = re.findall(r'"user": "(.*?)"', text(subprocess.run(
        [sys.executable, TOP + "/templates/fetchmail/import.py", copy, TOP + "/templates/shared",
         copy, os.path.expanduser("~")], capture_output=True, check=False)))
    # it does not list what it would skip
    theirs = [user for user, _ in theirs]
    tap.same("fetchmail itself: %s" % os.path.basename(conf),
             [user for user in ours if user in theirs or "skip" not in open(conf).read()], theirs)


def git_agrees(conf):
    """It reads the same settings, in the same order."""
    names = {}
    with open(TOP + "/templates/git-send-email/import.py", encoding="utf-8") as file:
        code = file.read().partition("def main")[0]
    sys.argv[1:] = [conf, TOP + "/templates/shared"]
    exec(compile(code, "import.py", "exec"), names)     # its main is not run
    with open(conf, encoding="utf-8") as file:
        ours = ["%s%s.%s\n%s" % (section, "." + name if name else "", key, value)
                for section, name, key, value, _ in names["settings"](file.read())]
    theirs = asked(["git", "config", "--no-includes", "--file", conf, "--list", "-z"])
    theirs = [one if "\n" in one else one + "\ntrue" for one in theirs.split("\0") if one]
    tap.same("git itself: %s" % os.path.basename(conf), ours, theirs)


def postfix_agrees(conf):
    """It sends to the same host."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        with open(conf, encoding="utf-8") as file:
            write(folder + "/main.cf", re.sub("(?m)^not a parameter\n", "", file.read()))
        write(folder + "/master.cf", "")
        for name in ("main.cf", "master.cf"):
            os.utime(os.path.join(folder, name), (1, 1))
        relay = asked(["postconf", "-c", folder, "-x", "-h", "relayhost"]).strip()
    host = re.sub(r"^\[?(.*?)\]?(:\w+)?$", r"\1", relay)
    with open(os.path.splitext(conf)[0] + ".yaml", encoding="utf-8") as file:
        ours = file.read()
    tap.ok("Postfix itself: %s" % os.path.basename(conf),
           'host: %s\n' % host in ours or 'host: "%s"\n' % host in ours
           or "provider: gmail" in ours, relay, ours)


# ---- files that mean harm ----

def hostile(client):
    """Contents, by what they are."""
    canary = os.path.join(FOLDER, "canary")
    runs = ["`touch %s`" % canary, "$(touch %s)" % canary, "|touch %s" % canary]
    secret = {"mutt": 'set imap_pass="%s"\n', "fetchmail": "poll h user u pass %s\n",
              "git-send-email": "[sendemail]\nsmtppass = %s\n", "netrc": "machine h password %s\n",
              "postfix": "smtp_sasl_password_maps = static:u:%s\n"}
    secret = secret.get(client, secret["mutt"]) % SECRET
    many = {
        "mutt": lambda n: "account-hook imaps://u%d@h 'set imap_pass=p'\n"
                          "mailboxes imaps://u%d@h/INBOX\n" % (n, n),
        "fetchmail": lambda n: "poll h%d.example proto imap user u%d pass p ssl\n" % (n, n),
        "git-send-email": lambda n: '[sendemail "i%d"]\nfrom=a%d@x.example\nsmtpserver=h\n'
                                    % (n, n),
        "netrc": lambda n: "machine mail%d.example login u%d password p\n" % (n, n),
        "postfix": lambda n: "relayhost = [h%d.example]\n" % n,
    }
    one = many.get(client, many["mutt"])
    yield "bytes of all kinds", bytes(range(256)) * 4000
    yield "NULs", b"\0" * 100000 + secret.encode()
    yield "too much", b"x" * (20 << 20)
    yield "one long line", one(1).encode() + b"set " * 300000
    yield "a quote without end", (secret + 'set from="a\n\'').encode()
    yield "escapes of a terminal", ("set \x1b]0;x\x07 = y\n\x1b[31m " + secret).encode()
    yield "brackets in brackets", b"${" * 50000 + b"{" * 50000 + b"(" * 50000
    yield "a pattern that takes for ever", (
        "account-hook '(a+)+$' 'set imap_pass=x'\naccount-hook '(.*a){20}' 'set imap_pass=y'\n"
        "mailboxes imaps://%s@h/\n" % ("a" * 200)).encode()
    yield MANY, "".join(map(one, range(2000))).encode()
    yield "commands", "".join(
        'set imap_pass="%s" folder=imaps://u@h/\nsource "%s"\nmacro index x "<shell-escape>%s<enter>"\n'
        'push %s\npoll h proto imap user u pass "%s" preconnect "%s" plugin "%s"\n'
        '[credential "smtp://h"]\nhelper = !%s\nmacdef init\n!%s\n\n'
        "a = $%s\nrelayhost = pipe:%s\n" % ((it,) * 11) for it in runs).encode()
    yield "itself, again and again", (
        "source {0}\nset folder=imaps://u@h/\n[include]\npath = {0}\n".format(HOSTILE)).encode()
    yield "files outside the home", (
        b"source /etc/passwd\nsource ../../../etc/passwd\nset folder=imaps://u@h/ "
        b"signature=/etc/passwd\n[include]\npath = /etc/passwd\n"
        b"smtp_sasl_password_maps = hash:/etc/passwd, regexp:/etc/passwd\nrelayhost = h\n")
    yield "secrets alone", (secret * 3 + SECRET + "\n" + "password " + SECRET + "\n").encode()


def reader(client):
    """The command that reads the hostile file."""
    templates = TOP + "/templates"
    if client in ("mutt", "neomutt"):
        return [sys.executable, templates + "/shared/mutt-import.py", HOSTILE, client, HOSTILE,
                FOLDER, FOLDER]
    return [sys.executable, "%s/%s/import.py" % (templates, client), HOSTILE,
            templates + "/shared", HOSTILE, FOLDER, FOLDER]


def harmless(client, what, content):
    canary = os.path.join(FOLDER, "canary")
    name = "%s: %s" % (client, what)
    write(HOSTILE, content)
    try:
        if what == MANY:
            # to find the accounts takes a while, all the more where others work
            done = subprocess.run(reader(client), capture_output=True, check=False,
                                  timeout=SECONDS)
        else:
            done = mailgen("import", "-t", client, "--home", FOLDER, HOSTILE)
    except subprocess.TimeoutExpired:
        tap.ok(name, False, "it does not end")
        return
    said = done.stderr.decode("utf-8", "replace") + text(done)
    wrong = ["status %d" % done.returncode] * (done.returncode not in range(7))
    wrong += ["a command was run"] * os.path.exists(canary)
    wrong += ["a secret is shown"] * (SECRET in said)
    wrong += ["an escape sequence is shown"] * ("\x1b" in said or "\x07" in said)
    wrong += ["another file was read"] * ("root:" in said)
    wrong += [said] * ("Traceback" in said)
    tap.none(name, wrong)


TOP = os.path.dirname(os.path.dirname(HERE))
TARGETS = targets()
AGREES = {"fetchmail": fetchmail_agrees, "git-send-email": git_agrees,
          "postfix": postfix_agrees}
with tempfile.TemporaryDirectory() as FOLDER:
    HOSTILE = os.path.join(FOLDER, "hostile")
    for CLIENT in [name for name in CLIENTS if name in sys.argv[1:] or not sys.argv[1:]]:
        for CONF in sorted(path for it in SAME.get(CLIENT, [CLIENT]) for path in glob.glob(
                "%s/import/%s/*.conf" % (HERE, it))):
            hand_made(CLIENT, CONF)
            if CLIENT in AGREES and not missing(TARGETS[CLIENT]["verify"]):
                AGREES[CLIENT](CONF)
        for WHAT, CONTENT in hostile(CLIENT):
            harmless(CLIENT, WHAT, CONTENT)
tap.done()
