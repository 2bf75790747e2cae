"""The language of mutt's and neomutt's files, read as the clients read it, but that nothing
in it is run: what a command between backticks would print is a mark that says which
command it is.

Texts are of bytes, as Latin-1, so that a mark is a character that no byte is.
"""

import os
import re

import taking
from taking import bytes_of

FIRST_MARK = 0x100000
MOST_MARKS = 0xFFFF
DEPTH, LARGEST, MOST_LINES, MOST_STEPS = 8, 1 << 20, 100000, 2000000
PATHS = set("folder record postponed trash spoolfile signature ssl_ca_certificates_file"
            " ssl_client_cert certificate_file sendmail mbox".split())
OTHER_NAMES = {
    "real_name": "realname", "spool_file": "spoolfile", "envelope_from": "use_envelope_from",
    "crypt_auto_sign": "crypt_autosign", "crypt_auto_encrypt": "crypt_autoencrypt",
    "pgp_autosign": "crypt_autosign", "pgp_autoencrypt": "crypt_autoencrypt",
    "pgp_self_encrypt_as": "pgp_default_key", "ssl_ca_certs_file": "ssl_ca_certificates_file",
}
NEOMUTT_NAMES = {"real_name", "spool_file", "crypt_auto_sign", "crypt_auto_encrypt",
                 "smtp_user"}
SWITCHES = set("use_from use_envelope_from ssl_starttls ssl_force_tls ssl_use_tlsv1_2 ssl_verify_host"
               " ssl_verify_dates crypt_autosign crypt_autoencrypt pop_delete".split())
SWITCHED = {"yes": "yes", "no": "no", "ask-yes": "yes", "ask-no": "no"}
NEOMUTT_SWITCHED = {"y": "yes", "true": "yes", "t": "yes", "1": "yes", "on": "yes",
                    "n": "no", "false": "no", "f": "no", "0": "no", "off": "no"}
DEFAULTS = {
    "folder": "~/Mail", "record": "~/sent", "postponed": "~/postponed", "mbox": "~/mbox",
    "ssl_starttls": "yes", "ssl_force_tls": "yes", "ssl_use_tlsv1_2": "yes",
    "ssl_verify_host": "yes", "ssl_verify_dates": "yes", "use_from": "yes",
}
# What of an account is in them.
VARIABLES = {
    "folder", "spoolfile", "record", "postponed", "trash", "from", "realname", "signature",
    "sendmail", "smtp_url", "smtp_pass", "smtp_user", "smtp_authenticators",
    "smtp_oauth_refresh_command", "imap_user", "imap_login", "imap_pass",
    "imap_authenticators", "imap_oauth_refresh_command", "pop_host", "pop_user", "pop_pass",
    "pop_authenticators", "pop_oauth_refresh_command", "pop_delete", "ssl_starttls",
    "ssl_force_tls", "ssl_use_tlsv1_2", "ssl_ca_certificates_file", "ssl_client_cert",
    "pgp_default_key", "pgp_sign_as", "crypt_autosign", "crypt_autoencrypt",
}
# Of these no account that mailgen knows says anything.
STRANGE = {"account_command", "tunnel", "ssl_verify_host", "ssl_verify_dates"}
SERVER_NAMES = re.compile("(imap|pop|smtp|ssl)_")
OTHER_SERVER_NAMES = set(
    "imap_check_subscribed imap_condstore imap_deflate imap_delim_chars imap_fetch_chunk_size"
    " imap_headers imap_idle imap_keepalive imap_list_subscribed imap_passive imap_peek"
    " imap_pipeline_depth imap_poll_timeout imap_qresync imap_rfc5161 imap_send_id"
    " imap_servernoise pop_auth_try_all pop_checkinterval pop_check_interval pop_last"
    " pop_reconnect ssl_ciphers ssl_min_dh_prime_bits ssl_use_sslv2 ssl_use_sslv3"
    " ssl_use_tlsv1 ssl_use_tlsv1_1 ssl_use_tlsv1_3 ssl_usesystemcerts ssl_use_system_certs"
    " ssl_verify_partial_chains".split())
# Their arguments are not read here.
OTHER_COMMANDS = set(
    "alias unalias append-hook attachments unattachments auto_view unauto_view"
    " alternative_order unalternative_order bind charset-hook close-hook color uncolor"
    " crypt-hook pgp-hook echo exec push fcc-hook fcc-save-hook group ungroup hdr_order"
    " unhdr_order iconv-hook ignore unignore index-format-hook lists unlists macro mbox-hook"
    " message-hook mime_lookup unmime_lookup mono unmono open-hook reply-hook save-hook score"
    " unscore send-hook shutdown-hook sidebar_pin sidebar_unpin sidebar_whitelist"
    " unsidebar_whitelist spam nospam subjectrx unsubjectrx subscribe unsubscribe"
    " subscribe-to unsubscribe-from tag-formats tag-transforms timeout-hook unalternates"
    " unmailboxes unvirtual-mailboxes version cd unhook".split())
NEOMUTT_COMMANDS = {"lua", "lua-source"}


class Wrong(Exception):
    """The client says that a line is wrong, and leaves out the rest of it."""


class State:
    """The values at one time."""

    def __init__(self):
        self.values, self.own, self.headers = {}, {}, {}
        self.places = {}        # of each value the line of the first file

    def copy(self):
        other = State()
        for name in ("values", "own", "headers", "places"):
            getattr(other, name).update(getattr(self, name))
        return other

    def get(self, name):
        return self.values.get(name, DEFAULTS.get(name, ""))


class Tokens:
    """A line, and how far it was read."""

    def __init__(self, text):
        self.text, self.at = text, 0

    def blank(self):
        while self.at < len(self.text) and self.text[self.at] in " \t\n\v\f\r":
            self.at += 1

    def more(self):
        return self.at < len(self.text) and self.text[self.at] not in ";#"

    def is_at(self, character):
        return self.text.startswith(character, self.at)

    def skip(self, n=1):
        self.at += n


class Muttrc:
    """What files say, and the hooks in them."""

    def __init__(self, neomutt, home, file, place, folder):
        self.neomutt, self.home, self.file = neomutt, home, file
        self.folder = folder            # that has copies of the files that were named
        self.state, self.number = State(), 0
        self.marks, self.reading = [], [place]
        self.hooks = []                 # kind, (not, pattern) or None, body, line
        self.mailboxes, self.alternates, self.sources = [], [], []
        self.steps, self.left = MOST_STEPS, MOST_LINES
        self.env = {name: bytes_of(text) for name, text in os.environ.items()
                    if name in ("XDG_CONFIG_HOME", "USER", "LOGNAME")}
        self.env["HOME"] = bytes_of(home)

    # ---- words ----

    def mark(self, command):
        if len(self.marks) >= MOST_MARKS:
            raise Wrong
        self.marks.append(command)
        return chr(FIRST_MARK + len(self.marks) - 1)

    def word(self, t, ends=" ;#", quotes=True):
        """The next word: it ends at one of these, the blank stands for any."""
        t.blank()
        out, quote, text = [], "", t.text
        while t.at < len(text):
            c = text[t.at]
            if not quote and ((c in " \t\n\v\f\r" and " " in ends) or c in ends.strip()):
                break
            t.at += 1
            if c == quote:
                quote = ""
            elif not quote and c in "'\"" and quotes:
                quote = c
            elif c == "\\" and quote != "'":
                out.append(self.escaped(t))
            elif c == "`" and quote != "'":
                out.append(self.printed(t))
            elif c == "$" and quote != "'" and re.match(r"[{A-Za-z]", text[t.at:t.at + 1]):
                out.append(self.value_at(t))
            else:
                out.append(c)
        t.blank()
        return "".join(out)

    @staticmethod
    def escaped(t):
        c = t.text[t.at:t.at + 1]
        if not c:
            raise Wrong
        t.at += 1
        if c in "cC":
            c = t.text[t.at:t.at + 1]
            t.at += 1
            return chr(ord(c.upper()) - 64 & 0x7f) if c else ""
        digits = t.text[t.at - 1:t.at + 2]
        if re.fullmatch("[0-9]{3}", digits):
            t.at += 2
            return chr(int(digits[0]) * 64 + int(digits[1]) * 8 + int(digits[2]) & 0xff)
        return {"r": "\r", "n": "\n", "t": "\t", "f": "\f", "e": "\033"}.get(c, c)

    def printed(self, t):
        """The mark of a command between backticks; escapes of neomutt's are undone."""
        end = re.compile(r"(?:[^\\`]|\\.)*", re.S).match(t.text, t.at).end()
        if not t.text.startswith("`", end):
            raise Wrong
        command = t.text[t.at:end]
        t.at = end + 1
        if self.neomutt:
            command = self.word(Tokens(command), ends="", quotes=False)
        return self.mark(command)

    def value_at(self, t):
        if t.text.startswith("{", t.at):
            end = t.text.find("}", t.at)
            if end < 0:
                return "$"
            name, t.at = t.text[t.at + 1:end], end + 1
        else:
            end = re.compile(r"[A-Za-z0-9_]*").match(t.text, t.at).end()
            name, t.at = t.text[t.at:end], end
        if name in self.env:
            return self.env[name]
        if name.startswith("my_"):
            return self.state.own.get(name, "")
        return self.state.get(OTHER_NAMES.get(name, name))

    # ---- paths ----

    def path(self, text):
        """A path with what its beginning stands for."""
        folder = self.state.get("folder")
        if text[:1] in ("=", "+"):
            rest = text[1:]
            if is_url(folder) and folder.endswith("/") or not folder:
                text = folder + rest
            else:
                text = folder.rstrip("/") + "/" + rest
        elif text[:1] == "!":
            text = self.state.get("spoolfile") + text[1:]
        if text == "~" or text.startswith("~/"):
            text = bytes_of(self.home) + text[1:]
        return text

    # ---- commands ----

    def run(self, text):
        """The commands of a line, until one is wrong. True: all were understood."""
        t = Tokens(text)
        self.steps -= 1
        try:
            t.blank()
            while t.at < len(t.text) and not t.is_at("#") and self.steps > 0:
                if t.is_at(";"):
                    t.skip()
                    t.blank()
                    continue
                self.command(self.word(t), t)
        except (Wrong, RecursionError):
            return False
        return True

    def command(self, name, t):
        does = {
            "set": self.set, "unset": self.set, "reset": self.set, "toggle": self.set,
            "source": self.source, "my_hdr": self.my_hdr, "unmy_hdr": self.unmy_hdr,
            "mailboxes": self.take_mailboxes, "named-mailboxes": self.take_named,
            "virtual-mailboxes": self.skip_rest, "alternates": self.take_alternates,
            "ifdef": self.when, "ifndef": self.when, "setenv": self.setenv,
            "unsetenv": self.setenv, "macro": self.macro,
        }.get(name)
        if name in ("account-hook", "folder-hook", "startup-hook", "send2-hook"):
            self.hook(name, t)
        elif does:
            does(t, name)
        elif name in OTHER_COMMANDS or self.neomutt and name in NEOMUTT_COMMANDS:
            self.skip_rest(t, name)
        elif name == "finish" and self.neomutt:
            self.left = 0
        else:
            raise Wrong

    def skip_rest(self, t, _):
        while t.more():
            at = t.at
            self.word(t)
            if t.at == at:
                t.skip()

    def is_about(self):
        if self.number:
            self.file.knows(self.number)

    def is_strange(self, text):
        if self.number:
            self.file.wonders(self.number, text)

    def set(self, t, command):
        while t.more():
            self.set_one(t, command)

    def set_one(self, t, command):
        to = {"set": "yes", "unset": "no", "toggle": "inv", "reset": "reset"}[command]
        for prefix, meaning in (("?", "ask"), ("&", "reset"), ("no", "no"), ("inv", "inv")):
            if t.is_at(prefix):
                t.skip(len(prefix))
                to = meaning if to != "no" or meaning != "no" else "yes"
                break
        ends = " ;#=+-" if self.neomutt else " ;#="
        written = self.word(t, ends)
        name = OTHER_NAMES.get(written, written)
        adds = self.neomutt and t.text[t.at:t.at + 2] in ("+=", "-=") and t.text[t.at]
        text = None
        if adds or t.is_at("="):
            t.skip(2 if adds else 1)
            text = self.word(t)
        if not written or to == "ask" or written in NEOMUTT_NAMES and not self.neomutt:
            raise Wrong
        if to == "reset" and name == "all":
            self.state.values.clear()
        elif name.startswith("my_"):
            self.is_about()
            self.put(self.state.own, name, to, text, adds, "")
        elif name in SWITCHES:
            self.switch(name, to, text)
        elif name in VARIABLES or name in ("mbox", "certificate_file"):
            if text is None and to == "yes":
                raise Wrong
            if text is not None and name in PATHS and not adds:
                text = self.path(text)
            self.is_about()
            self.put(self.state.values, name, to, text, adds, self.state.get(name))
        if name in STRANGE and (text if name not in SWITCHES else to != "yes" or text == "no"):
            self.is_strange("set " + name)
        elif SERVER_NAMES.match(name) and name not in VARIABLES | STRANGE | OTHER_SERVER_NAMES:
            self.is_strange("set " + shown(name))

    def put(self, values, name, to, text, adds, was):
        if adds == "+":
            text = was + text
        elif adds == "-":
            text = was.replace(text, "")
        if text is not None and to == "yes":
            values[name] = text
            self.state.places[name] = self.number
        elif to == "no":
            values[name] = ""
        elif to == "reset":
            values.pop(name, None)

    def switch(self, name, to, text):
        if name not in STRANGE:
            self.is_about()
        if text is not None:
            text = text.lower()
            to = SWITCHED.get(text) or self.neomutt and NEOMUTT_SWITCHED.get(text)
            if not to:
                raise Wrong
        if to == "inv":
            to = "no" if self.state.get(name) == "yes" else "yes"
        if to == "reset":
            self.state.values.pop(name, None)
        else:
            self.state.values[name] = to

    def hook(self, kind, t):
        number, pattern = self.number, None
        if kind != "startup-hook":
            negated = False
            if t.is_at("!") and kind != "send2-hook":
                t.skip()
                t.blank()
                negated = True
            literal = False
            pattern = self.word(t)
            if pattern == "-noregex":
                literal, pattern = True, self.word(t)
            if kind == "folder-hook" and pattern[:1] in ("=", "+", "!", "~"):
                literal = literal or pattern[:1] != "~"
                pattern = self.path(pattern)
            pattern = (negated, re.escape(pattern) if literal else pattern)
        body = self.word(t, ";#")
        if not body:
            raise Wrong
        if re.search(r"\b(%s|source|my_\w+)\b" % "|".join(VARIABLES), body):
            self.is_about()
        self.hooks.append((kind, pattern, body, number))

    def my_hdr(self, t, _):
        name, colon, text = self.word(t, ";#", quotes=False).partition(":")
        if not colon or re.search(r"[ \t]", name):
            raise Wrong
        if name.lower() in ("from", "reply-to", "organization"):
            self.is_about()
        self.state.headers[name.lower()] = text.strip()

    def unmy_hdr(self, t, _):
        while t.more():
            name = self.word(t).rstrip(":").lower()
            if name == "*":
                self.state.headers.clear()
            self.state.headers.pop(name, None)

    def take_mailboxes(self, t, _):
        while t.more():
            text = self.path(self.word(t))
            if is_url(text):
                self.is_about()
            if len(self.mailboxes) < MOST_LINES:
                self.mailboxes.append(text)

    def take_named(self, t, name):
        while t.more():
            self.word(t)
            if t.more():
                one = Tokens(t.text)
                one.at = t.at
                self.mailboxes.append(self.path(self.word(one)))
                t.at = one.at

    def take_alternates(self, t, _):
        self.is_about()
        while t.more():
            text = self.word(t)
            if text == "-group":
                self.word(t)
            elif len(self.alternates) < MOST_LINES:
                self.alternates.append((text, self.number))

    def setenv(self, t, command):
        name = self.word(t)
        if t.is_at("="):
            t.skip()
        text = self.word(t) if command == "setenv" else ""
        if re.fullmatch(r"\w+", name) and name != "HOME":
            self.env[name] = text

    def when(self, t, command):
        name, body = self.word(t), self.word(t, ";#")
        if (command == "ifdef") == (not name.startswith("my_") or name in self.state.own):
            if not self.run(body):
                raise Wrong

    def macro(self, t, name):
        """A key may read a file: that of another account."""
        at = t.at
        self.skip_rest(t, name)
        for text in re.findall(r"(?:<enter-command>|:)\s*source\s+([^;<>\"'|]+?)\s*"
                               r"(?:<enter>|<return>|\\n)", t.text[at:t.at]):
            self.is_about()
            self.sources.append((self.word(Tokens(text)), self.number))

    # ---- files ----

    def source(self, t, _):
        self.is_about()
        while t.more():
            text = self.word(t)
            if text.rstrip().endswith("|") or is_marked(text):
                self.is_strange("source " + ("COMMAND|" if is_marked(text) else shown(text)))
            elif not self.read(text):
                self.is_strange("source " + shown(text))

    def places(self, text):
        text = text_of(self.path(text)) or ""
        copy = os.path.join(self.folder, os.path.basename(text))
        if os.path.isabs(text):
            return [text, copy]
        near = os.path.join(os.path.dirname(self.reading[-1]), text)
        home = os.path.join(self.home, text)
        return [near, home, copy] if self.neomutt else [home, near, copy]

    def roots(self):
        return tuple(os.path.realpath(root) + "/" for root in (self.home, self.folder))

    def read(self, text):
        """Runs the lines of a file below the home; false when there is none, or it is too
        large."""
        for path in self.places(text):
            path = os.path.realpath(path)
            if not path.startswith(self.roots()) or path in self.reading \
                    or len(self.reading) > DEPTH:
                continue
            try:
                if not os.path.isfile(path) or os.path.getsize(path) > LARGEST:
                    continue
                with open(path, "rb") as file:
                    lines = file.read(LARGEST).decode("latin-1").split("\n")
            except OSError:
                continue
            self.reading.append(path)
            for _, line in joined(lines):
                if self.left > 0:
                    self.left -= 1
                    self.run(line)
            self.reading.pop()
            return True
        return False

    def read_first(self):
        """Runs the lines of the first file."""
        lines = [bytes_of(line) for line in self.file.lines]
        for number, line in joined(lines):
            if self.left <= 0:
                break
            self.left -= 1
            self.number = number
            if not self.run(line) and number not in self.file.unknown:
                # a word alone, or one that is none of a language's, may be a secret
                first = re.match(r"\s*([a-z_-]{1,40})\s+\S", line)
                self.file.wonders(number, (first[1] + " " if first else "") + "...")
        self.number = 0

    # ---- hooks ----

    def run_hooks(self, kind, path):
        for its_kind, pattern, body, number in list(self.hooks):
            if its_kind == kind and (pattern is None or self.matches(pattern, path)):
                self.number = number
                self.run(body)
                self.number = 0

    def matches(self, pattern, path):
        self.steps -= 1
        if self.steps <= 0:
            return False
        negated, text = pattern
        found = compiled(text)
        return found is not None and (found.search(path) is not None) != negated


COMPILED = {}


def compiled(pattern):
    """An extended regular expression (XBD 9.4); None where it cannot be one. Nothing is
    repeated that repeats, which could take for ever."""
    if pattern not in COMPILED:
        try:
            if len(pattern) > 2000 or re.search(r"[*+}?][^()]*\)[*+{]", pattern) \
                    or len(re.findall(r"[*+]", re.sub(r"\\.", "", pattern))) > 4:
                raise re.error("too long")
            text = re.sub(r"\[\[:(\w+):\]\]", lambda m: {
                "alpha": "[A-Za-z]", "digit": "[0-9]", "alnum": "[A-Za-z0-9]",
                "space": r"\s", "blank": "[ \t]"}.get(m[1], "."), pattern)
            COMPILED[pattern] = re.compile(text, 0 if re.search("[A-Z]", text) else re.I)
        except (re.error, OverflowError, RecursionError):
            COMPILED[pattern] = None
    return COMPILED[pattern]


def joined(lines):
    """Number and text of each line, with those that it goes on in."""
    number = 0
    while number < len(lines):
        first, text = number + 1, lines[number].split("\0")[0].rstrip("\r")
        while text.endswith("\\") and number + 1 < len(lines):
            number += 1
            text = text[:-1] + lines[number].split("\0")[0].rstrip("\r")
        number += 1
        yield first, text


def is_marked(text):
    return any(ord(c) >= FIRST_MARK for c in text)


def text_of(text):
    """What such a text says in UTF-8; None where a command has a part in it."""
    if is_marked(text):
        return None
    return taking.text_of(text)


def shown(text):
    return (text_of(text) or "...")[:200]


def is_url(text):
    return re.match(r"(imap|pop|smtp)s?://", text, re.I) is not None
