"""Runs Balsa with the files in folder argv[1] and a password, until it is ended; a part of
the target that tests/clients/balsa makes, beside the read-back of Balsa's own."""

import codecs
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(sys.argv[0])))
from balsa_read import display, environment, home_of, start  # noqa: E402


def main():
    with tempfile.TemporaryDirectory() as home:
        home_of(sys.argv[1], home)
        path = home + "/.balsa/config-private"
        with open(path, encoding="utf-8") as file:
            text = file.read()
        # without a keyring Balsa looks here
        password = "Password=%s\n\\g<0>" % codecs.encode("typed-by-mailgen", "rot13")
        with open(path, "w", encoding="utf-8") as file:
            file.write(re.sub("^Username=", password, text, flags=re.MULTILINE))
        start(["balsa", "--check-mail"], env=environment(home, display()[1])).wait()


main()
