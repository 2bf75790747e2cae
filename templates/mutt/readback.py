#!/usr/bin/env python3
"""Prints as JSON what mutt or neomutt reads in a muttrc.

usage: readback.py CLIENT MUTTRC

-Q and -D of mutt cut values at 255 bytes, so the client is told to put its
variables into its environment and to run a command that saves it. How it writes
names and headers is taken from a message that it hands to a stand-in for
sendmail. Errors in the file leave its exit status at 0; they show on stderr.
"""

import email
import email.header
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

PLAIN = """charset use_from use_envelope_from ssl_starttls ssl_force_tls
    ssl_use_tlsv1_2 realname from smtp_pass smtp_authenticators""".split()
PATHS = ["sendmail", "ssl_ca_certificates_file", "ssl_client_cert"]
COMMANDS = [protocol + "_oauth_refresh_command"
            for protocol in ("smtp", "imap", "pop")]
SERVER = ["user", "pass", "authenticators", "oauth_refresh_command"]
FOLDERS = ["record", "postponed", "trash"]
URLS = ["folder", "spoolfile", "pop_host", "smtp_url"]
OTHERS = """pop_delete imap_user imap_pass imap_authenticators
    pop_user pop_pass pop_authenticators""".split()
UNSET = ["record", "postponed", "trash", "spoolfile", "signature", "sendmail"]
HOOK = r"""^(?:account|folder)-hook "[^']*" '([^']*)'$"""
URL = re.compile(r"(imaps?|pops?|smtps?)://(?:(.*)@)?([^@:/]*):(\d+)/")


class Client:
    """The client with one file, in a folder of its own."""

    def __init__(self, program, muttrc, folder):
        self.program = program
        self.command = [program, "-n", "-F", "start"]
        self.folder = folder
        shutil.copyfile(muttrc, self.path("muttrc"))
        with open(self.path("start"), "w") as file:
            file.write("unset %s\nsource muttrc\n" % " ".join(UNSET))
        self.env = {"HOME": os.path.join(folder, "home"), "TERM": "dumb",
                    "PATH": os.environ.get("PATH", os.defpath)}
        os.mkdir(self.env["HOME"])

    def run(self, lines, arguments, good=(0,)):
        command = list(self.command)
        for line in lines:
            command += ["-e", line]
        done = subprocess.run(command + arguments, cwd=self.folder,
                              env=self.env, input=b"text\n",
                              capture_output=True)
        if done.returncode not in good or done.stderr:
            sys.stderr.buffer.write(done.stderr or done.stdout)
            sys.exit(done.returncode or 1)

    def path(self, name):
        return os.path.join(self.folder, name)

    def saved(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def accounts(self):
        """The keys of the file's accounts, and what the hooks of each do."""
        with open(self.path("muttrc"), encoding="utf-8") as file:
            text = file.read()
        found = {key: [] for key in
                 re.findall(r'^set my_account="([0-9a-f]+)"$', text, re.M)}
        for body in re.findall(HOOK, text, re.M):
            key = re.search(r'my_(?:account=")?([0-9a-f]{32})["_]', body)
            if key:
                # what is not set must not show as the client's default
                body = re.sub(r"\breset ", "unset ", body)
                found.setdefault(key.group(1), []).append(body)
        return found

    def variables(self, hooks):
        lines = list(hooks)
        for name in PLAIN + COMMANDS + FOLDERS + URLS + OTHERS:
            lines.append('setenv READ_%s "$%s"' % (name, name))
        # mutt abbreviates paths below $folder
        lines.append('set folder="/dev/null/"')
        for name in PATHS:
            lines.append('setenv READ_%s "$%s"' % (name, name))
        lines.append('set my_saved="`env -0 >saved`"')
        # neomutt since 2024 ends with 1 after a question, whatever it read
        self.run(lines, ["-Q", "charset"], good=(0, 1))
        pairs = (pair.decode("utf-8", "surrogateescape").partition("=")
                 for pair in self.saved("saved").split(b"\0"))
        return {key[5:]: value for key, _, value in pairs
                if key.startswith("READ_")}

    def message(self, hooks):
        with open(self.path("sink"), "w") as file:
            file.write('printf "%s\\n" "$@" >arguments\ncat >message\n')
        # setenv cuts at 1023 bytes, a signature may be longer
        self.run(hooks +
                 ["my_hdr X-Signature: $signature",
                  "unset smtp_url", "unset record",
                  'set sendmail="/bin/sh sink"'],
                 ["-s", "read", "--", "nobody@example.invalid"])
        return (email.message_from_bytes(self.saved("message")),
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


def url_parts(name, value):
    if not value:
        return {}
    parts = URL.fullmatch(value)
    if not parts:
        return {name: value}
    scheme, user, host, port = parts.groups()
    return {name + ".scheme": scheme, name + ".host": host,
            name + ".user": urllib.parse.unquote(user or ""),
            name + ".port": port}


def folder_name(value, root):
    """A folder below $folder, which mutt abbreviates and neomutt spells out."""
    for start in ("=", root):
        if value.startswith(start):
            return value[len(start):]
    return value


def printed(signature):
    """What the signature's printf prints."""
    parts = re.fullmatch(r"printf\s+%b\s+'([^']*)'\|", signature or "")
    if not parts:
        return signature or ""
    # a long field is folded where it happens to be long
    body = re.sub(r"\r?\n[ \t]*", "", parts.group(1))
    octal = re.sub(rb"\\0([0-7]{3})", lambda m: bytes([int(m.group(1), 8)]),
                   body.encode())
    return octal.decode("utf-8", "surrogateescape")


def incoming(values):
    """What belongs to the server that $spoolfile is on."""
    spool = url_parts("incoming", values["spoolfile"])
    root = url_parts("incoming", values["folder"])
    protocol = "pop" if "incoming.host" in spool else "imap"
    found = spool if protocol == "pop" else root
    for name in SERVER:
        value = values["%s_%s" % (protocol, name)]
        found["incoming." + name] = value or found.get("incoming." + name, "")
    if protocol == "pop":
        found["pop_delete"] = values["pop_delete"]
        if values["pop_host"] != values["spoolfile"]:
            found["pop_host"] = values["pop_host"]
    return found


def readings(client, hooks):
    values = client.variables(hooks)
    if client.program == "neomutt":
        # written behind a blank, see its quoting style muttrc-late
        for name in COMMANDS:
            values[name] = values[name].removeprefix(" ")
    for name in PATHS:
        values[name] = client.shortened(values[name])
    message, arguments = client.message(hooks)
    found = {name: values[name] for name in PLAIN + COMMANDS[:1] + PATHS}
    for name in ("ssl_starttls", "ssl_force_tls"):
        found[name] = "yes" if values[name] == "yes" else ""
    for name in FOLDERS:
        found[name] = folder_name(values[name], values["folder"])
    found.update(incoming(values))
    found.update(url_parts("smtp_url", values["smtp_url"]))
    found["signature"] = printed(message["X-Signature"])
    found["From.name"], found["From.address"] = mailbox(message["From"])
    found["Reply-To"] = mailbox(message["Reply-To"])[1]
    found["Organization"] = decoded(message["Organization"])
    if "-f" in arguments:
        found["envelope"] = arguments[arguments.index("-f") + 1]
    return found


def main():
    program, muttrc = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        client = Client(program, muttrc, folder)
        found = {key: readings(client, hooks)
                 for key, hooks in client.accounts().items()}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
