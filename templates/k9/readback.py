"""The accounts of the settings file argv[1], as JSON.

The app's own reader runs on Android; python3's XML reader is in its place, stricter than
that: no element twice, none that the app does not know.
"""

import json
import re
import sys
import uuid
import xml.etree.ElementTree as ElementTree

SERVER = ("host", "port", "connection-security", "authentication-type", "username",
          "password")


def once(element, names):
    """The children of an element by their names."""
    found = {}
    for child in element:
        if child.tag not in names or child.tag in found:
            sys.exit("element <%s> in <%s>" % (child.tag, element.tag))
        found[child.tag] = child
    return found


def texts(element, names):
    return {name: child.text or "" for name, child in once(element, names).items()}


def identity(element):
    parts = once(element, ("name", "email", "settings"))
    values = {name: parts[name].text or "" for name in ("name", "email")}
    if not re.fullmatch(r"[\x20-\x7e]+@[A-Za-z0-9.-]+", values["email"]):
        sys.exit("address %r" % values["email"])
    for setting in parts["settings"]:
        values[setting.get("key")] = setting.text or ""
    return values


def account(element):
    parts = once(element, ("name", "incoming-server", "outgoing-server", "settings",
                           "identities"))
    values = {"name": parts["name"].text or ""}
    for setting in parts.get("settings", ()):
        values[setting.get("key")] = setting.text or ""
    for side in ("incoming", "outgoing"):
        server = parts[side + "-server"]
        values[side + ".type"] = server.get("type")
        for name, text in texts(server, SERVER).items():
            values["%s.%s" % (side, name)] = text
    first, *others = [identity(each) for each in parts["identities"]]
    for name, text in first.items():
        values["identity." + name] = text
    values["aliases"] = "".join("<%s|%s|%s>" % (
        each["name"], each["email"], each.get("signature", "")) for each in others)
    return values


def main():
    root = ElementTree.parse(sys.argv[1]).getroot()
    if (root.tag, root.attrib) != ("k9settings", {"version": "99", "format": "1"}):
        sys.exit("this is no settings file")
    result = {}
    for element in once(root, ("accounts",))["accounts"]:
        key = element.get("uuid")
        if element.tag != "account" or key in result:
            sys.exit("element <%s> %s" % (element.tag, key))
        uuid.UUID(key)
        result[key] = account(element)
    json.dump(result, sys.stdout)


main()
