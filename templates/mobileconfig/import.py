"""The mail accounts of an Apple configuration profile argv[1], as JSON.

A profile is a property list, in XML or binary, whoever made it. A signed one is taken out of
its envelope (CMS, RFC 5652), whose signature is not looked at: nothing in it is trusted.
"""

import json
import plistlib
import sys
import xml.parsers.expat

LARGEST, DEEPEST = 16 << 20, 16
DATA = bytes.fromhex("06092a864886f70d010701")      # the type of what is in the envelope
OCTETS, CONSTRUCTED = 0x04, 0x20
BROKEN = (plistlib.InvalidFileException, xml.parsers.expat.ExpatError, ValueError, TypeError,
          KeyError, IndexError, AttributeError, OverflowError, RecursionError, MemoryError)
SSL = {"EmailTypeIMAP": ("143", "993"), "EmailTypePOP": ("110", "995")}
TEXTS = ("PayloadType", "PayloadOrganization", "EmailAccountName", "EmailAddress",
         "IncomingMailServerHostName", "IncomingMailServerUsername", "IncomingPassword",
         "OutgoingMailServerHostName", "OutgoingMailServerUsername", "OutgoingPassword")
KNOWN = TEXTS + (
    "PayloadVersion", "PayloadUUID", "PayloadIdentifier", "PayloadDisplayName",
    "EmailAccountDescription", "EmailAccountType", "IncomingMailServerPortNumber",
    "IncomingMailServerUseSSL", "IncomingMailServerAuthentication",
    "OutgoingMailServerPortNumber", "OutgoingMailServerUseSSL",
    "OutgoingMailServerAuthentication", "OutgoingPasswordSameAsIncomingPassword")


def header(data, at):
    """(tag, where its content begins, where it ends or None) of an element of BER."""
    tag, length = data[at], data[at + 1]
    at += 2
    if length == 0x80:
        return tag, at, None
    if length > 0x80:
        size = length & 0x7F
        length = int.from_bytes(data[at:at + size], "big")
        at += size
    return tag, at, at + length


def octets(data, at, parts, depth=0):
    """Adds what a string of octets is made of; returns where it ends."""
    tag, begin, end = header(data, at)
    if tag == OCTETS and end is not None:
        parts.append(data[begin:end])
        return end
    if tag != OCTETS | CONSTRUCTED or depth == DEEPEST:
        raise ValueError
    at = begin
    while at < (len(data) if end is None else end):
        if end is None and data[at:at + 2] == b"\0\0":
            return at + 2
        at = octets(data, at, parts, depth + 1)
    return at


def unwrapped(data):
    """What was signed; the data itself where it is in no envelope."""
    at = data.find(DATA, 0, 4096)
    if data[:1] != b"\x30" or at < 0:
        return data
    _, begin, _ = header(data, at + len(DATA))
    parts = []
    octets(data, begin, parts)
    return b"".join(parts)


def text(value):
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).split("\0")[0] if isinstance(value, (str, int)) else ""


def account(payload):
    """What the read-back has, with what a device takes where the profile says nothing."""
    values = {name: text(payload[name]) for name in TEXTS if name in payload}
    values["EmailAccountDescription"] = text(
        payload.get("EmailAccountDescription") or payload.get("EmailAddress"))
    values["EmailAccountType"] = text(payload.get("EmailAccountType", "EmailTypeIMAP"))
    for side, ports in (("Incoming", SSL.get(values["EmailAccountType"], ("", ""))),
                        ("Outgoing", ("587", "587"))):
        server = side + "MailServer"
        ssl = text(bool(payload.get(server + "UseSSL", True)))
        values[server + "UseSSL"] = ssl
        values[server + "PortNumber"] = text(
            payload.get(server + "PortNumber")) or ports[ssl == "true"]
        values[server + "Authentication"] = text(
            payload.get(server + "Authentication", "EmailAuthNone"))
    if payload.get("OutgoingPasswordSameAsIncomingPassword") is True:
        for name in ("Password", "MailServerUsername"):
            values.setdefault("Outgoing" + name, values.get("Incoming" + name, ""))
    return values


def lines(data, accounts):
    """How many lines there are, and are about accounts: of what is not binary. A value may
    stand below its name."""
    found = [] if data[:6] == b"bplist" else data.decode("utf-8", "replace").splitlines()
    about, below = 0, False
    for line in found if accounts else []:
        known = any("<key>%s</key>" % name in line for name in KNOWN)
        about += known or (below and "<key>" not in line)
        below = known and line.rstrip().endswith("</key>")
    return len(found), about


def main():
    with open(sys.argv[1], "rb") as file:
        data = file.read(LARGEST)
    accounts = []
    try:
        data = unwrapped(data)
        content = plistlib.loads(data).get("PayloadContent", [])
        for payload in content if isinstance(content, list) else []:
            if isinstance(payload, dict) and payload.get(
                    "PayloadType") == "com.apple.mail.managed":
                accounts.append({"values": account(payload)})
    except BROKEN:
        pass        # it is no profile, and has no account
    count, about = lines(data, accounts)
    sys.stdout.buffer.write(json.dumps({
        "accounts": accounts, "lines": count, "about": about, "unknown": [],
    }, ensure_ascii=False).encode("utf-8", "replace"))


main()
