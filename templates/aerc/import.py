"""The accounts of aerc's accounts.conf, as JSON: nothing in it is run.

It is read as go-ini reads it: a section for each account, "#" and ";" anywhere in a bare
value begin a comment, and values between backticks or three double quotes may have lines.
"""

import email.utils
import re
import sys
import urllib.parse

sys.path.insert(0, sys.argv[2])
from taking import start  # noqa: E402  (the folder is an argument)

# Words that an account has, and those that it does without.
KNOWN = {
    "source", "source-cred-cmd", "outgoing", "outgoing-cred-cmd", "smtp-starttls", "from",
    "aliases", "copy-to", "postpone", "archive", "check-mail", "signature-file",
    "signature-cmd", "pgp-key-id", "pgp-auto-sign", "pgp-opportunistic-encrypt",
    "pgp-self-encrypt", "pgp-attach-key", "check-mail-cmd", "copy-to-replied", "trash",
}
UNSAID = {
    "name", "default", "folders", "folders-exclude", "folders-sort", "enable-folders-sort",
    "check-mail-timeout", "check-mail-include", "check-mail-exclude", "connection-timeout",
    "keepalive-period", "keepalive-probes", "keepalive-interval", "reconnect-maxwait",
    "cache-headers", "cache-max-age", "cache-state", "cache-blobs", "idle-timeout",
    "idle-debounce", "address-book-cmd", "subject-re-pattern", "trusted-authres",
    "send-as-utc", "send-with-hostname", "outgoing-cred-cmd-cache", "use-gmail-ext",
    "use-labels", "folder-map", "original-to-header", "expunge-policy", "use-envelope-from",
    "strip-bcc", "pama-auto-switch", "restrict-delete", "headers", "headers-exclude",
}
SECONDS = {"h": 3600, "m": 60, "s": 1, "ms": 0.001}


class Lines:
    def __init__(self, lines):
        self.lines, self.at = lines, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.at == len(self.lines):
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


def of_more_lines(lines, text, mark):
    """A value that ends with its mark in a later line; None when it never does."""
    for line in lines:
        end = line.rfind(mark)
        if end >= 0:
            return text + "\n" + line[:end]
        text += "\n" + line
    return None


def continued(lines, text):
    for line in lines:
        line = line.strip()
        text += line.removesuffix("\\")
        if not line.endswith("\\"):
            break
    return text


def value(lines, text):
    text = text.lstrip()
    for mark in ('"""', "`"):
        if text.startswith(mark) and len(text) > (3 if mark == '"""' else 0):
            inner = text[len(mark):]
            end = inner.rfind(mark)
            return inner[:end] if end >= 0 else of_more_lines(lines, inner, mark)
    text = text.strip()
    if text.endswith("\\"):
        return continued(lines, text[:-1])
    text = re.split("[#;]", text, maxsplit=1)[0].strip()
    for quote in "'\"":
        if len(text) > 1 and text[0] == quote and text.find(quote, 1) == len(text) - 1:
            return text[1:-1]
    return text


def key_of(text):
    """The word of a line, and what is behind its "=" or ":"; None for one without."""
    quote = '"""' if text.startswith('"""') and len(text) > 6 else text[0]
    if quote in ('"', '"""', "`"):
        end = text.find(quote, len(quote))
        mark = re.compile("[=:]").search(text, end + len(quote)) if end > 0 else None
        return mark and (text[len(quote):end].strip(), text[mark.end():])
    found = re.fullmatch("([^=:]+)[=:](.*)", text, re.S)
    return found and (found[1].strip(), found[2])


def sections_of(file):
    """{name: {word: (text, line)}} in their order; and the lines of each."""
    found, all_lines, current = {"DEFAULT": {}}, {}, "DEFAULT"
    lines = Lines(file.lines)
    for text in lines:
        line, text = lines.at, text.lstrip("\ufeff").lstrip()
        if not text or text[0] in "#;":
            continue
        file.knows(line)
        if text[0] == "[":
            if "]" not in text:
                file.wonders(line)
                continue
            current = text[1:text.rindex("]")]
            all_lines.setdefault(current, []).append(line)
            found.setdefault(current, {})
            continue
        parts = key_of(text)
        texts = parts and value(lines, parts[1])
        for one in range(line, lines.at + 1):
            file.knows(one)
            all_lines.setdefault(current, []).append(one)
        if texts is None:
            file.wonders(line, text.split("=")[0].split()[0][:32] if text.strip("= ") else "")
        elif parts[0] in UNSAID:
            file.about.discard(line)
        elif parts[0] in KNOWN:
            found[current][parts[0]] = (texts, line)
        else:
            found[current][parts[0]] = (texts, line)    # others may name it
            file.wonders(line, parts[0][:32])
    return found, all_lines


def filled(text, own, default):
    """With the texts of other words, as in %(word)s."""
    for _ in range(99):
        found = re.search(r"%\(([^)]+)\)s", text)
        if not found or (found[1] not in own and found[1] not in default) or len(text) > 4096:
            break
        text = text.replace(found[0], own.get(found[1], default.get(found[1]))[0])
    return text


def url_of(text):
    """Of a server: its scheme, user, password, host, port and what is behind a "?"."""
    found = re.fullmatch(r"([A-Za-z][A-Za-z0-9+.-]*)://(?:([^/?]*)@)?(\[[^]/?]*\]|[^/?@:]*)"
                         r"(?::([0-9]*))?(?:/[^?]*)?(?:\?(.*))?", text)
    if not found:
        return None
    user, colon, password = (found[2] or "").partition(":")
    return (found[1].lower(), urllib.parse.unquote(user),
            urllib.parse.unquote(password) if colon else "",
            urllib.parse.unquote(found[3]).strip("[]"), found[4] or "",
            ", ".join(one.partition("=")[0] for one in (found[5] or "").split("&")))


def kind(text):
    """Of what is no such URL, what may be shown: a password may be in the rest."""
    return re.split("[: ]", text)[0]


def seconds(text):
    """A time as Go writes it, such as 1m30s."""
    if not re.fullmatch("([0-9.]+(h|ms|m|s))+", text):
        return text
    return "%ds" % sum(float(n) * SECONDS[unit] for n, unit in
                       re.findall("([0-9.]+)(h|ms|m|s)", text))


def source(values, text):
    url = url_of(text)
    if not url:
        values["source-scheme"] = kind(text)
        return
    scheme, *mechanism = re.split(r"\+(?=xoauth2$|oauthbearer$)", url[0])
    values.update({
        "source-scheme": scheme, "source-auth": "".join("+" + one for one in mechanism),
        "source-user": url[1], "source-password": url[2], "source-host": url[3],
        "source-port": url[4] or {"imaps": "993"}.get(scheme, "143"), "source-query": url[5],
    })
    if url[2]:
        values["source-cred-cmd"] = ""


def outgoing(values, text):
    url = url_of(text)
    if not url:
        values["outgoing-scheme"] = kind(text)
        return
    scheme, *more = url[0].split("+")
    mechanism = next((one for one in more if one != "insecure"), "plain")
    # newer versions have STARTTLS without a word for it, and smtp+insecure; those before them
    # send nothing to a server that offers STARTTLS unless the word is there
    if scheme == "smtps":
        values["smtp-starttls"] = ""
    elif values["smtp-starttls"] != "yes":
        values["smtp-starttls"] = "no" if values["smtp-starttls"] or "insecure" in more else "yes"
    values.update({
        "outgoing-scheme": scheme, "outgoing-auth": "+" + mechanism, "outgoing-user": url[1],
        "outgoing-password": url[2], "outgoing-host": url[3], "outgoing-query": url[5],
        "outgoing-port": url[4] or {"smtps": "465"}.get(scheme, "587"),
    })
    if url[2]:
        values["outgoing-cred-cmd"] = ""


def values_of(own, default):
    texts = {word: filled(text, own, default) for word, (text, _) in own.items()}
    values = {word: texts.get(word) for word in KNOWN - {"source", "outgoing", "from"}}
    name, address = email.utils.parseaddr(texts.get("from", ""))
    values["from-without-name"] = "" if name else "yes"
    name = name or address.partition("@")[0]
    values.update({"from-name": name, "from-email": address})
    # one without a name has the account's own; any address of a domain comes last
    others = [(alias or name, other) for alias, other in
              email.utils.getaddresses([texts.get("aliases", "")]) if other]
    values["aliases"] = "".join("<%s|%s>" % one for one in
                                sorted(others, key=lambda one: one[1].startswith("*@")))
    for word in ("pgp-auto-sign", "pgp-opportunistic-encrypt", "pgp-attach-key",
                 "pgp-self-encrypt", "copy-to-replied"):
        values[word] = "true" if texts.get(word) in ("1", "t", "T", "true", "TRUE", "True") \
            else ""
    values["check-mail"] = seconds(texts.get("check-mail", ""))
    if values["check-mail"] == "0s":
        values["check-mail"] = ""
    source(values, texts["source"])
    if texts.get("outgoing"):
        outgoing(values, texts["outgoing"])
    else:
        values.update({"outgoing-cred-cmd": "", "smtp-starttls": ""})
    return values


def main():
    file = start()
    found, lines = sections_of(file)
    for name, own in found.items():
        if name == "DEFAULT" or "source" not in own:
            continue
        values = values_of(own, found["DEFAULT"])
        places = {word + "-password": own[word][1] for word in ("source", "outgoing")
                  if values.get(word + "-password")}
        file.add(values, name, lines[name][0], places, lines[name])
    file.print()


main()
