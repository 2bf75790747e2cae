"""How the clients of the command line are run: to send, and to fetch."""
import fcntl
import glob
import os
import pty
import re
import select
import shutil
import subprocess
import termios
import time

import hostile
import rig
import rows


def run(command, text=b"", folder=None):
    """Runs a client: exit status, and all that it said."""
    try:
        done = subprocess.run(command, input=text, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=rig.WAIT,
                              env=surroundings(folder), cwd=folder, check=False,
                              **rig.client())
        status, said = done.returncode, done.stdout
    except subprocess.TimeoutExpired as late:
        status, said = None, late.stdout or b""
    return status, "%s\n(exit status %s)" % (
        said.decode("utf-8", "replace"), status)


def surroundings(folder):
    return {"PATH": os.environ["PATH"], "HOME": folder, "TERM": "xterm",
            "TMPDIR": folder, "LC_ALL": "C", "TZ": "UTC"}


# what a terminal is asked, and what is answered; nothing is ever let through
QUESTIONS = (
    (rb"\(r\)eject", b"r"),
    (rb"Press any key", b"\r"),
    (rb"No mailbox is open", b"q"),
    (rb"Password for", b"\x07"),
    (rb"Username at", b"\x07"),
    (rb"rror (?:sending|connecting)|failed|not available|refused|invalid", b"q"),
)


class Terminal:
    """A client on a terminal."""

    def __init__(self, command, folder):
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, b"\x18\0\x50\0\0\0\0\0")
        self.process = subprocess.Popen(
            ["setsid", "--ctty"] + command, stdin=theirs, stdout=theirs,
            stderr=theirs, cwd=folder, env=surroundings(folder), **rig.client())
        os.close(theirs)
        self.shown, self.showed = b"", time.monotonic()

    def type(self, keys):
        os.write(self.ours, keys.encode())

    def ask(self, key, prompt, answer, questions=QUESTIONS):
        """Types a key until it shows that prompt, then the answer in place of all that
        stands there: a client that is still busy may lose what is typed."""
        before = len(self.shown)
        for _ in range(4):
            self.type(key)
            self.until(lambda: prompt in self.shown[before:], rig.WAIT / 4, questions)
            if prompt in self.shown[before:]:
                break
        self.type("\x15%s\r" % answer)

    def settle(self, quiet, questions=QUESTIONS):
        """The same until it has shown nothing for so many seconds."""
        self.until(lambda: time.monotonic() > self.showed + quiet, questions=questions)

    def until(self, done, seconds=rig.WAIT, questions=QUESTIONS):
        """Reads what it shows, and answers what it asks, until that is so, the client
        has ended or time is over."""
        self.showed = time.monotonic()
        answered, end = len(self.shown), self.showed + seconds
        while time.monotonic() < end and not done():
            if select.select([self.ours], [], [], 0.2)[0]:
                try:
                    self.shown += os.read(self.ours, 65536)
                    self.showed = time.monotonic()
                except OSError:
                    return
            fresh = re.sub(rb"\x1b[\[(][0-9;?]*.", b"", self.shown[answered:])
            for question, answer in questions:
                if re.search(question, fresh):
                    answered = len(self.shown)
                    os.write(self.ours, answer)
                    break

    def end(self):
        """Ends the client: what it showed."""
        try:
            self.process.wait(1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.ours)
        return re.sub(rb"\x1b[\[(][0-9;?]*.", b" ", self.shown).decode("utf-8", "replace")


def terminal(command, folder):
    """Runs a client on a terminal and answers what it asks: what it showed."""
    client = Terminal(command, folder)
    client.until(lambda: False)
    return client.end()


class Client:
    takes_authority = True  # a certificate authority of the account's
    commands = True         # that print passwords
    composes = True         # messages; else it sends what it is given
    at_once = 24            # how many may run side by side
    asks = False            # for passwords, and keeps them itself
    not_here = ()           # words that it can do, but not with these servers
    cannot = ()             # protocol, security, auth: though it can do each
    doubtful = ()           # words that some versions fail at: `verify` knows

    def begin(self, accounts, authority, options=()):
        """Called with all accounts before the first of them is used."""

    def end(self):
        """Called when the last of them has been."""

    def takes(self, protocol, user):
        """Whether the client can log in under that name."""
        return True

    def mechanism(self, case):
        """What the server has to see for the word of the account."""
        return "PLAIN" if case.word == "password" else case.word.upper()


class Msmtp(Client):
    target = "msmtp"
    composes = False
    file = "msmtprc"
    doubtful = ("scram-sha-1", "scram-sha-256")

    def send(self, file, folder, number):
        return run(["msmtp", "-C", file, "--", rows.ADDRESS],
                   rows.message(number), folder)[1]


class Fetchmail(Client):
    target = "fetchmail"
    file = "fetchmailrc"
    commands = False
    # it answers the greeting's challenge at once, before any STARTTLS
    cannot = (("pop", "starttls", "apop"),)

    def fetch(self, file, folder):
        out = folder + "/fetched"
        said = run(["fetchmail", "-f", file, "--nodetach", "--nosyslog", "-v",
                    "--pidfile", folder + "/pid", "-i", folder + "/ids",
                    "--mda", "cat >>" + out], folder=folder)[1]
        if not os.path.exists(out):
            return [], said
        with open(out, "rb") as mail:
            return [mail.read()], said


class Mpop(Client):
    target = "mpop"
    file = "mpoprc"

    def fetch(self, file, folder):
        name = os.path.basename(os.path.dirname(file))
        for part in ("cur", "new", "tmp"):
            os.makedirs("%s/Mail/%s/%s" % (folder, name, part))
        rig.give_away(folder)
        said = run(["mpop", "-C", file, "--received-header=off", name], folder=folder)[1]
        got = []
        for path in glob.glob(folder + "/Mail/*/new/*"):
            with open(path, "rb") as mail:
                got.append(mail.read())
        return got, said


class Mbsync(Client):
    target = "mbsync"
    file = "mbsyncrc"

    def __init__(self):
        if shutil.which("mbsync") and not hostile.is_older("mbsync15"):
            self.target, self.file = "mbsync15", "mbsyncrc-1.5"

    # it comes with a plug-in
    not_here = () if glob.glob("/usr/lib/*/sasl2/libkdexoauth2.so") else ("xoauth2",)

    def mechanism(self, case):
        # Dovecot's word for the command LOGIN of IMAP
        return "PLAIN" if case.word == "login" else super().mechanism(case)

    def fetch(self, file, folder):
        name = os.path.basename(os.path.dirname(file))
        os.makedirs("%s/Mail/%s" % (folder, name))
        rig.give_away(folder)
        said = run(["mbsync", "-V", "-c", file, name], folder=folder)[1]
        got = []
        for path in glob.glob(folder + "/Mail/*/INBOX/new/*"):
            with open(path, "rb") as mail:
                # what it finds a message by that it was about to write
                got.append(re.sub(rb"\nX-TUID: \S+(?=\n)", b"", mail.read()))
        return got, said


class Mutt(Client):
    target = "mutt"
    file = "muttrc"
    # over IMAP it keeps tokens for encrypted connections
    cannot = (("imap", "none", "xoauth2"), ("imap", "none", "oauthbearer"))

    def send(self, file, folder, number):
        return run([self.target, "-F", file, "-s", "row %d" % number, "--",
                    rows.ADDRESS], rows.BODY.encode(), folder)[1]

    def fetch(self, file, folder):
        out = folder + "/fetched"
        shown = terminal(
            [self.target, "-F", file, "-e", "set quit=yes confirmcreate=no "
             "confirmappend=no sleep_time=0 mbox_type=Maildir",
             "-e", 'push "<tag-pattern>~A<enter><tag-prefix><copy-message>'
             '%s<enter><quit>"' % out], folder)
        got = []
        for name in glob.glob(out + "/new/*") + glob.glob(out + "/cur/*"):
            with open(name, "rb") as mail:
                # what it counts when it saves a message
                got.append(re.sub(rb"\n(?:Content-Length|Lines): \d+(?=\n)", b"",
                                  mail.read()))
        return got, shown


class Neomutt(Mutt):
    target = "neomutt"
    file = "neomuttrc"
