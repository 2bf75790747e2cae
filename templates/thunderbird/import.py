"""The accounts of a Thunderbird profile, from its prefs.js, as JSON: nothing in it is run.

As modules/libpref/parser reads preferences: they are no JavaScript. What an account has is
computed as the program's account, server and identity objects do it.
"""

import os
import re
import sys
import urllib.parse

sys.path.insert(0, sys.argv[2])
from taking import home_path, start  # noqa: E402  (the folder is an argument)

LARGEST = 16 << 20
HOME = sys.argv[4]
TOKEN = re.compile(r"""(?P<blank>[ \t\r\n\v\f]+|//[^\r\n]*|\#[^\r\n]*|/\*.*?\*/)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<number>[+-]?[0-9]+(?![A-Za-z0-9_]))|(?P<word>[A-Za-z_][A-Za-z0-9_-]*)
    |(?P<sign>[(),;])|(?P<end>["']|/\*)|(?P<other>.)""", re.DOTALL | re.VERBOSE)
ESCAPE = re.compile(r"\\(?:([\"'\\nr])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))")
ESCAPES = {"n": "\n", "r": "\r"}
SURROGATES = re.compile("([\ud800-\udbff])([\udc00-\udfff])")
INT_MAX = (1 << 31) - 1
KINDS = {"user_pref": True, "pref": False, "sticky_pref": False}
FOR_ALL = ("mail.accountmanager.accounts", "mail.smtpservers", "mail.smtp.defaultserver",
           "security.tls.version.min")
BRANCH = re.compile(r"mail\.(?:account|server|identity|smtpserver)\.[^.]*\.(.*)")
OF_BRANCH = {
    "server", "identities", "type", "name", "hostname", "userName", "port", "socketType",
    "isSecure", "authMethod", "allow_utf8_accept", "trash_folder_name", "leave_on_server",
    "download_on_biff", "check_new_mail", "check_time", "use_idle", "moveTargetMode",
    "spamActionTargetFolder", "fullName", "useremail", "organization", "reply_to",
    "htmlSigText", "htmlSigFormat", "attach_signature", "sig_file", "sig_file-rel", "catchAll",
    "catchAllHint", "openpgp_key_id", "sign_mail", "encryptionpolicy", "smtpServer", "fcc",
    "fcc_folder", "fcc_folder_picker_mode", "draft_folder", "drafts_folder_picker_mode",
    "stationery_folder", "archive_folder", "try_ssl", "username", "description",
}
PORTS = {"imap": (143, 993), "pop3": (110, 995), "smtp": (587, 465)}
TLS = 3
# The user interface's version with which a socket type of 1 became 2, which is "always".
ALWAYS_STARTTLS = 44
# Needs no quotes, which it puts around some local parts.
PLAIN = re.compile(r"\"([!#$%&'*+/=?^_`{|}~\w-]+(?:\.[!#$%&'*+/=?^_`{|}~\w-]+)*)\"@", re.ASCII)


# ---- the preferences ----

class Wrong(Exception):
    """A preference that the program passes over."""


def unescaped(text):
    """What a string in quotes stands for."""
    units, raw = [], text[1:-1]
    at = 0
    while at < len(raw):
        if raw[at] != "\\":
            end = raw.find("\\", at)
            end = len(raw) if end < 0 else end
            units.append(raw[at:end].encode("utf-16-le", "surrogatepass"))
            at = end
            continue
        found = ESCAPE.match(raw, at)
        if not found or found.group(2) == "00" or found.group(3) == "0000":
            raise Wrong
        at = found.end()
        sign, byte, unit = found.groups()
        if sign:
            sign = ESCAPES.get(sign, sign)
        elif byte:      # of what is UTF-8
            sign = bytes([int(byte, 16)]).decode("ascii", "surrogateescape")
        else:
            sign = chr(int(unit, 16))
            if "\udc80" <= sign <= "\udcff" and not (
                    units and "\ud800" <= units[-1].decode("utf-16-le", "surrogatepass")[-1]
                    <= "\udbff"):
                raise Wrong
        units.append(sign.encode("utf-16-le", "surrogatepass"))
    whole = b"".join(units).decode("utf-16-le", "surrogatepass")
    try:
        return whole.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        raise Wrong from None


def value_of(kind, text):
    if kind == "text":
        return unescaped(text)
    if kind == "number" and -INT_MAX - 1 <= int(text[:12]) <= INT_MAX and len(text) < 12:
        return int(text)
    if kind == "word" and text in ("true", "false"):
        return text == "true"
    raise Wrong


def tokens(text):
    """(kind, text, where) until the end, or until what is never closed."""
    for token in TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "end":
            return
        if kind != "blank":
            yield kind, token.group(), token.start()


def statements(text):
    """The tokens of each, without the semicolon."""
    one = []
    for token in tokens(text):
        if token[:2] == ("sign", ";"):
            yield one
            one = []
        else:
            one.append(token)
    if one:
        yield one


def preference(one):
    """(is it the user's, name, value)"""
    texts = [text for _, text, _ in one]
    if len(one) < 6 or texts[0] not in KINDS or (texts[1], texts[3], texts[-1]) != (
            "(", ",", ")") or one[2][0] != "text":
        raise Wrong
    users = KINDS[texts[0]]
    if texts[5:-1] and (users or any(
            text != "," if at % 2 == 0 else text not in ("sticky", "locked")
            for at, text in enumerate(texts[5:-1])) or len(texts) % 2):
        raise Wrong
    return users, unescaped(texts[2]), value_of(*one[4][:2])


class Prefs:
    """The last value of each preference, the user's before what a vendor set."""

    def __init__(self, file):
        self.file = file
        self.values = {True: {}, False: {}}
        text = "\n".join(file.lines).removeprefix("\ufeff").split("\0")[0]
        line, at = 1, 0
        for one in statements(text):
            line += text.count("\n", at, one[0][2]) if one else 0
            at = one[0][2] if one else at
            self.take(one, line)

    def take(self, one, line):
        try:
            users, name, value = preference(one)
        except Wrong:
            # as far as no value is in it
            self.file.wonders(line, " ".join(
                text for _, text, _ in one[:3]).split(",")[0][:200])
            return
        self.values[users][name] = value
        found = BRANCH.fullmatch(name)
        if name in FOR_ALL or (found and found.group(1) in OF_BRANCH):
            self.file.knows(line)

    def get(self, name, default, kind=None):
        """Its value, where that is of this type, or the default's."""
        for users in (True, False):
            value = self.values[users].get(name)
            if type(value) is (kind or type(default)):
                return value
        return default

    def branch(self, kind, key):
        return Branch(self, "mail.%s.%s." % (kind, key), "mail.%s.default." % kind)


class Branch:
    """The preferences of one server or identity."""

    def __init__(self, prefs, begin, defaults):
        self.prefs, self.begin, self.defaults = prefs, begin, defaults

    def get(self, name, default, kind=None):
        return self.prefs.get(self.begin + name, self.prefs.get(
            self.defaults + name, default, kind), kind or type(default))


# ---- texts in them ----

def from_utf7(path):
    """From the modified UTF-7 of IMAP."""
    def shifted(found):
        text = found.group(1)
        if not text:
            return "&"
        return ("+" + text.replace(",", "/") + "-").encode("ascii").decode("utf-7")
    try:
        return re.sub("&([A-Za-z0-9+,]*)-", shifted, path)
    except ValueError:
        return path


def folder_path(uri, server):
    """The folder's path on the account's server; the address itself when it leads elsewhere."""
    found = re.fullmatch("(imap|mailbox)://([^/@]*)@([^/]*)/(.+)", uri, re.DOTALL)
    if not found:
        return uri
    scheme, user, host, path = found.groups()
    if (scheme == "imap") != (server["type"] == "imap") or host.lower() != server[
            "hostname"].lower() or urllib.parse.unquote(user) != server["userName"]:
        return uri
    path = urllib.parse.unquote(path)
    return from_utf7(path) if scheme == "imap" else path


MAILBOX_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)|[,;:<>]|\s+|[^",;:<>()\s]+|.',
                           re.DOTALL)


def mailboxes(text):
    """[(name, address)] of a list of mailboxes, groups taken apart."""
    found = []
    words, remark, address, inside = [], "", None, False

    def end():
        plain = "".join(words).strip()
        if address is not None:
            found.append((" ".join("".join(unquoted_word(word) for word in words).split()),
                          address))
        elif plain:
            found.append((remark, plain))

    for token in MAILBOX_TOKEN.findall(text):
        if inside and token != ">":
            address += token.strip()
        elif token in ",;":
            end()
            words, remark, address = [], "", None
        elif token == ":":
            words = []
        elif token in "<>":
            inside = token == "<"
            address = "" if inside else address
        elif token[0] == "(" and len(token) > 1:
            remark = token[1:-1].strip()
        else:
            words.append(token)
    end()
    return found


def unquoted_word(word):
    return re.sub(r"\\(.)", r"\1", word[1:-1], flags=re.DOTALL) if len(word) > 1 and word[
        0] == word[-1] == '"' else word


def replies(text):
    return "".join("<%s|%s>" % (name, PLAIN.sub(r"\1@", address))
                   for name, address in mailboxes(text) if "@" in address)


# ---- the accounts ----

def socket_type(prefs, number):
    """1 was "if the server has it"; for programs of today it is no TLS."""
    if number != 1:
        return number
    return 2 if 0 < prefs.get("mail.ui-rdf.version", 0) < ALWAYS_STARTTLS else 0


def port_of(branch, kind, socket):
    port = branch.get("port", 0)
    return port if port > 1 else PORTS[kind][socket == TLS]


def incoming(prefs, branch, email):
    values = {"type": branch.get("type", ""), "hostname": branch.get("hostname", ""),
              "userName": branch.get("userName", "")}
    default = TLS if branch.get("isSecure", False) else 0
    socket = socket_type(prefs, branch.get("socketType", default))
    pop = values["type"] == "pop3"
    values.update({
        "port": port_of(branch, values["type"], socket),
        "socketType": socket,
        "authMethod": branch.get("authMethod", 3),
        # it makes one up for an account without, in the user's language
        "name": one_line(branch.get("name", "")) or email,
        "check_time": branch.get("check_time", "", int) if branch.get(
            "check_new_mail", True) else "never",
        "junk_folder": folder_path(branch.get("spamActionTargetFolder", ""), values)
        if branch.get("moveTargetMode", 0) == 1 else "",
    })
    if pop:
        values["leave_on_server"] = branch.get("leave_on_server", False)
        values["download_on_biff"] = branch.get("download_on_biff", False)
    else:
        values["use_idle"] = branch.get("use_idle", "", bool)
        values["trash_folder_name"] = branch.get("trash_folder_name", "")
        values["allow_utf8_accept"] = branch.get("allow_utf8_accept", True)
    return values


def signature_file(branch, profile):
    if not branch.get("attach_signature", False):
        return ""
    path = branch.get("sig_file-rel", "")
    if path.startswith("[ProfD]"):
        return home_path(os.path.normpath(os.path.join(profile, path[len("[ProfD]"):])), HOME)
    return home_path(branch.get("sig_file", ""), HOME)


def folder(branch, name, mode, server, usual):
    """Its path, and whether that was chosen."""
    path = folder_path(branch.get(name, ""), server) or usual
    if name == "fcc_folder" and not branch.get("fcc", True):
        path = usual
    chosen = path != usual or branch.get(mode, "0") == "1"
    return {name: path, mode: "1" if chosen else "0"}


def one_line(text):
    """As it comes into a field of a message."""
    return re.sub("[\r\n]+", " ", text)


def identity(branch, server, profile):
    sig_file = signature_file(branch, profile)
    text = "" if sig_file else branch.get("htmlSigText", "")
    return {
        "fullName": one_line(branch.get("fullName", "")),
        "useremail": branch.get("useremail", ""),
        "organization": one_line(branch.get("organization", "")),
        "reply_to": replies(branch.get("reply_to", "")),
        "htmlSigText": text,
        "htmlSigFormat": branch.get("htmlSigFormat", False) if text else "",
        "sig_file": sig_file,
        "catchAll": branch.get("catchAllHint", "") if branch.get("catchAll", False) else "",
        "openpgp_key_id": branch.get("openpgp_key_id", ""),
        "sign_mail": branch.get("sign_mail", False),
        "encryptionpolicy": branch.get("encryptionpolicy", 0),
        "fcc": branch.get("fcc", True),
        **folder(branch, "fcc_folder", "fcc_folder_picker_mode", server, "Sent"),
        **folder(branch, "draft_folder", "drafts_folder_picker_mode", server, "Drafts"),
        "stationery_folder": folder_path(
            branch.get("stationery_folder", ""), server) or "Templates",
        "archive_folder": folder_path(branch.get("archive_folder", ""), server),
    }


def outgoing(prefs, branch):
    """The server of an identity, or of all that name none."""
    keys = [key for key in prefs.get("mail.smtpservers", "").split(",") if key]
    key = branch.get("smtpServer", "") or prefs.get("mail.smtp.defaultserver", "") or (
        keys[0] if keys else "")
    server = prefs.branch("smtpserver", key)
    if key not in keys or server.get("type", "smtp") != "smtp":
        return {}
    socket = socket_type(prefs, server.get("try_ssl", 0))
    return {
        "smtp.type": "smtp",
        "smtp.hostname": server.get("hostname", ""),
        "smtp.port": port_of(server, "smtp", socket),
        "smtp.try_ssl": socket,
        "smtp.authMethod": server.get("authMethod", 3),
        "smtp.username": server.get("username", ""),
        "smtp.description": server.get("description", ""),
    }


def shown(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def aliases(prefs, branches, server, profile):
    """The other identities, by what they have."""
    found = {"aliases": "", "aliases.smtp": "", "aliases.reply_to": "",
             "aliases.signature": "", "aliases.pgp": ""}
    for branch in branches:
        values = identity(branch, server, profile)
        smtp = list(outgoing(prefs, branch).values())[1:-1]
        found["aliases"] += "<%(fullName)s|%(useremail)s>" % values
        found["aliases.smtp"] += "<%s>" % " ".join(map(shown, smtp))
        found["aliases.reply_to"] += "[%(reply_to)s]" % values
        found["aliases.signature"] += "<%(htmlSigText)s|%(sig_file)s>" % values
        found["aliases.pgp"] += "<%s>" % "|".join(
            shown(values[name]) for name in ("openpgp_key_id", "sign_mail", "encryptionpolicy"))
    return found


def account(prefs, key, profile):
    """What it has; None for what the program does not load, and for what is no mail."""
    names = Branch(prefs, "mail.account.%s." % key, "mail.account.default.")
    server = prefs.branch("server", names.get("server", ""))
    if server.get("type", "") not in ("imap", "pop3") or not server.get("hostname", ""):
        return None
    ids = [prefs.branch("identity", "".join(name.split()))
           for name in names.get("identities", "").split(",") if name.strip()]
    values = incoming(prefs, server, ids[0].get("useremail", "") if ids else "")
    if ids:
        values.update(identity(ids[0], values, profile))
        values.update(outgoing(prefs, ids[0]))
    values.update(aliases(prefs, ids[1:], values, profile))
    minimum = prefs.get("security.tls.version.min", -1)
    if minimum >= 0:
        values["security.tls.version.min"] = minimum
    return {name: shown(value) for name, value in values.items()}


def main():
    file = start(LARGEST)
    prefs = Prefs(file)
    profile = os.path.dirname(sys.argv[3])
    seen, emails = set(), set()
    for key in prefs.get("mail.accountmanager.accounts", "").split(","):
        values = account(prefs, key, profile)
        same = values and tuple(values[name] for name in ("type", "hostname", "userName", "port"))
        if not values or same in seen:
            continue
        seen.add(same)
        email = values.get("useremail", "")
        # which is what names an account, as long as no other one has it
        file.add(values, key if email in emails else None)
        emails.add(email)
    file.print()


main()
