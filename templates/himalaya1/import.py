"""The accounts of a config.toml of himalaya 1, as JSON: nothing in it is run."""

import sys

sys.path.insert(0, sys.argv[2])
from toml import at, take  # noqa: E402  (the folder is an argument)

PORTS = {"imap": {"tls": "993"}, "smtp": {"tls": "465", "start-tls": "587"}}


def server(found):
    """A server, or what is in its place."""
    if not found or not isinstance(found, dict):
        return {}
    kind = at(found, "type")
    encryption = at(found, "encryption.type") or at(found, "encryption") or "tls"
    encryption = {"true": "tls", "false": "none"}.get(encryption, encryption)
    ports = PORTS.get(kind, {})
    auth = {"type": "password", **(found["auth"] if isinstance(found.get("auth"), dict) else {})}
    command = at(found, "auth.cmd") or at(found, "auth.command")
    return {**found, "encryption": {"type": encryption},
            "port": at(found, "port") or ports.get(encryption, "143" if kind == "imap" else "25"),
            "auth": {**auth, "cmd": "" if at(found, "auth.raw") else command}}


def values_of(own, top):
    names = at(own, "folder.aliases", {}) or at(own, "folder.alias", {})
    values = {**own, "display-name": at(own, "display-name") or at(top, "display-name"),
              "signature": at(own, "signature") or at(top, "signature"),
              "folder": {"aliases": names}, "backend": server(own.get("backend"))}
    save = at(own, "message.send.save-copy")
    values["message"] = {"send": {"backend": server(at(own, "message.send.backend", {})),
                                  "save-copy": "" if save == "true" else save}}
    return values


take(values_of)
