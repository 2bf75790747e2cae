"""The accounts in a file of mutt's or neomutt's, as JSON: nothing in it is run.

usage: mutt-import.py FILE CLIENT FROM HOME FOLDER

The file is read as the client reads it (muttrc.py). An account is a server that a folder
of the file's is at, with what the hooks of that folder and of its servers say.
"""

import re
import sys
import urllib.parse

from muttrc import (FIRST_MARK, MOST_STEPS, Muttrc, is_marked, text_of)
from taking import id_of, start

MOST_ACCOUNTS = 1000
PORTS = {"imap": "143", "imaps": "993", "pop": "110", "pops": "995", "smtp": "25",
         "smtps": "465"}
NEOMUTT_WORDS = {"plain", "login", "oauthbearer", "xoauth2", "gssapi", "user", "apop"}
PASSWORD = {"imap": "plain:login", "smtp": "plain:login", "pop": "plain:login:user"}
URL = re.compile(r"(imaps?|pops?|smtps?)://(?:([^/]*)@)?(\[[^]/]*\]|[^@:/]*)(?::(\d+))?"
                 r"(?:/(.*))?", re.I | re.S)
BRACES = re.compile(r"\{(?:([^@{}]*)@)?([^@:/{}]+)(?::(\d+))?((?:/\w+)*)\}(.*)", re.S)
ADDRESS = re.compile(r"\^?([\w.!#%&'/=~@-]+?|(?:\\.|[\w!#%&'/=~@.-]|\[[^]\\^]\])+)\$?")
DOMAIN = re.compile(r"(?:\^?\.[*+])?@((?:\\\.|\[\.\]|[\w.-])+)\$?")
OCTAL = re.compile(r"""(eval\s+"\$\()?printf\s+%b\s+'([^']*)'(\)")?\|?""")


def printed(command):
    """The text that mailgen has a shell print, and if it is a command itself; or None."""
    parts = OCTAL.fullmatch(command)
    if not parts or bool(parts[1]) != bool(parts[3]):
        return None
    return re.sub(r"\\0([0-7]{3})", lambda m: chr(int(m[1], 8) & 0xff), parts[2]), \
        bool(parts[1])


def url_parts(text):
    """Scheme, user, password, host, port and path; None for what is no server's URL."""
    braces = BRACES.fullmatch(text)
    if braces:
        user, host, port, flags, path = braces.groups()
        flags = flags.lower().split("/")
        scheme = "pop" if "pop3" in flags or "pop" in flags else "imap"
        scheme += "s" if "ssl" in flags else ""
        return scheme, user or "", "", host, port or PORTS[scheme], path
    parts = URL.fullmatch(text)
    if not parts or not parts[3]:
        return None
    scheme, user, host, port, path = parts.groups()
    user, _, password = (user or "").partition(":")
    return (scheme.lower(), decoded(user), decoded(password), host.strip("[]"),
            port or PORTS[scheme.lower()], decoded(path or ""))


def is_mail(text):
    """Is it the URL of a server that mail is read from?"""
    parts = url_parts(text)
    return bool(parts) and parts[0] not in ("smtp", "smtps") and not is_marked(parts[3])


def decoded(text):
    return re.sub("%([0-9A-Fa-f]{2})", lambda m: chr(int(m[1], 16)), text)


def own_url(text):
    """As hooks of servers see it: without password and path."""
    parts = URL.fullmatch(text)
    if not parts:
        return text
    user, port = (parts[2] or "").partition(":")[0], parts[4]
    return "%s://%s%s%s/" % (parts[1].lower(), decoded(user) + "@" if user else "", parts[3],
                             ":" + port if port else "")


class Accounts:
    """What the files say of accounts."""

    def __init__(self, rc, file, home):
        self.rc, self.file, self.home = rc, file, home
        self.found, self.identities = [], set()

    # ---- texts ----

    def text(self, value, place=0):
        """A text; where a command has a part in it, there is none."""
        text = text_of(value)
        if text is None and place:
            self.file.wonders(place, "...")
        return text or ""

    def shortened(self, value):
        text = self.text(value)
        if text.startswith(self.home + "/"):
            return "~" + text[len(self.home):]
        return text

    def secret(self, value, place):
        """A password, and the command that prints it."""
        if len(value) == 1 and is_marked(value):
            command = self.rc.marks[ord(value) - FIRST_MARK]
            made = printed(command)
            command = made[0] if made and made[1] else command
            return "", self.text(command, place)
        return self.text(value, place), ""

    # ---- one account ----

    def servers_values(self, role, url, state):
        """What a connection to this server is made with."""
        scheme, user, password, host, port, _ = url_parts(url)
        protocol = scheme.rstrip("s")
        self.rc.state = state = state.copy()
        self.rc.run_hooks("account-hook", own_url(url))
        get, places = state.get, state.places
        login = get(protocol + "_login") or get(protocol + "_user")
        if protocol == "imap" or self.rc.neomutt:
            user = login or user
        else:
            user = user or login
        command = self.text(get(protocol + "_oauth_refresh_command")).removeprefix(" ")
        words = [word.lower() for word in re.split(r"[:\s]+", self.text(
            get(protocol + "_authenticators"))) if word]
        if self.rc.neomutt and not NEOMUTT_WORDS.issuperset(words):
            words = []          # it takes none of them, and chooses for itself
        tokens = [word for word in words if word in ("xoauth2", "oauthbearer")]
        literal, secret = self.secret(get(protocol + "_pass") or password,
                                      places.get(protocol + "_pass", 0))
        if command and (tokens or not words) and not (literal or secret):
            auth = (tokens or ["oauthbearer"])[0]
        elif len(words) == 1:
            auth, command = words[0], ""
        else:
            auth, command = PASSWORD[protocol], ""
            if protocol == "pop" and self.rc.neomutt:
                auth = "user"
        if auth == "user" and not self.rc.neomutt:
            auth = PASSWORD["pop"]
        tls = {name: get("ssl_" + name) for name in ("starttls", "force_tls")}
        if tls["force_tls"] == "yes" or scheme.endswith("s"):
            tls = dict.fromkeys(tls, "yes")
        if scheme == "pop" and tls["starttls"] == "yes":
            # mailgen has none for POP: never less than what the file says
            scheme, port = "pops", "995" if port == "110" else port
            self.file.wonders(places.get("spoolfile") or places.get("pop_host", 0),
                              "pop://... with ssl_starttls")
        has_login = user or role == "incoming"
        found = {
            "scheme": scheme, "host": self.text(host), "port": port,
            "user": self.text(user), "authenticators": auth if has_login else "",
            "pass": literal if has_login else "", "pass_command": secret if has_login else "",
            "oauth_refresh_command": command if has_login else "",
            "ssl_starttls": tls["starttls"], "ssl_force_tls": tls["force_tls"],
            "ssl_use_tlsv1_2": get("ssl_use_tlsv1_2"),
            "ssl_ca_certificates_file": self.shortened(get("ssl_ca_certificates_file")),
            "ssl_client_cert": self.shortened(get("ssl_client_cert")),
        }
        place = places.get(protocol + "_pass") or (password and places.get(
            {"smtp": "smtp_url", "imap": "folder"}.get(protocol, "spoolfile")))
        return ({role + "." + name: value for name, value in found.items()},
                {role + ".pass": place} if place and literal else {})

    def folder_name(self, name, state, url):
        """The name of a folder of the server's; None: it is none there."""
        value = state.get(name)
        if not value:
            return ""
        parts, own = url_parts(value), url_parts(url)
        if parts and parts[0].startswith("imap") and parts[3].lower() == own[3].lower():
            return self.text(re.sub("^/+|/+$", "", re.sub(
                "(?<=[/.])[/]+", "", parts[5])), state.places.get(name, 0))
        if name in state.values and state.places.get(name):
            self.file.wonders(state.places[name], "set %s=..." % name)
        return None

    def signature(self, state):
        value = state.get("signature")
        text = self.text(value, state.places.get("signature", 0))
        if not text.endswith("|"):
            text = self.shortened(value)
            return "", "~/" + text if text and text[0] not in "/~" else text, ""
        made = printed(value.rstrip())
        if not made:
            return "", "", text.rstrip("| ")
        text = text_of(made[0])
        return ("", "", text) if made[1] else (text, "", "")

    def sender(self, state):
        """Name and address that mail is from, and where answers go."""
        value = state.headers.get("from") or state.get("from")
        name, address = mailbox(self.text(value, state.places.get("from", 0)))
        replies = addresses(self.text(state.headers.get("reply-to", "")))
        return {
            "realname": name or self.text(state.get("realname"), state.places.get(
                "realname", 0)),
            "from": address,
            "Reply-To": "".join("<%s|%s>" % one for one in replies),
            "Organization": self.text(state.headers.get("organization", "")),
        }

    def values(self, state, url):
        """The values of an account, and its places."""
        values, places = self.sender(state), {}
        key = re.sub("^0x", "", self.text(state.get("pgp_default_key")
                                          or state.get("pgp_sign_as")), flags=re.I)
        if re.fullmatch("[0-9A-Fa-f]{8,40}", key):
            values["pgp_default_key"] = "0x" + key.upper()
        for name in ("crypt_autosign", "crypt_autoencrypt"):
            values[name] = state.get(name) or "no"
        for name, text in zip(("signature", "signature_file", "signature_command"),
                              self.signature(state)):
            values[name] = text
        if url:
            found, where = self.servers_values("incoming", url, state)
            if not found["incoming.user"]:
                # it asks for it
                found["incoming.user"] = values["from"] or self.home.rpartition("/")[2]
            values.update(found)
            places.update(where)
            if found["incoming.scheme"].startswith("imap"):
                for name in ("record", "postponed", "trash"):
                    text = self.folder_name(name, state, url)
                    values[name] = text if text is not None else \
                        "~/sent" if name == "record" else ""
            else:
                values["record"] = "~/sent"
                values["pop_delete"] = state.get("pop_delete") or "no"
        smtp = state.get("smtp_url")
        if smtp and re.match("smtps?://", smtp, re.I) and url_parts(smtp):
            if self.rc.neomutt and state.get("smtp_user"):
                parts = URL.fullmatch(smtp)
                smtp = "%s://%s@%s%s/" % (parts[1], urllib.parse.quote(
                    state.get("smtp_user").encode("latin-1", "replace"), safe=""), parts[3],
                    ":" + parts[4] if parts[4] else "")
            found, where = self.servers_values("outgoing", smtp, state)
            values.update(found)
            places.update(where)
        elif state.get("sendmail"):
            values["sendmail"] = self.shortened(state.get("sendmail"))
        return values, places

    # ---- all of them ----

    def add(self, state, url):
        self.rc.state = state
        values, places = self.values(state, url)
        server = tuple(values.get("incoming." + name, "").lower() for name in (
            "scheme", "host", "port", "user"))
        if not any(server):
            if not values["from"] or any(
                    values["from"] == other["from"] for _, other, _, _ in self.found):
                return
            server = (values["from"],)
        if server not in self.identities and len(self.found) < MOST_ACCOUNTS:
            self.identities.add(server)
            line = state.places.get("folder") or state.places.get("spoolfile") \
                or state.places.get("from") or 0
            self.found.append((bool(url), values, places, line))

    def open(self, base, path):
        """Opens a folder, with what its hooks do."""
        self.rc.state = state = base.copy()
        self.rc.run_hooks("folder-hook", path)
        for url in (path, state.get("spoolfile"), state.get("folder")):
            if is_mail(url):
                return self.add(state, url)
        if is_mail(state.get("pop_host")):
            return self.add(state, state.get("pop_host"))
        return self.add(state, None)

    def paths(self, base):
        """Where its folders are, the one that it begins in first."""
        yield base.get("spoolfile") or base.get("folder")
        yield from self.rc.mailboxes
        for kind, pattern, _, _ in self.rc.hooks:
            if kind in ("folder-hook", "account-hook") and pattern and not pattern[0]:
                yield plain_url(pattern[1])

    def look(self):
        rc, seen = self.rc, set()
        rc.read_first()
        rc.steps = MOST_STEPS
        rc.run_hooks("startup-hook", "")
        base = rc.state
        if base.get("pop_host") and "://" not in base.get("pop_host"):
            base.values["pop_host"] = "pop://" + base.get("pop_host")
        for path in self.paths(base):
            place = path and re.sub(r"(?<=[^/]/)[^/].*", "", path[8:]) + path[:8]
            if path and place not in seen and len(seen) < 4 * MOST_ACCOUNTS:
                seen.add(place)
                if path == (base.get("spoolfile") or base.get("folder")) or is_mail(path):
                    self.open(base, path)
        for text, number in rc.sources[:MOST_ACCOUNTS]:
            rc.state, rc.number = base.copy(), number
            rc.read(text)
            rc.number = 0
            self.open(rc.state, rc.state.get("spoolfile") or rc.state.get("folder"))
        for kind, pattern, body, number in list(rc.hooks):
            if kind == "folder-hook" and len(self.found) < MOST_ACCOUNTS \
                    and re.search(r"\b(source|folder|smtp_url|sendmail|from)\b", body):
                rc.state, rc.number = base.copy(), number
                rc.run(body)
                rc.number = 0
                state = rc.state
                self.open(state, state.get("spoolfile") if is_mail(state.get("spoolfile"))
                          else state.get("folder"))
        if any(at_server for at_server, _, _, _ in self.found):
            self.found = [one for one in self.found
                          if one[0] or "outgoing.host" in one[1]]
        self.take_alternates()
        for (_, values, places, line), name in zip(self.found, self.names()):
            self.file.add(values, name if len(self.found) > 1 else None, line, places)

    def names(self):
        """Of each account one that no other one has."""
        names = {}
        for _, values, _, _ in self.found:
            name = id_of(values["from"], ())
            if name in names:
                name = id_of("%s-%s" % (name, values.get("incoming.host", "send")), names)
            names[name] = True
        return names

    def take_alternates(self):
        """Other addresses are aliases of the account of their domain, else of the first."""
        own = {values["from"].lower() for _, values, _, _ in self.found}
        lists = [([], []) for _ in self.found]
        for text, number in self.rc.alternates:
            text = self.text(text)
            address, domain = ADDRESS.fullmatch(text), DOMAIN.fullmatch(text)
            plain = re.sub(r"\\(.)|\[(.)\]", r"\1\2", (domain or address or [0, ""])[1])
            if domain and "." in plain:
                at = [i for i, (_, values, _, _) in enumerate(self.found)
                      if values["from"].lower().endswith("@" + plain.lower())]
                if at and not lists[at[0]][1]:
                    lists[at[0]][1].append("<*@%s>" % plain)
                elif number:
                    self.file.wonders(number, "alternates ...")
            elif "@" in plain.strip("@"):
                at = [i for i, (_, values, _, _) in enumerate(self.found)
                      if values["from"].rpartition("@")[2].lower()
                      == plain.rpartition("@")[2].lower()] or [0]
                if self.found and plain.lower() not in own:
                    own.add(plain.lower())
                    lists[at[0]][0].append("<%s>" % plain)
            elif number:
                self.file.wonders(number, "alternates ...")
        for (aliases, domains), (_, values, _, _) in zip(lists, self.found):
            values["alternates"] = "".join(aliases)
            values["catch_all"] = "".join(domains)


def plain_url(pattern):
    """The URL that a pattern is for, where it says one; else ""."""
    text = re.sub(r"^\(?\^|\(:\d+\)\?|(\(/\|\\?\$\)|\$|\.\*|/\?|/\*)*\)?$", "", pattern)
    if re.search(r"[*+?|(){}^$]", re.sub(r"\\.|\[.\]", "", text)):
        return ""
    text = re.sub(r"\\(.)|\[(.)\]", r"\1\2", text)
    return text if is_mail(text) else ""


def mailbox(text):
    """Name and address (RFC 5322) of the first mailbox."""
    return (addresses(text) or [("", "")])[0]


def addresses(text):
    found = []
    for one in re.findall(r'((?:"(?:[^"\\]|\\.)*"|[^",])+)', text[:8192]):
        parts = re.fullmatch(r'\s*(.*?)\s*<([^<>]*)>\s*', one, re.S)
        name, address = parts.groups() if parts else ("", one.strip())
        comment = re.fullmatch(r"(\S+)\s+\((.*)\)", address)
        if comment:
            address, name = comment.groups()
        name = re.sub(r'"((?:[^"\\]|\\.)*)"', lambda m: re.sub(r"\\(.)", r"\1", m[1]), name)
        if address:
            found.append((name, address))
    return found


def main():
    _, _, client, place, home, folder = sys.argv
    file = start()
    rc = Muttrc(client == "neomutt", home, file, place, folder)
    Accounts(rc, file, home).look()
    file.print()


main()
