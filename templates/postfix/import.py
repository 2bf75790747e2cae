"""The servers that a Postfix sends through, as JSON: nothing in it is run.

As Postfix reads it (postconf(5), "DESCRIPTION"): of a parameter that is there twice the last
one counts, lines that begin with blanks go on, and values have others in them. Tables are
read from the files that were named beside it, or below the home, as postmap(1) reads them.

usage: import.py FILE SHARED FROM HOME FOLDER
"""

import os
import re
import sys

sys.path.insert(0, sys.argv[2])
from taking import id_of, start  # noqa: E402  (the folder is an argument)

DEPTH, LARGEST, LONGEST = 8, 1 << 20, 16384
USED = re.compile(r"\$(?:(\$)|\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}|\(([^()]*)\)|([A-Za-z0-9_]+))")
PORTS = {"smtp": "25", "submission": "587", "smtps": "465", "submissions": "465",
         "urd": "465", "ssmtp": "465"}
TEXT_TABLES = {"hash", "texthash", "lmdb", "btree", "cdb", "dbm", "sdbm"}
SYSTEM_CAS = "/etc/ssl/certs/ca-certificates.crt"
MANDATORY = {"encrypt", "verify", "secure", "dane", "dane-only"}
DEFAULTS = {"config_directory": "/etc/postfix", "myhostname": "localhost",
            "smtp_sasl_auth_enable": "no", "smtp_tls_wrappermode": "no",
            "mydomain": "localdomain", "myorigin": "$myhostname",
            "smtp_tls_key_file": "$smtp_tls_cert_file", "default_database_type": "hash"}
ABOUT = {"relayhost", "smtp_tls_wrappermode", "smtp_tls_security_level", "smtp_use_tls",
         "smtp_enforce_tls", "smtp_tls_fingerprint_digest", "smtp_tls_fingerprint_cert_match",
         "smtp_tls_mandatory_protocols", "smtp_tls_CAfile", "smtp_tls_cert_file",
         "smtp_tls_key_file", "smtp_sasl_auth_enable", "smtp_sasl_password_maps",
         "smtp_sasl_mechanism_filter", "smtp_helo_name", "sender_canonical_maps",
         "sender_canonical_classes", "smtp_tls_secure_cert_match", "smtp_tls_CApath",
         "sender_dependent_relayhost_maps", "smtp_sender_dependent_authentication",
         "smtp_sasl_security_options", "smtp_sasl_tls_security_options"}


def logical(lines):
    """Number and text of each line, with those that it goes on in."""
    text, first = None, 0
    for number, line in enumerate(lines, 1):
        line = line.split("\0")[0]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0] in " \t" and text is not None:
            text += " " + line.strip()
            continue
        if text is not None:
            yield first, text
        text, first = line.strip(), number
    if text is not None:
        yield first, text


class Postfix:
    def __init__(self, file, place, home, folder):
        self.file, self.place, self.home, self.folder = file, place, home, folder
        self.values, self.lines = dict(DEFAULTS), {}
        for number, text in logical(file.lines):
            name, equals, value = text.partition("=")
            name = name.strip()
            if not equals or not re.fullmatch(r"[A-Za-z0-9_]+", name):
                file.wonders(number, "...")
                continue
            if name in ABOUT:
                file.knows(number)
            self.values[name], self.lines[name] = value.strip(), number

    def get(self, name, depth=0):
        return self.full(self.values.get(name, ""), depth)

    def full(self, text, depth=0):
        """A value with those that are in it."""
        def one(m):
            if m[1]:
                return "$"
            name = m[2] if m[2] is not None else m[3] if m[3] is not None else m[4]
            parts = re.fullmatch(r"\s*([A-Za-z0-9_]+)\s*(?:([?:])(.*))?", name, re.S)
            if not parts or depth > DEPTH:
                return ""
            value = self.get(parts[1], depth + 1)
            if not parts[2]:
                return value
            words = re.fullmatch(r"\s*\{([^{}]*)\}(?:\s*:\s*\{([^{}]*)\})?\s*", parts[3])
            yes, no = words.groups() if words else (parts[3], "")
            if parts[2] == ":":
                yes, no = "", yes
            return self.full(yes if value else no or "", depth + 1)
        return USED.sub(one, text[:LONGEST])[:LONGEST]

    def yes(self, name):
        return self.get(name).lower() == "yes"

    # ---- tables ----

    def file_of(self, path):
        """A copy of the file, or itself where it is below the home; None."""
        name = os.path.basename(path)
        for one in sorted(os.listdir(self.folder)):
            if (one == name or one.endswith("." + name)) and one != os.path.basename(
                    self.file.path) and os.path.isfile(os.path.join(self.folder, one)):
                return os.path.join(self.folder, one)
        path = os.path.realpath(os.path.join(os.path.dirname(self.place), path))
        if path.startswith(os.path.realpath(self.home) + "/") and os.path.isfile(path):
            return path
        return None

    def tables(self, name):
        """The entries of a parameter's tables, in their order."""
        found = []
        for kind, text in re.findall(r"([a-z]+):(\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|[^\s,]*)",
                                     self.get(name)):
            if kind == "static":
                found.append((None, text.strip("{} ")))
            elif kind == "inline":
                for one in re.findall(r"\{([^{}]*)\}|([^\s,{}]+=[^\s,{}]+)", text[1:-1]):
                    key, _, value = (one[0] or one[1]).partition("=")
                    found.append((key.strip(), value.strip()))
            else:
                path = self.file_of(text) if kind in TEXT_TABLES else None
                if not path or os.path.getsize(path) > LARGEST:
                    self.file.wonders(self.lines.get(name, 1), "%s = %s:%s" % (
                        name, kind, text[:200]))
                    continue
                with open(path, encoding="utf-8", errors="surrogateescape") as file:
                    for _, line in logical(file.read(LARGEST).split("\n")):
                        key, _, value = line.partition(" ") if "\t" not in line.split(" ")[0] \
                            else line.partition("\t")
                        found.append((key.strip(), value.strip()))
        return found

    def looked_up(self, tables, *keys):
        for key in keys:
            for one, value in tables:
                if one is None or key and one.lower() == key.lower():
                    return value
        return ""

    # ---- an account ----

    def values_of(self, relay, sender, passwords):
        parts = re.fullmatch(r"(?:[a-z]+:)?(?:\[([^]]*)\]|([^:]*))(?::(\w+))?", relay)
        if not parts or not (parts[1] or parts[2]):
            return None
        host = parts[1] or parts[2]
        port = PORTS.get(parts[3] or "smtp", parts[3])
        login = self.yes("smtp_sasl_auth_enable")
        secret = self.looked_up(
            passwords, sender if self.yes("smtp_sender_dependent_authentication") else "",
            relay, "[%s]:%s" % (host, port), "[%s]" % host, host, "%s:%s" % (host, port)
            ) if login else ""
        user, _, password = secret.partition(":")
        level = self.get("smtp_tls_security_level").lower()
        if not level:
            level = "encrypt" if self.yes("smtp_enforce_tls") or self.yes(
                "smtp_tls_wrappermode") else "may" if self.yes("smtp_use_tls") else "none"
        level = "secure" if level in MANDATORY else level
        tls = level != "none"
        words = self.get("smtp_sasl_mechanism_filter").lower().replace(",", " ").split()
        words = [word for word in words if not re.search("[!:/]", word)]
        canonical = self.get("sender_canonical_maps")
        return {
            "relayhost": "[%s]:%s" % (host, port),
            "smtp_tls_wrappermode": "yes" if self.yes("smtp_tls_wrappermode") else "no",
            "smtp_tls_security_level": level,
            "smtp_tls_secure_cert_match": "nexthop" if tls and level != "fingerprint" else "",
            "smtp_tls_fingerprint_digest": (self.get("smtp_tls_fingerprint_digest") or "md5")
            if level == "fingerprint" else "",
            "smtp_tls_fingerprint_cert_match": re.split(r"[\s,|]+", self.get(
                "smtp_tls_fingerprint_cert_match").upper())[0]
            if level == "fingerprint" else "",
            "smtp_tls_mandatory_protocols": self.lowest() if tls else "",
            "smtp_tls_CAfile": (self.get("smtp_tls_CAfile") or SYSTEM_CAS) if tls else "",
            "smtp_tls_cert_file": self.get("smtp_tls_cert_file") if tls else "",
            "smtp_tls_key_file": self.get("smtp_tls_key_file") if tls else "",
            "smtp_sasl_auth_enable": "yes" if login else "no",
            "smtp_sasl_mechanism_filter": "" if not login else words[0] if len(words) == 1
            else "plain, login",
            "smtp_helo_name": self.get("smtp_helo_name")
            if self.values.get("smtp_helo_name") not in ("$myhostname", None) else "",
            "sender_canonical_maps": "static:" + sender if sender
            else canonical if canonical.startswith("static:") else "",
            "user": user, "password": password,
        }

    def lowest(self):
        text = self.get("smtp_tls_mandatory_protocols").replace(" ", "").lower()
        known = {">=tlsv1": ">=TLSv1", ">=tlsv1.0": ">=TLSv1", ">=tlsv1.1": ">=TLSv1.1",
                 ">=tlsv1.2": ">=TLSv1.2", ">=tlsv1.3": ">=TLSv1.3"}
        if text in known:
            return known[text]
        without = {word[1:] for word in re.split("[,:]", text) if word.startswith("!")}
        if "tlsv1.1" in without and "tlsv1" in without:
            return ">=TLSv1.3" if "tlsv1.2" in without else ">=TLSv1.2"
        return ">=TLSv1.1" if "tlsv1" in without else ""

    def add(self):
        passwords = self.tables("smtp_sasl_password_maps")
        relays = [("", self.get("relayhost"))] if self.get("relayhost") else []
        for key, relay in self.tables("sender_dependent_relayhost_maps"):
            if key and "@" in key.strip("@") and not key.startswith("@"):
                relays.append((key, relay))
        taken, place = set(), self.lines.get("smtp_sasl_password_maps", 0)
        for sender, relay in relays:
            values = self.values_of(relay, sender, passwords)
            number = self.lines.get(
                "sender_dependent_relayhost_maps" if sender else "relayhost", 0)
            if not values:
                self.file.wonders(number)
                continue
            name = id_of(sender.replace("@", "-") or "relay", taken) if len(relays) > 1 \
                else None
            taken.add(name)
            self.file.add(values, name, number,
                          {"password": place} if values["password"] else None)


def main():
    file = start()
    Postfix(file, *sys.argv[3:6]).add()
    file.print()


main()
