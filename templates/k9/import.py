"""The accounts of a settings file argv[1] of K-9 Mail or Thunderbird for Android, of any
version, as JSON."""

import re
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, sys.argv[2])
from taking import start  # noqa: E402  (the folder is an argument)

# Words of earlier versions, as the app itself takes them over.
EARLIER = {
    "connection-security": {"SSL_TLS_OPTIONAL": "SSL_TLS_REQUIRED",
                            "STARTTLS_OPTIONAL": "STARTTLS_REQUIRED", "": "NONE"},
    "authentication-type": {"AUTOMATIC": "PLAIN", "LOGIN": "PLAIN"},
}
PORTS = {"IMAP": ("143", "993"), "POP3": ("110", "995"), "SMTP": ("587", "465")}
TAGS = ("account", "name", "incoming-server", "outgoing-server", "host", "port",
        "connection-security", "authentication-type", "username", "password", "identity",
        "email", 'value key="signature', 'value key="uploadSentMessages')


def child(element, name):
    found = element.find(name) if element is not None else None
    return (found.text or "").split("\0")[0] if found is not None else ""


def settings(element):
    return {value.get("key"): value.text or "" for value in element.iterfind("settings/value")}


def server(element, values, side):
    """What the read-back has of a server: False where it is not one of mail."""
    if element is None or (element.get("type") or "") not in PORTS:
        return False
    values[side + ".type"] = element.get("type")
    for name, words in EARLIER.items():
        word = child(element, name)
        values["%s.%s" % (side, name)] = words.get(word, word)
    values[side + ".port"] = child(element, "port") or PORTS[element.get("type")][
        values[side + ".connection-security"] == "SSL_TLS_REQUIRED"]
    for name in ("host", "username", "password"):
        values["%s.%s" % (side, name)] = child(element, name)
    auth = side + ".authentication-type"
    if not values[auth]:
        values[auth] = "PLAIN" if values[side + ".username"] else "NONE"
    return True


def identity(element):
    given = settings(element)
    signature = given.get("signature", "") if given.get("signatureUse") != "false" else ""
    return child(element, "name"), child(element, "email"), signature


def account(element):
    values = {}
    identities = [identity(one) for one in element.iterfind("identities/identity")]
    if not (server(element.find("incoming-server"), values, "incoming")
            and server(element.find("outgoing-server"), values, "outgoing") and identities):
        return None
    name, email, signature = identities[0]
    values["name"] = child(element, "name") or email
    values["identity.name"], values["identity.email"] = name, email
    values["identity.signature"] = signature
    values["identity.signatureUse"] = "true" if signature else "false"
    values["uploadSentMessages"] = "false" if settings(element).get(
        "uploadSentMessages") == "false" else ""
    values["aliases"] = "".join("<%s|%s|%s>" % one for one in identities[1:])
    return values


def tree(file):
    """The file's root; None where it is no settings file. The app knows no definitions."""
    text = "\n".join(file.lines)
    if re.search("<!(?!--)", text):
        return None
    try:
        root = ElementTree.fromstring(text.encode("utf-8", "surrogateescape"))
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError):
        return None
    return root if root.tag == "k9settings" else None


def main():
    file = start()
    root, emails = tree(file), set()
    for element in root.iterfind("accounts/account") if root is not None else ():
        values = account(element)
        if values:
            # the address names it, as long as no other account has it
            email = values["identity.email"]
            file.add(values, "account%d" % (len(file.accounts) + 1) if email in emails else None)
            emails.add(email)
    for at, line in enumerate(file.lines if emails else (), 1):
        if any("<" + tag in line for tag in TAGS):
            file.knows(at)
    file.print()


main()
