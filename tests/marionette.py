"""A Thunderbird that is told through Marionette what to do."""
import json
import socket


class Marionette:
    """`port` is what it listens on; `patience`, seconds, what an answer may take."""

    def __init__(self, port, patience):
        self.data = b""
        self.count = 0
        self.socket = socket.create_connection(("127.0.0.1", int(port)), patience)
        self.receive()
        self.call("WebDriver:NewSession", unhandledPromptBehavior="ignore")
        self.call("Marionette:SetContext", value="chrome")

    def receive(self):
        """One message: its length, a colon, JSON."""
        while True:
            size, colon, rest = self.data.partition(b":")
            if colon and len(rest) >= int(size):
                self.data = rest[int(size):]
                return json.loads(rest[:int(size)])
            data = self.socket.recv(1 << 16)
            if not data:
                raise ConnectionError("Thunderbird has gone")
            self.data += data

    def call(self, command, **parameters):
        self.count += 1
        text = json.dumps([0, self.count, command, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(text), text))
        _, _, error, result = self.receive()
        if error:
            raise RuntimeError(error.get("message"))
        return result
