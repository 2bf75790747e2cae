"""The parts of the dclogin: link in file argv[1], as JSON: what its query says, by the
names there, and the address."""

import json
import sys
import urllib.parse

with open(sys.argv[1], encoding="ascii") as file:
    link = file.read()
scheme, _, rest = link.partition(":")
address, _, query = rest.partition("?")
values = {"address": address}
if scheme != "dclogin" or set(link) & set(" \t\r\n#\"'<>"):
    sys.exit("this is no link: %r" % link[:20])
for name, text in urllib.parse.parse_qsl(query, keep_blank_values=True, strict_parsing=True,
                                         errors="strict"):
    if name in values:
        sys.exit("%r appears twice" % name)
    values[name] = text
json.dump(values, sys.stdout)
