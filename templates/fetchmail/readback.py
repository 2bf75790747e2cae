"""What fetchmail understood of the run control file argv[1], as JSON.

--configdump prints everything, but of a byte above 0x7E it prints only the
lower half, after a byte of chance that can even end the string. Such strings
are asked for a second time: each is given to fetchmail as a user name, which
-V prints as it is, and has to agree with what is left of it in the dump.
"""

import json
import os
import re
import subprocess
import sys

# a string's name in the dump, where it is not the one in the file
OPTIONS = {"remote": b"user"}
ENTRY = re.compile(rb"""^[\t ]*(["'])(\w+)\1: ?("(.*?)"|None|TRUE|FALSE|-?\d+),\n""",
                   re.MULTILINE | re.DOTALL)
SITE = re.compile(rb"^[\t ]*# Entry for site `(.*)' begins:\n", re.MULTILINE)
STRING = re.compile(rb'(?:\b(\w+)\s+)?("[^"]*")')


def fetchmail(arguments, text=None):
    run = subprocess.run(["fetchmail"] + arguments, input=text, check=False,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         env=dict(os.environ, LC_ALL="C"))
    if run.returncode != 0:
        sys.stderr.buffer.write(run.stderr)
        sys.exit(run.returncode if run.returncode > 0 else 1)
    return run.stdout


def plain(shown):
    """The string behind its dump, or None when the dump does not tell."""
    if not re.fullmatch(rb'(?:[^\\]|\\["\\])*', shown):
        return None
    return re.sub(rb'\\(["\\])', rb"\1", shown)


def agrees(shown, value):
    """Can the dump of value look like this?"""
    at = 0
    for byte in value:
        if byte < 0x7F:
            want = {0x22: b'\\"', 0x5C: b"\\\\"}.get(byte, bytes([byte]))
        else:
            want = b"\\0x"
        if not shown.startswith(want, at):
            return False
        at += len(want)
        if byte < 0x7F:
            continue
        if at == len(shown):
            return True
        if shown[at + 1:at + 2] != b"%x" % (byte & 0xF):
            return False
        at += 2
    return at == len(shown)


def spoken(source):
    """What fetchmail reads where these quoted strings stand."""
    tokens = {token for _, token in STRING.findall(source) if not token.isascii()}
    rc = b"".join(b'poll "%d" proto imap user %s\n' % item for item in enumerate(tokens))
    out = fetchmail(["-f", "-", "-V"], rc) if tokens else b""
    found = re.findall(rb"^Options for retrieving from (.*)@(\d+):$", out, re.MULTILINE)
    number = {b"%d" % n: token for n, token in enumerate(tokens)}
    return {number[n]: value for value, n in found}


def accounts(dump, source):
    sites = list(SITE.finditer(dump))
    blocks = re.split(rb"^poll ", source, flags=re.MULTILINE)[1:]
    ends = [site.start() for site in sites[1:]] + [len(dump)]
    if len(blocks) != len(sites):
        sys.exit("fetchmail read %d of %d accounts" % (len(sites), len(blocks)))
    for site, end, block in zip(sites, ends, blocks):
        yield site.group(1).decode(), dump[site.end():end], block


def strings(entries, given, values):
    """The entries that are strings, as they are rather than as shown."""
    result = {}
    for key, shown in entries.items():
        value = plain(shown)
        if value is None:
            value = values.get(given.get(OPTIONS.get(key, key.encode())))
            if value is None or not agrees(shown, value):
                value = shown
        result[key] = value.decode("utf-8", "backslashreplace")
    return result


def options(dump, given, values):
    found = {m.group(2).decode(): m for m in ENTRY.finditer(dump)}
    shown = {key: m.group(4) for key, m in found.items() if m.group(4) is not None}
    text = strings(shown, given, values)
    on = {key for key, m in found.items() if m.group(3) == b"TRUE"}

    def flag(key):
        return key if key in on else "no " + key

    # only EXTERNAL has no word in the dump
    auth = text.get("auth", "external")
    password = text.get("password", "")
    if auth in ("gssapi", "external") and shown.get("password") == shown.get("remote"):
        password = ""   # fetchmail fills it with the user name: none is needed
    return {
        "via": text.get("via", ""),
        "port": text.get("service", ""),
        "proto": text.get("protocol", "").lower() + " auth " + auth,
        "user": text.get("remote", ""),
        "password": password,
        "ssl": flag("ssl"),
        "sslproto": text.get("sslproto", ""),
        "sslcertck": flag("sslcertck"),
        "sslcertfile": text.get("sslcertfile", ""),
        "sslfingerprint": text.get("sslfingerprint", ""),
        "sslcert": text.get("sslcert", ""),
        "sslkey": text.get("sslkey", ""),
        "keep": flag("keep"),
    }


def main():
    with open(sys.argv[1], "rb") as file:
        source = re.sub(rb"^#.*\n", b"", file.read(), flags=re.MULTILINE)
    dump = fetchmail(["-f", sys.argv[1], "--configdump"])
    values = spoken(source)
    json.dump({name: options(part, dict(STRING.findall(block)), values)
               for name, part, block in accounts(dump, source)}, sys.stdout)


main()
