"""Mail servers with an empty mailbox that let everybody in, and note all they are told."""
import fake


class Mailbox(fake.Session):
    """Empty, and open to everybody until the server is shut."""

    def imap(self):
        ready = " ".join(["IMAP4rev1", "SASL-IR"] + self.offer("AUTH=%s")
                         + ["STARTTLS"] * self.starts())
        answers = {
            "CAPABILITY": "* CAPABILITY " + ready,
            "SELECT": "* 0 EXISTS\r\n* OK [UIDVALIDITY 1]\r\n* OK [UIDNEXT 1]",
            "STATUS": "* STATUS INBOX (MESSAGES 0 RECENT 0 UIDNEXT 1 UIDVALIDITY 1 UNSEEN 0)",
            "LIST": '* LIST () "/" ""',
            "LOGOUT": "* BYE"}
        self.say("* OK [CAPABILITY %s] ready" % ready)
        while True:
            text = self.literals(self.line())
            if text is None:
                return
            tag, word, rest = (text.decode("latin-1") + "  ").split(" ", 2)
            if word == "STARTTLS":
                self.say(tag + (" OK go" if self.starts() else " BAD not here"))
                if not self.starts():
                    continue
                self.secure()
                ready = ready.replace(" STARTTLS", "")
                answers["CAPABILITY"] = "* CAPABILITY " + ready
                continue
            if word == "AUTHENTICATE":
                name, _, initial = rest.strip().partition(" ")
                self.exchange(name, initial or None, b"+ ")
            if word in ("AUTHENTICATE", "LOGIN"):
                self.say(tag + self.server.verdict(" OK", " NO"))
                continue
            if self.server.shut and word != "CAPABILITY":
                return
            if word == "SELECT" and self.server.drops:
                self.server.drops -= 1
                return
            self.server.opened += word == "SELECT"
            if word in answers:
                self.say(answers[word])
            self.say(tag + " OK done")

    def pop(self):
        answers = {"STAT": "+OK 0 0", "UIDL": "+OK\r\n.", "LIST": "+OK\r\n.",
                   "CAPA": "+OK\r\nUSER\r\nUIDL\r\nTOP\r\nSASL %s\r\n." % " ".join(self.server.mechanisms)}
        self.say("+OK ready")
        while True:
            text = self.line()
            if text is None:
                return
            word, _, rest = text.decode("latin-1").partition(" ")
            if word == "AUTH":
                name, _, initial = rest.partition(" ")
                self.exchange(name, initial or None, b"+ ")
            if word in ("AUTH", "PASS"):
                self.say(self.server.verdict("+OK", "-ERR"))
            else:
                self.say(answers.get(word, "+OK"))


class Server(fake.Server):
    speaker = Mailbox
    shut = False
    drops = 0       # so many times it hangs up when a folder is opened
    logins = 0
    opened = 0      # so many times a folder was opened

    def verdict(self, yes, no):
        self.logins += 1
        return no if self.shut else yes

    def hang_up(self):
        for session in self.sessions:
            try:
                session.connection.shutdown(2)
            except OSError:
                pass
