"""GnuPG with keys of the test's own, and what it says of a message."""

import itertools
import os
import subprocess

import rig


class Keyring:
    def __init__(self):
        self.folder = rig.folder("gnupg")
        self.numbers = itertools.count()
        os.chmod(self.folder, 0o700)
        rig.give_away(self.folder)

    def gpg(self, *words, text=b""):
        done = subprocess.run(
            ["gpg", "--batch", "--status-fd", "1", "--homedir", self.folder, *words],
            input=text, capture_output=True, check=False, **rig.client())
        return done.stdout.decode("utf-8", "replace")

    def new(self, address, usage="default"):
        """The fingerprint of a new key for the address."""
        said = self.gpg("--yes", "--passphrase", "", "--quick-gen-key", "Jo <%s>" % address, usage,
                        "default", "never")
        return said.split("KEY_CREATED ")[1].split()[1]

    def signer(self, message):
        """The key that signed it."""
        if message.get_content_type() != "multipart/signed":
            return message.get_content_type()
        signature = rig.write("%s/signature%d" % (self.folder, next(self.numbers)),
                              message.get_payload(1).get_payload())
        # with the line breaks that were signed
        part = message.get_payload(0).as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        said = self.gpg("--verify", signature, "-", text=part)
        return said.split("VALIDSIG ")[-1].split()[0] if "VALIDSIG" in said else said

    def reader(self, message):
        """The key that signed what is encrypted, when it can be read."""
        if message.get_content_type() != "multipart/encrypted":
            return message.get_content_type()
        said = self.gpg("--decrypt", text=message.get_payload(1).get_payload().encode())
        return "DECRYPTION_OKAY" in said and said.split("VALIDSIG ")[-1].split()[0]

    def end(self):
        subprocess.run(["gpgconf", "--homedir", self.folder, "--kill", "all"], check=False,
                       **rig.client())
