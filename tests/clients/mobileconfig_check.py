#!/usr/bin/env python3
"""Checks configuration profiles against mobileconfig-keys.ini.

mobileconfig_check.py FILE...  one line per finding; exit 1 when there is one
mobileconfig_check.py          tests itself: good samples pass, bad ones are found

Reads the XML itself, and strictly: property list readers put up with much that
a device may not.
"""

import configparser
import difflib
import os
import plistlib
import re
import sys
import xml.parsers.expat

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
HEAD = (b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"'
        b' "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n')
UUID = r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
SHAPES = {"integer": r"-?(0|[1-9][0-9]*)", "real": r"-?[0-9]+(\.[0-9]+)?",
          "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
          "true": r"", "false": r"", "string": r"(?s).*", "data": r"[A-Za-z0-9+/=\s]*"}
IMPLICIT, UPGRADE = {"993", "995", "465"}, {"143", "110", "587"}
PORTS = {"EmailTypeIMAP": {"143", "993"}, "EmailTypePOP": {"110", "995"},
         "Outgoing": {"25", "465", "587"}}


class Node:
    """An element: its name, its text, its children."""

    def __init__(self, name):
        self.name, self.text, self.children = name, "", []


class Reader:
    """XML to nodes; what is no property list becomes a finding."""

    def __init__(self, data, found):
        self.found, self.stack = found, [Node("")]
        parser = xml.parsers.expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.SkippedEntityHandler = lambda name, _: found.append("unknown entity &%s;" % name)
        parser.CommentHandler = lambda _: found.append("a comment")
        try:
            parser.Parse(data, True)
        except xml.parsers.expat.ExpatError as error:
            found.append("not XML: %s" % error)
        self.root = self.stack[0].children[0] if self.stack[0].children else Node("")

    def start(self, name, attributes):
        if attributes != ({"version": "1.0"} if name == "plist" else {}):
            self.found.append("<%s> with attributes %r" % (name, attributes))
        node = Node(name)
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def end(self, name):
        node = self.stack.pop()
        if name in ("plist", "dict", "array"):
            if node.text.strip():
                self.found.append("text %r in <%s>" % (node.text.strip(), name))
        elif name != "key" and name not in SHAPES:
            self.found.append("<%s> is no element of a property list" % name)
        elif node.children:
            self.found.append("elements in <%s>" % name)

    def characters(self, text):
        self.stack[-1].text += text


def entries(node, where, found):
    """The keys of a dict and their nodes."""
    result = {}
    names, values = node.children[::2], node.children[1::2]
    if len(names) != len(values) or any(n.name != "key" for n in names) \
            or any(v.name == "key" for v in values):
        found.append("%s: keys and values do not take turns" % where)
        return result
    for name, value in zip(names, values):
        if name.text in result:
            found.append("%s: %s stands twice" % (where, name.text))
        result[name.text] = value
    return result


def rules():
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None, strict=True)
    parser.optionxform = str
    with open(os.path.join(HERE, "mobileconfig-keys.ini"), encoding="utf-8") as file:
        parser.read_file(file)
    return {section: {key: rule.split() for key, rule in parser.items(section)}
            for section in parser.sections()}


def check_value(node, rule, types, where, found):
    kind, words = rule[0], [word for word in rule[1:] if word != "required"]
    if kind in types:
        kind, words = types[kind][0], types[kind][1:]
    element = {"uuid": "string", "port": "integer"}.get(kind, kind)
    have = "boolean" if node.name in ("true", "false") else node.name
    if have != element:
        found.append("%s is <%s>, not %s" % (where, node.name, element))
    elif kind == "uuid" and not re.fullmatch(UUID, node.text):
        found.append("%s is no UUID: %s" % (where, node.text))
    elif not re.fullmatch(SHAPES.get(node.name, r"(?s).*"), node.text):
        found.append("%s: %s: %r" % (where, element, node.text))
    elif kind == "port" and not 1 <= int(node.text) <= 65535:
        found.append("%s is no port: %s" % (where, node.text))
    elif words and node.text not in words and "=" + node.text not in words:
        found.append("%s is %r, not one of %s" % (where, node.text, " ".join(words)))


def check_keys(have, allowed, types, where, found):
    for key, node in have.items():
        if key in allowed:
            check_value(node, allowed[key], types, "%s: %s" % (where, key), found)
        else:
            near = difflib.get_close_matches(key, allowed, 1)
            found.append("%s: unknown key %s%s" % (where, key,
                                                   ", meant %s?" % near[0] if near else ""))
    for key, rule in allowed.items():
        if "required" in rule and (key not in have or have[key].name == "string"
                                   and not have[key].text):
            found.append("%s: %s is missing or empty" % (where, key))


def check_server(have, side, where, found):
    """Port, SSL, authentication and login of one server fit together."""
    def text(key):
        return have[key].text if key in have else ""

    port = text(side + "MailServerPortNumber")
    ssl = have.get(side + "MailServerUseSSL")
    kind = text("EmailAccountType") if side == "Incoming" else side
    login = side + "MailServerUsername" in have
    if not port or ssl is None:
        found.append("%s: %s port or SSL is left to the device" % (where, side))
    elif ssl.name == "false" and port in IMPLICIT:
        found.append("%s: %s port %s without SSL" % (where, side, port))
    known = PORTS.get(kind, set())
    if port in (IMPLICIT | UPGRADE) - known:
        found.append("%s: %s port %s belongs to another protocol" % (where, side, port))
    if (text(side + "MailServerAuthentication") == "EmailAuthNone") == login:
        found.append("%s: %s authentication and user name contradict" % (where, side))
    if not login and side + "Password" in have:
        found.append("%s: %s password without user name" % (where, side))


def check_unique(profile, payloads, found):
    for key in ("PayloadUUID", "PayloadIdentifier"):
        values = [have[key].text.lower() for have in [profile] + payloads if key in have]
        for value in sorted({v for v in values if values.count(v) > 1}):
            found.append("%s %s stands twice" % (key, value))


def check_characters(text, found):
    """What no XML document may hold, and what no text of a profile should."""
    for char in sorted(set(text)):
        if ord(char) < 0x20 and char not in "\t\n" or ord(char) in (0x7F, 0xFFFE, 0xFFFF):
            found.append("character U+%04X" % ord(char))


def check_profile(data):
    found = []
    if not data.startswith(HEAD):
        found.append("does not begin like a property list")
    check_characters(data.decode("utf-8", "replace"), found)
    root = Reader(data, found).root
    if root.name != "plist" or len(root.children) != 1 or root.children[0].name != "dict":
        return found + ["not one <dict> in one <plist>"]
    known = rules()
    types = known["types"]
    profile = entries(root.children[0], "profile", found)
    check_keys(profile, known["Configuration"], types, "profile", found)
    content = profile["PayloadContent"].children if "PayloadContent" in profile else []
    if not content:
        found.append("profile: no payload")
    payloads = []
    for n, node in enumerate(content, 1):
        where = "payload %d" % n
        have = entries(node, where, found)
        payloads.append(have)
        kind = have["PayloadType"].text if "PayloadType" in have else ""
        if node.name != "dict" or kind != "com.apple.mail.managed":
            found.append("%s: unknown type %r" % (where, kind))
            continue
        check_keys(have, {**known["payload"], **known[kind]}, types, where, found)
        for side in ("Incoming", "Outgoing"):
            check_server(have, side, where, found)
    check_unique(profile, payloads, found)
    if not found:
        try:
            plistlib.loads(data, fmt=plistlib.FMT_XML)
        except Exception as error:  # whatever the second reader has against it
            found.append("plistlib: %s" % error)
    return found


# --- self-test

PAYLOAD = """<dict>
<key>PayloadType</key><string>com.apple.mail.managed</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>example.mail.1</string>
<key>PayloadUUID</key><string>2ED6657D-E927-568B-95E1-2665A8AEA6A2</string>
<key>EmailAccountType</key><string>EmailTypeIMAP</string>
<key>EmailAddress</key><string>a@example.org</string>
<key>IncomingMailServerHostName</key><string>imap.example.org</string>
<key>IncomingMailServerPortNumber</key><integer>993</integer>
<key>IncomingMailServerUseSSL</key><true/>
<key>IncomingMailServerAuthentication</key><string>EmailAuthPassword</string>
<key>IncomingMailServerUsername</key><string>a</string>
<key>OutgoingMailServerHostName</key><string>smtp.example.org</string>
<key>OutgoingMailServerPortNumber</key><integer>587</integer>
<key>OutgoingMailServerUseSSL</key><true/>
<key>OutgoingMailServerAuthentication</key><string>EmailAuthCRAMMD5</string>
<key>OutgoingMailServerUsername</key><string>a</string>
</dict>"""
GOOD = HEAD.decode() + """<plist version="1.0"><dict>
<key>PayloadType</key><string>Configuration</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>example.profile</string>
<key>PayloadUUID</key><string>886313E1-3B8A-5372-9B90-0C9AEE199E5D</string>
<key>PayloadContent</key><array>
""" + PAYLOAD + """
</array></dict></plist>
"""
SECOND = PAYLOAD.replace("mail.1", "mail.2").replace("2ED6657D", "3ED6657D")
EMAIL = "<string>a@example.org</string>"
SCOPE = "<key>PayloadScope</key>"
TOP = "<key>PayloadType</key><string>Configuration</string>"
USER = "<key>OutgoingMailServerUsername</key><string>a</string>"
PASSWORD = "<key>OutgoingPassword</key><string>x</string>"

# what becomes of the good sample: title, old text, new text
GOOD_CHANGES = [
    ("the sample itself", "", ""),
    ("a second payload", "</dict>\n</array>", "</dict>" + SECOND + "</array>"),
    ("pop on its port", "EmailTypeIMAP", "EmailTypePOP", "993", "995"),
    ("cleartext on its port", "993</integer>\n<key>IncomingMailServerUseSSL</key><true/>",
     "143</integer>\n<key>IncomingMailServerUseSSL</key><false/>"),
    ("a port of the provider's own", "993", "1993"),
    ("no login for sending", "EmailAuthCRAMMD5", "EmailAuthNone", USER, ""),
    ("a password", USER, USER + PASSWORD),
    ("escaped marks", EMAIL, "<string>&amp;&lt;&gt;]]&gt;&#13;&quot;'\"</string>"),
    ("any other text", EMAIL, "<string>Zo\u00eb \U0001f600 \u2028 \ufffd</string>"),
    ("lower case UUID", "2ED6657D", "2ed6657d"),
    ("scope of a user", TOP, TOP + SCOPE + "<string>User</string>"),
    ("every boolean of the payload", USER, USER + "<key>PreventMove</key><false/>"
     "<key>allowMailDrop</key><true/>"),
]
BAD_CHANGES = [
    ("no XML declaration", HEAD.decode(), ""),
    ("another DTD", "PLIST 1.0//EN", "PLIST 2.0//EN"),
    ("not well-formed", "</array>", ""),
    ("an ampersand", EMAIL, "<string>a & b</string>"),
    ("a less-than", EMAIL, "<string>a < b</string>"),
    ("the end of a section", EMAIL, "<string>a ]]> b</string>"),
    ("an unknown entity", EMAIL, "<string>&eacute;</string>"),
    ("a control character", EMAIL, "<string>a\u0001</string>"),
    ("a control character as a reference", EMAIL, "<string>&#1;</string>"),
    ("NUL as a reference", EMAIL, "<string>&#0;</string>"),
    ("DEL", EMAIL, "<string>a\u007f</string>"),
    ("a raw CR", EMAIL, "<string>a\rb</string>"),
    ("U+FFFE", EMAIL, "<string>\ufffe</string>"),
    ("U+FFFF as a reference", EMAIL, "<string>&#xFFFF;</string>"),
    ("a surrogate as a reference", EMAIL, "<string>&#xD800;</string>"),
    ("a comment", EMAIL, EMAIL + "<!-- x -->"),
    ("an attribute", EMAIL, '<string x="1">a</string>'),
    ("another version of plist", 'plist version="1.0"', 'plist version="1.1"'),
    ("text between keys", EMAIL, EMAIL + "x"),
    ("an unknown element", EMAIL, "<text>a</text>"),
    ("a value without key", EMAIL, EMAIL + EMAIL),
    ("a key without value", EMAIL, ""),
    ("a key as value", EMAIL, "<key>a</key>"),
    ("a key twice", EMAIL, EMAIL + "<key>EmailAddress</key>" + EMAIL),
    ("an array beside the dict", '"1.0"><dict>', '"1.0"><array/><dict>'),
    ("a string with elements", EMAIL, "<string><true/></string>"),
    ("an unknown top key", TOP, TOP + "<key>ScopeType</key><string>User</string>"),
    ("an unknown payload key", "EmailAddress", "EmailAdress"),
    ("a key in the wrong place", TOP, TOP + "<key>EmailAddress</key>" + EMAIL),
    ("another top type", ">Configuration<", ">Profile<"),
    ("another payload type", "com.apple.mail.managed", "com.apple.mail"),
    ("a scope that is none", TOP, TOP + SCOPE + "<string>Device</string>"),
    ("a version as text", "<integer>1</integer>", "<string>1</string>"),
    ("another version", "<integer>1</integer>", "<integer>2</integer>"),
    ("a port as text", "<integer>993</integer>", "<string>993</string>"),
    ("a port as real", "<integer>993</integer>", "<real>993</real>"),
    ("a port in hex", "<integer>993</integer>", "<integer>0x3e1</integer>"),
    ("a port with a blank", "<integer>993</integer>", "<integer> 993</integer>"),
    ("port 0", "<integer>993</integer>", "<integer>0</integer>"),
    ("a port too high", "<integer>993</integer>", "<integer>65536</integer>"),
    ("a boolean as text", "UseSSL</key><true/>", "UseSSL</key><string>true</string>"),
    ("a boolean as number", "UseSSL</key><true/>", "UseSSL</key><integer>1</integer>"),
    ("a boolean with text", "UseSSL</key><true/>", "UseSSL</key><true>yes</true>"),
    ("a string as boolean", EMAIL, "<true/>"),
    ("an unknown authentication", "EmailAuthCRAMMD5", "EmailAuthOAuth2"),
    ("an account type that is none", "EmailTypeIMAP", "IMAP"),
    ("no account type", "<key>EmailAccountType</key><string>EmailTypeIMAP</string>", ""),
    ("no incoming host",
     "<key>IncomingMailServerHostName</key><string>imap.example.org</string>", ""),
    ("an empty host", "imap.example.org", ""),
    ("no outgoing authentication",
     "<key>OutgoingMailServerAuthentication</key><string>EmailAuthCRAMMD5</string>", ""),
    ("no identifier", "<key>PayloadIdentifier</key><string>example.profile</string>", ""),
    ("no payload", PAYLOAD, ""),
    ("a UUID too short", "2ED6657D", "2ED6657"),
    ("a UUID with braces", "886313E1-3B8A-5372-9B90-0C9AEE199E5D",
     "{886313E1-3B8A-5372-9B90-0C9AEE199E5D}"),
    ("one UUID for two", "2ED6657D-E927-568B-95E1-2665A8AEA6A2",
     "886313e1-3b8a-5372-9b90-0c9aee199e5d"),
    ("one identifier for two", "example.mail.1", "example.profile"),
    ("the same payload twice", "</dict>\n</array>", "</dict>" + PAYLOAD + "</array>"),
    ("993 without SSL", "IncomingMailServerUseSSL</key><true/>",
     "IncomingMailServerUseSSL</key><false/>"),
    ("465 without SSL", "587</integer>\n<key>OutgoingMailServerUseSSL</key><true/>",
     "465</integer>\n<key>OutgoingMailServerUseSSL</key><false/>"),
    ("a pop port for imap", "993", "995"),
    ("an imap port for sending", "587", "143"),
    ("no port", "<key>OutgoingMailServerPortNumber</key><integer>587</integer>", ""),
    ("no SSL switch", "<key>IncomingMailServerUseSSL</key><true/>", ""),
    ("a user name without authentication", "EmailAuthCRAMMD5", "EmailAuthNone"),
    ("authentication without user name", USER, ""),
    ("a password without user name", "EmailAuthCRAMMD5", "EmailAuthNone", USER, PASSWORD),
]


def changed(change):
    text = GOOD
    for old, new in zip(change[1::2], change[2::2]):
        assert old in text, change[0]
        text = text.replace(old, new, 1) if old else text
    return text.encode("utf-8", "surrogatepass")


def self_test():
    cases = [(c, True) for c in GOOD_CHANGES] + [(c, False) for c in BAD_CHANGES]
    for change, good in cases:
        found = check_profile(changed(change))
        tap.ok("%s: %s" % ("good" if good else "bad", change[0]), good == (not found), *found)
    tap.done()


def main(files):
    if not files:
        self_test()
    status = 0
    for name in files:
        with open(name, "rb") as file:
            for line in check_profile(file.read()):
                print("%s: %s" % (name, line))
                status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
