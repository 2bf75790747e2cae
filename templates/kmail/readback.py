"""What KConfig reads in the files of folder argv[1], as JSON: an object for each account,
by its number."""

import json
import os
import re
import subprocess
import sys

TRANSPORT = ("name", "identifier", "host", "port", "encryption", "auth", "authtype", "user")
IDENTITY = ("Identity", "Name", "Email Address", "Email Aliases", "Organization",
            "Reply-To Address", "Transport", "Disable Fcc", "Inline Signature",
            "Inlined Html", "Signature File", "Signature Command", "PGP Signing Key",
            "PGP Encryption Key", "Override Encryption Defaults", "Pgp Auto Sign",
            "Pgp Auto Encrypt")
PATHS = ("Signature File", "Signature Command")         # in which KMail replaces variables
ENV = {"HOME": "/nonexistent", "XDG_CONFIG_HOME": sys.argv[1], "LC_ALL": "C.UTF-8",
       "XDG_CONFIG_DIRS": "/nonexistent", "PATH": os.environ.get("PATH", os.defpath),
       "QT_LOGGING_RULES": "*=false"}


written = {}    # file: {(group, key): what is written, with the flags of each line}
known = {}      # what is written: what is read


def lines_of(file):
    found, group = {}, ""
    with open(os.path.join(sys.argv[1], file), encoding="utf-8") as lines:
        for line in lines.read().split("\n"):
            if line.startswith("["):
                group = line[1:].rpartition("]")[0]
            key, _, value = line.partition("=")
            key, _, flags = key.partition("[")
            found.setdefault((group, key), []).append((flags, value))
    return found


def ask(file, group, key):
    """What KConfig reads there. Of what is written alike it is asked once: it takes as long
    to start as to read all."""
    if file not in written:
        written[file] = lines_of(file)
    line = tuple(written[file].get((group, key), ()))
    if len(line) > 1:
        line = file, group, key
    if line not in known:
        done = subprocess.run(["kreadconfig5", "--file", file, "--group", group, "--key", key],
                              env=ENV, stdout=subprocess.PIPE, check=True)
        known[line] = done.stdout.decode().removesuffix("\n")
    return known[line]


def main():
    with open(os.path.join(sys.argv[1], "emailidentities"), encoding="utf-8") as file:
        numbers = re.findall(r"^\[Identity #(\d+)\]$", file.read(), re.MULTILINE)
    first = ask("emailidentities", "General", "Default Identity")
    if ask("mailtransports", "General", "default-transport") != first:
        sys.exit("identity and transport are of different accounts")
    found = {}
    for number in numbers:
        values = {key: ask("emailidentities", "Identity #" + number, key) for key in IDENTITY}
        values.update((key, re.sub(r"\$\{?\w*\}?", "", values[key])) for key in PATHS)
        transport = "Transport " + values["Transport"]
        values.update((key, ask("mailtransports", transport, key)) for key in TRANSPORT)
        if ask("emailidentities", "Identity #" + number, "uoid") == first:
            values["default"] = "yes"
        found[number] = values
    json.dump(found, sys.stdout)


main()
