"""The accounts of the dclogin: links in file argv[1], one a line, as JSON."""

import sys
import urllib.parse

sys.path.insert(0, sys.argv[2])
from taking import start  # noqa: E402  (the folder is an argument)

SECURITY = {"i": {"ssl": "993", "starttls": "143", "plain": "143"},
            "s": {"ssl": "465", "starttls": "587", "plain": "25"}}
# Whether certificates are checked: "automatic" is as good as "strict".
AUTOMATIC = ("", "0")


def values_of(link):
    """What a link says, with what the app takes where it says nothing; None: it is none."""
    scheme, _, rest = link.partition(":")
    address, mark, query = rest.removeprefix("//").partition("?")
    address = urllib.parse.unquote(address.rstrip("/"), errors="replace")
    if scheme.lower() != "dclogin" or "@" not in address or not mark:
        return None
    said = {}
    for name, text in urllib.parse.parse_qsl(query, keep_blank_values=True):
        said.setdefault(name, text.split("\0")[0])
    values = {"address": address, "p": said.get("p", ""), "v": said.get("v", "1"),
              "spw": said.get("spw") or said.get("p", "")}
    for side, ports in SECURITY.items():
        security = said.get(side + "s", "")
        security = security if security in ports else "ssl"
        values[side + "s"] = security
        values[side + "h"] = said.get(side + "h")
        values[side + "p"] = said.get(side + "p") or ports[security]
        values[side + "u"] = said.get(side + "u") or address
        checked = said.get(side + "c", "")
        values[side + "c"] = "1" if checked in AUTOMATIC else checked
    return values


def main():
    file, seen = start(), set()
    for number, line in enumerate(file.lines, 1):
        values = values_of(line.strip().split("\0")[0])
        if values:
            # the address names it, as long as no other account has it
            address = values["address"]
            file.add(values, "account%d" % number if address in seen else None, number,
                     {"p": number, "spw": number})
            file.knows(number)
            seen.add(address)
    file.print()


main()
