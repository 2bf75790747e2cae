"""Hostile values in a client that servers hear, which reads mail and sends it, or only
sends it."""

from hostile import Hostile

PORTS = {"imap": "143", "pop": "110"}


class Hearing(Hostile):
    """The accounts are without TLS: nothing has to be refused, so that one run of the
    client is enough for each."""

    def __init__(self, name, shown, **rest):
        super().__init__(name, shown, heard=True, batch=4, **rest)

    def account(self, number, trials):
        account = super().account(number, trials)
        account["allow"] = ["security-none", "password-cleartext", "auth-discouraged"]
        for name in ("incoming", "outgoing"):
            account[name].setdefault("password", {"command": ["true"]})
            account[name]["security"] = "none"
        account["incoming"]["port"] = PORTS[account["incoming"]["protocol"]]
        account["outgoing"]["port"] = "25"
        return account


class Sender(Hostile):
    """It has no password but the one that is written."""

    def __init__(self, name, shown, **rest):
        super().__init__(name, shown, embeds=True, pairs=True, **rest)

    def fields(self, embedded):
        return [field for field in super().fields(embedded)
                if embedded or field.path[1:2] != ["password"]]

    def account(self, number, trials):
        account = super().account(number, trials)
        for name in ("incoming", "outgoing"):
            account[name].setdefault("password", "Geheim-0815")
        return account


class Sending(Sender):
    """And servers hear it."""

    def __init__(self, name, shown, **rest):
        super().__init__(name, shown, heard=True, batch=4, **rest)
