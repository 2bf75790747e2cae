#!/usr/bin/env python3
"""Prints as JSON what mutt or neomutt reads in a muttrc.

usage: mutt.py CLIENT MUTTRC

-Q and -D of mutt cut values at 255 bytes, so the client is told to put its
variables into its environment and to run a command that saves it. How it writes
names and headers is taken from a message that it hands to a stand-in for
sendmail. Errors in the file leave its exit status at 0; they show on stderr.
"""

import email
import email.header
import email.utils
import fcntl
import json
import os
import pty
import re
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import urllib.parse

# of a connection, and what they are for a server that nobody has said anything of
LOGIN = {"%s_%s" % (protocol, name): "" for protocol in ("imap", "pop", "smtp")
         for name in ("user", "pass", "authenticators", "oauth_refresh_command")
         if (protocol, name) != ("smtp", "user")}
TLS = dict.fromkeys("ssl_starttls ssl_force_tls ssl_use_tlsv1_2".split(), "yes")
CERTIFICATES = dict.fromkeys("ssl_ca_certificates_file ssl_client_cert".split(), "")
PGP = "pgp_default_key crypt_autosign crypt_autoencrypt".split()
PLAIN = [*"charset use_from use_envelope_from realname from".split(), *PGP, "pop_delete"]
FOLDERS = ["record", "postponed", "trash"]
URLS = ["folder", "spoolfile", "pop_host", "smtp_url"]
UNSET = ["postponed", "trash", "spoolfile", "signature", "sendmail"]
# a message that is only looked at is not signed
UNSIGNED = "unset crypt_autosign crypt_autoencrypt"
# and goes where the reader says
UNHOOKED = "unhook send2-hook"
KEY = re.compile(r'^set my_([0-9a-f]+)_from="', re.M)
HOOK = r"""^%s-hook "\$my_%s_[a-z]+_at" '(.*)'$"""
SENDER = r"""^send2-hook "~f '\^(.*)\\\$'" 'set smtp_url="\$my_%s_smtp_(\d+)_url"'$"""
URL = re.compile(r"(imaps?|pops?|smtps?)://(?:(.*)@)?(\[[^]]*\]|[^@:/]*):(\d+)/")
GPGME = re.compile(rb"\+(?:\x1b\[\d*m)*(?:CRYPT_BACKEND_)?gpgme", re.I)
SECONDS = 30
# there is no network: all that it can say after that is known
END = 'set my_saved="`kill -9 $PPID`"'


class Client:
    """The client with one file, in a folder of its own."""

    def __init__(self, program, muttrc, folder):
        self.program = program
        self.folder = folder
        shutil.copyfile(muttrc, self.path("muttrc"))
        with open(muttrc, encoding="utf-8") as file:
            self.text = file.read()
        with open(self.path("start"), "w") as file:
            file.write("unset %s\nset sleep_time=0\nsource muttrc\n" % " ".join(
                [*UNSET, *self.gpgme()]))
        # one that is ended does not remove its temporary files
        self.env = {"HOME": os.path.join(folder, "home"), "TERM": "dumb", "TMPDIR": folder,
                    "PATH": os.environ.get("PATH", os.defpath)}
        # without an incoming server neomutt asks for the folder of its own
        os.makedirs(self.path("home/Mail"))

    def gpgme(self):
        """The variable that makes it run five programs of GnuPG whenever it starts, if it
        has that one."""
        built = subprocess.run([self.program, "-v"], stdout=subprocess.PIPE, check=False)
        return ["crypt_use_gpgme"] * bool(GPGME.search(built.stdout))

    def command(self, lines, arguments):
        command = [self.program, "-n", "-F", "start"]
        for line in lines:
            command += ["-e", line]
        return command + arguments

    def run(self, lines, arguments):
        done = subprocess.run(self.command(lines, arguments), cwd=self.folder,
                              env=self.env, input=b"text\n", capture_output=True)
        if done.returncode or done.stderr:
            self.fail(done.stderr or done.stdout, done.returncode)

    def fail(self, said, status=1):
        sys.stderr.buffer.write(said)
        sys.exit(status or 1)

    def path(self, name):
        return os.path.join(self.folder, name)

    def saved(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def hooks(self, kind, key="[0-9a-f]+"):
        """What the file's own hooks do for the servers and folders of an account."""
        return re.findall(HOOK % (kind, key), self.text, re.M)

    def has(self, name):
        return re.search("^set %s=" % name, self.text, re.M)

    def asking(self, *more):
        """Commands that save all values, as a variable that a hook can run."""
        lines = ['setenv READ_%s "$%s"' % (name, name) for name in
                 [*PLAIN, *FOLDERS, *URLS, *LOGIN, *TLS]]
        # mutt abbreviates paths below $folder
        lines.append('set folder="/dev/null/"')
        lines += ['setenv READ_%s "$%s"' % (name, name)
                  for name in ["sendmail", *CERTIFICATES]]
        lines.append('set my_saved="`env -0 >saved`"')
        return "; ".join([*lines, *more])

    def answer(self):
        pairs = (pair.decode("utf-8", "surrogateescape").partition("=")
                 for pair in self.saved("saved").split(b"\0"))
        values = {key[5:]: value for key, _, value in pairs if key.startswith("READ_")}
        os.remove(self.path("saved"))
        for name in LOGIN:
            # written behind a blank in neomutt, see its quoting style muttrc-late
            if name.endswith("command"):
                values[name] = values[name].removeprefix(" ")
        for name in ["sendmail", *CERTIFICATES]:
            values[name] = self.shortened(values[name])
        return values

    def reading(self, url, pattern, lines=()):
        """The values when it connects to the server to open a folder. The last of the
        folder's hooks asks: by then all others have run, and those of the server run
        before the connection is made."""
        lines = [*lines, "set my_ask='%s'" % self.asking(END),
                 """folder-hook . 'account-hook "%s" "$my_ask"'""" % pattern]
        ours, theirs = pty.openpty()
        # ncurses 6.5 opens no terminal that has no size
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
        client = subprocess.Popen(
            self.command(lines, ["-f", url]), cwd=self.folder, env=self.env,
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
        os.close(theirs)
        os.set_blocking(ours, False)
        said, end = b"", time.monotonic() + SECONDS
        while client.poll() is None and time.monotonic() < end:
            said += self.shown(ours)
        if client.poll() is None:
            client.kill()
        if client.wait() != -signal.SIGKILL or not os.path.exists(self.path("saved")):
            self.fail(said + self.shown(ours))
        os.close(ours)
        return self.answer()

    def shown(self, terminal):
        time.sleep(0.01)
        try:
            return os.read(terminal, 65536)
        except OSError:
            return b""

    def sending(self, lines, pattern):
        """The values when it connects to send a message."""
        lines = [*lines, UNSIGNED, "set my_ask='%s'" % self.asking(END),
                 'account-hook "%s" "$my_ask"' % pattern]
        done = subprocess.run(
            self.command(lines, ["-s", "read", "--", "nobody@example.invalid"]),
            cwd=self.folder, env=self.env, input=b"text\n", capture_output=True)
        if not os.path.exists(self.path("saved")):
            self.fail(done.stderr or done.stdout)
        return self.answer()

    def message(self, lines):
        """The values when it writes a message, the message, and how it is handed over."""
        with open(self.path("sink"), "w") as file:
            file.write('printf "%s\\n" "$@" >arguments\ncat >message\n')
        # setenv cuts at 1023 bytes, a signature may be longer
        self.run([*lines, *self.asking().split("; "), "my_hdr X-Signature: $signature",
                  "unset smtp_url", "unset record", UNSIGNED, UNHOOKED,
                  'set sendmail="/bin/sh sink"'],
                 ["-s", "read", "--", "nobody@example.invalid"])
        return (self.answer(), email.message_from_bytes(self.saved("message")),
                self.saved("arguments").decode().split("\n"))

    def shortened(self, path):
        home = self.env["HOME"] + "/"
        return "~/" + path[len(home):] if path.startswith(home) else path


def decoded(field):
    """The text of an unstructured field, RFC 2047."""
    text = re.sub(r"\r?\n(?=[ \t])", "", str(field or ""))
    return str(email.header.make_header(email.header.decode_header(text)))


def mailbox(field):
    """Display name and address of a field with one mailbox, RFC 5322."""
    text = re.sub(r"\r?\n(?=[ \t])", "", str(field or ""))
    parts = re.fullmatch(r"(.*?) ?<([^<>]*)>", text, re.S)
    if not parts:
        return "", text
    name, address = parts.groups()
    if name.startswith('"') and name.endswith('"'):
        return re.sub(r"\\(.)", r"\1", name[1:-1]), address
    return decoded(name), address


def mailboxes(field):
    """Display names and addresses of a field with any number of them."""
    text = re.sub(r"\r?\n(?=[ \t])", "", str(field or ""))
    return "".join("<%s|%s>" % (decoded(name) if "=?" in name else name, address)
                   for name, address in email.utils.getaddresses([text] if text else []))


def url_parts(name, value):
    if not value:
        return {}
    parts = URL.fullmatch(value)
    if not parts:
        return {name: value}
    scheme, user, host, port = parts.groups()
    return {name + ".scheme": scheme, name + ".host": host.strip("[]"),
            name + ".user": urllib.parse.unquote(user or ""),
            name + ".port": port}


def folder_name(value, root, home):
    """A folder below $folder (False: the home), which mutt abbreviates and neomutt
    spells out."""
    if not root:
        root, value = home, value.replace("=", "~/", 1)
    if value.startswith(home + "/"):
        return "~" + value[len(home):]
    for start in ("=", root):
        if value.startswith(start):
            return value[len(start):]
    return value


def printed(signature):
    """What the signature's printf prints: the text, or the command that prints it."""
    parts = re.fullmatch(r"""(eval\s+"\$\()?printf\s+%b\s+'([^']*)'(?:\)")?\|""", signature or "")
    if not parts:
        return decoded(signature)
    # a long field is folded where it happens to be long
    body = re.sub(r"\r?\n[ \t]*", "", parts.group(2))
    octal = re.sub(rb"\\0([0-7]{3})", lambda m: bytes([int(m.group(1), 8)]),
                   body.encode())
    text = octal.decode("utf-8", "surrogateescape")
    # a command that verify had print itself
    return shlex.split(text)[-1] if parts.group(1) else text


def server(values, role, protocol):
    """What a connection to the server is made with."""
    found = {"%s.%s" % (role, name[len(protocol) + 1:]): values[name]
             for name in LOGIN if name.startswith(protocol + "_")}
    found.update({"%s.%s" % (role, name): values[name] for name in [*TLS, *CERTIFICATES]})
    return found


def incoming(client, key):
    """The server and the folders that mail is read from."""
    protocol = "pop" if client.has("my_%s_pop_at" % key) else "imap"
    if not client.has("my_%s_%s_at" % (key, protocol)):
        return {}
    # as a name of a variable it is known to the client alone
    url = re.search('^set my_%s_url="(.*)"$' % key, client.text, re.M).group(1)
    values = client.reading(url + ("INBOX" if protocol == "imap" else ""),
                            "$my_%s_%s_at" % (key, protocol))
    found = server(values, "incoming", protocol)
    place = url_parts("incoming", values["folder" if protocol == "imap" else "spoolfile"])
    place["incoming.user"] = place["incoming.user"] or found["incoming.user"]
    found.update(place)
    for name in FOLDERS:
        found[name] = folder_name(values[name], protocol == "imap" and values["folder"],
                                  client.env["HOME"])
    # the client's own place for drafts is none that an account has named
    found["postponed"] = found["postponed"].replace("~/postponed", "")
    if protocol == "pop":
        found["pop_delete"] = values["pop_delete"]
        if values["pop_host"] != values["spoolfile"]:
            found["pop_host"] = values["pop_host"]
    elif values["spoolfile"] not in ("+INBOX", "=INBOX", values["folder"] + "INBOX"):
        found["spoolfile"] = values["spoolfile"]
    return found


def outgoing(client, key, hooks):
    """The server that mail is sent through."""
    if not client.has("my_%s_smtp_at" % key):
        return {}
    values = client.sending(hooks, "$my_%s_smtp_at" % key)
    found = server(values, "outgoing", "smtp")
    found.update(url_parts("outgoing", values["smtp_url"]))
    found["aliases"] = "".join(sent_by(client, key, hooks, *sender) for sender in re.findall(
        SENDER % key, client.text, re.M))
    return found


def sent_by(client, key, hooks, pattern, number):
    """What mail from an alias with a server of its own is sent through."""
    address = re.sub(r"\[\\?(.)\]", r"\1", pattern)
    values = client.sending([*hooks, 'set from="%s"' % re.sub(r'(["$`\\])', r"\\\1", address)],
                            "$my_%s_smtp_%s_at" % (key, number))
    found = {**url_parts("", values["smtp_url"]), **server(values, "", "smtp")}
    return "<%s|%s>" % (address, "|".join(found.get("." + name, "") for name in (
        "scheme", "host", "port", "user", "authenticators", "pass", "oauth_refresh_command",
        "ssl_force_tls", "ssl_ca_certificates_file")))


def elsewhere(client):
    """What of the accounts reaches another server, though one of theirs was the last."""
    hooks = client.hooks("account")
    usual = {**LOGIN, **TLS, **CERTIFICATES}
    found = set()
    for protocol, values in (
            ("imap", client.reading("imaps://jo@other.invalid/INBOX", "other", hooks)),
            ("pop", client.reading("pops://jo@other.invalid/", "other", hooks)),
            ("smtp", client.sending([*hooks, UNHOOKED,
                                     'set smtp_url="smtps://jo@other.invalid/"'],
                                    "other"))):
        found.update(name for name in usual if values[name] != usual[name]
                     and (name not in LOGIN or name.startswith(protocol)))
    return " ".join(sorted(found))


def readings(client, key):
    # what is not set must not show as the client's default
    hooks = [re.sub(r"\breset ", "unset ", body) for body in client.hooks("folder", key)]
    values, message, arguments = client.message(hooks)
    found = {name: values[name] for name in PLAIN[:-1] + ["sendmail"]}
    found.update(incoming(client, key))
    found.update(outgoing(client, key, hooks))
    found["signature"] = client.shortened(printed(message["X-Signature"]))
    found["From.name"], found["From.address"] = mailbox(message["From"])
    found["Reply-To"] = mailboxes(message["Reply-To"])
    found["Organization"] = decoded(message["Organization"])
    if "-f" in arguments:
        found["envelope"] = arguments[arguments.index("-f") + 1]
    return found


def main():
    program, muttrc = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        client = Client(program, muttrc, folder)
        other = elsewhere(client)
        found = {key: {**readings(client, key), "elsewhere": other}
                 for key in KEY.findall(client.text)}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
