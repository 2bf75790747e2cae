"""The accounts of a file of git's, for git send-email, as JSON: nothing in it is run.

As git reads it (git-config(1), "Syntax"). An identity has what it says itself, and for the
rest what [sendemail] says; one is an account.

usage: import.py FILE SHARED FROM HOME
"""

import email.header
import os
import re
import shlex
import sys

sys.path.insert(0, sys.argv[2])
from taking import id_of, start  # noqa: E402  (the folder is an argument)

DEPTH, LARGEST = 8, 1 << 20
SECTION = re.compile(r'\[\s*([A-Za-z0-9.-]+)\s*(?:"((?:[^"\\\n]|\\.)*)")?\s*\]')
KEY = re.compile(r"[ \t]*([A-Za-z][A-Za-z0-9-]*)[ \t]*")
ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
HELPER = re.compile(r"""!f\(\) \{ test "\$1" = get && printf 'password=%s\\n' "\$\(eval (.*)\)"; \}; f""",
                    re.S)
ECHO = re.compile(r"""!\s*f\(\)\s*\{\s*(?:[^;"]*(?:;|&&)\s*)*echo\s+"?password=\$\((.*)\)"?\s*;?\s*\}\s*;\s*f""",
                  re.S)
PORTS = {"smtp": "25", "smtps": "465", "ssmtp": "465", "submissions": "465",
         "submission": "587"}
OF_ACCOUNT = {"from", "smtpserver", "smtpserverport", "smtpencryption", "smtpssl", "smtpauth",
              "smtpsslcertpath", "smtpuser", "smtppass"}


def value_at(text, at):
    """The value from there on, and where it ends."""
    out, quoted, blanks = [], False, ""
    while at < len(text) and text[at] in " \t":
        at += 1
    while at < len(text):
        c = text[at]
        at += 1
        if c == "\n":
            break
        if c in "#;" and not quoted:
            end = text.find("\n", at)
            at = len(text) if end < 0 else end + 1
            break
        if c == '"':
            quoted = not quoted
            out.append(blanks)
            blanks = ""
        elif c == "\\":
            c = text[at:at + 1]
            at += 1
            out.append(blanks + {"n": "\n", "t": "\t", "b": "\b", "\n": ""}.get(c, c))
            blanks = ""
        elif c in " \t\r" and not quoted:
            blanks += c
        else:
            out.append(blanks + c)
            blanks = ""
    return "".join(out), at


def settings(text):
    """Each setting: section, subsection, key, value and line."""
    at, section, counted, number = 0, None, 0, 1
    while at < len(text):
        number, counted = number + text.count("\n", counted, at), at
        if text[at] in " \t\r\n":
            at += 1
            continue
        if text[at] in "#;":
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
            continue
        head = SECTION.match(text, at)
        if head:
            name, _, rest = head[1].lower().partition(".")
            section = name, re.sub(r"\\(.)", r"\1", head[2]) if head[2] is not None else rest
            at = head.end()
            continue
        key = KEY.match(text, at)
        if not key or not section:
            yield None, "", "", "", number
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
            continue
        at, value = key.end(), "true"
        if text[at:at + 1] == "=":
            value, at = value_at(text, at + 1)
        elif text[at:at + 1] not in ("", "\n", "\r", "#", ";"):
            section = None
            continue
        yield *section, key[1].lower(), value, number


class Config:
    """What the files say: the last of a name counts, helpers are a list."""

    def __init__(self, file, home):
        self.file, self.home = file, home
        self.values, self.lines, self.helpers, self.identities = {}, {}, [], {}

    def take(self, text, folder, top, depth=0, reading=()):
        for section, name, key, value, number in settings(text):
            line = number if depth == 0 else top
            if section is None:
                if depth == 0:
                    self.file.wonders(line, "...")
            elif section == "include" and key == "path":
                self.include(value, folder, line, depth, reading)
            elif section == "includeif":
                self.file.wonders(line, "path = " + value[:200])
            elif section == "sendemail":
                if key in OF_ACCOUNT or key == "identity":
                    self.file.knows(line)
                if name and key in OF_ACCOUNT:
                    self.identities[name] = True
                self.values[name, key] = value
                self.lines[name, key] = line
            elif section == "user" and not name and key in ("name", "email"):
                self.file.knows(line)
                self.values["user", key] = value
            elif section == "credential" and key == "helper" and name.startswith("smtp"):
                self.file.knows(line)
                self.helpers.append((name, value))

    def include(self, value, folder, line, depth, reading):
        path = os.path.join(folder, self.home + value[1:] if value.startswith("~/") else value)
        path = os.path.realpath(path)
        self.file.knows(line)
        if depth < DEPTH and path not in reading and os.path.isfile(path) \
                and path.startswith(os.path.realpath(self.home) + "/") \
                and os.path.getsize(path) <= LARGEST:
            try:
                with open(path, encoding="utf-8", errors="surrogateescape") as file:
                    self.take(file.read(LARGEST), os.path.dirname(path), line, depth + 1,
                              (*reading, path))
                return
            except OSError:
                pass
        self.file.wonders(line, "path = " + value[:200])

    def get(self, name, key):
        value = self.values.get((name, key))
        return self.values.get(("", key), "") if value is None else value

    def line(self, name, key):
        return self.lines.get((name, key)) or self.lines.get(("", key), 0)

    def command(self, host, port, user):
        """The command of the helper that git asks for the password."""
        found = ""
        for url, helper in self.helpers:
            parts = re.fullmatch(r"smtps?://(?:([^@/]*)@)?([^/:]*)(?::(\d+))?/?", url)
            if not parts or parts[2].lower() != host.lower() or parts[3] not in (None, port) \
                    or parts[1] is not None and re.sub(
                        "%([0-9A-Fa-f]{2})", lambda m: chr(int(m[1], 16)), parts[1]).encode(
                            "latin-1", "replace").decode("utf-8", "replace") != user:
                continue
            ours, echo = HELPER.fullmatch(helper), ECHO.fullmatch(helper)
            try:
                found = shlex.split(ours[1])[0] if ours else echo[1] if echo else ""
            except (ValueError, IndexError):
                found = ""
        return found


def sender(text, name):
    """As git writes a sender: the name as it needs be, and the address."""
    parts = re.fullmatch(r"\s*(.*?)\s*<\s*([^<>]*?)\s*>\s*", text, re.S)
    own, address = parts.groups() if parts else ("", text.strip())
    if own[:1] == own[-1:] == '"' and len(own) > 1:
        own = re.sub(r"\\(.)", r"\1", own[1:-1])
    if "=?" in own:
        try:
            own = str(email.header.make_header(email.header.decode_header(own)))
        except (ValueError, LookupError, email.errors.HeaderParseError):
            pass
    name = own or name or address.partition("@")[0]
    if name.isascii() and not ATOMS.fullmatch(name):
        name = '"%s"' % re.sub(r'(["\\])', r"\\\1", name)
    return "%s <%s>" % (name, address) if address else ""


def values_of(config, name):
    def get(key):
        return config.get(name, key)
    encryption = get("smtpencryption")
    if not encryption and get("smtpssl").lower() in ("true", "yes", "on", "1"):
        encryption = "ssl"
    host, user = get("smtpserver"), get("smtpuser")
    port = PORTS.get(get("smtpserverport"), get("smtpserverport"))
    if not port:
        port = "465" if encryption == "ssl" else "25"
    if re.search(r":\d+$", host) and not get("smtpserverport") and host.count(":") == 1:
        host, _, port = host.partition(":")
    words = [word.upper() for word in get("smtpauth").split()]
    if not user or words == ["NONE"]:
        auth = "none"
    elif len(words) == 1:
        auth = words[0]
    else:
        auth = "PLAIN LOGIN"
    path = get("smtpsslcertpath")
    if not path and config.line(name, "smtpsslcertpath"):
        config.file.wonders(config.line(name, "smtpsslcertpath"))
    return {
        "from": sender(get("from") or "<%s>" % config.values.get(("user", "email"), ""),
                       config.values.get(("user", "name"), "")),
        "smtpserver": host.strip("[]"), "smtpserverport": port,
        "smtpencryption": encryption if encryption in ("ssl", "tls") else "none",
        "smtpauth": auth, "smtpsslcertpath": path,
        "smtpuser": user if auth != "none" else "",
        "password": get("smtppass") if auth != "none" else "",
        "password_command": config.command(host, port, user)
        if auth != "none" and not get("smtppass") else "",
    }


def lines_of(file, name):
    """Those of its sections that nothing else is in."""
    found, mine = [], False
    for line, text in enumerate(file.lines, 1):
        head = SECTION.match(text.lstrip())
        if head:
            section, _, rest = head[1].lower().partition(".")
            sub = re.sub(r"\\(.)", r"\1", head[2]) if head[2] is not None else rest
            mine = (section, sub) == ("sendemail", name)
            if mine:
                file.heads_with(line)
        if mine and text.strip() and text.lstrip()[0] not in "#;":
            found.append(line)
    return found


def main():
    file, home = start(), os.path.abspath(sys.argv[4])
    config = Config(file, home)
    config.take("\n".join(file.lines).removeprefix("\ufeff"), os.path.dirname(sys.argv[3]), 0)
    names, taken = list(config.identities), set()
    if ("", "smtpserver") in config.values and not (
            names and ("", "identity") in config.values):
        names.append("")
    for name in names:
        server = config.get(name, "smtpserver")
        if not server or server.startswith("/"):
            # a program that sends, and no server
            file.wonders(config.line(name, "smtpserver") or config.line(name, "from") or 1)
            continue
        values = values_of(config, name)
        known = None if not name and len(names) == 1 else id_of(name or "default", taken)
        taken.add(known)
        place = config.line(name, "smtppass")
        file.add(values, known, config.line(name, "smtpserver"),
                 {"password": place} if place and values["password"] else None,
                 lines_of(file, name))
    file.print()


main()
