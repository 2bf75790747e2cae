"""A mail server in one process that writes down all it is told.

With something left out (STARTTLS, CRAM-MD5) or wrong (its certificate) it is
the attacker; offering all and asking for no login it is the sink for mail.
It never lets anybody in: after the first credentials it hangs up.
"""
import base64
import binascii
import hashlib
import hmac
import re
import socket
import ssl
import threading

CHALLENGE = b"<1896.697170952@fake.example.test>"
LINE = 1 << 16


def decode(text):
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""


class Session:
    """One connection: what came in it, without and with TLS."""

    def __init__(self, server, connection):
        self.server = server
        self.connection = connection
        self.heard = {False: b"", True: b""}
        self.tls = False
        self.port = connection.getsockname()[1]

    def line(self):
        """The next line without its end; None when there is no more."""
        text = b""
        while not text.endswith(b"\n") and len(text) < LINE:
            byte = self.connection.recv(1)
            if not byte:
                return None
            text += byte
            self.heard[self.tls] += byte
        return text.rstrip(b"\r\n")

    def say(self, text):
        if isinstance(text, str):
            text = text.encode()
        self.connection.sendall(text + b"\r\n")

    def secure(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server.certificate)
        if self.server.newest:
            context.maximum_version = self.server.newest
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.tls = True

    def literals(self, text):
        """An IMAP command with the strings that follow it as literals."""
        while True:
            size = re.search(rb"\{(\d+)(\+?)\}$", text or b"")
            if not size:
                return text
            if not size.group(2):
                self.say("+ go on")
            for _ in range(int(size.group(1))):
                byte = self.connection.recv(1)
                self.heard[self.tls] += byte
                text += byte
            text += self.line() or b""

    def converse(self):
        try:
            if self.server.implicit:
                self.secure()
            getattr(self, self.server.protocol)()
        except (OSError, ssl.SSLError) as error:
            self.server.errors.append(str(error))
        finally:
            self.connection.close()
            with self.server.changed:
                self.server.open -= 1
                self.server.changed.notify_all()

    def exchange(self, mechanism, initial, ask):
        """The client's side of a SASL exchange; True when one was made."""
        if mechanism not in self.server.mechanisms:
            return False
        prompts = {"LOGIN": [b"VXNlcm5hbWU6", b"UGFzc3dvcmQ6"],
                   "CRAM-MD5": [base64.b64encode(CHALLENGE)]}
        for prompt in prompts.get(mechanism, [b""])[initial is not None:]:
            self.say(ask + prompt)
            if self.line() in (None, b"*"):
                return False
        return True

    def authenticates(self, rest, ask):
        """Did the client give its credentials by a mechanism that does not fail?"""
        name, _, initial = rest.partition(" ")
        return (self.exchange(name.upper(), initial or None, ask)
                and name.upper() not in self.server.refused)

    def offer(self, form):
        return [form % name for name in self.server.mechanisms]

    def starts(self):
        return self.server.starttls and not self.tls

    def imap(self):
        def abilities():
            return " ".join(["IMAP4rev1"] + self.offer("AUTH=%s")
                            + ["STARTTLS"] * self.starts())
        self.say("* OK [CAPABILITY %s] ready" % abilities())
        while True:
            text = self.literals(self.line())
            if text is None:
                return
            tag, _, rest = text.decode("latin-1").partition(" ")
            word, _, rest = rest.partition(" ")
            word = word.upper()
            if word == "CAPABILITY":
                self.say("* CAPABILITY " + abilities())
            elif word == "STARTTLS" and self.starts():
                self.say(tag + " OK go")
                self.secure()
                continue
            elif word == "LOGIN":
                return
            elif word == "AUTHENTICATE":
                if self.authenticates(rest, b"+ "):
                    return
                self.say(tag + " NO not with that")
                continue
            elif word == "LOGOUT":
                self.say("* BYE")
            elif word != "NOOP" and word != "ID":
                self.say(tag + " BAD not here")
                continue
            self.say(tag + " OK done")
            if word == "LOGOUT":
                return

    def pop(self):
        self.say(b"+OK " + CHALLENGE * ("APOP" in self.server.mechanisms))
        while True:
            text = self.line()
            if text is None:
                return
            word, _, rest = text.decode("latin-1").partition(" ")
            word = word.upper()
            if word == "CAPA":
                self.say("+OK\r\nUSER\r\nUIDL\r\nTOP\r\nSASL %s%s\r\n." % (
                    " ".join(self.server.mechanisms),
                    "\r\nSTLS" * self.starts()))
            elif word == "STLS" and self.starts():
                self.say("+OK go")
                self.secure()
            elif word == "AUTH" and not rest:
                self.say("+OK\r\n%s\r\n." % "\r\n".join(self.server.mechanisms))
            elif word == "AUTH":
                if self.authenticates(rest, b"+ "):
                    return
                self.say("-ERR not with that")
            elif word == "USER":
                self.say("+OK")
            elif word in ("PASS", "APOP"):
                return
            elif word == "QUIT":
                self.say("+OK")
                return
            else:
                self.say("-ERR not here")

    def smtp(self):
        self.say("220 fake.example.test ESMTP")
        while True:
            text = self.line()
            if text is None:
                return
            word, _, rest = text.decode("latin-1").partition(" ")
            word = word.upper()
            if word in ("EHLO", "HELO"):
                lines = ["fake.example.test", "8BITMIME"]
                if self.server.mechanisms:
                    lines.append("AUTH " + " ".join(self.server.mechanisms))
                lines += ["STARTTLS"] * self.starts()
                for item in lines[:-1]:
                    self.say("250-" + item)
                self.say("250 " + lines[-1])
            elif word == "STARTTLS" and self.starts():
                self.say("220 go")
                self.secure()
            elif word == "AUTH":
                if self.authenticates(rest, b"334 "):
                    return
                self.say("535 not with that")
            elif word == "QUIT":
                self.say("221 bye")
                return
            elif word == "DATA" and self.server.deliver:
                self.take()
            elif word in ("MAIL", "RCPT", "RSET", "NOOP"):
                self.say("250 fine" if self.server.deliver or word == "RSET"
                         else "530 log in first")
            else:
                self.say("502 not here")

    def take(self):
        self.say("354 go")
        lines = [b"Received: from a client\n\tby open.example.test (port %d) "
                 b"with ESMTP%s;\n\tThu, 1 Jan 2026 00:00:00 +0000"
                 % (self.port, b"S" * self.tls)]
        while True:
            text = self.line()
            if text is None:
                return
            if text == b".":
                break
            lines.append(text[1:] if text.startswith(b".") else text)
        self.server.deliver(b"\n".join(lines) + b"\n")
        self.say("250 taken")


class Server:
    """Listens as soon as it is made. mechanisms: those it offers; refused:
    those of them that nevertheless fail."""

    speaker = Session

    def __init__(self, protocol, port, certificate=None, implicit=False,
                 starttls=True, mechanisms=(), refused=(), deliver=None,
                 address="127.0.0.1"):
        self.protocol = protocol
        self.certificate = certificate
        self.implicit = implicit
        self.starttls = starttls
        self.mechanisms = mechanisms
        self.refused = refused
        self.deliver = deliver
        self.newest = None      # version of TLS; None: any
        self.then = {}          # of these fields, from the second visit on
        self.sessions = []
        self.errors = []
        self.open = 0
        self.changed = threading.Condition()
        self.listener = socket.socket(
            socket.AF_INET6 if ":" in address else socket.AF_INET)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((address, port))
        self.listener.listen(20)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            if self.sessions:
                vars(self).update(self.then)
            session = self.speaker(self, connection)
            with self.changed:
                self.sessions.append(session)
                self.open += 1
                self.changed.notify_all()
            threading.Thread(target=session.converse, daemon=True).start()

    def wait(self, seconds):
        """Until a client has come and everybody has gone."""
        with self.changed:
            return self.changed.wait_for(
                lambda: self.sessions and not self.open, seconds)

    def close(self):
        try:
            self.listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.listener.close()

    def leaked(self, password):
        """How the password was given away: a set of words."""
        found = set()
        for session in self.sessions:
            for tls, heard in session.heard.items():
                where = " over TLS" if tls else " in the clear"
                for word in tells(heard, password):
                    found.add(word + where)
        return found


def tells(heard, password):
    """What of the password stands in the bytes, as itself or encoded."""
    secret = password.encode()
    digest = hmac.new(secret, CHALLENGE, hashlib.md5).hexdigest().encode()
    apop = hashlib.md5(CHALLENGE + secret).hexdigest().encode()
    texts = [heard] + [decode(run)
                       for run in re.findall(rb"[A-Za-z0-9+/]{4,}=*", heard)]
    for text in texts:
        if secret in text:
            yield "password"
        if digest in text:
            yield "CRAM-MD5 response"
        if apop in text:
            yield "APOP response"


def sink(certificate, deliver):
    """Takes mail on all ports of submission, without a login."""
    return [Server("smtp", port, certificate, implicit=port == 465,
                   deliver=deliver, address="127.0.0.2")
            for port in (25, 465, 587, 8025)]
