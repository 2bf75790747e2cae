"""The payloads of the configuration profile argv[1], as JSON.

Apple's own reader is not to be had elsewhere; python3's property list reader
stands in for it, stricter than usual: no key twice, no value of another type.
"""

import json
import plistlib
import re
import sys

TYPES = [(r".*UseSSL|.*SameAsIncomingPassword", bool),
         (r".*PortNumber|PayloadVersion", int),
         (r"PayloadContent", list),
         (r".*", str)]


class Once(dict):
    def __setitem__(self, key, value):
        if key in self:
            sys.exit("key %s stands twice" % key)
        super().__setitem__(key, value)


def shown(key, value):
    want = next(kind for pattern, kind in TYPES if re.fullmatch(pattern, key))
    if type(value) is not want:
        sys.exit("%s is of type %s, not %s" % (key, type(value).__name__, want.__name__))
    return str(value).lower() if want is bool else str(value)


def main():
    with open(sys.argv[1], "rb") as file:
        profile = plistlib.load(file, fmt=plistlib.FMT_XML, dict_type=Once)
    top = {key: shown(key, value) for key, value in profile.items()}
    if top["PayloadIdentifier"] != "mailgen.profile." + top["PayloadUUID"]:
        sys.exit("the profile's identifier is not made from its UUID")
    result = {}
    for payload in profile["PayloadContent"]:
        values = {key: shown(key, value) for key, value in payload.items()}
        for key in ("PayloadType", "PayloadVersion"):
            values["Profile." + key] = top[key]
        if values["PayloadUUID"] in result:
            sys.exit("payload %s stands twice" % values["PayloadUUID"])
        result[values["PayloadUUID"]] = values
    json.dump(result, sys.stdout)


main()
