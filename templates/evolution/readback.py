"""The account of the source argv[1] and of those beside it, as JSON.

Evolution's registry of sources runs in a session with a bus only; GLib, with which it
reads these files, is in its place.
"""

import json
import os
import sys
import urllib.parse

try:
    from gi.repository import GLib
except ImportError as error:
    sys.exit("%s: install GLib for Python, on Debian python3-gi" % error)

FOLDER, UID = os.path.split(sys.argv[1].removesuffix(".source"))


class Source:
    """A source; what it has is empty text where it is absent."""

    def __init__(self, uid):
        self.uid = uid
        self.file = GLib.KeyFile()
        self.file.load_from_file(os.path.join(FOLDER, uid + ".source"),
                                 GLib.KeyFileFlags.NONE)
        if self.get("Data Source", "Enabled") != "true":
            sys.exit(uid + " is not enabled")

    def get(self, group, key):
        if group not in self.file.get_groups()[0] or key not in self.file.get_keys(group)[0]:
            return ""
        return self.file.get_string(group, key)

    def flag(self, group, key):
        return self.get(group, key) or "false"

    def folder(self, group, key):
        """The path of a folder of the account."""
        scheme, _, rest = self.get(group, key).partition("://" + UID + "/")
        if scheme not in ("folder", ""):
            sys.exit("%s %s is no folder of the account" % (group, key))
        return urllib.parse.unquote(rest)

    def child(self, name):
        found = Source(UID + name)
        if found.get("Data Source", "Parent") != UID:
            sys.exit(found.uid + " does not belong to " + UID)
        return found

    def server(self, side):
        values = {"%s.%s" % (side, key.lower()): self.get("Authentication", key)
                  for key in ("Host", "Port", "User", "Method")}
        values[side + ".security"] = self.get("Security", "Method")
        return values


def account(source):
    return {
        **source.server("account"), "account.name": source.get("Data Source", "DisplayName"),
        "account.backend": source.get("Mail Account", "BackendName"),
        "account.archive": source.folder("Mail Account", "ArchiveFolder"),
        "account.trash": source.get("Imapx Backend", "RealTrashPath"),
        "account.junk": source.get("Imapx Backend", "RealJunkPath"),
        "account.idle": source.get("Imapx Backend", "UseIdle"),
        "account.keep": source.get("Pop Backend", "KeepOnServer"),
        "account.minutes": source.get("Refresh", "IntervalMinutes"),
    }


def signature(uid):
    if not uid:
        return {}
    with open(os.path.join(FOLDER, uid), encoding="utf-8", newline="") as file:
        return {"identity.signature": file.read(),
                "identity.signature_type": Source(uid).get("Mail Signature", "MimeType")}


def identity(source):
    texts = {key: source.get("Mail Identity", name) for key, name in (
        ("name", "Name"), ("address", "Address"), ("reply", "ReplyTo"),
        ("organization", "Organization"), ("aliases", "Aliases"))}
    key = "Pretty Good Privacy (OpenPGP)"
    return {
        **{"identity." + name: text for name, text in texts.items()},
        **signature(source.get("Mail Identity", "SignatureUid")),
        "identity.sent": source.folder("Mail Submission", "SentFolder"),
        "identity.files_sent": source.get("Mail Submission", "UseSentFolder"),
        "identity.drafts": source.folder("Mail Composition", "DraftsFolder"),
        "identity.key": source.get(key, "KeyId"),
        "identity.sign": source.flag(key, "SignByDefault"),
        "identity.encrypt": source.flag(key, "EncryptByDefault"),
    }


def main():
    top = Source(UID)
    own, sends = top.child("-identity"), top.child("-transport")
    if (top.get("Mail Account", "IdentityUid") != own.uid
            or own.get("Mail Submission", "TransportUid") != sends.uid):
        sys.exit("the sources do not belong together")
    json.dump({**account(top), **identity(own), **sends.server("transport"),
               "transport.backend": sends.get("Mail Transport", "BackendName")}, sys.stdout)


try:
    main()
except GLib.Error as failure:
    sys.exit(failure.message)
