"""The accounts in the text argv[1] of a QR code, as JSON: an object for each, by its
number.

The app's reader runs on Android. This has its rules: the kinds of all values, in their
order, no line break in a text, ASCII in hosts and addresses.
"""

import json
import sys

SERVER = (("protocol", int), ("host", str), ("port", int), ("security", int), ("auth", int),
          ("username", str))
NUMBERS = {"protocol": (0, 1), "security": (0, 2, 3), "auth": (0, 1, 2, 5, 6)}


def refuse(what):
    sys.exit("the app would refuse this: " + what)


def named(values, parts, side):
    """The values of an array by their names; the last two can be absent."""
    parts += (("password", str),)
    if not len(parts) - 2 <= len(values) <= len(parts):
        refuse("%s has %d parts" % (side, len(values)))
    found = {}
    for (name, kind), value in zip(parts, values):
        if type(value) is not kind or value not in NUMBERS.get(name, (value,)):
            refuse("%s %s is %r" % (side, name, value))
        if kind is str and set(value) & set("\r\n"):
            refuse("a line break in %s %s" % (side, name))
        found["%s.%s" % (side, name)] = str(value)
    if not found[side + ".host"].isascii() or not 0 < int(found[side + ".port"]) < 65536:
        refuse("%s server %r" % (side, found[side + ".host"]))
    return found


def account(incoming, outgoing):
    (server, *identities), = outgoing
    values = {**named(incoming, SERVER + (("name", str),), "incoming"),
              **named(server, SERVER, "outgoing")}
    for email, name in identities:
        if not email.isascii() or "@" not in email or set(email + name) & set("\r\n"):
            refuse("identity %r" % email)
    values["email"], values["name"] = identities[0]
    values["identities"] = "".join("<%s|%s>" % tuple(one) for one in identities)
    return values


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        version, part, *rest = json.load(file)
    if (version, part) != (1, [1, 1]) or not rest or len(rest) % 2:
        refuse("version, parts or accounts")
    json.dump({str(number + 1): account(*rest[2 * number:2 * number + 2])
               for number in range(len(rest) // 2)}, sys.stdout)


main()
