"""The account of the geary.ini argv[1], as JSON.

Geary shows nothing without a screen; the libraries that it reads this file with are in
its place: GLib for the file, GMime for the addresses in it.
"""

import json
import sys

try:
    import gi
    gi.require_version("GMime", "3.0")
    from gi.repository import GLib, GMime
except (ImportError, ValueError) as error:
    sys.exit("%s: install GMime for Python, on Debian gir1.2-gmime-3.0" % error)

FOLDERS = ("archive", "drafts", "junk", "sent", "trash")
SERVER = ("login", "host", "port", "transport_security", "credentials")


def mailbox(text, options):
    found = GMime.InternetAddressList.parse(options, text)
    if not found or found.length() != 1:
        sys.exit("not one address: %r" % text)
    one = found.get_address(0)
    return one.get_name() or "", one.get_idn_addr()


def read(file):
    def get(group, key, ask=file.get_string):
        return ask(group, key) if key in file.get_keys(group)[0] else ""

    if get("Metadata", "version") != "1" or get("Account", "service_provider") != "other":
        sys.exit("not a file of version 1")
    options = GMime.ParserOptions.new()
    senders = [mailbox(one, options)
               for one in file.get_string_list("Account", "sender_mailboxes")]
    values = {"label": get("Account", "label"), "save_sent": get("Account", "save_sent"),
              "name": senders[0][0], "email": senders[0][1],
              "aliases": "".join("<%s|%s>" % one for one in senders[1:])}
    if file.get_boolean("Account", "use_signature"):
        values["signature"] = get("Account", "signature")
    for name in FOLDERS:
        values[name] = "/".join(get("Folders", name + "_folder", file.get_string_list))
    for side in ("Incoming", "Outgoing"):
        for key in SERVER:
            values["%s.%s" % (side.lower(), key)] = get(side, key)
    return values


def main():
    GMime.init()
    file = GLib.KeyFile()
    try:
        file.load_from_file(sys.argv[1], GLib.KeyFileFlags.NONE)
        json.dump(read(file), sys.stdout)
    except GLib.Error as error:
        sys.exit(error.message)


main()
